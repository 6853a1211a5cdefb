<?cs # What is planned, what is in progress, what has shipped.
	Columns.N.status .text .url      url: all of that status
	Columns.N.rows.N                 rows
	List.all_url
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Roadmap") ?></h1>
	<p class="lead"><?cs var:t("What we are going to do, what we are doing, and what is done.") ?></p></div>
<?cs call:notice() ?>
<div class="cards"><?cs each:c = Columns ?>
<section class="panel" aria-labelledby="h-<?cs var:c.status ?>"><h2 id="h-<?cs var:c.status ?>"><?cs var:c.text ?></h2><?cs
	if:subcount(c.rows) ?>
	<ul class="rows"><?cs each:s = c.rows ?><?cs call:suggestion_row(s) ?><?cs /each ?></ul>
	<p class="topped"><a href="<?cs var:safe_url(c.url) ?>"><?cs var:t("Show all") ?><span class="hidden">: <?cs var:c.text ?></span></a></p><?cs
	else ?><p class="muted"><?cs var:t("Nothing at the moment.") ?></p><?cs /if ?></section><?cs /each ?></div>
<p class="actions"><a href="<?cs var:safe_url(List.all_url) ?>"><?cs var:t("Show all ideas") ?></a></p>
</div>
<script src="<?cs var:static_url("ideas.js") ?>" defer></script>
<?cs call:page_end() ?>
