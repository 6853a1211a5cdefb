/* See pace.h. */
#include "web/pace.h"

#include <inttypes.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/message.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/gate.h"
#include "web/route.h"

static const struct {
	const char *kind;
	int64_t account; /* an hour, of one account */
	int64_t network; /* of one network address; 0: as configured */
	const char *text;
} paces[] = {
	[PACE_TICKET] = { "pace-ticket", LIMIT_TICKETS_HOUR, LIMIT_GUEST_TICKETS_HOUR,
	        N_("This ticket was not sent, because there were many within the hour. What you typed is "
	           "kept "
	           "here.") },
	[PACE_REPLY] = { "pace-reply", LIMIT_REPLIES_HOUR, LIMIT_REPLIES_HOUR,
	        N_("This reply was not sent, because there were many within the hour. What you typed is kept "
	           "here.") },
	[PACE_SEARCH] = { "pace-search", LIMIT_SEARCHES_HOUR, 0,
	        N_("This search was not made, because there were very many within the hour.") },
	[PACE_POST] = { "pace-post", LIMIT_POSTS_HOUR, LIMIT_GUEST_POSTS_HOUR,
	        N_("Nothing was posted, because there was much within the hour. What you typed is kept "
	           "here.") },
	[PACE_ACT] = { "pace-act", LIMIT_ACTS_HOUR, LIMIT_ACTS_HOUR,
	        N_("This was not done, because there was very much within the hour.") },
};

/* --- counting -------------------------------------------------------------------------------- */

/* 0: no limit. */
static int64_t an_hour(const struct request *request, enum pace pace)
{
	if (account_is_staff(&request->who))
		return 0;
	if (request->who.id != 0)
		return paces[pace].account;
	return paces[pace].network != 0 ? paces[pace].network : request->config->search_limit;
}

static struct gate gate_of(enum pace pace, int64_t limit)
{
	int64_t every = HOUR / limit;
	return (struct gate){
		.kind = paces[pace].kind, .free = (int)limit, .first = every, .most = every, .forgive = every
	};
}

/* NULL without memory. */
static const char *subject_of(struct request *request)
{
	return request->who.id == 0 ? request->network
	                            : arena_format(request->arena, "%" PRId64, request->who.id);
}

/* *wait: seconds until there is room; 0: there was. A form (`token`, else NULL) counts once. */
static enum rc pass(struct request *request, enum pace pace, const char *token, int64_t *wait)
{
	int64_t limit = an_hour(request, pace);
	const char *subject = subject_of(request);
	uint8_t id[SECRET_HASH];
	*wait = 0;
	if (!subject)
		return RC_NO_MEMORY;
	if (limit == 0)
		return RC_OK;
	struct gate gate = gate_of(pace, limit);
	if (token)
		secret_hash_text(token, id);
	enum rc rc = token ? gate_pass_once(request->db, &gate, subject, id, request->now, wait)
	                   : gate_pass(request->db, &gate, subject, request->now, wait);
	if (rc == RC_OK && *wait > 0)
		log_security(paces[pace].kind, request->who.id, request->address, request->route->path);
	return rc;
}

enum rc pace_look(struct request *request, enum pace pace)
{
	int64_t limit = an_hour(request, pace), wait;
	const char *subject = subject_of(request);
	if (!subject)
		return RC_NO_MEMORY;
	if (limit == 0)
		return RC_OK;
	struct gate gate = gate_of(pace, limit);
	enum rc rc = gate_look(request->db, &gate, subject, request->now, &wait);
	return rc == RC_OK && wait > 0 ? RC_LIMITED : rc;
}

/* --- saying it ------------------------------------------------------------------------------- */

static const char *say_wait(struct view *view, int64_t wait)
{
	if (wait < MINUTE)
		return view_plural(view, N_("Please wait {n} second, then try again."),
		        N_("Please wait {n} seconds, then try again."), wait);
	return view_plural(view, N_("Please wait {n} minute, then try again."),
	        N_("Please wait {n} minutes, then try again."), (wait + MINUTE - 1) / MINUTE);
}

static void note_refusal(struct request *request, enum pace pace, int64_t wait)
{
	struct view *view = request->view;
	request_error_text(request, "",
	        arena_format(
	                request->arena, "%s %s", view_say(view, paces[pace].text), say_wait(view, wait)));
}

static enum rc answer(struct request *request, int64_t wait)
{
	const char *seconds = arena_format(request->arena, "%" PRId64, wait);
	if (!seconds)
		return RC_NO_MEMORY;
	request->response.status = 429;
	return response_header(request, "Retry-After", seconds);
}

/* --- forms and pages ------------------------------------------------------------------------- */

enum rc pace_form(struct request *request, enum pace pace)
{
	int64_t *wait = arena_alloc(request->arena, sizeof(*wait));
	if (!wait)
		return RC_NO_MEMORY;
	enum rc rc = pass(request, pace, form_value(&request->form, "token"), wait);
	if (rc != RC_OK || *wait == 0)
		return rc;
	request->prepared = wait;
	note_refusal(request, pace, *wait);
	return RC_OK;
}

enum rc pace_answer(struct request *request)
{
	const int64_t *wait = request->prepared;
	return wait ? answer(request, *wait) : RC_OK;
}

enum rc pace_page(struct request *request, enum pace pace, bool *refused)
{
	int64_t wait;
	enum rc rc = pass(request, pace, NULL, &wait);
	*refused = rc == RC_OK && wait > 0;
	if (!*refused)
		return rc;
	note_refusal(request, pace, wait);
	return answer(request, wait);
}
