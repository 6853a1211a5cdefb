<?cs # The account is made and its address confirmed; staff approve it first.
?><?cs call:page_begin() ?>
<div class="auth">
<div class="panel topped empty"><span class="badge"><?cs call:icon("clock") ?></span>
	<h1><?cs var:t("Waiting for approval") ?></h1>
	<p><?cs var:t("Your address is confirmed. Our team looks at each new account and tells you by mail as soon as you can sign in.") ?></p>
	<p class="actions"><a class="btn" href="<?cs var:safe_url(Url.home) ?>"><?cs var:t("To the home page") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
