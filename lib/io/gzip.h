/*
 * Compression of whole answers (RFC 1952).
 */
#ifndef PORTICO_IO_GZIP_H
#define PORTICO_IO_GZIP_H

#include <stddef.h>

#include "base/buf.h"
#include "base/rc.h"

/* Appends `data`, compressed, to `out`. RC_NO_MEMORY, RC_TOO_LARGE if that would not fit. */
enum rc gzip_add(struct buf *out, const void *data, size_t length) MUST_USE;

#endif
