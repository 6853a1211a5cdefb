<?cs # Nobody can register by himself.
?><?cs call:page_begin() ?>
<div class="auth">
<div class="panel topped empty"><span class="badge"><?cs call:icon("lock") ?></span>
	<h1><?cs var:t("Create an account") ?></h1>
	<p><?cs var:t("New accounts are made by our team only. Please write to us if you need one.") ?></p>
	<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Sign in") ?></a>
	<a class="btn" href="<?cs var:safe_url(Url.new_ticket) ?>"><?cs var:t("Open a ticket") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
