/* Any bytes as list of common passwords, as password and as a person's own words. */
#include "target.h"

#include "base/limits.h"
#include "io/password.h"

/* Each line of a list that was taken is found in it. */
static void check_list(struct arena *arena, const struct password_list *list, const char *text, size_t length)
{
	for (const char *at = text; at < text + length;) {
		const char *end = memchr(at, '\n', (size_t)(text + length - at));
		char *line = arena_copy(arena, at, (size_t)(end - at));

		/* in lower case and ASCII a line stands for itself */
		if (strspn(line, "abcdefghijklmnopqrstuvwxyz0123456789") == strlen(line) &&
		        (size_t)(end - at) == strlen(line) && *line != '\0' &&
		        strlen(line) <= LIMIT_PASSWORD_MAX)
			assert(password_judge(line, NULL, 0, list) == RC_INVALID);
		at = end + 1;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	struct password_list *list = NULL;
	char path[32];

	const char *password = take_bytes(arena, &input);
	const char *words[] = { take_bytes(arena, &input), take_bytes(arena, &input), NULL };
	int fd = make_file(input.at, input.left, path);
	enum rc rc = password_list_open(path, &list);
	close(fd);
	assert(rc == RC_OK || rc == RC_INVALID);
	if (rc == RC_OK)
		check_list(arena, list, (const char *)input.at, input.left);
	rc = password_judge(password, words, LENGTH(words), list);
	assert((rc == RC_TOO_LARGE) == (strlen(password) > LIMIT_PASSWORD_MAX));
	if (rc == RC_OK)
		assert(!text_equal(password, words[0]) ||
		        strpbrk(password, "abcdefghijklmnopqrstuvwxyz") == NULL ||
		        strspn(password, "0123456789abcdefghijklmnopqrstuvwxyz") != strlen(password));
	password_list_close(list);
	return 0;
}
