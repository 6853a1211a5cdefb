
-- 
<?cs var:Site.name ?>
<?cs var:Site.url ?>
<?cs var:t("This mail was sent by a machine. Replies to it are not read.") ?><?cs if:Choices.url ?>
<?cs var:t("Choose which mails you get") ?>: <?cs var:Choices.url ?><?cs /if ?>
