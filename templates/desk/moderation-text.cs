<?cs # What both pages of the moderation show of a text: Texts.N of moderation.cs ?><?cs
def:moderated_text(k) ?>
	<article>
	<header><?cs call:avatar(k.initial, "") ?>
		<h3 dir="auto"><?cs if:k.author_url ?><a href="<?cs var:safe_url(k.author_url) ?>"><?cs var:k.author ?></a><?cs else ?><?cs var:k.author ?><?cs /if ?></h3>
		<span class="muted"><?cs var:k.level_text ?><?cs if:k.texts_text ?> · <?cs var:k.texts_text ?><?cs /if ?><?cs if:k.flagged_text ?> · <?cs var:k.flagged_text ?><?cs /if ?></span><?cs
		if:k.blocked ?><?cs call:status_tag("urgent", t("Blocked")) ?><?cs /if ?><?cs
		if:?k.reason_text && k.reason_text != "" ?><?cs call:status_tag("waiting", k.reason_text) ?><?cs /if ?>
		<span class="when"><?cs call:time_tag(k.time) ?></span></header>
	<p class="muted"><?cs if:k.question ?><?cs call:icon("message-square") ?> <?cs /if ?><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.title ?></a> · <bdi><?cs var:k.place ?></bdi></p>
	<div class="prose" dir="auto"><?cs var:safe_html(k.body_html) ?></div><?cs
	if:subcount(k.flags) ?>
	<h4 class="topped"><?cs var:t("Flags") ?></h4>
	<ul class="rows"><?cs each:f = k.flags ?>
		<li class="flag-line"><?cs call:icon("flag") ?> <strong><?cs var:f.reason_text ?></strong> · <bdi><?cs var:f.name ?></bdi> · <?cs call:time_tag(f.time) ?><?cs
		if:?f.note && f.note != "" ?><p class="lines" dir="auto"><?cs var:f.note ?></p><?cs /if ?></li><?cs /each ?></ul><?cs /if ?>
	</article><?cs /def ?>
