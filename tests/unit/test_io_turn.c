/*
 * Turns: one process at a time, whatever becomes of it.
 */
#include "io/turn.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/time.h"
#include "claim.h"

static char folder[] = "/tmp/portico-turn-XXXXXX", slots[100];

static int setup(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	(void)snprintf(slots, sizeof(slots), "%s/slots", folder);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	char file[120];
	(void)snprintf(file, sizeof(file), "%s/turn-list", slots);
	(void)unlink(file);
	(void)rmdir(slots);
	return rmdir(folder);
}

/* A child that has the turn until it is killed. */
static pid_t child_with_turn(void)
{
	int ready[2], turn;
	char byte = 0;
	assert_int_equal(pipe(ready), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (turn_take(slots, "list", 0, &turn) != RC_OK || write(ready[1], "x", 1) != 1)
			_exit(1);
		for (;;)
			pause();
	}
	assert_int_equal(read(ready[0], &byte, 1), 1);
	close(ready[0]);
	close(ready[1]);
	return child;
}

static void test_one_at_a_time(void **state)
{
	(void)state;
	struct stat info;
	int turn, second;
	assert_int_equal(turn_take(slots, "list", 0, &turn), RC_OK);
	assert_int_equal(stat(slots, &info), 0);
	assert_int_equal(info.st_mode & 0777, 0700);
	assert_int_equal(turn_take(slots, "list", 0, &second), RC_LIMITED);
	turn_end(turn);
	assert_int_equal(turn_take(slots, "list", 0, &turn), RC_OK);
	turn_end(turn);
}

static void test_waits(void **state)
{
	(void)state;
	int turn;
	pid_t child = child_with_turn();
	int64_t started = time_monotonic_ms();
	assert_int_equal(turn_take(slots, "list", 200, &turn), RC_LIMITED);
	assert_in_range(time_monotonic_ms() - started, 200, 2000);
	kill(child, SIGKILL);
	assert_int_equal(turn_take(slots, "list", 2000, &turn), RC_OK);
	turn_end(turn);
	assert_int_equal(waitpid(child, NULL, 0), child);
}

static void test_no_folder(void **state)
{
	(void)state;
	int turn;
	assert_int_equal(turn_take("/nonexistent/slots", "list", 0, &turn), RC_IO);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("OVL-02: a turn is one process’s at a time, in a private folder", test_one_at_a_time),
		CLAIM("OVL-02: who waits gets the turn of a process that was killed", test_waits),
		CLAIM("a folder that cannot be is an error", test_no_folder),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
