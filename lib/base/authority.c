/*
 * Host and port of a URL. Stricter than RFC 3986: what is refused here need not be thought of later.
 */
#include "base/authority.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define LABEL_BYTES 63

static bool is_host_name(const char *host)
{
	const char *label = host;
	for (;;) {
		size_t length = strcspn(label, ".");
		if (length == 0 || length > LABEL_BYTES || label[0] == '-' || label[length - 1] == '-')
			return false;
		if (strspn(label, "abcdefghijklmnopqrstuvwxyz0123456789-") < length)
			return false;
		if (!label[length]) /* a last label of digits would make it a mistyped address */
			return strspn(label, "0123456789") < length;
		label += length + 1;
	}
}

static bool read_bracketed(const char *text, struct authority *authority)
{
	struct in6_addr address;
	size_t length = strcspn(text + 1, "]");
	if (text[1 + length] != ']' || length >= sizeof(authority->host))
		return false;
	memcpy(authority->host, text + 1, length);
	authority->host[length] = '\0';
	if (inet_pton(AF_INET6, authority->host, &address) != 1)
		return false;
	authority->loopback = IN6_IS_ADDR_LOOPBACK(&address);
	authority->rest = text + length + 2;
	return true;
}

static bool read_named(const char *text, struct authority *authority)
{
	struct in_addr address;
	size_t length = strcspn(text, ":/?#");
	if (length >= sizeof(authority->host))
		return false;
	memcpy(authority->host, text, length);
	authority->host[length] = '\0';
	authority->rest = text + length;

	if (inet_pton(AF_INET, authority->host, &address) == 1) {
		authority->loopback = ntohl(address.s_addr) >> 24 == 127;
		return true;
	}
	authority->loopback = text_equal(authority->host, "localhost");
	return is_host_name(authority->host);
}

bool authority_read(const char *text, struct authority *authority)
{
	*authority = (struct authority){ 0 };
	if (*text == '[' ? !read_bracketed(text, authority) : !read_named(text, authority))
		return false;
	if (*authority->rest != ':')
		return true;

	const char *digits = authority->rest + 1;
	size_t count = strspn(digits, "0123456789");
	if (count == 0 || count > 5)
		return false;
	authority->port = strtol(digits, NULL, 10);
	authority->rest = digits + count;
	return authority->port >= 1 && authority->port <= 65535;
}

bool authority_is_here(const char *text)
{
	struct authority authority;
	struct in6_addr address;
	if (inet_pton(AF_INET6, text, &address) == 1)
		return IN6_IS_ADDR_LOOPBACK(&address);
	return authority_read(text, &authority) && authority.loopback;
}
