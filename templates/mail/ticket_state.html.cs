<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<?cs call:mail_ticket() ?>
<p><?cs if:Ticket.state == "open" ?><?cs var:t("We are working on your ticket again. You will get a mail when there is an answer.") ?><?cs
	elif:Ticket.state == "solved" ?><?cs var:t("We believe that this is settled. If it is not, reply in the ticket, and it is open again.") ?><?cs
	else ?><?cs var:t("We have closed this ticket. If something is still open, tell us in the ticket.") ?><?cs /if ?></p>
<?cs call:mail_ways(t("View the ticket")) ?>
<?cs call:mail_end() ?>
