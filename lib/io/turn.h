/*
 * Work that one process at a time may do on this machine, whichever program it belongs to: writing a long
 * list. A turn is a locked file; the kernel gives it back when its process dies, however
 * it dies.
 */
#ifndef PORTICO_IO_TURN_H
#define PORTICO_IO_TURN_H

#include <stdint.h>

#include "base/rc.h"

/* Makes the turn's file and its folder where they are missing: before the process is confined. RC_IO. */
enum rc turn_make(const char *folder, const char *name) MUST_USE;

/* Takes the turn `name` in the private `folder` (made if missing), waiting at most `patience_ms`. *turn is
 * for turn_end. RC_LIMITED if another process still has it, RC_IO. */
enum rc turn_take(const char *folder, const char *name, int64_t patience_ms, int *turn) MUST_USE;

void turn_end(int turn);

#endif
