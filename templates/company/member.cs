<?cs # One member of a company.
	Member.name .mail .initial .rights_text .since (time) .self
	Member.may_change            1: he is in the reach of who shows the page
	Member.may_own .owner        who is owner himself makes others owners; what the box shows
	Member.was .was_owner        what holds, sent back with the form: a second editor learns of the first
	Member.action .remove_url .leave_url
	Rights.N.name .text .checked .locked
	Form.owner .own
	Token.member                 POST action: token, owner, a field for each right, was, was_owner
?><?cs include:"company/rights.cs" ?><?cs call:page_begin() ?>
<div class="wrap slim">
<?cs call:crumbs() ?>
<div class="page-head"><div class="who-am-i"><?cs call:avatar(Member.initial, "") ?>
	<div><h1 dir="auto"><?cs var:Member.name ?></h1><p class="muted"><bdi dir="ltr"><?cs var:Member.mail ?></bdi></p></div></div></div><?cs
call:notice() ?><?cs call:error_summary() ?>
<dl class="facts panel topped">
	<div><dt><?cs var:t("Rights") ?></dt><dd><?cs var:Member.rights_text ?></dd></div>
	<div><dt><?cs var:t("Member since") ?></dt><dd><?cs call:time_tag(Member.since) ?></dd></div>
</dl><?cs
if:Member.may_change ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Member.action) ?>" novalidate>
	<?cs call:form_token(Token.member) ?><input type="hidden" name="was" value="<?cs var:Member.was ?>"><?cs
	if:Member.was_owner ?><input type="hidden" name="was_owner" value="1"><?cs /if ?><?cs
	if:Member.may_own ?>
	<div class="field<?cs if:Form.owner.error ?> has-error<?cs /if ?>"><?cs
		if:Form.owner.error ?><p class="error" id="f-owner-error"><?cs call:icon("circle-alert") ?> <?cs var:Form.owner.error ?></p><?cs /if ?>
	<label class="choice"><input type="checkbox" id="f-owner" name="owner" value="1"<?cs if:Member.owner ?> checked<?cs /if ?><?cs
		call:field_described(Form.owner, "owner", "") ?>> <span><?cs var:t("Owner") ?><span class="muted"><?cs
		var:t("May do everything in the company, and make others owners.") ?></span></span></label></div><?cs /if ?><?cs
	call:rights_group(Form.own, t("What may this person do?")) ?>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?></p>
</form><?cs
else ?><p class="notice notice-info"><?cs call:icon("info") ?> <span><?cs var:t("Only an owner can change this person.") ?></span></p><?cs /if ?><?cs
if:Member.leave_url ?>
<p class="actions"><a class="btn btn-danger" href="<?cs var:safe_url(Member.leave_url) ?>"><?cs var:t("Leave the company") ?></a></p><?cs
elif:Member.remove_url ?>
<p class="actions"><a class="btn btn-danger" href="<?cs var:safe_url(Member.remove_url) ?>"><?cs var:t("Remove from the company") ?></a></p><?cs /if ?>
</div>
<?cs call:page_end() ?>
