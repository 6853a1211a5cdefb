<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("If you can read this, outgoing mail works.") ?></p>
<?cs call:mail_end() ?>
