/* See mailroom.h. */
#include "mailroom.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "scratch.h"
#include "web/post.h"

static char state_dir[] = "/tmp/portico-mails-XXXXXX";
static struct view *view;

bool mailroom_open(void)
{
	if (mkdtemp(state_dir) == NULL)
		return false;
	scratch.config.state_dir = state_dir;
	scratch.config.mail_transport = MAIL_FILE;
	return view_open(&scratch.config, NULL, &view) == RC_OK;
}

int mailroom_close(void **state)
{
	char command[200];
	view_close(view);
	snprintf(command, sizeof(command), "rm -rf %s", state_dir);
	if (system(command) != 0)
		return -1;
	return scratch_close(state);
}

int mailroom_empty(void)
{
	char command[200];
	snprintf(command, sizeof(command), "rm -rf %s/mail && mkdir -p %s/mail", state_dir, state_dir);
	return system(command);
}

enum rc mailroom_post(int64_t now)
{
	static const struct secret_key key = { .bytes = { 7 } };
	return post_one(&(struct letter_desk){ .config = &scratch.config,
	        .key = &key,
	        .db = scratch.db,
	        .view = view,
	        .arena = scratch.arena,
	        .now = now });
}

void mailroom_post_all(int64_t now)
{
	enum rc rc = RC_OK;
	while (rc == RC_OK)
		rc = mailroom_post(now);
	assert_int_equal(rc, RC_NOT_FOUND);
}

int64_t mailroom_count(void)
{
	int64_t count = 0;
	DIR *folder = opendir(arena_format(scratch.arena, "%s/mail", state_dir));
	assert_non_null(folder);
	for (struct dirent *entry; (entry = readdir(folder)) != NULL;)
		count += strstr(entry->d_name, ".eml") != NULL;
	closedir(folder);
	return count;
}
