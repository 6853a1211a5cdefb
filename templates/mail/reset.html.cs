<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs if:Letter.guest ?><?cs var:t("You have tickets with us, but no password yet. Choose one to see them.") ?><?cs
	else ?><?cs var:t("Somebody, probably you, asked for a new password for this address.") ?><?cs /if ?></p>
<?cs if:Letter.guest ?><?cs call:mail_button(Letter.url, t("Choose a password")) ?><?cs
	else ?><?cs call:mail_button(Letter.url, t("Choose a new password")) ?><?cs /if ?>
<p class="quiet"><?cs var:Letter.expires ?></p>
<p class="quiet"><?cs var:t("If it was not you, ignore this mail. Nothing will change.") ?></p>
<?cs call:mail_end() ?>
