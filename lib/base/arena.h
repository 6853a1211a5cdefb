/*
 * Request memory. Allocations live until the arena is reset; nothing is freed alone.
 * Good for many small things of one lifetime. Bad for buffers that grow (use struct buf)
 * and for anything that outlives the request.
 */
#ifndef PORTICO_BASE_ARENA_H
#define PORTICO_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

struct arena;

/* A new arena whose first block holds `first` bytes and that never holds more than `limit`
 * bytes in all. Returns NULL without memory. The caller frees it. */
struct arena *arena_new(size_t first, size_t limit) MUST_USE;

/* Zeroed memory, aligned for any type, or NULL when the limit or the system's memory is reached.
 * A size of 0 gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size) MUST_USE;

/* A copy of `length` bytes plus a final NUL, or NULL. */
char *arena_copy(struct arena *arena, const void *data, size_t length) MUST_USE;

/* A copy of the string, or NULL without memory. A NULL text gives NULL. */
char *arena_text(struct arena *arena, const char *text) MUST_USE;

/* printf into the arena, or NULL without memory. */
char *arena_format(struct arena *arena, const char *format, ...) MUST_USE PRINTF_LIKE(2, 3);

/* Calls undo(what) at the next reset or free, newest first. Files and sockets go this way.
 * Without memory to remember it, undo is called at once and RC_NO_MEMORY returned. */
enum rc arena_defer(struct arena *arena, void (*undo)(void *), void *what) MUST_USE;

/* True if a call above gave NULL since the last reset, or arena_lack was told. Pages are put together from
 * many small texts; where one is missing, nothing of it may go out. Asked with `forget`, it is forgotten. */
bool arena_lacked(struct arena *arena, bool forget);

/* Notes that memory failed elsewhere for what the arena holds. */
void arena_lack(struct arena *arena);

/* Runs the deferred calls, drops all memory but the first block (zeroed). */
void arena_reset(struct arena *arena);

/* Bytes handed out since the last reset. */
size_t arena_used(const struct arena *arena);

/* Resets and frees. NULL is allowed. */
void arena_free(struct arena *arena);

/* One object or an array of a type; NULL without memory. */
#define ARENA_NEW(arena, type)          ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_alloc_array((arena), sizeof(type), (count)))

/* Like arena_alloc for count * size, refusing a product that overflows. */
void *arena_alloc_array(struct arena *arena, size_t size, size_t count) MUST_USE;

#endif
