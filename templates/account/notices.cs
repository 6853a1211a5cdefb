<?cs # What is new for the person signed in.
	Notices.N.text .subject .icon .unread .time
	         .url                where it leads, if it still leads anywhere
	         .action             following it is a form: it notes that the notice was read
	Notice_list.action .last     marks everything up to this one as read
	           .unread           1: there is something to mark
	           .later            1: not the first page
	           .choices_url
	Token.read .follow
?><?cs def:notice_body(n) ?><?cs call:icon(n.icon) ?>
	<span class="row-main"><span class="row-title"><?cs var:n.text ?></span><?cs
	if:n.unread ?><span class="hidden"><?cs var:t("Unread") ?></span><?cs /if ?><?cs
	if:n.subject ?><span dir="auto"><?cs var:n.subject ?></span><?cs /if ?>
	<span class="muted"><?cs call:time_tag(n.time) ?></span></span><?cs
	if:n.url ?><?cs call:icon_forward("chevron-right") ?><?cs elif:n.action ?><?cs call:icon("check") ?><span class="hidden"><?cs var:t("Mark as read") ?></span><?cs /if ?><?cs /def ?><?cs
call:account_begin() ?>
<div class="between topped"><p><a href="<?cs var:safe_url(Notice_list.choices_url) ?>"><?cs var:t("Choose what you are told") ?></a></p><?cs
if:Notice_list.unread ?>
<form method="post" action="<?cs var:safe_url(Notice_list.action) ?>"><?cs call:form_token(Token.read) ?>
	<input type="hidden" name="last" value="<?cs var:Notice_list.last ?>">
	<button type="submit" class="btn"><?cs call:icon("check") ?><?cs var:t("Mark all as read") ?></button></form><?cs /if ?></div><?cs
if:subcount(Notices) ?>
<ul class="rows list"><?cs each:n = Notices ?>
	<li<?cs if:n.unread ?> class="unread"<?cs /if ?>><?cs
	if:n.action ?><form method="post" action="<?cs var:safe_url(n.action) ?>"><?cs call:form_token(Token.follow) ?>
	<button type="submit" class="row-link"><?cs call:notice_body(n) ?></button></form><?cs
	elif:n.url ?><a class="row-link" href="<?cs var:safe_url(n.url) ?>"><?cs call:notice_body(n) ?></a><?cs
	else ?><div class="row-link"><?cs call:notice_body(n) ?></div><?cs /if ?></li><?cs /each ?></ul><?cs call:pager() ?><?cs
elif:Notice_list.later ?><?cs call:empty_state("bell", t("Nothing more here"), t("Older notices are removed some time after you read them."), Notice_list.action, t("Show the newest")) ?><?cs
else ?><?cs call:empty_state("bell", t("Nothing new"), t("When something happens to your tickets, your companies or your account, you see it here."), "", "") ?><?cs /if ?>
<?cs call:account_end() ?>
