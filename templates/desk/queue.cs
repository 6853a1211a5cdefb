<?cs # The agents' queue: views with counts, and the tickets of the chosen one.
	Views.N.url .text .count .current
	Queue.title                  the view's name
	Queue.action .view .query    the search in it (GET: q, sort, view)
	Queue.summary_text           “12 tickets”
	Queue.company .company_id .every_url     only this company's; where that ends
	Sorts.N Teams.N              options of the order, and of whose tickets; no teams: none
	Tickets.N.url .number .subject .last_text .requester .unread
	         .status .status_text .priority (urgent, high or "") .priority_text .agent .team .waited (time)
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<div class="between"><h1><?cs var:Queue.title ?></h1><span class="muted"><?cs var:Queue.summary_text ?></span></div><?cs
call:notice() ?>
<form class="list-tools" action="<?cs var:safe_url(Queue.action) ?>" method="get" data-auto><?cs
	if:Queue.view ?><input type="hidden" name="view" value="<?cs var:Queue.view ?>"><?cs /if ?><?cs
	if:?Queue.company_id ?><input type="hidden" name="company" value="<?cs var:Queue.company_id ?>"><?cs /if ?>
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Search tickets") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:Queue.query ?>" placeholder="<?cs var:t("Search tickets") ?>"></div><?cs
	if:subcount(Sorts) ?>
	<label class="hidden" for="f-sort"><?cs var:t("Order") ?></label>
	<select class="input" id="f-sort" name="sort"><?cs each:o = Sorts ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select><?cs /if ?>
<?cs
	if:subcount(Teams) ?>
	<label class="hidden" for="f-team"><?cs var:t("Team") ?></label>
	<select class="input" id="f-team" name="team"><?cs each:o = Teams ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select><?cs /if ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<?cs
if:?Queue.company_id ?>
<ul class="chips"><li><a class="chip" href="<?cs var:safe_url(Queue.every_url) ?>"><?cs call:icon("users") ?> <span class="muted"><?cs var:t("Company") ?></span> <bdi class="chip-name"><?cs
	var:Queue.company ?></bdi> <?cs call:icon("x") ?><span class="hidden"><?cs var:t("Remove this filter") ?></span></a></li></ul><?cs /if ?>
<h2 class="hidden"><?cs var:t("Tickets") ?></h2><?cs
if:subcount(Tickets) ?>
<ul class="rows list queue" data-keys><?cs each:k = Tickets ?>
	<li class="<?cs if:k.priority ?>is-<?cs var:k.priority ?><?cs /if ?><?cs if:k.unread ?> unread<?cs /if ?>"><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.subject ?></span><?cs
		if:k.unread ?><span class="hidden"><?cs var:t("New reply") ?></span><?cs /if ?>
		<span class="muted one-line" dir="auto"><bdi dir="ltr">#<?cs var:k.number ?></bdi> · <?cs var:k.last_text ?></span></span>
	<span class="row-who"><span class="one-line" dir="auto"><?cs var:k.requester ?></span> <span class="muted one-line" dir="auto"><?cs
		if:k.agent ?><?cs var:k.agent ?><?cs else ?><?cs var:t("Unassigned") ?><?cs /if ?><?cs
		if:?k.team ?> · <bdi><?cs var:k.team ?></bdi><?cs /if ?></span></span>
	<span class="row-end"><?cs call:status_tag(k.status, k.status_text) ?><span><?cs
		if:k.priority ?><strong class="is-<?cs var:k.priority ?>"><?cs var:k.priority_text ?></strong> · <?cs /if ?><?cs call:time_tag(k.waited) ?></span></span></a></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
elif:?Queue.query && Queue.query != "" ?><?cs call:empty_state("search", t("No ticket has these words"), t("Try fewer or other words, or look in another view."), Queue.action, t("Show all tickets")) ?><?cs
else ?><?cs call:empty_state("inbox", t("Nothing waits here"), t("New tickets appear in this list."), "", "") ?><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
