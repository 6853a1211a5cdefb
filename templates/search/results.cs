<?cs # What a search found.
	Search.query .kind           as asked; query "" shows the box alone
	Search.summary_text          “12 results for “printer””
	Tabs.N                       kinds with their counts, then languages
	Results.N.url .kind .title_html .snippet_html    the words found stand in <mark>; kind: article topic suggestion
	         .icon .crumb .note .solved                as the macro about_hit has them
	         .answer_text                              “Accepted answer:”, if the snippet is one
	Also.N                       the same, for what matches only some of the words
	Meant.text .url              “did you mean”, or absent
	Search.refused               1: not searched, Errors.N say why
	Search.ticket_url            new ticket with the words as its subject
	Popular.N.text .url          frequent searches, for a search without a hit
?><?cs
def:result(r) ?>
<li class="result"><h3><a href="<?cs var:safe_url(r.url) ?>" dir="auto"><?cs var:safe_html(r.title_html) ?></a></h3>
	<p><?cs call:about_hit(r) ?></p>
	<?cs if:?r.answer_text && r.answer_text != "" ?><p class="said"><strong><?cs var:r.answer_text ?></strong></p><?cs /if ?><p dir="auto"><?cs
	var:safe_html(r.snippet_html) ?></p></li><?cs /def ?><?cs
call:page_begin() ?>
<div class="wrap slim">
<div class="page-head"><h1><?cs var:t("Search for help") ?></h1></div>
<?cs call:search_box("1") ?><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:Search.refused ?>
<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Search.ticket_url) ?>"><?cs var:t("Open a ticket") ?></a> <a class="btn" href="<?cs
	var:safe_url(Url.kb) ?>"><?cs var:t("Browse by topic") ?></a></p><?cs
elif:?Search.query && Search.query != "" ?><?cs
	if:subcount(Tabs) ?><?cs call:tabs(Tabs, t("Kinds of results")) ?><?cs /if ?><?cs
	if:Meant.text ?><p class="meant"><?cs var:t("Did you mean") ?> <a href="<?cs var:safe_url(Meant.url) ?>" dir="auto"><strong><?cs var:Meant.text ?></strong></a></p><?cs /if ?><?cs
	if:subcount(Results) ?>
<h2 class="found"><?cs var:Search.summary_text ?></h2>
<ol class="results"><?cs each:r = Results ?><?cs call:result(r) ?><?cs /each ?></ol><?cs call:pager() ?><?cs
	elif:!subcount(Also) ?>
<div class="empty"><span class="badge"><?cs call:icon("search") ?></span>
	<h2><?cs if:Search.summary_text ?><?cs var:Search.summary_text ?><?cs else ?><?cs var:t("Nothing found") ?><?cs /if ?></h2>
	<p class="muted"><?cs var:t("Try fewer or other words, or tell us what you need and a person will answer.") ?></p>
	<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Search.ticket_url) ?>"><?cs var:t("Open a ticket") ?></a> <a class="btn" href="<?cs
		var:safe_url(Url.kb) ?>"><?cs var:t("Browse by topic") ?></a></p><?cs
	if:subcount(Popular) ?>
	<p class="popular"><span><?cs var:t("Often searched:") ?></span><?cs each:p = Popular ?> <a href="<?cs var:safe_url(p.url) ?>" dir="auto"><?cs
		var:p.text ?></a><?cs /each ?></p><?cs /if ?>
</div><?cs /if ?><?cs
	if:subcount(Also) ?>
<section class="section" aria-labelledby="h-also"><h2 id="h-also"><?cs var:t("Also related") ?></h2>
<ol class="results"><?cs each:r = Also ?><?cs call:result(r) ?><?cs /each ?></ol></section><?cs /if ?><?cs
	if:subcount(Results) || subcount(Also) ?>
<section class="section band" aria-labelledby="h-help"><div><h2 id="h-help"><?cs var:t("Still need help?") ?></h2>
	<p><?cs var:t("Write to us and a person will answer.") ?></p></div>
	<a class="btn btn-primary" href="<?cs var:safe_url(Search.ticket_url) ?>"><?cs var:t("Open a ticket") ?></a></section><?cs /if ?><?cs
elif:subcount(Popular) ?>
<p class="popular"><span><?cs var:t("Often searched:") ?></span><?cs each:p = Popular ?> <a href="<?cs var:safe_url(p.url) ?>" dir="auto"><?cs
	var:p.text ?></a><?cs /each ?></p><?cs /if ?>
</div>
<?cs call:page_end() ?>
