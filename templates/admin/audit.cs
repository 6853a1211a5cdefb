<?cs # The audit log.
	Views.N                                   the areas of the management
	Audit.action                              the filter (GET: who, action, object, number, from, to)
	Audit.filtered .day_hint .csv_url         csv_url: the same as CSV, for those who may export
	Actions.N Objects.N                       options of the filter
	Form.who .number .from .to                as typed, with what is wrong
	Acts.N.text .actor .actor_url .thing .thing_url .detail .address .time (time)
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head between"><h1><?cs var:Page.title ?></h1><?cs
	if:Audit.csv_url ?><a class="btn" href="<?cs var:safe_url(Audit.csv_url) ?>"><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a><?cs /if ?></div><?cs
call:notice() ?>
<form class="panel filter" action="<?cs var:safe_url(Audit.action) ?>" method="get"><div class="pair"><?cs
	call:text_field(Form.who, "who", t("Who"), t("E-mail address or number of a person"), "254", "", "off", "") ?><?cs
	call:select_field(Form.action, "action", t("Act"), "", Actions, "1") ?><?cs
	call:select_field(Form.object, "object", t("About"), "", Objects, "1") ?><?cs
	call:text_field(Form.number, "number", t("Number"), "", "20", "", "off", "") ?><?cs
	call:text_field(Form.from, "from", t("From day"), Audit.day_hint, "20", "", "off", "") ?><?cs
	call:text_field(Form.to, "to", t("To day"), Audit.day_hint, "20", "", "off", "") ?></div>
	<div class="actions"><button class="btn btn-primary" type="submit"><?cs var:t("Show") ?></button><?cs
	if:Audit.filtered ?> <a class="btn btn-quiet" href="<?cs var:safe_url(Audit.action) ?>"><?cs var:t("Show everything") ?></a><?cs /if ?></div>
</form>
<h2 class="hidden"><?cs var:t("Acts") ?></h2><?cs
if:subcount(Acts) ?>
<ul class="rows list"><?cs each:a = Acts ?>
	<li><div class="row-link stacking">
	<span class="row-main"><span class="row-title"><?cs var:a.text ?><?cs
		if:?a.thing ?>: <?cs if:a.thing_url ?><a href="<?cs var:safe_url(a.thing_url) ?>"><bdi><?cs var:a.thing ?></bdi></a><?cs
		else ?><bdi><?cs var:a.thing ?></bdi><?cs /if ?><?cs /if ?></span>
		<span class="muted"><?cs if:a.actor_url ?><a href="<?cs var:safe_url(a.actor_url) ?>"><bdi><?cs var:a.actor ?></bdi></a><?cs else ?><?cs var:a.actor ?><?cs /if ?><?cs
		if:?a.detail ?> · <bdi><?cs var:a.detail ?></bdi><?cs /if ?></span></span>
	<span class="row-end"><time datetime="<?cs var:a.time.iso ?>" title="<?cs var:a.time.ago ?>"><?cs var:a.time.full ?></time><?cs
		if:a.address ?> <bdi class="muted" dir="ltr"><?cs var:a.address ?></bdi><?cs /if ?></span></div></li><?cs /each ?></ul>
<?cs call:pager() ?><?cs
elif:Audit.filtered ?><?cs call:empty_state("search", t("Nothing fits"), t("Try a longer span of days or fewer conditions."), Audit.action, t("Show everything")) ?><?cs
else ?><?cs call:empty_state("shield-check", t("Nothing was noted yet"), "", "", "") ?><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
