<?cs # One category of the community.
	Forum.description .ask_url (absent: he may not ask here) .inactive .view .industry_text .profile_url .all_url
	Categories.0                 itself: .colour .audience_text
	Pinned.N  Topics.N           topic rows
	Tabs.N  Follow.*
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head between"><div><h1><span dir="auto"><?cs var:Page.title ?></span></h1><?cs
	if:?Forum.description && Forum.description != "" ?>
	<p class="lead" dir="auto"><?cs var:Forum.description ?></p><?cs /if ?><?cs
	if:?Categories.0.audience_text ?>
	<p class="muted"><?cs call:icon("lock") ?> <?cs var:Categories.0.audience_text ?></p><?cs /if ?></div><?cs
	if:?Forum.ask_url ?>
	<a class="btn btn-primary" href="<?cs var:safe_url(Forum.ask_url) ?>"><?cs call:icon("plus") ?><?cs var:t("Ask a question") ?></a><?cs
	elif:!Forum.inactive ?>
	<a class="btn" href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Sign in to ask") ?></a><?cs /if ?></div><?cs
call:notice() ?><?cs
if:Forum.inactive ?><p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("This category takes no new topics.") ?></span></p><?cs /if ?><?cs
call:follow_box() ?><?cs
if:subcount(Pinned) ?>
<h2 class="hidden"><?cs var:t("Pinned") ?></h2>
<ul class="rows list"><?cs each:k = Pinned ?><?cs call:topic_row(k) ?><?cs /each ?></ul><?cs /if ?><?cs
call:topic_list() ?>
</div>
<?cs call:page_end() ?>
