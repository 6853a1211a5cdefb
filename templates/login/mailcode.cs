<?cs # Typing the code that came by mail. Says the same for every address.
	Mail.address                 as typed
	Mail.text                    what the mail holds and how long it works
	Mail.action .again_url .next
	Mail.state                   the address, sealed for this browser
	Form.code .remember
	Token.code
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Check your mail") ?></h1>
	<p class="lead"><bdi dir="ltr"><strong><?cs var:Mail.address ?></strong></bdi></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Mail.action) ?>" novalidate>
	<p><?cs var:Mail.text ?></p>
	<?cs call:form_token(Token.code) ?><input type="hidden" name="state" value="<?cs var:Mail.state ?>"><?cs
	if:Mail.next ?><input type="hidden" name="next" value="<?cs var:Mail.next ?>"><?cs /if ?><?cs
	call:code_field(Form.code, "code", t("Code from the mail"), t("Eight digits. The link in the same mail does it too.")) ?><?cs
	call:checkbox_field(Form.remember, "remember", t("Stay signed in on this device"), "") ?>
	<p class="actions"><?cs call:submit_button(t("Sign in"), "primary") ?></p>
	<p class="muted"><?cs var:t("Nothing after a few minutes? Look into the spam folder.") ?> <a href="<?cs var:safe_url(Mail.again_url) ?>"><?cs var:t("Send another code") ?></a></p>
</form>
<p class="after"><a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Back to sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
