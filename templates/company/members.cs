<?cs # A company's members, and on the first page the invitations that wait and the form for a new one.
	Company.name .url
	Members.N.name .mail .initial .rights_text .owner .self .state_text .url      state_text: of an account that is not active
	List.action .query           the search in them (GET: q)
	List.first                   1: neither a search nor a further page
	Invites.N.mail .rights_text .until_text .ended .again_url .withdraw_url       no again_url for who may not send it
	Invite.action .hint
	Rights.N.name .text .checked .locked
	Form.mail .own
	Token.invite .again          POST Invite.action: token, mail, a field for each right; POST again_url: token
?><?cs include:"company/rights.cs" ?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:t("Members") ?></h1>
	<p class="lead" dir="auto"><?cs var:Company.name ?></p></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<form class="list-tools" action="<?cs var:safe_url(List.action) ?>" method="get">
	<div class="search"><label class="hidden" for="f-q"><?cs var:t("Search by name or address") ?></label><?cs call:icon("search") ?>
	<input id="f-q" name="q" type="search" dir="auto" maxlength="200" autocomplete="off" value="<?cs var:List.query ?>" placeholder="<?cs var:t("Search by name or address") ?>"></div>
	<button class="btn" type="submit"><?cs var:t("Show") ?></button>
</form>
<h2 class="hidden"><?cs var:t("People") ?></h2><?cs
if:subcount(Members) ?>
<ul class="rows list"><?cs each:m = Members ?>
	<li><a class="row-link" href="<?cs var:safe_url(m.url) ?>"><?cs call:avatar(m.initial, "") ?>
		<span class="row-main"><span class="row-title" dir="auto"><?cs var:m.name ?></span>
		<bdi class="muted" dir="ltr"><?cs var:m.mail ?></bdi><span class="muted"><?cs var:m.rights_text ?></span></span>
		<span class="row-end"><?cs if:m.owner ?><span class="tag tag-staff"><?cs var:t("Owner") ?></span><?cs /if ?><?cs
		if:m.self ?><span class="muted"><?cs var:t("You") ?></span><?cs /if ?><?cs
		if:m.state_text ?><span class="tag tag-urgent"><?cs var:m.state_text ?></span><?cs /if ?></span><?cs
		call:icon_forward("chevron-right") ?></a></li><?cs /each ?></ul><?cs call:pager() ?><?cs
else ?><?cs call:empty_state("search", t("Nobody here is called that"), t("Try a part of the name or of the e-mail address."), List.action, t("Show all members")) ?><?cs /if ?><?cs
if:subcount(Invites) ?>
<h2 class="section"><?cs var:t("Invitations that wait") ?></h2>
<ul class="rows list"><?cs each:i = Invites ?>
	<li class="row-link"><?cs call:icon("mail") ?>
		<span class="row-main"><bdi class="row-title" dir="ltr"><?cs var:i.mail ?></bdi>
		<span class="muted"><?cs var:i.rights_text ?></span>
		<span class="<?cs if:i.ended ?>is-late<?cs else ?>muted<?cs /if ?>"><?cs var:i.until_text ?></span></span><?cs
		if:i.withdraw_url ?>
		<div class="row-end inline-links"><?cs if:i.again_url ?><form method="post" action="<?cs var:safe_url(i.again_url) ?>"><?cs call:form_token(Token.again) ?><button class="link" type="submit" aria-label="<?cs
			var:t("Send the invitation again") ?>: <?cs var:i.mail ?>"><?cs var:t("Send again") ?></button></form><?cs /if ?>
		<a href="<?cs var:safe_url(i.withdraw_url) ?>" aria-label="<?cs var:t("Withdraw the invitation") ?>: <?cs var:i.mail ?>"><?cs var:t("Withdraw") ?></a></div><?cs /if ?></li><?cs /each ?></ul><?cs /if ?><?cs
if:List.first ?>
<form class="panel section" id="invite" method="post" action="<?cs var:safe_url(Invite.action) ?>" novalidate>
	<h2><?cs var:t("Invite somebody") ?></h2>
	<?cs call:form_token(Token.invite) ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), Invite.hint, "254", "email", "off", "1") ?><?cs
	call:rights_group(Form.own, t("What may this person do?")) ?>
	<p class="actions"><?cs call:submit_button(t("Send the invitation"), "primary") ?></p>
</form><?cs /if ?>
</div>
<?cs call:page_end() ?>
