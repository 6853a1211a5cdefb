<?cs # Proposing, step 2: what is like the title, then the whole form.
	Similar.N                        rows
	New.action                       POST token, title, board, body, tags; of a guest also name
	New.back_url                     step 1
	New.guest                        1: nobody is signed in
	Boards.N                         options with hints; one: nothing to choose
	Form.title .board .body .tags .name
	Token.propose
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><ol class="steps"><li><a href="<?cs var:safe_url(New.back_url) ?>"><?cs var:t("What do you wish for?") ?></a></li><li aria-current="step"><?cs var:t("Tell us more") ?></li></ol>
	<h1><?cs var:t("Propose an idea") ?></h1></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:subcount(Similar) ?>
<section class="panel topped" aria-labelledby="h-similar"><h2 id="h-similar"><?cs var:t("Is it one of these?") ?></h2>
	<p class="muted"><?cs var:t("Then vote for it: ideas with many votes are heard first.") ?></p>
	<ul class="rows list"><?cs each:s = Similar ?><?cs call:suggestion_row(s) ?><?cs /each ?></ul></section>
<h2 class="section"><?cs var:t("None of them? Tell us more") ?></h2><?cs /if ?>
<form class="topped" method="post" action="<?cs var:safe_url(New.action) ?>" novalidate><?cs call:form_token(Token.propose) ?><?cs
	if:New.guest ?><?cs call:text_field(Form.name, "name", t("Your name"), t("It stands beside your idea."), "100", "text", "name", "1") ?><?cs call:robot_fields() ?><?cs /if ?><?cs
	call:text_field(Form.title, "title", t("Your idea in one sentence"), "", "200", "text", "off", "1") ?><?cs
	if:subcount(Boards) > #1 ?><?cs call:radio_group(Form.board, "board", t("Board"), "", Boards) ?><?cs /if ?><?cs
	call:draft_area(Form.body, "body", t("What would it be good for?"), t("What do you want to do, and what holds you up today? Markdown can be used."), "7", "new-idea") ?><?cs
	call:text_field(Form.tags, "tags", t("Tags"), t("Up to 5 words that help to find it, with commas between."), "260", "text", "off", "") ?><?cs
	if:New.guest ?><p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("A moderator looks at it before others see it.") ?></span></p><?cs /if ?>
	<p class="actions"><?cs call:submit_button(t("Send the idea"), "primary") ?></p>
</form>
</div>
<script src="<?cs var:static_url("ideas.js") ?>" defer></script>
<?cs call:page_end() ?>
