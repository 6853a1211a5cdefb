<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:Letter.text ?></p>
<?cs call:mail_button(Letter.url, t("See the invitation")) ?>
<p class="quiet"><?cs var:Letter.expires ?></p>
<p class="quiet"><?cs var:t("If you do not expect this, ignore this mail. Nothing will change.") ?></p>
<?cs call:mail_end() ?>
