<?cs var:Letter.greeting ?>

<?cs var:Letter.subject ?>
<?cs each:g = Groups ?>

* <?cs var:g.title ?> (<?cs var:g.place ?>)
<?cs each:l = g.lines ?>
<?cs var:l.time.full ?> · <?cs var:l.text ?>
<?cs if:?l.body && l.body != "" ?><?cs var:l.body ?>
<?cs /if ?><?cs var:l.url ?>
<?cs /each ?><?cs /each ?><?cs if:?Digest.more && Digest.more != "" ?>
<?cs var:Digest.more ?>
<?cs /if ?>
<?cs var:t("See the topics that you follow") ?>:
<?cs var:Digest.url ?>
<?cs include:"mail/foot.txt.cs" ?>
