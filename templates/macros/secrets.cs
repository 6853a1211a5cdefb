<?cs # Forms: passwords and codes. Behind fields.cs.

Nodes used here
	Limits.password_text          for pages: “At least 8 characters. A short sentence is easy to remember and hard to guess.”
?><?cs

def:password_field(field, name, label, hint, autocomplete) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, "1") ?><?cs call:field_notes(field, name, hint) ?>
	<div class="reveal"><input class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="password" maxlength="256" dir="ltr" autocomplete="<?cs
		var:autocomplete ?>" spellcheck="false" autocapitalize="none" required<?cs call:field_described(field, name, hint) ?>>
	<button type="button" class="btn btn-quiet" hidden data-reveal="f-<?cs var:name ?>" data-show="<?cs var:t("Show password") ?>" data-hide="<?cs
		var:t("Hide password") ?>" aria-label="<?cs var:t("Show password") ?>" aria-pressed="false"><?cs
		call:icon("eye") ?><?cs call:icon("eye-off") ?></button></div>
</div><?cs /def ?><?cs

def:code_field(field, name, label, hint) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, "1") ?><?cs call:field_notes(field, name, hint) ?>
	<input class="input code-input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="text" inputmode="numeric" maxlength="40" dir="ltr" autocomplete="one-time-code" spellcheck="false" autocapitalize="none" required<?cs
		call:field_described(field, name, hint) ?>>
</div><?cs /def ?>
