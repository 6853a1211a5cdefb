<?cs # After a ticket was sent without signing in, and after an article made one needless.
	Thanks.heading .text
?><?cs call:page_begin() ?>
<div class="wrap slim">
<div class="empty"><span class="badge"><?cs call:icon("circle-check") ?></span>
	<h1><?cs var:Thanks.heading ?></h1>
	<p class="muted"><?cs var:Thanks.text ?></p>
	<p><a class="btn btn-primary" href="<?cs var:safe_url(Url.home) ?>"><?cs var:t("To the help center") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
