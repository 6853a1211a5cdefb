<?cs var:Letter.greeting ?>

<?cs var:t("If you can read this, outgoing mail works.") ?>
<?cs include:"mail/foot.txt.cs" ?>
