/* What stands on a company's invoices. */
#include "company.h"

#include "base/message.h"
#include "base/text.h"

/* What holds now, where somebody else was faster. */
static void show_newer(struct request *request, const struct company *company)
{
	struct view *view = request->view;
	view_flag(view, "Billing.newer", true);
	view_text(view, "Billing.now_name", company->billing_name);
	view_text(view, "Billing.now_address", company->billing_address);
	view_text(view, "Billing.now_mail", company->billing_mail);
	view_text(view, "Billing.now_tax", company->tax_number);
}

static enum rc show_billing(struct request *request, const struct company *company)
{
	struct view *view = request->view;
	show_frame(request, company, NULL, NULL, view_say(view, N_("Billing details")));
	view_text(view, "Form.billing_name.value", company->billing_name);
	view_text(view, "Form.billing_address.value", company->billing_address);
	view_text(view, "Form.billing_mail.value", company->billing_mail);
	view_text(view, "Form.tax_number.value", company->tax_number);
	view_number(view, "Billing.version", company->version);
	view_time(view, "Billing.changed", company->updated_at);
	view_text(view, "Billing.action", company_url(request, company->id, "/billing"));
	page_token(request, "Token.billing", "/company/:id/billing");
	return page_show(request, "company/billing");
}

enum rc billing_page(struct request *request)
{
	struct company company;
	enum rc rc = find_company_for(request, COMPANY_FINANCE, &company);
	return rc == RC_OK ? show_billing(request, &company) : rc;
}

enum rc save_billing(struct request *request)
{
	const struct company_billing billing = { .name = field_text(request, "billing_name"),
		.address = field_text(request, "billing_address"),
		.mail = field_text(request, "billing_mail"),
		.tax_number = field_text(request, "tax_number") };
	struct company company;
	enum rc rc = lock_company_for(request, COMPANY_FINANCE, &company);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_billing(request, &company);
	rc = company_set_billing(request->db, &company, (int32_t)field_number(request, "version"), &billing,
	        request->who.id, request->now);
	if (rc == RC_CONFLICT) {
		request_error(request, "",
		        N_("Somebody else saved these details while you were writing. Below you see yours, "
		           "and "
		           "above them what holds now. Save again to replace it."));
		request->response.status = 409;
		show_newer(request, &company);
		return show_billing(request, &company);
	}
	if (rc != RC_OK)
		return rc;
	return page_go(
	        request, page_done(request, company_url(request, company.id, "/billing"), "billing-saved"));
}
