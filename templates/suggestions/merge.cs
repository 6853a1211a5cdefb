<?cs # Merging a suggestion into another: the search for it, then the question.
	Merge.title .votes_text .url .action .query      GET q, target; POST token, target
	Candidates.N.id .title .board .votes_text
	Target.id .title .votes_text .united_text        the chosen one, and how many votes it will have
	Token.merge
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1>
	<p class="lead"><a href="<?cs var:safe_url(Merge.url) ?>" dir="auto"><?cs var:Merge.title ?></a> · <?cs var:Merge.votes_text ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:?Target.id ?>
<dl class="facts topped">
	<div><dt><?cs var:t("Becomes a duplicate") ?></dt><dd><span dir="auto"><?cs var:Merge.title ?></span> (<?cs var:Merge.votes_text ?>)</dd></div>
	<div><dt><?cs var:t("Goes on") ?></dt><dd><span dir="auto"><?cs var:Target.title ?></span> (<?cs var:Target.votes_text ?>)</dd></div>
	<div><dt><?cs var:t("Votes together, each person once") ?></dt><dd><?cs var:Target.united_text ?></dd></div></dl>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("Votes and followers move to the idea that goes on; comments stay where they are. This cannot be taken back.") ?></span></p>
<form method="post" action="<?cs var:safe_url(Merge.action) ?>"><?cs call:form_token(Token.merge) ?><input type="hidden" name="target" value="<?cs var:Target.id ?>">
	<div class="actions"><?cs call:submit_button(t("Merge them"), "danger") ?> <a class="btn btn-quiet" href="<?cs var:safe_url(Merge.action) ?>"><?cs var:t("Choose another") ?></a></div></form><?cs
else ?>
<form class="list-tools" action="<?cs var:safe_url(Merge.action) ?>" method="get">
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Words or number of the idea that goes on") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:Merge.query ?>" placeholder="<?cs var:t("Words or number of the idea that goes on") ?>"></div>
	<button class="btn" type="submit"><?cs var:t("Search") ?></button>
</form><?cs
if:subcount(Candidates) ?>
<form action="<?cs var:safe_url(Merge.action) ?>" method="get"><ul class="rows list"><?cs each:c = Candidates ?>
	<li><div class="row-link"><span class="row-main"><span class="row-title" dir="auto"><?cs var:c.title ?></span><span class="muted"><span dir="auto"><?cs var:c.board ?></span> · <?cs var:c.votes_text ?></span></span>
	<button class="btn" type="submit" name="target" value="<?cs var:c.id ?>"><?cs var:t("Choose") ?><span class="hidden"> <?cs var:c.title ?></span></button></div></li><?cs /each ?></ul></form><?cs
else ?><?cs call:empty_state("search", t("Nothing was found"), t("Try other words, or the number at the end of its address."), "", "") ?><?cs /if ?>
<p class="actions"><a href="<?cs var:safe_url(Merge.url) ?>"><?cs var:t("Back to the idea") ?></a></p><?cs /if ?>
</div>
<?cs call:page_end() ?>
