<?cs # Macros: the portal's parts, each written once. Pages have them and those of layout.cs at hand without an include.

Rules every template keeps: values are escaped by default; markup made safe in C has a name ending in _html and goes
through safe_html(); every href, src and action goes through safe_url(); visible words go through t(); sentences that carry
values are prepared in C; no inline script or style; attributes in double quotes; a macro never calls itself.
"1" is true, "" and "0" are false. Numbers come as text, already in the reader's digits.

Nodes used here
	Form.<name>.value .error      a field as typed and what is wrong with it
	Errors.N.field .text          for the summary, in the order of the form; field "" = about no field
	Notice.text .kind             one line after an act; kind: success info warning error
	Crumbs.N.text .url            the last one, this page, may lack the url
	Pager.previous_url .next_url .text
	Limits.files .file_bytes      plain digits: for checks in the browser before an upload
	Limits.files_text             “Up to 10 files, 25 MB each, 50 MB together.”
	Limits.password_text          “At least 8 characters. A short sentence is easy to remember and hard to guess.”
	Search.query .kind            what stands in the search boxes
	<options>.N.value .text .hint .selected
	<tabs>.N.url .text .count .current
	<time>.iso .ago .full         2026-03-01T08:30:00Z, “2 hours ago”, “1 March 2026 at 10:30”
	<attachment>.url .name .size .kind     size as text; kind: image text archive file
	<message>.event .note         flags; neither: a message
	         .id                  the anchor, of our own making: m12
	         .author .initial .staff .mine .body_html .text (of events) .time .files (a flag) .attachments.N
	<ticket row>.url .number .subject .status .status_text .updated_text .unread .requester (a colleague, or "")
	         status is the colour of the tag: new open waiting solved closed
	<category card>.url .title .description .icon (a name in static/icons.svg) .count_text
	<article link>.url .title .summary
	Thread.earlier_url .newest_url         older and newest messages of a long ticket
	<answer>.label .value         what was answered to a topic’s own fields
	Areas.N.url .text .icon .current       the navigation of the account
?><?cs

def:icon(name) ?><svg class="icon" aria-hidden="true" focusable="false"><use href="<?cs
	var:static_url("icons.svg") ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

def:icon_forward(name) ?><svg class="icon flip" aria-hidden="true" focusable="false"><use href="<?cs
	var:static_url("icons.svg") ?>#<?cs var:name ?>"></use></svg><?cs /def ?><?cs

# Page furniture ?><?cs

def:error_summary() ?><?cs if:subcount(Errors) ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("There is a problem") ?></h2>
	<ul>
	<?cs each:e = Errors ?><li><?cs if:e.field ?><a href="<?cs var:safe_url("#f-" + e.field) ?>"><?cs var:e.text ?></a><?cs
		else ?><?cs var:e.text ?><?cs /if ?></li>
	<?cs /each ?></ul>
</div><?cs /if ?><?cs /def ?><?cs

def:notice() ?><?cs if:Notice.text ?>
<p class="notice notice-<?cs if:Notice.kind ?><?cs var:Notice.kind ?><?cs else ?>info<?cs /if ?>" role="status"><?cs
	if:Notice.kind == "success" ?><?cs call:icon("circle-check") ?><?cs
	elif:Notice.kind == "warning" ?><?cs call:icon("triangle-alert") ?><?cs
	elif:Notice.kind == "error" ?><?cs call:icon("circle-alert") ?><?cs
	else ?><?cs call:icon("info") ?><?cs /if ?> <span><?cs var:Notice.text ?></span></p><?cs /if ?><?cs /def ?><?cs

def:crumbs() ?><?cs if:subcount(Crumbs) ?>
<nav class="crumbs" aria-label="<?cs var:t("Breadcrumb") ?>"><ol>
	<?cs each:c = Crumbs ?><li><?cs if:c.url ?><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.text ?></a><?cs
		else ?><span aria-current="page" dir="auto"><?cs var:c.text ?></span><?cs /if ?></li>
	<?cs /each ?></ol></nav><?cs /if ?><?cs /def ?><?cs

def:pager() ?><?cs if:Pager.previous_url || Pager.next_url ?>
<nav class="pager" aria-label="<?cs var:t("Pages") ?>"><?cs
	if:Pager.previous_url ?><a class="btn" rel="prev" href="<?cs var:safe_url(Pager.previous_url) ?>"><?cs
		var:t("Previous") ?></a><?cs /if ?><?cs
	if:Pager.text ?><span class="muted"><?cs var:Pager.text ?></span><?cs /if ?><?cs
	if:Pager.next_url ?><a class="btn" rel="next" href="<?cs var:safe_url(Pager.next_url) ?>"><?cs
		var:t("Next") ?></a><?cs /if ?></nav><?cs /if ?><?cs /def ?><?cs

def:tabs(items, label) ?>
<nav class="tabs" aria-label="<?cs var:label ?>"><ul>
	<?cs each:i = items ?><li><a href="<?cs var:safe_url(i.url) ?>"<?cs if:i.current ?> aria-current="page"<?cs /if ?>><?cs
		var:i.text ?><?cs if:?i.count ?> <span class="count"><?cs var:i.count ?></span><?cs /if ?></a></li>
	<?cs /each ?></ul></nav><?cs /def ?><?cs

def:empty_state(image, heading, text, url, action) ?>
<div class="empty"><span class="badge"><?cs call:icon(image) ?></span>
	<h2><?cs var:heading ?></h2>
	<?cs if:text ?><p class="muted"><?cs var:text ?></p><?cs /if ?>
	<?cs if:url ?><p><a class="btn btn-primary" href="<?cs var:safe_url(url) ?>"><?cs var:action ?></a></p><?cs /if ?>
</div><?cs /def ?><?cs

def:search_box(big) ?>
<form class="search<?cs if:big ?> search-big<?cs /if ?>" role="search" aria-label="<?cs if:big ?><?cs var:t("Search for help") ?><?cs else ?><?cs var:t("Search") ?><?cs /if ?>" action="<?cs var:safe_url(Url.search) ?>" method="get">
	<label class="hidden" for="<?cs if:big ?>q-big<?cs else ?>q<?cs /if ?>"><?cs var:t("Search for help") ?></label>
	<?cs call:icon("search") ?>
	<input id="<?cs if:big ?>q-big<?cs else ?>q<?cs /if ?>" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs
		var:Search.query ?>" placeholder="<?cs if:big ?><?cs var:t("What do you need help with?") ?><?cs
		else ?><?cs var:t("Search for help") ?><?cs /if ?>" data-suggest="<?cs var:safe_url(Url.search + "/suggest") ?>" data-all="<?cs
		var:t("See all results") ?>">
	<?cs if:big && Search.kind ?><input type="hidden" name="kind" value="<?cs var:Search.kind ?>"><?cs /if ?>
	<button type="submit"<?cs if:!big ?> class="hidden"<?cs /if ?>><?cs if:big ?><?cs call:icon_forward("arrow-right") ?><?cs /if ?><span><?cs var:t("Search") ?></span></button>
</form><?cs /def ?><?cs

# Small parts ?><?cs

# What a hit of a search is and where it stands: .icon .crumb .note .solved ?><?cs
def:about_hit(h) ?><span class="muted about"><?cs call:icon(h.icon) ?><span dir="auto"><?cs var:h.crumb ?></span><?cs
	if:h.solved ?> · <?cs call:icon("circle-check") ?><?cs var:h.note ?><?cs
	elif:?h.note && h.note != "" ?> · <?cs var:h.note ?><?cs /if ?></span><?cs /def ?><?cs

# What was made of a topic, and what staff may make of it: see lib/web/show_turn.h ?><?cs
def:turn_links() ?><?cs if:subcount(Made) || subcount(Turns) ?>
<section class="panel"><h2><?cs var:t("What comes of it") ?></h2><ul class="links"><?cs each:m = Made ?><li><a href="<?cs var:safe_url(m.url) ?>"><?cs call:icon(m.icon) ?> <?cs var:m.text ?></a></li><?cs /each ?><?cs
	each:m = Turns ?><li><a href="<?cs var:safe_url(m.url) ?>"><?cs call:icon(m.icon) ?> <?cs var:m.text ?></a></li><?cs /each ?></ul></section><?cs /if ?><?cs /def ?><?cs

# Things like the one that is typed, for scripts: its line has data-answers, data-heading and data-new-tab; with data-solved
# beside them the page has a form “solved”, too. The box is where they are shown ?><?cs
def:similar_script() ?><script src="<?cs var:static_url("answers.js") ?>" defer></script><?cs /def ?><?cs
def:similar_box() ?><div id="answers" class="answers" aria-live="polite"></div><?cs call:similar_script() ?><?cs /def ?><?cs

def:form_token(token) ?><input type="hidden" name="token" value="<?cs var:token ?>"><?cs /def ?><?cs

def:status_tag(kind, text) ?><span class="tag tag-<?cs var:kind ?>"><?cs var:text ?></span><?cs /def ?><?cs

# Topics beside a ticket. With Token.link each but the one it was made of can be taken away ?><?cs
def:see_also() ?><?cs if:subcount(SeeAlso) ?><ul class="links"><?cs each:k = SeeAlso ?>
		<li><a href="<?cs var:safe_url(k.url) ?>" dir="auto"><?cs var:k.title ?></a><?cs
		if:k.solved ?><?cs call:status_tag("solved", t("Solved")) ?><?cs /if ?><?cs
		if:?Token.link && !k.origin ?><form method="post" action="<?cs var:safe_url(SeeAlso_url) ?>"><?cs call:form_token(Token.link) ?>
			<button class="btn btn-quiet" type="submit" name="remove" value="<?cs var:k.id ?>"><?cs call:icon("x") ?><span class="hidden"><?cs var:t("Remove") ?> <?cs var:k.title ?></span></button></form><?cs /if ?></li><?cs /each ?></ul><?cs /if ?><?cs /def ?><?cs

def:time_tag(when) ?><time datetime="<?cs var:when.iso ?>" title="<?cs var:when.full ?>"><?cs var:when.ago ?></time><?cs /def ?><?cs

def:avatar(initial, staff) ?><span class="avatar<?cs if:staff ?> avatar-staff<?cs /if ?>" aria-hidden="true"><?cs
	var:initial ?></span><?cs /def ?><?cs

# Of the person who is signed in ?><?cs
def:own_avatar() ?><?cs if:User.picture ?><img class="avatar" src="<?cs var:safe_url(User.picture) ?>" width="32" height="32" alt=""><?cs
else ?><?cs call:avatar(User.initial, User.staff) ?><?cs /if ?><?cs /def ?><?cs

def:attachment_chip(file) ?><a class="chip" href="<?cs var:safe_url(file.url) ?>"><?cs
	if:file.kind == "image" ?><?cs call:icon("image") ?><?cs
	elif:file.kind == "archive" ?><?cs call:icon("file-archive") ?><?cs
	else ?><?cs call:icon("file-text") ?><?cs /if ?><bdi class="chip-name"><?cs var:file.name ?></bdi> <bdi class="muted"><?cs
	var:file.size ?></bdi></a><?cs /def ?><?cs

def:attachment_list(files) ?><?cs if:subcount(files) ?>
	<p class="hidden"><?cs var:t("Attachments") ?></p><ul class="chips"><?cs
	each:file = files ?><li><?cs call:attachment_chip(file) ?></li><?cs /each ?></ul><?cs /if ?><?cs /def ?><?cs

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
<p class="actions"><a href="<?cs var:safe_url(People.back_url) ?>"><?cs var:t("Back to the ticket") ?></a></p><?cs /def ?><?cs

def:category_card(c) ?>
<li class="card card-link"><span class="badge"><?cs if:c.icon ?><?cs call:icon(c.icon) ?><?cs else ?><?cs call:icon("folder") ?><?cs /if ?></span>
	<h3><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.title ?></a></h3>
	<?cs if:?c.description && c.description != "" ?><p dir="auto"><?cs var:c.description ?></p><?cs /if ?>
	<?cs if:c.count_text ?><p class="muted"><?cs var:c.count_text ?></p><?cs /if ?></li><?cs /def ?><?cs

def:article_link(a) ?>
<li><a class="row-link" href="<?cs var:safe_url(a.url) ?>"><?cs call:icon("file-text") ?>
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:a.title ?></span><?cs
	if:?a.summary && a.summary != "" ?><span class="muted" dir="auto"><?cs var:a.summary ?></span><?cs /if ?></span><?cs
	call:icon_forward("chevron-right") ?></a></li><?cs /def ?><?cs

def:ticket_row(k) ?>
<li<?cs if:k.unread ?> class="unread"<?cs /if ?>><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
	<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.subject ?></span><?cs
	if:k.unread ?><span class="hidden"><?cs var:t("New reply") ?></span><?cs /if ?>
	<span class="muted"><bdi dir="ltr">#<?cs var:k.number ?></bdi> · <?cs if:?k.requester ?><span dir="auto"><?cs var:k.requester ?></span> · <?cs /if ?><?cs var:k.updated_text ?></span></span>
	<span class="row-end"><?cs call:status_tag(k.status, k.status_text) ?></span></a></li><?cs /def ?><?cs

# The desk's list of views, beside each of its pages ?><?cs
def:views() ?><?cs if:subcount(Views) ?>
<nav class="views" aria-label="<?cs var:t("Views") ?>"><ul>
	<?cs each:v = Views ?><li><a href="<?cs var:safe_url(v.url) ?>"<?cs if:v.current ?> aria-current="page"<?cs /if ?>><?cs var:v.text ?><?cs
		if:?v.count ?> <span class="count"><?cs var:v.count ?></span><?cs /if ?></a></li>
	<?cs /each ?></ul></nav><?cs /if ?><?cs /def ?><?cs

# The frame of the management's pages: areas at the side, way back, title, what was done or is wrong ?><?cs
def:admin_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<h1 dir="auto"><?cs var:Page.title ?></h1><?cs call:notice() ?><?cs call:error_summary() ?><?cs /def ?><?cs
def:admin_end() ?>
</div></div><?cs /def ?><?cs

# Suggestions. A box with the votes: .id .votes (number) .text (“12 votes: Title”) .voted, and .action .token .back for who may
# vote, .login_url for strangers, none of them where votes are closed (lib/web/show_suggestion.h) ?><?cs
def:vote_count(v) ?><?cs call:icon("thumbs-up") ?><span aria-hidden="true"><?cs var:v.votes ?></span><span class="hidden" dir="auto"><?cs var:v.text ?></span><?cs /def ?><?cs
def:vote_box(v) ?><?cs
if:?v.action ?><form class="votes" id="vote-<?cs var:v.id ?>" method="post" action="<?cs var:safe_url(v.action) ?>" data-live><?cs
	call:form_token(v.token) ?><input type="hidden" name="next" value="<?cs var:v.back ?>"><button class="btn" type="submit" name="vote" value="<?cs
	if:v.voted ?>no<?cs else ?>yes<?cs /if ?>" aria-pressed="<?cs if:v.voted ?>true<?cs else ?>false<?cs /if ?>" title="<?cs
	if:v.voted ?><?cs var:t("Take your vote back") ?><?cs else ?><?cs var:t("Vote for this idea") ?><?cs /if ?>"><?cs call:vote_count(v) ?></button></form><?cs
elif:?v.login_url ?><div class="votes"><a class="btn" href="<?cs var:safe_url(v.login_url) ?>" title="<?cs var:t("Sign in to vote") ?>"><?cs call:vote_count(v) ?></a></div><?cs
else ?><div class="votes"><p><?cs call:vote_count(v) ?></p></div><?cs /if ?><?cs /def ?><?cs

def:suggestion_row(s) ?>
<li><div class="row-link idea"><?cs call:vote_box(s.vote) ?>
	<div class="row-main"><a class="row-title" href="<?cs var:safe_url(s.url) ?>" dir="auto"><?cs var:s.title ?></a>
	<span class="meta"><?cs if:?s.status && s.status != "" ?><?cs call:status_tag(s.status, s.status_text) ?> <?cs /if ?><?cs
	if:s.held ?><?cs call:status_tag("waiting", t("Waits for a moderator")) ?> <?cs /if ?><span class="muted"><span dir="auto"><?cs var:s.board ?></span> · <?cs var:s.comments_text ?></span></span></div></div></li><?cs /def ?><?cs

# How one hears of what a page is about (lib/web/show_follow.h): Follow.action .token .follows .options ?><?cs
def:follow_box() ?><?cs if:?Follow.action ?>
<form class="follow" method="post" action="<?cs var:safe_url(Follow.action) ?>"><?cs call:form_token(Follow.token) ?>
	<label for="f-follow"><?cs call:icon("bell") ?><?cs if:Follow.follows ?><?cs var:t("You follow this") ?><?cs else ?><?cs var:t("Follow this") ?><?cs /if ?></label>
	<select class="input" id="f-follow" name="mail"><?cs each:o = Follow.options ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select>
	<button class="btn" type="submit"><?cs if:Follow.follows ?><?cs var:t("Change") ?><?cs else ?><?cs var:t("Follow") ?><?cs /if ?></button>
</form><?cs /if ?><?cs /def ?><?cs

# One choice among the filters of a list ?><?cs
def:filter_select(name, label, options) ?><?cs if:subcount(options) ?><label class="hidden" for="f-<?cs var:name ?>"><?cs var:label ?></label>
	<select class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>"><?cs each:o = options ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select><?cs /if ?><?cs /def ?><?cs

# Search and order of a list of things with a name: List.action .query .filtered .csv_url Sorts; `any`: rows are shown ?><?cs
def:named_list_tools(label, all, any) ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get" data-auto>
	<div class="search"><label class="hidden" for="f-q"><?cs var:label ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:label ?>"></div>
	<?cs call:filter_select("sort", t("Order"), Sorts) ?>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<p class="list-notes"><?cs
	if:List.filtered ?><a href="<?cs var:safe_url(List.action) ?>"><?cs var:all ?></a><?cs /if ?><?cs
	if:List.csv_url && any ?><a href="<?cs var:safe_url(List.csv_url) ?>" download><?cs call:icon("download") ?><?cs var:t("Download as CSV") ?></a><?cs /if ?></p><?cs /def ?><?cs

# Both sides of an edit that came too late: items.N.label .now .wanted ?><?cs
def:conflict_table(items) ?><?cs if:subcount(items) ?>
	<div class="prose"><table><thead><tr><th scope="col"><span class="hidden"><?cs var:t("Field") ?></span></th><th scope="col"><?cs var:t("Now") ?></th><th scope="col"><?cs var:t("You wanted") ?></th></tr></thead>
	<tbody><?cs each:d = items ?><tr><th scope="row"><?cs var:d.label ?></th><td dir="auto"><?cs var:d.now ?></td><td dir="auto"><?cs var:d.wanted ?></td></tr><?cs /each ?></tbody></table></div><?cs /if ?><?cs /def ?><?cs

# Forms. The name of a field is also its id (f-name), which the error summary links to. ?><?cs

def:field_notes(field, name, hint) ?><?cs
	if:hint ?><p class="hint" id="f-<?cs var:name ?>-hint"><?cs var:hint ?></p><?cs /if ?><?cs
	if:field.error ?><p class="error" id="f-<?cs var:name ?>-error"><?cs call:icon("circle-alert") ?> <?cs
		var:field.error ?></p><?cs /if ?><?cs /def ?><?cs

def:described_by(field, name, hint) ?><?cs
	if:field.error && hint ?> aria-describedby="f-<?cs var:name ?>-error f-<?cs var:name ?>-hint"<?cs
	elif:field.error ?> aria-describedby="f-<?cs var:name ?>-error"<?cs
	elif:hint ?> aria-describedby="f-<?cs var:name ?>-hint"<?cs /if ?><?cs /def ?><?cs

def:field_described(field, name, hint) ?><?cs if:field.error ?> aria-invalid="true"<?cs /if ?><?cs
	call:described_by(field, name, hint) ?><?cs /def ?><?cs

def:field_label(name, label, required) ?><label for="f-<?cs var:name ?>"><?cs var:label ?><?cs
	if:!required ?> <span class="optional"><?cs var:t("(optional)") ?></span><?cs /if ?></label><?cs /def ?><?cs

def:text_field(field, name, label, hint, max, type, autocomplete, required) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, required) ?><?cs call:field_notes(field, name, hint) ?>
	<input class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="<?cs if:type ?><?cs var:type ?><?cs else ?>text<?cs /if ?>" value="<?cs
		var:field.value ?>" maxlength="<?cs var:max ?>"<?cs
		if:type == "email" || type == "tel" || type == "url" ?> dir="ltr"<?cs else ?> dir="auto" placeholder=" "<?cs /if ?><?cs
		if:autocomplete ?> autocomplete="<?cs var:autocomplete ?>"<?cs /if ?><?cs if:required ?> required<?cs /if ?><?cs
		call:field_described(field, name, hint) ?>>
</div><?cs /def ?><?cs

# Whose password is changed, for password managers ?><?cs
def:whose() ?><input type="email" class="hidden" name="mail" value="<?cs var:User.mail ?>" autocomplete="username" readonly tabindex="-1" aria-label="<?cs var:t("E-mail address") ?>"><?cs /def ?><?cs

def:password_field(field, name, label, hint, autocomplete) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, "1") ?><?cs call:field_notes(field, name, hint) ?>
	<div class="reveal"><input class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="password" maxlength="256" dir="ltr" autocomplete="<?cs
		var:autocomplete ?>" spellcheck="false" autocapitalize="none" required<?cs call:field_described(field, name, hint) ?>>
	<button type="button" class="btn btn-quiet" hidden data-reveal="f-<?cs var:name ?>" data-show="<?cs var:t("Show password") ?>" data-hide="<?cs
		var:t("Hide password") ?>" aria-label="<?cs var:t("Show password") ?>" aria-pressed="false"><?cs
		call:icon("eye") ?><?cs call:icon("eye-off") ?></button></div>
</div><?cs /def ?><?cs

def:code_field(field, name, label, hint) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, "1") ?><?cs call:field_notes(field, name, hint) ?>
	<input class="input code-input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" type="text" inputmode="numeric" maxlength="40" dir="ltr" autocomplete="one-time-code" spellcheck="false" autocapitalize="none" required<?cs
		call:field_described(field, name, hint) ?>>
</div><?cs /def ?><?cs

def:text_area(field, name, label, hint, rows, required) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, required) ?><?cs call:field_notes(field, name, hint) ?>
	<textarea class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" rows="<?cs var:rows ?>" dir="auto" placeholder=" "<?cs
		if:required ?> required<?cs /if ?><?cs call:field_described(field, name, hint) ?>>
<?cs var:field.value ?></textarea>
</div><?cs /def ?><?cs

# The same with the text kept in the browser until it is sent; key: "new-ticket", "ticket-12345678" ?><?cs
def:draft_area(field, name, label, hint, rows, key) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, "1") ?><?cs call:field_notes(field, name, hint) ?>
	<textarea class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>" rows="<?cs var:rows ?>" dir="auto" placeholder=" " required data-draft="<?cs
		var:key ?>" data-restored="<?cs var:t("Your unsent text was restored.") ?>" data-discard="<?cs var:t("Discard it") ?>"<?cs
		call:field_described(field, name, hint) ?>>
<?cs var:field.value ?></textarea>
</div><?cs /def ?><?cs

def:select_field(field, name, label, hint, options, required) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>">
	<?cs call:field_label(name, label, required) ?><?cs call:field_notes(field, name, hint) ?>
	<select class="input" id="f-<?cs var:name ?>" name="<?cs var:name ?>"<?cs call:field_described(field, name, hint) ?>><?cs
	each:o = options ?>
		<option value="<?cs var:o.value ?>"<?cs if:o.selected ?> selected<?cs /if ?>><?cs var:o.text ?></option><?cs /each ?>
	</select>
</div><?cs /def ?><?cs

def:radio_group(field, name, label, hint, options) ?>
<fieldset class="field<?cs if:field.error ?> has-error<?cs /if ?>"<?cs call:described_by(field, name, hint) ?>>
	<legend><?cs var:label ?></legend><?cs call:field_notes(field, name, hint) ?><?cs
	each:o = options ?>
	<label class="choice"><input type="radio" id="f-<?cs var:name ?><?cs if:!first(o) ?>-<?cs name:o ?><?cs /if ?>" name="<?cs
		var:name ?>" value="<?cs var:o.value ?>"<?cs if:o.selected ?> checked<?cs /if ?>> <span><span dir="auto"><?cs var:o.text ?></span><?cs
		if:o.hint ?><span class="muted"><?cs var:o.hint ?></span><?cs /if ?></span></label><?cs /each ?>
</fieldset><?cs /def ?><?cs

def:checkbox_field(field, name, label, hint) ?>
<div class="field<?cs if:field.error ?> has-error<?cs /if ?>"><?cs
	if:field.error ?><p class="error" id="f-<?cs var:name ?>-error"><?cs call:icon("circle-alert") ?> <?cs var:field.error ?></p><?cs /if ?>
	<label class="choice"><input type="checkbox" id="f-<?cs var:name ?>" name="<?cs var:name ?>" value="1"<?cs
		if:field.value ?> checked<?cs /if ?><?cs call:field_described(field, name, hint) ?>> <span><?cs var:label ?><?cs
		if:hint ?><span class="muted" id="f-<?cs var:name ?>-hint"><?cs var:hint ?></span><?cs /if ?></span></label>
</div><?cs /def ?><?cs

def:file_field(name, label, hint) ?>
<div class="field files<?cs if:Form[name].error ?> has-error<?cs /if ?>" data-files data-files-max="<?cs var:Limits.files ?>" data-bytes-max="<?cs
		var:Limits.file_bytes ?>" data-remove="<?cs var:t("Remove") ?>" data-too-big="<?cs var:t("This file is too large.") ?>" data-too-many="<?cs
		var:t("No more files can be added.") ?>" data-sending="<?cs var:t("Sending files…") ?>">
	<?cs call:field_label(name, label, "") ?><?cs call:field_notes(Form[name], name, hint) ?>
	<div class="drop"><?cs call:icon("paperclip") ?><input type="file" id="f-<?cs var:name ?>" name="<?cs var:name ?>" multiple<?cs
		call:field_described(Form[name], name, hint) ?>></div>
</div><?cs /def ?><?cs

# Against robots, in forms of strangers: see lib/web/robot.h. The question stands there for people without scripts, and
# for everybody after a form that did not pass. ?><?cs

def:robot_question() ?>
<div class="field<?cs if:Form.robot_answer.error ?> has-error<?cs /if ?>">
	<?cs call:field_label("robot_answer", Robot.question, "1") ?><?cs
	call:field_notes(Form.robot_answer, "robot_answer", t("Write the number. This keeps robots out.")) ?>
	<input class="input" id="f-robot_answer" name="robot_answer" type="text" inputmode="numeric" maxlength="20" autocomplete="off" value=""<?cs
		call:field_described(Form.robot_answer, "robot_answer", "1") ?>>
</div><?cs /def ?><?cs

def:robot_fields() ?><?cs if:Robot.token ?>
<div class="hidden" aria-hidden="true"><label for="f-website"><?cs var:t("Leave this empty") ?></label><input id="f-website" name="website" type="text" tabindex="-1" autocomplete="off"></div>
<input type="hidden" name="robot_work" value="" data-robot="<?cs var:Robot.token ?>" data-bits="<?cs var:Robot.bits ?>" data-wait="<?cs var:t("One moment…") ?>"><?cs
if:Form.robot_answer.error ?><?cs call:robot_question() ?><?cs
else ?><noscript><?cs call:robot_question() ?></noscript><?cs /if ?>
<script src="<?cs var:static_url("robot.js") ?>" defer></script><?cs /if ?><?cs /def ?><?cs

# The community. A colour is a word of lib/domain/forum_category.h.
#	<topic row>.url .title .category .category_url .colour .tags.N .last_text .replies_text .new_text .new_url
#	           .pinned .closed .solved .waits (for a moderator)
#	<post>.id (absent: a copy) .url .author .author_url .standing .initial .staff .mine .note .time .body_html
#	           .state_text .parent_text .parent_url .edited_text .history_url .first_new .accepted
#	           .pictures.N .attachments.N .likes .likes_text .like_url .liked .like_token .accept_url .accept_token
#	           .quote_url .edit_url .flag_url .judge_url
?><?cs
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

def:preview_button() ?><button class="btn" type="submit" name="then" value="preview" formnovalidate data-look><?cs call:icon("eye") ?><?cs var:t("Preview") ?></button><?cs /def ?><?cs

def:submit_button(text, kind) ?><button type="submit" class="btn<?cs if:kind ?> btn-<?cs var:kind ?><?cs /if ?>"><?cs
	var:text ?></button><?cs /def ?>
