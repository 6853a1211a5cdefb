<?cs var:Letter.greeting ?>

<?cs var:t("Somebody, probably you, wants to use this address for an account with us. Please confirm that it is yours.") ?>

<?cs var:Letter.url ?>

<?cs var:Letter.expires ?>

<?cs var:t("If it was not you, ignore this mail. Nothing will change.") ?>
<?cs include:"mail/foot.txt.cs" ?>
