<?cs # Forms: a long text, files with it, and what is like it. Behind fields.cs.

Nodes used here
	Limits.files .file_bytes      plain digits: for checks in the browser before an upload
	Limits.files_text             for pages: “Up to 10 files, 25 MB each, 50 MB together.”
?><?cs

# The same with the text kept in the browser until it is sent; key: "new-ticket", "ticket-12345678" ?><?cs
def:draft_area(field, name, label, hint, rows, key) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, "1") ?><?cs call:field_notes(field, name, hint) ?>
	<textarea class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" rows="<?cs var:rows ?>" dir="auto" placeholder=" " required data-draft="<?cs
		var:key ?>" data-restored="<?cs var:t("Your unsent text was restored.") ?>" data-discard="<?cs var:t("Discard it") ?>"<?cs
		call:field_described(field, name, hint) ?>>
<?cs var:field.value ?></textarea>
</div><?cs /def ?><?cs

def:file_field(name, label, hint) ?>
<div class="field files<?cs if:Form[name].error ?> has-error<?cs /if ?>" data-files data-files-max="<?cs var:Limits.files ?>" data-bytes-max="<?cs
		var:Limits.file_bytes ?>" data-remove="<?cs var:t("Remove") ?>" data-too-big="<?cs var:t("This file is too large.") ?>" data-too-many="<?cs
		var:t("No more files can be added.") ?>" data-sending="<?cs var:t("Sending files…") ?>">
	<?cs call:field_label(name, label, "") ?><?cs call:field_notes(Form[name], name, hint) ?>
	<div class="drop"><?cs call:icon("paperclip") ?><input type="file" id="f-<?cs var:name ?>" name="<?cs var:name ?>" multiple<?cs
		call:field_described(Form[name], name, hint) ?>></div>
</div><?cs /def ?><?cs

# Things like the one that is typed, for scripts: its line has data-answers, data-heading and data-new-tab; with data-solved
# beside them the page has a form “solved”, too. The box is where they are shown ?><?cs
def:similar_script() ?><script src="<?cs var:static_url("answers.js") ?>" defer></script><?cs /def ?><?cs
def:similar_box() ?><div id="answers" class="answers" aria-live="polite"></div><?cs call:similar_script() ?><?cs /def ?>
