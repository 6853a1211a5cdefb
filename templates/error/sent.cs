<?cs # The same form came a second time with other words in it: was that meant?
	Resend.action                where the form goes
	Resend.fields.N.name .value  all its fields but the token, as typed
	Resend.location              page that the first sending made
	Resend.files                 1: there were files, which are not kept
	Token.resend                 a fresh token for the same form
?><?cs call:page_begin() ?>
<div class="wrap slim error-page">
<div class="page-head"><p class="badge"><?cs call:icon("send") ?></p>
	<h1><?cs var:t("This form was already sent") ?></h1>
	<p class="lead"><?cs var:t("You have changed it since. Send it once more as a new one, or look at what you sent first.") ?></p></div>
<form method="post" action="<?cs var:safe_url(Resend.action) ?>"><?cs call:form_token(Token.resend) ?><?cs
	each:f = Resend.fields ?><input type="hidden" name="<?cs var:f.name ?>" value="<?cs var:f.value ?>"><?cs /each ?>
	<p class="actions"><?cs if:Resend.location ?><a class="btn btn-primary" href="<?cs var:safe_url(Resend.location) ?>"><?cs var:t("See what I sent") ?></a> <?cs
	call:submit_button(t("Send as a new one"), "") ?><?cs else ?><?cs call:submit_button(t("Send as a new one"), "primary") ?><?cs /if ?></p>
	<?cs if:Resend.files ?><p class="hint topped"><?cs var:t("Files must be chosen again.") ?></p><?cs /if ?>
</form>
</div>
<?cs call:page_end() ?>
