<?cs # A new ticket, step 2: the answers that fit the subject, then the whole form.
	New.action                   takes POST token, topic, follows, shown, subject, field_1 …, body, priority, files; name, mail of a guest
	New.back_url                 step 1 with the same topic and subject
	New.topic_text               the chosen topic
	New.follows                  number of the ticket that this one goes on from, or ""
	New.shown                    1: answers were shown
	New.company                  the company for which it is filed, or absent
	New.for_self                 1: he acts for a company but may not file for it
	New.guest                    1: nobody is signed in, ask for name and mail
	New.answers_url New.solved_url Token.solved      as in step 1
	Token.open
	Answers.N.title .url .icon .crumb .note .kind .id      id: “this solved it” can be said of it
	Questions.N.name .label .hint .required .options.N      the topic’s own fields; options: a choice
	Priorities.N                 options
	Form.topic .subject .field_1 … .body .priority .files .name .mail
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><ol class="steps"><li><a href="<?cs var:safe_url(New.back_url) ?>"><?cs
	var:t("What is it about?") ?></a></li><li aria-current="step"><?cs var:t("Tell us more") ?></li></ol>
	<h1><?cs var:t("Open a ticket") ?></h1><?cs
	if:New.topic_text ?>
	<p class="lead"><span dir="auto"><?cs var:New.topic_text ?></span> · <a href="<?cs var:safe_url(New.back_url) ?>"><?cs var:t("Change the topic") ?></a></p><?cs /if ?></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<div id="answers" class="answers<?cs if:subcount(Answers) ?> panel topped<?cs /if ?>" aria-live="polite"><?cs
if:subcount(Answers) ?><h2><?cs var:t("This may help") ?></h2>
	<ul class="plain"><?cs each:a = Answers ?>
	<li><div><a href="<?cs var:safe_url(a.url) ?>" target="_blank" rel="noopener" dir="auto"><?cs var:a.title ?><span class="hidden"> (<?cs
		var:t("opens in a new tab") ?>)</span></a><?cs call:about_hit(a) ?></div><?cs
		if:?a.id && a.id != "" ?>
		<button class="btn" type="submit" form="solved" name="<?cs var:a.kind ?>" value="<?cs var:a.id ?>"><?cs call:icon("check") ?><?cs var:t("This solved it") ?></button><?cs /if ?></li><?cs /each ?></ul><?cs /if ?></div>
<?cs call:similar_script() ?>
<form id="solved" method="post" action="<?cs var:safe_url(New.solved_url) ?>" hidden><?cs call:form_token(Token.solved) ?><button type="submit"><?cs var:t("This solved it") ?></button></form><?cs
if:subcount(Answers) ?>
<h2 class="section"><?cs var:t("Not what you were looking for? Tell us more") ?></h2><?cs /if ?>
<form class="topped" method="post" action="<?cs var:safe_url(New.action) ?>" enctype="multipart/form-data" novalidate>
	<?cs call:form_token(Token.open) ?><input type="hidden" name="topic" value="<?cs var:Form.topic.value ?>"><?cs
	if:New.follows ?><input type="hidden" name="follows" value="<?cs var:New.follows ?>"><?cs /if ?><?cs
	if:New.shown ?><input type="hidden" name="shown" value="1"><?cs /if ?><?cs
	if:?New.company ?>
	<p class="notice notice-info"><?cs call:icon("users") ?> <span><?cs var:t("Filed for:") ?> <strong dir="auto"><?cs var:New.company ?></strong></span></p><?cs
	elif:New.for_self ?>
	<p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("This ticket is filed for yourself: you have no right to file tickets for the company for which you act.") ?></span></p><?cs /if ?><?cs
	if:New.guest ?>
	<div class="pair"><?cs call:text_field(Form.name, "name", t("Your name"), "", "100", "text", "name", "1") ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), "", "254", "email", "email", "1") ?></div><?cs call:robot_fields() ?><?cs /if ?>
	<div class="field<?cs if:Form.subject.error ?> has-error<?cs /if ?>">
	<?cs call:field_label("subject", t("Subject"), "1") ?><?cs call:field_notes(Form.subject, "subject", "") ?>
	<input class="input" id="f-subject" name="subject" type="text" maxlength="200" dir="auto" placeholder=" " autocomplete="off" required value="<?cs var:Form.subject.value ?>"<?cs
		call:field_described(Form.subject, "subject", "") ?> data-answers="<?cs var:safe_url(New.answers_url) ?>" data-heading="<?cs
		var:t("This may help") ?>" data-solved="<?cs var:t("This solved it") ?>" data-new-tab="<?cs var:t("opens in a new tab") ?>">
	</div><?cs
	each:q = Questions ?><?cs
		if:subcount(q.options) ?><?cs call:select_field(Form[q.name], q.name, q.label, q.hint, q.options, q.required) ?><?cs
		else ?><?cs call:text_field(Form[q.name], q.name, q.label, q.hint, "200", "text", "off", q.required) ?><?cs /if ?><?cs /each ?><?cs
	call:draft_area(Form.body, "body", t("Description"), t("What did you do, what did you expect, and what happened instead?"), "7", "new-ticket") ?><?cs
	call:radio_group(Form.priority, "priority", t("How much does it hold you up?"), "", Priorities) ?><?cs
	call:file_field("files", t("Files"), Limits.files_text) ?>
	<p class="actions"><?cs call:submit_button(t("Send ticket"), "primary") ?></p>
</form><?cs
if:New.guest ?>
<p class="muted"><?cs var:t("Have you written before?") ?> <a href="<?cs var:safe_url(New.find_url) ?>"><?cs var:t("Find your ticket") ?></a></p><?cs /if ?>
</div>
<?cs call:page_end() ?>
