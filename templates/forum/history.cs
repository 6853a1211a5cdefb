<?cs # What a post said before.
	Post.url .author .body_html (now) .first     1: the newest of the earlier texts are on this page
	Edits.N.editor .title .time .body_html       newest first; .time: when it was replaced
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Earlier texts") ?></h1>
	<p class="lead"><?cs var:t("Each text of this post, and who replaced it when.") ?></p></div>
<ol class="thread"><?cs if:Post.first ?>
	<li class="msg"><article><h2 class="next"><?cs var:t("Now") ?></h2><div class="prose" dir="auto"><?cs var:safe_html(Post.body_html) ?></div></article></li><?cs /if ?><?cs
	each:e = Edits ?>
	<li class="msg"><article><h2 class="next"><?cs var:t("Before") ?> <?cs call:time_tag(e.time) ?></h2><?cs
		if:?e.editor ?><p class="muted"><?cs var:t("Changed by") ?> <bdi><?cs var:e.editor ?></bdi></p><?cs /if ?><?cs
		if:?e.title && e.title != "" ?><h3 dir="auto"><?cs var:e.title ?></h3><?cs /if ?>
		<div class="prose" dir="auto"><?cs var:safe_html(e.body_html) ?></div></article></li><?cs /each ?></ol><?cs
if:!subcount(Edits) ?><p class="muted topped"><?cs var:t("This post was never changed.") ?></p><?cs /if ?><?cs
call:pager() ?>
<p class="actions"><a href="<?cs var:safe_url(Post.url) ?>"><?cs var:t("Back to the topic") ?></a></p>
</div>
<?cs call:page_end() ?>
