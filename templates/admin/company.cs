<?cs # One company, for staff.
	Views.N                      the areas of the management
	Company.id .name .state .state_text .members .no_owner .since .changed (times) .active .version .stale
	Company.url                  POST token, version, name, industry, billing_name, billing_address, billing_mail, tax_number
	Company.may_open             the reader may add people
	Company.members_url          POST token, mail, owner, a field for each right
	Company.switch_url .people_url .tickets_url
	Conflict.N.label .now .wanted     what a stale form wanted, with Company.stale
	Industries.N Rights.N        options
	Members.N.url .name .mail .rights_text .since (time)
	Invites.N.mail .rights_text .until (time)
	Form.name .industry .billing_name .billing_address .billing_mail .tax_number .mail .owner .own
	Token.edit .add
?><?cs include:"company/rights.cs" ?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="meta"><?cs call:status_tag(Company.state, Company.state_text) ?></p><?cs
if:Company.stale ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this company meanwhile") ?></h2>
	<p><?cs var:t("Your changes were not saved. The form still shows what you wanted: save it again if it is right.") ?></p><?cs
	call:conflict_table(Conflict) ?>
</div><?cs /if ?><?cs
if:Company.no_owner ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("This company has no owner yet. Whoever accepts an invitation with every right becomes it.") ?></span></p><?cs /if ?>
<div class="with-aside topped">
<div>
<section><h2><?cs var:t("Members") ?></h2><?cs
if:subcount(Members) ?>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Name") ?></th><th scope="col"><?cs var:t("Rights") ?></th><th scope="col"><?cs var:t("Member since") ?></th></tr></thead>
<tbody><?cs each:m = Members ?>
	<tr><td class="cell-main"><a href="<?cs var:safe_url(m.url) ?>" dir="auto"><?cs var:m.name ?></a><bdi class="muted" dir="ltr"><?cs var:m.mail ?></bdi></td>
	<td data-label="<?cs var:t("Rights") ?>"><span><?cs var:m.rights_text ?></span></td>
	<td data-label="<?cs var:t("Member since") ?>"><?cs call:time_tag(m.since) ?></td></tr><?cs /each ?></tbody></table><?cs
call:pager() ?><?cs
else ?><p class="muted"><?cs var:t("Nobody belongs to it yet.") ?></p><?cs /if ?></section><?cs
if:subcount(Invites) ?>
<section class="topped"><h2><?cs var:t("Open invitations") ?></h2>
<ul class="rows"><?cs each:i = Invites ?>
	<li><div class="row-link stacking"><span class="row-main"><bdi dir="ltr"><?cs var:i.mail ?></bdi> <span class="muted"><?cs var:i.rights_text ?></span></span>
	<span class="row-end"><span><?cs var:t("until") ?> <?cs var:i.until.full ?></span></span></div></li><?cs /each ?></ul></section><?cs /if ?>
<?cs
if:Company.may_open ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Company.members_url) ?>" novalidate><h2><?cs var:t("Add a member") ?></h2>
	<?cs call:form_token(Token.add) ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), t("Somebody without an account is invited."), "254", "email", "off", "1") ?><?cs
	call:rights_group(Form.own, t("What may this person do?")) ?><?cs
	call:checkbox_field(Form.owner, "owner", t("Owner"), t("May do everything in the company, and make others owners.")) ?>
	<div class="actions"><?cs call:submit_button(t("Add"), "") ?></div>
</form><?cs
else ?>
<p class="notice notice-info topped"><?cs call:icon("lock") ?> <span><?cs var:t("The company’s owners invite people themselves. Of the staff, only somebody who sees all tickets can add a person here.") ?></span></p><?cs
/if ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Company.url) ?>" novalidate><h2><?cs var:t("Details") ?></h2>
	<?cs call:form_token(Token.edit) ?><input type="hidden" name="version" value="<?cs var:Company.version ?>"><?cs
	call:text_field(Form.name, "name", t("Name of the company"), "", "100", "", "off", "1") ?><?cs
	call:select_field(Form.industry, "industry", t("Industry"), "", Industries, "") ?><?cs
	call:text_field(Form.billing_name, "billing_name", t("Name on invoices"), "", "100", "", "off", "") ?><?cs
	call:text_area(Form.billing_address, "billing_address", t("Address"), "", "4", "") ?><?cs
	call:text_field(Form.billing_mail, "billing_mail", t("E-mail address for invoices"), "", "254", "email", "off", "") ?><?cs
	call:text_field(Form.tax_number, "tax_number", t("Tax number"), "", "40", "", "off", "") ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form>
</div>
<aside class="aside" aria-label="<?cs var:t("About this company") ?>">
	<section class="panel"><h2><?cs var:t("Facts") ?></h2>
		<dl class="facts">
			<div><dt><?cs var:t("Number") ?></dt><dd><bdi dir="ltr"><?cs var:Company.id ?></bdi></dd></div>
			<div><dt><?cs var:t("Since") ?></dt><dd><?cs var:Company.since.full ?></dd></div>
			<div><dt><?cs var:t("Last changed") ?></dt><dd><?cs var:Company.changed.full ?></dd></div>
			<div><dt><?cs var:t("Members") ?></dt><dd><?cs if:Company.people_url ?><a href="<?cs var:safe_url(Company.people_url) ?>"><?cs var:Company.members ?></a><?cs else ?><?cs var:Company.members ?><?cs /if ?></dd></div>
		</dl></section>
	<section class="panel"><h2><?cs var:t("Actions") ?></h2>
		<ul class="act-list"><li><a class="btn fill" href="<?cs var:safe_url(Company.tickets_url) ?>"><?cs var:t("Tickets") ?></a></li>
		<li><a class="btn fill<?cs if:Company.active ?> btn-danger<?cs /if ?>" href="<?cs var:safe_url(Company.switch_url) ?>"><?cs
			if:Company.active ?><?cs var:t("Disable the company") ?><?cs else ?><?cs var:t("Enable the company") ?><?cs /if ?></a></li></ul></section>
</aside>
</div>
<?cs call:admin_end() ?><?cs call:page_end() ?>
