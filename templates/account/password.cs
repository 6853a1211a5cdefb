<?cs # A new password; asks the current one.
	Password.action
	Limits.password_text
	Form.current .password
	Token.password
?><?cs call:account_begin() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Password.action) ?>" novalidate>
	<?cs call:form_token(Token.password) ?><?cs call:whose() ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?><?cs
	call:password_field(Form.password, "password", t("New password"), Limits.password_text, "new-password") ?>
	<p class="hint topped"><?cs var:t("All other devices are signed out. This one stays signed in.") ?></p>
	<p class="actions"><?cs call:submit_button(t("Change the password"), "primary") ?>
	<a href="<?cs var:safe_url(Url.recover) ?>"><?cs var:t("Forgot your password?") ?></a></p>
</form>
<?cs call:account_end() ?>
