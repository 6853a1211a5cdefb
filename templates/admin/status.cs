<?cs # A status of ideas.
	Views.N                      the areas of the management
	Status.action                POST token, version, name_en and so on in each language, colour, votes, roadmap, position
	Status.meaning .usual_text .version .merged .conflict .ideas_url       merged: neither votes nor roadmap
	Label.name_en …
	Colours.N                    options
	Conflicts.N.label .now .wanted         with Status.conflict
	Token.status
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="muted measure"><?cs var:Status.meaning ?> <a href="<?cs var:safe_url(Status.ideas_url) ?>"><?cs var:t("Show its ideas") ?></a></p><?cs
if:Status.conflict ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this status meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p><?cs
	call:conflict_table(Conflicts) ?>
</div><?cs /if ?>
<form class="stack topped" method="post" action="<?cs var:safe_url(Status.action) ?>" novalidate>
	<?cs call:form_token(Token.status) ?><input type="hidden" name="version" value="<?cs var:Status.version ?>">
	<h2><?cs var:t("Name and colour") ?></h2>
	<p class="muted measure"><?cs var:Status.usual_text ?></p><?cs
	call:text_field(Form.name_en, "name_en", Label.name_en, "", "100", "", "off", "") ?><?cs
	call:text_field(Form.name_fa, "name_fa", Label.name_fa, "", "100", "", "off", "") ?><?cs
	call:text_field(Form.name_lt, "name_lt", Label.name_lt, "", "100", "", "off", "") ?><?cs
	call:select_field(Form.colour, "colour", t("Colour"), "", Colours, "1") ?><?cs
	if:!Status.merged ?>
	<h2 class="section"><?cs var:t("Voting and roadmap") ?></h2><?cs
	call:checkbox_field(Form.votes, "votes", t("People can vote"), t("Else the number of votes stands beside the idea, and nobody adds to it.")) ?><?cs
	call:checkbox_field(Form.roadmap, "roadmap", t("A column of the roadmap"), "") ?><?cs
	call:text_field(Form.position, "position", t("Place in the roadmap"), t("The smallest number stands first."), "2", "", "off", "") ?><?cs /if ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
