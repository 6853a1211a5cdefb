<?cs # A team: its name, its members, the topics whose tickets it gets.
	Views.N                      the areas of the management
	Team.name .version .tickets_text .delete_url
	Team.may_change              absent: the reader does not see all tickets, so it is only shown
	Team.rename_url              POST token, version, name
	Team.add_member_url .remove_member_url        POST token, person
	Team.add_topic_url .remove_topic_url          POST token, topic
	Members.N.id .name .mail .initial .url .state_text .remove_text
	Candidates.N Others.N        options: staff to add, topics to add
	Topics.N.id .name .remove_text
	Conflict.now_name .wanted_name                after a stale form
	Token.rename .add_member .remove_member .add_topic .remove_topic
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1 dir="auto"><?cs var:Page.title ?></h1><p class="meta"><?cs var:Team.tickets_text ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:?Conflict.now_name ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this team meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p>
	<div class="prose table-wrap"><table><thead><tr><th scope="col"><span class="hidden"><?cs var:t("Field") ?></span></th><th scope="col"><?cs var:t("Now") ?></th><th scope="col"><?cs var:t("You wanted") ?></th></tr></thead>
	<tbody><tr><th scope="row"><?cs var:t("Name of the team") ?></th><td dir="auto"><?cs var:Conflict.now_name ?></td><td dir="auto"><?cs var:Conflict.wanted_name ?></td></tr></tbody></table></div>
</div><?cs /if ?><?cs
if:!Team.may_change ?>
<p class="notice notice-info"><?cs call:icon("lock") ?> <span><?cs var:t("Only somebody who sees the tickets of all teams can change teams.") ?></span></p><?cs /if ?>
<section class="panel"><h2><?cs var:t("Members") ?></h2><?cs
if:subcount(Members) ?>
	<ul class="rows"><?cs each:m = Members ?>
	<li class="between"><p class="person"><?cs call:avatar(m.initial, "1") ?><span class="who"><?cs
		if:m.url ?><a href="<?cs var:safe_url(m.url) ?>" dir="auto"><?cs var:m.name ?></a><?cs else ?><strong dir="auto"><?cs var:m.name ?></strong><?cs /if ?><bdi class="muted" dir="ltr"><?cs
		var:m.mail ?></bdi></span><?cs if:m.state_text ?> <?cs call:status_tag("closed", m.state_text) ?><?cs /if ?></p><?cs
	if:Team.may_change ?>
		<form method="post" action="<?cs var:safe_url(Team.remove_member_url) ?>"><?cs call:form_token(Token.remove_member) ?>
			<button class="btn btn-quiet" type="submit" name="person" value="<?cs var:m.id ?>" aria-label="<?cs var:m.remove_text ?>"><?cs
			call:icon("x") ?><?cs var:t("Remove") ?></button></form><?cs /if ?></li><?cs /each ?></ul><?cs
else ?>
	<p class="muted"><?cs var:t("Nobody yet. Until somebody is added, only those who see the tickets of all teams find its tickets.") ?></p><?cs /if ?><?cs
if:Team.may_change ?><?cs if:subcount(Candidates) ?>
	<form class="stack topped" method="post" action="<?cs var:safe_url(Team.add_member_url) ?>" novalidate><?cs call:form_token(Token.add_member) ?><?cs
		call:select_field(Form.person, "person", t("Add a member"), "", Candidates, "1") ?>
		<div class="actions"><?cs call:submit_button(t("Add"), "") ?></div></form><?cs /if ?><?cs /if ?>
</section>
<section class="panel topped"><h2><?cs var:t("Topics of tickets") ?></h2>
	<p class="muted"><?cs var:t("New tickets of these topics go to the team.") ?></p><?cs
if:subcount(Topics) ?>
	<ul class="rows"><?cs each:k = Topics ?>
	<li class="between"><span dir="auto"><?cs var:k.name ?></span><?cs
	if:Team.may_change ?>
		<form method="post" action="<?cs var:safe_url(Team.remove_topic_url) ?>"><?cs call:form_token(Token.remove_topic) ?>
			<button class="btn btn-quiet" type="submit" name="topic" value="<?cs var:k.id ?>" aria-label="<?cs var:k.remove_text ?>"><?cs
			call:icon("x") ?><?cs var:t("Remove") ?></button></form><?cs /if ?></li><?cs /each ?></ul><?cs
else ?>
	<p class="muted"><?cs var:t("None yet.") ?></p><?cs /if ?><?cs
if:Team.may_change ?><?cs if:subcount(Others) ?>
	<form class="stack topped" method="post" action="<?cs var:safe_url(Team.add_topic_url) ?>" novalidate><?cs call:form_token(Token.add_topic) ?><?cs
		call:select_field(Form.topic, "topic", t("Add a topic"), t("In brackets: the team that gets its tickets so far."), Others, "1") ?>
		<div class="actions"><?cs call:submit_button(t("Add"), "") ?></div></form><?cs /if ?><?cs /if ?>
</section><?cs
if:Team.may_change ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Team.rename_url) ?>" novalidate><h2><?cs var:t("Rename the team") ?></h2>
	<?cs call:form_token(Token.rename) ?><input type="hidden" name="version" value="<?cs var:Team.version ?>"><?cs
	call:text_field(Form.name, "name", t("Name of the team"), "", "100", "", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form>
<section class="panel topped"><h2><?cs var:t("Delete the team") ?></h2>
	<p><a class="btn btn-danger" href="<?cs var:safe_url(Team.delete_url) ?>"><?cs var:t("Delete…") ?></a></p></section><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
