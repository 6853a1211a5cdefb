/* See notify.h. */
#include "domain/notify.h"

#include "base/text.h"

struct choice_row {
	const char *event, *channel;
	bool wanted;
};

DB_QUERY(list_choices, "SELECT event, channel, wanted FROM notify_choice WHERE account_id = ?",
        DB_ROW(struct choice_row, event, channel, wanted));
DB_QUERY(forget_choices, "DELETE FROM notify_choice WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(add_choice, "INSERT INTO notify_choice (account_id, event, channel, wanted) VALUES (?, ?, ?, ?)",
        DB_NO_ROW);

/* Whatever concerns a person reaches him by both channels until he says otherwise. */
static const struct {
	const char *word;
	bool by_default[NOTIFY_CHANNEL__COUNT], fixed[NOTIFY_CHANNEL__COUNT];
} events[NOTIFY__COUNT] = {
	[NOTIFY_TICKET_ANSWER] = { "ticket_answer", { true, true }, { false, false } },
	[NOTIFY_TICKET_STATE] = { "ticket_state", { true, true }, { false, false } },
	[NOTIFY_TICKET_PARTICIPANT] = { "ticket_participant", { true, true }, { false, false } },
	[NOTIFY_FORUM] = { "forum", { true, true }, { false, false } },
	[NOTIFY_SUGGESTION] = { "suggestion", { true, true }, { false, false } },
	[NOTIFY_MODERATION] = { "moderation", { true, true }, { false, false } },
	[NOTIFY_COMPANY] = { "company", { true, true }, { false, false } },
	[NOTIFY_SECURITY] = { "security", { true, true }, { true, false } },
};

static const char *const channels[] = { [NOTIFY_MAIL] = "mail", [NOTIFY_PORTAL] = "portal" };

const char *notify_event_word(enum notify_event event)
{
	return event < NOTIFY__COUNT ? events[event].word : NULL;
}

const char *notify_channel_word(enum notify_channel channel)
{
	return channel < NOTIFY_CHANNEL__COUNT ? channels[channel] : NULL;
}

bool notify_event_of(const char *kind, const char *detail, enum notify_event *event)
{
	static const struct {
		const char *kind, *detail; /* how the detail begins */
		enum notify_event event;
	} kinds[] = {
		{ "ticket_answer", "", NOTIFY_TICKET_ANSWER },
		{ "ticket_state", "", NOTIFY_TICKET_STATE },
		{ "participant", "", NOTIFY_TICKET_PARTICIPANT },
		{ "forum_topic", "", NOTIFY_FORUM },
		{ "forum_post", "", NOTIFY_FORUM },
		{ "forum_accepted", "", NOTIFY_FORUM },
		{ "suggestion_new", "", NOTIFY_SUGGESTION },
		{ "suggestion_status", "", NOTIFY_SUGGESTION },
		{ "suggestion_merged", "", NOTIFY_SUGGESTION },
		{ "moderated", "", NOTIFY_MODERATION },
		{ "security", "company_", NOTIFY_COMPANY },
		{ "security", "", NOTIFY_SECURITY },
		{ "password_changed", "", NOTIFY_SECURITY },
	};
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(kind, kinds[i].kind) && text_starts(detail, kinds[i].detail)) {
			*event = kinds[i].event;
			return true;
		}
	return false;
}

bool notify_default(enum notify_event event, enum notify_channel channel)
{
	return events[event].by_default[channel];
}

bool notify_is_fixed(enum notify_event event, enum notify_channel channel)
{
	return events[event].fixed[channel];
}

static void take(const struct choice_row *row, struct notify_choices *choices)
{
	for (int i = 0; i < NOTIFY__COUNT; i++)
		for (int k = 0; k < NOTIFY_CHANNEL__COUNT; k++)
			if (!events[i].fixed[k] && text_equal(row->event, events[i].word) &&
			        text_equal(row->channel, channels[k]))
				choices->wanted[i][k] = row->wanted;
}

enum rc notify_read(struct db *db, struct arena *arena, int64_t account_id, struct notify_choices *choices)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_choices, DB_ARGS(account_id), &rows);
	if (rc != RC_OK)
		return rc;
	const struct choice_row *items = rows.items;
	for (int i = 0; i < NOTIFY__COUNT; i++)
		for (int k = 0; k < NOTIFY_CHANNEL__COUNT; k++)
			choices->wanted[i][k] = events[i].by_default[k];
	for (size_t i = 0; i < rows.count; i++)
		take(&items[i], choices);
	return RC_OK;
}

static enum rc keep(struct db *db, int64_t account_id, int event, int channel, bool wanted)
{
	if (events[event].fixed[channel] || wanted == events[event].by_default[channel])
		return RC_OK;
	return db_run(
	        db, &add_choice, DB_ARGS(account_id, events[event].word, channels[channel], wanted), NULL);
}

enum rc notify_write(struct db *db, int64_t account_id, const struct notify_choices *choices)
{
	enum rc rc = db_run(db, &forget_choices, DB_ARGS(account_id), NULL);
	for (int i = 0; i < NOTIFY__COUNT && rc == RC_OK; i++)
		for (int k = 0; k < NOTIFY_CHANNEL__COUNT && rc == RC_OK; k++)
			rc = keep(db, account_id, i, k, choices->wanted[i][k]);
	return rc;
}
