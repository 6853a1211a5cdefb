<?cs # What surrounds every page. A page template is what stands between call:page_begin() and call:page_end(). Each
program's frame.cs includes this file and those of macros/ that its pages use, and is parsed once for all of them: its pages
have these macros at hand without an include, and no others.

Nodes the programs set for every page
	Page.title               the title alone; the site's name is added here
	Page.error_prefix        “Error: ” when Errors exist
	Page.lang .dir           en ltr, fa rtl, lt ltr
	Page.program             home kb search tickets login desk admin …: the active section and the width of the page
	Page.theme               light, dark or contrast when the account chose one, else ""
	Page.text_size           large or larger, else ""
	Page.noindex             1: not for search engines
	Page.feed_url .feed_title  the Atom feed of what the page shows, if there is one
	Page.path_canonical      path of the page without its query; "" on pages that are not for search engines
	Site.name
	Url.home .kb .forum .suggestions .search .tickets .new_ticket .login .register .logout .recover .account .desk .admin
	                         ready-made, in the page's language; search suggestions live at Url.search + "/suggest"
	Languages.N.code .name .dir .url .current      this page in each language; no url = not translated
	Url.preferences .company .delete
	User.companies           1: belongs to companies
	User.company             for which one acts; absent: for oneself
	Url.notices              what is new for the person
	User.notices .notices_text   1 when there is something unread; what the bell says
	User.deletion_text       the account is about to be deleted, if it is
	User.picture             address of the picture, if there is one
	User.name .mail .initial .staff .manages       absent when nobody is signed in
	Token.logout             form token of the sign-out button, only with User and Guest
	Guest.number .url        the one ticket of a guest who came by a mailed link, on its pages; never with User
	Search.query .kind       what was searched for
and the nodes that macros/parts.cs names.
?><?cs include:"macros/parts.cs" ?><?cs

def:nav_items() ?>
		<li><a href="<?cs var:safe_url(Url.kb) ?>"<?cs if:Page.program == "kb" ?> aria-current="true"<?cs /if ?>><?cs var:t("Articles") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.forum) ?>"<?cs if:Page.program == "forum" ?> aria-current="true"<?cs /if ?>><?cs var:t("Community") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.suggestions) ?>"<?cs if:Page.program == "suggestions" ?> aria-current="true"<?cs /if ?>><?cs var:t("Ideas") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.tickets) ?>"<?cs if:Page.program == "tickets" ?> aria-current="true"<?cs /if ?>><?cs var:t("My tickets") ?></a></li><?cs
		if:User.staff ?>
		<li><a href="<?cs var:safe_url(Url.desk) ?>"<?cs if:Page.program == "desk" ?> aria-current="true"<?cs /if ?>><?cs var:t("Desk") ?></a></li><?cs /if ?><?cs
		if:User.manages ?>
		<li><a href="<?cs var:safe_url(Url.admin) ?>"<?cs if:Page.program == "admin" ?> aria-current="true"<?cs /if ?>><?cs var:t("Management") ?></a></li><?cs /if ?><?cs
/def ?><?cs

def:language_items() ?><?cs each:l = Languages ?>
		<li><?cs if:l.current ?><a href="<?cs var:safe_url(l.url) ?>" aria-current="true" lang="<?cs var:l.code ?>" dir="<?cs var:l.dir ?>"><?cs
			var:l.name ?><?cs call:icon("check") ?></a><?cs
		elif:l.url ?><a href="<?cs var:safe_url(l.url) ?>" hreflang="<?cs var:l.code ?>" lang="<?cs var:l.code ?>" dir="<?cs var:l.dir ?>"><?cs
			var:l.name ?></a><?cs
		else ?><span class="muted" lang="<?cs var:l.code ?>" dir="<?cs var:l.dir ?>"><?cs var:l.name ?></span><?cs /if ?></li><?cs
/each ?><?cs /def ?><?cs

# For whom one acts, leading to where that is chosen; nothing for who belongs to no company ?><?cs
def:acting_for() ?><span class="hidden"><?cs var:t("Acting for:") ?></span> <?cs
	if:?User.company ?><span dir="auto"><?cs var:User.company ?></span><?cs else ?><span><?cs var:t("Myself") ?></span><?cs /if ?><?cs /def ?><?cs

# Who came by the link in a mail ?><?cs
def:guest_text() ?><span><?cs var:t("Guest access to ticket") ?> <bdi dir="ltr">#<?cs var:Guest.number ?></bdi></span><?cs /def ?><?cs

def:account_items() ?><?cs if:?User.name ?><?cs if:User.companies ?>
		<li><a href="<?cs var:safe_url(Url.company) ?>"><?cs call:icon("users") ?><span><?cs call:acting_for() ?></span></a></li><?cs /if ?><?cs if:Url.account ?>
		<li><a href="<?cs var:safe_url(Url.account) ?>"><?cs call:icon("settings") ?><?cs var:t("Account") ?></a></li><?cs /if ?>
		<li><form method="post" action="<?cs var:safe_url(Url.logout) ?>" data-sign-out><?cs call:form_token(Token.logout) ?>
			<button type="submit"><?cs call:icon_forward("log-out") ?><?cs var:t("Sign out") ?></button></form></li><?cs
elif:Guest.number ?>
		<li><a href="<?cs var:safe_url(Guest.url) ?>"><?cs call:icon("inbox") ?><?cs var:t("Your ticket") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.recover) ?>"><?cs call:icon("user") ?><?cs var:t("Create a password") ?></a></li>
		<li><form method="post" action="<?cs var:safe_url(Url.logout) ?>" data-sign-out><?cs call:form_token(Token.logout) ?>
			<button type="submit"><?cs call:icon_forward("log-out") ?><?cs var:t("Leave") ?></button></form></li><?cs
else ?>
		<li><a href="<?cs var:safe_url(Url.login) ?>"><?cs call:icon_forward("log-in") ?><?cs var:t("Sign in") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.register) ?>"><?cs call:icon("user") ?><?cs var:t("Create an account") ?></a></li><?cs
/if ?><?cs /def ?><?cs

def:page_begin() ?><!DOCTYPE html>
<html lang="<?cs var:Page.lang ?>" dir="<?cs var:Page.dir ?>"<?cs
	if:Page.theme ?> data-theme="<?cs var:Page.theme ?>"<?cs /if ?><?cs
	if:Page.text_size ?> data-text="<?cs var:Page.text_size ?>"<?cs /if ?>>
<head>
<meta charset="utf-8">
<title><?cs var:Page.error_prefix ?><?cs var:Page.title ?><?cs if:Page.title != Site.name ?> – <?cs var:Site.name ?><?cs /if ?></title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<?cs if:Page.noindex ?><meta name="robots" content="noindex">
<?cs elif:Page.path_canonical ?><link rel="canonical" href="<?cs var:safe_url(Page.path_canonical) ?>">
<?cs each:l = Languages ?><?cs if:l.url ?><link rel="alternate" hreflang="<?cs var:l.code ?>" href="<?cs var:safe_url(l.url) ?>">
<?cs /if ?><?cs /each ?><?cs /if ?><?cs
if:!subcount(User) ?><script src="<?cs var:static_url("theme.js") ?>"></script>
<?cs /if ?><link rel="stylesheet" href="<?cs var:static_url("style.css") ?>">
<?cs if:?Page.feed_url ?><link rel="alternate" type="application/atom+xml" title="<?cs var:Page.feed_title ?>" href="<?cs var:safe_url(Page.feed_url) ?>">
<?cs /if ?><link rel="icon" type="image/svg+xml" href="<?cs var:static_url("favicon.svg") ?>">
<script src="<?cs var:static_url("portico.js") ?>" defer></script>
</head>
<body class="in-<?cs var:Page.program ?>">
<a class="skip" href="#main"><?cs var:t("Skip to the content") ?></a>

<header class="bar"><div class="wrap">
	<a class="brand" href="<?cs var:safe_url(Url.home) ?>"><svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false"><rect width="32" height="32" rx="8"></rect><path d="M8 25V15.5a8 8 0 0 1 16 0V25M13 25v-8.5a3 3 0 0 1 6 0V25"></path></svg><?cs var:Site.name ?></a>
	<nav class="bar-nav" aria-label="<?cs var:t("Main") ?>"><ul><?cs call:nav_items() ?>
	</ul></nav>
	<div class="bar-end"><?cs
	if:Page.program != "home" && Page.program != "search" ?><?cs call:search_box("") ?>
	<a class="bar-find btn btn-quiet" href="<?cs var:safe_url(Url.search) ?>" aria-label="<?cs var:t("Search") ?>"><?cs call:icon("search") ?></a><?cs /if ?><?cs
	if:subcount(Languages) ?>
	<details class="menu wide"><summary><?cs call:icon("globe") ?><span class="hidden"><?cs var:t("Language") ?></span><span<?cs if:User.companies || User.staff ?> class="hidden"<?cs /if ?>><?cs
		each:l = Languages ?><?cs if:l.current ?><?cs var:l.name ?><?cs /if ?><?cs /each ?></span><?cs call:icon("chevron-down") ?></summary>
		<ul><?cs call:language_items() ?>
		</ul></details><?cs /if ?><?cs
	if:User.companies ?>
	<a class="acting btn btn-quiet wide" href="<?cs var:safe_url(Url.company) ?>"><?cs call:icon("users") ?><span><?cs call:acting_for() ?></span></a><?cs /if ?><?cs
	if:?User.name ?>
	<a class="bell btn btn-quiet<?cs if:User.notices ?> has-news<?cs /if ?>" href="<?cs var:safe_url(Url.notices) ?>" aria-label="<?cs var:User.notices_text ?>"><?cs call:icon("bell") ?></a>
	<details class="menu wide"><summary aria-label="<?cs var:t("Your account") ?>"><?cs call:own_avatar() ?><?cs call:icon("chevron-down") ?></summary>
		<ul><li class="who"><strong dir="auto"><?cs var:User.name ?></strong><bdi class="muted" dir="ltr"><?cs var:User.mail ?></bdi></li><?cs call:account_items() ?>
		</ul></details><?cs
	elif:Guest.number ?>
	<details class="menu wide"><summary><?cs call:guest_text() ?><?cs call:icon("chevron-down") ?></summary>
		<ul><?cs call:account_items() ?>
		</ul></details><?cs
	else ?>
	<a class="btn wide" href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Sign in") ?></a><?cs /if ?>
	<details class="menu narrow"><summary aria-label="<?cs var:t("Menu") ?>"><?cs call:icon("menu") ?></summary>
		<nav aria-label="<?cs var:t("Menu") ?>"><?cs if:?User.name ?><p class="who"><strong dir="auto"><?cs var:User.name ?></strong><bdi class="muted" dir="ltr"><?cs var:User.mail ?></bdi></p><?cs
		elif:Guest.number ?><p class="who"><?cs call:guest_text() ?></p><?cs /if ?>
		<ul><?cs call:nav_items() ?>
		</ul><ul><?cs call:account_items() ?>
		</ul><?cs if:subcount(Languages) ?><ul><?cs call:language_items() ?>
		</ul><?cs /if ?></nav></details>
	</div>
</div></header><?cs
if:User.deletion_text ?>
<aside aria-label="<?cs var:t("Your account") ?>"><p class="wide-notice"><?cs call:icon("triangle-alert") ?> <span><?cs var:User.deletion_text ?></span> <a href="<?cs var:safe_url(Url.delete) ?>"><?cs
	var:t("Keep the account") ?></a></p></aside><?cs /if ?>

<main id="main" tabindex="-1"><?cs /def ?><?cs

def:page_end() ?></main>

<footer class="foot"><div class="wrap">
	<p><?cs var:Site.name ?></p>
	<ul>
		<li><a href="<?cs var:safe_url(Url.kb) ?>"><?cs var:t("Help articles") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.forum) ?>"><?cs var:t("Community") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.suggestions) ?>"><?cs var:t("Ideas") ?></a></li>
		<li><a href="<?cs var:safe_url(Url.new_ticket) ?>"><?cs var:t("Open a ticket") ?></a></li>
	</ul><?cs
	if:!subcount(User) ?>
	<button type="button" class="btn btn-quiet" hidden data-theme-switch data-auto="<?cs var:t("Theme: automatic") ?>" data-light="<?cs
		var:t("Theme: light") ?>" data-dark="<?cs var:t("Theme: dark") ?>"><?cs call:icon("sun-moon") ?><span></span></button><?cs /if ?>
</div></footer>
</body>
</html><?cs /def ?>
