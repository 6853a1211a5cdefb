<?cs # Signing in.
	Login.next                   path to go to afterwards, or ""
	Login.mail_url               signing in by mail, if it is allowed
	Login.closed                 nobody can register
	Form.mail .password .remember
	Token.login
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Sign in") ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Url.login) ?>" novalidate>
	<?cs call:form_token(Token.login) ?><?cs if:Login.next ?><input type="hidden" name="next" value="<?cs var:Login.next ?>"><?cs /if ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), "", "254", "email", "username", "1") ?><?cs
	call:password_field(Form.password, "password", t("Password"), "", "current-password") ?><?cs
	call:checkbox_field(Form.remember, "remember", t("Stay signed in on this device"), "") ?>
	<p class="actions"><?cs call:submit_button(t("Sign in"), "primary") ?></p>
	<p class="after"><a href="<?cs var:safe_url(Url.recover) ?>"><?cs var:t("Forgot your password?") ?></a></p><?cs
	if:Login.mail_url ?>
	<p class="after"><a href="<?cs var:safe_url(Login.mail_url) ?>"><?cs var:t("Sign in with a code by mail") ?></a></p><?cs /if ?>
</form><?cs
if:!Login.closed ?>
<p class="after"><?cs var:t("New here?") ?> <a href="<?cs var:safe_url(Url.register) ?>"><?cs var:t("Create an account") ?></a></p><?cs /if ?>
</div>
<?cs call:page_end() ?>
