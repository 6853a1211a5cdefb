<?cs # Changing a suggestion.
	Edit.action .url .version        POST token, version, title, body, tags
	Conflict.N.label .now .wanted    after a form that came too late
	Form.title .body .tags
	Token.edit
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Edit the idea") ?></h1></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:subcount(Conflict) ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this idea meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p><?cs
	call:conflict_table(Conflict) ?></div><?cs /if ?>
<form class="topped" method="post" action="<?cs var:safe_url(Edit.action) ?>" novalidate><?cs call:form_token(Token.edit) ?>
	<input type="hidden" name="version" value="<?cs var:Edit.version ?>"><?cs
	call:text_field(Form.title, "title", t("Your idea in one sentence"), "", "200", "text", "off", "1") ?><?cs
	call:text_area(Form.body, "body", t("What would it be good for?"), t("Markdown can be used."), "9", "1") ?><?cs
	call:text_field(Form.tags, "tags", t("Tags"), t("Up to 5 words that help to find it, with commas between."), "260", "text", "off", "") ?>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?> <a class="btn btn-quiet" href="<?cs var:safe_url(Edit.url) ?>"><?cs var:t("Cancel") ?></a></p>
</form>
</div>
<?cs call:page_end() ?>
