<?cs # Asks before a staff role is deleted.
	Views.N                   the areas of the management
	Role.action .url          POST token
	Role.held .holders_text   1: somebody holds it, so it stays
	Token.delete
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1 dir="auto"><?cs var:Page.title ?></h1></div><?cs
if:Role.held ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("Somebody holds this role, so it cannot be deleted. Give these people another one first.") ?></span></p>
<p><?cs var:Role.holders_text ?></p>
<p class="actions"><a class="btn" href="<?cs var:safe_url(Role.url) ?>"><?cs var:t("Back") ?></a></p><?cs
else ?>
<p><?cs var:t("Nobody holds this role. It cannot be brought back.") ?></p>
<form method="post" action="<?cs var:safe_url(Role.action) ?>">
	<?cs call:form_token(Token.delete) ?>
	<div class="actions"><?cs call:submit_button(t("Delete the role"), "danger") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Role.url) ?>"><?cs var:t("Cancel") ?></a></div>
</form><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
