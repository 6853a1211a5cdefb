<?cs # What guards the account.
	Security.password_url .address_url .sessions_url
	Factor.on .duty .since (time) .on_url .off_url .codes_url .left_text .few
?><?cs call:account_begin() ?>
<ul class="rows list">
	<li class="row-item"><span class="badge"><?cs call:icon("key-round") ?></span>
	<div class="row-main"><h2 class="row-title"><?cs var:t("Password") ?></h2>
	<p class="muted"><?cs var:t("A new one signs out all other devices.") ?></p></div>
	<a class="btn" href="<?cs var:safe_url(Security.password_url) ?>"><?cs var:t("Change the password") ?></a></li>

	<li class="row-item"><span class="badge"><?cs call:icon("mail") ?></span>
	<div class="row-main"><h2 class="row-title"><?cs var:t("E-mail address") ?></h2>
	<p class="muted"><bdi dir="ltr"><?cs var:User.mail ?></bdi></p></div>
	<a class="btn" href="<?cs var:safe_url(Security.address_url) ?>"><?cs var:t("Change the e-mail address") ?></a></li>

	<li class="row-item"><span class="badge"><?cs call:icon("smartphone") ?></span>
	<div class="row-main"><h2 class="row-title"><?cs var:t("Second step") ?> <?cs
		if:Factor.on ?><span class="tag tag-solved"><?cs var:t("On") ?></span><?cs else ?><span class="tag"><?cs var:t("Off") ?></span><?cs /if ?></h2>
	<p class="muted"><?cs if:Factor.on ?><?cs var:t("After the password we ask for a code of your app.") ?> <?cs var:t("Turned on:") ?> <?cs call:time_tag(Factor.since) ?>
	<?cs else ?><?cs var:t("A code from an app on your phone, asked after the password. Whoever learns your password alone cannot get in.") ?><?cs /if ?><?cs
	if:Factor.duty ?> <?cs var:t("Your role requires it.") ?><?cs /if ?></p></div><?cs
	if:!Factor.on ?>
	<a class="btn btn-primary" href="<?cs var:safe_url(Factor.on_url) ?>"><?cs var:t("Turn on") ?></a><?cs
	elif:!Factor.duty ?>
	<a class="btn" href="<?cs var:safe_url(Factor.off_url) ?>"><?cs var:t("Turn off") ?></a><?cs /if ?></li><?cs
	if:Factor.on ?>

	<li class="row-item"><span class="badge"><?cs call:icon("life-buoy") ?></span>
	<div class="row-main"><h2 class="row-title"><?cs var:t("Recovery codes") ?></h2>
	<p class="muted"><?cs var:t("Each lets you in once without the app.") ?> <?cs if:Factor.few ?><strong><?cs var:Factor.left_text ?></strong><?cs else ?><?cs var:Factor.left_text ?><?cs /if ?></p></div>
	<a class="btn" href="<?cs var:safe_url(Factor.codes_url) ?>"><?cs var:t("Make new ones") ?></a></li><?cs /if ?>

	<li class="row-item"><span class="badge"><?cs call:icon("monitor") ?></span>
	<div class="row-main"><h2 class="row-title"><?cs var:t("Devices") ?></h2>
	<p class="muted"><?cs var:t("Where you are signed in.") ?></p></div>
	<a class="btn" href="<?cs var:safe_url(Security.sessions_url) ?>"><?cs var:t("Show devices") ?></a></li>
</ul>
<?cs call:account_end() ?>
