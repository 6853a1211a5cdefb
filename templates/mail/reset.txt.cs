<?cs var:Letter.greeting ?>

<?cs if:Letter.guest ?><?cs var:t("You have tickets with us, but no password yet. Choose one to see them.") ?><?cs
	else ?><?cs var:t("Somebody, probably you, asked for a new password for this address.") ?><?cs /if ?>

<?cs var:Letter.url ?>

<?cs var:Letter.expires ?>

<?cs var:t("If it was not you, ignore this mail. Nothing will change.") ?>
<?cs include:"mail/foot.txt.cs" ?>
