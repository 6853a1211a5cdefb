<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Somebody, probably you, asked for the link to this ticket.") ?></p>
<?cs call:mail_ticket() ?>
<?cs call:mail_ways(t("View the ticket")) ?>
<p class="quiet"><?cs var:t("If it was not you, ignore this mail. Nothing will change.") ?></p>
<?cs call:mail_end() ?>
