<?cs # Taking the deletion back, from the link in the mail.
	Keep.key .action
	Token.keep
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Keep the account") ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Keep.action) ?>">
	<?cs call:form_token(Token.keep) ?><input type="hidden" name="key" value="<?cs var:Keep.key ?>">
	<p><?cs var:t("Your account is about to be deleted. With this button everything stays as it is.") ?></p>
	<p class="actions"><?cs call:submit_button(t("Keep my account"), "primary") ?></p>
</form>
</div>
<?cs call:page_end() ?>
