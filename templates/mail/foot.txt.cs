
-- 
<?cs var:Site.name ?>
<?cs var:Site.url ?><?cs if:?Unsubscribe.url ?>
<?cs var:Unsubscribe.text ?>
<?cs var:t("Stop these mails") ?>: <?cs var:Unsubscribe.url ?><?cs /if ?>
<?cs var:t("This mail was sent by a machine. Replies to it are not read.") ?><?cs if:Choices.url ?>
<?cs var:t("Choose which mails you get") ?>: <?cs var:Choices.url ?><?cs /if ?>
