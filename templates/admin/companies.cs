<?cs # The list of companies.
	Views.N                                   the areas of the management
	List.action .query .summary_text .filtered .csv_url .new_url     as in the list of people
	States.N Industries.N Sorts.N             options
	Companies.N.url .name .industry_text .owner .owner_mail .members .state .state_text .since (time)
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get" data-auto>
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Name of the company") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:t("Name of the company") ?>"></div>
	<?cs call:filter_select("state", t("Status"), States) ?>
	<?cs call:filter_select("industry", t("Industry"), Industries) ?>
	<?cs call:filter_select("sort", t("Order"), Sorts) ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<p class="list-notes"><a class="btn" href="<?cs var:safe_url(List.new_url) ?>"><?cs call:icon("plus") ?><?cs var:t("New company") ?></a><?cs
	if:List.filtered ?><a href="<?cs var:safe_url(List.action) ?>"><?cs var:t("Show all companies") ?></a><?cs /if ?><?cs
	if:List.summary_text ?><span class="muted"><?cs var:List.summary_text ?></span><?cs /if ?><?cs
	if:List.csv_url && subcount(Companies) ?><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a><?cs /if ?></p><?cs
if:subcount(Companies) ?>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Company") ?></th><th scope="col"><?cs var:t("Owner") ?></th><th scope="col"><?cs
	var:t("Members") ?></th><th scope="col"><?cs var:t("Status") ?></th><th scope="col"><?cs var:t("Since") ?></th></tr></thead>
<tbody><?cs each:c = Companies ?>
	<tr><td class="cell-main"><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.name ?></a><span class="muted"><?cs var:c.industry_text ?></span></td>
	<td data-label="<?cs var:t("Owner") ?>"><?cs if:c.owner_mail ?><span><span dir="auto"><?cs var:c.owner ?></span><br><bdi class="muted" dir="ltr"><?cs var:c.owner_mail ?></bdi></span><?cs else ?><span class="muted"><?cs var:t("None yet") ?></span><?cs /if ?></td>
	<td data-label="<?cs var:t("Members") ?>"><?cs var:c.members ?></td>
	<td data-label="<?cs var:t("Status") ?>"><?cs call:status_tag(c.state, c.state_text) ?></td>
	<td data-label="<?cs var:t("Since") ?>"><?cs call:time_tag(c.since) ?></td></tr><?cs /each ?></tbody></table><?cs
call:pager() ?><?cs
elif:List.filtered ?><?cs call:empty_state("search", t("No company fits"), t("Try fewer letters of the name, or other filters."), List.action, t("Show all companies")) ?><?cs
else ?><?cs call:empty_state("users", t("There is no company yet"), t("A company has people who file and read tickets together."), List.new_url, t("New company")) ?><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
