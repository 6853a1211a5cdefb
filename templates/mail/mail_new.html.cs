<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Somebody, probably you, wants to use this address for an account with us. Please confirm that it is yours.") ?></p>
<?cs call:mail_button(Letter.url, t("Confirm the new address")) ?>
<p class="quiet"><?cs var:Letter.expires ?></p>
<p class="quiet"><?cs var:t("If it was not you, ignore this mail. Nothing will change.") ?></p>
<?cs call:mail_end() ?>
