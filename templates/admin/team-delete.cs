<?cs # Asks before a team is deleted.
	Views.N                                                       the areas of the management
	Team.action .url .members_text .topics_text .tickets_text     POST token
	Token.delete
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1 dir="auto"><?cs var:Page.title ?></h1></div>
<p><?cs var:t("Its tickets and topics are not deleted: they go back to all agents. The team cannot be brought back.") ?></p>
<dl class="facts">
	<div><dt><?cs var:t("Members") ?></dt><dd><?cs var:Team.members_text ?></dd></div>
	<div><dt><?cs var:t("Topics of tickets") ?></dt><dd><?cs var:Team.topics_text ?></dd></div>
	<div><dt><?cs var:t("Tickets") ?></dt><dd><?cs var:Team.tickets_text ?></dd></div></dl>
<form method="post" action="<?cs var:safe_url(Team.action) ?>">
	<?cs call:form_token(Token.delete) ?>
	<div class="actions"><?cs call:submit_button(t("Delete the team"), "danger") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Team.url) ?>"><?cs var:t("Cancel") ?></a></div>
</form>
</div></div>
<?cs call:page_end() ?>
