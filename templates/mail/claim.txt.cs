<?cs if:Claim.url ?><?cs var:t("You have no password yet. Choose one to read your ticket and to reply.") ?>

<?cs var:Claim.url ?>

<?cs var:Claim.expires ?><?cs else ?><?cs var:Ticket.url ?><?cs /if ?>