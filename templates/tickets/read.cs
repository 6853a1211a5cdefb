<?cs # One ticket, as its requester and his colleagues read it.
	Ticket.company .requester    for whom and by whom a company’s ticket was opened; else absent
	Ticket.people_url            where colleagues are added, for who may
	Participants.N.name          colleagues who were added
	Ticket.number .subject .status .status_text .updated_text
	Ticket.topic_text .priority_text .opened (time) .agent   who answers; "" = nobody yet
	Ticket.promise_text          “We will answer by tomorrow 14:00.”, or absent
	Ticket.next_text             who is next, in plain words: “We are waiting for your answer.”
	Ticket.may_reply .may_close .may_reopen
	Ticket.closed_text           said instead of the reply box, or above it when a reply opens the ticket again
	Ticket.follow_url            a new ticket that goes on from this one, once it cannot be opened again
	Ticket.follows .follows_url  the ticket that this one goes on from
	Ticket.answers.N             answers to the topic’s own fields
	Ticket.reply_url .close_url .reopen_url
	Messages.N                   messages, oldest first
	SeeAlso.N                    topics of the community, see the macro see_also
	Form.body .files             the reply
	Token.reply .reopen
	POST reply_url: token, body, files, then ("" or solve)     POST reopen_url: token
?><?cs call:page_begin() ?>
<div class="wrap">
<?cs call:crumbs() ?>
<header class="page-head"><h1 dir="auto"><?cs var:Ticket.subject ?></h1>
	<p class="meta"><?cs call:status_tag(Ticket.status, Ticket.status_text) ?> <bdi dir="ltr">#<?cs var:Ticket.number ?></bdi> <span><?cs var:Ticket.updated_text ?></span></p></header><?cs
call:notice() ?><?cs call:error_summary() ?>
<div class="with-aside topped">
<div>
<h2 class="hidden"><?cs var:t("Messages") ?></h2>
<?cs call:thread(Messages) ?><?cs
if:Ticket.closed_text ?><p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:Ticket.closed_text ?></span></p><?cs /if ?><?cs
if:Ticket.follow_url ?><p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Ticket.follow_url) ?>"><?cs var:t("Open a new ticket about this") ?></a></p><?cs /if ?><?cs
if:Ticket.may_reply ?>
<form class="composer" id="reply" method="post" action="<?cs var:safe_url(Ticket.reply_url) ?>" enctype="multipart/form-data" novalidate>
	<?cs call:form_token(Token.reply) ?>
	<?cs call:draft_area(Form.body, "body", t("Your reply"), "", "3", "ticket-" + Ticket.number) ?>
	<?cs call:file_field("files", t("Files"), Limits.files_text) ?>
	<p class="actions"><?cs call:submit_button(t("Send reply"), "primary") ?><?cs
	if:Ticket.may_close ?> <button class="btn" type="submit" name="then" value="solve"><?cs var:t("Send and mark as solved") ?></button><?cs /if ?></p>
</form><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("About this ticket") ?>">
	<section class="panel"><h2 class="hidden"><?cs var:t("About this ticket") ?></h2>
	<?cs if:Ticket.next_text ?><p class="next"><?cs var:Ticket.next_text ?></p><?cs /if ?>
	<dl class="facts">
		<div><dt><?cs var:t("Status") ?></dt><dd><?cs call:status_tag(Ticket.status, Ticket.status_text) ?></dd></div><?cs
		if:Ticket.promise_text ?>
		<div><dt><?cs var:t("Expected answer") ?></dt><dd><?cs var:Ticket.promise_text ?></dd></div><?cs /if ?><?cs
		if:Ticket.agent ?>
		<div><dt><?cs var:t("Answered by") ?></dt><dd dir="auto"><?cs var:Ticket.agent ?></dd></div><?cs /if ?><?cs
		if:Ticket.topic_text ?>
		<div><dt><?cs var:t("Topic") ?></dt><dd dir="auto"><?cs var:Ticket.topic_text ?></dd></div><?cs /if ?><?cs
		if:Ticket.priority_text ?>
		<div><dt><?cs var:t("Priority") ?></dt><dd><?cs var:Ticket.priority_text ?></dd></div><?cs /if ?>
		<?cs call:answer_facts(Ticket.answers) ?><?cs
		if:Ticket.follows ?>
		<div><dt><?cs var:t("Goes on from") ?></dt><dd><a href="<?cs var:safe_url(Ticket.follows_url) ?>"><bdi dir="ltr">#<?cs var:Ticket.follows ?></bdi></a></dd></div><?cs /if ?>
		<div><dt><?cs var:t("Opened") ?></dt><dd><?cs var:Ticket.opened.full ?></dd></div><?cs
		if:?Ticket.requester ?>
		<div><dt><?cs var:t("Opened by") ?></dt><dd dir="auto"><?cs var:Ticket.requester ?></dd></div><?cs /if ?><?cs
		if:?Ticket.company ?>
		<div><dt><?cs var:t("Company") ?></dt><dd dir="auto"><?cs var:Ticket.company ?></dd></div><?cs /if ?><?cs
		call:participant_facts(Participants) ?>
		<div><dt><?cs var:t("Number") ?></dt><dd><bdi dir="ltr">#<?cs var:Ticket.number ?></bdi></dd></div>
	</dl></section><?cs
	if:subcount(SeeAlso) ?>
	<section class="panel"><h2><?cs var:t("See also in the community") ?></h2><?cs call:see_also() ?></section><?cs /if ?><?cs
	if:Ticket.may_reply ?>
	<a class="btn" href="#reply"><?cs call:icon("message-square") ?><?cs var:t("Reply") ?></a><?cs /if ?><?cs
	if:Ticket.may_close ?>
	<a class="btn" href="<?cs var:safe_url(Ticket.close_url) ?>"><?cs call:icon("check") ?><?cs var:t("Close this ticket") ?></a><?cs /if ?><?cs
	if:Ticket.people_url ?>
	<a class="btn" href="<?cs var:safe_url(Ticket.people_url) ?>"><?cs call:icon("user") ?><?cs var:t("People on this ticket") ?></a><?cs /if ?><?cs
	if:Ticket.may_reopen ?>
	<form method="post" action="<?cs var:safe_url(Ticket.reopen_url) ?>"><?cs call:form_token(Token.reopen) ?>
		<button class="btn fill" type="submit"><?cs call:icon("rotate-ccw") ?><?cs var:t("Open it again") ?></button></form><?cs /if ?>
</aside>
</div></div>
<?cs call:page_end() ?>
