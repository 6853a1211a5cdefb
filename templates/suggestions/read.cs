<?cs # One suggestion.
	Suggestion.id .title .body_html .status .status_text .author .author_initial .author_staff .created (time) .board .board_url .colour
	Suggestion.comments_text .roadmap_url .edit_url (for who may) .state_text (held, hidden, deleted)
	Suggestion.vote                  see vote_box
	Tags.N.text .url
	Topics.N.url .title              of the forum, that lead to it
	Merged.is .title .url            the one that goes on; title and url for who may see it
	Answer.body_html .author .time .status .status_text           the firm’s newest answer
	Timeline.N                       the same of each change, newest first
	Comments.N.id .author .initial .staff .mine .note .state_text .body_html .time .staff_url
	Comment.action .may_note .login_url      POST token, body, note
	Follow.…                         see follow_box
	Staff.status_url (POST token, status, body) .merge_url .voters_url .acts_url .ticket .ticket_url
	Statuses.N                       options
	Token.comment .status
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<header class="page-head idea-head"><?cs call:vote_box(Suggestion.vote) ?><div><h1 dir="auto"><?cs var:Suggestion.title ?></h1>
	<p class="meta"><?cs call:status_tag(Suggestion.status, Suggestion.status_text) ?> <a class="tag chip-<?cs var:Suggestion.colour ?>" href="<?cs var:safe_url(Suggestion.board_url) ?>" dir="auto"><?cs
	var:Suggestion.board ?></a> <span dir="auto"><?cs var:Suggestion.author ?></span><?cs
	if:Suggestion.author_staff ?> <span class="tag tag-staff"><?cs var:t("Staff") ?></span><?cs /if ?> <?cs call:time_tag(Suggestion.created) ?></p></div></header><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:?Suggestion.state_text ?><p class="notice notice-warning"><?cs call:icon("info") ?> <span><?cs var:Suggestion.state_text ?></span></p><?cs /if ?><?cs
if:Merged.is ?><p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("This idea was merged into another one, which has its votes.") ?><?cs
	if:?Merged.url ?> <a href="<?cs var:safe_url(Merged.url) ?>" dir="auto"><?cs var:Merged.title ?></a><?cs /if ?></span></p><?cs /if ?>
<div class="with-aside topped">
<div>
<div class="prose" dir="auto"><?cs var:safe_html(Suggestion.body_html) ?></div><?cs
if:subcount(Tags) ?>
<p class="meta topped"><span class="hidden"><?cs var:t("Tags") ?>:</span><?cs each:g = Tags ?> <a class="tag" href="<?cs var:safe_url(g.url) ?>" dir="auto"><?cs var:g.text ?></a><?cs /each ?></p><?cs /if ?><?cs
if:?Answer.body_html ?>
<section class="panel topped" aria-labelledby="h-answer"><h2 id="h-answer"><?cs var:t("Official answer") ?></h2>
	<p class="meta"><?cs call:status_tag(Answer.status, Answer.status_text) ?> <span dir="auto"><?cs var:Answer.author ?></span> <span class="tag tag-staff"><?cs var:t("Staff") ?></span> <?cs call:time_tag(Answer.time) ?></p>
	<div class="prose topped" dir="auto"><?cs var:safe_html(Answer.body_html) ?></div></section><?cs /if ?>
<section class="section" aria-labelledby="h-comments"><h2 id="h-comments"><?cs var:Suggestion.comments_text ?></h2><?cs
if:subcount(Comments) ?>
<ol class="thread"><?cs each:m = Comments ?>
<li class="msg<?cs if:m.note ?> msg-note<?cs elif:m.staff ?> msg-staff<?cs /if ?>" id="<?cs var:m.id ?>"><article>
	<header><?cs call:avatar(m.initial, m.staff) ?><h3 dir="auto"><?cs var:m.author ?></h3><?cs
		if:m.note ?><span class="tag tag-note"><?cs call:icon("lock") ?><?cs var:t("Internal note") ?></span><?cs
		elif:m.mine ?><span class="muted"><?cs var:t("You") ?></span><?cs
		elif:m.staff ?><span class="tag tag-staff"><?cs var:t("Staff") ?></span><?cs /if ?><?cs
		if:?m.state_text ?><span class="tag tag-waiting"><?cs var:m.state_text ?></span><?cs /if ?>
		<a class="when" href="<?cs var:safe_url("#" + m.id) ?>"><?cs call:time_tag(m.time) ?></a></header>
	<div class="prose" dir="auto"><?cs var:safe_html(m.body_html) ?></div><?cs
	if:?m.staff_url ?><p><a class="muted" href="<?cs var:safe_url(m.staff_url) ?>"><?cs var:t("Moderate…") ?></a></p><?cs /if ?>
</article></li><?cs /each ?></ol><?cs call:pager() ?><?cs
else ?><p class="muted"><?cs var:t("No comments yet.") ?></p><?cs /if ?><?cs
if:?Comment.action ?>
<form class="composer" id="comment" method="post" action="<?cs var:safe_url(Comment.action) ?>" novalidate><?cs call:form_token(Token.comment) ?>
	<?cs if:?Staff.status_url ?><?cs call:text_area(Form.body, "body", t("Your comment"), "", "3", "1") ?><?cs
	else ?><?cs call:draft_area(Form.body, "body", t("Your comment"), "", "3", "idea-" + Suggestion.id) ?><?cs /if ?><?cs
	if:Comment.may_note ?><?cs call:checkbox_field(Form.note, "note", t("Internal note"), t("Only staff can read this.")) ?><?cs /if ?>
	<p class="actions"><?cs call:submit_button(t("Send comment"), "primary") ?></p>
</form><?cs
elif:?Comment.login_url ?>
<p class="actions"><a class="btn" href="<?cs var:safe_url(Comment.login_url) ?>"><?cs var:t("Sign in to comment") ?></a></p><?cs /if ?>
</section>
</div>
<aside class="aside" aria-label="<?cs var:t("About this idea") ?>">
	<?cs call:follow_box() ?><?cs
	if:subcount(Topics) ?>
	<section class="panel"><h2><?cs var:t("In the forum") ?></h2>
	<ul class="links"><?cs each:k = Topics ?><li><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.title ?></a></li><?cs /each ?></ul></section><?cs /if ?><?cs
	if:subcount(Timeline) ?>
	<section class="panel"><h2><?cs var:t("How it went") ?></h2>
	<ol class="rows"><?cs each:h = Timeline ?>
	<li class="stack"><p class="meta"><?cs call:status_tag(h.status, h.status_text) ?> <?cs call:time_tag(h.time) ?></p><?cs
		if:?h.body_html ?><details><summary><?cs var:t("Official answer") ?></summary><div class="prose" dir="auto"><?cs var:safe_html(h.body_html) ?></div></details><?cs /if ?></li><?cs /each ?></ol></section><?cs /if ?><?cs
	if:?Suggestion.edit_url ?>
	<a class="btn" href="<?cs var:safe_url(Suggestion.edit_url) ?>"><?cs call:icon("square-pen") ?><?cs var:t("Edit the idea") ?></a><?cs /if ?><?cs
	if:?Staff.voters_url ?>
	<section class="panel stack"><h2><?cs var:t("For staff") ?></h2><?cs
	if:?Staff.ticket ?><p><?cs var:t("Made of a ticket") ?>: <a href="<?cs var:safe_url(Staff.ticket_url) ?>"><bdi dir="ltr">#<?cs var:Staff.ticket ?></bdi></a></p><?cs /if ?>
	<ul class="links"><li><a href="<?cs var:safe_url(Staff.voters_url) ?>"><?cs var:t("Who voted") ?></a></li><?cs
		if:?Staff.merge_url ?><li><a href="<?cs var:safe_url(Staff.merge_url) ?>"><?cs var:t("Merge into another idea") ?></a></li><?cs /if ?><?cs
		if:?Staff.acts_url ?><li><a href="<?cs var:safe_url(Staff.acts_url) ?>"><?cs var:t("Move, hide or delete") ?></a></li><?cs /if ?></ul><?cs
	if:?Staff.status_url ?>
	<form class="stack" method="post" action="<?cs var:safe_url(Staff.status_url) ?>" novalidate><?cs call:form_token(Token.status) ?><?cs
		call:select_field(Form.status, "status", t("Status"), "", Statuses, "1") ?><?cs
		call:text_area(Form.answer, "answer", t("Official answer"), t("It stands on the page with its date, and voters and followers are told."), "4", "") ?>
		<button class="btn fill" type="submit"><?cs var:t("Save") ?></button></form><?cs /if ?></section><?cs /if ?>
</aside>
</div></div>
<script src="<?cs var:static_url("ideas.js") ?>" defer></script>
<?cs call:page_end() ?>
