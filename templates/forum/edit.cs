<?cs # Changing a post.
	Edit.url .back_url .edits .version
	Edit.question                1: title and tags belong to it
	Edit.plain                   1: it came as a mail and is shown as it was typed
	Conflict.N.label .now .wanted    after a form that came too late
	Form.body .title .tags     Token.edit     Preview.body_html
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Edit a post") ?></h1>
	<p class="lead"><?cs var:t("The text before the change stays readable under “Edited”.") ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:subcount(Conflict) ?><?cs call:conflict_table(Conflict) ?><?cs /if ?>
<form class="topped" method="post" action="<?cs var:safe_url(Edit.url) ?>" novalidate>
	<?cs call:form_token(Token.edit) ?><input type="hidden" name="edits" value="<?cs var:Edit.edits ?>"><input type="hidden" name="version" value="<?cs var:Edit.version ?>"><?cs
	if:Edit.question ?><?cs call:text_field(Form.title, "title", t("Title"), "", "200", "text", "off", "1") ?><?cs /if ?><?cs
	if:Edit.plain ?><?cs call:text_area(Form.body, "body", t("Text"), t("This post came as a mail: it is shown as it was typed."), "12", "1") ?><?cs
	else ?><?cs call:editor(Form.body, "body", t("Text"), "", "12", "") ?><?cs /if ?><?cs
	if:Edit.question ?><?cs call:text_field(Form.tags, "tags", t("Tags"), t("Up to five words, with commas between them."), "300", "text", "off", "") ?><?cs /if ?>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?> <?cs if:!Edit.plain ?><?cs call:preview_button() ?> <?cs /if ?><a href="<?cs var:safe_url(Edit.back_url) ?>"><?cs var:t("Back to the topic") ?></a></p>
</form>
</div>
<script src="<?cs var:static_url("forum.js") ?>" defer></script>
<?cs call:page_end() ?>
