<?cs # Settings: who may sign up, how people prove who they are.
	Views.N                       the areas of the management
	Settings.action               POST token, before, signup, the flags and numbers below
	Settings.before               what the form shows, for telling whether somebody saved other values meanwhile
	Settings.trust_hint .delete_hint
	Policies.N                    options with hints
	Form.guest_tickets .mail_signin .factor_admins .factor_customers .device_trust_days .delete_days
	Conflicts.N.label .now .wanted            after a stale form
	Token.settings
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1><?cs var:Page.title ?></h1></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:subcount(Conflicts) ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed the settings meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p>
	<div class="prose table-wrap"><table><thead><tr><th scope="col"><span class="hidden"><?cs var:t("Field") ?></span></th><th scope="col"><?cs var:t("Now") ?></th><th scope="col"><?cs var:t("You wanted") ?></th></tr></thead>
	<tbody><?cs each:c = Conflicts ?><tr><th scope="row"><?cs var:c.label ?></th><td><?cs var:c.now ?></td><td><?cs var:c.wanted ?></td></tr><?cs /each ?></tbody></table></div>
</div><?cs /if ?>
<form class="stack" method="post" action="<?cs var:safe_url(Settings.action) ?>" novalidate>
	<?cs call:form_token(Token.settings) ?><input type="hidden" name="before" value="<?cs var:Settings.before ?>">
	<h2><?cs var:t("Accounts") ?></h2><?cs
	call:radio_group(Form.signup, "signup", t("Who may sign up"), "", Policies) ?><?cs
	call:checkbox_field(Form.guest_tickets, "guest_tickets", t("Tickets without an account"), t("Guests reach their ticket by a mailed link only.")) ?><?cs
	call:text_field(Form.delete_days, "delete_days", t("Days until an account is deleted"), Settings.delete_hint, "4", "", "off", "1") ?>
	<h2 class="section"><?cs var:t("Sign-in") ?></h2><?cs
	call:checkbox_field(Form.mail_signin, "mail_signin", t("Sign-in by mail"), t("A code by mail instead of the password.")) ?><?cs
	call:checkbox_field(Form.factor_admins, "factor_admins", t("Second step for administrators"), t("Administrators without it are signed out and set it up at the next sign-in. For agents it depends on their role.")) ?><?cs
	call:checkbox_field(Form.factor_customers, "factor_customers", t("Second step for customers"), t("Customers without it are signed out and set it up at the next sign-in.")) ?><?cs
	call:text_field(Form.device_trust_days, "device_trust_days", t("Days a device is remembered"), Settings.trust_hint, "4", "", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?></div>
</form>
</div></div>
<?cs call:page_end() ?>
