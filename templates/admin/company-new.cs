<?cs # A new company.
	Views.N                      the areas of the management
	Company.url .back_url        POST token, name, industry, mail
	Industries.N                 options
	Form.name .industry .mail
	Token.new
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<form class="measure topped" method="post" action="<?cs var:safe_url(Company.url) ?>" novalidate><?cs call:form_token(Token.new) ?><?cs
	call:text_field(Form.name, "name", t("Name of the company"), "", "100", "", "off", "1") ?><?cs
	call:select_field(Form.industry, "industry", t("Industry"), "", Industries, "") ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address of the owner"), t("Without an account the person is invited and becomes the owner by accepting."), "254", "email", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Make the company"), "primary") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Company.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
