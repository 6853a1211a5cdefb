<?cs # Files beside a text.

Nodes used here
	<attachment>.url .name .size .kind     size as text; kind: image text archive file
?><?cs

def:attachment_chip(file) ?><a class="chip" href="<?cs var:safe_url(file.url) ?>"><?cs
	if:file.kind == "image" ?><?cs call:icon("image") ?><?cs
	elif:file.kind == "archive" ?><?cs call:icon("file-archive") ?><?cs
	else ?><?cs call:icon("file-text") ?><?cs /if ?><bdi class="chip-name"><?cs var:file.name ?></bdi> <bdi class="muted"><?cs
	var:file.size ?></bdi></a><?cs /def ?><?cs

def:attachment_list(files) ?><?cs if:subcount(files) ?>
	<p class="hidden"><?cs var:t("Attachments") ?></p><ul class="chips"><?cs
	each:file = files ?><li><?cs call:attachment_chip(file) ?></li><?cs /each ?></ul><?cs /if ?><?cs /def ?>
