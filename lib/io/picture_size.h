/*
 * What a picture's first bytes say of its size, before anything is decoded: a small file may claim to be the
 * size of a house.
 */
#ifndef PORTICO_IO_PICTURE_SIZE_H
#define PORTICO_IO_PICTURE_SIZE_H

#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

enum picture_kind { PICTURE_PNG, PICTURE_JPEG, PICTURE_GIF, PICTURE_WEBP };

struct picture_size {
	enum picture_kind kind;
	uint32_t width, height;
	int turn; /* EXIF's orientation of a JPEG, 1 (upright) to 8 */
};

/* RC_INVALID: none of the four kinds, cut short, empty, or past LIMIT_PICTURE_SIDE or LIMIT_PICTURE_PIXELS.
 */
enum rc picture_size(const void *data, size_t length, struct picture_size *size) MUST_USE;

#endif
