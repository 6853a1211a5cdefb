/*
 * Ticket by ticket, a few messages at a time: what is read is forgotten before the next ones come, so that a
 * person of many years takes no more memory than one of a day.
 */
#include "domain/person_erase_ticket.h"

#include <stdio.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/message.h"
#include "domain/person_erase.h"
#include "domain/ticket_word.h"

#define TICKETS_AT_ONCE  100
#define MESSAGES_AT_ONCE 20
#define EVENTS_AT_ONCE   10000 /* ids that one statement looks through */
#define SCRATCH_FIRST    ((size_t)64 << 10)
#define SCRATCH_MOST     ((size_t)64 << 20)

struct touched {
	int64_t id, requester_id;
	const char *subject, *lang, *last_name;
	bool last_by_staff;
};

struct said {
	int64_t id, author_id;
	const char *kind, *event_to, *body;
	bool by_staff;
	int32_t files;
};

struct newest {
	int64_t id;
};

/* clang-format off */
DB_QUERY(list_touched,
	"(SELECT id FROM ticket WHERE requester_id = ? AND id > ? ORDER BY id LIMIT ?)"
	" UNION (SELECT DISTINCT ticket_id AS id FROM ticket_message WHERE author_id = ? AND ticket_id > ?"
	" ORDER BY ticket_id LIMIT ?)"
	" UNION (SELECT ticket_id AS id FROM ticket_participant WHERE account_id = ? AND ticket_id > ?"
	" ORDER BY ticket_id LIMIT ?) ORDER BY id LIMIT ?",
	DB_ROW(struct newest, id));
DB_QUERY(lock_touched,
	"SELECT id, requester_id, subject, lang, last_name, last_by_staff FROM ticket WHERE id = ? FOR UPDATE",
	DB_ROW(struct touched, id, requester_id, subject, lang, last_name, last_by_staff));
DB_QUERY(list_said,
	"SELECT id, author_id, kind, event_to, body, by_staff, files FROM ticket_message"
	" WHERE ticket_id = ? AND id > ? ORDER BY id LIMIT ?",
	DB_ROW(struct said, id, author_id, kind, event_to, body, by_staff, files));
DB_QUERY(put_ticket_names, "UPDATE ticket SET subject = ?, last_name = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(blank_answers, "UPDATE ticket_field SET value = '' WHERE ticket_id = ?", DB_NO_ROW);
DB_QUERY(drop_files, "DELETE FROM attachment WHERE message_id = ?", DB_NO_ROW);
DB_QUERY(count_no_files, "UPDATE ticket_message SET files = 0 WHERE id = ?", DB_NO_ROW);

/* Where a ticket that was filed without signing in came from. */
DB_QUERY(drop_ticket_origins,
	"DELETE o FROM audit_origin o JOIN audit a ON a.id = o.audit_id"
	" WHERE a.object = 'ticket' AND a.object_id = ? AND a.actor_id IS NULL",
	DB_NO_ROW);

/* An agent's name stands in events by which others gave him tickets that he never wrote in. */
DB_QUERY(newest_message, "SELECT COALESCE(MAX(id), 0) AS id FROM ticket_message", DB_ROW(struct newest, id));
DB_QUERY(rename_assignee,
	"UPDATE ticket_message SET event_to = ? WHERE id > ? AND id <= ? AND event = 'assignee' AND event_to = ?",
	DB_NO_ROW);
/* clang-format on */

/* One person's work; `scratch` is emptied between pages of messages. */
struct work {
	struct db *db;
	struct arena *scratch;
	const struct erased *person;
	const struct person_words *words;
	const char *gone; /* the name that is left */
};

/* What the messages of a ticket have told so far. */
struct reading {
	struct arena *kept; /* of this ticket */
	const char *first;  /* text of the first public message */
	bool changed;       /* it or the subject */
	bool last_is_his;   /* the newest public event */
};

static enum rc drop_sent(const struct work *work, const struct said *said)
{
	if (said->author_id != work->person->id || said->by_staff || said->files == 0)
		return RC_OK;
	enum rc rc = db_run(work->db, &drop_files, DB_ARGS(said->id), NULL);
	return rc == RC_OK ? db_run(work->db, &count_no_files, DB_ARGS(said->id), NULL) : rc;
}

static enum rc clean_message(const struct work *work, const struct said *said, struct reading *reading)
{
	const char *body;
	enum rc rc = person_words_hide(work->words, work->scratch, said->body, &body);
	if (rc == RC_OK && body != NULL)
		rc = message_rewrite(work->db, work->scratch, said->id, said->kind, body);
	if (rc == RC_OK)
		rc = drop_sent(work, said);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(said->kind, "note"))
		reading->last_is_his = said->author_id == work->person->id;
	if (reading->first != NULL || !text_equal(said->kind, "public"))
		return RC_OK;
	reading->changed = reading->changed || body != NULL;
	reading->first = arena_text(reading->kept, body != NULL ? body : said->body);
	return reading->first == NULL ? RC_NO_MEMORY : RC_OK;
}

static enum rc clean_messages(const struct work *work, int64_t ticket_id, struct reading *reading)
{
	struct db_rows rows = { .count = MESSAGES_AT_ONCE };
	enum rc rc = RC_OK;
	for (int64_t last = 0; rc == RC_OK && rows.count == MESSAGES_AT_ONCE;) {
		arena_reset(work->scratch);
		rc = db_all(work->db, work->scratch, &list_said, DB_ARGS(ticket_id, last, MESSAGES_AT_ONCE),
		        &rows);
		if (rc != RC_OK)
			return rc;
		const struct said *said = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
			last = said[i].id;
			rc = clean_message(work, &said[i], reading);
		}
	}
	return rc;
}

static enum rc put_ticket(const struct work *work, const struct touched *ticket, struct reading *reading)
{
	const char *subject;
	enum rc rc = person_words_hide(work->words, reading->kept, ticket->subject, &subject);
	if (rc != RC_OK)
		return rc;
	bool named = reading->last_is_his || text_equal(ticket->last_name, work->person->name);
	if (subject != NULL || named)
		rc = db_run(work->db, &put_ticket_names,
		        DB_ARGS(subject != NULL ? subject : ticket->subject,
		                named ? work->gone : ticket->last_name, ticket->id),
		        NULL);
	if (rc != RC_OK || (subject == NULL && !reading->changed))
		return rc;
	const struct language *language = language_find(ticket->lang);
	return ticket_words_replace(work->db, reading->kept, ticket->id,
	        language != NULL ? language : language_at(0), subject != NULL ? subject : ticket->subject,
	        reading->first != NULL ? reading->first : "");
}

static enum rc clean_ticket(const struct work *work, struct arena *kept, int64_t ticket_id)
{
	struct touched ticket;
	struct reading reading = { .kept = kept };
	arena_reset(kept);
	enum rc rc = db_one(work->db, kept, &lock_touched, DB_ARGS(ticket_id), &ticket);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = clean_messages(work, ticket_id, &reading);
	if (rc == RC_OK)
		rc = put_ticket(work, &ticket, &reading);
	if (rc != RC_OK || ticket.requester_id != work->person->id)
		return rc;
	rc = db_run(work->db, &blank_answers, DB_ARGS(ticket_id), NULL);
	return rc == RC_OK ? db_run(work->db, &drop_ticket_origins, DB_ARGS(ticket_id), NULL) : rc;
}

static enum rc clean_tickets(const struct work *work, struct arena *kept, struct arena *list)
{
	int64_t id = work->person->id, last = 0;
	struct db_rows rows = { .count = TICKETS_AT_ONCE };
	enum rc rc = RC_OK;
	while (rc == RC_OK && rows.count == TICKETS_AT_ONCE) {
		arena_reset(list);
		rc = db_all(work->db, list, &list_touched,
		        DB_ARGS(id, last, TICKETS_AT_ONCE, id, last, TICKETS_AT_ONCE, id, last,
		                TICKETS_AT_ONCE, TICKETS_AT_ONCE),
		        &rows);
		if (rc != RC_OK)
			return rc;
		const struct newest *tickets = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
			last = tickets[i].id;
			rc = clean_ticket(work, kept, last);
		}
	}
	return rc;
}

static enum rc rename_events(const struct work *work)
{
	struct newest newest;
	if (text_equal(work->person->role, "customer"))
		return RC_OK;
	arena_reset(work->scratch);
	enum rc rc = db_one(work->db, work->scratch, &newest_message, DB_NO_ARGS, &newest);
	for (int64_t from = 0; rc == RC_OK && from < newest.id; from += EVENTS_AT_ONCE)
		rc = db_run(work->db, &rename_assignee,
		        DB_ARGS(work->gone, from, from + EVENTS_AT_ONCE, work->person->name), NULL);
	return rc;
}

enum rc erase_from_tickets(struct db *db, const struct erased *person, const struct person_words *words)
{
	struct arena *scratch = arena_new(SCRATCH_FIRST, SCRATCH_MOST);
	struct arena *kept = arena_new(SCRATCH_FIRST, SCRATCH_MOST);
	struct arena *list = arena_new(SCRATCH_FIRST, SCRATCH_MOST);
	enum rc rc = RC_NO_MEMORY;
	if (scratch != NULL && kept != NULL && list != NULL) {
		char gone[40];
		(void)snprintf(gone, sizeof(gone), PERSON_GONE "%lld", (long long)person->id);
		const struct work work = { db, scratch, person, words, gone };
		rc = clean_tickets(&work, kept, list);
		if (rc == RC_OK)
			rc = rename_events(&work);
	}
	arena_free(list);
	arena_free(kept);
	arena_free(scratch);
	return rc;
}
