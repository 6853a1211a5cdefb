<?cs var:Letter.greeting ?>

<?cs var:t("Your account no longer uses this address. If you changed it yourself, there is nothing to do.") ?>
<?cs var:Letter.time.full ?>

<?cs var:t("If it was not you, take the change back. All devices are signed out then, and you choose a new password.") ?>

<?cs var:Letter.url ?>

<?cs var:Letter.expires ?>
<?cs include:"mail/foot.txt.cs" ?>
