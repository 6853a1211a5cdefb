<?cs var:Letter.greeting ?>

<?cs var:Letter.text ?>
<?cs var:Letter.time.full ?>
<?cs if:Letter.deletion.iso ?>
<?cs var:t("It will be deleted on:") ?> <?cs var:Letter.deletion.full ?>

<?cs var:t("Keep the account") ?>:
<?cs var:Letter.url ?>

<?cs var:t("If it was not you who asked for this, keep the account and choose a new password.") ?>
<?cs /if ?><?cs if:Recover.url ?>
<?cs var:t("If it was not you, choose a new password at once and sign out the devices that you do not know.") ?>

<?cs var:t("Choose a new password") ?>:
<?cs var:Recover.url ?>

<?cs var:t("See where you are signed in") ?>:
<?cs var:Sessions.url ?>
<?cs /if ?><?cs if:Signin.url ?>
<?cs var:Signin.url ?>
<?cs /if ?><?cs if:Company.url ?>
<?cs var:Company.url ?>
<?cs /if ?><?cs include:"mail/foot.txt.cs" ?>
