<?cs # A link from a mail that was used, replaced or is too old.
?><?cs call:page_begin() ?>
<div class="auth">
<div class="panel topped empty"><span class="badge"><?cs call:icon("clock") ?></span>
	<h1><?cs var:t("This link does not work any more") ?></h1>
	<p><?cs var:t("It was used already, a newer one was sent, or it is too old.") ?></p>
	<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Url.account) ?>"><?cs var:t("Account") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
