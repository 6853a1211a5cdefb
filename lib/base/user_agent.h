/*
 * What a browser says it is, in so far as it helps a person to recognise his devices. Browsers lie in their
 * User-Agent for the sake of old sites: nothing depends on it.
 */
#ifndef PORTICO_BASE_USER_AGENT_H
#define PORTICO_BASE_USER_AGENT_H

#include <stdbool.h>

struct user_agent {
	const char *browser;  /* a product's name: "Firefox"; NULL: none that we know */
	const char *platform; /* "Windows"; NULL: likewise */
	bool handheld;        /* a phone or tablet */
};

/* Reads the header's value; NULL and any bytes are fine. The names are constants. */
struct user_agent user_agent_read(const char *header);

#endif
