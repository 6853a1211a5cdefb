<?cs # The companies of the person signed in, and for whom he acts.
	Mine.act_url .may_choose     may_choose: there is a company to act for
	Choices.N                    options: himself, then his companies
	Companies.N.name .url .rights_text .members_text .disabled     no url for one that is disabled
	Form.company
	Token.act                    POST act_url: token, company (0 for himself)
?><?cs call:page_begin() ?>
<div class="wrap slim">
<div class="page-head"><h1><?cs var:t("My companies") ?></h1></div><?cs
call:notice() ?><?cs call:error_summary() ?><?cs
if:Mine.may_choose ?>
<form class="panel topped" method="post" action="<?cs var:safe_url(Mine.act_url) ?>" novalidate>
	<?cs call:form_token(Token.act) ?><?cs
	call:radio_group(Form.company, "company", t("For whom do you act?"), t("New tickets belong to whom you act for. Colleagues may see those of a company, never your own."), Choices) ?>
	<p class="actions"><?cs call:submit_button(t("Switch"), "primary") ?></p>
</form><?cs /if ?><?cs
if:subcount(Companies) ?>
<h2 class="section"><?cs var:t("Companies") ?></h2>
<ul class="rows list"><?cs each:c = Companies ?>
	<li><?cs if:c.url ?><a class="row-link" href="<?cs var:safe_url(c.url) ?>"><?cs call:icon("users") ?>
		<span class="row-main"><span class="row-title" dir="auto"><?cs var:c.name ?></span>
		<span class="muted"><?cs var:c.rights_text ?> · <?cs var:c.members_text ?></span></span><?cs
		call:icon_forward("chevron-right") ?></a><?cs
	else ?><div class="row-link"><?cs call:icon("lock") ?>
		<span class="row-main"><span class="row-title" dir="auto"><?cs var:c.name ?></span>
		<span class="muted"><?cs var:t("We have disabled this company. Write to us if you have questions about it.") ?></span></span></div><?cs /if ?></li><?cs
/each ?></ul><?cs
else ?><?cs call:empty_state("users", t("You belong to no company"), t("Somebody who manages a company’s members can invite you. The invitation comes by mail."), "", "") ?><?cs /if ?>
</div>
<?cs call:page_end() ?>
