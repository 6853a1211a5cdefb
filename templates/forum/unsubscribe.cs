<?cs # Ending mails by the link in one of them.
	Unsubscribe.text .title .action .choices_url .done
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:Page.title ?></h1></div>
<?cs if:Unsubscribe.done ?>
<div class="panel topped">
	<p><?cs var:Unsubscribe.text ?><?cs if:?Unsubscribe.title ?>: <strong><bdi><?cs var:Unsubscribe.title ?></bdi></strong><?cs /if ?></p>
	<p><?cs var:t("This is ended now. What is new still shows in the portal behind the bell.") ?></p>
	<p class="actions"><a class="btn" href="<?cs var:safe_url(Unsubscribe.choices_url) ?>"><?cs var:t("See all that you follow") ?></a></p>
</div><?cs else ?>
<form data-anonymous class="panel topped" method="post" action="<?cs var:safe_url(Unsubscribe.action) ?>">
	<p><?cs var:Unsubscribe.text ?><?cs if:?Unsubscribe.title ?>: <strong><bdi><?cs var:Unsubscribe.title ?></bdi></strong><?cs /if ?></p>
	<p class="actions"><?cs call:submit_button(t("Stop these mails"), "primary") ?></p>
	<p><a href="<?cs var:safe_url(Unsubscribe.choices_url) ?>"><?cs var:t("See all that you follow") ?></a></p>
</form><?cs /if ?>
</div>
<?cs call:page_end() ?>
