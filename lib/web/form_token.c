/* See form_token.h. */
#include "web/form_token.h"

#include <string.h>

#include "base/limits.h"
#include "base/time.h"

#define NONCE       16
#define STAMP       8
#define TOKEN_BYTES (NONCE + STAMP + SECRET_HASH)

static void put_stamp(uint8_t *bytes, int64_t when)
{
	for (int i = 0; i < STAMP; i++)
		bytes[i] = (uint8_t)((uint64_t)when >> (8 * i));
}

static int64_t get_stamp(const uint8_t *bytes)
{
	uint64_t when = 0;
	for (int i = 0; i < STAMP; i++)
		when |= (uint64_t)bytes[i] << (8 * i);
	return (int64_t)when;
}

static bool sign(
        const struct request *request, const char *route_path, const uint8_t *head, uint8_t mac[SECRET_HASH])
{
	uint8_t text[SECRET_HASH + NONCE + STAMP + 128];
	size_t length = strlen(route_path);
	if (length > 128)
		return false;
	memcpy(text, request->session_hash, SECRET_HASH);
	memcpy(text + SECRET_HASH, head, NONCE + STAMP);
	memcpy(text + SECRET_HASH + NONCE + STAMP, route_path, length);
	secret_sign(request->key, "form", text, SECRET_HASH + NONCE + STAMP + length, mac);
	return true;
}

const char *form_token(struct request *request, const char *route_path)
{
	uint8_t token[TOKEN_BYTES];
	secret_random(token, NONCE);
	put_stamp(token + NONCE, request->now);
	if (!sign(request, route_path, token, token + NONCE + STAMP))
		return NULL;
	return secret_encode(request->arena, token, sizeof(token));
}

/* Reads a token of this browser and route. */
static bool read_token(const struct request *request, const char *token, uint8_t bytes[TOKEN_BYTES])
{
	uint8_t mac[SECRET_HASH];
	if (!token || !request->has_session_key || secret_decode(token, bytes, TOKEN_BYTES) != RC_OK)
		return false;
	return sign(request, request->route->path, bytes, mac) &&
	       secret_equal(mac, bytes + NONCE + STAMP, SECRET_HASH);
}

enum token_state form_token_check(const struct request *request, const char *token)
{
	uint8_t bytes[TOKEN_BYTES];
	if (!read_token(request, token, bytes))
		return TOKEN_FOREIGN;
	int64_t age = request->now - get_stamp(bytes + NONCE);
	if (age < -5 * MINUTE || age > LIMIT_FORM_HOURS * HOUR)
		return TOKEN_EXPIRED;
	return TOKEN_GOOD;
}

int64_t form_token_age(const struct request *request, const char *token)
{
	uint8_t bytes[TOKEN_BYTES];
	if (!read_token(request, token, bytes))
		return 0;
	int64_t age = request->now - get_stamp(bytes + NONCE);
	return age > 0 ? age : 0;
}
