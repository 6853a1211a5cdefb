<?cs # What the pages of ideas have at hand. ?><?cs
include:"layout.cs" ?><?cs
include:"macros/page.cs" ?><?cs
include:"macros/choice.cs" ?><?cs
include:"macros/fields.cs" ?><?cs
include:"macros/writing.cs" ?><?cs
include:"macros/robot.cs" ?><?cs
include:"macros/follow.cs" ?><?cs
include:"macros/filters.cs" ?><?cs
include:"macros/conflict.cs" ?><?cs

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
	if:s.held ?><?cs call:status_tag("waiting", t("Waits for a moderator")) ?> <?cs /if ?><span class="muted"><span dir="auto"><?cs var:s.board ?></span> · <?cs var:s.comments_text ?></span></span></div></div></li><?cs /def ?>
