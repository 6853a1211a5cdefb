/*
 * Argon2id behind slots. A slot is a file under flock: the kernel frees it when its process dies, however it
 * dies. It is opened for each computation, as processes that share an open file would share its lock.
 */
#include "io/password.h"

#include <argon2.h>
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"

#define MEMORY_KIB 19456
#define PASSES     2
#define LANES      1
#define SALT_SIZE  16
#define TAG_SIZE   32
#define DEAREST    4 /* a stored hash may cost this many times ours */

#define SLOTS_MOST      64
#define PAUSE_LEAST_MS  5
#define PAUSE_SPREAD_MS 15

#define STRING_OF(value) #value
#define STRING(value)    STRING_OF(value)

/* What the password of an unknown account is compared with: the usual cost, a tag that nothing gives. */
static const char decoy[] = "$argon2id$v=19$m=" STRING(MEMORY_KIB) ",t=" STRING(PASSES) ",p=" STRING(
        LANES) "$cG9ydGljby1kZWNveS1zYQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

struct password_door {
	int directory;
	uint32_t slots;
	uid_t owner; /* of the directory: slots made by root are given to it */
	gid_t group;
};

struct cost {
	uint32_t memory, passes, lanes;
};

/* Made by root during an installation, a file must still be open to the account that runs the portal. */
static enum rc give(int fd, uid_t owner, gid_t group)
{
	return fchown(fd, owner, group) == 0 ? RC_OK : RC_IO;
}

static enum rc door_look(struct password_door *door, bool fresh)
{
	struct stat above, here;
	if (fstatat(door->directory, "..", &above, 0) != 0)
		return RC_IO;
	if (fresh && geteuid() == 0 && give(door->directory, above.st_uid, above.st_gid) != RC_OK)
		return RC_IO;
	if (fstat(door->directory, &here) != 0)
		return RC_IO;
	door->owner = here.st_uid;
	door->group = here.st_gid;
	return here.st_mode & (S_IRWXG | S_IRWXO) ? RC_DENIED : RC_OK;
}

static enum rc door_enter(struct password_door *door, const char *directory)
{
	bool fresh = mkdir(directory, S_IRWXU) == 0;
	if (!fresh && errno != EEXIST)
		return RC_IO;
	door->directory = open(directory, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	return door->directory < 0 ? RC_IO : door_look(door, fresh);
}

int64_t password_slots(int64_t wished)
{
	cpu_set_t usable;
	int64_t half = sched_getaffinity(0, sizeof(usable), &usable) == 0 ? CPU_COUNT(&usable) / 2 : 1;
	return half < 1 ? 1 : half < wished ? half : wished;
}

void password_door_close(struct password_door *door)
{
	if (!door)
		return;
	if (door->directory >= 0)
		close(door->directory);
	free(door);
}

int password_door_folder(const struct password_door *door)
{
	return door->directory;
}

static enum rc slot_open(const struct password_door *door, uint32_t number, int *slot)
{
	char name[16];
	snprintf(name, sizeof(name), "slot-%02u", (unsigned)number);
	int fd = openat(door->directory, name, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
	if (fd < 0) {
		log_error("password slot %s: %s", name, strerror(errno));
		return RC_IO;
	}
	*slot = fd;
	return RC_OK;
}

/* Root gives them away now: a confined process no longer may (PRC-02). */
static enum rc door_furnish(const struct password_door *door)
{
	for (uint32_t i = 0; i < door->slots; i++) {
		int slot;
		enum rc rc = slot_open(door, i, &slot);
		if (rc != RC_OK)
			return rc;
		rc = give(slot, door->owner, door->group);
		close(slot);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

enum rc password_door_open(const char *directory, int64_t slots, struct password_door **door)
{
	assert(slots >= 1 && slots <= SLOTS_MOST);
	struct password_door *fresh = calloc(1, sizeof(*fresh));
	if (!fresh)
		return RC_NO_MEMORY;
	*fresh = (struct password_door){ .directory = -1, .slots = (uint32_t)slots };

	enum rc rc = door_enter(fresh, directory);
	if (rc == RC_OK && geteuid() == 0)
		rc = door_furnish(fresh);
	if (rc == RC_OK) {
		*door = fresh;
		return RC_OK;
	}
	if (rc == RC_DENIED)
		log_error("%s: must be closed to group and others (chmod 700)", directory);
	else
		log_error("%s: %s", directory, strerror(errno));
	password_door_close(fresh);
	return rc;
}

/* RC_LIMITED if somebody else computes there. */
static enum rc slot_try(const struct password_door *door, uint32_t number, int *slot)
{
	int fd;
	enum rc rc = slot_open(door, number, &fd);
	if (rc != RC_OK)
		return rc;
	if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
		*slot = fd;
		return RC_OK;
	}
	rc = errno == EWOULDBLOCK || errno == EINTR ? RC_LIMITED : RC_IO;
	if (rc == RC_IO)
		log_error("password slot: %s", strerror(errno));
	close(fd);
	return rc;
}

static void pause_briefly(void)
{
	long ms = PAUSE_LEAST_MS + (long)secret_random_below(PAUSE_SPREAD_MS);
	struct timespec span = { .tv_nsec = ms * 1000000 };
	nanosleep(&span, NULL); /* a signal only makes the pause shorter */
}

static enum rc slot_take(const struct password_door *door, int *slot)
{
	int64_t deadline = time_monotonic_ms() + LIMIT_HASH_WAIT_MS;
	for (;;) {
		uint32_t first = secret_random_below(door->slots);
		for (uint32_t i = 0; i < door->slots; i++) {
			enum rc rc = slot_try(door, (first + i) % door->slots, slot);
			if (rc != RC_LIMITED)
				return rc;
		}
		if (time_monotonic_ms() >= deadline)
			return RC_LIMITED;
		pause_briefly();
	}
}

static bool is_too_long(const char *password)
{
	return strnlen(password, LIMIT_PASSWORD_MAX + 1) > LIMIT_PASSWORD_MAX;
}

static enum rc rc_of_argon2(int result)
{
	switch (result) {
	case ARGON2_OK:
		return RC_OK;
	case ARGON2_MEMORY_ALLOCATION_ERROR:
		return RC_NO_MEMORY;
	case ARGON2_THREAD_FAIL:
		return RC_IO;
	default:
		return RC_INVALID;
	}
}

enum rc password_hash(
        struct password_door *door, struct arena *arena, const char *password, const char **encoded)
{
	uint8_t salt[SALT_SIZE];
	int slot;
	if (is_too_long(password))
		return RC_TOO_LARGE;
	size_t size = argon2_encodedlen(PASSES, MEMORY_KIB, LANES, SALT_SIZE, TAG_SIZE, Argon2_id);
	char *text = arena_alloc(arena, size);
	if (!text)
		return RC_NO_MEMORY;
	enum rc rc = slot_take(door, &slot);
	if (rc != RC_OK)
		return rc;

	secret_random(salt, sizeof(salt));
	rc = rc_of_argon2(argon2id_hash_encoded(PASSES, MEMORY_KIB, LANES, password, strlen(password), salt,
	        sizeof(salt), TAG_SIZE, text, size));
	close(slot);
	sodium_memzero(salt, sizeof(salt));
	if (rc == RC_OK)
		*encoded = text;
	return rc;
}

static bool skip_word(const char **at, const char *word)
{
	if (!text_starts(*at, word))
		return false;
	*at += strlen(word);
	return true;
}

/* A number of at most `most`, from 1. */
static bool read_count(const char **at, uint32_t most, uint32_t *count)
{
	uint32_t value = 0;
	for (; **at >= '0' && **at <= '9'; ++*at) {
		value = value * 10 + (uint32_t)(**at - '0');
		if (value > most)
			return false;
	}
	*count = value;
	return value > 0;
}

/* The cost that a hash states. One past all measure is refused: it would break the promise of bounded memory.
 */
static bool read_cost(const char *encoded, struct cost *cost)
{
	return skip_word(&encoded, "$argon2id$v=19$m=") &&
	       read_count(&encoded, DEAREST * MEMORY_KIB, &cost->memory) && skip_word(&encoded, ",t=") &&
	       read_count(&encoded, DEAREST * PASSES, &cost->passes) && skip_word(&encoded, ",p=") &&
	       read_count(&encoded, DEAREST * LANES, &cost->lanes) && skip_word(&encoded, "$");
}

enum rc password_check(
        struct password_door *door, const char *encoded, const char *password, bool *matches, bool *stale)
{
	struct cost cost;
	int slot;
	const char *against = encoded ? encoded : decoy;
	*matches = *stale = false;
	if (is_too_long(password))
		return RC_TOO_LARGE;
	if (!read_cost(against, &cost))
		return RC_INVALID;
	enum rc rc = slot_take(door, &slot);
	if (rc != RC_OK)
		return rc;

	int result = argon2id_verify(against, password, strlen(password));
	close(slot);
	if (result != ARGON2_OK && result != ARGON2_VERIFY_MISMATCH)
		return rc_of_argon2(result);
	*matches = result == ARGON2_OK && encoded;
	*stale = encoded && (cost.memory < MEMORY_KIB || cost.passes < PASSES || cost.lanes < LANES);
	return RC_OK;
}
