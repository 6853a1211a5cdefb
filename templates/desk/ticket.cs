<?cs # One ticket, as an agent works on it.
	Views.N                      as in the queue
	Ticket.number .subject .status .status_text .priority .priority_text .opened (time) .topic_text .updated_text .version
	Ticket.unproven              1: sent without signing in
	Ticket.may_reply .may_note .may_change      what the reader may do; the forms of the rest are absent
	Ticket.team .company .assignee .priority_word .people_url      people_url: where colleagues are added
	Ticket.team_hint             what moving it means for who does not see every team
	Teams.N                      options; no teams: none        Conflict.team .team_now
	Participants.N.name          colleagues who take part
	Ticket.may_take              1: not assigned to the reader; POST change_url with take=1 assigns it
	Ticket.answers.N .follows .follows_url      as on the customer’s page
	Conflict.status_text .priority_text .agent  what a stale form wanted; then also Conflict.priority_now, Ticket.agent
	Ticket.answer_url            takes POST token, kind (reply or note), body, files, status (of a reply only)
	Ticket.change_url            takes POST token, version, status, priority, agent
	Messages.N                   messages, oldest first, notes included
	Form.kind .body .files .status .priority .agent     kind.value: reply or note
	Token.answer .change
	After.N                      options: status after the reply
	Statuses.N Priorities.N Agents.N    options
	Customer.name .mail .initial .language_text .zone .time_text .since_text .guest
	Customer.tickets.N           ticket rows, the others of this person
	Ticket.vote_url Ideas.N.url .title      suggestions voted for in the requester’s name, and where that is done (GET q)
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<header class="page-head"><h1 dir="auto"><?cs var:Ticket.subject ?></h1>
	<p class="meta"><?cs call:status_tag(Ticket.status, Ticket.status_text) ?><?cs
	if:Ticket.priority ?> <?cs call:status_tag(Ticket.priority, Ticket.priority_text) ?><?cs /if ?> <bdi dir="ltr">#<?cs var:Ticket.number ?></bdi> <span><?cs
	var:Ticket.updated_text ?></span></p></header><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:Conflict.status_text ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this ticket meanwhile") ?></h2>
	<p><?cs var:t("Your changes were not saved. The form shows the newest state: change it again if you still want to.") ?></p>
	<div class="prose"><table><thead><tr><th scope="col"><span class="hidden"><?cs var:t("Field") ?></span></th><th scope="col"><?cs var:t("Now") ?></th><th scope="col"><?cs var:t("You wanted") ?></th></tr></thead>
	<tbody><tr><th scope="row"><?cs var:t("Status") ?></th><td><?cs var:Ticket.status_text ?></td><td><?cs var:Conflict.status_text ?></td></tr>
	<tr><th scope="row"><?cs var:t("Priority") ?></th><td><?cs var:Conflict.priority_now ?></td><td><?cs var:Conflict.priority_text ?></td></tr>
	<tr><th scope="row"><?cs var:t("Assigned to") ?></th><td dir="auto"><?cs var:Ticket.agent ?></td><td dir="auto"><?cs var:Conflict.agent ?></td></tr><?cs
	if:subcount(Teams) ?>
	<tr><th scope="row"><?cs var:t("Team") ?></th><td dir="auto"><?cs var:Conflict.team_now ?></td><td dir="auto"><?cs var:Conflict.team ?></td></tr><?cs /if ?></tbody></table></div>
</div><?cs /if ?><?cs
if:Ticket.unproven ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("Sent without signing in: the address was only typed. Tell nothing that only its owner should know.") ?></span></p><?cs /if ?>
<div class="with-aside topped">
<div>
<h2 class="hidden"><?cs var:t("Messages") ?></h2>
<?cs call:thread(Messages) ?><?cs
if:Ticket.answer_url ?>
<form class="composer<?cs if:Form.kind.value == "note" || !Ticket.may_reply ?> is-note<?cs /if ?>" id="reply" method="post" action="<?cs var:safe_url(Ticket.answer_url) ?>" enctype="multipart/form-data" novalidate data-composer>
	<?cs call:form_token(Token.answer) ?>
	<?cs if:!Ticket.may_note ?><input type="hidden" name="kind" value="reply"><?cs
	elif:!Ticket.may_reply ?><input type="hidden" name="kind" value="note"><?cs else ?><fieldset class="modes"><legend class="hidden"><?cs var:t("Who will read it?") ?></legend>
		<label><input type="radio" id="f-kind" name="kind" value="reply"<?cs if:Form.kind.value != "note" ?> checked<?cs /if ?>> <?cs var:t("Public reply") ?></label>
		<label><input type="radio" id="f-kind-note" name="kind" value="note"<?cs if:Form.kind.value == "note" ?> checked<?cs /if ?>> <?cs call:icon("lock") ?><?cs var:t("Internal note") ?></label></fieldset><?cs /if ?><?cs
	if:Ticket.may_note ?>
	<p class="for-note warn"><?cs call:icon("lock") ?><?cs var:t("Only staff can read this.") ?></p><?cs /if ?>
	<?cs call:draft_area(Form.body, "body", t("Message"), "", "4", "desk-" + Ticket.number) ?>
	<?cs call:file_field("files", t("Files"), Limits.files_text) ?>
	<div class="actions"><?cs
		if:Ticket.may_reply ?>
		<button class="btn btn-primary for-reply" type="submit"><?cs call:icon_forward("send") ?><?cs var:t("Send reply to the customer") ?></button><?cs /if ?><?cs
		if:Ticket.may_note ?>
		<button class="btn btn-note for-note" type="submit"><?cs call:icon("sticky-note") ?><?cs var:t("Save internal note") ?></button><?cs /if ?><?cs
		if:Ticket.may_reply ?>
		<div class="inline for-reply"><label for="f-after"><?cs var:t("then") ?></label>
		<select class="input" id="f-after" name="status"><?cs each:o = After ?>
			<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?></select></div><?cs /if ?>
	</div>
</form><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("About this ticket") ?>"><?cs
	if:!Ticket.may_change ?>
	<section class="panel"><h2><?cs var:t("Ticket") ?></h2>
		<dl class="facts topped">
			<div><dt><?cs var:t("Status") ?></dt><dd><?cs call:status_tag(Ticket.status, Ticket.status_text) ?></dd></div>
			<div><dt><?cs var:t("Priority") ?></dt><dd><?cs var:Ticket.priority_word ?></dd></div>
			<div><dt><?cs var:t("Assigned to") ?></dt><dd dir="auto"><?cs if:?Ticket.assignee ?><?cs var:Ticket.assignee ?><?cs else ?><?cs var:t("Nobody") ?><?cs /if ?></dd></div><?cs
			if:?Ticket.team ?>
			<div><dt><?cs var:t("Team") ?></dt><dd dir="auto"><?cs var:Ticket.team ?></dd></div><?cs /if ?></dl></section><?cs
	else ?>
	<form class="panel stack" method="post" action="<?cs var:safe_url(Ticket.change_url) ?>"><h2><?cs var:t("Ticket") ?></h2>
		<?cs call:form_token(Token.change) ?><input type="hidden" name="version" value="<?cs var:Ticket.version ?>"><?cs
		call:select_field(Form.status, "status", t("Status"), "", Statuses, "1") ?><?cs
		call:select_field(Form.priority, "priority", t("Priority"), "", Priorities, "1") ?><?cs
		call:select_field(Form.agent, "agent", t("Assigned to"), "", Agents, "1") ?><?cs
		if:subcount(Teams) ?><?cs call:select_field(Form.team, "team", t("Team"), Ticket.team_hint, Teams, "1") ?><?cs /if ?>
		<button class="btn fill" type="submit"><?cs var:t("Save") ?></button><?cs
		if:Ticket.may_take ?>
		<button class="btn btn-quiet fill" type="submit" name="take" value="1"><?cs call:icon("user") ?><?cs var:t("Assign to me") ?></button><?cs /if ?>
	</form><?cs /if ?>
	<section class="panel"><h2><?cs var:t("Customer") ?></h2>
		<p class="person"><?cs call:avatar(Customer.initial, "") ?><span class="who"><strong dir="auto"><?cs var:Customer.name ?></strong><bdi class="muted" dir="ltr"><?cs
			var:Customer.mail ?></bdi></span><?cs if:Customer.guest ?> <span class="tag"><?cs var:t("Guest") ?></span><?cs /if ?></p>
		<dl class="facts topped"><?cs
		if:Customer.language_text ?>
			<div><dt><?cs var:t("Language") ?></dt><dd><?cs var:Customer.language_text ?></dd></div><?cs /if ?><?cs
		if:Customer.time_text ?>
			<div><dt><?cs var:t("Local time") ?></dt><dd><?cs var:Customer.time_text ?> <bdi class="muted" dir="ltr"><?cs var:Customer.zone ?></bdi></dd></div><?cs /if ?><?cs
		if:Customer.since_text ?>
			<div><dt><?cs var:t("Customer since") ?></dt><dd><?cs var:Customer.since_text ?></dd></div><?cs /if ?><?cs
		if:Ticket.topic_text ?>
			<div><dt><?cs var:t("Topic") ?></dt><dd dir="auto"><?cs var:Ticket.topic_text ?></dd></div><?cs /if ?>
			<?cs call:answer_facts(Ticket.answers) ?><?cs
		if:Ticket.follows ?>
			<div><dt><?cs var:t("Goes on from") ?></dt><dd><a href="<?cs var:safe_url(Ticket.follows_url) ?>"><bdi dir="ltr">#<?cs var:Ticket.follows ?></bdi></a></dd></div><?cs /if ?>
			<div><dt><?cs var:t("Opened") ?></dt><dd><?cs var:Ticket.opened.full ?></dd></div><?cs
		if:?Ticket.company ?>
			<div><dt><?cs var:t("Company") ?></dt><dd dir="auto"><?cs var:Ticket.company ?></dd></div><?cs /if ?><?cs
		call:participant_facts(Participants) ?></dl><?cs
		if:Ticket.people_url ?>
		<p class="topped"><a class="btn fill" href="<?cs var:safe_url(Ticket.people_url) ?>"><?cs call:icon("users") ?><?cs var:t("People on this ticket") ?></a></p><?cs /if ?></section><?cs
	if:subcount(SeeAlso) || ?Token.link ?>
	<section class="panel"><h2><?cs var:t("Topics in the community") ?></h2><?cs call:see_also() ?><?cs
	if:?Token.link ?>
	<form class="stack topped" method="post" action="<?cs var:safe_url(SeeAlso_url) ?>"><?cs call:form_token(Token.link) ?><?cs
		call:text_field(Form.topic, "topic", t("Show a topic to the customer"), t("The address of the topic, or its number."), "300", "text", "off", "1") ?>
		<button class="btn fill" type="submit"><?cs var:t("Show it") ?></button></form><?cs /if ?></section><?cs /if ?><?cs
	if:?Ticket.vote_url ?>
	<section class="panel"><h2><?cs var:t("Ideas") ?></h2><?cs
	if:subcount(Ideas) ?>
		<ul class="links"><?cs each:k = Ideas ?><li><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.title ?></a></li><?cs /each ?></ul><?cs /if ?>
		<form class="stack" action="<?cs var:safe_url(Ticket.vote_url) ?>" method="get"><div class="field"><label for="f-idea"><?cs var:t("Vote for an idea") ?></label>
		<p class="hint" id="f-idea-hint"><?cs var:t("In the requester’s name. Empty: ideas like this ticket.") ?></p>
		<input class="input" id="f-idea" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" placeholder="<?cs var:t("Words or number") ?>" aria-describedby="f-idea-hint"></div>
		<button class="btn fill" type="submit"><?cs var:t("Search") ?></button></form></section><?cs /if ?><?cs
	if:subcount(Customer.tickets) ?>
	<section class="panel"><h2><?cs var:t("Other tickets") ?></h2>
		<ul class="links"><?cs each:k = Customer.tickets ?>
		<li><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.subject ?></a><?cs call:status_tag(k.status, k.status_text) ?></li><?cs /each ?></ul></section><?cs /if ?>
</aside>
</div></div></div>
<?cs call:page_end() ?>
