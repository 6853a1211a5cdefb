<?cs # What the community’s pages have at hand. A colour is a word of lib/domain/forum_category.h.

Nodes used here
	<topic row>.url .title .category .category_url .colour .tags.N .last_text .replies_text .new_text .new_url
	           .pinned .closed .solved .waits (for a moderator)
	<post>.id (absent: a copy) .url .author .author_url .standing .initial .staff .mine .note .time .body_html
	           .state_text .parent_text .parent_url .edited_text .history_url .first_new .accepted
	           .pictures.N .attachments.N .likes .likes_text .like_url .liked .like_token .accept_url .accept_token
	           .quote_url .edit_url .flag_url .judge_url
?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/fields.cs" ?><?cs
include:"macros/writing.cs" ?><?cs
include:"macros/robot.cs" ?><?cs
include:"macros/attachments.cs" ?><?cs
include:"macros/follow.cs" ?><?cs
include:"macros/conflict.cs" ?><?cs

# What was made of a topic, and what staff may make of it: see lib/web/show_turn.h ?><?cs
def:turn_links() ?><?cs if:subcount(Made) || subcount(Turns) ?>
<section class="panel"><h2><?cs var:t("What comes of it") ?></h2><ul class="links"><?cs each:m = Made ?><li><a href="<?cs var:safe_url(m.url) ?>"><?cs call:icon(m.icon) ?> <?cs var:m.text ?></a></li><?cs /each ?><?cs
	each:m = Turns ?><li><a href="<?cs var:safe_url(m.url) ?>"><?cs call:icon(m.icon) ?> <?cs var:m.text ?></a></li><?cs /each ?></ul></section><?cs /if ?><?cs /def ?><?cs

def:category_link(url, name, colour) ?><a class="tag chip-<?cs var:colour ?>" href="<?cs var:safe_url(url) ?>"><bdi><?cs var:name ?></bdi></a><?cs /def ?><?cs

def:tag_links(tags) ?><?cs if:subcount(tags) ?><span class="hidden"><?cs var:t("Tags:") ?></span><?cs each:g = tags ?> <a class="word" href="<?cs var:safe_url(g.url) ?>" rel="nofollow" dir="auto"><?cs var:g.text ?></a><?cs /each ?><?cs /if ?><?cs /def ?><?cs

def:topic_row(k) ?>
<li<?cs if:k.new_text ?> class="unread"<?cs /if ?>><div class="row-item">
	<div class="row-main"><h3 class="row-title"><a class="plain-link" href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.title ?></a></h3>
	<p class="muted"><?cs var:k.last_text ?></p><?cs
	if:?k.category || subcount(k.tags) ?>
	<p><?cs if:?k.category ?><?cs call:category_link(k.category_url, k.category, k.colour) ?> <?cs /if ?><?cs call:tag_links(k.tags) ?></p><?cs /if ?></div>
	<p class="inline"><?cs
	if:k.solved ?><span class="tag tag-solved"><?cs var:t("Solved") ?></span><?cs /if ?><?cs
	if:k.waits ?><span class="tag tag-waiting"><?cs var:t("Waits for a moderator") ?></span><?cs /if ?><?cs
	if:k.closed ?><span class="tag"><?cs var:t("Closed") ?></span><?cs /if ?><?cs
	if:k.pinned ?><span class="tag tag-new"><?cs var:t("Pinned") ?></span><?cs /if ?>
	<span><?cs var:k.replies_text ?></span><?cs
	if:?k.new_text ?> <a href="<?cs var:safe_url(k.new_url) ?>"><?cs var:k.new_text ?></a><?cs /if ?></p></div></li><?cs /def ?><?cs

# What a list of topics shows: Tabs, Topics, Forum.view .tag .industry_text .profile_url .ask_url .all_url ?><?cs
def:topic_list() ?><?cs if:!?Forum.tag ?><?cs call:tabs(Tabs, t("Which topics")) ?><?cs /if ?><?cs
if:Forum.view == "industry" && ?Forum.industry_text ?>
<p class="list-notes"><span class="muted"><?cs var:Forum.industry_text ?></span> <a href="<?cs var:safe_url(Forum.profile_url) ?>"><?cs var:t("Change it in your profile") ?></a></p><?cs /if ?>
<h2 class="hidden"><?cs var:t("List of topics") ?></h2><?cs
if:subcount(Topics) ?>
<ul class="rows list"><?cs each:k = Topics ?><?cs call:topic_row(k) ?><?cs /each ?></ul><?cs call:pager() ?><?cs
	if:?Forum.tag ?>
<p class="actions"><a href="<?cs var:safe_url(Forum.all_url) ?>"><?cs var:t("Show all topics") ?></a></p><?cs /if ?><?cs
elif:?Forum.tag ?><?cs call:empty_state("tag", t("No topic has this tag"), t("Tags are chosen by who asks."), Forum.all_url, t("Show all topics")) ?><?cs
elif:Forum.view == "industry" && !?Forum.industry_text ?><?cs call:empty_state("users", t("Which industry are you in?"), t("Tell it in your profile, and you see here what people of companies like yours ask."), Forum.profile_url, t("Open my profile")) ?><?cs
elif:Forum.view == "following" ?><?cs call:empty_state("bell", t("You follow no topic yet"), t("Open a topic and choose how you want to hear of its replies."), Forum.all_url, t("Show all topics")) ?><?cs
elif:Forum.view == "mine" ?><?cs call:empty_state("message-square", t("You have asked nothing yet"), t("What you ask stands here, with the answers."), Forum.ask_url, t("Ask a question")) ?><?cs
elif:Forum.view != "latest" ?><?cs call:empty_state("message-square", t("No topics here"), t("Look under another tab."), Forum.all_url, t("Show all topics")) ?><?cs
else ?><?cs call:empty_state("message-square", t("Nobody has asked yet"), t("Be the first: others read it, and staff helps out."), Forum.ask_url, t("Ask a question")) ?><?cs /if ?><?cs /def ?><?cs

# A page has many of these, so that what few posts have stands behind one flag: .marked a note, staff’s or the
# answer, .noted something above the text, .files, .acts something below it. What is small is not called ?><?cs
def:post_head(m) ?><header><span class="avatar<?cs if:m.staff ?> avatar-staff<?cs /if ?>" aria-hidden="true"><?cs var:m.initial ?></span>
		<h3 dir="auto"><?cs if:m.author_url ?><a class="plain-link" href="<?cs var:safe_url(m.author_url) ?>"><?cs var:m.author ?></a><?cs else ?><?cs var:m.author ?><?cs /if ?></h3><?cs
		if:m.marked ?><?cs
			if:m.note ?><span class="tag tag-note"><?cs call:icon("lock") ?><?cs var:t("Internal note") ?></span><?cs
			elif:m.staff ?><span class="tag tag-staff"><?cs var:t("Staff") ?></span><?cs /if ?><?cs /if ?><?cs
		if:m.standing ?><span class="muted"><?cs var:m.standing ?></span><?cs /if ?>
		<a class="when" href="<?cs var:safe_url(m.url) ?>"><time datetime="<?cs var:m.time.iso ?>" title="<?cs var:m.time.full ?>"><?cs var:m.time.ago ?></time></a></header><?cs
	if:m.noted ?><?cs if:?m.state_text ?>
	<p class="notice notice-warning inset"><?cs call:icon("info") ?> <span><?cs var:m.state_text ?></span></p><?cs /if ?><?cs
	if:?m.parent_text ?>
	<p class="muted"><a href="<?cs var:safe_url(m.parent_url) ?>" dir="auto"><?cs var:m.parent_text ?></a></p><?cs /if ?><?cs /if ?>
	<div class="prose" dir="auto" data-copy="<?cs var:t("Copy") ?>" data-copied="<?cs var:t("Copied") ?>"><?cs
		var:safe_html(m.body_html) ?></div><?cs
	if:m.files ?><?cs if:subcount(m.pictures) ?>
	<ul class="shots prose"><?cs each:f = m.pictures ?><li><a href="<?cs var:safe_url(f.url) ?>"><img src="<?cs var:safe_url(f.url) ?>" alt="<?cs var:f.name ?>" loading="lazy"></a></li><?cs /each ?></ul><?cs /if ?>
	<?cs call:attachment_list(m.attachments) ?><?cs /if ?><?cs /def ?><?cs

def:like_part(m) ?><?cs if:?m.like_url ?><form method="post" action="<?cs var:safe_url(m.like_url) ?>" data-like><?cs call:form_token(Token.like) ?>
		<button class="btn btn-quiet" type="submit" name="like" value="<?cs if:m.liked ?>no<?cs else ?>yes<?cs /if ?>" aria-pressed="<?cs if:m.liked ?>true<?cs else ?>false<?cs /if ?>" aria-label="<?cs var:t("Like") ?>"><?cs call:icon("thumbs-up") ?><span data-likes="<?cs var:m.likes ?>"><?cs var:m.likes_short ?></span></button></form><?cs
	elif:m.likes_text ?><span class="muted"><?cs call:icon("thumbs-up") ?> <?cs var:m.likes_text ?></span><?cs /if ?><?cs /def ?><?cs

def:forum_post(m) ?><?cs if:m.first_new ?>
<li class="sysline" id="new"><?cs call:icon("bell") ?> <span><?cs var:t("New since you were here") ?></span></li><?cs /if ?>
<li class="msg<?cs if:m.marked ?><?cs if:m.note ?> msg-note<?cs elif:m.accepted ?> msg-answer<?cs elif:m.staff ?> msg-staff<?cs /if ?><?cs /if ?>" id="<?cs var:m.id ?>">
	<article><?cs call:post_head(m) ?>
	<footer class="acts"><?cs if:m.acts ?><?cs call:like_part(m) ?><?cs
	if:m.accepted && !?m.accept_url ?><span class="tag tag-solved"><?cs var:t("Accepted answer") ?></span><?cs /if ?><?cs
	if:?m.accept_url ?><form method="post" action="<?cs var:safe_url(m.accept_url) ?>"><?cs call:form_token(Token.accept) ?><?cs
		if:m.accepted ?><span class="tag tag-solved"><?cs var:t("Accepted answer") ?></span> <button class="btn btn-quiet" type="submit" name="answer" value="no"><?cs call:icon("x") ?><?cs var:t("Take back") ?></button><?cs
		else ?><button class="btn btn-quiet" type="submit" name="answer" value="yes"><?cs call:icon("check") ?><?cs var:t("This is the answer") ?></button><?cs /if ?></form><?cs /if ?><?cs
	if:?m.quote_url ?><a class="btn btn-quiet" href="<?cs var:safe_url(m.quote_url) ?>" data-quote="<?cs var:t("{1} wrote:") ?>"><?cs call:icon("message-square") ?><?cs var:t("Quote") ?></a><?cs /if ?><?cs
	if:?m.edit_url ?><a class="btn btn-quiet" href="<?cs var:safe_url(m.edit_url) ?>"><?cs call:icon("square-pen") ?><?cs var:t("Edit") ?></a><?cs /if ?><?cs
	if:?m.flag_url ?><a class="btn btn-quiet" href="<?cs var:safe_url(m.flag_url) ?>"><?cs call:icon("flag") ?><?cs var:t("Report") ?></a><?cs /if ?><?cs
	if:?m.judge_url ?><a class="btn btn-quiet" href="<?cs var:safe_url(m.judge_url) ?>"><?cs call:icon("shield-check") ?><?cs var:t("Moderate") ?></a><?cs /if ?><?cs
	if:?m.edited_text ?><a class="muted" href="<?cs var:safe_url(m.history_url) ?>"><?cs var:m.edited_text ?></a><?cs /if ?><?cs /if ?></footer>
	</article>
</li><?cs /def ?><?cs

def:page_numbers() ?><?cs if:subcount(Pages) ?>
<nav class="pager" aria-label="<?cs var:t("Pages") ?>"><?cs
	if:Pager.previous_url ?><a class="btn" rel="prev" href="<?cs var:safe_url(Pager.previous_url) ?>"><?cs var:t("Previous") ?></a><?cs /if ?><?cs
	each:p = Pages ?><?cs if:p.gap ?><span class="muted">…</span><?cs /if ?><a class="btn<?cs if:!p.current ?> btn-quiet<?cs /if ?>" href="<?cs var:safe_url(p.url) ?>"<?cs if:p.current ?> aria-current="page"<?cs /if ?>><span class="hidden"><?cs var:t("Page") ?> </span><?cs var:p.text ?></a><?cs /each ?><?cs
	if:Pager.next_url ?><a class="btn" rel="next" href="<?cs var:safe_url(Pager.next_url) ?>"><?cs var:t("Next") ?></a><?cs /if ?></nav><?cs /if ?><?cs /def ?><?cs

# A text in Markdown: buttons where scripts run, a preview for everybody ?><?cs
def:editor(field, name, label, hint, rows, key) ?>
<div class="topped" data-editor="<?cs var:safe_url(Editor.preview_url) ?>">
<div class="tools" role="group" aria-label="<?cs var:t("Format") ?>" hidden>
	<button type="button" class="btn btn-quiet" data-mark="**"><b><?cs var:t("Bold") ?></b></button><button type="button" class="btn btn-quiet" data-mark="*"><i><?cs var:t("Italic") ?></i></button><button type="button" class="btn btn-quiet" data-line="## "><?cs var:t("Heading") ?></button><button type="button" class="btn btn-quiet" data-link="<?cs var:t("text") ?>"><?cs var:t("Link") ?></button><button type="button" class="btn btn-quiet" data-line="&gt; "><?cs var:t("Quote") ?></button><button type="button" class="btn btn-quiet" data-mark="`"><code><?cs var:t("Code") ?></code></button><button type="button" class="btn btn-quiet" data-line="- "><?cs var:t("List") ?></button><button type="button" class="btn btn-quiet" data-line="1. "><?cs var:t("Numbers") ?></button></div><?cs
	call:draft_area(field, name, label, hint, rows, key) ?>
<section class="panel topped" data-preview aria-label="<?cs var:t("Preview") ?>" aria-live="polite"<?cs if:!?Preview.body_html ?> hidden<?cs /if ?>><h2><?cs var:t("Preview") ?></h2><div class="prose" dir="auto"><?cs var:safe_html(Preview.body_html) ?></div></section>
</div><?cs /def ?><?cs

def:preview_button() ?><button class="btn" type="submit" name="then" value="preview" formnovalidate data-look><?cs call:icon("eye") ?><?cs var:t("Preview") ?></button><?cs /def ?>
