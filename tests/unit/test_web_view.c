/*
 * Every template of every program, parsed as the program does it: with the frame of its folder, in each
 * language.
 */
#include "web/view.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "claim.h"

static char share[PATH_MAX];
static struct config config = { .share_dir = share, .base_path = "" };

/* The folder share/ of the build that the test is of. */
static bool find_share(void)
{
	ssize_t length = readlink("/proc/self/exe", share, sizeof(share) - 1);
	for (int up = 0; length > 0 && up < 3; up++) {
		share[length] = '\0';
		length = strrchr(share, '/') - share;
	}
	return length > 0 && (size_t)length + sizeof("/share") < sizeof(share) &&
	       strcpy(share + length, "/share") != NULL;
}

/* Parses the templates of a folder; how many there are. */
static int parse_folder(struct view *view, const char *folder)
{
	char path[PATH_MAX + 300], name[sizeof(((struct dirent *)0)->d_name) * 2];
	int count = 0;
	snprintf(path, sizeof(path), "%s/templates/%s", share, folder);
	DIR *dir = opendir(path);
	assert_non_null(dir);
	for (struct dirent *entry; (entry = readdir(dir));) {
		char *end = strstr(entry->d_name, ".cs");
		if (!end)
			continue;
		snprintf(name, sizeof(name), "%s/%.*s", folder, (int)(end - entry->d_name), entry->d_name);
		if (view_prepare(view, name) != RC_OK)
			fail_msg("%s in %s", name, view_language(view)->code);
		count++;
	}
	closedir(dir);
	return count;
}

static void parse_program(const char *folder, const char *others)
{
	char frame[NAME_MAX + sizeof("/frame")];
	struct view *view;
	snprintf(frame, sizeof(frame), "%s/frame", folder);
	assert_int_equal(view_open(&config, text_equal(folder, "mail") ? NULL : frame, &view), RC_OK);
	for (size_t i = 0; i < language_count(); i++) {
		view_clock(view, &(struct clock_view){ .language = language_at(i), .zone = "UTC" });
		assert_int_equal(view_constant(view, language_at(i), "Page.program", folder), RC_OK);
		assert_true(parse_folder(view, folder) > 0);
		if (others)
			assert_true(parse_folder(view, others) > 0);
	}
	view_close(view);
}

static void test_programs(void **state)
{
	static const char *const programs[] = { "home", "login", "account", "company", "kb", "forum",
		"suggestions", "search", "tickets", "files", "desk", "admin" };
	(void)state;
	for (size_t i = 0; i < sizeof(programs) / sizeof(programs[0]); i++)
		parse_program(programs[i], "error");
}

static void test_mails(void **state)
{
	(void)state;
	parse_program("mail", NULL);
}

/* What another program's frame has is not at hand. */
static void test_own_frame(void **state)
{
	struct view *view;
	(void)state;
	assert_int_equal(view_open(&config, "files/frame", &view), RC_OK);
	assert_int_equal(view_prepare(view, "error/page"), RC_OK);
	assert_int_equal(view_prepare(view, "kb/index"), RC_TEMPLATE);
	assert_int_equal(view_prepare(view, "error/sent"), RC_OK);
	view_close(view);
	assert_int_equal(view_open(&config, "nowhere/frame", &view), RC_OK);
	assert_int_equal(view_prepare(view, "error/page"), RC_TEMPLATE);
	view_close(view);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("every page parses with its program's frame in each language, and so do errors",
		        test_programs),
		CLAIM("every mail parses in each language, without a frame", test_mails),
		CLAIM("a frame has what its program needs, and no more", test_own_frame),
	};
	if (!find_share())
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
