<?cs # Asking for a code by mail instead of a password.
	Mail.action .next            next: path to go to afterwards, or ""
	Form.mail
	Token.mail
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Sign in by mail") ?></h1>
	<p class="lead"><?cs var:t("Tell us your address and we send a code that signs you in without a password.") ?></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Mail.action) ?>" novalidate>
	<?cs call:form_token(Token.mail) ?><?cs if:Mail.next ?><input type="hidden" name="next" value="<?cs var:Mail.next ?>"><?cs /if ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), "", "254", "email", "username", "1") ?>
	<p class="actions"><?cs call:submit_button(t("Send the code"), "primary") ?></p>
</form>
<p class="after"><a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Back to sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
