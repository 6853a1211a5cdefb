<?cs # The boards of suggestions in their order.
	Views.N                      the areas of the management
	Board.new_url
	List.csv_url                 all suggestions
	Boards.N.url .name .slug .colour .audience_text .guests .closed .stale .position
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="list-notes"><a class="btn btn-primary" href="<?cs var:safe_url(Board.new_url) ?>"><?cs call:icon("plus") ?><?cs var:t("New board") ?></a><?cs
	if:?List.csv_url ?><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download all ideas as CSV") ?></a><?cs /if ?></p><?cs
if:subcount(Boards) ?>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Name") ?></th><th scope="col"><?cs var:t("Who reads it") ?></th><th scope="col"><?cs var:t("New ideas") ?></th><th scope="col"><?cs var:t("Place in the list") ?></th></tr></thead>
<tbody><?cs each:k = Boards ?>
	<tr><td class="cell-main"><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.name ?></a><bdi class="muted" dir="ltr">/<?cs var:k.slug ?></bdi></td>
	<td data-label="<?cs var:t("Who reads it") ?>"><span dir="auto"><?cs var:k.audience_text ?></span><?cs if:k.stale ?> <?cs call:status_tag("waiting", t("Being changed")) ?><?cs /if ?></td>
	<td data-label="<?cs var:t("New ideas") ?>"><span><?cs if:k.closed ?><?cs var:t("Takes none") ?><?cs elif:k.guests ?><?cs var:t("Also of guests") ?><?cs else ?><?cs var:t("Of who is signed in") ?><?cs /if ?></span></td>
	<td data-label="<?cs var:t("Place in the list") ?>"><?cs var:k.position ?></td></tr><?cs /each ?></tbody></table><?cs
else ?><?cs call:empty_state("lightbulb", t("There are no boards yet"), t("People can propose as soon as there is one."), Board.new_url, t("New board")) ?><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
