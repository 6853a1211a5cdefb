<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("The password of your account was changed, and every device was signed out.") ?></p>
<p><time datetime="<?cs var:Letter.time.iso ?>"><?cs var:Letter.time.full ?></time></p>
<p><?cs var:t("If it was not you, choose a new password at once.") ?></p>
<?cs call:mail_button(Recover.url, t("Choose a new password")) ?>
<?cs call:mail_end() ?>
