<?cs # The boards, and the suggestions on one or on all of them.
	Boards.N.url .name .colour .description .private .current
	Board.description .colour        of the chosen one
	Tabs.N                           orders
	Statuses.N                       options: which status
	Ideas.N                          rows
	List.action .sort .tag .filtered .mine .count_text .roadmap_url .all_url
	List.new_url                     propose; or .login_url for a stranger, or .closed: the board takes no more
	Follow.…                         of a board, see follow_box
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<div class="page-head between"><div><h1 dir="auto"><?cs var:Page.title ?></h1><?cs
	if:?Board.colour ?><?cs if:Board.description ?><p class="lead" dir="auto"><?cs var:Board.description ?></p><?cs /if ?><?cs
	else ?><p class="lead"><?cs var:t("Tell us what you wish for, and vote for what others wish for.") ?></p><?cs /if ?></div>
	<p class="actions"><a class="btn" href="<?cs var:safe_url(List.roadmap_url) ?>"><?cs var:t("Roadmap") ?></a><?cs
	if:?List.new_url ?><a class="btn btn-primary" href="<?cs var:safe_url(List.new_url) ?>"><?cs call:icon("plus") ?><?cs var:t("Propose an idea") ?></a><?cs
	elif:?List.login_url ?><a class="btn btn-primary" href="<?cs var:safe_url(List.login_url) ?>"><?cs var:t("Sign in to propose an idea") ?></a><?cs /if ?></p></div><?cs
call:notice() ?><?cs
if:List.closed ?><p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("This board takes no more ideas.") ?></span></p><?cs /if ?>
<div class="with-aside topped">
<div>
<?cs call:tabs(Tabs, t("Order")) ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get" data-auto>
	<input type="hidden" name="sort" value="<?cs var:List.sort ?>"><?cs
	if:?List.tag && List.tag != "" ?><input type="hidden" name="tag" value="<?cs var:List.tag ?>"><?cs /if ?>
	<?cs call:filter_select("status", t("Status"), Statuses) ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<p class="list-notes"><?cs
	if:?List.tag && List.tag != "" ?><span class="tag" dir="auto"><?cs var:List.tag ?></span><?cs /if ?><?cs
	if:List.filtered ?> <a href="<?cs var:safe_url(List.action) ?>"><?cs var:t("Show all ideas") ?></a><?cs /if ?><?cs
	if:?List.count_text ?> <span class="muted"><?cs var:List.count_text ?></span><?cs /if ?></p>
<h2 class="hidden"><?cs var:t("Ideas") ?></h2><?cs
if:subcount(Ideas) ?>
<ul class="rows list"><?cs each:s = Ideas ?><?cs call:suggestion_row(s) ?><?cs /each ?></ul><?cs call:pager() ?><?cs
elif:List.filtered ?><?cs call:empty_state("search", t("No idea fits"), t("Try another status, or look at all of them."), List.action, t("Show all ideas")) ?><?cs
elif:List.mine ?><?cs call:empty_state("lightbulb", t("Nothing of yours yet"), t("What you propose and what you vote for stands here."), List.all_url, t("Show all ideas")) ?><?cs
elif:?List.new_url ?><?cs call:empty_state("lightbulb", t("No ideas yet"), t("Be the first to say what you wish for."), List.new_url, t("Propose an idea")) ?><?cs
else ?><?cs call:empty_state("lightbulb", t("No ideas yet"), "", "", "") ?><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("Boards") ?>"><?cs
	if:subcount(Boards) ?>
	<section class="panel"><h2><?cs var:t("Boards") ?></h2>
	<ul class="links"><li><a href="<?cs var:safe_url(List.all_url) ?>"<?cs if:!?Board.colour ?> aria-current="page"<?cs /if ?>><?cs var:t("All boards") ?></a></li><?cs
	each:b = Boards ?>
	<li><a href="<?cs var:safe_url(b.url) ?>"<?cs if:b.current ?> aria-current="page"<?cs /if ?>><span class="tag chip-<?cs var:b.colour ?>" dir="auto"><?cs var:b.name ?></span></a><?cs
		if:b.private ?> <span class="muted"><?cs call:icon("lock") ?><span class="hidden"><?cs var:t("Not public") ?></span></span><?cs /if ?></li><?cs /each ?></ul></section><?cs /if ?>
	<?cs call:follow_box() ?>
</aside>
</div></div>
<script src="<?cs var:static_url("ideas.js") ?>" defer></script>
<?cs call:page_end() ?>
