<?cs var:Letter.greeting ?>

<?cs var:t("Thank you for writing to us. We will answer as soon as we can, and you will get a mail when we do.") ?>
<?cs if:Ticket.subject ?>
<?cs var:t("Ticket") ?> <?cs var:Ticket.number ?>: <?cs var:Ticket.subject ?>
<?cs /if ?>
<?cs include:"mail/ways.txt.cs" ?>
<?cs include:"mail/foot.txt.cs" ?>
