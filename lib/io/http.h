/*
 * One HTTP exchange over FastCGI or plain CGI, as raw as the server hands it over. The only door to libfcgi.
 */
#ifndef PORTICO_IO_HTTP_H
#define PORTICO_IO_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

struct http;

/* Prepares file descriptor 0 (FastCGI socket) or the CGI environment; installs SIGTERM/SIGUSR1 handling:
 * finish the request, then http_accept answers false. Ignores SIGPIPE. RC_IO. */
enum rc http_start(struct http **http) MUST_USE;

/* When a FastCGI process makes room for a fresh one (PRC-05). 0: no such bound. */
struct http_bounds {
	int64_t requests; /* served, and up to a quarter more: the processes of a program do not leave at once
	                   */
	int64_t memory;   /* bytes of its own that it holds between two requests */
	unsigned seconds; /* of a request in which nothing was read or written: it hangs, and ends at once */
};

/* Waits for the next request. False: leave the loop (signal, plain CGI served its one request, the binary's
 * file changed, or a bound was reached; NULL: no bounds). A process that hangs does not return: it tells the
 * log and exits with a failure. */
bool http_accept(struct http *http, const struct http_bounds *bounds);

/* A CGI variable ("REQUEST_METHOD"), or NULL. Lives until http_finish. */
const char *http_param(const struct http *http, const char *name);

/* Milliseconds that the request has waited for this process, by the web server's word (PORTICO_SENT: its
 * clock when it passed the request on); 0 if unknown, and for plain CGI, which never waits. */
int64_t http_waited_ms(const struct http *http);

/* Reads up to `size` bytes of the body into `data`; *got 0 at its end. RC_IO if the client or server went
 * away. */
enum rc http_read(struct http *http, void *data, size_t size, size_t *got) MUST_USE;

/* Writes raw response bytes. RC_IO if the reader is gone. */
enum rc http_write(struct http *http, const void *data, size_t length) MUST_USE;

/* The same for the last bytes of an answer, and its end: nothing may follow. The web server is woken once for
 * both. */
enum rc http_send(struct http *http, const void *data, size_t length) MUST_USE;

/* Ends the exchange and flushes. */
void http_finish(struct http *http);

void http_stop(struct http *http); /* frees; NULL is allowed */

#endif
