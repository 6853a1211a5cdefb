/* See small_act.h. */
#include "web/small_act.h"

#include "base/message.h"
#include "domain/trust.h"
#include "web/pace.h"

enum rc count_small_act(struct request *request)
{
	return pace_form(request, PACE_ACT);
}

enum rc find_blocked(struct request *request, bool *blocked)
{
	enum rc rc = trust_allows(request->db, request->arena, &request->who, request->now);
	*blocked = rc == RC_DENIED;
	return *blocked ? RC_OK : rc;
}

enum rc check_small_act(struct request *request, bool *refused)
{
	*refused = request->prepared != NULL;
	if (*refused)
		return pace_answer(request);
	enum rc rc = find_blocked(request, refused);
	if (!*refused)
		return rc;
	request->response.status = 403;
	request_error(request, "",
	        N_("This was not done: a moderator has taken the right to take part from you for a while."));
	return rc;
}
