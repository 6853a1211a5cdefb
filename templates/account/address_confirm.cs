<?cs # Behind the link that was sent to the new address.
	Address.action .key .mail
	Token.address
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:Page.title ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Address.action) ?>">
	<?cs call:form_token(Token.address) ?><input type="hidden" name="key" value="<?cs var:Address.key ?>">
	<p><?cs var:t("From now on you sign in with this address, and our mails go there:") ?></p>
	<p><strong><bdi dir="ltr"><?cs var:Address.mail ?></bdi></strong></p>
	<p class="actions"><?cs call:submit_button(t("Use this address"), "primary") ?></p>
</form>
</div>
<?cs call:page_end() ?>
