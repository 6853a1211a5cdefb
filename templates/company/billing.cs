<?cs # What stands on a company's invoices.
	Company.name
	Billing.action .version .changed (time)
	Billing.newer                1: somebody else saved meanwhile; .now_name .now_address .now_mail .now_tax is what holds
	Form.billing_name .billing_address .billing_mail .tax_number
	Token.billing
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Billing details") ?></h1>
	<p class="lead" dir="auto"><?cs var:Company.name ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:Billing.newer ?>
<section class="panel topped"><h2><?cs var:t("What holds now") ?></h2>
<dl class="facts">
	<div><dt><?cs var:t("Name on invoices") ?></dt><dd dir="auto"><?cs var:Billing.now_name ?></dd></div>
	<div><dt><?cs var:t("Address") ?></dt><dd dir="auto" class="lines"><?cs var:Billing.now_address ?></dd></div>
	<div><dt><?cs var:t("E-mail address for invoices") ?></dt><dd><bdi dir="ltr"><?cs var:Billing.now_mail ?></bdi></dd></div>
	<div><dt><?cs var:t("Tax number") ?></dt><dd><bdi dir="ltr"><?cs var:Billing.now_tax ?></bdi></dd></div>
</dl></section><?cs /if ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Billing.action) ?>" novalidate>
	<?cs call:form_token(Token.billing) ?><input type="hidden" name="version" value="<?cs var:Billing.version ?>"><?cs
	call:text_field(Form.billing_name, "billing_name", t("Name on invoices"), t("As the company is registered."), "100", "text", "organization", "") ?><?cs
	call:text_area(Form.billing_address, "billing_address", t("Address"), t("Street, number, town, postal code and country, as an envelope shows them."), "4", "") ?><?cs
	call:text_field(Form.billing_mail, "billing_mail", t("E-mail address for invoices"), "", "254", "email", "off", "") ?><?cs
	call:text_field(Form.tax_number, "tax_number", t("Tax number"), t("VAT number, or the number the tax office knows the company by."), "40", "text", "off", "") ?>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?></p>
	<p class="hint topped"><?cs var:t("Last changed:") ?> <?cs call:time_tag(Billing.changed) ?></p>
</form>
</div>
<?cs call:page_end() ?>
