<?cs # All categories of the help articles.
	Categories.N                 category cards
	Articles.N                   article links that many people read, or none
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Help articles") ?></h1>
	<p class="lead"><?cs var:t("Guides and answers, sorted by topic.") ?></p></div><?cs
call:notice() ?><?cs
if:subcount(Categories) ?>
<h2 class="hidden"><?cs var:t("Topics") ?></h2>
<ul class="cards"><?cs each:c = Categories ?><?cs call:category_card(c) ?><?cs /each ?></ul><?cs
else ?><?cs call:empty_state("book-open", t("No articles yet"), t("When articles are published, they appear here."), "", "") ?><?cs /if ?><?cs
if:subcount(Articles) ?>
<section class="section" aria-labelledby="h-read"><h2 id="h-read"><?cs var:t("Most read") ?></h2>
	<ul class="rows two"><?cs each:a = Articles ?><?cs call:article_link(a) ?><?cs /each ?></ul></section><?cs /if ?>
</div>
<?cs call:page_end() ?>
