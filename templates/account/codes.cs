<?cs # Recovery codes, shown once.
	Codes.N.text
	Codes_turned_on              1: the second step was turned on with them
	Codes_back_url
?><?cs call:account_begin() ?><?cs
if:Codes_turned_on ?>
<p class="notice notice-success" role="status"><?cs call:icon("circle-check") ?> <span><?cs var:t("The second step is on. Your other devices are signed out.") ?></span></p><?cs /if ?>
<section class="panel topped"><p><?cs var:t("Keep these codes in a safe place: on paper, or in a password manager. Each lets you in once when you do not have your phone.") ?></p>
<ul class="codes"><?cs each:c = Codes ?>
	<li><bdi class="key" dir="ltr"><?cs var:c.text ?></bdi></li><?cs /each ?></ul>
<p><strong><?cs var:t("They are shown this one time only.") ?></strong></p>
<p class="actions"><a class="btn btn-primary" href="<?cs var:safe_url(Codes_back_url) ?>"><?cs var:t("I have kept them") ?></a></p></section>
<?cs call:account_end() ?>
