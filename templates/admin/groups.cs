<?cs # Groups of people, and a form that makes one.
	Views.N                                      the areas of the management
	List.action .query .filtered .csv_url        as in the list of people
	Sorts.N                                      options
	Groups.N.url .name .members_text .uses_text
	Group.action                                 POST token, name
	Token.group
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="muted measure"><?cs var:t("A forum category or a board of suggestions can be for the members of one group.") ?></p>
<?cs call:named_list_tools(t("Name of the group"), t("Show all groups"), subcount(Groups)) ?><?cs
if:subcount(Groups) ?>
<ul class="rows list"><?cs each:k = Groups ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.name ?></span></span>
	<span class="row-end"><span><?cs var:k.members_text ?> · <?cs var:k.uses_text ?></span></span></a></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
elif:?List.query && List.query != "" ?><?cs call:empty_state("search", t("No group fits"), t("Try fewer letters of the name."), List.action, t("Show all groups")) ?><?cs
else ?><?cs call:empty_state("users", t("There are no groups yet"), t("Make one for testers, partners or a council of users."), "", "") ?><?cs /if ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Group.action) ?>" novalidate><h2><?cs var:t("Make a group") ?></h2>
	<?cs call:form_token(Token.group) ?><?cs
	call:text_field(Form.name, "name", t("Name of the group"), "", "100", "", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Make the group"), "primary") ?></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
