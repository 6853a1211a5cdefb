<?cs # A second step is demanded: it is set up before the first session.
	Setup.action .proposal       proposal: the sealed key, sent back in the form
	Setup.key                    for typing, in groups of four
	Setup.qr_html                the same as a drawing
	Form.code
	Token.setup
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Turn on the second step") ?></h1>
	<p class="lead"><?cs var:t("Your account needs it before you can go on: from now on you sign in with your password and a code from an app.") ?></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Setup.action) ?>" novalidate>
	<?cs call:form_token(Token.setup) ?><input type="hidden" name="proposal" value="<?cs var:Setup.proposal ?>">
	<ol class="set-up">
	<li><p><?cs var:t("Open an authenticator app on your phone, or install one.") ?></p></li>
	<li><p><?cs var:t("Let it scan this picture:") ?></p>
		<?cs var:safe_html(Setup.qr_html) ?>
		<p><?cs var:t("Or type this key by hand:") ?></p>
		<p><bdi class="key" dir="ltr"><?cs var:Setup.key ?></bdi></p></li>
	<li><p><?cs var:t("Type the code that the app shows now.") ?></p><?cs
	call:code_field(Form.code, "code", t("Code from the app"), "") ?></li>
	</ol>
	<p class="actions"><?cs call:submit_button(t("Turn on and sign in"), "primary") ?></p>
</form>
<p class="after"><a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Back to sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
