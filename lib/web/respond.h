/*
 * Writing the response: status, the headers every response carries (HDR-01, HDR-02), body or stream.
 */
#ifndef PORTICO_WEB_RESPOND_H
#define PORTICO_WEB_RESPOND_H

#include "web/request.h"

/* Sends request->response. RC_IO if the reader is gone, RC_NO_MEMORY. */
enum rc respond(struct request *request) MUST_USE;

#endif
