<?cs # Creating an account.
	Form.name .mail
	Token.register, Robot.*
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Create an account") ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Url.register) ?>" novalidate>
	<?cs call:form_token(Token.register) ?><?cs
	call:text_field(Form.name, "name", t("Your name"), "", "100", "text", "name", "1") ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), t("We send a link to this address to confirm it."), "254", "email", "email", "1") ?><?cs call:robot_fields() ?>
	<p class="actions"><?cs call:submit_button(t("Create an account"), "primary") ?></p>
</form>
<p class="after"><?cs var:t("You have an account?") ?> <a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
