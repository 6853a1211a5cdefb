<?cs # A new topic.
	New.action                   takes POST token, category, title, body, tags, files; name of a guest
	New.similar_url              topics like the title, while it is typed
	New.guest                    1: nobody is signed in; then New.login_url
	Categories.N                 options
	Form.category .title .body .tags .files .name     Token.ask     Preview.body_html
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Ask the community") ?></h1><?cs
	if:New.guest ?>
	<p class="lead"><?cs var:t("A moderator reads your question before it appears.") ?> <a href="<?cs var:safe_url(New.login_url) ?>"><?cs var:t("Sign in to follow the answers") ?></a></p><?cs /if ?></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:!subcount(Categories) ?><?cs call:empty_state("message-square", t("No category takes questions"), t("There is none in which you may ask."), "", "") ?><?cs
else ?>
<form class="topped" method="post" action="<?cs var:safe_url(New.action) ?>" enctype="multipart/form-data" novalidate>
	<?cs call:form_token(Token.ask) ?><?cs
	if:New.guest ?><?cs call:text_field(Form.name, "name", t("Your name"), t("It stands beside your question."), "100", "text", "name", "1") ?><?cs call:robot_fields() ?><?cs /if ?><?cs
	call:select_field(Form.category, "category", t("Category"), "", Categories, "1") ?>
	<div class="field<?cs if:Form.title.error ?> has-error<?cs /if ?>">
	<?cs call:field_label("title", t("Your question in one sentence"), "1") ?><?cs call:field_notes(Form.title, "title", "") ?>
	<input class="input" id="f-title" name="title" type="text" maxlength="200" dir="auto" placeholder=" " autocomplete="off" required value="<?cs var:Form.title.value ?>"<?cs
		call:field_described(Form.title, "title", "") ?> data-answers="<?cs var:safe_url(New.similar_url) ?>" data-heading="<?cs
		var:t("Asked before?") ?>" data-new-tab="<?cs var:t("opens in a new tab") ?>">
	</div>
	<?cs call:similar_box() ?>
	<?cs call:editor(Form.body, "body", t("Your question"), t("What do you want to do, what have you tried, and what happened?"), "8", "new-topic") ?><?cs
	call:text_field(Form.tags, "tags", t("Tags"), t("Up to five words, with commas between them."), "300", "text", "off", "") ?><?cs
	call:file_field("files", t("Files"), Limits.files_text) ?>
	<p class="actions"><?cs call:submit_button(t("Publish"), "primary") ?> <?cs call:preview_button() ?></p>
</form><?cs /if ?>
</div>
<script src="<?cs var:static_url("forum.js") ?>" defer></script>
<?cs call:page_end() ?>
