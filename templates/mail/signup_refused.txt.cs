<?cs var:Letter.greeting ?>

<?cs var:t("We have looked at your registration and could not accept it. No account was opened.") ?>

<?cs var:t("If you think that this is a mistake, write to us.") ?>
<?cs include:"mail/foot.txt.cs" ?>
