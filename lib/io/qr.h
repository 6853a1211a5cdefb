/*
 * QR codes as drawings: an SVG of our own making, so that no other host and no script is needed.
 */
#ifndef PORTICO_IO_QR_H
#define PORTICO_IO_QR_H

#include "base/arena.h"
#include "base/rc.h"

/* The text, at most 1,000 bytes, as an <svg class="qr"> with a white frame of four modules; black on white in
 * any theme, as readers expect. It is safe markup and stands in the arena: for view_html. The page says in
 * words what it holds; to screen readers it is hidden. RC_TOO_LARGE, RC_NO_MEMORY. */
enum rc qr_svg(struct arena *arena, const char *text, const char **svg) MUST_USE;

#endif
