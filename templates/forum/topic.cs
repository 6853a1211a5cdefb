<?cs # One topic, a page of it.
	Topic.title .category .category_url .colour .tags.N .solved .closed .pinned .state_text .asked_text .replies_text
	Topic.answer_url             where the accepted answer stands
	Topic.new_url                the first new post, when it stands on another page
	Posts.N                      posts; .answered: the accepted answer stands under it
	Answer                       that one
	Pages.N                      .url .text .current .gap
	Reply.url .from .topic .may_note      absent: no reply is taken; Reply.login_url: nobody is signed in
	Staff.url .deleted           for moderators
	Made.N Turns.N               what was made of it, what staff may make of it: the macro turn_links
	Form.body .files .parent .kind     Token.reply .staff .like .accept     Follow.*
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<header class="page-head"><h1 dir="auto"><?cs var:Topic.title ?></h1>
	<p class="meta"><?cs if:Topic.solved ?><?cs call:status_tag("solved", t("Solved")) ?> <?cs /if ?><?cs if:Topic.closed ?><?cs call:status_tag("closed", t("Closed")) ?> <?cs /if ?><?cs
	if:Topic.pinned ?><?cs call:status_tag("new", t("Pinned")) ?> <?cs /if ?><?cs call:category_link(Topic.category_url, Topic.category, Topic.colour) ?> <span><?cs var:Topic.asked_text ?></span> <span><?cs var:Topic.replies_text ?></span> <span><?cs call:tag_links(Topic.tags) ?></span></p></header><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:?Topic.state_text ?><p class="notice notice-warning"><?cs call:icon("info") ?> <span><?cs var:Topic.state_text ?></span></p><?cs /if ?>
<div class="with-aside topped">
<div>
<h2 class="hidden"><?cs var:t("Posts") ?></h2><?cs
if:?Topic.new_url ?><p><a class="btn" href="<?cs var:safe_url(Topic.new_url) ?>"><?cs call:icon("bell") ?><?cs var:t("Go to the first new post") ?></a></p><?cs /if ?>
<ol class="thread"><?cs each:m = Posts ?><?cs call:forum_post(m) ?><?cs
	if:m.answered ?>
<li class="msg msg-answer"><article aria-label="<?cs var:t("Accepted answer") ?>"><p class="next"><span class="tag tag-solved"><?cs var:t("Accepted answer") ?></span> <a href="<?cs var:safe_url(Topic.answer_url) ?>"><?cs var:t("Go to its place") ?></a></p><?cs call:post_head(Answer) ?></article></li><?cs /if ?><?cs /each ?></ol><?cs
if:!subcount(Posts) ?><p class="muted"><?cs var:t("There is nothing left to read on this page.") ?></p><?cs /if ?><?cs
call:page_numbers() ?><?cs
if:?Reply.url ?>
<form class="composer<?cs if:Form.kind.value == "note" ?> is-note<?cs /if ?>" id="reply" method="post" action="<?cs var:safe_url(Reply.url) ?>" enctype="multipart/form-data" novalidate<?cs if:Reply.may_note ?> data-composer<?cs /if ?>>
	<?cs call:form_token(Token.reply) ?><input type="hidden" name="from" value="<?cs var:Reply.from ?>"><input type="hidden" name="parent" value="<?cs var:Form.parent.value ?>"><?cs
	if:Reply.may_note ?>
	<fieldset class="modes"><legend class="hidden"><?cs var:t("Who will read it?") ?></legend>
		<label><input type="radio" id="f-kind" name="kind" value="reply"<?cs if:Form.kind.value != "note" ?> checked<?cs /if ?>> <?cs var:t("Reply for everyone") ?></label>
		<label><input type="radio" id="f-kind-note" name="kind" value="note"<?cs if:Form.kind.value == "note" ?> checked<?cs /if ?>> <?cs call:icon("lock") ?><?cs var:t("Internal note") ?></label></fieldset>
	<p class="for-note warn"><?cs call:icon("lock") ?><?cs var:t("Only staff can read this.") ?></p><?cs /if ?>
	<?cs call:editor(Form.body, "body", t("Your reply"), "", "4", "topic-" + Reply.topic) ?>
	<?cs call:file_field("files", t("Files"), Limits.files_text) ?>
	<p class="actions"><?cs call:submit_button(t("Send reply"), "primary") ?> <?cs call:preview_button() ?></p>
</form><?cs
elif:?Reply.login_url ?>
<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Reply.login_url) ?>"><?cs var:t("Sign in to reply") ?></a></p><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("About this topic") ?>"><?cs
	call:follow_box() ?><?cs
	call:turn_links() ?><?cs
	if:?Reply.url ?>
	<a class="btn" href="#reply"><?cs call:icon("message-square") ?><?cs var:t("Reply") ?></a><?cs /if ?><?cs
	if:?Staff.url ?>
	<section class="panel"><h2><?cs var:t("Moderation") ?></h2>
	<form class="stack" method="post" action="<?cs var:safe_url(Staff.url) ?>"><?cs call:form_token(Token.staff) ?><?cs
		if:Topic.closed ?>
		<button class="btn fill" type="submit" name="act" value="open"><?cs call:icon("rotate-ccw") ?><?cs var:t("Open it again") ?></button><?cs else ?>
		<button class="btn fill" type="submit" name="act" value="close"><?cs call:icon("lock") ?><?cs var:t("Close") ?></button><?cs /if ?><?cs
		if:Topic.pinned ?>
		<button class="btn fill" type="submit" name="act" value="unpin"><?cs call:icon("x") ?><?cs var:t("Unpin") ?></button><?cs else ?>
		<button class="btn fill" type="submit" name="act" value="pin"><?cs call:icon("tag") ?><?cs var:t("Pin in its category") ?></button><?cs /if ?>
		<button class="btn fill" type="submit" name="act" value="move"><?cs call:icon("folder") ?><?cs var:t("Move…") ?></button><?cs
		if:Staff.deleted ?>
		<button class="btn fill" type="submit" name="act" value="restore"><?cs call:icon("rotate-ccw") ?><?cs var:t("Restore") ?></button><?cs else ?>
		<button class="btn btn-danger fill" type="submit" name="act" value="delete"><?cs call:icon("trash-2") ?><?cs var:t("Delete…") ?></button><?cs /if ?></form></section><?cs /if ?>
</aside>
</div></div>
<script src="<?cs var:static_url("forum.js") ?>" defer></script>
<?cs call:page_end() ?>
