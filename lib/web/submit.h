/*
 * The rule that a form sent twice acts once: one POST is one transaction that may run again. Its id is the
 * form's token (form_token.h).
 */
#ifndef PORTICO_WEB_SUBMIT_H
#define PORTICO_WEB_SUBMIT_H

#include "web/request.h"
#include "web/route.h"

/* Runs the page function as one transaction that any number of equal requests share: the first does the work,
 * all get its status and Location. A changed body under a used token shows "already sent". RC_OK with the
 * response filled, or an error. */
enum rc submit_run(struct request *request, page_fn *page, const char *token) MUST_USE;

/* The same without the shared result, for routes that hand out a secret or need no token. */
enum rc submit_run_plain(struct request *request, page_fn *page) MUST_USE;

#endif
