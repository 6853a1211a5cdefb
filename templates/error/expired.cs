<?cs # The session or the form had grown too old. Nothing typed is lost.
	Resend.action                where the form goes
	Resend.fields.N.name .value  all its fields but the token, as typed
	Resend.needs_login           1: only somebody signed in may send it, and nobody is
	Resend.location              page with the empty form, or ""
	Resend.files                 1: there were files, which are not kept
	Token.resend                 a fresh token for the same form
?><?cs call:page_begin() ?>
<div class="wrap slim error-page">
<div class="page-head"><p class="badge"><?cs call:icon("clock") ?></p>
	<h1><?cs var:t("This page was open for a long time") ?></h1>
	<p class="lead"><?cs if:Resend.needs_login ?><?cs var:t("You are signed out by now, so the form was not sent. What you typed is kept: sign in in a new tab, come back here and send it again.") ?><?cs
	else ?><?cs var:t("For your safety the form was not sent. What you typed is kept: send it again with one click.") ?><?cs /if ?></p></div>
<form method="post" action="<?cs var:safe_url(Resend.action) ?>"><?cs call:form_token(Token.resend) ?><?cs
	each:f = Resend.fields ?><input type="hidden" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>"><?cs /each ?>
	<p class="actions"><?cs if:Resend.needs_login ?><a class="btn btn-primary" href="<?cs var:safe_url(Url.login) ?>" target="_blank" rel="noopener"><?cs
		var:t("Sign in") ?><span class="hidden"> (<?cs var:t("opens in a new tab") ?>)</span></a> <?cs call:submit_button(t("Send again"), "") ?><?cs
	else ?><?cs call:submit_button(t("Send again"), "primary") ?><?cs /if ?><?cs
	if:Resend.location ?> <a class="btn" href="<?cs var:safe_url(Resend.location) ?>"><?cs var:t("Start over") ?></a><?cs /if ?></p>
	<?cs if:Resend.files ?><p class="hint topped"><?cs var:t("Files must be chosen again.") ?></p><?cs /if ?>
</form>
</div>
<?cs call:page_end() ?>
