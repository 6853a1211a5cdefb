<?cs # What most pages are made of.

Nodes used here
	Errors.N.field .text          for the summary, in the order of the form; field "" = about no field
	Notice.text .kind             one line after an act; kind: success info warning error
	Crumbs.N.text .url            the last one, this page, may lack the url
	Pager.previous_url .next_url .text
	<tabs>.N.url .text .count .current
	<time>.iso .ago .full         2026-03-01T08:30:00Z, “2 hours ago”, “1 March 2026 at 10:30”
?><?cs

def:error_summary() ?><?cs if:subcount(Errors) ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("There is a problem") ?></h2>
	<ul>
	<?cs each:e = Errors ?><li><?cs if:e.field ?><a href="<?cs var:safe_url("#f-" + e.field) ?>"><?cs var:e.text ?></a><?cs
		else ?><?cs var:e.text ?><?cs /if ?></li>
	<?cs /each ?></ul>
</div><?cs /if ?><?cs /def ?><?cs

def:notice() ?><?cs if:Notice.text ?>
<p class="notice notice-<?cs if:Notice.kind ?><?cs var:Notice.kind ?><?cs else ?>info<?cs /if ?>" role="status"><?cs
	if:Notice.kind == "success" ?><?cs call:icon("circle-check") ?><?cs
	elif:Notice.kind == "warning" ?><?cs call:icon("triangle-alert") ?><?cs
	elif:Notice.kind == "error" ?><?cs call:icon("circle-alert") ?><?cs
	else ?><?cs call:icon("info") ?><?cs /if ?> <span><?cs var:Notice.text ?></span></p><?cs /if ?><?cs /def ?><?cs

def:crumbs() ?><?cs if:subcount(Crumbs) ?>
<nav class="crumbs" aria-label="<?cs var:t("Breadcrumb") ?>"><ol>
	<?cs each:c = Crumbs ?><li><?cs if:c.url ?><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.text ?></a><?cs
		else ?><span aria-current="page" dir="auto"><?cs var:c.text ?></span><?cs /if ?></li>
	<?cs /each ?></ol></nav><?cs /if ?><?cs /def ?><?cs

def:pager() ?><?cs if:Pager.previous_url || Pager.next_url ?>
<nav class="pager" aria-label="<?cs var:t("Pages") ?>"><?cs
	if:Pager.previous_url ?><a class="btn" rel="prev" href="<?cs var:safe_url(Pager.previous_url) ?>"><?cs
		var:t("Previous") ?></a><?cs /if ?><?cs
	if:Pager.text ?><span class="muted"><?cs var:Pager.text ?></span><?cs /if ?><?cs
	if:Pager.next_url ?><a class="btn" rel="next" href="<?cs var:safe_url(Pager.next_url) ?>"><?cs
		var:t("Next") ?></a><?cs /if ?></nav><?cs /if ?><?cs /def ?><?cs

def:tabs(items, label) ?>
<nav class="tabs" aria-label="<?cs var:label ?>"><ul>
	<?cs each:i = items ?><li><a href="<?cs var:safe_url(i.url) ?>"<?cs if:i.current ?> aria-current="page"<?cs /if ?>><?cs
		var:i.text ?><?cs if:?i.count ?> <span class="count"><?cs var:i.count ?></span><?cs /if ?></a></li>
	<?cs /each ?></ul></nav><?cs /def ?><?cs

def:empty_state(image, heading, text, url, action) ?>
<div class="empty"><span class="badge"><?cs call:icon(image) ?></span>
	<h2><?cs var:heading ?></h2>
	<?cs if:text ?><p class="muted"><?cs var:text ?></p><?cs /if ?>
	<?cs if:url ?><p><a class="btn btn-primary" href="<?cs var:safe_url(url) ?>"><?cs var:action ?></a></p><?cs /if ?>
</div><?cs /def ?><?cs

def:status_tag(kind, text) ?><span class="tag tag-<?cs var:kind ?>"><?cs var:text ?></span><?cs /def ?><?cs

def:time_tag(when) ?><time datetime="<?cs var:when.iso ?>" title="<?cs var:when.full ?>"><?cs var:when.ago ?></time><?cs /def ?>
