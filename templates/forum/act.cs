<?cs # Moving or deleting a topic.
	Staff.act                    move or delete
	Staff.url .back_url     Topic.title     Categories.N (options)     Token.staff
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1>
	<p class="lead" dir="auto"><?cs var:Topic.title ?></p></div>
<form method="post" action="<?cs var:safe_url(Staff.url) ?>"><?cs call:form_token(Token.staff) ?><input type="hidden" name="sure" value="1"><input type="hidden" name="act" value="<?cs var:Staff.act ?>"><?cs
	if:Staff.act == "move" ?><?cs call:select_field(Form.category, "category", t("Move it to"), t("Who may read it, is decided by the category."), Categories, "1") ?>
	<p class="actions"><?cs call:submit_button(t("Move"), "primary") ?> <a href="<?cs var:safe_url(Staff.back_url) ?>"><?cs var:t("Back to the topic") ?></a></p><?cs
	else ?>
	<p><?cs var:t("The topic and all its posts disappear for everybody but moderators. They can restore it.") ?></p>
	<p class="actions"><?cs call:submit_button(t("Delete the topic"), "danger") ?> <a href="<?cs var:safe_url(Staff.back_url) ?>"><?cs var:t("Back to the topic") ?></a></p><?cs /if ?>
</form>
</div>
<?cs call:page_end() ?>
