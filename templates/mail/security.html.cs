<?cs include:"mail/frame.cs" ?><?cs call:mail_begin() ?>
<p><?cs var:Letter.text ?></p>
<p class="quiet"><time datetime="<?cs var:Letter.time.iso ?>"><?cs var:Letter.time.full ?></time></p>
<?cs if:Letter.deletion.iso ?><p><?cs var:t("It will be deleted on:") ?> <time datetime="<?cs var:Letter.deletion.iso ?>"><?cs var:Letter.deletion.full ?></time></p>
<?cs call:mail_button(Letter.url, t("Keep the account")) ?>
<p class="quiet"><?cs var:t("If it was not you who asked for this, keep the account and choose a new password.") ?></p>
<?cs /if ?><?cs if:Recover.url ?><p><?cs var:t("If it was not you, choose a new password at once and sign out the devices that you do not know.") ?></p>
<?cs call:mail_button(Recover.url, t("Choose a new password")) ?>
<p><a href="<?cs var:safe_url(Sessions.url) ?>"><?cs var:t("See where you are signed in") ?></a></p>
<?cs /if ?><?cs if:Signin.url ?><?cs call:mail_button(Signin.url, t("Sign in")) ?><?cs /if ?><?cs
if:Company.url ?><?cs call:mail_button(Company.url, t("See the company")) ?><?cs /if ?>
<?cs call:mail_end() ?>
