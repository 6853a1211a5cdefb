<?cs # Staff roles.
	Views.N                                   the areas of the management
	List.action .query .filtered .csv_url     as in the list of people
	Sorts.N                                   options
	Built_in.name .may_text .holders_text     the role that cannot be changed; on the first page of all
	Roles.N.name .may_text .holders_text .factor .url
	Url.role_new
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head between"><h1><?cs var:Page.title ?></h1>
	<a class="btn btn-primary" href="<?cs var:safe_url(Url.role_new) ?>"><?cs call:icon("plus") ?><?cs var:t("Make a role") ?></a></div><?cs
call:notice() ?>
<p class="muted"><?cs var:t("A role says what an agent may do. A change takes effect at once.") ?></p>
<?cs call:named_list_tools(t("Name of the role"), t("Show all roles"), subcount(Roles)) ?><?cs
if:subcount(Roles) || Built_in.name ?>
<ul class="rows list"><?cs
if:Built_in.name ?>
	<li><div class="row-link stacking">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:Built_in.name ?></span>
		<span class="muted"><?cs var:Built_in.may_text ?></span></span>
	<span class="row-end"><span><?cs var:Built_in.holders_text ?></span></span></div></li><?cs /if ?><?cs
each:r = Roles ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(r.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:r.name ?></span>
		<span class="muted"><?cs var:r.may_text ?></span></span>
	<span class="row-end"><?cs if:r.factor ?><?cs call:status_tag("open", t("Second step")) ?> <?cs /if ?><span><?cs
		var:r.holders_text ?></span></span></a></li><?cs /each ?></ul><?cs
call:pager() ?><?cs /if ?><?cs
if:!subcount(Roles) ?><?cs
	if:List.query ?><?cs call:empty_state("search", t("No role fits"), t("Try fewer letters of the name."), List.action, t("Show all roles")) ?><?cs
	else ?><?cs call:empty_state("users", t("There is no role for agents yet"), t("An agent without a role only reads the tickets of his teams."), Url.role_new, t("Make a role")) ?><?cs /if ?><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
