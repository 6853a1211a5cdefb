/*
 * Taking a request's address apart; making addresses is in page.h (url and its kin).
 */
#ifndef PORTICO_WEB_ADDRESS_H
#define PORTICO_WEB_ADDRESS_H

#include <stdbool.h>

#include "web/request.h"

/* Fills path, language_in_path and, if the address names one, language. RC_INVALID for bytes that no address
 * of ours has, RC_NOT_FOUND outside base_url's path, RC_NO_MEMORY. `uri` is the decoded path (clean style),
 * `path_info` CGI's PATH_INFO. */
enum rc address_parse(struct request *request, const char *uri, const char *path_info) MUST_USE;

/* True if the page belongs under a language and the address lacks one. */
bool address_wants_language(const struct request *request);

#endif
