<?cs # Which events reach the person by which channel.
	Events.N.id .text
	      .mail .portal          .field .wanted of the checkbox; .fixed: it always comes
	Notifications.action .follows_url
	Token.notifications
?><?cs def:channel(event, channel, column) ?><td><?cs
	if:channel.fixed ?><span class="muted"><?cs call:icon("lock") ?> <?cs var:t("Always") ?></span><?cs
	else ?><label class="tick"><input type="checkbox" name="<?cs var:channel.field ?>" value="1" aria-labelledby="e-<?cs var:event.id ?> <?cs var:column ?>"<?cs
	if:channel.wanted ?> checked<?cs /if ?>></label><?cs /if ?></td><?cs /def ?><?cs
call:account_begin() ?>
<p><?cs var:t("Choose what we tell you, and how. Mails about the security of your account always come, so that you notice if somebody else uses it.") ?></p>
<p><?cs var:t("For each topic and idea that you follow you also choose whether its mails come at once or together once a day.") ?> <a href="<?cs var:safe_url(Notifications.follows_url) ?>"><?cs var:t("See what you follow") ?></a></p>
<form class="topped" method="post" action="<?cs var:safe_url(Notifications.action) ?>">
	<?cs call:form_token(Token.notifications) ?>
	<table class="matrix"><caption class="hidden"><?cs var:t("What reaches you, and how") ?></caption>
	<thead><tr><th scope="col"><?cs var:t("What happens") ?></th><th scope="col" id="c-mail"><?cs var:t("By mail") ?></th><th scope="col" id="c-portal"><?cs
		var:t("In the portal") ?></th></tr></thead>
	<tbody><?cs each:e = Events ?>
		<tr><th scope="row" id="e-<?cs var:e.id ?>"><?cs var:e.text ?></th><?cs call:channel(e, e.mail, "c-mail") ?><?cs call:channel(e, e.portal, "c-portal") ?></tr><?cs /each ?>
	</tbody></table>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?></p>
</form>
<?cs call:account_end() ?>
