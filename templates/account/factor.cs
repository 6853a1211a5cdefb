<?cs # Turning on the second step.
	Factor.action .proposal .key (in groups) .address (otpauth:) .qr_html
	Form.current .code
	Token.factor
?><?cs call:account_begin() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Factor.action) ?>" novalidate autocomplete="off">
	<?cs call:form_token(Token.factor) ?><input type="hidden" name="proposal" value="<?cs var:Factor.proposal ?>">
	<ol class="set-up">
	<li><p><?cs var:t("Open an authenticator app on your phone, or install one.") ?></p></li>
	<li><p><?cs var:t("Let it scan this picture:") ?></p>
		<?cs var:safe_html(Factor.qr_html) ?>
		<p><?cs var:t("Or type this key by hand:") ?></p>
		<p><bdi class="key" dir="ltr"><?cs var:Factor.key ?></bdi></p></li>
	<li><p><?cs var:t("Type the code that the app shows, and your password.") ?></p><?cs
	call:code_field(Form.code, "code", t("Code from the app"), "") ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?></li>
	</ol>
	<p class="actions"><?cs call:submit_button(t("Turn on"), "primary") ?></p>
</form>
<?cs call:account_end() ?>
