<?cs # Somebody's page in the community.
	Person.name .initial .picture .staff .own .level_text .industry_text .since_text
	Person.trust_url .blocked (time)     for moderators: POST token, level, block
	Numbers.N.label .value
	Badges.N.icon .name .reason
	Posts.N.url .title .question .accepted .likes_text .time (time)
	Levels.N Blocks.N                    options
	Token.trust
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<header class="page-head who-am-i"><?cs
	if:Person.picture ?><img class="avatar portrait" src="<?cs var:safe_url(Person.picture) ?>" width="64" height="64" alt=""><?cs
	else ?><?cs call:avatar(Person.initial, Person.staff) ?><?cs /if ?>
	<div><h1 dir="auto"><?cs var:Page.title ?></h1>
	<p class="meta"><?cs if:Person.staff ?><span class="tag tag-staff"><?cs var:t("Staff") ?></span> <?cs /if ?><?cs
		if:Person.level_text ?><?cs call:status_tag("closed", Person.level_text) ?> <?cs /if ?><span><?cs var:Person.since_text ?></span><?cs
		if:Person.industry_text ?> · <span><?cs var:Person.industry_text ?></span><?cs /if ?></p></div></header><?cs
call:notice() ?><?cs call:error_summary() ?>
<div class="with-aside topped">
<div>
<h2><?cs var:t("Questions and answers") ?></h2><?cs
if:subcount(Posts) ?>
<ul class="rows list"><?cs each:p = Posts ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(p.url) ?>"><?cs if:p.question ?><?cs call:icon("message-square") ?><?cs elif:p.accepted ?><?cs call:icon("circle-check") ?><?cs else ?><?cs call:icon("send") ?><?cs /if ?>
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:p.title ?></span>
	<span class="muted"><?cs if:p.question ?><?cs var:t("Asked") ?><?cs elif:p.accepted ?><?cs var:t("Accepted answer") ?><?cs else ?><?cs var:t("Answered") ?><?cs /if ?><?cs if:p.likes_text ?> · <?cs var:p.likes_text ?><?cs /if ?></span></span>
	<span class="row-end"><?cs call:time_tag(p.time) ?></span></a></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
else ?><p class="muted"><?cs if:Person.own ?><?cs var:t("You have not written in the forum yet.") ?><?cs else ?><?cs var:t("Nothing in the forum that you can read.") ?><?cs /if ?></p><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("About this person") ?>">
	<section class="panel"><h2><?cs var:t("Contributions") ?></h2>
		<dl class="facts"><?cs each:n = Numbers ?>
			<div><dt><?cs var:n.label ?></dt><dd><?cs var:n.value ?></dd></div><?cs /each ?></dl></section><?cs
	if:subcount(Badges) ?>
	<section class="panel"><h2><?cs var:t("Badges") ?></h2>
		<ul class="badges"><?cs each:b = Badges ?>
			<li><span class="badge"><?cs call:icon(b.icon) ?></span> <span><strong><?cs var:b.name ?></strong><br><span class="muted"><?cs var:b.reason ?></span></span></li><?cs /each ?></ul></section><?cs /if ?><?cs
	if:Person.trust_url ?>
	<section class="panel"><h2><?cs var:t("Moderation") ?></h2><?cs
		if:Person.blocked.full ?><p class="notice notice-warning"><?cs call:icon("lock") ?> <span><?cs var:t("May not write until") ?> <?cs var:Person.blocked.full ?></span></p><?cs /if ?>
		<form class="stack" method="post" action="<?cs var:safe_url(Person.trust_url) ?>"><?cs call:form_token(Token.trust) ?><?cs
		call:select_field(Form.level, "level", t("Level"), t("A level given here does not move by itself."), Levels, "1") ?><?cs
		call:select_field(Form.block, "block", t("Writing"), "", Blocks, "1") ?>
		<div class="actions"><?cs call:submit_button(t("Save"), "") ?></div></form></section><?cs /if ?>
</aside>
</div>
</div>
<?cs call:page_end() ?>
