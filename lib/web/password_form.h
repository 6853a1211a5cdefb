/*
 * A new password in a form, wherever one is chosen: what is asked of it, and its hash.
 */
#ifndef PORTICO_WEB_PASSWORD_FORM_H
#define PORTICO_WEB_PASSWORD_FORM_H

#include "web/request.h"

/* What a new password must be, for the form: Limits.password_text. */
void show_password_rule(struct request *request);

/* For a route's prepare function: judges what was typed into `field` (AUTH-03, AUTH-04), for the account of
 * `mail`, and hashes it. What is wrong becomes an error of the field; *hash is NULL then, and for an empty
 * field, which is reported as missing already. RC_DB: no place to compute came free. RC_NO_MEMORY, RC_IO. */
enum rc hash_new_password(
        struct request *request, const char *field, const char *mail, const char **hash) MUST_USE;

#endif
