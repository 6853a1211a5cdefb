<?cs # Forms: fields of every kind. Behind choice.cs, which has the nodes, too. ?><?cs

def:field_described(field, name, hint) ?><?cs if:field.error ?> aria-invalid="true"<?cs /if ?><?cs
	call:described_by(field, name, hint) ?><?cs /def ?><?cs

def:field_label(name, label, required) ?><label for="f-<?cs var:name ?>"><?cs var:label ?><?cs
	if:!required ?> <span class="optional"><?cs var:t("(optional)") ?></span><?cs /if ?></label><?cs /def ?><?cs

def:text_field(field, name, label, hint, max, type, autocomplete, required) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, required) ?><?cs call:field_notes(field, name, hint) ?>
	<input class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="<?cs if:type ?><?cs var:type ?><?cs else ?>text<?cs /if ?>" value="<?cs
		var:field.value ?>" maxlength="<?cs var:max ?>"<?cs
		if:type == "email" || type == "tel" || type == "url" ?> dir="ltr"<?cs else ?> dir="auto" placeholder=" "<?cs /if ?><?cs
		if:autocomplete ?> autocomplete="<?cs var:autocomplete ?>"<?cs /if ?><?cs if:required ?> required<?cs /if ?><?cs
		call:field_described(field, name, hint) ?>>
</div><?cs /def ?><?cs

def:text_area(field, name, label, hint, rows, required) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, required) ?><?cs call:field_notes(field, name, hint) ?>
	<textarea class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" rows="<?cs var:rows ?>" dir="auto" placeholder=" "<?cs
		if:required ?> required<?cs /if ?><?cs call:field_described(field, name, hint) ?>>
<?cs var:field.value ?></textarea>
</div><?cs /def ?><?cs

def:select_field(field, name, label, hint, options, required) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, required) ?><?cs call:field_notes(field, name, hint) ?>
	<select class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>"<?cs call:field_described(field, name, hint) ?>><?cs
	each:o = options ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select>
</div><?cs /def ?><?cs

def:checkbox_field(field, name, label, hint) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>"><?cs
	if:field.error ?><p class="error" id="f-<?cs var:name ?>-error"><?cs call:icon("circle-alert") ?> <?cs var:field.error ?></p><?cs /if ?>
	<label class="choice"><input type="checkbox" id="f-<?cs var:name ?>" name="<?cs var:name ?>" value="1"<?cs
		if:field.value ?> checked<?cs /if ?><?cs call:field_described(field, name, hint) ?>> <span><?cs var:label ?><?cs
		if:hint ?><span class="muted" id="f-<?cs var:name ?>-hint"><?cs var:hint ?></span><?cs /if ?></span></label>
</div><?cs /def ?>
