<?cs # One person, for staff.
	Views.N                                   the areas of the management
	Person.id .name .mail .initial .state .state_text .role_text .teams .no_password .self
	      .since .seen .factor .delete (times, absent for never) .codes .sessions .devices .tickets .tickets_url
	Person.edit_url .version .stale           POST token, version, name, mail, lang, organisation, industry
	Person.role_url .merge_url                absent for oneself; POST token, role
	Conflict.N.label .now .wanted             what a stale form wanted, with Person.stale
	Tongues.N Industries.N Roles.N            options
	Companies.N.url .name .owner .disabled
	Acts.N.url .text .danger                  what else can be done: pages that ask
	Form.name .mail .organisation .lang .industry .role
	Token.edit .role
?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="meta"><?cs call:status_tag(Person.state, Person.state_text) ?> <span dir="auto"><?cs var:Person.role_text ?></span> <bdi dir="ltr"><?cs var:Person.mail ?></bdi></p><?cs
if:Person.stale ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this person meanwhile") ?></h2>
	<p><?cs var:t("Your changes were not saved. The form still shows what you wanted: save it again if it is right.") ?></p><?cs
	call:conflict_table(Conflict) ?>
</div><?cs /if ?><?cs
if:Person.delete.full ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("This person asked for the account to be deleted. It happens on") ?> <?cs var:Person.delete.full ?></span></p><?cs /if ?>
<div class="with-aside topped">
<div>
<form class="panel stack" method="post" action="<?cs var:safe_url(Person.edit_url) ?>" novalidate><h2><?cs var:t("Details") ?></h2>
	<?cs call:form_token(Token.edit) ?><input type="hidden" name="version" value="<?cs var:Person.version ?>"><?cs
	call:text_field(Form.name, "name", t("Name"), "", "100", "", "off", "1") ?><?cs
	call:text_field(Form.mail, "mail", t("E-mail address"), t("A new address counts at once. Both addresses get a mail."), "254", "email", "off", "1") ?><?cs
	call:select_field(Form.lang, "lang", t("Language"), "", Tongues, "1") ?><?cs
	call:text_field(Form.organisation, "organisation", t("Organisation"), "", "100", "", "off", "") ?><?cs
	call:select_field(Form.industry, "industry", t("Industry"), "", Industries, "") ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form><?cs
if:Person.role_url ?>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Person.role_url) ?>"><h2><?cs var:t("Role") ?></h2>
	<?cs call:form_token(Token.role) ?><?cs
	call:select_field(Form.role, "role", t("Role"), t("A new role signs the person out everywhere."), Roles, "1") ?>
	<div class="actions"><?cs call:submit_button(t("Change the role"), "") ?></div>
</form><?cs /if ?>
</div>
<aside class="aside" aria-label="<?cs var:t("About this person") ?>">
	<section class="panel"><h2><?cs var:t("Facts") ?></h2>
		<dl class="facts">
			<div><dt><?cs var:t("Number") ?></dt><dd><bdi dir="ltr"><?cs var:Person.id ?></bdi></dd></div>
			<div><dt><?cs var:t("Since") ?></dt><dd><?cs var:Person.since.full ?></dd></div>
			<div><dt><?cs var:t("Last visit") ?></dt><dd><?cs if:Person.seen.full ?><?cs var:Person.seen.full ?><?cs else ?><?cs var:t("Not signed in") ?><?cs /if ?></dd></div>
			<div><dt><?cs var:t("Signed-in devices") ?></dt><dd><?cs var:Person.sessions ?></dd></div>
			<div><dt><?cs var:t("Known devices") ?></dt><dd><?cs var:Person.devices ?></dd></div>
			<div><dt><?cs var:t("Password") ?></dt><dd><?cs if:Person.no_password ?><?cs var:t("Not set") ?><?cs else ?><?cs var:t("Set") ?><?cs /if ?></dd></div>
			<div><dt><?cs var:t("Second step") ?></dt><dd><?cs if:Person.factor.full ?><?cs var:t("Since") ?> <?cs var:Person.factor.full ?><?cs else ?><?cs var:t("Off") ?><?cs /if ?></dd></div><?cs
			if:Person.factor.full ?>
			<div><dt><?cs var:t("Recovery codes left") ?></dt><dd><?cs var:Person.codes ?></dd></div><?cs /if ?>
			<div><dt><?cs var:t("Tickets") ?></dt><dd><?cs if:Person.tickets_url ?><a href="<?cs var:safe_url(Person.tickets_url) ?>"><?cs var:Person.tickets ?></a><?cs else ?><?cs var:Person.tickets ?><?cs /if ?></dd></div><?cs
			if:Person.teams ?>
			<div><dt><?cs var:t("Teams") ?></dt><dd dir="auto"><?cs var:Person.teams ?></dd></div><?cs /if ?>
		</dl></section>
	<section class="panel"><h2><?cs var:t("Companies") ?></h2><?cs if:subcount(Companies) ?>
		<ul class="links"><?cs each:c = Companies ?>
			<li><?cs if:c.url ?><a href="<?cs var:safe_url(c.url) ?>" dir="auto"><?cs var:c.name ?></a><?cs else ?><span dir="auto"><?cs var:c.name ?></span><?cs /if ?><?cs
			if:c.owner ?> <span class="tag tag-open"><?cs var:t("Owner") ?></span><?cs /if ?><?cs if:c.disabled ?> <span class="tag"><?cs var:t("Disabled") ?></span><?cs /if ?></li><?cs /each ?></ul><?cs
		else ?><p class="muted"><?cs var:t("In no company") ?></p><?cs /if ?></section>
	<section class="panel"><h2><?cs var:t("Actions") ?></h2>
		<ul class="act-list"><?cs each:a = Acts ?>
			<li><a class="btn fill<?cs if:a.danger ?> btn-danger<?cs /if ?>" href="<?cs var:safe_url(a.url) ?>"><?cs var:a.text ?></a></li><?cs /each ?><?cs
			if:Person.merge_url ?>
			<li><a class="btn fill" href="<?cs var:safe_url(Person.merge_url) ?>"><?cs var:t("Merge with another account") ?></a></li><?cs /if ?></ul></section>
</aside>
</div>
<?cs call:admin_end() ?><?cs call:page_end() ?>
