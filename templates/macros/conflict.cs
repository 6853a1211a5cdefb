<?cs # Two who edited the same. ?><?cs

# Both sides of an edit that came too late: items.N.label .now .wanted ?><?cs
def:conflict_table(items) ?><?cs if:subcount(items) ?>
	<div class="prose"><table><thead><tr><th scope="col"><span class="hidden"><?cs var:t("Field") ?></span></th><th scope="col"><?cs var:t("Now") ?></th><th scope="col"><?cs var:t("You wanted") ?></th></tr></thead>
	<tbody><?cs each:d = items ?><tr><th scope="row"><?cs var:d.label ?></th><td dir="auto"><?cs var:d.now ?></td><td dir="auto"><?cs var:d.wanted ?></td></tr><?cs /each ?></tbody></table></div><?cs /if ?><?cs /def ?>
