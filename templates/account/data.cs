<?cs # All data of the person as one archive, and the way to the deletion of the account.
	Data.action .delete_url
	Form.current
	Token.data
?><?cs call:account_begin() ?>
<section class="panel topped"><h2><?cs var:t("Download all my data") ?></h2>
<div class="prose"><p><?cs var:t("You get one ZIP file with everything that we hold of you:") ?></p>
<ul>
	<li><?cs var:t("your profile, preferences and picture") ?></li>
	<li><?cs var:t("your companies, teams, rights and invitations") ?></li>
	<li><?cs var:t("your tickets with all public messages, and what you wrote in other tickets") ?></li>
	<li><?cs var:t("the files that you sent") ?></li>
	<li><?cs var:t("what you wrote in the community, with your likes, votes, badges and what you follow there") ?></li>
	<li><?cs var:t("notifications and your choices for them, and which e-mails we sent you") ?></li>
	<li><?cs var:t("where you are signed in, known browsers, and the log of what you did") ?></li>
</ul>
<p><?cs var:t("It holds a page to read (index.html), the same for programs (data.json), and the files. Keep it in a safe place.") ?></p></div>
<form class="topped" method="post" action="<?cs var:safe_url(Data.action) ?>" novalidate>
	<?cs call:form_token(Token.data) ?><?cs
	call:password_field(Form.current, "current", t("Current password"), "", "current-password") ?>
	<p class="actions"><?cs call:submit_button(t("Download"), "primary") ?></p>
</form></section>
<section class="section"><h2><?cs var:t("Delete my account") ?></h2>
<p><?cs var:t("The account and everything that only concerns you can be deleted for good.") ?></p>
<p class="actions"><a class="btn" href="<?cs var:safe_url(Data.delete_url) ?>"><?cs var:t("How it works") ?></a></p></section>
<?cs call:account_end() ?>
