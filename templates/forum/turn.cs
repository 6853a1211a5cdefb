<?cs # What would be made of a topic, as it would be taken.
	Turn.lead .submit .action .back_url
	Turn.title.N Turn.body.N     .text .masked: what is taken, in pieces
	Turn.field .field_text       where it shall stand: board or category; absent: nowhere to choose
	Places.N                     options of that field
	Turn.finds .query            1: an idea that is there can be taken; GET q
	Alike.N.id .url .title .board .votes_text .status .status_text .merged      ideas that may say the same, or were searched for
	Turn.impossible              1: the asker has no account to open a ticket for
	Turn.closed_circle           1: not everybody reads the topic now
	Turn.unanswered              1: there is no accepted answer to take
	Form.board .category         Token.turn
?><?cs
def:pieces(items) ?><?cs each:p = items ?><?cs if:p.masked ?><mark><?cs var:p.text ?></mark><?cs else ?><?cs var:p.text ?><?cs /if ?><?cs /each ?><?cs /def ?><?cs
call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1><p class="lead"><?cs var:Turn.lead ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:Turn.impossible ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("The person who asked has no account here, so there is nobody to open the ticket for.") ?></span></p><?cs /if ?><?cs
if:Turn.closed_circle ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("Not everybody can read this topic. Look closely at what you take out of it.") ?></span></p><?cs /if ?><?cs
if:Turn.unanswered ?>
<p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("The topic has no accepted answer, so only the question is taken.") ?></span></p><?cs /if ?><?cs
if:Turn.finds ?>
<section class="section" aria-labelledby="h-alike"><h2 id="h-alike"><?cs if:Turn.query != "" ?><?cs var:t("Ideas that were found") ?><?cs else ?><?cs var:t("Does one of these say the same?") ?><?cs /if ?></h2>
	<p class="muted measure"><?cs var:t("Then link the topic to it: each leads to the other, for whoever may read both.") ?></p>
	<form class="list-tools" action="<?cs var:safe_url(Turn.action) ?>" method="get">
		<div class="search"><label class="hidden" for="f-q"><?cs var:t("Words, number or address of an idea") ?></label><?cs call:icon("search") ?>
		<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:Turn.query ?>" placeholder="<?cs var:t("Words, number or address of an idea") ?>"></div>
		<button class="btn" type="submit"><?cs var:t("Search") ?></button>
	</form><?cs
	if:subcount(Alike) ?>
	<form method="post" action="<?cs var:safe_url(Turn.action) ?>"><?cs call:form_token(Token.turn) ?>
	<ul class="rows list"><?cs each:a = Alike ?>
	<li><div class="row-link"><span class="row-main"><a class="row-title" href="<?cs var:safe_url(a.url) ?>" dir="auto"><?cs var:a.title ?></a>
	<span class="meta"><?cs call:status_tag(a.status, a.status_text) ?> <span class="muted"><span dir="auto"><?cs var:a.board ?></span> · <?cs var:a.votes_text ?></span></span></span><?cs
		if:!a.merged ?><button class="btn" type="submit" name="idea" value="<?cs var:a.id ?>"><?cs var:t("Link to it") ?><span class="hidden"> <?cs var:a.title ?></span></button><?cs /if ?></div></li><?cs /each ?></ul></form><?cs
	else ?><p class="muted"><?cs var:t("No idea was found.") ?></p><?cs /if ?></section>
<h2 class="section"><?cs var:t("Or make a new idea") ?></h2><?cs /if ?>
<section class="section" aria-labelledby="h-taken"><h2 id="h-taken"><?cs var:t("What is taken") ?></h2>
	<div class="panel topped prose"><p dir="auto"><strong><?cs call:pieces(Turn.title) ?></strong></p>
	<pre dir="auto" tabindex="0"><?cs call:pieces(Turn.body) ?></pre></div></section>
<form class="topped stack" method="post" action="<?cs var:safe_url(Turn.action) ?>"><?cs call:form_token(Token.turn) ?><?cs
if:Turn.field == "board" ?><?cs call:select_field(Form.board, "board", Turn.field_text, "", Places, "1") ?><?cs
elif:Turn.field == "category" ?><?cs call:select_field(Form.category, "category", Turn.field_text, "", Places, "1") ?><?cs /if ?>
	<p class="actions"><?cs if:!Turn.impossible ?><?cs call:submit_button(Turn.submit, "primary") ?> <?cs /if ?><a class="btn" href="<?cs var:safe_url(Turn.back_url) ?>"><?cs var:t("Back to the topic") ?></a></p>
</form>
</div>
<?cs call:page_end() ?>
