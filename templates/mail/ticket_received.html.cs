<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Thank you for writing to us. We will answer as soon as we can, and you will get a mail when we do.") ?></p>
<?cs call:mail_ticket() ?>
<?cs call:mail_ways(t("View the ticket")) ?>
<?cs call:mail_end() ?>
