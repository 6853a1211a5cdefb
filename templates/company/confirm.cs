<?cs # A question before something that cannot be taken back.
	Question.text .warning .button .action .back
	Token.confirm                POST action: token
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Question.action) ?>">
	<?cs call:form_token(Token.confirm) ?>
	<p class="lead"><?cs var:Question.text ?></p><?cs
	if:Question.warning ?>
	<p class="topped"><?cs var:Question.warning ?></p><?cs /if ?>
	<p class="actions"><?cs call:submit_button(Question.button, "danger") ?> <a href="<?cs var:safe_url(Question.back) ?>"><?cs var:t("Cancel") ?></a></p>
</form>
</div>
<?cs call:page_end() ?>
