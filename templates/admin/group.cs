<?cs # A group of people: its members, its name.
	Views.N                      the areas of the management
	Group.members_text .uses_text .used .version
	Group.url                    POST token, version, name; GET q: members with this name or address
	Group.add_url .remove_url    POST token, mail; POST token, person
	Group.delete_url
	List.query
	Members.N.id .name .mail .initial .url .state_text .since (time) .remove_text
	Conflicts.N.label .now .wanted        after a stale form
	Token.rename .add .remove
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="meta"><?cs var:Group.members_text ?> · <?cs var:Group.uses_text ?></p><?cs
if:subcount(Conflicts) ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this group meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p><?cs
	call:conflict_table(Conflicts) ?>
</div><?cs /if ?>
<form class="list-tools" action="<?cs var:safe_url(Group.url) ?>" method="get">
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Name or e-mail address") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:t("Name or e-mail address") ?>"></div>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<h2 class="hidden"><?cs var:t("Members") ?></h2><?cs
if:subcount(Members) ?>
<ul class="rows list"><?cs each:m = Members ?>
	<li class="between"><p class="person"><?cs call:avatar(m.initial, "") ?><span class="who"><?cs
		if:m.url ?><a href="<?cs var:safe_url(m.url) ?>" dir="auto"><?cs var:m.name ?></a><?cs else ?><strong dir="auto"><?cs var:m.name ?></strong><?cs /if ?><bdi class="muted" dir="ltr"><?cs
		var:m.mail ?></bdi></span><?cs if:m.state_text ?> <?cs call:status_tag("closed", m.state_text) ?><?cs /if ?></p>
		<form method="post" action="<?cs var:safe_url(Group.remove_url) ?>"><?cs call:form_token(Token.remove) ?>
			<button class="btn btn-quiet" type="submit" name="person" value="<?cs var:m.id ?>" aria-label="<?cs var:m.remove_text ?>"><?cs
			call:icon("x") ?><?cs var:t("Remove") ?></button></form></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
elif:?List.query && List.query != "" ?><?cs call:empty_state("search", t("Nobody here has this name"), t("Try fewer letters, or look at all."), Group.url, t("Show all")) ?><?cs
else ?><?cs call:empty_state("users", t("Nobody is in this group yet"), t("Add people below by the address of their account."), "", "") ?><?cs /if ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Group.add_url) ?>" novalidate><h2><?cs var:t("Add a member") ?></h2>
	<?cs call:form_token(Token.add) ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), t("Of an account that is active."), "254", "email", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Add"), "primary") ?></div>
</form>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Group.url) ?>" novalidate><h2><?cs var:t("Rename the group") ?></h2>
	<?cs call:form_token(Token.rename) ?><input type="hidden" name="version" value="<?cs var:Group.version ?>"><?cs
	call:text_field(Form.name, "name", t("Name of the group"), "", "100", "", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "") ?></div>
</form>
<section class="panel topped"><h2><?cs var:t("Delete the group") ?></h2><?cs
if:Group.used ?>
	<p class="muted"><?cs var:t("A forum category or a board is for this group. Give it to somebody else first.") ?></p><?cs
else ?>
	<p><a class="btn btn-danger" href="<?cs var:safe_url(Group.delete_url) ?>"><?cs var:t("Delete…") ?></a></p><?cs /if ?></section>
<?cs call:admin_end() ?><?cs call:page_end() ?>
