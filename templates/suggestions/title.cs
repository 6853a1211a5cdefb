<?cs # Proposing, step 1: the title. A GET form, so that step 2 can show what is like it.
	New.action                       where step 2 is (GET: board, title)
	New.similar_url                  JSON for the title while it is typed
	Form.title .board
	Token.vote                       for the votes beside what is similar, for who is signed in
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><ol class="steps"><li aria-current="step"><?cs var:t("What do you wish for?") ?></li><li><?cs var:t("Tell us more") ?></li></ol>
	<h1><?cs var:t("Propose an idea") ?></h1>
	<p class="lead"><?cs var:t("Perhaps somebody has proposed it already: ideas like yours appear while you type, and your vote helps them.") ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<form class="topped" action="<?cs var:safe_url(New.action) ?>" method="get" novalidate><?cs
	if:?Form.board.value && Form.board.value != "" ?><input type="hidden" name="board" value="<?cs var:Form.board.value ?>"><?cs /if ?>
	<div class="field<?cs if:Form.title.error ?> has-error<?cs /if ?>">
	<?cs call:field_label("title", t("Your idea in one sentence"), "1") ?><?cs call:field_notes(Form.title, "title", t("For example “Invoices as one file for the whole year”.")) ?>
	<input class="input" id="f-title" name="title" type="text" maxlength="200" dir="auto" placeholder=" " autocomplete="off" required value="<?cs var:Form.title.value ?>"<?cs
		call:field_described(Form.title, "title", "1") ?> data-similar="<?cs var:safe_url(New.similar_url) ?>" data-heading="<?cs
		var:t("Is it one of these?") ?>" data-token="<?cs var:Token.vote ?>" data-vote="<?cs var:t("Vote for this idea") ?>">
	</div>
	<p class="actions"><?cs call:submit_button(t("Continue"), "primary") ?></p>
</form>
<div id="similar" aria-live="polite"></div>
</div>
<script src="<?cs var:static_url("ideas.js") ?>" defer></script>
<?cs call:page_end() ?>
