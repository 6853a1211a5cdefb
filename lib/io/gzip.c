/* See gzip.h. One call of zlib: what comes in and what goes out are in memory as a whole. */
#include "io/gzip.h"

#include <limits.h>
#include <stdint.h>
#include <zlib.h>

#define LEVEL       6
#define WINDOW_BITS (15 + 16) /* 32 KiB, and 16 asks for gzip's head and end */
#define MEMORY      8
#define PIECE       16384

static enum rc run(z_stream *stream, struct buf *out)
{
	unsigned char piece[PIECE];
	int done;
	do {
		stream->next_out = piece;
		stream->avail_out = sizeof(piece);
		done = deflate(stream, Z_FINISH);
		buf_add(out, piece, sizeof(piece) - stream->avail_out);
	} while (done == Z_OK);
	return done == Z_STREAM_END ? buf_finish(out) : RC_NO_MEMORY;
}

enum rc gzip_add(struct buf *out, const void *data, size_t length)
{
	z_stream stream = { .next_in = (z_const Bytef *)(uintptr_t)data, .avail_in = (uInt)length };
	if (length > UINT_MAX)
		return RC_TOO_LARGE;
	if (deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_BITS, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return RC_NO_MEMORY;
	enum rc rc = run(&stream, out);
	(void)deflateEnd(&stream);
	return rc;
}
