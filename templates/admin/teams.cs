<?cs # Teams, and a form that makes one.
	Views.N                                      the areas of the management
	List.action .query .filtered .csv_url        as in the list of people
	Sorts.N                                      options
	Teams.N.url .name .members_text .topics_text
	Team.may_change .action                      POST token, name
	Token.team
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<p class="muted"><?cs var:t("A ticket of a team is seen by its members and by those who see the tickets of all teams.") ?></p>
<?cs call:named_list_tools(t("Name of the team"), t("Show all teams"), subcount(Teams)) ?><?cs
if:subcount(Teams) ?>
<ul class="rows list"><?cs each:k = Teams ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.name ?></span></span>
	<span class="row-end"><span><?cs var:k.members_text ?> · <?cs var:k.topics_text ?></span></span></a></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
elif:List.query ?><?cs call:empty_state("search", t("No team fits"), t("Try fewer letters of the name."), List.action, t("Show all teams")) ?><?cs
else ?><?cs call:empty_state("users", t("There are no teams yet"), t("Until there is one, every agent sees every ticket."), "", "") ?><?cs /if ?><?cs
if:Team.may_change ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Team.action) ?>" novalidate><h2><?cs var:t("Make a team") ?></h2>
	<?cs call:form_token(Token.team) ?><?cs
	call:text_field(Form.name, "name", t("Name of the team"), "", "100", "", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Make the team"), "primary") ?></div>
</form><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
