<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("You can read this ticket and reply in it, and you are told what happens there.") ?></p>
<?cs call:mail_ticket() ?>
<?cs call:mail_ways(t("View the ticket")) ?>
<?cs call:mail_end() ?>
