/*
 * One HTTP exchange over FastCGI or plain CGI, as raw as the server hands it over. The only door to libfcgi.
 */
#ifndef PORTICO_IO_HTTP_H
#define PORTICO_IO_HTTP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/rc.h"

struct http;

/* Prepares file descriptor 0 (FastCGI socket) or the CGI environment; installs SIGTERM/SIGUSR1 handling:
 * finish the request, then http_accept answers false. Ignores SIGPIPE. RC_IO. */
enum rc http_start(struct http **http) MUST_USE;

/* Waits for the next request. False: leave the loop (signal, plain CGI served its one request, the binary's
 * file changed, or `most` requests were served; 0 = no bound). */
bool http_accept(struct http *http, long most);

/* A CGI variable ("REQUEST_METHOD"), or NULL. Lives until http_finish. */
const char *http_param(const struct http *http, const char *name);

/* Reads up to `size` bytes of the body into `data`; *got 0 at its end. RC_IO if the client or server went
 * away. */
enum rc http_read(struct http *http, void *data, size_t size, size_t *got) MUST_USE;

/* Writes raw response bytes. RC_IO if the reader is gone. */
enum rc http_write(struct http *http, const void *data, size_t length) MUST_USE;

/* Ends the exchange and flushes. */
void http_finish(struct http *http);

void http_stop(struct http *http); /* frees; NULL is allowed */

#endif
