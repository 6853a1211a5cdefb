/*
 * The part of a URL that names a machine: a host in lower case or an IP address, and an optional port.
 */
#ifndef PORTICO_BASE_AUTHORITY_H
#define PORTICO_BASE_AUTHORITY_H

#include <stdbool.h>

struct authority {
	char host[256];   /* without brackets */
	bool loopback;    /* localhost, 127.… or ::1 */
	long port;        /* 0: none given */
	const char *rest; /* what follows in the text */
};

/* Reads what stands behind "scheme://". False unless host and port are well formed; user names are not. */
bool authority_read(const char *text, struct authority *authority);

/* True if the text begins with this machine's own name or address, or is the bare address ::1. */
bool authority_is_here(const char *text);

#endif
