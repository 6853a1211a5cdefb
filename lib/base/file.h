/*
 * Reading a small file whole (settings, password files), and writing all of something.
 */
#ifndef PORTICO_BASE_FILE_H
#define PORTICO_BASE_FILE_H

#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

/* Reads a regular file of at most `max` bytes into the arena, a NUL behind it (it may hold others).
 * RC_NOT_FOUND, RC_TOO_LARGE, RC_NO_MEMORY, RC_IO (errno tells why). */
enum rc file_read(struct arena *arena, const char *path, size_t max, char **data, size_t *length) MUST_USE;

/* Writes all bytes to an open file, pipe or socket, however many calls it takes. RC_IO (errno tells why). */
enum rc file_write(int fd, const void *data, size_t length) MUST_USE;

#endif
