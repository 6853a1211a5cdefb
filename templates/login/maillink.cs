<?cs # Behind the link of a sign-in mail: one button, because programs that read mail open links.
	Mail.address                 whose account
	Mail.action .key             key: the secret of the link, sent back in the form
	Form.remember
	Token.enter
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Sign in") ?></h1>
	<p class="lead"><bdi dir="ltr"><strong><?cs var:Mail.address ?></strong></bdi></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Mail.action) ?>" novalidate>
	<?cs call:form_token(Token.enter) ?><input type="hidden" name="key" value="<?cs var:Mail.key ?>"><?cs
	call:checkbox_field(Form.remember, "remember", t("Stay signed in on this device"), "") ?>
	<p class="actions"><?cs call:submit_button(t("Sign in"), "primary") ?></p>
</form>
<p class="after"><?cs var:t("If you did not ask for this mail, close this page: nothing happens.") ?></p>
</div>
<?cs call:page_end() ?>
