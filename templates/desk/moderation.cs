<?cs # What waits for a moderator.
	Views.N                      as in the queue
	Tabs.N                       posts, flagged ones, suggestions, comments
	Moderation.tab .flagged .action        POST token, tab, item-0 … item-19 (each ticked one) with act; or approve: the number of one
	Texts.N.id .url .title .place .question .hidden .body_html .time (time)
	       .author .initial .author_url .level_text .texts_text .flagged_text .blocked .reason_text
	       .flags.N.name .reason_text .note .time
	Token.judge
?><?cs include:"desk/moderation-text.cs" ?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<h1><?cs var:Page.title ?></h1><?cs call:notice() ?><?cs call:error_summary() ?>
<?cs call:tabs(Tabs, t("What waits")) ?><?cs
if:subcount(Texts) ?>
<form class="topped" method="post" action="<?cs var:safe_url(Moderation.action) ?>" novalidate>
	<?cs call:form_token(Token.judge) ?><input type="hidden" name="tab" value="<?cs var:Moderation.tab ?>">
	<h2 class="hidden"><?cs var:t("Texts") ?></h2>
	<ul class="thread"><?cs each:k = Texts ?>
	<li class="msg" id="text-<?cs var:k.id ?>"><?cs call:moderated_text(k) ?>
		<div class="actions"><label class="choice"><input type="checkbox" name="item-<?cs name:k ?>" value="<?cs var:k.id ?>"> <span><?cs var:t("Choose") ?><span class="hidden">: <?cs var:k.title ?>, <?cs var:k.author ?></span></span></label>
		<button class="btn" type="submit" name="approve" value="<?cs var:k.id ?>"><?cs call:icon("check") ?><?cs
			if:Moderation.flagged ?><?cs var:t("Keep it: flags were wrong") ?><?cs else ?><?cs var:t("Approve") ?><?cs /if ?><span class="hidden">: <?cs var:k.title ?>, <?cs var:k.author ?></span></button></div></li><?cs /each ?></ul>
	<section class="panel topped"><h2><?cs var:t("With the chosen texts") ?></h2>
	<div class="actions"><button class="btn" type="submit" name="act" value="approve"><?cs call:icon("check") ?><?cs
		if:Moderation.flagged ?><?cs var:t("Keep: flags were wrong") ?><?cs else ?><?cs var:t("Approve") ?><?cs /if ?></button>
	<button class="btn btn-danger" type="submit" name="act" value="decline"><?cs if:Moderation.flagged ?><?cs var:t("Remove: flags were right…") ?><?cs else ?><?cs var:t("Decline…") ?><?cs /if ?></button>
	<button class="btn btn-danger" type="submit" name="act" value="block"><?cs if:Moderation.flagged ?><?cs var:t("Remove and block the author…") ?><?cs else ?><?cs var:t("Decline and block the author…") ?><?cs /if ?></button></div></section>
</form><?cs
call:pager() ?><?cs
else ?><?cs call:empty_state("circle-check", t("Nothing waits here"), t("First posts of newcomers, texts of guests and what readers flag appear here."), "", "") ?><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
