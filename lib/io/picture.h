/*
 * Profile pictures are never decoded where something could be lost: a process of its own, without open files,
 * with little memory and time, draws each anew as a small PNG that holds nothing but its pixels (UPL-05).
 */
#ifndef PORTICO_IO_PICTURE_H
#define PORTICO_IO_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/rc.h"

#define PICTURE_SIDE  256            /* pixels of what is drawn */
#define PICTURE_TYPE  "image/png"    /* of it */
#define PICTURE_CHILD "draw-picture" /* the one argument by which a program is such a process */

/* True for the beginning of a PNG, JPEG, GIF or WebP; nothing is decoded. */
bool picture_known(const void *data, size_t length);

/* Draws the picture's middle anew, PICTURE_SIDE square, upright: starts this program once more with the
 * argument PICTURE_CHILD. The PNG is in the arena. RC_INVALID: none of the four kinds, broken, too large, or
 * too much to draw. RC_IO: the process could not be started. RC_NO_MEMORY. */
enum rc picture_remake(
        struct arena *arena, const void *data, size_t length, const void **png, size_t *size) MUST_USE;

/* What main does when it finds that argument: the picture from standard input, the PNG to standard output;
 * the exit status says whether. */
_Noreturn void picture_draw(void);

#endif
