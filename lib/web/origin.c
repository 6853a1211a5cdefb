/* Origin checks and the client's address. */
#include "web/origin.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "base/text.h"

/* Is the word of `length` bytes one of the space-separated words of `list`? */
static bool in_list(const char *list, const char *word, size_t length)
{
	for (const char *at = list; *at;) {
		at += strspn(at, " ,");
		size_t have = strcspn(at, " ,");
		if (have && have == length && strncmp(at, word, length) == 0)
			return true;
		at += have;
	}
	return false;
}

static bool looks_like_address(const char *text, size_t length)
{
	return length > 0 && length <= 45 && strspn(text, "0123456789abcdefABCDEF:.") >= length;
}

const char *origin_address(struct request *request)
{
	const char *trusted = request->config->trusted_proxies;
	const char *peer = http_param(request->http, "REMOTE_ADDR");
	if (!peer || !looks_like_address(peer, strlen(peer)))
		peer = "";
	const char *forwarded = http_param(request->http, "HTTP_X_FORWARDED_FOR");
	const char *at = peer;
	size_t length = strlen(peer);
	const char *end = forwarded ? forwarded + strlen(forwarded) : NULL;
	while (forwarded && end > forwarded && in_list(trusted, at, length)) {
		const char *start = end;
		while (start > forwarded && start[-1] != ',')
			start--;
		const char *word = start + strspn(start, " \t");
		size_t size = (size_t)(end - word);
		while (size && (word[size - 1] == ' ' || word[size - 1] == '\t'))
			size--;
		if (!looks_like_address(word, size))
			break;
		at = word;
		length = size;
		end = start > forwarded ? start - 1 : forwarded;
	}
	const char *address = arena_copy(request->arena, at, length);
	return address ? address : "";
}

const char *origin_network(struct request *request)
{
	struct in6_addr address;
	char text[INET6_ADDRSTRLEN];
	if (inet_pton(AF_INET6, request->address, &address) != 1 || IN6_IS_ADDR_V4MAPPED(&address))
		return request->address;
	memset(address.s6_addr + 8, 0, 8);
	if (!inet_ntop(AF_INET6, &address, text, sizeof(text)))
		return request->address;
	const char *network = arena_format(request->arena, "%s/64", text);
	return network ? network : "";
}

/* Length of "scheme://host:port" at the start of a URL. */
static size_t origin_length(const char *url)
{
	const char *host = strstr(url, "://");
	return host ? (size_t)(host + 3 - url) + strcspn(host + 3, "/") : 0;
}

/* The part after the last ':' if it is a port, with it; "" without. */
static const char *port_of(const char *origin, size_t length)
{
	for (size_t i = length; i > 0; i--) {
		if (origin[i - 1] == ':')
			return origin + i - 1;
		if (origin[i - 1] < '0' || origin[i - 1] > '9')
			break;
	}
	return origin + length;
}

static bool is_loopback(const char *origin)
{
	static const char *const names[] = { "http://localhost", "http://127.0.0.1", "http://[::1]" };
	for (size_t i = 0; i < LENGTH(names); i++) {
		char after = text_starts(origin, names[i]) ? origin[strlen(names[i])] : 'x';
		if (after == ':' || after == '/' || after == '\0')
			return true;
	}
	return false;
}

/* On a loopback portal, localhost and 127.0.0.1 are the same place. */
static bool is_ours(const struct config *config, const char *origin)
{
	size_t ours = origin_length(config->base_url), theirs = origin_length(origin);
	if (ours == theirs && strlen(origin) == theirs && strncmp(origin, config->base_url, ours) == 0)
		return true;
	if (config->secure || !is_loopback(origin) || !is_loopback(config->base_url))
		return false;
	const char *our_port = port_of(config->base_url, ours), *their_port = port_of(origin, theirs);
	size_t length = ours - (size_t)(our_port - config->base_url);
	return strlen(their_port) == length && strncmp(our_port, their_port, length) == 0;
}

enum origin origin_of(const struct request *request)
{
	const char *site = http_param(request->http, "HTTP_SEC_FETCH_SITE");
	const char *origin = http_param(request->http, "HTTP_ORIGIN");
	if (site && !text_equal(site, "same-origin") && !text_equal(site, "none"))
		return ORIGIN_FOREIGN;
	if (origin)
		return is_ours(request->config, origin) ? ORIGIN_OURS : ORIGIN_FOREIGN;
	return ORIGIN_UNKNOWN;
}
