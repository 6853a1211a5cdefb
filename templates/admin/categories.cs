<?cs # The forum's categories in their order.
	Views.N                      the areas of the management
	Category.new_url .order_url  POST token, up or down: a number
	List.csv_url .topics_url     the list, and all topics
	Categories.N.id .url .name .slug .colour .audience_text .guests .closed .stale .may_rise .may_sink
	Token.order
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="list-notes"><a class="btn btn-primary" href="<?cs var:safe_url(Category.new_url) ?>"><?cs call:icon("plus") ?><?cs var:t("New category") ?></a><?cs
	if:List.csv_url && subcount(Categories) ?><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a><?cs /if ?><?cs
	if:?List.topics_url ?><a href="<?cs var:safe_url(List.topics_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download all topics as CSV") ?></a><?cs /if ?></p><?cs
if:subcount(Categories) ?>
<form method="post" action="<?cs var:safe_url(Category.order_url) ?>"><?cs call:form_token(Token.order) ?>
<table class="cells"><thead><tr><th scope="col"><?cs var:t("Name") ?></th><th scope="col"><?cs var:t("Who reads it") ?></th><th scope="col"><?cs var:t("New topics") ?></th><th scope="col"><?cs var:t("Order") ?></th></tr></thead>
<tbody><?cs each:k = Categories ?>
	<tr><td class="cell-main"><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.name ?></a><bdi class="muted" dir="ltr">/<?cs var:k.slug ?></bdi></td>
	<td data-label="<?cs var:t("Who reads it") ?>"><span dir="auto"><?cs var:k.audience_text ?></span><?cs if:k.stale ?> <?cs call:status_tag("waiting", t("Being changed")) ?><?cs /if ?></td>
	<td data-label="<?cs var:t("New topics") ?>"><span><?cs if:k.closed ?><?cs var:t("Takes none") ?><?cs elif:k.guests ?><?cs var:t("Also of guests") ?><?cs else ?><?cs var:t("Of who is signed in") ?><?cs /if ?></span></td>
	<td data-label="<?cs var:t("Order") ?>"><span class="inline"><?cs
		if:k.may_rise ?><button class="btn btn-quiet" type="submit" name="up" value="<?cs var:k.id ?>"><?cs var:t("Up") ?><span class="hidden"> <?cs var:k.name ?></span></button><?cs /if ?><?cs
		if:k.may_sink ?><button class="btn btn-quiet" type="submit" name="down" value="<?cs var:k.id ?>"><?cs var:t("Down") ?><span class="hidden"> <?cs var:k.name ?></span></button><?cs /if ?></span></td></tr><?cs /each ?></tbody></table>
</form><?cs
else ?><?cs call:empty_state("message-square", t("The forum has no categories yet"), t("People can ask as soon as there is one."), Category.new_url, t("New category")) ?><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
