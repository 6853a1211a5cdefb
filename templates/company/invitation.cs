<?cs # An invitation into a company, behind the link in the mail. What can be done depends on who looks.
	Invite.company .mail .text .key
	Rights.N.text                what the person may do there
	Invite.join_url Token.join   signed in with the invited address: POST token, key
	Invite.foreign .foreign_text signed in with another
	Invite.login_url             not signed in, the address has an account
	Invite.new_url Token.new     not signed in, it has none: POST token, key, name, password
	Form.name .password
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1 dir="auto"><?cs var:Page.title ?></h1>
	<p class="lead"><?cs var:Invite.text ?></p></div>
<?cs call:notice() ?><?cs call:error_summary() ?>
<section class="panel topped"><h2><?cs var:t("What you may do there") ?></h2>
	<ul class="bullets"><?cs each:r = Rights ?><li><?cs var:r.text ?></li><?cs /each ?></ul><?cs
if:Invite.join_url ?>
<form method="post" action="<?cs var:safe_url(Invite.join_url) ?>"><?cs call:form_token(Token.join) ?><input type="hidden" name="key" value="<?cs var:Invite.key ?>">
	<p class="actions"><?cs call:submit_button(t("Join"), "primary") ?></p>
</form><?cs
elif:Invite.foreign ?>
<p class="topped"><?cs var:Invite.foreign_text ?></p>
<p class="hint topped"><?cs var:t("Sign out, then open the link in the mail once more.") ?></p>
<form method="post" action="<?cs var:safe_url(Url.logout) ?>" data-sign-out><?cs call:form_token(Token.logout) ?>
	<p class="actions"><?cs call:submit_button(t("Sign out"), "primary") ?></p>
</form><?cs
elif:Invite.login_url ?>
<p class="topped"><?cs var:t("You have an account with this address. Sign in to join:") ?> <bdi dir="ltr"><?cs var:Invite.mail ?></bdi></p>
<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Invite.login_url) ?>"><?cs var:t("Sign in") ?></a></p><?cs
else ?>
<h2 class="topped"><?cs var:t("Create your account") ?></h2>
<form class="topped" method="post" action="<?cs var:safe_url(Invite.new_url) ?>" novalidate>
	<?cs call:form_token(Token.new) ?><input type="hidden" name="key" value="<?cs var:Invite.key ?>">
	<p><bdi dir="ltr"><?cs var:Invite.mail ?></bdi></p><input type="email" class="hidden" name="mail" value="<?cs
	var:Invite.mail ?>" autocomplete="username" readonly tabindex="-1" aria-label="<?cs var:t("E-mail address") ?>"><?cs
	call:text_field(Form.name, "name", t("Your name"), "", "100", "text", "name", "1") ?><?cs
	call:password_field(Form.password, "password", t("Password"), Limits.password_text, "new-password") ?>
	<p class="actions"><?cs call:submit_button(t("Create an account and join"), "primary") ?></p>
</form><?cs /if ?>
</section>
</div>
<?cs call:page_end() ?>
