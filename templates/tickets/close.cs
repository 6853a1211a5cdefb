<?cs # Closing a ticket with a reason.
	Ticket.number .subject .url .close_url
	Reasons.N                    options
	Form.reason .comment
	Token.close
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Close this ticket") ?></h1>
	<p class="lead"><bdi dir="ltr">#<?cs var:Ticket.number ?></bdi> · <span dir="auto"><?cs var:Ticket.subject ?></span></p></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<form class="topped" method="post" action="<?cs var:safe_url(Ticket.close_url) ?>" novalidate>
	<?cs call:form_token(Token.close) ?><?cs
	call:radio_group(Form.reason, "reason", t("Why are you closing it?"), "", Reasons) ?><?cs
	call:text_field(Form.comment, "comment", t("Anything to add?"), "", "500", "text", "off", "") ?>
	<p class="actions"><?cs call:submit_button(t("Close ticket"), "primary") ?> <a href="<?cs var:safe_url(Ticket.url) ?>"><?cs var:t("Back to the ticket") ?></a></p>
</form>
</div>
<?cs call:page_end() ?>
