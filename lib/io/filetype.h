/*
 * What a file is, by its content (libmagic), narrowed to our own list (UPL-03).
 */
#ifndef PORTICO_IO_FILETYPE_H
#define PORTICO_IO_FILETYPE_H

#include <stdbool.h>

/* The media type that we will serve it as: one of a fixed list, else "application/octet-stream". Never NULL,
 * constant. Takes about 10 ms: a process of its own looks. */
const char *filetype_of(int fd);

/* True for png, jpeg, gif and webp only: what may be shown inside the page. */
bool filetype_inline(const char *type);

#endif
