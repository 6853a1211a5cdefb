<?cs # One row of a part in the archive of a person's data.
	Values.N.label .text or .text_html
?><hr>
<dl>
<?cs each:v = Values ?><dt><b><?cs var:v.label ?></b></dt><?cs
	if:?v.text_html ?><dd dir="auto"><?cs var:safe_html(v.text_html) ?></dd><?cs else ?><dd><bdi><?cs var:v.text ?></bdi></dd><?cs /if ?>
<?cs /each ?></dl>
