<?cs # One help article. The page can be cached: it carries no token and nothing of a person.
	Article.title .body_html .lang .dir    lang and dir of the text, which may differ from the page's
	Article.updated_text .minutes_text     “Updated 3 March 2026”, “4 minutes to read”
	Article.fallback_text                  “This article is not available in Lithuanian yet.”, only then
	Article.toc.N.id .text .level          headings: level 2 or 3; none when the article is short
	Article.attachments.N                  attachments
	Article.vote_url                       takes POST vote=yes or no, and with no also reason and comment
	Article.voted                          yes, no or "": what the answer to the vote page says
	Article.reason_sent                    1 after a reason or comment
	Reasons.N.value .text                  what may be wrong with it
	Next.N                                 an article link: what follows in the series, or none
	Related.N                              article links
?><?cs
def:toc() ?><ol class="toc-list"><?cs each:h = Article.toc ?>
		<li<?cs if:h.level == "3" ?> class="deep"<?cs /if ?>><a href="<?cs var:safe_url("#" + h.id) ?>" dir="auto"><?cs var:h.text ?></a></li><?cs /each ?>
	</ol><?cs /def ?><?cs
call:page_begin() ?>
<div class="wrap"><div class="doc">
<div>
<?cs call:crumbs() ?>
<header class="page-head"><h1 lang="<?cs var:Article.lang ?>" dir="auto"><?cs var:Article.title ?></h1>
	<p class="meta"><?cs if:Article.updated_text ?><span><?cs var:Article.updated_text ?></span><?cs /if ?><?cs
	if:Article.minutes_text ?><span><?cs call:icon("clock") ?> <?cs var:Article.minutes_text ?></span><?cs /if ?><?cs
	each:l = Languages ?><?cs if:l.url && !l.current ?> <a href="<?cs var:safe_url(l.url) ?>" hreflang="<?cs var:l.code ?>" lang="<?cs
		var:l.code ?>"><?cs var:l.name ?></a><?cs /if ?><?cs /each ?></p></header><?cs
call:notice() ?><?cs
if:Article.fallback_text ?>
<p class="notice notice-info inset"><?cs call:icon("globe") ?> <span><?cs var:Article.fallback_text ?></span></p><?cs /if ?><?cs
if:subcount(Article.toc) ?>
<details class="fold"><summary><?cs var:t("On this page") ?><?cs call:icon("chevron-down") ?></summary>
	<div class="toc"><?cs call:toc() ?></div></details><?cs /if ?>
<div class="prose article" lang="<?cs var:Article.lang ?>" dir="<?cs var:Article.dir ?>" data-copy="<?cs var:t("Copy") ?>" data-copied="<?cs var:t("Copied") ?>">
<?cs var:safe_html(Article.body_html) ?>
</div>
<?cs call:attachment_list(Article.attachments) ?>
<section class="vote" id="vote" aria-labelledby="h-vote"><?cs
if:Article.reason_sent ?>
	<h2 id="h-vote"><?cs var:t("Thank you. Your words help us improve this article.") ?></h2><?cs
else ?>
	<h2 id="h-vote"<?cs if:Article.voted ?> hidden<?cs /if ?>><?cs var:t("Was this article helpful?") ?></h2><?cs
	if:!Article.voted ?>
	<form data-anonymous method="post" action="<?cs var:safe_url(Article.vote_url) ?>" data-vote><p class="actions">
		<button class="btn" type="submit" name="vote" value="yes"><?cs call:icon("thumbs-up") ?><?cs var:t("Yes") ?></button>
		<button class="btn" type="submit" name="vote" value="no"><?cs call:icon("thumbs-down") ?><?cs var:t("No") ?></button></p></form><?cs /if ?>
	<div role="status">
	<div data-voted="yes"<?cs if:Article.voted != "yes" ?> hidden<?cs /if ?>><p><?cs call:icon("circle-check") ?> <?cs var:t("Thank you. We are glad it helped.") ?></p></div>
	<div data-voted="no"<?cs if:Article.voted != "no" ?> hidden<?cs /if ?>><p><?cs var:t("Thank you. We are sorry it did not help.") ?></p>
		<form data-anonymous class="reason" method="post" action="<?cs var:safe_url(Article.vote_url) ?>"><?cs
		call:radio_group(Form.reason, "reason", t("What went wrong?"), "", Reasons) ?>
		<div class="field"><label for="f-comment"><?cs var:t("What was missing or unclear?") ?> <span class="optional"><?cs var:t("(optional)") ?></span></label>
			<input class="input" id="f-comment" name="comment" type="text" maxlength="500" dir="auto" placeholder=" " autocomplete="off"></div>
		<p class="actions"><input type="hidden" name="vote" value="no"><?cs call:submit_button(t("Send"), "") ?> <a href="<?cs var:safe_url(Url.new_ticket) ?>"><?cs var:t("Open a ticket") ?></a></p></form></div>
	</div><?cs /if ?>
</section><?cs
if:subcount(Next) ?>
<section class="section" aria-labelledby="h-next"><h2 id="h-next"><?cs var:t("Next in this series") ?></h2>
	<ul class="rows"><?cs each:a = Next ?><?cs call:article_link(a) ?><?cs /each ?></ul></section><?cs /if ?><?cs
if:subcount(Related) ?>
<section class="section" aria-labelledby="h-related"><h2 id="h-related"><?cs var:t("Related articles") ?></h2>
	<ul class="rows"><?cs each:a = Related ?><?cs call:article_link(a) ?><?cs /each ?></ul></section><?cs /if ?>
</div><?cs
if:subcount(Article.toc) ?>
<nav class="toc toc-wide" aria-labelledby="h-toc" data-toc><h2 id="h-toc"><?cs var:t("On this page") ?></h2><?cs call:toc() ?></nav><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
