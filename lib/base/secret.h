/*
 * Random, hashes, seals: thin, checked doors to libsodium. secret_start() must have succeeded before any
 * other call.
 */
#ifndef PORTICO_BASE_SECRET_H
#define PORTICO_BASE_SECRET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

#define SECRET_HASH  32 /* SHA-256 and HMAC-SHA-256 */
#define SECRET_KEY   32 /* bytes of the key file's content */
#define SECRET_TOKEN 43 /* characters of a token: 32 random bytes in base64url */

struct secret_key {
	uint8_t bytes[SECRET_KEY];
	uint8_t old[SECRET_KEY]; /* the one before, while it is being replaced: opens seals, signs nothing */
	bool has_old;
};

enum rc secret_start(void) MUST_USE; /* RC_IO if libsodium cannot start */

void secret_random(void *bytes, size_t size);
uint32_t secret_random_below(uint32_t bound); /* uniform in 0 .. bound-1 */

/* A fresh 256-bit token, SECRET_TOKEN characters; NULL without memory. */
char *secret_token(struct arena *arena) MUST_USE;

/* True for exactly SECRET_TOKEN base64url characters. */
bool secret_is_token(const char *text);

void secret_hash(const void *data, size_t length, uint8_t hash[SECRET_HASH]);
void secret_hash_text(const char *text, uint8_t hash[SECRET_HASH]);

struct secret_hasher; /* SHA-256 over pieces, in the arena */
struct secret_hasher *secret_hasher_new(struct arena *arena) MUST_USE;
void secret_hasher_add(struct secret_hasher *hasher, const void *data, size_t length);
void secret_hasher_end(struct secret_hasher *hasher, uint8_t hash[SECRET_HASH]);

/* HMAC-SHA-256, by the key file, of the data for one purpose ("form", "visitor", …): for another it is
 * another. */
void secret_sign(const struct secret_key *key, const char *purpose, const void *data, size_t length,
        uint8_t mac[SECRET_HASH]);

/* Closes `data` so that only the key file opens it again, for the same purpose and about the same thing
 * (XChaCha20-Poly1305; `about` is bound to it, not stored: "account 12"). The result is
 * length + SECRET_SEAL_EXTRA bytes in the arena; NULL without memory. Two seals of the same are never alike.
 */
#define SECRET_SEAL_EXTRA 40 /* nonce and tag */
uint8_t *secret_seal(struct arena *arena, const struct secret_key *key, const char *purpose,
        const char *about, const void *data, size_t length) MUST_USE;

/* Opens it, by the key before if not by the key, into `data`, which has room for length - SECRET_SEAL_EXTRA
 * bytes. RC_INVALID if it was touched or cut, or key, purpose or `about` are others. */
enum rc secret_unseal(const struct secret_key *key, const char *purpose, const char *about,
        const void *sealed, size_t length, void *data) MUST_USE;

/* Overwrites what is not needed any more, also where the compiler would leave it out. */
void secret_wipe(void *data, size_t size);

/* Constant-time comparison. */
bool secret_equal(const void *a, const void *b, size_t size);

/* base64url without padding, both ways. Encode: NULL without memory. Decode: RC_INVALID unless exactly `size`
 * bytes. */
char *secret_encode(struct arena *arena, const void *bytes, size_t size) MUST_USE;
enum rc secret_decode(const char *text, void *bytes, size_t size) MUST_USE;

/* Reads the key file (64 hex digits, on a second line those of the key before; owner-only permissions: group
 * or world access is RC_DENIED). RC_IO, RC_INVALID. */
enum rc secret_key_load(const char *path, struct secret_key *key) MUST_USE;

/* Creates a key file with mode 0600. RC_CONFLICT if it exists, RC_IO. */
enum rc secret_key_create(const char *path) MUST_USE;

/* Puts a fresh key into the file; the present one becomes the one before. The file keeps its owner, and is
 * at each moment the former or the new one whole. RC_CONFLICT: it holds one before already. RC_IO (errno),
 * RC_DENIED, RC_INVALID. */
enum rc secret_key_renew(const char *path) MUST_USE;

/* Takes the key before out of the file, likewise. RC_NOT_FOUND: it holds none. */
enum rc secret_key_forget(const char *path) MUST_USE;

#endif
