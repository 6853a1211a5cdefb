/* /account: who the person is. */
#include "account.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/profile.h"
#include "web/show_person.h"

static enum rc show_profile(struct request *request, const struct profile *profile)
{
	struct view *view = request->view;
	show_area(request, AREA_PROFILE, view_say(view, N_("Profile")));
	view_text(view, "Form.name.value", profile->name);
	view_text(view, "Form.organisation.value", profile->organisation);
	show_industries(view, "Industries", profile->industry);
	view_flag(view, "Form.industry_shown.value", profile->industry_shown);
	view_text(view, "Profile.action", url(request, "/account"));
	view_text(view, "Profile.picture_url", url(request, "/account/picture"));
	view_text(view, "Profile.address_url", url(request, "/account/security/address"));
	view_text(view, "Profile.role_text",
	        text_equal(request->who.role, "customer") ? NULL : say_role(view, request->who.role));
	page_token(request, "Token.profile", "/account");
	return page_show(request, "account/profile");
}

enum rc profile_page(struct request *request)
{
	struct profile profile;
	enum rc rc = profile_read(request->db, request->arena, request->who.id, &profile);
	return rc == RC_OK ? show_profile(request, &profile) : rc;
}

enum rc save_profile(struct request *request)
{
	struct profile profile = {
		.name = field_text(request, "name"),
		.organisation = field_text(request, "organisation"),
		.industry = field_text(request, "industry"),
		.industry_shown = field_flag(request, "industry_shown"),
	};
	if (request_has_errors(request))
		return show_profile(request, &profile);
	enum rc rc = profile_save(request->db, request->who.id, &profile, request->now);
	if (rc == RC_INVALID) {
		request_error(request, "industry", N_("Choose one of the options."));
		return show_profile(request, &profile);
	}
	if (rc == RC_OK)
		rc = note_act(request, "profile-changed", NULL);
	return rc == RC_OK ? page_go(request, page_done(request, url(request, "/account"), "profile-saved"))
	                   : rc;
}
