<?cs var:Letter.greeting ?>

<?cs var:t("Somebody has registered and confirmed the address. An account is opened once you approve it.") ?>

<?cs var:Letter.url ?>
<?cs include:"mail/foot.txt.cs" ?>
