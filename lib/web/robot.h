/*
 * Forms that strangers may send, kept from robots without an outside service and without pictures.
 *
 * A form passes when the field that nobody sees is empty, when it took as long as a person takes, and when
 * the browser has done a piece of work: found a number whose SHA-256 with the form's token begins with
 * robot_bits zero bits. Whoever lacks scripts, is quicker than that or has a browser that fills every field
 * answers a small sum in words instead, which a screen reader reads like any question. Nothing is stored:
 * work and question hang on the form's token, and a token works once.
 *
 * A route declares ROBOT_FIELDS, its page calls robot_show and its template robot_fields(); its prepare
 * function calls robot_check.
 */
#ifndef PORTICO_WEB_ROBOT_H
#define PORTICO_WEB_ROBOT_H

#include "web/request.h"
#include "web/route.h"

/* clang-format off */
#define ROBOT_FIELDS \
	{ .name = "website", .kind = FIELD_LINE, .max = 200 }, \
	{ .name = "robot_work", .kind = FIELD_LINE, .max = 20 }, \
	{ .name = "robot_answer", .kind = FIELD_LINE, .max = 20 }
/* clang-format on */

/* Makes the form's token for `route_path` at `hdf`, as page_token, and Robot.* for the macro. Signed in: the
 * token alone. */
void robot_show(struct request *request, const char *hdf, const char *route_path);

/* Notes an error of robot_answer unless the form passes. Signed in: passes. RC_LIMITED after too many wrong
 * answers of one network address. RC_DB. Outside a transaction. */
enum rc robot_check(struct request *request) MUST_USE;

#endif
