<?cs var:Letter.greeting ?>

<?cs var:t("You can read this ticket and reply in it, and you are told what happens there.") ?>

<?cs var:t("Ticket") ?> <?cs var:Ticket.number ?>: <?cs var:Ticket.subject ?>

<?cs include:"mail/ways.txt.cs" ?>
<?cs include:"mail/foot.txt.cs" ?>
