<?cs # Before new recovery codes: asks the current password.
	Factor.action
	Form.current
	Token.codes
?><?cs call:account_begin() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Factor.action) ?>" novalidate>
	<?cs call:form_token(Token.codes) ?>
	<p><?cs var:t("You get ten new codes. The old ones stop working at once.") ?></p><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?>
	<p class="actions"><?cs call:submit_button(t("Make new codes"), "primary") ?></p>
</form>
<?cs call:account_end() ?>
