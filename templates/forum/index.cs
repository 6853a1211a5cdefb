<?cs # The community: its categories, and topics over all of them.
	Forum.first                  1: the first page of the newest, where the categories stand
	Forum.view .tag              what is shown: a word of the tabs, or a tag
	Forum.industry_text .profile_url     of the view “from companies like yours”; no text: the reader has told none
	Forum.ask_url .all_url
	Categories.N                 .url .title .description .colour .audience_text
	Tabs.N  Topics.N             topic rows
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head between"><div><h1><?cs if:?Forum.tag ?><span dir="auto"><?cs var:Forum.tag ?></span><?cs else ?><?cs var:t("Community") ?><?cs /if ?></h1>
	<p class="lead"><?cs if:?Forum.tag ?><?cs var:t("Topics with this tag") ?><?cs else ?><?cs var:t("Ask others who use the same things, and share what you know.") ?><?cs /if ?></p></div>
	<a class="btn btn-primary" href="<?cs var:safe_url(Forum.ask_url) ?>"><?cs call:icon("plus") ?><?cs var:t("Ask a question") ?></a></div><?cs
call:notice() ?><?cs
if:Forum.first && subcount(Categories) ?>
<h2 class="hidden"><?cs var:t("Categories") ?></h2>
<ul class="cards"><?cs each:c = Categories ?>
	<li class="card card-link"><span class="badge chip-<?cs var:c.colour ?>"><?cs call:icon("message-square") ?></span>
	<h3><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.title ?></a></h3><?cs
	if:?c.description && c.description != "" ?><p dir="auto"><?cs var:c.description ?></p><?cs /if ?><?cs
	if:?c.audience_text ?><p class="muted"><?cs call:icon("lock") ?> <?cs var:c.audience_text ?></p><?cs /if ?></li><?cs /each ?></ul><?cs /if ?><?cs
call:topic_list() ?>
</div>
<?cs call:page_end() ?>
