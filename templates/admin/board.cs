<?cs # A board of suggestions, or a new one.
	Views.N                      the areas of the management
	Board.action                 POST token, version, name_…, description_…, slug, colour, audience, company, group, position, guests, active
	Board.known .version .stale .conflict .url .delete_url
	Label.name_en .description_en .required_en …
	Audiences.N Groups.N Colours.N                  options
	Conflicts.N.label .now .wanted                  with Board.conflict
	List.csv_url                 its suggestions
	Token.board
?><?cs include:"admin/audience.cs" ?><?cs call:page_begin() ?><?cs call:admin_begin() ?><?cs
if:Board.known ?>
<p class="meta"><a href="<?cs var:safe_url(Board.url) ?>"><?cs var:t("Open the board") ?></a><?cs
	if:?List.csv_url ?> <a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download its ideas as CSV") ?></a><?cs /if ?></p><?cs /if ?><?cs
if:Board.stale ?>
<p class="notice notice-info"><?cs call:icon("clock") ?> <span><?cs var:t("Its ideas are being given their new readers. Until that is done, some are missing from lists.") ?></span></p><?cs /if ?><?cs
if:Board.conflict ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this board meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p><?cs
	call:conflict_table(Conflicts) ?>
</div><?cs /if ?>
<form class="stack topped" method="post" action="<?cs var:safe_url(Board.action) ?>" novalidate>
	<?cs call:form_token(Token.board) ?><?cs if:Board.known ?><input type="hidden" name="version" value="<?cs var:Board.version ?>"><?cs /if ?>
	<h2><?cs var:t("Name and description") ?></h2><?cs
	call:text_field(Form.name_en, "name_en", Label.name_en, "", "100", "", "off", Label.required_en) ?><?cs
	call:text_field(Form.description_en, "description_en", Label.description_en, "", "500", "", "off", "") ?><?cs
	call:text_field(Form.name_fa, "name_fa", Label.name_fa, "", "100", "", "off", Label.required_fa) ?><?cs
	call:text_field(Form.description_fa, "description_fa", Label.description_fa, "", "500", "", "off", "") ?><?cs
	call:text_field(Form.name_lt, "name_lt", Label.name_lt, "", "100", "", "off", Label.required_lt) ?><?cs
	call:text_field(Form.description_lt, "description_lt", Label.description_lt, "", "500", "", "off", "") ?><?cs
	call:text_field(Form.slug, "slug", t("Address"), t("The last part of its address: lower-case letters, digits and hyphens."), "80", "", "off", "1") ?><?cs
	call:select_field(Form.colour, "colour", t("Colour"), "", Colours, "1") ?><?cs
	call:text_field(Form.position, "position", t("Place in the list"), t("A number up to 999; the smallest stands first."), "3", "", "off", "") ?>
	<h2 class="section"><?cs var:t("Readers and writers") ?></h2><?cs
	call:audience_fields() ?><?cs
	call:checkbox_field(Form.guests, "guests", t("Guests may propose"), t("Without an account; a moderator sees each text first.")) ?><?cs
	call:checkbox_field(Form.active, "active", t("Takes new ideas"), t("Else what stands on it stays, and can be voted for.")) ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form><?cs
if:Board.known ?>
<section class="panel topped"><h2><?cs var:t("Delete the board") ?></h2>
	<p><a class="btn btn-danger" href="<?cs var:safe_url(Board.delete_url) ?>"><?cs var:t("Delete…") ?></a></p></section><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
