/*
 * Notices in pages: what happened, in the reader's words, and where it leads.
 */
#ifndef PORTICO_WEB_SHOW_NOTICE_H
#define PORTICO_WEB_SHOW_NOTICE_H

#include "domain/notice.h"
#include "web/request.h"

/* What a security event (outbox.h) is called, as a mail's subject and a notice's line say it; `company` fills
 * those about one. Unknown words: "Your account was changed". */
const char *say_security(struct view *view, const char *detail, const char *company);

/* In words, the kind of an event of notify.h. */
const char *say_notify_event(const struct view *view, enum notify_event event);

/* Where a notice leads: the ticket's page, the company's, the account's. NULL if it leads nowhere any more.
 */
const char *notice_url(struct request *request, const struct notice *notice);

/* <list>.N.text .subject .icon .unread .time .url, and .action where following it is a form. */
void show_notice(struct request *request, const char *list, size_t index, const struct notice *notice);

#endif
