<?cs # The wish for another address; asks the current password.
	Address.action
	Form.current .mail
	Token.address
?><?cs call:account_begin() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Address.action) ?>" novalidate>
	<?cs call:form_token(Token.address) ?>
	<p><?cs var:t("Now it is:") ?> <strong><bdi dir="ltr"><?cs var:User.mail ?></bdi></strong></p><?cs
	call:text_field(Form.mail, "mail", t("New e-mail address"), t("We send a link there. The address changes when you follow it."), "254", "email", "email", "1") ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?>
	<p class="hint topped"><?cs var:t("The old address gets a mail with which the change can be taken back for seven days.") ?></p>
	<p class="actions"><?cs call:submit_button(t("Send the link"), "primary") ?></p>
</form>
<?cs call:account_end() ?>
