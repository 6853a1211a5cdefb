/*
 * The agents' desk: the queue, and one ticket to answer. Pages follow the agent's own language; whoever is
 * not staff finds nothing here, and nobody finds what is not his to see.
 */
#include "base/limits.h"
#include "base/message.h"
#include "desk.h"
#include "web/route.h"
#include "web/show_participants.h"

static const struct field queue_fields[] = {
	{ .name = "view", .kind = FIELD_CHOICE, .choices = "mine unassigned open waiting solved" },
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "oldest newest" },
	{ .name = "team", .kind = FIELD_LINE, .max = 20 },
	{ .name = "company", .kind = FIELD_NUMBER },
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field read_fields[] = {
	{ .name = "before", .kind = FIELD_NUMBER },
};

static const struct field reply_fields[] = {
	{ .name = "kind",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "reply note",
	        .missing = N_("Say who shall read it: the customer, or only staff.") },
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_MESSAGE_BYTES,
	        .missing = N_("Write a message.") },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "status", .kind = FIELD_CHOICE, .choices = "open waiting solved" },
};

static const struct field update_fields[] = {
	{ .name = "version", .kind = FIELD_NUMBER, .required = true },
	{ .name = "status", .kind = FIELD_CHOICE, .required = true, .choices = "open waiting solved closed" },
	{ .name = "priority", .kind = FIELD_CHOICE, .required = true, .choices = "low normal high urgent" },
	{ .name = "agent", .kind = FIELD_NUMBER },
	{ .name = "team", .kind = FIELD_NUMBER },
	{ .name = "take", .kind = FIELD_FLAG },
};

static const struct field topic_fields[] = {
	{ .name = "topic", .kind = FIELD_LINE, .max = 300 },
	{ .name = "remove", .kind = FIELD_NUMBER },
};

static const struct field forum_fields[] = {
	{ .name = "category", .kind = FIELD_NUMBER },
	{ .name = "lang", .kind = FIELD_LINE, .max = 2 },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field moderation_fields[] = {
	{ .name = "tab", .kind = FIELD_CHOICE, .choices = "posts flagged suggestions comments" },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

/* item-…: each ticked one of a page. A button beside a text sends `approve` with its number instead. */
#define ITEM(place)                                                                                          \
	{                                                                                                    \
		.name = "item-" #place, .kind = FIELD_NUMBER                                                 \
	}

static const struct field judge_fields[] = {
	{ .name = "tab", .kind = FIELD_CHOICE, .choices = "posts flagged suggestions comments" },
	{ .name = "act", .kind = FIELD_CHOICE, .choices = "approve decline block" },
	{ .name = "approve", .kind = FIELD_NUMBER },
	ITEM(0),
	ITEM(1),
	ITEM(2),
	ITEM(3),
	ITEM(4),
	ITEM(5),
	ITEM(6),
	ITEM(7),
	ITEM(8),
	ITEM(9),
	ITEM(10),
	ITEM(11),
	ITEM(12),
	ITEM(13),
	ITEM(14),
	ITEM(15),
	ITEM(16),
	ITEM(17),
	ITEM(18),
	ITEM(19),
	{ .name = "sure", .kind = FIELD_FLAG },
};

static const struct field idea_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "idea", .kind = FIELD_NUMBER },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/desk",                             queue_page,    NEED_STAFF, FIELDS(queue_fields),        0,            NULL },
	{ METHOD_GET,  "/desk/forum",                       forum_page,    NEED_STAFF, FIELDS(forum_fields),        0,            NULL },
	{ METHOD_GET,  "/desk/moderation",                  moderation_page, NEED_MODERATE, FIELDS(moderation_fields), 0,         NULL },
	{ METHOD_POST, "/desk/moderation",                  moderation_do, NEED_MODERATE, FIELDS(judge_fields),     0,            NULL },
	{ METHOD_GET,  "/desk/:number",                     ticket_page,   NEED_STAFF, FIELDS(read_fields),         0,            NULL },
	{ METHOD_POST, "/desk/:number/reply",               reply,         NEED_STAFF, FIELDS(reply_fields),        ROUTE_UPLOAD, NULL },
	{ METHOD_POST, "/desk/:number/update",              update,        NEED_STAFF, FIELDS(update_fields),       0,            NULL },
	{ METHOD_POST, "/desk/:number/topic",               change_topics, NEED_STAFF, FIELDS(topic_fields),        0,            NULL },
	{ METHOD_GET,  "/desk/:number/vote",                idea_page,     NEED_STAFF, FIELDS(idea_fields),         0,            NULL },
	{ METHOD_POST, "/desk/:number/vote",                idea_vote,     NEED_STAFF, FIELDS(idea_fields),         0,            NULL },
	{ METHOD_GET,  "/desk/:number/participants",        people_page,   NEED_STAFF, FIELDS(participants_fields), 0,            NULL },
	{ METHOD_POST, "/desk/:number/participants",        add_person,    NEED_STAFF, FIELDS(participants_fields), 0,            NULL },
	{ METHOD_POST, "/desk/:number/participants/remove", remove_person, NEED_STAFF, FIELDS(participants_fields), 0,            NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "desk", routes, LENGTH(routes));
}
