<?cs var:Letter.greeting ?>

<?cs var:Item.text ?>
<?cs var:Item.title ?>
(<?cs var:Item.place ?>)
<?cs if:?Item.status && Item.status != "" ?>
<?cs var:Item.status ?>
<?cs /if ?><?cs if:?Item.body && Item.body != "" ?>
<?cs var:Item.body ?>
<?cs /if ?><?cs if:?Item.url ?>
<?cs var:Item.button ?>:
<?cs var:Item.url ?>
<?cs /if ?><?cs include:"mail/foot.txt.cs" ?>
