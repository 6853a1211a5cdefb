<?cs # Categories and articles in lists.

Nodes used here
	<category card>.url .title .description .icon (a name in static/icons.svg) .count_text
	<article link>.url .title .summary
?><?cs

def:category_card(c) ?>
<li class="card card-link"><span class="badge"><?cs if:c.icon ?><?cs call:icon(c.icon) ?><?cs else ?><?cs call:icon("folder") ?><?cs /if ?></span>
	<h3><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.title ?></a></h3>
	<?cs if:?c.description && c.description != "" ?><p dir="auto"><?cs var:c.description ?></p><?cs /if ?>
	<?cs if:c.count_text ?><p class="muted"><?cs var:c.count_text ?></p><?cs /if ?></li><?cs /def ?><?cs

def:article_link(a) ?>
<li><a class="row-link" href="<?cs var:safe_url(a.url) ?>"><?cs call:icon("file-text") ?>
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:a.title ?></span><?cs
	if:?a.summary && a.summary != "" ?><span class="muted" dir="auto"><?cs var:a.summary ?></span><?cs /if ?></span><?cs
	call:icon_forward("chevron-right") ?></a></li><?cs /def ?>
