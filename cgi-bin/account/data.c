/* /account/data: everything that the portal holds of a person, as one archive. */
#include "account.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/attempt.h"
#include "web/person_archive.h"

enum rc data_page(struct request *request)
{
	show_area(request, AREA_DATA, view_say(request->view, N_("My data")));
	view_text(request->view, "Data.action", url(request, "/account/data"));
	view_text(request->view, "Data.delete_url", url(request, "/account/delete"));
	page_token(request, "Token.data", "/account/data");
	return page_show(request, "account/data");
}

/* An archive reads all that there is: nobody needs many. */
enum rc prepare_data(struct request *request)
{
	enum rc rc = prove_password(request);
	struct proof *proof = request->prepared;
	const char *subject = arena_format(request->arena, "%lld", (long long)request->who.id);
	int count;
	if (rc != RC_OK || !proof->good)
		return rc;
	if (!subject)
		return RC_NO_MEMORY;
	rc = attempt_count(request->db, "data-archive", subject, HOUR, request->now, &count);
	if (rc != RC_OK || count <= LIMIT_ARCHIVES_HOUR)
		return rc;
	proof->limited = true;
	request_error(request, "", N_("You have downloaded your data several times. Please wait an hour."));
	return RC_OK;
}

struct taking { /* one transaction */
	struct request *request;
	bool proven;
};

static enum rc note_taking(void *context)
{
	struct taking *taking = context;
	enum rc rc = check_proof(taking->request, &taking->proven);
	if (rc != RC_OK || !taking->proven)
		return rc;
	return note_act(taking->request, "data.export", "data_taken");
}

enum rc take_data(struct request *request)
{
	struct taking taking = { .request = request };
	enum rc rc = db_transact(request->db, note_taking, &taking);
	if (rc != RC_OK)
		return rc;
	return taking.proven ? person_archive(request) : data_page(request);
}
