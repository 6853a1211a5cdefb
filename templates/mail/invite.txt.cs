<?cs var:Letter.greeting ?>

<?cs var:Letter.text ?>

<?cs var:Letter.url ?>

<?cs var:Letter.expires ?>

<?cs var:t("If you do not expect this, ignore this mail. Nothing will change.") ?>
<?cs include:"mail/foot.txt.cs" ?>
