/*
 * Where a request comes from: the client's address behind trusted proxies, and whether a form came from our
 * own pages.
 */
#ifndef PORTICO_WEB_ORIGIN_H
#define PORTICO_WEB_ORIGIN_H

#include <stdbool.h>

#include "web/request.h"

/* The client's address: REMOTE_ADDR, or the last one in X-Forwarded-For that no trusted proxy added (RAT-03).
 * "" without memory. */
const char *origin_address(struct request *request);

/* What belongs to one subscriber: the address itself, of IPv6 the first 64 bits. "" without memory. */
const char *origin_network(struct request *request);

enum origin { ORIGIN_OURS, ORIGIN_UNKNOWN, ORIGIN_FOREIGN };

/* By Origin and Sec-Fetch-Site. UNKNOWN: the client sent neither. */
enum origin origin_of(const struct request *request);

#endif
