<?cs var:Letter.greeting ?>

<?cs var:t("Somebody wanted to use this address for another account, but it has an account already. An address belongs to one account only.") ?>

<?cs var:t("If it was not you, you need not do anything.") ?>
<?cs include:"mail/foot.txt.cs" ?>
