<?cs # Macros of every page: the layout is made of them. A file of this folder is for the frames of the programs that
use it: see layout.cs.

Rules every template keeps: values are escaped by default; markup made safe in C has a name ending in _html and goes
through safe_html(); every href, src and action goes through safe_url(); visible words go through t(); sentences that carry
values are prepared in C; no inline script or style; attributes in double quotes; a macro never calls itself and stands
behind those that it calls.
"1" is true, "" and "0" are false. Numbers come as text, already in the reader's digits.

Nodes used here
	Search.query .kind            what stands in the search boxes
	User.picture .initial .staff
?><?cs

def:icon(name) ?><svg class="icon" aria-hidden="true" focusable="false"><use href="<?cs
	var:static_url("icons.svg") ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:icon_forward(name) ?><svg class="icon flip" aria-hidden="true" focusable="false"><use href="<?cs
	var:static_url("icons.svg") ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:form_token(token) ?><input type="hidden" name="token" value="<?cs var:token ?>"><?cs /def ?><?cs

def:avatar(initial, staff) ?><span class="avatar<?cs if:staff ?> avatar-staff<?cs /if ?>" aria-hidden="true"><?cs
	var:initial ?></span><?cs /def ?><?cs

# Of the person who is signed in ?><?cs
def:own_avatar() ?><?cs if:User.picture ?><img class="avatar" src="<?cs var:safe_url(User.picture) ?>" width="32" height="32" alt=""><?cs
else ?><?cs call:avatar(User.initial, User.staff) ?><?cs /if ?><?cs /def ?><?cs

def:search_box(big) ?>
<form class="search<?cs if:big ?> search-big<?cs /if ?>" role="search" aria-label="<?cs if:big ?><?cs var:t("Search for help") ?><?cs else ?><?cs var:t("Search") ?><?cs /if ?>" action="<?cs var:safe_url(Url.search) ?>" method="get">
	<label class="hidden" for="<?cs if:big ?>q-big<?cs else ?>q<?cs /if ?>"><?cs var:t("Search for help") ?></label>
	<?cs call:icon("search") ?>
	<input id="<?cs if:big ?>q-big<?cs else ?>q<?cs /if ?>" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs
		var:Search.query ?>" placeholder="<?cs if:big ?><?cs var:t("What do you need help with?") ?><?cs
		else ?><?cs var:t("Search for help") ?><?cs /if ?>" data-suggest="<?cs var:safe_url(Url.search + "/suggest") ?>" data-all="<?cs
		var:t("See all results") ?>">
	<?cs if:big && Search.kind ?><input type="hidden" name="kind" value="<?cs var:Search.kind ?>"><?cs /if ?>
	<button type="submit"<?cs if:!big ?> class="hidden"<?cs /if ?>><?cs if:big ?><?cs call:icon_forward("arrow-right") ?><?cs /if ?><span><?cs var:t("Search") ?></span></button>
</form><?cs /def ?><?cs

def:submit_button(text, kind) ?><button type="submit" class="btn<?cs if:kind ?> btn-<?cs var:kind ?><?cs /if ?>"><?cs
	var:text ?></button><?cs /def ?>
