<?cs # Who the person is.
	Profile.action .picture_url .address_url
	Profile.role_text            of staff: agent, administrator
	Industries.N                 options
	Form.name .organisation .industry .industry_shown
	Token.profile
?><?cs call:account_begin() ?>
<section class="panel topped who-am-i">
	<?cs call:own_avatar() ?>
	<div><p><strong dir="auto"><?cs var:User.name ?></strong><?cs if:Profile.role_text ?> <span class="tag tag-staff"><?cs var:Profile.role_text ?></span><?cs /if ?></p>
	<p class="muted"><bdi dir="ltr"><?cs var:User.mail ?></bdi></p>
	<p class="inline-links"><a href="<?cs var:safe_url(Profile.picture_url) ?>"><?cs var:t("Change the picture") ?></a>
	<a href="<?cs var:safe_url(Profile.address_url) ?>"><?cs var:t("Change the e-mail address") ?></a></p></div>
</section>
<form class="panel topped" method="post" action="<?cs var:safe_url(Profile.action) ?>" novalidate>
	<?cs call:form_token(Token.profile) ?><?cs
	call:text_field(Form.name, "name", t("Name"), t("Your replies and posts carry this name."), "100", "text", "name", "1") ?><?cs
	call:text_field(Form.organisation, "organisation", t("Organisation"), t("Where you work, if you like to say so."), "100", "text", "organization", "") ?><?cs
	call:select_field(Form.industry, "industry", t("Industry"), t("Helps us to show you what people in your field ask."), Industries, "") ?><?cs
	call:checkbox_field(Form.industry_shown, "industry_shown", t("Show the industry on my page in the community"), "") ?>
	<p class="actions"><?cs call:submit_button(t("Save"), "primary") ?></p>
</form>
<?cs call:account_end() ?>
