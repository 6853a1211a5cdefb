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

#define PICTURE_SIDE 256         /* pixels of what is drawn */
#define PICTURE_TYPE "image/png" /* of it */

/* True for the beginning of a PNG, JPEG, GIF or WebP; nothing is decoded. */
bool picture_known(const void *data, size_t length);

/* Starts the hand that draws, unless there is one: in the worker before it knows a secret. RC_IO. */
enum rc picture_hand(void) MUST_USE;

/* False once that hand has ended. */
bool picture_hand_lives(void);
void picture_hand_stop(void);

/* Draws the picture's middle anew, PICTURE_SIDE square, upright, by the hand. The PNG is in the arena.
 * RC_INVALID: none of the four kinds, broken, too large, or too much to draw. RC_IO: there is no hand.
 * RC_NO_MEMORY. */
enum rc picture_remake(
        struct arena *arena, const void *data, size_t length, const void **png, size_t *size) MUST_USE;

/* What the hand does for one request: the picture from `fd`, the PNG to it. */
bool picture_draw(int fd, const void *context);

/* What the hand does before: it gives up all but starting the processes that draw. */
void picture_hand_ready(void);

#endif
