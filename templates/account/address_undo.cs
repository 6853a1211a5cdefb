<?cs # Behind the link that was sent to the old address.
	Address.action .key .mail
	Token.address
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:Page.title ?></h1></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Address.action) ?>">
	<?cs call:form_token(Token.address) ?><input type="hidden" name="key" value="<?cs var:Address.key ?>">
	<p><?cs var:t("The account gets this address back:") ?></p>
	<p><strong><bdi dir="ltr"><?cs var:Address.mail ?></bdi></strong></p>
	<p class="topped"><?cs var:t("All devices are signed out. Set a new password afterwards: whoever made the change knew the old one.") ?></p>
	<p><?cs var:t("A second step, recovery codes and known browsers that were set up since the change are removed. Older ones stay.") ?></p>
	<p class="actions"><?cs call:submit_button(t("Take it back"), "primary") ?></p>
</form>
</div>
<?cs call:page_end() ?>
