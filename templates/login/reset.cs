<?cs # Setting a new password, from the link in the mail.
	Reset.action .key            key: the secret of the link, sent back in the form
	Reset.mail                   whose password, for password managers
	Form.password
	Token.reset
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Set a new password") ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Reset.action) ?>" novalidate>
	<?cs call:form_token(Token.reset) ?><input type="hidden" name="key" value="<?cs var:Reset.key ?>"><?cs
	if:Reset.mail ?><input type="email" class="hidden" name="mail" value="<?cs var:Reset.mail ?>" autocomplete="username" readonly tabindex="-1" aria-label="<?cs var:t("E-mail address") ?>"><?cs /if ?><?cs
	call:password_field(Form.password, "password", t("New password"), Limits.password_text, "new-password") ?>
	<p class="hint topped"><?cs var:t("You will be signed out on all your devices.") ?></p>
	<p class="actions"><?cs call:submit_button(t("Set the password"), "primary") ?></p>
</form>
</div>
<?cs call:page_end() ?>
