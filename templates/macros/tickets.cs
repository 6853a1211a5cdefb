<?cs # Tickets in lists. Behind page.cs.

Nodes used here
	<ticket row>.url .number .subject .status .status_text .updated_text .unread .requester (a colleague, or "")
	         status is the colour of the tag: new open waiting solved closed
?><?cs

def:ticket_row(k) ?>
<li<?cs if:k.unread ?> class="unread"<?cs /if ?>><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.subject ?></span><?cs
	if:k.unread ?><span class="hidden"><?cs var:t("New reply") ?></span><?cs /if ?>
	<span class="muted"><bdi dir="ltr">#<?cs var:k.number ?></bdi> · <?cs if:?k.requester ?><span dir="auto"><?cs var:k.requester ?></span> · <?cs /if ?><?cs var:k.updated_text ?></span></span>
	<span class="row-end"><?cs call:status_tag(k.status, k.status_text) ?></span></a></li><?cs /def ?>
