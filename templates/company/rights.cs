<?cs # Checkboxes for the rights in a company, for the pages that include this.
	Rights.N.name .text .checked .locked .one_way     locked, one_way: who sees the page has not got it
?><?cs def:rights_group(field, label) ?>
<fieldset class="field<?cs if:field.error ?> has-error<?cs /if ?>"<?cs call:described_by(field, "own", "") ?>>
	<legend><?cs var:label ?></legend><?cs call:field_notes(field, "own", "") ?><?cs
	each:r = Rights ?>
	<label class="choice"><input type="checkbox" id="f-<?cs var:r.name ?>" name="<?cs var:r.name ?>" value="1"<?cs
		if:r.checked ?> checked<?cs /if ?><?cs if:r.locked ?> disabled<?cs /if ?>> <span><?cs var:r.text ?><?cs
		if:r.locked ?><span class="muted"><?cs var:t("Only somebody who has this right can give it.") ?></span><?cs
		elif:r.one_way ?><span class="muted"><?cs var:t("You can take this right away, but not give it back.") ?></span><?cs /if ?></span></label><?cs /each ?>
</fieldset><?cs /def ?>
