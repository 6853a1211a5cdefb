<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:t("Type this code where you were asked for it, or follow the link.") ?></p>
<p class="code"><bdi dir="ltr"><?cs var:Letter.code ?></bdi></p>
<?cs call:mail_button(Letter.url, t("Sign in")) ?>
<p class="quiet"><?cs var:Letter.expires ?></p>
<p class="quiet"><?cs var:t("We never ask for this code by telephone or mail. If you did not ask for it, ignore this mail.") ?></p>
<?cs call:mail_end() ?>
