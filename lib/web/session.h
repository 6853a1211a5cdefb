/*
 * Sessions and the visitor's cookie. Cookies are named portico_session and portico_visitor, with __Host- in
 * front over https. Only SHA-256 of a session's token is stored (SES-01); one the server did not make is
 * never adopted (SES-02).
 */
#ifndef PORTICO_WEB_SESSION_H
#define PORTICO_WEB_SESSION_H

#include "web/request.h"

/* Finds who asks: fills who, signed_in, session_hash. No cookie or a dead one: anonymous, RC_OK. RC_DB. */
enum rc session_find(struct request *request) MUST_USE;

/* Starts a session for the account, sets the cookie, ends the one before if any. `remember`: the long limits
 * of the config. RC_NOT_FOUND if the account was disabled or its password changed since it was read. */
enum rc session_begin(struct request *request, const struct account *account, bool remember) MUST_USE;

/* Starts a guest's session, which reaches one ticket and nothing else: GUEST_HOURS long, gone with the
 * browser, never remembered. RC_NOT_FOUND if he is no guest any more. */
#define GUEST_HOURS 12
enum rc session_begin_guest(
        struct request *request, const struct account *account, int64_t ticket_id) MUST_USE;

/* From here on the request counts as signed in with the session that session_begin has just made: for a page
 * shown in the same answer. */
void session_show(struct request *request, const struct account *account);

/* Ends the request's session, a guest's too, and takes the cookie away. */
enum rc session_end(struct request *request) MUST_USE;

/* Gives an anonymous visitor the cookie that form tokens hang on, unless he has one. */
enum rc session_visitor(struct request *request) MUST_USE;

/* A keyed hash of address and browser that changes each day: counts one vote a visitor without knowing him.
 */
void session_visitor_hash(const struct request *request, uint8_t hash[SECRET_HASH]);

#endif
