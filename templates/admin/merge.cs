<?cs # Two accounts of one person become one.
	Views.N                                   the areas of the management
	Kept.name .mail .role_text .state .state_text .since (time)
	Other                                     the same and .id; absent until one is chosen
	Moves.N.text .count                       what changes hands
	Merge.url .back_url                       GET with; then POST token, other
	Merge.loses_work                          1: the other is staff, the kept one is not
	Form.with
	Token.merge
?><?cs def:side(p, label) ?>
	<section class="panel"><h2><?cs var:label ?></h2>
	<p><strong dir="auto"><?cs var:p.name ?></strong><br><bdi class="muted" dir="ltr"><?cs var:p.mail ?></bdi></p>
	<p class="meta topped"><?cs call:status_tag(p.state, p.state_text) ?> <span><?cs var:p.role_text ?></span> <span><?cs call:time_tag(p.since) ?></span></p></section><?cs /def ?><?cs
call:page_begin() ?><?cs call:admin_begin() ?><?cs
if:Other.id ?>
<div class="two topped"><?cs call:side(Kept, t("This account stays")) ?><?cs call:side(Other, t("This account goes")) ?></div>
<div class="measure">
<h2 class="section"><?cs var:t("What moves to the account that stays") ?></h2><?cs
if:subcount(Moves) ?>
<dl class="facts facts-list"><?cs each:m = Moves ?>
	<div><dt><?cs var:m.text ?></dt><dd><?cs var:m.count ?></dd></div><?cs /each ?></dl><?cs
else ?><p class="muted"><?cs var:t("Nothing belongs to the other account.") ?></p><?cs /if ?>
<h2 class="section"><?cs var:t("What stays as it is") ?></h2>
<p><?cs var:t("Address, name, password, second step, role and settings of the account that stays. Those of the other account are deleted, its devices are signed out, and its address becomes free. Both addresses get a mail. This cannot be undone.") ?></p><?cs
if:Merge.loses_work ?>
<p class="notice notice-warning"><?cs call:icon("triangle-alert") ?> <span><?cs var:t("The other account is staff, this one is not: tickets to work on become unassigned, teams are left.") ?></span></p><?cs /if ?>
<form method="post" action="<?cs var:safe_url(Merge.url) ?>"><?cs call:form_token(Token.merge) ?><input type="hidden" name="other" value="<?cs var:Other.id ?>">
	<div class="actions"><button class="btn btn-danger" type="submit"><?cs var:t("Merge the accounts") ?></button>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Merge.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form></div><?cs
else ?>
<p class="lead measure"><?cs var:t("Everything of the other account moves to this one:") ?> <strong dir="auto"><?cs var:Kept.name ?></strong> <bdi class="muted" dir="ltr"><?cs var:Kept.mail ?></bdi></p>
<form class="measure topped" method="get" action="<?cs var:safe_url(Merge.url) ?>" novalidate><?cs
	call:text_field(Form.with, "with", t("Address of the other account"), t("You will see what moves before anything happens."), "254", "email", "off", "1") ?>
	<div class="actions"><?cs call:submit_button(t("Go on"), "primary") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Merge.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form><?cs /if ?>
<?cs call:admin_end() ?><?cs call:page_end() ?>
