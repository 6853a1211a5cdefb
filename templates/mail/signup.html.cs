<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Please confirm that this address is yours. You can sign in right after that.") ?></p>
<?cs call:mail_button(Letter.url, t("Confirm my address")) ?>
<p class="quiet"><?cs var:Letter.expires ?></p>
<p class="quiet"><?cs var:t("If you did not register, ignore this mail. No account will be made.") ?></p>
<?cs call:mail_end() ?>
