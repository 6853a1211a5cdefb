<?cs # Who voted for a suggestion, for staff.
	Idea.title .url .votes_text
	Voters.N.name .mail .company .industry .time .by_text .ticket .ticket_url
	Companies.N.text .votes     Industries.N.text .votes
	List.csv_url                for those who may export
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1><p class="lead"><a href="<?cs var:safe_url(Idea.url) ?>" dir="auto"><?cs var:Idea.title ?></a> · <?cs var:Idea.votes_text ?></p></div><?cs
call:notice() ?>
<div class="with-aside topped"><div><?cs
if:subcount(Voters) ?>
<h2 class="hidden"><?cs var:t("People") ?></h2>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Person") ?></th><th scope="col"><?cs var:t("Company") ?></th><th scope="col"><?cs var:t("Industry") ?></th><th scope="col"><?cs var:t("Voted") ?></th></tr></thead>
<tbody><?cs each:v = Voters ?>
	<tr><td class="cell-main"><span dir="auto"><?cs var:v.name ?></span><bdi class="muted" dir="ltr"><?cs var:v.mail ?></bdi></td>
	<td data-label="<?cs var:t("Company") ?>"><?cs if:?v.company ?><span dir="auto"><?cs var:v.company ?></span><?cs else ?><span class="muted">–</span><?cs /if ?></td>
	<td data-label="<?cs var:t("Industry") ?>"><?cs if:?v.industry && v.industry != "" ?><?cs var:v.industry ?><?cs else ?><span class="muted">–</span><?cs /if ?></td>
	<td data-label="<?cs var:t("Voted") ?>"><span><?cs call:time_tag(v.time) ?><?cs if:?v.by_text ?> <span class="muted" dir="auto"><?cs var:v.by_text ?></span><?cs /if ?><?cs
		if:?v.ticket ?> <a href="<?cs var:safe_url(v.ticket_url) ?>"><bdi dir="ltr">#<?cs var:v.ticket ?></bdi></a><?cs /if ?></span></td></tr><?cs /each ?></tbody></table><?cs call:pager() ?><?cs
	if:?List.csv_url ?><p class="topped"><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a></p><?cs /if ?><?cs
else ?><?cs call:empty_state("users", t("Nobody has voted yet"), "", "", "") ?><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("Totals") ?>"><?cs
if:subcount(Companies) ?>
	<section class="panel"><h2><?cs var:t("By company") ?></h2><ul class="links"><?cs each:c = Companies ?><li><span dir="auto"><?cs var:c.text ?></span><span class="count"><?cs var:c.votes ?></span></li><?cs /each ?></ul></section>
	<section class="panel"><h2><?cs var:t("By industry") ?></h2><ul class="links"><?cs each:c = Industries ?><li><span><?cs var:c.text ?></span><span class="count"><?cs var:c.votes ?></span></li><?cs /each ?></ul></section><?cs /if ?>
</aside></div></div>
<?cs call:page_end() ?>
