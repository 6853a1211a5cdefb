<?cs # Following what a page is about. ?><?cs

# How one hears of what a page is about (lib/web/show_follow.h): Follow.action .token .follows .options ?><?cs
def:follow_box() ?><?cs if:?Follow.action ?>
<form class="follow" method="post" action="<?cs var:safe_url(Follow.action) ?>"><?cs call:form_token(Follow.token) ?>
	<label for="f-follow"><?cs call:icon("bell") ?><?cs if:Follow.follows ?><?cs var:t("You follow this") ?><?cs else ?><?cs var:t("Follow this") ?><?cs /if ?></label>
	<select class="input" id="f-follow" name="mail"><?cs each:o = Follow.options ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select>
	<button class="btn" type="submit"><?cs if:Follow.follows ?><?cs var:t("Change") ?><?cs else ?><?cs var:t("Follow") ?><?cs /if ?></button>
</form><?cs /if ?><?cs /def ?>
