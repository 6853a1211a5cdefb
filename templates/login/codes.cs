<?cs # The recovery codes, shown once, right after the second factor was set up on the way in.
	Codes.N.text
	Codes.next_url               where the sign-in leads
?><?cs call:page_begin() ?>
<div class="auth">
<div class="page-head"><h1><?cs var:t("Your recovery codes") ?></h1>
	<p class="lead"><?cs var:t("The second step is on, and you are signed in.") ?></p></div>
<div class="panel topped">
	<p><?cs var:t("Keep these codes in a safe place: on paper, or in a password manager. Each lets you in once when you do not have your phone.") ?></p>
	<div class="prose topped" dir="ltr" data-copy="<?cs var:t("Copy") ?>" data-copied="<?cs var:t("Copied") ?>"><pre aria-label="<?cs var:t("Recovery codes") ?>"><?cs
	each:c = Codes ?><?cs if:!first(c) ?>
<?cs /if ?><?cs var:c.text ?><?cs /each ?></pre></div>
	<p class="topped"><strong><?cs var:t("They are shown this one time only.") ?></strong></p>
	<p class="actions"><button type="button" class="btn" hidden data-print><?cs call:icon("printer") ?><?cs var:t("Print") ?></button></p>
	<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Codes.next_url) ?>"><?cs var:t("I have kept them") ?></a></p>
</div>
</div>
<?cs call:page_end() ?>
