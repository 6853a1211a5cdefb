<?cs # A guest who lost the link to his ticket has it mailed anew.
	Find.action                  takes POST token, mail, number
	Form.mail .number
	Token.find
?><?cs call:page_begin() ?>
<div class="wrap slim">
<div class="page-head"><h1><?cs var:t("Find your ticket") ?></h1>
	<p class="lead"><?cs var:t("You opened a ticket without an account? We mail you a new link to it.") ?></p></div><?cs
call:error_summary() ?>
<form class="topped" method="post" action="<?cs var:safe_url(Find.action) ?>" novalidate>
	<?cs call:form_token(Token.find) ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), t("The one that you used for the ticket."), "254", "email", "email", "1") ?><?cs
	call:text_field(Form.number, "number", t("Ticket number"), t("Eight digits; you find them in our mail."), "20", "text", "off", "1") ?>
	<p class="actions"><?cs call:submit_button(t("Mail me the link"), "primary") ?></p>
</form>
<p class="muted topped"><?cs var:t("You have an account?") ?> <a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
