/*
 * The log, read back through a pipe in place of standard error.
 */
#include "base/log.h"
#include "base/limits.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "claim.h"

static char line[8192];
static int saved, ends[2];

static void capture(void)
{
	saved = dup(STDERR_FILENO);
	assert_true(saved >= 0);
	assert_int_equal(pipe(ends), 0);
	assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
	close(ends[1]);
}

/* What was written since capture(). */
static const char *captured(void)
{
	assert_true(dup2(saved, STDERR_FILENO) >= 0);
	close(saved);
	ssize_t length = read(ends[0], line, sizeof(line) - 1);
	close(ends[0]);
	assert_true(length >= 0);
	line[length] = '\0';
	return line;
}

static int setup(void **state)
{
	(void)state;
	log_start("desk", LOG_LEVEL_INFO);
	log_request(NULL);
	return 0;
}

static void test_form(void **state)
{
	(void)state;
	log_request("r-17");
	capture();
	log_info("%d rows", 5);
	const char *text = captured();
	assert_int_equal(strlen(text), strlen("2026-11-22T01:16:06Z info desk r-17 5 rows\n"));
	assert_string_equal(text + 19, "Z info desk r-17 5 rows\n");
	assert_int_equal(text[10], 'T');
}

static void test_levels(void **state)
{
	(void)state;
	capture();
	log_debug("never");
	log_warn("a");
	log_error("b");
	const char *text = captured();
	assert_null(strstr(text, "never"));
	assert_non_null(strstr(text, " warn desk - a\n"));
	assert_non_null(strstr(text, " error desk - b\n"));
	assert_true(log_wants(LOG_LEVEL_INFO));
	assert_false(log_wants(LOG_LEVEL_DEBUG));
}

static void test_controls(void **state)
{
	(void)state;
	log_request("a\nb c=d");
	capture();
	log_info("%s", "x\r\n2026 error\x1b[31m\x7F\xC2\x9Bq \xFFž فا");
	assert_string_equal(captured() + 19, "Z info desk a?b?c?d x??2026 error?[31m??q ?ž فا\n");
}

static void test_long_lines(void **state)
{
	(void)state;
	char text[6000];
	for (size_t i = 0; i + 1 < sizeof(text); i++)
		text[i] = i % 2 ? '\xA1' : '\xC5';
	text[sizeof(text) - 1] = '\0';
	capture();
	log_info("%s", text);
	const char *out = captured();
	size_t length = strlen(out);
	assert_true(length <= LIMIT_LOG_LINE);
	assert_int_equal(out[length - 1], '\n');
	assert_ptr_equal(strchr(out, '\n'), out + length - 1);
	assert_true(text_valid(out, length));
}

static void test_security(void **state)
{
	(void)state;
	log_start("desk", LOG_LEVEL_ERROR);
	capture();
	log_security("sign-in-failed", 42, "192.0.2.7", "wrong password");
	assert_string_equal(captured() + 19,
	        "Z warn desk - security sign-in-failed account=42 ip=192.0.2.7 wrong password\n");
	capture();
	log_security("token-refused", 0, "::1 account=7", NULL);
	assert_string_equal(
	        captured() + 19, "Z warn desk - security token-refused account=0 ip=::1?account?7\n");
	capture();
	log_security("token-refused", 0, NULL, NULL);
	assert_string_equal(captured() + 19, "Z warn desk - security token-refused account=0 ip=-\n");
}

static void test_errno(void **state)
{
	(void)state;
	capture();
	errno = ENOSPC;
	log_error("x");
	assert_int_equal(errno, ENOSPC);
	(void)captured();
}

#define LOG_CLAIM(claim, test)                                                                               \
	{                                                                                                    \
		.name = claim, .test_func = test, .setup_func = setup                                        \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		LOG_CLAIM("a line is time, level, program, request and text", test_form),
		LOG_CLAIM("lines above the level are dropped", test_levels),
		LOG_CLAIM("INJ-08: controls and malformed bytes become question marks", test_controls),
		LOG_CLAIM("a long line is cut and still ends in a line end", test_long_lines),
		LOG_CLAIM("security events have a fixed head and are never dropped", test_security),
		LOG_CLAIM("errno is left as it was", test_errno),
	};
	return cmocka_run_group_tests_name("base/log", tests, NULL, NULL);
}
