<?cs var:Ticket.url ?>
<?cs if:Ticket.expires ?>
<?cs var:Ticket.expires ?>
<?cs /if ?><?cs if:Claim.url ?>
<?cs var:t("With a password you see all your tickets in one place.") ?>

<?cs var:Claim.url ?>

<?cs var:Claim.expires ?><?cs /if ?>