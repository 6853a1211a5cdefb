/*
 * Writing and sending one mail. Headers are encoded by us (RFC 2047), bodies base64, lines CRLF below 998
 * bytes; CR, LF or NUL in any header value is RC_INVALID (EML-08).
 */
#ifndef PORTICO_IO_MAIL_H
#define PORTICO_IO_MAIL_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/config.h"
#include "base/rc.h"

struct mail {
	const char *to, *to_name; /* address; name may be NULL */
	const char *from, *from_name;
	const char *subject;
	const char *text;       /* plain part */
	const char *html;       /* NULL: plain only */
	const char *message_id; /* without <>; the same for each try */
	const char *language;   /* code, for Content-Language */
	const char *list_id;    /* what one can be taken off, "community.firm.example"; NULL: no such mail */
	const char
	        *unsubscribe; /* an https or http address for it: one click ends it (RFC 8058); NULL: none */
	int64_t date;
};

/* Appends the message to `out`. RC_INVALID, or the buffer's error. */
enum rc mail_compose(struct arena *arena, const struct mail *mail, struct buf *out) MUST_USE;

/* True if by SMTP nothing leaves but over TLS, to a server whose certificate fits. Always so with smtps, an
 * account, smtp_ca_file or smtp_tls = require; for another machine unless smtp_tls = offer. */
bool mail_is_sealed(const struct config *config);

/* Starts the hand that calls sendmail, where that is the transport, unless there is one: in the worker before
 * it knows a secret. `config` stays. RC_IO. */
enum rc mail_hand(const struct config *config) MUST_USE;

/* False once that hand has ended; true where none is needed. */
bool mail_hand_lives(const struct config *config);
void mail_hand_stop(void);

/* Sends by the configured transport (file: <state_dir>/mail/<time>-<id>.eml; smtp by libcurl; sendmail -t
 * -i). RC_OK only when the next hop took it. RC_IO: try again later; RC_INVALID: refused for good (5xx). *why
 * in the arena. */
enum rc mail_send(
        struct arena *arena, const struct config *config, const struct mail *mail, const char **why) MUST_USE;

#endif
