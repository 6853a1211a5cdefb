<?cs # Where the link in a guest’s mail leads: a button, since programs that look at mails follow links.
	Guest_link.number .action .key      POST action: token, key
	Token.guest
?><?cs call:page_begin() ?>
<div class="wrap slim">
<div class="page-head"><h1><?cs var:t("Open your ticket") ?></h1>
	<p class="lead"><bdi dir="ltr">#<?cs var:Guest_link.number ?></bdi></p></div><?cs
call:error_summary() ?>
<p><?cs var:t("This link opens your ticket in this browser. Here you read our answers, reply, and close the ticket.") ?></p><?cs
if:?User.name ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("You are signed in. Opening the ticket as a guest signs you out.") ?></span></p><?cs /if ?>
<form method="post" action="<?cs var:safe_url(Guest_link.action) ?>">
	<?cs call:form_token(Token.guest) ?><input type="hidden" name="key" value="<?cs var:Guest_link.key ?>">
	<p class="actions"><?cs call:submit_button(t("Open the ticket"), "primary") ?></p>
</form>
</div>
<?cs call:page_end() ?>
