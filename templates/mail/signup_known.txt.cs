<?cs var:Letter.greeting ?>

<?cs var:t("Somebody wanted to register with this address, but it has an account already.") ?>

<?cs var:t("If it was you, sign in with your password, or choose a new one.") ?>

<?cs var:t("Sign in") ?>:
<?cs var:Letter.url ?>

<?cs var:t("Choose a new password") ?>:
<?cs var:Recover.url ?>

<?cs var:t("If it was not you, you need not do anything.") ?>
<?cs include:"mail/foot.txt.cs" ?>
