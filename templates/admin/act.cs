<?cs # Asks before something is done to an account.
	Views.N                                       the areas of the management
	Act.name .mail .text .explanation .danger     whom it concerns, what will happen; danger: the button says so
	Act.url .back_url                             POST token
	Token.act
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="lead"><span dir="auto"><?cs var:Act.name ?></span> <bdi class="muted" dir="ltr"><?cs var:Act.mail ?></bdi></p>
<p class="measure"><?cs var:Act.explanation ?></p>
<form method="post" action="<?cs var:safe_url(Act.url) ?>"><?cs call:form_token(Token.act) ?>
	<div class="actions"><button class="btn <?cs if:Act.danger ?>btn-danger<?cs else ?>btn-primary<?cs /if ?>" type="submit"><?cs var:Act.text ?></button>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Act.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
