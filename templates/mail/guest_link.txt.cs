<?cs var:Letter.greeting ?>

<?cs var:t("Somebody, probably you, asked for the link to this ticket.") ?>

<?cs var:t("Ticket") ?> <?cs var:Ticket.number ?><?cs if:Ticket.subject ?>: <?cs var:Ticket.subject ?><?cs /if ?>

<?cs include:"mail/ways.txt.cs" ?>

<?cs var:t("If it was not you, ignore this mail. Nothing will change.") ?>
<?cs include:"mail/foot.txt.cs" ?>
