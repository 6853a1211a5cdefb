<?cs # A ticket, as its requester and the desk see it. Behind page.cs and attachments.cs.

Nodes used here
	<message>.event .note         flags; neither: a message
	         .id                  the anchor, of our own making: m12
	         .author .initial .staff .mine .body_html .text (of events) .time .files (a flag) .attachments.N
	Thread.earlier_url .newest_url         older and newest messages of a long ticket
	<answer>.label .value         what was answered to a topic’s own fields
?><?cs

# A page has many of these: it tests flags only, and what is small stands here instead of being called ?><?cs
def:message_card(m) ?><?cs if:m.event ?>
<li class="sysline" id="<?cs var:m.id ?>"><?cs call:icon("info") ?> <span dir="auto"><?cs var:m.text ?></span> <?cs
	call:time_tag(m.time) ?></li><?cs else ?>
<li class="msg<?cs if:m.note ?> msg-note<?cs elif:m.staff ?> msg-staff<?cs /if ?>" id="<?cs var:m.id ?>">
	<article>
	<header><span class="avatar<?cs if:m.staff ?> avatar-staff<?cs /if ?>" aria-hidden="true"><?cs var:m.initial ?></span>
		<h3 dir="auto"><?cs var:m.author ?></h3><?cs
		if:m.note ?><span class="tag tag-note"><?cs call:icon("lock") ?><?cs var:t("Internal note") ?></span><?cs
		elif:m.mine ?><span class="muted"><?cs var:t("You") ?></span><?cs
		elif:m.staff ?><span class="tag tag-staff"><?cs var:t("Staff") ?></span><?cs /if ?>
		<a class="when" href="#<?cs var:m.id ?>"><time datetime="<?cs var:m.time.iso ?>" title="<?cs var:m.time.full ?>"><?cs var:m.time.ago ?></time></a></header>
	<div class="prose" dir="auto" data-copy="<?cs var:t("Copy") ?>" data-copied="<?cs var:t("Copied") ?>"><?cs
		var:safe_html(m.body_html) ?></div>
	<?cs if:m.files ?><?cs call:attachment_list(m.attachments) ?><?cs /if ?>
	</article>
</li><?cs /if ?><?cs /def ?><?cs

def:thread(items) ?><?cs if:Thread.earlier_url ?>
<p><a class="btn" href="<?cs var:safe_url(Thread.earlier_url) ?>"><?cs var:t("Show earlier messages") ?></a></p><?cs /if ?>
<ol class="thread"><?cs each:m = items ?><?cs call:message_card(m) ?><?cs /each ?></ol><?cs if:Thread.newest_url ?>
<p><a class="btn" href="<?cs var:safe_url(Thread.newest_url) ?>"><?cs var:t("Show the newest messages") ?></a></p><?cs /if ?><?cs /def ?><?cs

# Topics beside a ticket. With Token.link each but the one it was made of can be taken away ?><?cs
def:see_also() ?><?cs if:subcount(SeeAlso) ?><ul class="links"><?cs each:k = SeeAlso ?>
		<li><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.title ?></a><?cs
		if:k.solved ?><?cs call:status_tag("solved", t("Solved")) ?><?cs /if ?><?cs
		if:?Token.link && !k.origin ?><form method="post" action="<?cs var:safe_url(SeeAlso_url) ?>"><?cs call:form_token(Token.link) ?>
			<button class="btn btn-quiet" type="submit" name="remove" value="<?cs var:k.id ?>"><?cs call:icon("x") ?><span class="hidden"><?cs var:t("Remove") ?> <?cs var:k.title ?></span></button></form><?cs /if ?></li><?cs /each ?></ul><?cs /if ?><?cs /def ?><?cs

def:answer_facts(items) ?><?cs each:a = items ?>
		<div><dt dir="auto"><?cs var:a.label ?></dt><dd dir="auto"><?cs var:a.value ?></dd></div><?cs /each ?><?cs /def ?><?cs

def:participant_facts(people) ?><?cs if:subcount(people) ?>
		<div><dt><?cs var:t("With") ?></dt><dd><?cs each:p = people ?><?cs if:!first(p) ?><br><?cs /if ?><bdi><?cs var:p.name ?></bdi><?cs /each ?></dd></div><?cs /if ?><?cs /def ?><?cs

# Who takes part in a company’s ticket. Each button is a form of its own: it works without scripts.
#	People.company .subject .number .action .query .remove_url .back_url .full
#	Participants.N.name .id     Candidates.N.name .mail .id (absent: .text says why not)     Token.add .remove
?><?cs
def:participants_page() ?>
<div class="page-head"><h1><?cs var:t("People on this ticket") ?></h1>
	<p class="lead"><bdi dir="ltr">#<?cs var:People.number ?></bdi> · <span dir="auto"><?cs var:People.subject ?></span></p></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<h2><?cs var:t("They read it and may reply") ?></h2><?cs
if:subcount(Participants) ?>
<ul class="rows list"><?cs each:p = Participants ?>
	<li><form class="row-link" method="post" action="<?cs var:safe_url(People.remove_url) ?>"><?cs call:form_token(Token.remove) ?>
		<span class="row-main"><bdi><?cs var:p.name ?></bdi></span>
		<button class="btn" type="submit" name="account" value="<?cs var:p.id ?>"><?cs call:icon("x") ?><?cs var:t("Remove") ?><span class="hidden"> <?cs var:p.name ?></span></button></form></li><?cs /each ?></ul><?cs
else ?>
<p class="muted"><?cs var:t("Nobody was added yet. A colleague you add gets a mail with a link to the ticket.") ?></p><?cs /if ?>
<h2 class="section"><?cs var:t("Add a colleague") ?></h2>
<p class="muted"><bdi><?cs var:People.company ?></bdi></p><?cs
if:People.full ?>
<p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("No more people can be added. Remove somebody first.") ?></span></p><?cs
else ?>
<form class="list-tools" action="<?cs var:safe_url(People.action) ?>" method="get">
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Search by name") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="100" autocomplete="off" value="<?cs var:People.query ?>" placeholder="<?cs var:t("Search by name") ?>"></div>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form><?cs
if:subcount(Candidates) ?>
<ul class="rows list"><?cs each:c = Candidates ?>
	<li><form class="row-link" method="post" action="<?cs var:safe_url(People.action) ?>"><?cs call:form_token(Token.add) ?><?cs
		if:?People.query && People.query != "" ?><input type="hidden" name="q" value="<?cs var:People.query ?>"><?cs /if ?>
		<span class="row-main"><bdi><?cs var:c.name ?></bdi><?cs
		if:?c.mail ?> <bdi class="muted" dir="ltr"><?cs var:c.mail ?></bdi><?cs /if ?></span><?cs
		if:c.id ?>
		<button class="btn" type="submit" name="account" value="<?cs var:c.id ?>"><?cs call:icon("plus") ?><?cs var:t("Add") ?><span class="hidden"> <?cs var:c.name ?></span></button><?cs
		else ?>
		<span class="muted"><?cs var:c.text ?></span><?cs /if ?></form></li><?cs /each ?></ul><?cs call:pager() ?><?cs
else ?><?cs call:empty_state("search", t("Nobody has this name"), t("Try a part of the name, or look at all."), People.action, t("Show all")) ?><?cs /if ?><?cs /if ?>
<p class="actions"><a href="<?cs var:safe_url(People.back_url) ?>"><?cs var:t("Back to the ticket") ?></a></p><?cs /def ?>
