<?cs # The second factor, after a right password or mailed code.
	Factor.trust_text            “Ask for no code on this device for 30 days”; "" where that is not offered
	Form.code .recovery .trust
	Token.factor
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("One more step") ?></h1>
	<p class="lead"><?cs var:t("Your account has a second step: a code from an app on your phone.") ?></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Url.login + "/factor") ?>" novalidate>
	<?cs call:form_token(Token.factor) ?><?cs
	call:code_field(Form.code, "code", t("Code from the app"), t("Six digits, new every half minute.")) ?><?cs
	if:Factor.trust_text ?><?cs call:checkbox_field(Form.trust, "trust", Factor.trust_text, t("Only on a device of your own.")) ?><?cs /if ?>
	<p class="actions"><?cs call:submit_button(t("Sign in"), "primary") ?></p>
	<details class="topped"<?cs if:Form.recovery.error ?> open<?cs /if ?>><summary><?cs var:t("I have no access to my app") ?></summary>
		<?cs call:text_field(Form.recovery, "recovery", t("Recovery code"), t("One of the ten that you kept. Each works once."), "40", "text", "off", "") ?>
		<p class="actions"><?cs call:submit_button(t("Sign in with this code"), "") ?></p>
		<p class="hint"><?cs var:t("No recovery code either? Ask us for help: we can turn off the second step once we know that it is you.") ?></p>
	</details>
</form>
<p class="after"><a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Back to sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
