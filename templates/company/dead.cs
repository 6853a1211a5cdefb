<?cs # An invitation that was used, withdrawn, sent again or is too old.
?><?cs call:page_begin() ?>
<div class="auth">
<div class="panel topped empty"><span class="badge"><?cs call:icon("clock") ?></span>
	<h1><?cs var:t("This invitation does not work any more") ?></h1>
	<p><?cs var:t("It was used already, withdrawn, sent once more, or it is too old. Look for a newer mail, or ask the person who invited you to send another.") ?></p>
	<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Url.home) ?>"><?cs var:t("To the home page") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
