<?cs # Every error a program answers: 400 403 404 405 409 413 429 500 503.
	Error.status                 the number, as text
	Error.heading .text          what happened and what to do, in plain words
	Error.id                     request id, for the one who asks us about it
	Error.retry                  1: asking for the same page again makes sense
?><?cs call:page_begin() ?>
<div class="wrap slim error-page">
<div class="page-head"><p class="badge"><?cs
	if:Error.status == "403" ?><?cs call:icon("lock") ?><?cs
	elif:Error.status == "404" ?><?cs call:icon("search") ?><?cs
	elif:Error.status == "429" || Error.status == "503" ?><?cs call:icon("clock") ?><?cs
	else ?><?cs call:icon("circle-alert") ?><?cs /if ?></p>
	<h1><?cs var:Error.heading ?></h1>
	<?cs if:Error.text ?><p class="lead"><?cs var:Error.text ?></p><?cs /if ?></div>
<?cs call:search_box("1") ?>
<p class="actions"><?cs if:Error.retry ?><a class="btn btn-primary" href=""><?cs call:icon("rotate-ccw") ?><?cs var:t("Try again") ?></a><?cs /if ?>
	<a class="btn" href="<?cs var:safe_url(Url.home) ?>"><?cs call:icon("house") ?><?cs var:t("Home") ?></a>
	<a class="btn" href="<?cs var:safe_url(Url.kb) ?>"><?cs call:icon("book-open") ?><?cs var:t("Help articles") ?></a></p><?cs
if:Error.id ?>
<p class="muted section"><?cs var:t("If you write to us about this, please give this code:") ?> <bdi dir="ltr"><code><?cs var:Error.id ?></code></bdi></p><?cs /if ?>
</div>
<?cs call:page_end() ?>
