<?cs # Deleting the account: what happens to what, the form, or the date and the way back.
	Delete.planned_text .posts_text .keep_action        the deletion is planned
	Delete.bond_text .bond_url              why it is not possible now
	Delete.when_text .asks_code .action .data_url
	Posts.N.value .text .hint .selected     what becomes of his texts in the community
	Form.current .code .posts
	Token.delete .keep
?><?cs call:account_begin() ?><?cs
if:Delete.planned_text ?>
<section class="panel topped"><p><strong><?cs var:Delete.planned_text ?></strong></p>
<p><?cs var:Delete.posts_text ?></p>
<form method="post" action="<?cs var:safe_url(Delete.keep_action) ?>"><?cs call:form_token(Token.keep) ?>
	<p class="actions"><?cs call:submit_button(t("Keep my account"), "primary") ?></p></form></section><?cs
else ?>
<section class="panel topped"><h2><?cs var:t("What happens then") ?></h2>
<div class="prose"><ul>
	<li><?cs var:t("Deleted: your name, addresses, profile, picture, password, devices, notifications and memberships.") ?></li>
	<li><?cs var:t("Deleted: the files that you sent and what you filled in beside your messages.") ?></li>
	<li><?cs var:t("Kept without your name: your messages to us and our answers, so that we can follow what was agreed. Your name and addresses are taken out of their text.") ?></li>
	<li><?cs var:t("Deleted: your votes, likes, badges, and what you follow and have read in the community. What you wrote there stays without your name or goes, as you choose below.") ?></li>
	<li><?cs var:t("Kept without your name: that something was done in the portal, and when.") ?></li>
	<li><?cs var:t("Backups and technical logs are kept for a limited time and then run out.") ?></li>
</ul>
<p><?cs var:Delete.when_text ?></p>
<p><a href="<?cs var:safe_url(Delete.data_url) ?>"><?cs var:t("Download your data first") ?></a></p></div></section><?cs
if:Delete.bond_text ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:Delete.bond_text ?><?cs
	if:Delete.bond_url ?> <a href="<?cs var:safe_url(Delete.bond_url) ?>"><?cs var:t("Companies") ?></a><?cs /if ?></span></p><?cs
else ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Delete.action) ?>" novalidate>
	<?cs call:form_token(Token.delete) ?><?cs
	call:radio_group(Form.posts, "posts", t("My questions, answers, ideas and comments in the community"), "", Posts) ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?><?cs
	if:Delete.asks_code ?><?cs
		call:text_field(Form.code, "code", t("Code of the second step"), t("From your app, or a recovery code."), "40", "text", "one-time-code", "1") ?><?cs /if ?>
	<p class="actions"><?cs call:submit_button(t("Delete my account"), "danger") ?></p>
</form><?cs /if ?><?cs /if ?>
<?cs call:account_end() ?>
