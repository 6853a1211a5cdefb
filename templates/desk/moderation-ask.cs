<?cs # Asks before texts are declined.
	Views.N                                          as in the queue
	Moderation.tab .act .explanation .button .back_url .action     POST token, tab, act, item-0 …, sure
	Texts.N                                          as in moderation.cs, without flags
	Token.judge
?><?cs include:"desk/moderation-text.cs" ?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<h1><?cs var:Page.title ?></h1>
<p class="measure"><?cs var:Moderation.explanation ?></p>
<form method="post" action="<?cs var:safe_url(Moderation.action) ?>">
	<?cs call:form_token(Token.judge) ?><input type="hidden" name="tab" value="<?cs var:Moderation.tab ?>"><input type="hidden" name="sure" value="1">
	<h2 class="hidden"><?cs var:t("Texts") ?></h2>
	<ul class="thread"><?cs each:k = Texts ?>
	<li class="msg"><input type="hidden" name="item-<?cs name:k ?>" value="<?cs var:k.id ?>"><?cs call:moderated_text(k) ?></li><?cs /each ?></ul>
	<div class="actions topped"><button class="btn btn-danger" type="submit" name="act" value="<?cs var:Moderation.act ?>"><?cs var:Moderation.button ?></button>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Moderation.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form>
</div></div>
<?cs call:page_end() ?>
