<?cs var:Letter.greeting ?>

<?cs var:Message.author ?>

<?cs var:Message.body ?>
<?cs if:Message.files ?>
<?cs var:Message.files ?>
<?cs /if ?>
<?cs include:"mail/ways.txt.cs" ?>
<?cs include:"mail/foot.txt.cs" ?>
