/*
 * Suggestions: boards, proposing and voting, the roadmap; what the firm answers, and what its moderators do.
 */
#include "base/limits.h"
#include "base/message.h"
#include "suggestions.h"
#include "web/robot.h"
#include "web/route.h"
#include "web/show_follow.h"
#include "web/small_act.h"

static const struct field list_fields[] = {
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "trending top new mine" },
	{ .name = "status",
	        .kind = FIELD_CHOICE,
	        .choices = "open review planned progress shipped declined duplicate" },
	{ .name = "tag", .kind = FIELD_LINE, .max = LIMIT_TAG },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

#define TITLE_FIELD                                                                                          \
	{                                                                                                    \
		.name = "title", .kind = FIELD_LINE, .required = true, .max = LIMIT_SUBJECT,                 \
		.missing = N_("Write in one sentence what you wish for.")                                    \
	}
#define TEXT_FIELDS                                                                                          \
	{ .name = "body",                                                                                    \
		.kind = FIELD_TEXT,                                                                          \
		.required = true,                                                                            \
		.max = LIMIT_POST_BYTES,                                                                     \
		.missing = N_("Say what it would be good for.") },                                           \
	{                                                                                                    \
		.name = "tags", .kind = FIELD_LINE, .max = LIMIT_TOPIC_TAGS * (LIMIT_TAG + 2)                \
	}

static const struct field new_fields[] = {
	TITLE_FIELD,
	{ .name = "board", .kind = FIELD_LINE, .max = 80 },
	TEXT_FIELDS,
	{ .name = "name", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "change", .kind = FIELD_FLAG },
	ROBOT_FIELDS,
};

static const struct field similar_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
};

static const struct field read_fields[] = {
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field vote_fields[] = {
	{ .name = "vote", .kind = FIELD_CHOICE, .required = true, .choices = "yes no" },
	{ .name = "next", .kind = FIELD_LINE, .max = LIMIT_QUERY },
};

static const struct field comment_fields[] = {
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_POST_BYTES,
	        .missing = N_("Write a comment.") },
	{ .name = "note", .kind = FIELD_FLAG },
};

static const struct field edit_fields[] = {
	{ .name = "version", .kind = FIELD_NUMBER, .required = true },
	TITLE_FIELD,
	TEXT_FIELDS,
};

static const struct field status_fields[] = {
	{ .name = "status",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "open review planned progress shipped declined" },
	{ .name = "answer", .kind = FIELD_TEXT, .max = LIMIT_POST_BYTES },
};

static const struct field staff_fields[] = {
	{ .name = "act", .kind = FIELD_CHOICE, .choices = "hide show delete" },
	{ .name = "comment", .kind = FIELD_NUMBER },
	{ .name = "board", .kind = FIELD_NUMBER },
};

static const struct field merge_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "target", .kind = FIELD_NUMBER },
};

static const struct field feed_fields[] = {
	{ .name = "board", .kind = FIELD_LINE, .max = 80 },
	{ .name = "status",
	        .kind = FIELD_CHOICE,
	        .choices = "open review planned progress shipped declined" },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/suggestions",                index_page,   NEED_NONE,  FIELDS(list_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/suggestions/roadmap",        roadmap_page, NEED_NONE,  NO_FIELDS,              ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/suggestions/new",            new_page,     NEED_NONE,  FIELDS(new_fields),     ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/suggestions/new",            propose,      NEED_NONE,  FIELDS(new_fields),     0,             count_proposal },
	{ METHOD_GET,  "/suggestions/sent",           sent_page,    NEED_NONE,  NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/suggestions/similar",        similar_page, NEED_NONE,  FIELDS(similar_fields), ROUTE_JSON,    NULL },
	{ METHOD_GET,  "/suggestions/feed",           feed_page,    NEED_NONE,  FIELDS(feed_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/suggestions/b/:slug",        board_page,   NEED_NONE,  FIELDS(list_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_POST, "/suggestions/b/:slug/follow", board_follow, NEED_LOGIN, FIELDS(follow_fields),  0,             count_small_act },
	{ METHOD_GET,  "/suggestions/:id",            read_page,    NEED_NONE,  FIELDS(read_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_POST, "/suggestions/:id/vote",       vote,         NEED_LOGIN, FIELDS(vote_fields),    0,             count_small_act },
	{ METHOD_POST, "/suggestions/:id/follow",     follow,       NEED_LOGIN, FIELDS(follow_fields),  0,             count_small_act },
	{ METHOD_POST, "/suggestions/:id/comment",    comment,      NEED_LOGIN, FIELDS(comment_fields), 0,             count_comment },
	{ METHOD_GET,  "/suggestions/:id/edit",       edit_page,    NEED_LOGIN, FIELDS(edit_fields),    0,             NULL },
	{ METHOD_POST, "/suggestions/:id/edit",       edit_save,    NEED_LOGIN, FIELDS(edit_fields),    0,             count_edit },
	{ METHOD_POST, "/suggestions/:id/status",     status_save,  NEED_MODERATE, FIELDS(status_fields), 0,          NULL },
	{ METHOD_GET,  "/suggestions/:id/staff",      staff_page,   NEED_MODERATE, FIELDS(staff_fields),  0,          NULL },
	{ METHOD_POST, "/suggestions/:id/staff",      staff_do,     NEED_MODERATE, FIELDS(staff_fields),  0,          NULL },
	{ METHOD_GET,  "/suggestions/:id/merge",      merge_page,   NEED_MODERATE, FIELDS(merge_fields),  0,          NULL },
	{ METHOD_POST, "/suggestions/:id/merge",      merge_do,     NEED_MODERATE, FIELDS(merge_fields),  0,          NULL },
	{ METHOD_GET,  "/suggestions/:id/voters",     voters_page,  NEED_STAFF, FIELDS(read_fields),    0,             NULL },
	{ METHOD_GET,  "/suggestions/:id/voters.csv", voters_csv,   NEED_STAFF, NO_FIELDS,              0,             NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "suggestions", routes, LENGTH(routes));
}
