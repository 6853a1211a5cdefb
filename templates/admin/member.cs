<?cs # One member of a company, for staff.
	Views.N                      the areas of the management
	Member.mail .company .rights_text .since (time) .owner .was .was_owner .may_open .action .remove_url .back_url .person_url
	Rights.N                     as in company/rights.cs
	Form.owner .own
	Token.member .remove         POST action: token, owner, a field for each right, was, was_owner; POST remove_url: token
?><?cs include:"company/rights.cs" ?><?cs call:page_begin() ?><?cs call:admin_begin() ?>
<p class="meta"><bdi dir="ltr"><?cs var:Member.mail ?></bdi> <span dir="auto"><?cs var:Member.company ?></span><?cs
	if:Member.person_url ?> <a href="<?cs var:safe_url(Member.person_url) ?>"><?cs var:t("Open the person") ?></a><?cs /if ?></p>
<dl class="facts panel topped">
	<div><dt><?cs var:t("Rights") ?></dt><dd><?cs var:Member.rights_text ?></dd></div>
	<div><dt><?cs var:t("Member since") ?></dt><dd><?cs var:Member.since.full ?></dd></div>
</dl>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Member.action) ?>" novalidate>
	<?cs call:form_token(Token.member) ?><input type="hidden" name="was" value="<?cs var:Member.was ?>"><?cs
	if:Member.was_owner ?><input type="hidden" name="was_owner" value="1"><?cs /if ?>
<?cs
	if:!Member.may_open ?><p class="hint"><?cs var:t("You can take rights away. Only staff who see all tickets, and the company’s owners, can let a member do more.") ?></p><?cs /if ?>
	<div class="field<?cs if:Form.owner.error ?> has-error<?cs /if ?>"><?cs
		if:Form.owner.error ?><p class="error" id="f-owner-error"><?cs call:icon("circle-alert") ?> <?cs var:Form.owner.error ?></p><?cs /if ?>
	<label class="choice"><input type="checkbox" id="f-owner" name="owner" value="1"<?cs if:Member.owner ?> checked<?cs /if ?><?cs
		call:field_described(Form.owner, "owner", "") ?>> <span><?cs var:t("Owner") ?><span class="muted"><?cs
		var:t("May do everything in the company, and make others owners.") ?></span></span></label></div><?cs
	call:rights_group(Form.own, t("What may this person do?")) ?>
	<div class="actions"><?cs call:submit_button(t("Save"), "primary") ?>
	<a class="btn btn-quiet" href="<?cs var:safe_url(Member.back_url) ?>"><?cs var:t("Cancel") ?></a></div>
</form>
<form class="panel stack topped" method="post" action="<?cs var:safe_url(Member.remove_url) ?>"><h2><?cs var:t("Remove from the company") ?></h2>
	<?cs call:form_token(Token.remove) ?>
	<p><?cs var:t("The person can no longer act for the company or see its tickets. The person’s own account stays.") ?></p>
	<div class="actions"><?cs call:submit_button(t("Remove from the company"), "danger") ?></div>
</form>
<?cs call:admin_end() ?><?cs call:page_end() ?>
