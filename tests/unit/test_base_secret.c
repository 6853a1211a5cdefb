/*
 * Random, hashes, seals and the key file.
 */
#include "base/secret.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "claim.h"

static struct arena *arena;
static char folder[] = "/tmp/portico-secret-XXXXXX";

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4096, 1 << 20);
	return arena && secret_start() == RC_OK && mkdtemp(folder) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return rmdir(folder);
}

static const char *key_path(void)
{
	return arena_format(arena, "%s/key", folder);
}

static void write_key(const char *content, mode_t mode)
{
	FILE *file = fopen(key_path(), "w");
	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(key_path(), mode), 0);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

static void test_tokens(void **state)
{
	(void)state;
	char *a = secret_token(arena), *b = secret_token(arena);
	assert_int_equal(strlen(a), SECRET_TOKEN);
	assert_true(secret_is_token(a));
	assert_string_not_equal(a, b);
	assert_false(secret_is_token(NULL));
	assert_false(secret_is_token(""));
	assert_false(secret_is_token(a + 1));
	assert_false(secret_is_token(arena_format(arena, "%sA", a)));
	a[5] = '+';
	assert_false(secret_is_token(a));
	static char many[10000][SECRET_TOKEN + 1];
	for (size_t i = 0; i < LENGTH(many); i++) {
		strcpy(many[i], secret_token(arena));
		arena_reset(arena);
	}
	qsort(many, LENGTH(many), sizeof(many[0]), by_text);
	for (size_t i = 1; i < LENGTH(many); i++)
		assert_string_not_equal(many[i - 1], many[i]);
}

static void test_random_below(void **state)
{
	(void)state;
	unsigned seen = 0;
	for (int i = 0; i < 1000; i++) {
		uint32_t number = secret_random_below(5);
		assert_true(number < 5);
		seen |= 1U << number;
	}
	assert_int_equal(seen, 31);
	assert_int_equal(secret_random_below(1), 0);
}

static void test_hash(void **state)
{
	(void)state;
	uint8_t hash[SECRET_HASH], pieces[SECRET_HASH];
	secret_hash_text("abc", hash);
	assert_string_equal(text_hex(arena, hash, sizeof(hash)),
	        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	struct secret_hasher *hasher = secret_hasher_new(arena);
	secret_hasher_add(hasher, "a", 1);
	secret_hasher_add(hasher, NULL, 0);
	secret_hasher_add(hasher, "bc", 2);
	secret_hasher_end(hasher, pieces);
	assert_true(secret_equal(hash, pieces, sizeof(hash)));
	secret_hash(NULL, 0, hash);
	assert_false(secret_equal(hash, pieces, sizeof(hash)));
}

static void test_sign(void **state)
{
	(void)state;
	struct secret_key key = { .bytes = { 1 } }, other = { .bytes = { 2 } };
	uint8_t mac[SECRET_HASH], again[SECRET_HASH];
	secret_sign(&key, "form", "data", 4, mac);
	secret_sign(&key, "form", "data", 4, again);
	assert_memory_equal(mac, again, SECRET_HASH);
	secret_sign(&key, "visitor", "data", 4, again);
	assert_memory_not_equal(mac, again, SECRET_HASH);
	secret_sign(&other, "form", "data", 4, again);
	assert_memory_not_equal(mac, again, SECRET_HASH);
	secret_sign(&key, "form", "datb", 4, again);
	assert_memory_not_equal(mac, again, SECRET_HASH);
	secret_sign(&key, "form", NULL, 0, again);
	assert_memory_not_equal(mac, again, SECRET_HASH);
}

static void test_seal(void **state)
{
	(void)state;
	struct secret_key key = { .bytes = { 1 } }, other = { .bytes = { 2 } };
	char opened[8] = "";
	uint8_t *sealed = secret_seal(arena, &key, "factor", "account 7", "treasure", 8);
	const size_t length = 8 + SECRET_SEAL_EXTRA;
	assert_int_equal(secret_unseal(&key, "factor", "account 7", sealed, length, opened), RC_OK);
	assert_memory_equal(opened, "treasure", 8);
	assert_int_equal(secret_unseal(&other, "factor", "account 7", sealed, length, opened), RC_INVALID);
	assert_int_equal(secret_unseal(&key, "state", "account 7", sealed, length, opened), RC_INVALID);
	assert_int_equal(secret_unseal(&key, "factor", "account 8", sealed, length, opened), RC_INVALID);
	assert_int_equal(secret_unseal(&key, "factor", "account 7", sealed, length - 1, opened), RC_INVALID);
	assert_int_equal(secret_unseal(&key, "factor", "account 7", sealed, SECRET_SEAL_EXTRA - 1, opened),
	        RC_INVALID);
	assert_int_equal(secret_unseal(&key, "factor", "account 7", NULL, 0, opened), RC_INVALID);
	for (size_t i = 0; i < length; i++) {
		sealed[i] ^= 1;
		assert_int_equal(
		        secret_unseal(&key, "factor", "account 7", sealed, length, opened), RC_INVALID);
		sealed[i] ^= 1;
	}
	assert_memory_not_equal(
	        secret_seal(arena, &key, "factor", "account 7", "treasure", 8), sealed, length);
	assert_non_null(secret_seal(arena, &key, "factor", "", NULL, 0));
}

static void test_encoding(void **state)
{
	(void)state;
	uint8_t bytes[32], back[32];
	for (size_t size = 0; size <= sizeof(bytes); size++) {
		secret_random(bytes, sizeof(bytes));
		char *text = secret_encode(arena, bytes, size);
		assert_non_null(text);
		assert_int_equal(secret_decode(text, back, size), RC_OK);
		assert_memory_equal(bytes, back, size);
	}
	assert_string_equal(secret_encode(arena, "\xFB\xFF\xFE", 3), "-__-");
}

static void test_bad_encoding(void **state)
{
	(void)state;
	uint8_t bytes[4];
	static const char *const bad[] = { "", "AAAA", "AAAAA", "AAAAAAA", "AAAAA=", "AAAA+A", "AAAAA\n",
		"AAAAAB", "AAAA A" };
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(secret_decode(bad[i], bytes, 4), RC_INVALID);
	assert_int_equal(secret_decode(NULL, bytes, 4), RC_INVALID);
	assert_int_equal(secret_decode("AAAAAA", bytes, 4), RC_OK);
}

static void test_key_file(void **state)
{
	(void)state;
	struct secret_key key, again;
	struct stat about;
	assert_int_equal(secret_key_create(key_path()), RC_OK);
	assert_int_equal(secret_key_create(key_path()), RC_CONFLICT);
	assert_int_equal(stat(key_path(), &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_int_equal(secret_key_load(key_path(), &key), RC_OK);
	assert_int_equal(secret_key_load(key_path(), &again), RC_OK);
	assert_memory_equal(&key, &again, sizeof(key));
	assert_int_equal(chmod(key_path(), 0640), 0);
	assert_int_equal(secret_key_load(key_path(), &key), RC_DENIED);
	assert_int_equal(chmod(key_path(), 0604), 0);
	assert_int_equal(secret_key_load(key_path(), &key), RC_DENIED);
	unlink(key_path());
	assert_int_equal(secret_key_load(key_path(), &key), RC_IO);
	assert_int_equal(secret_key_load(folder, &key), RC_IO);
	assert_int_equal(secret_key_create("/nonexistent/key"), RC_IO);
}

static void test_key_content(void **state)
{
	(void)state;
	struct secret_key key;
	const char *digits = "00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF";
	static const char *const ends[] = { "", "\n", "\r\n" };
	static const char *const bad_ends[] = { "0", "00", "\n\n", "\nx", "\r", " ", "\n\r\n0",
		"\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeef",
		"\n00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff\n0" };
	for (size_t i = 0; i < LENGTH(ends); i++) {
		write_key(arena_format(arena, "%s%s", digits, ends[i]), 0600);
		assert_int_equal(secret_key_load(key_path(), &key), RC_OK);
		assert_int_equal(key.bytes[1], 0x11);
		assert_int_equal(key.bytes[31], 0xFF);
	}
	for (size_t i = 0; i < LENGTH(bad_ends); i++) {
		write_key(arena_format(arena, "%s%s", digits, bad_ends[i]), 0600);
		assert_int_equal(secret_key_load(key_path(), &key), RC_INVALID);
	}
	static const struct {
		const char *before, *after;
		int kept;
	} bad[] = { { "", "", 0 }, { "", "", 63 }, { "", "g", 63 }, { " ", "", 64 }, { " ", "", 63 } };
	for (size_t i = 0; i < LENGTH(bad); i++) {
		write_key(arena_format(arena, "%s%.*s%s", bad[i].before, bad[i].kept, digits, bad[i].after),
		        0600);
		assert_int_equal(secret_key_load(key_path(), &key), RC_INVALID);
	}
	unlink(key_path());
}

static void test_key_renewed(void **state)
{
	(void)state;
	struct secret_key first, both, last;
	struct stat about;
	char opened[8];
	unlink(key_path());
	assert_int_equal(secret_key_renew(key_path()), RC_IO);
	assert_int_equal(secret_key_create(key_path()), RC_OK);
	assert_int_equal(secret_key_forget(key_path()), RC_NOT_FOUND);
	assert_int_equal(secret_key_load(key_path(), &first), RC_OK);
	assert_false(first.has_old);
	uint8_t *sealed = secret_seal(arena, &first, "factor", "account 7", "treasure", 8);

	/* what a killed run has left beside it is in nobody's way */
	FILE *left = fopen(arena_format(arena, "%s.new", key_path()), "w");
	assert_non_null(left);
	fclose(left);
	assert_int_equal(secret_key_renew(key_path()), RC_OK);
	assert_int_equal(secret_key_renew(key_path()), RC_CONFLICT);
	assert_int_equal(access(arena_format(arena, "%s.new", key_path()), F_OK), -1);
	assert_int_equal(stat(key_path(), &about), 0);
	assert_int_equal(about.st_mode & 0777, 0600);
	assert_int_equal(secret_key_load(key_path(), &both), RC_OK);
	assert_true(both.has_old);
	assert_memory_equal(both.old, first.bytes, SECRET_KEY);
	assert_memory_not_equal(both.bytes, first.bytes, SECRET_KEY);
	assert_int_equal(
	        secret_unseal(&both, "factor", "account 7", sealed, 8 + SECRET_SEAL_EXTRA, opened), RC_OK);
	uint8_t *again = secret_seal(arena, &both, "factor", "account 7", "treasure", 8);
	uint8_t mac[SECRET_HASH], old_mac[SECRET_HASH];
	secret_sign(&first, "form", "data", 4, old_mac);
	secret_sign(&both, "form", "data", 4, mac);
	assert_memory_not_equal(mac, old_mac, SECRET_HASH);

	assert_int_equal(secret_key_forget(key_path()), RC_OK);
	assert_int_equal(secret_key_load(key_path(), &last), RC_OK);
	assert_false(last.has_old);
	assert_memory_equal(last.bytes, both.bytes, SECRET_KEY);
	assert_int_equal(
	        secret_unseal(&last, "factor", "account 7", again, 8 + SECRET_SEAL_EXTRA, opened), RC_OK);
	assert_int_equal(secret_unseal(&last, "factor", "account 7", sealed, 8 + SECRET_SEAL_EXTRA, opened),
	        RC_INVALID);
	unlink(key_path());
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("SES-01, CVE-2026-27637: a token is 43 fresh base64url characters", test_tokens),
		CLAIM("random numbers stay below their bound and reach all below it", test_random_below),
		CLAIM("hashes are SHA-256, at once or in pieces", test_hash),
		CLAIM("a signature depends on key, purpose and data", test_sign),
		CLAIM("what is sealed opens only untouched, with key, purpose and what it is about",
		        test_seal),
		CLAIM("base64url goes both ways for any length", test_encoding),
		CLAIM("only the one exact encoding is decoded", test_bad_encoding),
		CLAIM("a key file is private, made once, and refused when others can read it", test_key_file),
		CLAIM("a key file holds 64 hex digits and at most a line end", test_key_content),
		CLAIM("a renewed key opens what the one before has sealed, until that is taken out",
		        test_key_renewed),
	};
	return cmocka_run_group_tests_name("base/secret", tests, setup, teardown);
}
