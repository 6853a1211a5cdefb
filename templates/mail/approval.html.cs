<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Somebody has registered and confirmed the address. An account is opened once you approve it.") ?></p>
<?cs call:mail_button(Letter.url, t("See the registration")) ?>
<?cs call:mail_end() ?>
