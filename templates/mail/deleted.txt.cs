<?cs var:Letter.greeting ?>

<?cs var:t("Your account and what belonged to it were deleted. You will get no more mails about it.") ?>

<?cs var:t("What you wrote to us in tickets stays without your name. Copies in our backups disappear with them in time.") ?>
<?cs include:"mail/foot.txt.cs" ?>
