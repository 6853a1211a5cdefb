<?cs # What becomes of a post: a moderator decides.
	Post.url .author .body_html .judge_url .question
	States.N                     options     Token.judge
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Moderate a post") ?></h1><?cs
	if:Post.question ?>
	<p class="lead"><?cs var:t("This is the question: the whole topic goes with it.") ?></p><?cs /if ?></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<section class="msg"><h2 class="next" dir="auto"><?cs var:Post.author ?></h2><div class="prose" dir="auto"><?cs var:safe_html(Post.body_html) ?></div></section>
<form class="topped" method="post" action="<?cs var:safe_url(Post.judge_url) ?>" novalidate><?cs call:form_token(Token.judge) ?>
	<?cs call:radio_group(Form.state, "state", t("What becomes of it?"), "", States) ?>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?> <a href="<?cs var:safe_url(Post.url) ?>"><?cs var:t("Back to the topic") ?></a></p>
</form>
</div>
<?cs call:page_end() ?>
