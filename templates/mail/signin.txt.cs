<?cs var:Letter.greeting ?>

<?cs var:t("Type this code where you were asked for it, or follow the link.") ?>

<?cs var:Letter.code ?>

<?cs var:Letter.url ?>

<?cs var:Letter.expires ?>

<?cs var:t("We never ask for this code by telephone or mail. If you did not ask for it, ignore this mail.") ?>
<?cs include:"mail/foot.txt.cs" ?>
