/*
 * Passwords: hashes, the door, the judgement. Argon2id runs at its full cost here.
 */
#include "io/password.h"

#include <argon2.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "claim.h"

#define SHIPPED_LIST "lib/io/common_passwords.txt"
#define PEOPLE       100
#define SLOTS        2

static struct arena *arena;
static struct password_door *door;
static char folder[] = "/tmp/portico-password-XXXXXX";

/* Computations of all processes, in memory that they share. */
static struct computing {
	atomic_int now, most;
} * computing;

/* Stands before the library's function of this name and counts who is inside. */
int argon2id_verify(const char *encoded, const void *password, const size_t length)
{
	int now = atomic_fetch_add(&computing->now, 1) + 1;
	int most = atomic_load(&computing->most);
	while (now > most && !atomic_compare_exchange_weak(&computing->most, &most, now))
		continue;
	int result = argon2_verify(encoded, password, length, Argon2_id);
	atomic_fetch_sub(&computing->now, 1);
	return result;
}

static const char *in_folder(const char *name)
{
	return arena_format(arena, "%s/%s", folder, name);
}

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4096, 8 << 20);
	computing = mmap(NULL, sizeof(*computing), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (!arena || computing == MAP_FAILED || secret_start() != RC_OK || !mkdtemp(folder))
		return -1;
	return password_door_open(in_folder("slots"), SLOTS, &door) == RC_OK ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	password_door_close(door);
	password_door_close(NULL);
	for (int i = 0; i < 64; i++)
		unlink(arena_format(arena, "%s/slots/slot-%02d", folder, i));
	rmdir(in_folder("slots"));
	unlink(in_folder("list"));
	arena_free(arena);
	return rmdir(folder);
}

static void test_hash_and_check(void **state)
{
	(void)state;
	const char *encoded, *again;
	bool matches, stale;
	assert_int_equal(password_hash(door, arena, "correct horse ژاله", &encoded), RC_OK);
	assert_true(text_starts(encoded, "$argon2id$v=19$m=19456,t=2,p=1$"));
	assert_int_equal(password_hash(door, arena, "correct horse ژاله", &again), RC_OK);
	assert_string_not_equal(encoded, again);

	assert_int_equal(password_check(door, encoded, "correct horse ژاله", &matches, &stale), RC_OK);
	assert_true(matches);
	assert_false(stale);
	assert_int_equal(password_check(door, encoded, "correct horse ژالة", &matches, &stale), RC_OK);
	assert_false(matches);
	assert_int_equal(password_check(door, encoded, "", &matches, &stale), RC_OK);
	assert_false(matches);
}

static void test_stale(void **state)
{
	(void)state;
	/* "password" at m=256, t=2, p=1 with the salt "somesalt", from the reference implementation's own
	 * tests. */
	const char *cheap = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ"
	                    "$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4";
	bool matches, stale;
	assert_int_equal(password_check(door, cheap, "password", &matches, &stale), RC_OK);
	assert_true(matches);
	assert_true(stale);
}

static void test_unknown_account(void **state)
{
	(void)state;
	const char *encoded;
	bool matches = true, stale = true;
	assert_int_equal(password_hash(door, arena, "some password", &encoded), RC_OK);
	int64_t known = 0, unknown = 0;
	for (int i = 0; i < 5; i++) {
		int64_t start = time_monotonic_ms();
		assert_int_equal(password_check(door, encoded, "wrong one", &matches, &stale), RC_OK);
		known += time_monotonic_ms() - start;
		start = time_monotonic_ms();
		assert_int_equal(password_check(door, NULL, "wrong one", &matches, &stale), RC_OK);
		unknown += time_monotonic_ms() - start;
		assert_false(matches);
		assert_false(stale);
	}
	assert_true(unknown * 3 > known && known * 3 > unknown);
}

static void test_too_long(void **state)
{
	(void)state;
	char password[LIMIT_PASSWORD_MAX + 2] = "";
	const char *encoded;
	bool matches, stale;
	memset(password, 'x', LIMIT_PASSWORD_MAX);
	assert_int_equal(password_hash(door, arena, password, &encoded), RC_OK);
	assert_int_equal(password_check(door, encoded, password, &matches, &stale), RC_OK);
	assert_true(matches);
	password[LIMIT_PASSWORD_MAX] = 'x';
	assert_int_equal(password_check(door, encoded, password, &matches, &stale), RC_TOO_LARGE);
	assert_false(matches);
	assert_int_equal(password_hash(door, arena, password, &encoded), RC_TOO_LARGE);
	assert_int_equal(password_judge(password, NULL, 0, NULL), RC_TOO_LARGE);
}

static void test_foreign_hashes(void **state)
{
	(void)state;
	bool matches, stale;
	static const char *const bad[] = { "", "x", "$2y$10$abc",
		"$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$AAAA",
		"$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$AAAA",
		"$argon2id$v=19$m=19456,t=1000,p=1$c29tZXNhbHQ$AAAA",
		"$argon2id$v=19$m=19456,t=2,p=99$c29tZXNhbHQ$AAAA", "$argon2id$v=19$m=19456,t=2,p=1$",
		"$argon2id$v=19$m=19456,t=2,p=1$!!$!!", "$argon2id$v=19$m=0,t=2,p=1$c29tZXNhbHQ$AAAA",
		"$argon2id$v=19$m=99999999999999999999,t=2,p=1$c29tZXNhbHQ$AAAA",
		"$argon2id$v=19$m=19456,t=2,p=1" };
	for (size_t i = 0; i < LENGTH(bad); i++) {
		matches = true;
		assert_int_equal(password_check(door, bad[i], "password", &matches, &stale), RC_INVALID);
		assert_false(matches);
	}
}

static void test_private(void **state)
{
	(void)state;
	struct stat about;
	struct password_door *other;
	const char *encoded;
	assert_int_equal(password_hash(door, arena, "x", &encoded), RC_OK);
	assert_int_equal(stat(in_folder("slots"), &about), 0);
	assert_int_equal(about.st_mode & 0777, 0700);
	int found = 0;
	for (int i = 0; i < SLOTS; i++) {
		if (stat(arena_format(arena, "%s/slots/slot-%02d", folder, i), &about) == 0) {
			assert_int_equal(about.st_mode & 0777, 0600);
			found++;
		}
	}
	assert_true(found > 0);
	assert_int_equal(chmod(in_folder("slots"), 0755), 0);
	assert_int_equal(password_door_open(in_folder("slots"), SLOTS, &other), RC_DENIED);
	assert_int_equal(chmod(in_folder("slots"), 0700), 0);
	assert_int_equal(password_door_open("/nonexistent/slots", SLOTS, &other), RC_IO);
}

static void test_full_door(void **state)
{
	(void)state;
	int locks[SLOTS];
	const char *encoded;
	for (int i = 0; i < SLOTS; i++) {
		locks[i] = open(arena_format(arena, "%s/slots/slot-%02d", folder, i), O_RDWR | O_CREAT, 0600);
		assert_true(locks[i] >= 0);
		assert_int_equal(flock(locks[i], LOCK_EX), 0);
	}
	int64_t start = time_monotonic_ms();
	assert_int_equal(password_hash(door, arena, "x", &encoded), RC_LIMITED);
	int64_t waited = time_monotonic_ms() - start;
	assert_true(waited >= LIMIT_HASH_WAIT_MS && waited < LIMIT_HASH_WAIT_MS + 1000);
	close(locks[1]);
	assert_int_equal(password_hash(door, arena, "x", &encoded), RC_OK);
	close(locks[0]);
}

/* Computes once; exits with 0 if done, 1 if turned away. */
static void compute_and_exit(void)
{
	bool matches, stale;
	enum rc rc = password_check(door, NULL, "x", &matches, &stale);
	_exit(rc == RC_OK ? 0 : rc == RC_LIMITED ? 1 : 2);
}

static void test_hundred_at_once(void **state)
{
	(void)state;
	int done = 0, turned_away = 0, status;
	atomic_store(&computing->most, 0);
	for (int i = 0; i < PEOPLE; i++) {
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			compute_and_exit();
	}
	for (int i = 0; i < PEOPLE; i++) {
		assert_true(waitpid(-1, &status, 0) > 0);
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) < 2);
		done += WEXITSTATUS(status) == 0;
		turned_away += WEXITSTATUS(status) == 1;
	}
	assert_int_equal(done + turned_away, PEOPLE);
	assert_true(done >= SLOTS);
	assert_int_equal(atomic_load(&computing->now), 0);
	assert_in_range(atomic_load(&computing->most), 1, SLOTS);
}

static void test_killed_holder(void **state)
{
	(void)state;
	const char *encoded;
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		for (int i = 0; i < SLOTS; i++) {
			int fd = open(
			        arena_format(arena, "%s/slots/slot-%02d", folder, i), O_RDWR | O_CREAT, 0600);
			if (fd < 0 || flock(fd, LOCK_EX | LOCK_NB) != 0)
				_exit(1);
		}
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(child, NULL, 0), child);
	int64_t start = time_monotonic_ms();
	assert_int_equal(password_hash(door, arena, "x", &encoded), RC_OK);
	assert_true(time_monotonic_ms() - start < LIMIT_HASH_WAIT_MS);
}

static struct password_list *open_shipped(void)
{
	struct password_list *list = NULL;
	assert_int_equal(password_list_open(SHIPPED_LIST, &list), RC_OK);
	return list;
}

static void test_common(void **state)
{
	(void)state;
	struct password_list *list = open_shipped();
	static const char *const bad[] = { "password", "password123", "Password123", "PASSWORD123",
		"12345678", "qwertyuiop", "iloveyou1", "zalgiris2024", "persepolis123", "۱۲۳۴۵۶۷۸",
		"Žalgiris123", "1q2w3e4r", "welcome2026", "mohammad123" };
	static const char *const good[] = { "", "correct horse battery staple", "xkq81-mnt-55v",
		"passwordpasswordx", "گل سرخ در باغ پدر", "qwertyuio\n", "\x01zzz", "~~~~~~~~~~~",
		"zzzzzzzzzzzzzzzzzzzzzzzz" };
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(password_judge(bad[i], NULL, 0, list), RC_INVALID);
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_int_equal(password_judge(good[i], NULL, 0, list), RC_OK);
	password_list_close(list);
	password_list_close(NULL);
}

static void test_every_line(void **state)
{
	(void)state;
	struct password_list *list = open_shipped();
	char line[300];
	size_t lines = 0;
	FILE *file = fopen(SHIPPED_LIST, "r");
	assert_non_null(file);
	while (fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		assert_int_equal(password_judge(line, NULL, 0, list), RC_INVALID);
		lines++;
	}
	fclose(file);
	assert_true(lines >= 3000);
	password_list_close(list);
}

static void test_own_words(void **state)
{
	(void)state;
	static const char *const words[] = { "Acme Support", "jonas.petraitis", NULL, "", "ŽALIAS",
		"پشتیبانی" };
	static const char *const bad[] = { "acmesupport", "AcmeSupport2026", "acme support!!",
		"2026acme-support", "Acme_Support_123", "1acmesupport23!", "jonaspetraitis",
		"Jonas.Petraitis1", "jonas.petraitis@2026", "acmesupportacmesupport1", "žalias۱۴۰۵",
		"پشتیبانی1234", "!!!!ACME SUPPORT!!!!" };
	static const char *const good[] = { "acmesupport20261", "the acme support team", "acmesupporter",
		"jonas1234", "my žalias cat", "12345678x", "2026" };
	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(password_judge(bad[i], words, LENGTH(words), NULL), RC_INVALID);
	for (size_t i = 0; i < LENGTH(good); i++)
		assert_int_equal(password_judge(good[i], words, LENGTH(words), NULL), RC_OK);
}

static enum rc open_list(const char *content)
{
	struct password_list *list = NULL;
	FILE *file = fopen(in_folder("list"), "w");
	assert_non_null(file);
	assert_true(fputs(content, file) >= 0);
	assert_int_equal(fclose(file), 0);
	enum rc rc = password_list_open(in_folder("list"), &list);
	if (rc == RC_OK)
		password_list_close(list);
	return rc;
}

static void test_bad_lists(void **state)
{
	(void)state;
	struct password_list *list;
	assert_int_equal(open_list("a\nab\nb\n"), RC_OK);
	assert_int_equal(open_list("\n"), RC_OK);
	assert_int_equal(open_list(""), RC_INVALID);
	assert_int_equal(open_list("a\nb"), RC_INVALID);
	assert_int_equal(open_list("b\na\n"), RC_INVALID);
	assert_int_equal(open_list("a\na\n"), RC_INVALID);
	assert_int_equal(open_list("ab\na\n"), RC_INVALID);
	assert_int_equal(password_list_open("/nonexistent/list", &list), RC_NOT_FOUND);
	assert_int_equal(password_list_open("/tmp", &list), RC_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("AUTH-01: a hash is Argon2id at 19 MiB, two passes, one lane, with its own salt",
		        test_hash_and_check),
		CLAIM("AUTH-01: a cheaper hash matches and is stale", test_stale),
		CLAIM("AUTH-05: an unknown account costs as much as a wrong password", test_unknown_account),
		CLAIM("AUTH-03: 256 bytes are a password, more are refused", test_too_long),
		CLAIM("a hash that is not ours, or past all cost, is refused", test_foreign_hashes),
		CLAIM("the slots are private", test_private),
		CLAIM("AUTH-02: with all slots taken a caller waits 2 s and is turned away", test_full_door),
		CLAIM("AUTH-02: hundred processes never compute more than the slots at once",
		        test_hundred_at_once),
		CLAIM("AUTH-02: a killed process gives its slot back", test_killed_holder),
		CLAIM("AUTH-04: common passwords are refused in any letter case and digits", test_common),
		CLAIM("AUTH-04: the shipped list has 3000 lines and each is found", test_every_line),
		CLAIM("AUTH-04: site name and address with a few digits are refused", test_own_words),
		CLAIM("a list that is empty, unsorted or unended is refused", test_bad_lists),
	};
	return cmocka_run_group_tests_name("io/password", tests, setup, teardown);
}
