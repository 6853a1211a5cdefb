<?cs # Voting for a suggestion in the name of a ticket’s requester.
	Views.N                      as in the queue
	Idea.subject .back_url .query .action      GET q; POST token, idea
	Ideas.N.id .url .title .board .votes_text .status .status_text .voted .closed
	Token.idea
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1><p class="lead" dir="auto"><?cs var:Idea.subject ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<p class="muted"><?cs var:t("The vote counts as the requester’s, who follows the idea from then on. Only what the requester may read is found.") ?></p>
<form class="list-tools" action="<?cs var:safe_url(Idea.action) ?>" method="get">
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Words or number of an idea") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:Idea.query ?>" placeholder="<?cs var:t("Words or number of an idea") ?>"></div>
	<button class="btn" type="submit"><?cs var:t("Search") ?></button>
</form><?cs
if:subcount(Ideas) ?>
<form method="post" action="<?cs var:safe_url(Idea.action) ?>"><?cs call:form_token(Token.idea) ?>
<ul class="rows list"><?cs each:s = Ideas ?>
	<li><div class="row-link"><span class="row-main"><a class="row-title" href="<?cs var:safe_url(s.url) ?>" dir="auto"><?cs var:s.title ?></a>
	<span class="meta"><?cs call:status_tag(s.status, s.status_text) ?> <span class="muted"><span dir="auto"><?cs var:s.board ?></span> · <?cs var:s.votes_text ?></span></span></span><?cs
	if:s.voted ?><span class="muted"><?cs call:icon("check") ?><?cs var:t("Has voted") ?></span><?cs
	elif:s.closed ?><span class="muted"><?cs var:t("Takes no votes") ?></span><?cs
	else ?><button class="btn" type="submit" name="idea" value="<?cs var:s.id ?>"><?cs call:icon("thumbs-up") ?><?cs var:t("Vote") ?><span class="hidden"> <?cs var:s.title ?></span></button><?cs /if ?></div></li><?cs /each ?></ul></form><?cs
else ?><?cs call:empty_state("search", t("Nothing was found"), t("Try other words, or the number at the end of its address."), "", "") ?><?cs /if ?>
<p class="actions"><a href="<?cs var:safe_url(Idea.back_url) ?>"><?cs var:t("Back to the ticket") ?></a></p>
</div></div>
<?cs call:page_end() ?>
