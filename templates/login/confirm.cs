<?cs # A page with one button, behind every link in a mail: opening the link alone changes nothing.
	Confirm.heading .text .button .action
	Confirm.key                  the secret of the link, sent back in the form
	Token.confirm
?><?cs call:page_begin() ?>
<div class="auth">
<?cs call:notice() ?><?cs call:error_summary() ?>
<div class="panel topped empty"><span class="badge"><?cs call:icon("mail") ?></span>
	<h1><?cs var:Confirm.heading ?></h1>
	<?cs if:Confirm.text ?><p><?cs var:Confirm.text ?></p><?cs /if ?>
	<form method="post" action="<?cs var:safe_url(Confirm.action) ?>"><?cs call:form_token(Token.confirm) ?><input type="hidden" name="key" value="<?cs var:Confirm.key ?>">
	<p class="actions"><?cs call:submit_button(Confirm.button, "primary") ?></p></form>
</div>
</div>
<?cs call:page_end() ?>
