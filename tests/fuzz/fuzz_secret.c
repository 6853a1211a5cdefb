/*
 * Any text where a token, a key, a link's key or a code is expected: only what this portal wrote is taken,
 * and it is taken as what it was written for.
 */
#include "target.h"

#include <stdlib.h>

/* Its readers of typed codes are its own. */
#include "../../lib/domain/second_factor.c"

#include "base/secret.h"
#include "base/time.h"
#include "domain/follow.h"
#include "domain/follow_key.h"
#include "web/form_token.h"

#define ROUTE "/tickets/:number/reply"

static const struct secret_key key = { .bytes = "0123456789abcdef0123456789abcde" };
static const struct secret_key other_key = { .bytes = "0123456789abcdef0123456789abcdf" };

/* One letter of a text changed to another of its alphabet, so that it means other bytes. */
static char *touched(struct arena *arena, const char *text, uint8_t where)
{
	char *copy = arena_text(arena, text);
	size_t at = where % (strlen(copy) - 1); /* the last letter's lower bits may mean nothing */

	copy[at] = copy[at] == 'A' ? 'B' : 'A';
	return copy;
}

static void check_encoding(struct arena *arena, const uint8_t *data, size_t size)
{
	uint8_t back[64];
	size_t length = size < sizeof(back) ? size : sizeof(back);
	const char *text = secret_encode(arena, data, length);

	assert(secret_decode(text, back, length) == RC_OK && memcmp(back, data, length) == 0);
	assert(length < 2 || secret_decode(text, back, length - 1) == RC_INVALID);
	assert(secret_is_token(text) == (length == 32));
}

static void check_seal(struct arena *arena, const uint8_t *data, size_t size)
{
	uint8_t *sealed = secret_seal(arena, &key, "fuzz", "account 1", data, size);
	uint8_t *opened = arena_alloc(arena, size);
	size_t length = size + SECRET_SEAL_EXTRA;

	assert(secret_unseal(&key, "fuzz", "account 1", sealed, length, opened) == RC_OK);
	assert(memcmp(opened, data, size) == 0);
	assert(secret_unseal(&key, "fuzz", "account 2", sealed, length, opened) == RC_INVALID);
	assert(secret_unseal(&key, "other", "account 1", sealed, length, opened) == RC_INVALID);
	assert(secret_unseal(&other_key, "fuzz", "account 1", sealed, length, opened) == RC_INVALID);
	sealed[size % length] ^= 1;
	assert(secret_unseal(&key, "fuzz", "account 1", sealed, length, opened) == RC_INVALID);
	if (size >= SECRET_SEAL_EXTRA)
		assert(secret_unseal(&key, "fuzz", "account 1", data, size, opened) == RC_INVALID);
	assert(secret_unseal(&key, "fuzz", "account 1", data, size % SECRET_SEAL_EXTRA, opened) ==
	        RC_INVALID);
}

static void check_form_token(struct arena *arena, const char *text, uint8_t where)
{
	static const struct route route = { .path = ROUTE }, other = { .path = "/tickets/:number/close" };
	struct request request = {
		.arena = arena, .key = &key, .route = &route, .now = 1700000000, .has_session_key = true
	};
	const char *token = form_token(&request, ROUTE);

	assert(form_token_check(&request, text) == TOKEN_FOREIGN && form_token_age(&request, text) == 0);
	assert(form_token_check(&request, token) == TOKEN_GOOD);
	assert(form_token_check(&request, touched(arena, token, where)) == TOKEN_FOREIGN);
	request.route = &other;
	assert(form_token_check(&request, token) == TOKEN_FOREIGN);
	request.route = &route;
	request.now += LIMIT_FORM_HOURS * HOUR + 1;
	assert(form_token_check(&request, token) == TOKEN_EXPIRED);
	request.session_hash[where % SECRET_HASH] ^= 1;
	assert(form_token_check(&request, token) == TOKEN_FOREIGN);
}

static void check_follow_key(struct arena *arena, const char *text, uint8_t where)
{
	struct follow_key what = { 1000 + where, FOLLOW_TOPIC, 77 }, read;
	const char *link = follow_key_write(arena, &key, &what);

	assert(follow_key_read(&key, text, &read) == RC_NOT_FOUND);
	assert(secret_is_token(link) && follow_key_read(&key, link, &read) == RC_OK);
	assert(read.account_id == what.account_id && read.ref_id == 77 && text_equal(read.kind, what.kind));
	assert(follow_key_read(&key, touched(arena, link, where), &read) == RC_NOT_FOUND);
	assert(follow_key_read(&other_key, link, &read) == RC_NOT_FOUND);
}

static void check_proposal(struct arena *arena, const char *text, const char *mail, uint8_t where)
{
	const char *proposal = factor_propose(arena, &key, where), *typed, *address;

	assert(factor_show(arena, &key, where, text, "Firm", "a@b.example", &typed, &address) == RC_INVALID);
	assert(factor_show(arena, &key, where + 1, proposal, "Firm", "a@b.example", &typed, &address) ==
	        RC_INVALID);
	if (strlen(mail) > LIMIT_MAIL || strlen(text) > LIMIT_NAME)
		return;
	assert(factor_show(arena, &key, where, proposal, text, mail, &typed, &address) == RC_OK);
	assert(strspn(typed, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567 ") == strlen(typed));
	assert(text_starts(address, "otpauth://totp/") && strpbrk(address, " \"'<>#\n\r") == NULL);
}

/* Six digits in any script, sixteen letters as they were meant. */
static void check_codes(struct arena *arena, const char *text)
{
	char code[DIGITS + 1], again[DIGITS + 1], recovery[RECOVERY + 1], same[RECOVERY + 1];

	if (read_code(arena, text, code) == RC_OK) {
		assert(strspn(code, "0123456789") == DIGITS && code[DIGITS] == '\0');
		assert(read_code(arena, grouped(arena, code, ' '), again) == RC_OK &&
		        text_equal(code, again));
	}
	if (read_recovery(arena, text, recovery) == RC_OK) {
		assert(strspn(recovery, letters) == RECOVERY && recovery[RECOVERY] == '\0');
		assert(read_recovery(arena, grouped(arena, recovery, '-'), same) == RC_OK);
		assert(text_equal(recovery, same));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	uint8_t where = take_byte(&input);

	assert(secret_start() == RC_OK);
	check_encoding(arena, data, size);
	check_seal(arena, data, size);
	const char *text = take_bytes(arena, &input), *mail = take_bytes(arena, &input);
	check_form_token(arena, text, where);
	check_follow_key(arena, text, where);
	check_proposal(arena, text, mail, where);
	check_codes(arena, text);
	return 0;
}
