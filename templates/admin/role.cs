<?cs # A staff role: what it may, to make or to change.
	Views.N                           the areas of the management
	Role.new                          1: it is being made
	Role.may_change                   absent: it holds more than the reader may; then only shown
	Role.action                       takes POST token, version, name, second_factor and each Permissions.N.name
	Role.factor_bound                 the duty binds the reader, who cannot lift it
	Role.version .factor .stored_name .holders_text .held .delete_url
	Permissions.N.name .text .ticked .locked         locked: the reader has it not himself
	Conflict.now_name .now_may .now_factor .wanted_name …   after a stale form
	Token.role
?><?cs call:page_begin() ?>
<div class="wrap desk">
<?cs call:views() ?>
<div>
<?cs call:crumbs() ?>
<div class="page-head"><h1 dir="auto"><?cs var:Page.title ?></h1><?cs
	if:!Role.new ?><p class="meta"><?cs var:Role.holders_text ?></p><?cs /if ?></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:?Conflict.now_name ?>
<div class="error-summary" role="alert" tabindex="-1" data-focus>
	<h2><?cs var:t("Somebody changed this role meanwhile") ?></h2>
	<p><?cs var:t("Nothing was saved. The form below still holds what you entered: save it again to replace the newer state.") ?></p>
	<div class="prose table-wrap"><table><thead><tr><th scope="col"><span class="hidden"><?cs var:t("Field") ?></span></th><th scope="col"><?cs var:t("Now") ?></th><th scope="col"><?cs var:t("You wanted") ?></th></tr></thead>
	<tbody><tr><th scope="row"><?cs var:t("Name of the role") ?></th><td dir="auto"><?cs var:Conflict.now_name ?></td><td dir="auto"><?cs var:Conflict.wanted_name ?></td></tr>
	<tr><th scope="row"><?cs var:t("Permissions") ?></th><td><?cs var:Conflict.now_may ?></td><td><?cs var:Conflict.wanted_may ?></td></tr>
	<tr><th scope="row"><?cs var:t("Second step") ?></th><td><?cs var:Conflict.now_factor ?></td><td><?cs var:Conflict.wanted_factor ?></td></tr></tbody></table></div>
</div><?cs /if ?><?cs
if:Role.may_change ?>
<form class="stack" method="post" action="<?cs var:safe_url(Role.action) ?>" novalidate>
	<?cs call:form_token(Token.role) ?><?cs
	if:!Role.new ?><input type="hidden" name="version" value="<?cs var:Role.version ?>"><?cs /if ?><?cs
	call:text_field(Form.name, "name", t("Name of the role"), "", "100", "", "off", "1") ?>
	<fieldset class="field"><legend><?cs var:t("Permissions") ?></legend>
		<p class="hint"><?cs var:t("Without any, an agent only reads the tickets of their teams. What you may not do yourself cannot be ticked.") ?></p><?cs
	each:p = Permissions ?>
		<label class="choice"><input type="checkbox" name="<?cs var:p.name ?>" value="1"<?cs if:p.ticked ?> checked<?cs /if ?><?cs
			if:p.locked ?> disabled<?cs /if ?>> <span><?cs var:p.text ?></span></label><?cs /each ?>
	</fieldset>
	<div class="field"><?cs
	if:Role.factor_bound ?><input type="hidden" name="second_factor" value="1"><label class="choice"><input type="checkbox" checked disabled> <span><?cs
		var:t("Must use the second step") ?><span class="muted"><?cs
		var:t("You hold this role yourself: only an administrator can lift this duty.") ?></span></span></label><?cs
	else ?><label class="choice"><input type="checkbox" name="second_factor" value="1"<?cs if:Role.factor ?> checked<?cs /if ?>> <span><?cs
		var:t("Must use the second step") ?><span class="muted"><?cs
		var:t("Whoever holds the role without it is signed out and sets it up at the next sign-in.") ?></span></span></label><?cs
	/if ?></div>
	<div class="actions"><?cs
	if:Role.new ?><?cs call:submit_button(t("Make the role"), "primary") ?><?cs
	else ?><?cs call:submit_button(t("Save"), "primary") ?><?cs /if ?></div>
</form><?cs
else ?>
<p class="notice notice-info"><?cs call:icon("lock") ?> <span><?cs var:t("This role may do more than you. Only somebody who may do as much can change it.") ?></span></p>
<ul class="rows list"><?cs each:p = Permissions ?><?cs if:p.ticked ?>
	<li><div class="row-link"><?cs call:icon("check") ?> <span class="row-main"><?cs var:p.text ?></span></div></li><?cs /if ?><?cs /each ?></ul><?cs
if:Role.factor ?>
<p class="topped"><?cs var:t("Must use the second step") ?></p><?cs /if ?><?cs
/if ?><?cs
if:Role.may_change && !Role.new ?>
<section class="panel topped"><h2><?cs var:t("Delete the role") ?></h2><?cs
	if:Role.held ?>
	<p class="muted"><?cs var:t("A role can be deleted when nobody holds it any more.") ?></p><?cs
	else ?>
	<p><a class="btn btn-danger" href="<?cs var:safe_url(Role.delete_url) ?>"><?cs var:t("Delete…") ?></a></p><?cs /if ?>
</section><?cs /if ?>
</div></div>
<?cs call:page_end() ?>
