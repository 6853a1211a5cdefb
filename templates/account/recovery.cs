<?cs # Before new recovery codes: asks for a code and the current password.
	Factor.action
	Form.current .code
	Token.codes
?><?cs call:account_begin() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Factor.action) ?>" novalidate>
	<?cs call:form_token(Token.codes) ?>
	<p><?cs var:t("You get ten new codes. The old ones stop working at once.") ?></p><?cs
	call:code_field(Form.code, "code", t("Code from the app"), t("Or one of your recovery codes.")) ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?>
	<p class="actions"><?cs call:submit_button(t("Make new codes"), "primary") ?></p>
</form>
<?cs call:account_end() ?>
