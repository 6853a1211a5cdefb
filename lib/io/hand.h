/*
 * A hand: a small process that does one kind of work for the worker, started before the worker knows a secret
 * or is confined. It holds what the worker may not: the right to start sendmail, or a decoder that a picture
 * may take over. A request is a stream: what is asked, to its end; then the answer, to its end.
 *
 * Requests come one at a time. The hand ends when the last process that could ask it is gone.
 */
#ifndef PORTICO_IO_HAND_H
#define PORTICO_IO_HAND_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/rc.h"

/* Does what is asked on `fd`: reads to its end, may write to it. False: it could not be done. */
typedef bool hand_work(int fd, const void *context);

struct hand {
	int fd; /* where to ask; 0: none was started */
	pid_t pid;
};

/* Forks the hand. It knows what this process knows now; `context` too. `ready` (may be NULL) runs in it
 * first. RC_IO (errno tells). */
enum rc hand_start(struct hand *hand, hand_work *work, const void *context, void (*ready)(void)) MUST_USE;

/* Asks: sends `data`, and puts the answer into `answer`, *got bytes of at most `size`. RC_INVALID: it could
 * not be done, or the answer is too large. RC_IO: the hand is gone. */
enum rc hand_ask(const struct hand *hand, const void *data, size_t length, char *answer, size_t size,
        size_t *got) MUST_USE;

/* False before it was started, and once it has ended: whoever needs it starts all anew. */
bool hand_lives(const struct hand *hand);

/* Lets it go, and waits a few seconds for its end; what it is at it brings to an end by itself. */
void hand_stop(struct hand *hand);

#endif
