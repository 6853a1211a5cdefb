/*
 * Random, hashes, seals. Working copies of keys are wiped.
 */
#include "base/secret.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"

#define KEY_DIGITS         (2 * SECRET_KEY)
#define NONCE              crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define ENCODED_SIZE(size) (((size)*4 + 2) / 3) /* characters of base64 without padding */

_Static_assert(SECRET_HASH == crypto_hash_sha256_BYTES, "a hash is SHA-256");
_Static_assert(SECRET_HASH == crypto_auth_hmacsha256_BYTES, "a seal is HMAC-SHA-256");
_Static_assert(SECRET_SEAL_EXTRA == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES +
                                            crypto_aead_xchacha20poly1305_ietf_ABYTES,
        "a seal adds nonce and tag");
_Static_assert(SECRET_HASH == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "a derived key fits the cipher");
_Static_assert(SECRET_TOKEN == ENCODED_SIZE(32), "a token is 32 bytes in base64url");

struct secret_hasher {
	crypto_hash_sha256_state state;
};

enum rc secret_start(void)
{
	return sodium_init() < 0 ? RC_IO : RC_OK;
}

void secret_random(void *bytes, size_t size)
{
	randombytes_buf(bytes, size);
}

uint32_t secret_random_below(uint32_t bound)
{
	assert(bound > 0);
	return randombytes_uniform(bound);
}

char *secret_token(struct arena *arena)
{
	uint8_t bytes[32];
	secret_random(bytes, sizeof(bytes));
	char *token = secret_encode(arena, bytes, sizeof(bytes));
	sodium_memzero(bytes, sizeof(bytes));
	return token;
}

bool secret_is_token(const char *text)
{
	static const char fit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
	return text && strnlen(text, SECRET_TOKEN + 1) == SECRET_TOKEN && strspn(text, fit) == SECRET_TOKEN;
}

void secret_hash(const void *data, size_t length, uint8_t hash[SECRET_HASH])
{
	crypto_hash_sha256(hash, data, length);
}

void secret_hash_text(const char *text, uint8_t hash[SECRET_HASH])
{
	secret_hash(text, strlen(text), hash);
}

struct secret_hasher *secret_hasher_new(struct arena *arena)
{
	struct secret_hasher *hasher = ARENA_NEW(arena, struct secret_hasher);
	if (hasher)
		crypto_hash_sha256_init(&hasher->state);
	return hasher;
}

void secret_hasher_add(struct secret_hasher *hasher, const void *data, size_t length)
{
	if (length)
		crypto_hash_sha256_update(&hasher->state, data, length);
}

void secret_hasher_end(struct secret_hasher *hasher, uint8_t hash[SECRET_HASH])
{
	crypto_hash_sha256_final(&hasher->state, hash);
}

/* The purpose's final NUL keeps it apart from the data. */
void secret_sign(const struct secret_key *key, const char *purpose, const void *data, size_t length,
        uint8_t mac[SECRET_HASH])
{
	crypto_auth_hmacsha256_state state;
	crypto_auth_hmacsha256_init(&state, key->bytes, SECRET_KEY);
	crypto_auth_hmacsha256_update(&state, (const uint8_t *)purpose, strlen(purpose) + 1);
	if (length)
		crypto_auth_hmacsha256_update(&state, data, length);
	crypto_auth_hmacsha256_final(&state, mac);
	sodium_memzero(&state, sizeof(state));
}

/* The key of one purpose; the letters in front keep seals and signatures apart. */
static void seal_key(const struct secret_key *key, const char *purpose, uint8_t purpose_key[SECRET_HASH])
{
	secret_sign(key, "seal", purpose, strlen(purpose), purpose_key);
}

uint8_t *secret_seal(struct arena *arena, const struct secret_key *key, const char *purpose,
        const char *about, const void *data, size_t length)
{
	if (length > SIZE_MAX / 8)
		return NULL;
	uint8_t *sealed = arena_alloc(arena, length + SECRET_SEAL_EXTRA);
	if (!sealed)
		return NULL;
	uint8_t purpose_key[SECRET_HASH];
	seal_key(key, purpose, purpose_key);
	randombytes_buf(sealed, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(sealed + NONCE, NULL, data, length, (const uint8_t *)about,
	        strlen(about), NULL, sealed, purpose_key);
	sodium_memzero(purpose_key, sizeof(purpose_key));
	return sealed;
}

static enum rc unseal(const uint8_t bytes[SECRET_KEY], const char *purpose, const char *about,
        const void *sealed, size_t length, void *data)
{
	const uint8_t *nonce = sealed;
	struct secret_key key = { .has_old = false };
	uint8_t purpose_key[SECRET_HASH];
	memcpy(key.bytes, bytes, SECRET_KEY);
	seal_key(&key, purpose, purpose_key);
	int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(data, NULL, NULL, nonce + NONCE,
	        length - NONCE, (const uint8_t *)about, strlen(about), nonce, purpose_key);
	sodium_memzero(&key, sizeof(key));
	sodium_memzero(purpose_key, sizeof(purpose_key));
	return failed ? RC_INVALID : RC_OK;
}

enum rc secret_unseal(const struct secret_key *key, const char *purpose, const char *about,
        const void *sealed, size_t length, void *data)
{
	if (!sealed || length < SECRET_SEAL_EXTRA)
		return RC_INVALID;
	enum rc rc = unseal(key->bytes, purpose, about, sealed, length, data);
	return rc != RC_OK && key->has_old ? unseal(key->old, purpose, about, sealed, length, data) : rc;
}

void secret_wipe(void *data, size_t size)
{
	sodium_memzero(data, size);
}

bool secret_equal(const void *a, const void *b, size_t size)
{
	return sodium_memcmp(a, b, size) == 0;
}

char *secret_encode(struct arena *arena, const void *bytes, size_t size)
{
	if (size > SIZE_MAX / 8)
		return NULL;
	char *text = arena_alloc(arena, ENCODED_SIZE(size) + 1);
	if (text)
		sodium_bin2base64(
		        text, ENCODED_SIZE(size) + 1, bytes, size, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return text;
}

enum rc secret_decode(const char *text, void *bytes, size_t size)
{
	size_t got;
	if (!text || size > SIZE_MAX / 8 || strlen(text) != ENCODED_SIZE(size))
		return RC_INVALID;
	if (sodium_base642bin(bytes, size, text, ENCODED_SIZE(size), NULL, &got, NULL,
	            sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0)
		return RC_INVALID;
	return got == size ? RC_OK : RC_INVALID;
}

/* Reads until the end or until `size` bytes are there. Returns the bytes, or -1. */
static ssize_t read_up_to(int fd, char *data, size_t size)
{
	size_t at = 0;
	while (at < size) {
		ssize_t got = read(fd, data + at, size - at);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		at += (size_t)got;
	}
	return (ssize_t)at;
}

/* Cuts the line's end off; *rest is what follows it. False if it ends in something else. */
static bool cut_line(char *line, char **rest)
{
	char *end = line + strcspn(line, "\r\n");
	*rest = end + (text_starts(end, "\r\n") ? 2 : *end == '\n');
	bool good = *end != '\r' || *rest > end;
	*end = '\0';
	return good;
}

/* One line, or two. */
static enum rc key_parse(char *digits, struct secret_key *key)
{
	char *second, *rest;
	*key = (struct secret_key){ .has_old = false };
	if (!cut_line(digits, &second) || text_unhex(digits, key->bytes, SECRET_KEY) != RC_OK)
		return RC_INVALID;
	if (text_empty(second))
		return RC_OK;
	key->has_old = true;
	bool good = cut_line(second, &rest) && text_empty(rest);
	return good ? text_unhex(second, key->old, SECRET_KEY) : RC_INVALID;
}

static enum rc key_read(int fd, struct secret_key *key)
{
	struct stat about;
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return RC_IO;
	if (about.st_mode & (S_IRWXG | S_IRWXO))
		return RC_DENIED;

	char digits[2 * (KEY_DIGITS + 2) + 2]; /* room to notice more than that */
	ssize_t length = read_up_to(fd, digits, sizeof(digits) - 1);
	if (length < 0)
		return RC_IO;
	digits[length] = '\0';
	enum rc rc = strlen(digits) == (size_t)length ? key_parse(digits, key) : RC_INVALID;
	sodium_memzero(digits, sizeof(digits));
	return rc;
}

enum rc secret_key_load(const char *path, struct secret_key *key)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return RC_IO;
	enum rc rc = key_read(fd, key);
	close(fd);
	return rc;
}

static enum rc write_line(int fd, const uint8_t bytes[SECRET_KEY])
{
	char digits[KEY_DIGITS + 1];
	sodium_bin2hex(digits, sizeof(digits), bytes, SECRET_KEY);
	digits[KEY_DIGITS] = '\n';
	enum rc rc = file_write(fd, digits, sizeof(digits));
	sodium_memzero(digits, sizeof(digits));
	return rc;
}

/* Into a new file, on disk when it returns. */
static enum rc key_write(const char *path, const struct secret_key *key, const struct stat *owner)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (fd < 0)
		return errno == EEXIST ? RC_CONFLICT : RC_IO;
	enum rc rc = write_line(fd, key->bytes);
	if (rc == RC_OK && key->has_old)
		rc = write_line(fd, key->old);
	if (rc == RC_OK && owner && owner->st_uid != geteuid() &&
	        fchown(fd, owner->st_uid, owner->st_gid) != 0)
		rc = RC_IO;
	if (rc == RC_OK && fsync(fd) != 0)
		rc = RC_IO;
	if (close(fd) != 0)
		rc = RC_IO;
	if (rc != RC_OK)
		unlink(path);
	return rc;
}

enum rc secret_key_create(const char *path)
{
	struct secret_key key = { .has_old = false };
	secret_random(key.bytes, sizeof(key.bytes));
	enum rc rc = key_write(path, &key, NULL);
	sodium_memzero(&key, sizeof(key));
	return rc;
}

/* The name is on disk, too. */
static enum rc sync_folder_of(const char *path)
{
	char folder[PATH_MAX];
	const char *slash = strrchr(path, '/');
	size_t length = slash ? (size_t)(slash - path) + 1 : 0;
	if (length >= sizeof(folder))
		return RC_IO;
	memcpy(folder, length ? path : ".", length ? length : 1);
	folder[length ? length : 1] = '\0';
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return RC_IO;
	enum rc rc = fsync(fd) == 0 ? RC_OK : RC_IO;
	close(fd);
	return rc;
}

/* Beside it, then in its place; what a killed run has left beside is in nobody's use. */
static enum rc key_replace(const char *path, const struct secret_key *key)
{
	char beside[PATH_MAX];
	struct stat owner;
	int length = snprintf(beside, sizeof(beside), "%s.new", path);
	if (length < 0 || (size_t)length >= sizeof(beside) || stat(path, &owner) != 0)
		return RC_IO;
	if (unlink(beside) != 0 && errno != ENOENT)
		return RC_IO;
	enum rc rc = key_write(beside, key, &owner);
	if (rc == RC_OK && rename(beside, path) != 0) {
		rc = RC_IO;
		unlink(beside);
	}
	return rc == RC_OK ? sync_folder_of(path) : rc == RC_CONFLICT ? RC_IO : rc;
}

enum rc secret_key_renew(const char *path)
{
	struct secret_key key;
	enum rc rc = secret_key_load(path, &key);
	if (rc == RC_OK && key.has_old)
		rc = RC_CONFLICT;
	if (rc == RC_OK) {
		memcpy(key.old, key.bytes, SECRET_KEY);
		key.has_old = true;
		secret_random(key.bytes, sizeof(key.bytes));
		rc = key_replace(path, &key);
	}
	sodium_memzero(&key, sizeof(key));
	return rc;
}

enum rc secret_key_forget(const char *path)
{
	struct secret_key key;
	enum rc rc = secret_key_load(path, &key);
	if (rc == RC_OK && !key.has_old)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK) {
		key.has_old = false;
		rc = key_replace(path, &key);
	}
	sodium_memzero(&key, sizeof(key));
	return rc;
}
