<?cs # Flagging a post.
	Post.author .initial .staff .time (time) .body_html .flagged .refusal_text .back_url
	Post.flag_url                POST token, reason, note
	Reasons.N                    options
	Token.flag
?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<h1><?cs var:Page.title ?></h1><?cs call:notice() ?><?cs call:error_summary() ?>
<article class="msg topped"><header><?cs call:avatar(Post.initial, Post.staff) ?><h2 dir="auto"><?cs var:Post.author ?></h2><span class="when"><?cs call:time_tag(Post.time) ?></span></header>
	<div class="prose" dir="auto"><?cs var:safe_html(Post.body_html) ?></div></article><?cs
if:Post.flagged ?>
<p class="notice notice-info topped"><?cs call:icon("flag") ?> <span><?cs var:t("You have flagged this post. A moderator looks at it.") ?></span></p>
<p class="topped"><a class="btn" href="<?cs var:safe_url(Post.back_url) ?>"><?cs var:t("Back to the topic") ?></a></p><?cs
elif:?Post.refusal_text && Post.refusal_text != "" ?>
<p class="notice notice-info topped"><?cs call:icon("info") ?> <span><?cs var:Post.refusal_text ?></span></p>
<p class="topped"><a class="btn" href="<?cs var:safe_url(Post.back_url) ?>"><?cs var:t("Back to the topic") ?></a></p><?cs
else ?>
<form class="stack topped" method="post" action="<?cs var:safe_url(Post.flag_url) ?>" novalidate>
	<?cs call:form_token(Token.flag) ?><?cs
	call:radio_group(Form.reason, "reason", t("What is wrong with it?"), t("Only moderators see who has flagged a post."), Reasons) ?><?cs
	call:text_area(Form.note, "note", t("Note for the moderator"), "", "3", "") ?>
	<div class="actions"><?cs call:submit_button(t("Flag the post"), "primary") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Post.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form><?cs /if ?>
</div>
<?cs call:page_end() ?>
