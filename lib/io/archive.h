/*
 * A ZIP file that goes out while it is made: nothing of it is kept in memory or on disk. The only door to
 * libarchive.
 */
#ifndef PORTICO_IO_ARCHIVE_H
#define PORTICO_IO_ARCHIVE_H

#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct zip;

/* Where the bytes go. Any other code than RC_OK ends the archive; zip_… answer it from then on. */
typedef enum rc zip_take(void *context, const void *data, size_t length);

/* Starts one. RC_NO_MEMORY, RC_IO. */
enum rc zip_start(zip_take *take, void *context, struct zip **zip) MUST_USE;

/* Starts the next file; the one before ends. `name` is a path of ours, UTF-8, "/" between folders. `size` is
 * what zip_add will give, -1 if it is not known. RC_IO, RC_NO_MEMORY or what `take` answered. */
enum rc zip_file(struct zip *zip, const char *name, int64_t size, int64_t when) MUST_USE;

/* Bytes of the file. More than its size is RC_INVALID. */
enum rc zip_add(struct zip *zip, const void *data, size_t length) MUST_USE;

/* Writes the end. An archive without it is seen to be broken. */
enum rc zip_end(struct zip *zip) MUST_USE;

/* Frees; without zip_end nothing more is written. NULL is allowed. */
void zip_free(struct zip *zip);

#endif
