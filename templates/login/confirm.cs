<?cs # The last step of a registration, behind the link in the mail: the mail's reader chooses the password.
	Confirm.action .key          key: the secret of the link, sent back in the form
	Confirm.mail                 whose account, for password managers
	Form.password
	Token.confirm
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Confirm your address") ?></h1>
<p><?cs var:t("One more step and your account is ready: choose a password.") ?></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Confirm.action) ?>" novalidate>
	<?cs call:form_token(Token.confirm) ?><input type="hidden" name="key" value="<?cs var:Confirm.key ?>"><?cs
	if:Confirm.mail ?><p><bdi dir="ltr"><?cs var:Confirm.mail ?></bdi></p><input type="email" class="hidden" name="mail" value="<?cs var:Confirm.mail ?>" autocomplete="username" readonly tabindex="-1" aria-label="<?cs var:t("E-mail address") ?>"><?cs /if ?><?cs
	call:password_field(Form.password, "password", t("Password"), Limits.password_text, "new-password") ?>
	<p class="actions"><?cs call:submit_button(t("Confirm my address"), "primary") ?></p>
</form>
</div>
<?cs call:page_end() ?>
