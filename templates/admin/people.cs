<?cs # The list of people.
	Views.N                                   the areas of the management
	List.action .query .company .company_text     the filters (GET: q, role, state, factor, sort, company)
	List.summary_text .filtered .waiting      “The first 20 …”; 1: the list is cut; 1: those who wait for approval
	List.csv_url                              absent for readers who may not export
	Roles.N States.N Factors.N Sorts.N        options
	People.N.url .name .mail .role_text .company .state .state_text .factor .since (time)
	        .approve_url .refuse_url .token   only of those who wait: POST token, a page that asks
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get" data-auto><?cs
	if:List.company ?><input type="hidden" name="company" value="<?cs var:List.company ?>"><?cs /if ?>
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Name or address") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:t("Name or address") ?>"></div>
	<?cs call:filter_select("role", t("Role"), Roles) ?>
	<?cs call:filter_select("state", t("Status"), States) ?>
	<?cs call:filter_select("factor", t("Second step"), Factors) ?>
	<?cs call:filter_select("sort", t("Order"), Sorts) ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<p class="list-notes"><?cs
	if:List.company_text ?><span><?cs var:t("Members of") ?> <strong dir="auto"><?cs var:List.company_text ?></strong></span><?cs /if ?><?cs
	if:List.filtered ?><a href="<?cs var:safe_url(List.action) ?>"><?cs var:t("Show everyone") ?></a><?cs /if ?><?cs
	if:List.summary_text ?><span class="muted"><?cs var:List.summary_text ?></span><?cs /if ?><?cs
	if:List.csv_url && subcount(People) ?><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a><?cs /if ?></p><?cs
if:subcount(People) ?>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Name") ?></th><th scope="col"><?cs var:t("Role") ?></th><th scope="col"><?cs
	var:t("Company") ?></th><th scope="col"><?cs var:t("Status") ?></th><th scope="col"><?cs var:t("Since") ?></th><?cs
	if:List.waiting ?><th scope="col"><?cs var:t("Decision") ?></th><?cs /if ?></tr></thead>
<tbody><?cs each:p = People ?>
	<tr><td class="cell-main"><a href="<?cs var:safe_url(p.url) ?>" dir="auto"><?cs var:p.name ?></a><bdi class="muted" dir="ltr"><?cs var:p.mail ?></bdi></td>
	<td data-label="<?cs var:t("Role") ?>"><span dir="auto"><?cs var:p.role_text ?></span><?cs if:p.factor ?> <span class="with-icon"><?cs call:icon("shield-check") ?><span class="hidden"><?cs var:t("Second step") ?></span></span><?cs /if ?></td>
	<td<?cs if:p.company == "" ?> class="none"<?cs /if ?> data-label="<?cs var:t("Company") ?>"><span dir="auto"><?cs var:p.company ?></span></td>
	<td data-label="<?cs var:t("Status") ?>"><?cs call:status_tag(p.state, p.state_text) ?></td>
	<td data-label="<?cs var:t("Since") ?>"><?cs call:time_tag(p.since) ?></td><?cs
	if:List.waiting ?>
	<td data-label="<?cs var:t("Decision") ?>"><?cs if:p.approve_url ?><form class="inline" method="post" action="<?cs var:safe_url(p.approve_url) ?>"><?cs call:form_token(p.token) ?>
		<button class="btn" type="submit"><?cs var:t("Approve") ?><span class="hidden"> <?cs var:p.name ?></span></button>
		<a class="btn btn-quiet" href="<?cs var:safe_url(p.refuse_url) ?>"><?cs var:t("Refuse") ?><span class="hidden"> <?cs var:p.name ?></span></a></form><?cs /if ?></td><?cs /if ?></tr><?cs /each ?></tbody></table><?cs
call:pager() ?><?cs
elif:List.filtered ?><?cs call:empty_state("search", t("Nobody fits"), t("Try fewer letters of the name or address, or other filters."), List.action, t("Show everyone")) ?><?cs
else ?><?cs call:empty_state("users", t("Nobody is here yet"), t("People appear here when they sign up or send a ticket."), "", "") ?><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
