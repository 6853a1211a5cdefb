<?cs # A category of the forum: a new one, or one that is there (Category.known).
	Views.N                      the areas of the management
	Category.action              POST token, version, slug, colour, audience, company, group, guests, active,
	                             name_en .description_en and so on in each language
	Category.known .version .stale .used .topics_text .forum_url .conflict
	Category.move_url            POST token, target
	Category.delete_url
	Label.name_en .description_en .required_en …
	Audiences.N Groups.N Colours.N Targets.N        options
	Conflicts.N.label .now .wanted                  with Category.conflict
	List.topics_url              its topics as a file, for who may export
	Token.category .move
?><?cs include:"admin/audience.cs" ?><?cs call:page_begin() ?><?cs call:admin_begin() ?><?cs
if:Category.known ?>
<p class="meta"><?cs var:Category.topics_text ?> · <a href="<?cs var:safe_url(Category.forum_url) ?>"><?cs var:t("Open it in the forum") ?></a><?cs
	if:?List.topics_url ?> · <a href="<?cs var:safe_url(List.topics_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download its topics as CSV") ?></a><?cs /if ?></p><?cs /if ?><?cs
if:Category.stale ?>
<p class="notice notice-info"><?cs call:icon("clock") ?> <span><?cs var:t("Its topics are being given their new readers. Until that is done, some are missing from lists.") ?></span></p><?cs /if ?><?cs
if:Category.conflict ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this category meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p><?cs
	call:conflict_table(Conflicts) ?>
</div><?cs /if ?>
<form class="stack topped" method="post" action="<?cs var:safe_url(Category.action) ?>" novalidate>
	<?cs call:form_token(Token.category) ?><?cs if:Category.known ?><input type="hidden" name="version" value="<?cs var:Category.version ?>"><?cs /if ?>
	<h2><?cs var:t("Name and description") ?></h2><?cs
	call:text_field(Form.name_en, "name_en", Label.name_en, "", "100", "", "off", Label.required_en) ?><?cs
	call:text_field(Form.description_en, "description_en", Label.description_en, "", "500", "", "off", "") ?><?cs
	call:text_field(Form.name_fa, "name_fa", Label.name_fa, "", "100", "", "off", Label.required_fa) ?><?cs
	call:text_field(Form.description_fa, "description_fa", Label.description_fa, "", "500", "", "off", "") ?><?cs
	call:text_field(Form.name_lt, "name_lt", Label.name_lt, "", "100", "", "off", Label.required_lt) ?><?cs
	call:text_field(Form.description_lt, "description_lt", Label.description_lt, "", "500", "", "off", "") ?><?cs
	call:text_field(Form.slug, "slug", t("Address"), t("The last part of its address: lower-case letters, digits and hyphens."), "80", "", "off", "1") ?><?cs
	call:select_field(Form.colour, "colour", t("Colour"), "", Colours, "1") ?>
	<h2 class="section"><?cs var:t("Readers and writers") ?></h2><?cs
	call:audience_fields() ?><?cs
	call:checkbox_field(Form.guests, "guests", t("Guests may ask"), t("Without an account; a moderator sees each text first.")) ?><?cs
	call:checkbox_field(Form.active, "active", t("Takes new topics"), t("Else what stands in it stays, and can be answered.")) ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form><?cs
if:Category.known ?><?cs
if:Category.used && subcount(Targets) ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Category.move_url) ?>" novalidate><h2><?cs var:t("Move its topics") ?></h2>
	<?cs call:form_token(Token.move) ?>
	<p class="muted"><?cs var:t("All of them go, and are read by those who read the other category.") ?></p><?cs
	call:select_field(Form.target, "target", t("Into"), "", Targets, "1") ?>
	<div class="actions"><?cs call:submit_button(t("Move the topics"), "danger") ?></div>
</form><?cs /if ?>
<section class="panel topped"><h2><?cs var:t("Delete the category") ?></h2><?cs
if:Category.used ?>
	<p class="muted"><?cs var:t("Topics stand in this category. Move them to another one before you delete it.") ?></p><?cs
else ?>
	<p><a class="btn btn-danger" href="<?cs var:safe_url(Category.delete_url) ?>"><?cs var:t("Delete…") ?></a></p><?cs /if ?></section><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
