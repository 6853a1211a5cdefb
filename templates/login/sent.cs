<?cs # “Check your mail”: after registering and after asking for a new password. Says the same for every address.
	Sent.mail                    the address as typed
	Sent.text                    what the mail holds and how long its link lives
?><?cs call:page_begin() ?>
<div class="auth">
<div class="panel topped empty"><span class="badge"><?cs call:icon("mail") ?></span>
	<h1><?cs var:t("Check your mail") ?></h1>
	<?cs if:Sent.mail ?><p><bdi dir="ltr"><strong><?cs var:Sent.mail ?></strong></bdi></p><?cs /if ?>
	<p><?cs var:Sent.text ?></p>
	<p class="muted"><?cs var:t("Nothing after a few minutes? Look into the spam folder.") ?></p>
</div>
<p class="after"><a href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Back to sign in") ?></a></p>
</div>
<?cs call:page_end() ?>
