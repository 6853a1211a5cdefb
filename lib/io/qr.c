/* See qr.h. Dark modules are drawn as runs of one row in a single path. */
#include "io/qr.h"

#include <errno.h>
#include <qrencode.h>
#include <string.h>

#include "base/buf.h"

#define TEXT_MOST 1000
#define SVG_MOST  ((size_t)512 << 10)
#define FRAME     4 /* modules */
#define DARK      1 /* bit of a module */

static void draw_row(struct buf *out, const unsigned char *row, int width, int y)
{
	for (int x = 0; x < width; x++) {
		int from = x;
		while (x < width && (row[x] & DARK))
			x++;
		if (x > from)
			buf_format(out, "M%d %dh%dv1h-%dz", from + FRAME, y + FRAME, x - from, x - from);
	}
}

static void draw(struct buf *out, const QRcode *code)
{
	int size = code->width + 2 * FRAME;
	buf_format(out,
	        "<svg class=\"qr\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
	        "shape-rendering=\"crispEdges\" aria-hidden=\"true\">"
	        "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/><path fill=\"#000\" d=\"",
	        size, size, size, size);
	for (int y = 0; y < code->width; y++)
		draw_row(out, code->data + (ptrdiff_t)y * code->width, code->width, y);
	buf_text(out, "\"/></svg>");
}

enum rc qr_svg(struct arena *arena, const char *text, const char **svg)
{
	if (strlen(text) > TEXT_MOST)
		return RC_TOO_LARGE;
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	if (!code)
		return errno == ENOMEM ? RC_NO_MEMORY : RC_TOO_LARGE;
	struct buf out;
	buf_init(&out, SVG_MOST);
	draw(&out, code);
	QRcode_free(code);
	enum rc rc = buf_finish(&out);
	if (rc == RC_OK) {
		*svg = arena_copy(arena, out.data, out.length);
		rc = *svg ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(&out);
	return rc;
}
