<?cs # The management's first page.
	Views.N                      areas, as on each page of the management
	Counts.N.url .text .count    what there is
	Waiting.N.url .name .mail .since (time)     the first who wait for approval
	Url.waiting                  all of them
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<ul class="tiles"><?cs each:c = Counts ?>
	<li><a class="tile" href="<?cs var:safe_url(c.url) ?>"><strong><?cs var:c.count ?></strong><span><?cs var:c.text ?></span></a></li><?cs /each ?></ul><?cs
if:subcount(Waiting) ?>
<section class="topped"><h2><?cs var:t("Waiting for approval") ?></h2>
<ul class="rows"><?cs each:p = Waiting ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(p.url) ?>"><span class="row-main"><span class="row-title" dir="auto"><?cs var:p.name ?></span>
	<bdi class="muted one-line" dir="ltr"><?cs var:p.mail ?></bdi></span><span class="row-end"><?cs call:time_tag(p.since) ?></span></a></li><?cs /each ?></ul>
<p class="topped"><a href="<?cs var:safe_url(Url.waiting) ?>"><?cs var:t("Show all who wait") ?></a></p></section><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
