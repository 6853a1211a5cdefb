<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Your account no longer uses this address. If you changed it yourself, there is nothing to do.") ?></p>
<p class="quiet"><time datetime="<?cs var:Letter.time.iso ?>"><?cs var:Letter.time.full ?></time></p>
<p><?cs var:t("If it was not you, take the change back. All devices are signed out then, and you choose a new password.") ?></p>
<?cs call:mail_button(Letter.url, t("Take the change back")) ?>
<p class="quiet"><?cs var:Letter.expires ?></p>
<?cs call:mail_end() ?>
