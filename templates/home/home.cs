<?cs # The front page of the help center.
	Popular.N.text .url          up to four frequent searches
	MyTickets.N                  ticket rows of the person signed in, the open ones; MyTickets_text: “2 open tickets”
	Categories.N                 category cards
	Promoted.N                   article links
	Talks.N.url .title .where .count_text .ago .solved       the latest topics of the community
	Ideas.N.url .title .where .count_text .status .status_text   ideas by trend; status as in suggestion_row
	Home.reply_text              “We usually answer within four working hours.”, or absent
?><?cs call:page_begin() ?>
<div class="hero"><div class="wrap">
	<h1><?cs var:t("How can we help?") ?></h1>
	<?cs call:search_box("1") ?>
	<?cs if:subcount(Popular) ?><p class="popular"><span><?cs var:t("Often searched:") ?></span><?cs
	each:p = Popular ?> <a href="<?cs var:safe_url(p.url) ?>" dir="auto"><?cs var:p.text ?></a><?cs /each ?></p><?cs /if ?>
</div></div>
<div class="wrap"><?cs call:notice() ?><?cs
if:subcount(MyTickets) ?>
<section class="section" aria-labelledby="h-mine">
	<div class="between"><h2 id="h-mine"><?cs var:t("Your open tickets") ?></h2><a href="<?cs var:safe_url(Url.tickets) ?>"><?cs
		if:MyTickets_text ?><?cs var:MyTickets_text ?><?cs else ?><?cs var:t("All your tickets") ?><?cs /if ?></a></div>
	<ul class="rows"><?cs each:k = MyTickets ?><?cs call:ticket_row(k) ?><?cs /each ?></ul>
</section><?cs /if ?><?cs
if:subcount(Categories) ?>
<section class="section" aria-labelledby="h-topics">
	<h2 id="h-topics"><?cs var:t("Browse by topic") ?></h2>
	<ul class="cards"><?cs each:c = Categories ?><?cs call:category_card(c) ?><?cs /each ?></ul>
</section><?cs /if ?><?cs
if:subcount(Promoted) ?>
<section class="section" aria-labelledby="h-promoted">
	<h2 id="h-promoted"><?cs var:t("Recommended articles") ?></h2>
	<ul class="rows two"><?cs each:a = Promoted ?><?cs call:article_link(a) ?><?cs /each ?></ul>
</section><?cs /if ?>
<?cs if:subcount(Talks) ?>
<section class="section" aria-labelledby="h-talks">
	<div class="between"><h2 id="h-talks"><?cs var:t("From the community") ?></h2><a href="<?cs var:safe_url(Url.forum) ?>"><?cs var:t("All topics of the community") ?></a></div>
	<ul class="rows"><?cs each:k = Talks ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
		<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.title ?></span><span class="muted"><?cs
		if:?k.where && k.where != "" ?><span dir="auto"><?cs var:k.where ?></span> · <?cs /if ?><?cs var:k.count_text ?> · <?cs var:k.ago ?></span></span><?cs
		if:k.solved ?><span class="row-end"><?cs call:status_tag("solved", t("Solved")) ?></span><?cs /if ?></a></li><?cs /each ?></ul>
</section><?cs /if ?><?cs
if:subcount(Ideas) ?>
<section class="section" aria-labelledby="h-ideas">
	<div class="between"><h2 id="h-ideas"><?cs var:t("Popular ideas") ?></h2><a href="<?cs var:safe_url(Url.suggestions) ?>"><?cs var:t("All ideas") ?></a></div>
	<ul class="rows"><?cs each:k = Ideas ?>
	<li><a class="row-link stacking" href="<?cs var:safe_url(k.url) ?>">
		<span class="row-main"><span class="row-title" dir="auto"><?cs var:k.title ?></span><span class="muted"><?cs
		if:?k.where && k.where != "" ?><span dir="auto"><?cs var:k.where ?></span> · <?cs /if ?><?cs var:k.count_text ?></span></span><?cs
		if:k.status_text ?><span class="row-end"><?cs call:status_tag(k.status, k.status_text) ?></span><?cs /if ?></a></li><?cs /each ?></ul>
</section><?cs /if ?>
<section class="section band" aria-labelledby="h-help">
	<div><h2 id="h-help"><?cs var:t("Still need help?") ?></h2>
	<p><?cs if:Home.reply_text ?><?cs var:Home.reply_text ?><?cs else ?><?cs var:t("Write to us and a person will answer.") ?><?cs /if ?></p></div>
	<a class="btn btn-primary" href="<?cs var:safe_url(Url.new_ticket) ?>"><?cs call:icon("message-square") ?><?cs var:t("Open a ticket") ?></a>
</section>
</div>
<?cs call:page_end() ?>
