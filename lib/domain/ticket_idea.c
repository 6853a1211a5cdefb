/* See ticket_idea.h. */
#include "domain/ticket_idea.h"

#include <inttypes.h>
#include <stdio.h>

#include "domain/audit.h"
#include "domain/message.h"
#include "domain/suggestion_vote.h"

DB_QUERY(note_idea_activity, "UPDATE ticket SET activity_at = ? WHERE id = ?", DB_NO_ROW);

/* As the requester stands to it. */
static enum rc lock_for(struct db *db, struct arena *arena, const struct ticket *ticket,
        int64_t suggestion_id, struct suggestion *suggestion)
{
	struct account requester;
	enum rc rc = account_by_id(db, arena, ticket->requester_id, &requester);
	return rc == RC_OK ? suggestion_lock_voted(db, arena, suggestion_id, &requester, suggestion) : rc;
}

/* For staff alone: see message_list_public. */
static enum rc note(struct db *db, const struct ticket *ticket, const struct account *agent,
        const struct suggestion *suggestion, int64_t now)
{
	char detail[60];
	(void)snprintf(detail, sizeof(detail), "for account %" PRId64 ", ticket %" PRId64,
	        ticket->requester_id, ticket->id);
	enum rc rc = message_add(db,
	        &(struct message_new){ .ticket_id = ticket->id,
	                .kind = "event",
	                .author_id = agent->id,
	                .by_staff = true,
	                .event = "idea",
	                .event_to = suggestion->title,
	                .now = now },
	        NULL);
	if (rc == RC_OK)
		rc = db_run(db, &note_idea_activity, DB_ARGS(now, ticket->id), NULL);
	return rc == RC_OK ? audit_add(db, agent->id, "suggestion.vote", "suggestion", suggestion->id, detail,
	                             now)
	                   : rc;
}

enum rc ticket_idea_vote(struct db *db, struct arena *arena, const struct ticket *ticket,
        const struct account *agent, int64_t suggestion_id, int64_t now, struct suggestion *suggestion)
{
	const struct suggestion_voter voter = { .account_id = ticket->requester_id,
		.company_id = ticket->company_id,
		.by_id = agent->id,
		.ticket_id = ticket->id };
	bool changed = false;
	enum rc rc = lock_for(db, arena, ticket, suggestion_id, suggestion);
	if (rc == RC_OK)
		rc = suggestion_vote(db, arena, suggestion, &voter, true, now, &changed);
	return rc == RC_OK && changed ? note(db, ticket, agent, suggestion, now) : rc;
}

enum rc ticket_idea_reader(
        struct db *db, struct arena *arena, const struct ticket *ticket, struct audience_reader *reader)
{
	struct account requester;
	enum rc rc = account_by_id(db, arena, ticket->requester_id, &requester);
	if (rc == RC_OK)
		*reader = audience_reader(&requester);
	return rc;
}
