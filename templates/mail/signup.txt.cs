<?cs var:Letter.greeting ?>

<?cs var:t("Please confirm that this address is yours. You can sign in right after that.") ?>

<?cs var:Letter.url ?>

<?cs var:Letter.expires ?>

<?cs var:t("If you did not register, ignore this mail. No account will be made.") ?>
<?cs include:"mail/foot.txt.cs" ?>
