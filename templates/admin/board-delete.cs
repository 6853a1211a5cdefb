<?cs # Asks before a board is deleted.
	Views.N                      the areas of the management
	Board.action .back_url       POST token
	Token.delete
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p><?cs var:t("A board with ideas cannot be deleted. It cannot be brought back.") ?></p>
<form method="post" action="<?cs var:safe_url(Board.action) ?>">
	<?cs call:form_token(Token.delete) ?>
	<div class="actions"><?cs call:submit_button(t("Delete the board"), "danger") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Board.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
