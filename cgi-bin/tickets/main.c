/*
 * A customer's tickets: filing one (with the answers that may spare it), the lists, reading, replying,
 * closing, opening again, the colleagues who take part; and the one ticket of a guest with a mailed link.
 * Staff who come to a ticket's customer page are sent to the desk.
 */
#include "base/limits.h"
#include "base/message.h"
#include "base/secret.h"
#include "tickets.h"
#include "web/robot.h"
#include "web/route.h"
#include "web/show_participants.h"

static const struct field list_fields[] = {
	{ .name = "scope", .kind = FIELD_CHOICE, .choices = "mine company shared" },
	{ .name = "tab", .kind = FIELD_CHOICE, .choices = "open waiting solved all" },
	{ .name = "sort", .kind = FIELD_CHOICE, .choices = "updated created" },
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SEARCH },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
};

static const struct field read_fields[] = {
	{ .name = "before", .kind = FIELD_NUMBER },
};

static const struct field reply_fields[] = {
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_MESSAGE_BYTES,
	        .missing = N_("Write your reply.") },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "then", .kind = FIELD_CHOICE, .choices = "solve" },
};

static const struct field close_fields[] = {
	{ .name = "reason",
	        .kind = FIELD_CHOICE,
	        .required = true,
	        .choices = "answered solved_myself not_needed other",
	        .missing = N_("Choose a reason.") },
	{ .name = "comment", .kind = FIELD_LINE, .max = LIMIT_REASON },
};

static const struct field new_fields[] = {
	{ .name = "topic", .kind = FIELD_LINE, .max = 80 },
	{ .name = "name", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "mail", .kind = FIELD_MAIL, .max = LIMIT_MAIL },
	ROBOT_FIELDS,
	{ .name = "subject",
	        .kind = FIELD_LINE,
	        .required = true,
	        .max = LIMIT_SUBJECT,
	        .missing = N_("Write in one sentence what it is about.") },
	{ .name = "field_1", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_2", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_3", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_4", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "field_5", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
	{ .name = "body",
	        .kind = FIELD_TEXT,
	        .required = true,
	        .max = LIMIT_MESSAGE_BYTES,
	        .missing = N_("Describe what happened.") },
	{ .name = "priority", .kind = FIELD_CHOICE, .choices = "low normal high" },
	{ .name = "files", .kind = FIELD_FILES },
	{ .name = "follows", .kind = FIELD_NUMBER },
	{ .name = "shown", .kind = FIELD_FLAG },
	{ .name = "change", .kind = FIELD_FLAG },
};

static const struct field solved_fields[] = {
	{ .name = "article", .kind = FIELD_LINE, .max = 80 },
	{ .name = "topic", .kind = FIELD_NUMBER },
};

static const struct field answers_fields[] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_SUBJECT },
};

static const struct field guest_fields[] = {
	{ .name = "key", .kind = FIELD_LINE, .required = true, .max = SECRET_TOKEN },
};

static const struct field find_fields[] = {
	{ .name = "mail",
	        .kind = FIELD_MAIL,
	        .required = true,
	        .max = LIMIT_MAIL,
	        .missing = N_("Write the address that you used for the ticket.") },
	{ .name = "number",
	        .kind = FIELD_LINE,
	        .required = true,
	        .max = 20,
	        .missing = N_("Write the number of the ticket. You find it in our mail.") },
};

/* clang-format off */
static const struct route routes[] = {
	{ METHOD_GET,  "/tickets",                list_page,      NEED_LOGIN, FIELDS(list_fields),    0,             NULL },
	{ METHOD_GET,  "/tickets/new",            new_page,       NEED_NONE,  FIELDS(new_fields),     ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/tickets/new",            open_ticket,    NEED_NONE,  FIELDS(new_fields),     ROUTE_UPLOAD,  count_filing },
	{ METHOD_GET,  "/tickets/sent",           sent_page,      NEED_NONE,  NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/tickets/solved",         solved_page,    NEED_NONE,  NO_FIELDS,              0,             NULL },
	{ METHOD_POST, "/tickets/solved",         solved,         NEED_NONE,  FIELDS(solved_fields),  0,             NULL },
	{ METHOD_GET,  "/tickets/answers",        answers_page,   NEED_NONE,  FIELDS(answers_fields), ROUTE_JSON,    NULL },
	{ METHOD_GET,  "/tickets/find",           find_page,      NEED_NONE,  FIELDS(find_fields),    ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/tickets/find",           send_link,      NEED_NONE,  FIELDS(find_fields),    0,             count_find },
	{ METHOD_GET,  "/tickets/found",          found_page,     NEED_NONE,  NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/tickets/guest/:key",     guest_page,     NEED_NONE,  NO_FIELDS,              ROUTE_VISITOR, NULL },
	{ METHOD_POST, "/tickets/guest",          enter_as_guest, NEED_NONE,  FIELDS(guest_fields),   ROUTE_SECRET,  NULL },
	{ METHOD_GET,  "/tickets/:number",        read_page,      NEED_GUEST, FIELDS(read_fields),    0,             NULL },
	{ METHOD_POST, "/tickets/:number/reply",  reply,          NEED_GUEST, FIELDS(reply_fields),   ROUTE_UPLOAD,  count_reply },
	{ METHOD_GET,  "/tickets/:number/close",  close_page,     NEED_GUEST, FIELDS(close_fields),   0,             NULL },
	{ METHOD_POST, "/tickets/:number/close",  close_ticket,   NEED_GUEST, FIELDS(close_fields),   0,             NULL },
	{ METHOD_POST, "/tickets/:number/reopen", reopen,         NEED_GUEST, NO_FIELDS,              0,             NULL },
	{ METHOD_GET,  "/tickets/:number/participants",        people_page,   NEED_LOGIN, FIELDS(participants_fields), 0, NULL },
	{ METHOD_POST, "/tickets/:number/participants",        add_person,    NEED_LOGIN, FIELDS(participants_fields), 0, NULL },
	{ METHOD_POST, "/tickets/:number/participants/remove", remove_person, NEED_LOGIN, FIELDS(participants_fields), 0, NULL },
};
/* clang-format on */

int main(int argc, char **argv)
{
	return program_main(argc, argv, "tickets", routes, LENGTH(routes));
}
