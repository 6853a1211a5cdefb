/*
 * The forum: categories, topics, posts; asking, answering, liking, flagging, following; profiles and feeds.
 */
#include "forum.h"

#include "domain/forum_flag.h"
#include "base/limits.h"
#include "base/message.h"
#include "web/robot.h"
#include "web/route.h"
#include "web/show_follow.h"
#include "web/small_act.h"

static const struct field list_fields[] = {
	{ .name = "view",
	        .kind = FIELD_CHOICE,
	        .choices = "latest unanswered solved mine following industry" },
	{ .name = "tag", .kind = FIELD_LINE, .max = LIMIT_TAG },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field topic_fields[] = {
	{ .name = "from", .kind = FIELD_NUMBER },
	{ .name = "quote", .kind = FIELD_NUMBER },
};

static const struct field new_fields[] = {
	{ .name = "category", .kind = FIELD_LINE, .max = 80 },
	{ .name = "name", .kind = FIELD_LINE, .max = LIMIT_NAME },
	ROBOT_FIELDS,
	{ .name = "title",
	        .kind = FIELD_LINE,
	        .required = true,
	        .max = LIMIT_SUBJECT,
	        .missing = N_("Write in one sentence what it is about.") },
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_POST_BYTES,
	        .missing = N_("Write your question.") },
	{ .name = "tags", .kind = FIELD_LINE, .max = 300 },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "then", .kind = FIELD_CHOICE, .choices = "preview" },
};

static const struct field reply_fields[] = {
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_POST_BYTES,
	        .missing = N_("Write your reply.") },
	{ .name = "parent", .kind = FIELD_NUMBER },
	{ .name = "from", .kind = FIELD_NUMBER },
	{ .name = "kind", .kind = FIELD_CHOICE, .choices = "reply note" },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "then", .kind = FIELD_CHOICE, .choices = "preview" },
};

static const struct field staff_fields[] = {
	{ .name = "act",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "close open pin unpin move delete restore" },
	{ .name = "category", .kind = FIELD_NUMBER },
	{ .name = "sure", .kind = FIELD_FLAG },
};

static const struct field goto_fields[] = {
	{ .name = "done", .kind = FIELD_LINE, .max = 40 },
};

static const struct field like_fields[] = {
	{ .name = "like", .kind = FIELD_CHOICE, .required = true, .choices = "yes no" },
};

static const struct field accept_fields[] = {
	{ .name = "answer", .kind = FIELD_CHOICE, .required = true, .choices = "yes no" },
};

static const struct field edit_fields[] = {
	{ .name = "title", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_POST_BYTES,
	        .missing = N_("A post cannot be empty.") },
	{ .name = "tags", .kind = FIELD_LINE, .max = 300 },
	{ .name = "edits", .kind = FIELD_NUMBER },
	{ .name = "version", .kind = FIELD_NUMBER },
	{ .name = "then", .kind = FIELD_CHOICE, .choices = "preview" },
};

static const struct field history_fields[] = {
	{ .name = "before", .kind = FIELD_NUMBER },
};

static const struct field judge_fields[] = {
	{ .name = "state",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "open hidden deleted",
	        .missing = N_("Choose what becomes of the post.") },
};

static const struct field preview_fields[] = {
	{ .name = "body", .kind = FIELD_TEXT, .max = LIMIT_POST_BYTES },
};

static const struct field similar_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
};

static const struct field turn_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "idea", .kind = FIELD_NUMBER },
	{ .name = "board", .kind = FIELD_LINE, .max = 80 },
	{ .name = "category", .kind = FIELD_LINE, .max = 80 },
};

static const struct field flag_fields[] = {
	{ .name = "reason",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = FORUM_FLAG_REASONS,
	        .missing = N_("Choose what is wrong with it.") },
	{ .name = "note", .kind = FIELD_TEXT, .max = LIMIT_REASON },
};

static const struct field person_fields[] = {
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field person_trust_fields[] = {
	{ .name = "level",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "auto new known regular leader" },
	{ .name = "block", .kind = FIELD_CHOICE, .required = true, .choices = "keep none week month year" },
};

static const struct field feed_fields[] = {
	{ .name = "category", .kind = FIELD_LINE, .max = 80 },
	{ .name = "industry", .kind = FIELD_LINE, .max = 40 },
	{ .name = "tag", .kind = FIELD_LINE, .max = LIMIT_TAG },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/forum",                   index_page,     NEED_NONE,     FIELDS(list_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/forum/c/:slug",           category_page,  NEED_NONE,     FIELDS(list_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/forum/topic/:id",         topic_page,     NEED_NONE,     FIELDS(topic_fields),   ROUTE_CACHED,  NULL },
	{ METHOD_POST, "/forum/topic/:id/reply",   reply_to_topic, NEED_LOGIN,    FIELDS(reply_fields),   ROUTE_UPLOAD,  count_post },
	{ METHOD_POST, "/forum/topic/:id/follow",  follow_topic,   NEED_LOGIN,    FIELDS(follow_fields),  0,             count_small_act },
	{ METHOD_POST, "/forum/c/:slug/follow",    follow_category, NEED_LOGIN,   FIELDS(follow_fields),  0,             count_small_act },
	{ METHOD_GET,  "/forum/feed",              feed_page,      NEED_NONE,     FIELDS(feed_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/forum/unsubscribe/:key",  unsubscribe_page, NEED_NONE,   NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/forum/unsubscribe/:key",  unsubscribe,    NEED_NONE,     NO_FIELDS,              ROUTE_KEYED,   NULL },
	{ METHOD_POST, "/forum/topic/:id/staff",   act_on_topic,   NEED_MODERATE, FIELDS(staff_fields),   0,             NULL },
	{ METHOD_GET,  "/forum/topic/:id/ticket", turn_ticket_page, NEED_STAFF, NO_FIELDS, 0, NULL },
	{ METHOD_POST, "/forum/topic/:id/ticket", turn_ticket, NEED_STAFF, NO_FIELDS, 0, NULL },
	{ METHOD_GET,  "/forum/topic/:id/suggestion", turn_suggestion_page, NEED_STAFF, FIELDS(turn_fields), 0, NULL },
	{ METHOD_POST, "/forum/topic/:id/suggestion", turn_suggestion, NEED_STAFF, FIELDS(turn_fields), 0, NULL },
	{ METHOD_GET,  "/forum/topic/:id/article", turn_article_page, NEED_STAFF, FIELDS(turn_fields), 0, NULL },
	{ METHOD_POST, "/forum/topic/:id/article", turn_article, NEED_STAFF, FIELDS(turn_fields), 0, NULL },
	{ METHOD_GET,  "/forum/new",               new_page,       NEED_NONE,     FIELDS(new_fields),     ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/forum/new",               ask_topic,      NEED_NONE,     FIELDS(new_fields),     ROUTE_UPLOAD,  count_asking },
	{ METHOD_GET,  "/forum/post/:id",          post_page,      NEED_NONE,     FIELDS(goto_fields),    ROUTE_CACHED,  NULL },
	{ METHOD_POST, "/forum/post/:id/like",     like_post,      NEED_LOGIN,    FIELDS(like_fields),    0,             count_small_act },
	{ METHOD_POST, "/forum/post/:id/accept",   accept_post,    NEED_LOGIN,    FIELDS(accept_fields),  0,             count_small_act },
	{ METHOD_GET,  "/forum/post/:id/edit",     edit_page,      NEED_LOGIN,    FIELDS(edit_fields),    0,             NULL },
	{ METHOD_POST, "/forum/post/:id/edit",     edit_post,      NEED_LOGIN,    FIELDS(edit_fields),    0,             count_post },
	{ METHOD_GET,  "/forum/post/:id/history",  history_page,   NEED_NONE,     FIELDS(history_fields), ROUTE_CACHED,  NULL },
	{ METHOD_GET,  "/forum/post/:id/judge",    judge_page,     NEED_MODERATE, FIELDS(judge_fields),   0,             NULL },
	{ METHOD_POST, "/forum/post/:id/judge",    judge_post,     NEED_MODERATE, FIELDS(judge_fields),   0,             NULL },
	{ METHOD_GET,  "/forum/post/:id/flag",     flag_page,      NEED_LOGIN,    FIELDS(flag_fields),    0,             NULL },
	{ METHOD_POST, "/forum/post/:id/flag",     flag_post,      NEED_LOGIN,    FIELDS(flag_fields),    0,             count_small_act },
	{ METHOD_GET,  "/forum/people/:id",        person_page,    NEED_NONE,     FIELDS(person_fields),  ROUTE_CACHED,  NULL },
	{ METHOD_POST, "/forum/people/:id/trust",  person_trust,   NEED_MODERATE, FIELDS(person_trust_fields), 0,        NULL },
	{ METHOD_POST, "/forum/preview",           preview,        NEED_NONE,     FIELDS(preview_fields), ROUTE_ANONYMOUS | ROUTE_JSON, NULL },
	{ METHOD_GET, "/forum/similar", similar_page, NEED_NONE, FIELDS(similar_fields), ROUTE_CACHED | ROUTE_JSON, NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "forum", routes, LENGTH(routes));
}
