<?cs # Turning off the second step.
	Factor.action
	Form.current .code
	Token.factor
?><?cs call:account_begin() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Factor.action) ?>" novalidate>
	<?cs call:form_token(Token.factor) ?>
	<p><?cs var:t("The password alone opens your account then. The recovery codes stop working.") ?></p><?cs
	call:code_field(Form.code, "code", t("Code from the app"), t("Or one of your recovery codes.")) ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?>
	<p class="actions"><?cs call:submit_button(t("Turn off"), "danger") ?></p>
</form>
<?cs call:account_end() ?>
