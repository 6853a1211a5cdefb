<?cs # For whom a category or a board is, in its form: Audiences.N Groups.N Form.audience .company .group ?><?cs
def:audience_fields() ?><?cs
	call:radio_group(Form.audience, "audience", t("Who reads it"), "", Audiences) ?><?cs
	call:text_field(Form.company, "company", t("Company"), t("Only for “One company”: its name as in the list of companies, or its number."), "100", "", "off", "") ?><?cs
	call:select_field(Form.group, "group", t("Group"), t("Only for “One group of people”."), Groups, "") ?><?cs /def ?>
