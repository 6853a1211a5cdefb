<?cs var:Letter.greeting ?>

<?cs var:t("The password of your account was changed, and every device was signed out.") ?>
<?cs var:Letter.time.full ?>

<?cs var:t("If it was not you, choose a new password at once.") ?>

<?cs var:Recover.url ?>
<?cs include:"mail/foot.txt.cs" ?>
