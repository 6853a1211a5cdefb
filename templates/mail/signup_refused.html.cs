<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("We have looked at your registration and could not accept it. No account was opened.") ?></p>
<p class="quiet"><?cs var:t("If you think that this is a mistake, write to us.") ?></p>
<?cs call:mail_end() ?>
