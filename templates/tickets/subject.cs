<?cs # A new ticket, step 1: topic and subject. A GET form, so that step 2 can show what answers the subject.
	New.action                   where step 2 is (GET: topic, subject)
	New.answers_url              JSON for the subject while it is typed: see lib/web/show_hit.h
	New.solved_url               takes POST token, article or topic: “this solved it”
	New.follows                  number of the ticket that this one goes on from, or ""
	Token.solved
	Topics.N.value .text .hint .selected
	Form.topic .subject
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><ol class="steps"><li aria-current="step"><?cs var:t("What is it about?") ?></li><li><?cs var:t("Tell us more") ?></li></ol>
	<h1><?cs var:t("Open a ticket") ?></h1>
	<p class="lead"><?cs var:t("We may know the answer already: what fits appears while you type.") ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<form class="topics topped" action="<?cs var:safe_url(New.action) ?>" method="get" novalidate><?cs
	if:New.follows ?><input type="hidden" name="follows" value="<?cs var:New.follows ?>"><?cs /if ?><?cs
	if:subcount(Topics) ?><?cs call:radio_group(Form.topic, "topic", t("What is it about?"), "", Topics) ?><?cs /if ?>
	<div class="field<?cs if:Form.subject.error ?> has-error<?cs /if ?>">
	<?cs call:field_label("subject", t("Subject"), "1") ?><?cs call:field_notes(Form.subject, "subject", t("One sentence, for example “The printer does not answer”.")) ?>
	<input class="input" id="f-subject" name="subject" type="text" maxlength="200" dir="auto" placeholder=" " autocomplete="off" required value="<?cs var:Form.subject.value ?>"<?cs
		call:field_described(Form.subject, "subject", "1") ?> data-answers="<?cs var:safe_url(New.answers_url) ?>" data-heading="<?cs
		var:t("This may help") ?>" data-solved="<?cs var:t("This solved it") ?>" data-new-tab="<?cs var:t("opens in a new tab") ?>">
	</div>
	<?cs call:similar_box() ?>
	<p class="actions"><?cs call:submit_button(t("Continue"), "primary") ?></p>
</form>
<form id="solved" method="post" action="<?cs var:safe_url(New.solved_url) ?>" hidden><?cs call:form_token(Token.solved) ?><button type="submit"><?cs var:t("This solved it") ?></button></form>
</div>
<?cs call:page_end() ?>
