<?cs # Lists of views and areas, for staff. ?><?cs

# The desk's list of views, beside each of its pages ?><?cs
def:views() ?><?cs if:subcount(Views) ?>
<nav class="views" aria-label="<?cs var:t("Views") ?>"><ul>
	<?cs each:v = Views ?><li><a href="<?cs var:safe_url(v.url) ?>"<?cs if:v.current ?> aria-current="page"<?cs /if ?>><?cs var:v.text ?><?cs
		if:?v.count ?> <span class="count"><?cs var:v.count ?></span><?cs /if ?></a></li>
	<?cs /each ?></ul></nav><?cs /if ?><?cs /def ?>
