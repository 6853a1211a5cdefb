<?cs # A guest’s link that has ended.
	Find.url                     where a new one can be had
?><?cs call:page_begin() ?>
<div class="wrap slim">
<div class="empty"><span class="badge"><?cs call:icon("circle-alert") ?></span>
	<h1><?cs var:t("This link is not valid any more") ?></h1>
	<p class="muted"><?cs var:t("It has ended, or you have an account meanwhile. Ask for a new link, or sign in.") ?></p>
	<p><a class="btn btn-primary" href="<?cs var:safe_url(Find.url) ?>"><?cs var:t("Find your ticket") ?></a> <a class="btn" href="<?cs var:safe_url(Url.login) ?>"><?cs var:t("Sign in") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
