<?cs # Forms: what stands beside every field, and a choice among few. The name of a field is also its id (f-name), which
the error summary links to.

Nodes used here
	Form.<name>.value .error      a field as typed and what is wrong with it
	<options>.N.value .text .hint .selected
?><?cs

def:field_notes(field, name, hint) ?><?cs
	if:hint ?><p class="hint" id="f-<?cs var:name ?>-hint"><?cs var:hint ?></p><?cs /if ?><?cs
	if:field.error ?><p class="error" id="f-<?cs var:name ?>-error"><?cs call:icon("circle-alert") ?> <?cs
		var:field.error ?></p><?cs /if ?><?cs /def ?><?cs

def:described_by(field, name, hint) ?><?cs
	if:field.error && hint ?> aria-describedby="f-<?cs var:name ?>-error f-<?cs var:name ?>-hint"<?cs
	elif:field.error ?> aria-describedby="f-<?cs var:name ?>-error"<?cs
	elif:hint ?> aria-describedby="f-<?cs var:name ?>-hint"<?cs /if ?><?cs /def ?><?cs

def:radio_group(field, name, label, hint, options) ?>
<fieldset class="field<?cs if:field.error ?> has-error<?cs /if ?>"<?cs call:described_by(field, name, hint) ?>>
	<legend><?cs var:label ?></legend><?cs call:field_notes(field, name, hint) ?><?cs
	each:o = options ?>
	<label class="choice"><input type="radio" id="f-<?cs var:name ?><?cs if:!first(o) ?>-<?cs name:o ?><?cs /if ?>" name="<?cs
		var:name ?>" value="<?cs var:o.value ?>"<?cs if:o.selected ?> checked<?cs /if ?>> <span><span dir="auto"><?cs var:o.text ?></span><?cs
		if:o.hint ?><span class="muted"><?cs var:o.hint ?></span><?cs /if ?></span></label><?cs /each ?>
</fieldset><?cs /def ?>
