<?cs # Asking for a link to set a new password.
	Form.mail
	Token.recover
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Forgot your password?") ?></h1>
	<p class="lead"><?cs var:t("Tell us your address and we send a link to set a new one.") ?></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Url.recover) ?>" novalidate>
	<?cs call:form_token(Token.recover) ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), "", "254", "email", "username", "1") ?>
	<p class="actions"><?cs call:submit_button(t("Send the link"), "primary") ?></p>
</form>
<p class="after"><a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Back to sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
