<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Your account and what belonged to it were deleted. You will get no more mails about it.") ?></p>
<p class="quiet"><?cs var:t("What you wrote to us in tickets stays without your name. Copies in our backups disappear with them in time.") ?></p>
<?cs call:mail_end() ?>
