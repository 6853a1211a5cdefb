<?cs # How the portal is shown.
	Preferences.action
	Languages_known.N .Calendars .Digits .Themes .Sizes     options; calendars and digits with a sample as hint
	Zones.N                      options before the places
	Regions.N.text .zones.N      the places
	Sample.time .number
	Form.lang .zone .calendar .digits .theme .text_size
	Token.preferences
?><?cs call:account_begin() ?>
<form class="topped stack" method="post" action="<?cs var:safe_url(Preferences.action) ?>" novalidate>
	<?cs call:form_token(Token.preferences) ?>
	<section class="panel"><h2><?cs var:t("Language and place") ?></h2><?cs
	call:select_field(Form.lang, "lang", t("Language"), t("For our mails to you, and for pages whose address names no language."), Languages_known, "1") ?>
	<div class="field<?cs if:Form.zone.error ?> has-error<?cs /if ?>">
		<?cs call:field_label("zone", t("Time zone"), "1") ?><?cs call:field_notes(Form.zone, "zone", "") ?>
		<input class="input" type="search" hidden data-filter="f-zone" autocomplete="off" aria-label="<?cs var:t("Search for a place") ?>" placeholder="<?cs var:t("Search for a place") ?>">
		<select class="input" id="f-zone" name="zone"<?cs call:field_described(Form.zone, "zone", "") ?>><?cs
		each:z = Zones ?>
			<option value="<?cs var:z.value ?>"<?cs if:z.selected ?> selected<?cs /if ?>><?cs var:z.text ?></option><?cs /each ?><?cs
		each:g = Regions ?>
			<optgroup label="<?cs var:g.text ?>"><?cs each:z = g.zones ?>
			<option value="<?cs var:z.value ?>"<?cs if:z.selected ?> selected<?cs /if ?>><?cs var:z.text ?></option><?cs /each ?>
			</optgroup><?cs /each ?>
		</select>
	</div></section>
	<section class="panel"><h2><?cs var:t("Dates and numbers") ?></h2>
	<p><?cs var:t("Now they look like this:") ?> <span class="sample"><bdi><?cs var:Sample.time ?></bdi> · <bdi><?cs var:Sample.number ?></bdi></span></p>
	<div class="pair topped"><?cs
	call:radio_group(Form.calendar, "calendar", t("Calendar"), "", Calendars) ?><?cs
	call:radio_group(Form.digits, "digits", t("Digits"), "", Digits) ?></div></section>
	<section class="panel"><h2><?cs var:t("Look") ?></h2>
	<div class="pair"><?cs
	call:radio_group(Form.theme, "theme", t("Theme"), "", Themes) ?><?cs
	call:radio_group(Form.text_size, "text_size", t("Text size"), "", Sizes) ?></div></section>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?></p>
</form>
<script src="<?cs var:static_url("filter.js") ?>" defer></script>
<?cs call:account_end() ?>
