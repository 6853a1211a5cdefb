<?cs # Where the person is signed in.
	Sessions.N.id .device .handheld .address .since .seen (times) .current
	Sessions_others              1: there are others than this one
	Session.end_url .others_url
	Devices.text .forget_url     browsers known from earlier sign-ins, if any
	Token.end .others .forget
?><?cs call:account_begin() ?>
<p><?cs var:t("You are signed in on these devices. If you do not know one of them, sign it out and change your password.") ?></p>
<ul class="rows list topped"><?cs each:s = Sessions ?>
	<li class="row-item"><span class="badge"><?cs if:s.handheld ?><?cs call:icon("smartphone") ?><?cs else ?><?cs call:icon("monitor") ?><?cs /if ?></span>
	<div class="row-main"><p class="row-title"><?cs var:s.device ?><?cs if:s.current ?> <span class="tag tag-solved"><?cs var:t("This device") ?></span><?cs /if ?></p>
	<p class="muted"><?cs var:t("Network address:") ?> <bdi dir="ltr"><?cs var:s.address ?></bdi></p>
	<p class="muted"><?cs var:t("Signed in:") ?> <?cs call:time_tag(s.since) ?> · <?cs var:t("Last seen:") ?> <?cs call:time_tag(s.seen) ?></p></div><?cs
	if:!s.current ?>
	<form method="post" action="<?cs var:safe_url(Session.end_url) ?>"><?cs call:form_token(Token.end) ?><input type="hidden" name="id" value="<?cs var:s.id ?>">
		<button type="submit" class="btn" aria-label="<?cs var:t("Sign out") ?>: <?cs var:s.device ?>"><?cs var:t("Sign out") ?></button></form><?cs /if ?></li><?cs /each ?></ul><?cs
call:pager() ?><?cs
if:Sessions_others ?>
<form class="actions" method="post" action="<?cs var:safe_url(Session.others_url) ?>" data-confirm="<?cs var:t("Sign out all other devices?") ?>" data-yes="<?cs var:t("Sign them out") ?>" data-no="<?cs var:t("Cancel") ?>"><?cs call:form_token(Token.others) ?>
	<button type="submit" class="btn btn-danger"><?cs var:t("Sign out all other devices") ?></button></form><?cs /if ?><?cs
if:Devices.text ?>
<section class="section"><h2><?cs var:t("Known browsers") ?></h2>
<p><?cs var:Devices.text ?> <?cs var:t("They may skip the second step if you chose so, and nobody who guesses passwords can lock them out.") ?></p>
<form class="actions" method="post" action="<?cs var:safe_url(Devices.forget_url) ?>" data-confirm="<?cs var:t("Forget all known browsers?") ?>" data-yes="<?cs var:t("Forget them") ?>" data-no="<?cs var:t("Cancel") ?>"><?cs call:form_token(Token.forget) ?>
	<button type="submit" class="btn"><?cs var:t("Forget them all") ?></button></form></section><?cs /if ?>
<?cs call:account_end() ?>
