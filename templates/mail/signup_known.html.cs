<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Somebody wanted to register with this address, but it has an account already.") ?></p>
<p><?cs var:t("If it was you, sign in with your password, or choose a new one.") ?></p>
<?cs call:mail_button(Letter.url, t("Sign in")) ?>
<p><a href="<?cs var:safe_url(Recover.url) ?>"><?cs var:t("Choose a new password") ?></a></p>
<p class="quiet"><?cs var:t("If it was not you, you need not do anything.") ?></p>
<?cs call:mail_end() ?>
