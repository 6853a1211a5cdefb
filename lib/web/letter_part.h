/*
 * What the parts of letter.h share; no other file includes it.
 */
#ifndef PORTICO_WEB_LETTER_PART_H
#define PORTICO_WEB_LETTER_PART_H

#include <stdbool.h>

#include "domain/mail_token.h"
#include "web/letter.h"

/* RC_NOT_FOUND with the reason: nobody gets this mail. */
enum rc letter_nobody(const char **why, const char *reason);

/* The language of a code, else the portal's. */
const struct language *letter_language(const struct letter_desk *desk, const char *code);

/* Nobody has confirmed his name: a stranger may have put words into it, so no mail carries it. */
bool letter_is_guest(const struct letter *letter);

/* An absolute address in the receiver's language; NULL without memory. */
const char *letter_url(const struct letter_desk *desk, const struct letter *letter, const char *path);

/* Puts <node>.url and <node>.expires: a link with a token of its own behind `path`. */
enum rc letter_link(const struct letter_desk *desk, const struct letter *letter, const char *node,
        const char *path, const struct mail_token *token, int64_t lifetime) MUST_USE;

/* The account of this id, unless it is gone, disabled or does not want such mails. */
enum rc letter_to_id(
        const struct letter_desk *desk, int64_t id, struct letter *letter, const char **why) MUST_USE;

/* Finds the receiver. */
typedef enum rc letter_address_fn(const struct letter_desk *desk, struct letter *letter, const char **why);
letter_address_fn to_registration, to_account_of_address, to_account, to_concerned, to_address,
        to_new_address, to_old_address, to_staff, to_invited, to_guest, to_reader, to_follower, to_collector;

/* Puts the subject and what the templates need. */
typedef enum rc letter_put_fn(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why);
letter_put_fn put_signup, put_signup_refused, put_approval, put_reset, put_signin, put_password_changed,
        put_security, put_mail_new, put_mail_old, put_deleted, put_invite;
letter_put_fn put_guest_link, put_received, put_answer, put_state, put_participant;
letter_put_fn put_community, put_moderated, put_digest;

#endif
