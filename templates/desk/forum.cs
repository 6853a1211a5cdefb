<?cs # Topics of the forum that nobody has answered for a day.
	Views.N                      as in the queue
	Queue.action .filtered       the filters (GET: category, lang)
	Categories.N Written.N       options; Written: languages
	Topics.N.url .title .lang .category .colour .author .restricted .waited (time)
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<h1><?cs var:Page.title ?></h1><?cs call:notice() ?>
<p class="muted measure"><?cs var:t("Questions that nobody but their author has answered for 24 hours. Who has waited longest is first.") ?></p>
<form class="list-tools" action="<?cs var:safe_url(Queue.action) ?>" method="get" data-auto>
	<?cs call:filter_select("category", t("Category"), Categories) ?>
	<?cs call:filter_select("lang", t("Language"), Written) ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form><?cs
if:Queue.filtered ?><p class="list-notes"><a href="<?cs var:safe_url(Queue.action) ?>"><?cs var:t("Show all forum topics") ?></a></p><?cs /if ?>
<h2 class="hidden"><?cs var:t("Forum topics") ?></h2><?cs
if:subcount(Topics) ?>
<ul class="rows list queue" data-keys><?cs each:k = Topics ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto" lang="<?cs var:k.lang ?>"><?cs var:k.title ?></span>
		<span class="muted one-line"><bdi><?cs var:k.category ?></bdi><?cs if:k.restricted ?> <?cs call:icon("lock") ?><span class="hidden"><?cs var:t("Not for everyone") ?></span><?cs /if ?> · <bdi><?cs var:k.author ?></bdi></span></span>
	<span class="row-end"><span><?cs call:time_tag(k.waited) ?></span><span class="with-icon"><?cs var:t("Answer") ?><?cs call:icon_forward("chevron-right") ?></span></span></a></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
elif:Queue.filtered ?><?cs call:empty_state("search", t("No topic fits"), t("Try another category or language."), Queue.action, t("Show all forum topics")) ?><?cs
else ?><?cs call:empty_state("circle-check", t("Every question has an answer"), t("Topics appear here when nobody has answered them for 24 hours."), "", "") ?><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
