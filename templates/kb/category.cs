<?cs # One category: its sections as cards, then its own articles.
	Category.title .description .count_text .icon
	Sections.N.title .url .description .articles.N (article links, at most six) .more_text   “See all 14 articles”
	Articles.N                   article links
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head"><h1 dir="auto"><?cs var:Category.title ?></h1>
	<?cs if:Category.description ?><p class="lead" dir="auto"><?cs var:Category.description ?></p><?cs /if ?>
	<?cs if:Category.count_text ?><p class="muted"><?cs var:Category.count_text ?></p><?cs /if ?></div><?cs
call:notice() ?><?cs
if:subcount(Sections) ?>
<div class="cards cards-wide"><?cs each:s = Sections ?>
	<section class="panel"><h2><a href="<?cs var:safe_url(s.url) ?>" dir="auto"><?cs var:s.title ?></a></h2>
	<?cs if:s.description ?><p class="muted" dir="auto"><?cs var:s.description ?></p><?cs /if ?>
	<ul class="links"><?cs each:a = s.articles ?>
		<li><a href="<?cs var:safe_url(a.url) ?>" dir="auto"><?cs var:a.title ?></a></li><?cs /each ?></ul>
	<?cs if:s.more_text ?><p><a href="<?cs var:safe_url(s.url) ?>"><?cs var:s.more_text ?></a></p><?cs /if ?></section><?cs /each ?>
</div><?cs /if ?><?cs
if:subcount(Articles) ?>
<section<?cs if:subcount(Sections) ?> class="section"<?cs /if ?>><h2 class="hidden"><?cs var:t("Articles") ?></h2>
<ul class="rows"><?cs each:a = Articles ?><?cs call:article_link(a) ?><?cs /each ?></ul></section><?cs call:pager() ?><?cs
elif:!subcount(Sections) ?><?cs call:empty_state("book-open", t("No articles yet"), t("When articles are published, they appear here."), Url.kb, t("All topics")) ?><?cs /if ?>
</div>
<?cs call:page_end() ?>
