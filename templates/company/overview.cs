<?cs # A company's first page, as far as its reader may go.
	Company.id .name .industry_text .rights_text .members_text .since (time)
	Company.acts                 1: one acts for it already
	Company.has_tickets .may_open        his rights: its tickets, and opening new ones
	Company.members_url .billing_url     absent without the right
	Company.leave_url .act_url
	Token.act                    POST act_url: token, company
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head between"><h1 dir="auto"><?cs var:Company.name ?></h1><?cs
if:Company.acts ?><span class="tag tag-solved"><?cs var:t("You act for this company") ?></span><?cs
else ?><form method="post" action="<?cs var:safe_url(Company.act_url) ?>"><?cs call:form_token(Token.act) ?><input type="hidden" name="company" value="<?cs
	var:Company.id ?>"><?cs call:submit_button(t("Act for this company"), "") ?></form><?cs /if ?></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<section class="panel topped"><h2><?cs var:t("About the company") ?></h2>
<dl class="facts">
	<div><dt><?cs var:t("Industry") ?></dt><dd><?cs var:Company.industry_text ?></dd></div>
	<div><dt><?cs var:t("People") ?></dt><dd><?cs var:Company.members_text ?></dd></div>
	<div><dt><?cs var:t("Your rights") ?></dt><dd><?cs var:Company.rights_text ?></dd></div>
	<div><dt><?cs var:t("With us since") ?></dt><dd><?cs call:time_tag(Company.since) ?></dd></div>
</dl></section>
<h2 class="section"><?cs var:t("What you can do here") ?></h2>
<ul class="rows list"><?cs
if:Company.has_tickets ?>
	<li><?cs if:Company.acts ?><a class="row-link" href="<?cs var:safe_url(Url.tickets) ?>"><?cs call:icon("ticket") ?>
		<span class="row-main"><span class="row-title"><?cs var:t("Tickets of the company") ?></span>
		<span class="muted"><?cs var:t("Read and answer what you may see") ?></span></span><?cs call:icon_forward("chevron-right") ?></a><?cs
	else ?><div class="row-link"><?cs call:icon("ticket") ?>
		<span class="row-main"><span class="row-title"><?cs var:t("Tickets of the company") ?></span>
		<span class="muted"><?cs var:t("You see them when you act for the company.") ?></span></span></div><?cs /if ?></li><?cs /if ?><?cs
if:Company.may_open && Company.acts ?>
	<li><a class="row-link" href="<?cs var:safe_url(Url.new_ticket) ?>"><?cs call:icon("plus") ?>
		<span class="row-main"><span class="row-title"><?cs var:t("Open a ticket") ?></span>
		<span class="muted"><?cs var:t("For the company, not for yourself") ?></span></span><?cs call:icon_forward("chevron-right") ?></a></li><?cs /if ?><?cs
if:Company.members_url ?>
	<li><a class="row-link" href="<?cs var:safe_url(Company.members_url) ?>"><?cs call:icon("users") ?>
		<span class="row-main"><span class="row-title"><?cs var:t("Members") ?></span>
		<span class="muted"><?cs var:t("Invite people, change their rights, remove them") ?></span></span><?cs call:icon_forward("chevron-right") ?></a></li><?cs /if ?><?cs
if:Company.billing_url ?>
	<li><a class="row-link" href="<?cs var:safe_url(Company.billing_url) ?>"><?cs call:icon("credit-card") ?>
		<span class="row-main"><span class="row-title"><?cs var:t("Billing details") ?></span>
		<span class="muted"><?cs var:t("What is printed on the company’s invoices") ?></span></span><?cs call:icon_forward("chevron-right") ?></a></li><?cs /if ?>
	<li><a class="row-link" href="<?cs var:safe_url(Company.leave_url) ?>"><?cs call:icon_forward("log-out") ?>
		<span class="row-main"><span class="row-title"><?cs var:t("Leave the company") ?></span>
		<span class="muted"><?cs var:t("We ask once more before you do") ?></span></span><?cs call:icon_forward("chevron-right") ?></a></li>
</ul>
</div>
<?cs call:page_end() ?>
