<?cs # The tickets of the person signed in.
	Scopes.N                     whose: my own, the company’s, shared with me; none for who belongs to no company
	List.company                 for which they were filed, or absent
	List.scope                   the chosen scope unless it is the first
	Tabs.N                       Open, Waiting for you, Solved … with counts
	Tickets.N                    ticket rows
	List.action .query .tab      the search in them (GET: q, sort, tab)
	List.summary_text            “3 tickets with “printer””, only after a search
	Sorts.N                      options of the order
?><?cs call:page_begin() ?>
<div class="wrap">
<div class="page-head between"><div><h1><?cs var:t("My tickets") ?></h1><?cs
	if:?List.company ?>
	<p class="muted"><bdi><?cs var:List.company ?></bdi></p><?cs /if ?></div>
	<a class="btn btn-primary" href="<?cs var:safe_url(Url.new_ticket) ?>"><?cs call:icon("plus") ?><?cs var:t("Open a ticket") ?></a></div><?cs
call:notice() ?><?cs if:subcount(Scopes) ?><?cs call:tabs(Scopes, t("Whose tickets")) ?><?cs /if ?><?cs call:tabs(Tabs, t("Tickets by status")) ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get" data-auto><?cs
	if:List.tab ?><input type="hidden" name="tab" value="<?cs var:List.tab ?>"><?cs /if ?><?cs
	if:List.scope ?><input type="hidden" name="scope" value="<?cs var:List.scope ?>"><?cs /if ?>
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Search your tickets") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:t("Search your tickets") ?>"></div>
	<label class="hidden" for="f-sort"><?cs var:t("Order") ?></label>
	<select class="input" id="f-sort" name="sort"><?cs each:o = Sorts ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<h2 class="<?cs if:List.summary_text ?>found<?cs else ?>hidden<?cs /if ?>"><?cs
	if:List.summary_text ?><?cs var:List.summary_text ?><?cs else ?><?cs var:t("Tickets") ?><?cs /if ?></h2><?cs
if:subcount(Tickets) ?>
<ul class="rows list"><?cs each:k = Tickets ?><?cs call:ticket_row(k) ?><?cs /each ?></ul><?cs call:pager() ?><?cs
elif:?List.query && List.query != "" ?><?cs call:empty_state("search", t("No ticket has these words"), t("Try fewer or other words, or look under another status."), List.action, t("Show all tickets")) ?><?cs
else ?><?cs call:empty_state("inbox", t("No tickets here"), t("When you write to us, you can follow the answers on this page."), Url.new_ticket, t("Open a ticket")) ?><?cs /if ?>
</div>
<?cs call:page_end() ?>
