<?cs # The profile picture.
	Picture.url                  the one that is shown; absent: none
	Picture.waits .refused       what became of the last one that was sent
	Picture.any                  there is something to remove
	Picture.action .remove_url .limit_text .limit (bytes)
	Form.picture
	Token.picture .remove
?><?cs call:account_begin() ?><?cs
if:Picture.waits ?>
<p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("The new picture is being prepared. Come back to this page in a moment.") ?></span></p><?cs
elif:Picture.refused ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("The last picture that you sent could not be read. Try another one, or save it anew in a photo program first.") ?></span></p><?cs /if ?>
<section class="panel topped stack"><?cs
if:Picture.url ?><p><img class="portrait" src="<?cs var:safe_url(Picture.url) ?>" width="128" height="128" alt="<?cs var:t("Your picture") ?>"></p><?cs
else ?><p class="muted"><?cs var:t("You have no picture. The first letter of your name stands in its place.") ?></p><?cs /if ?>
<form method="post" action="<?cs var:safe_url(Picture.action) ?>" enctype="multipart/form-data" novalidate>
	<?cs call:form_token(Token.picture) ?>
	<div class="field files<?cs if:Form.picture.error ?> has-error<?cs /if ?>" data-files data-files-max="1" data-bytes-max="<?cs
		var:Picture.limit ?>" data-remove="<?cs var:t("Remove") ?>" data-too-big="<?cs var:t("This file is too large.") ?>" data-too-many="<?cs
		var:t("No more files can be added.") ?>" data-sending="<?cs var:t("Sending files…") ?>">
	<?cs call:field_label("picture", t("New picture"), "1") ?><?cs call:field_notes(Form.picture, "picture", Picture.limit_text) ?>
	<div class="drop"><?cs call:icon("image") ?><input type="file" id="f-picture" name="picture" accept="image/png,image/jpeg,image/gif,image/webp"<?cs
		call:field_described(Form.picture, "picture", Picture.limit_text) ?>></div>
	</div>
	<p class="actions"><?cs call:submit_button(t("Send the picture"), "primary") ?></p>
</form></section><?cs
if:Picture.any ?>
<form class="actions" method="post" action="<?cs var:safe_url(Picture.remove_url) ?>" data-confirm="<?cs var:t("Remove your picture?") ?>" data-yes="<?cs var:t("Remove") ?>" data-no="<?cs var:t("Cancel") ?>"><?cs call:form_token(Token.remove) ?>
	<button type="submit" class="btn"><?cs var:t("Remove the picture") ?></button></form><?cs /if ?>
<?cs call:account_end() ?>
