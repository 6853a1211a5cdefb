/* Any bytes as a catalog of translations: refused, or each message that it holds is found and all of it is
 * text. */
#include "target.h"

#include "io/catalog.h"

/* The messages of the seeds, and whatever the file holds at some places. */
static void look_up(const struct catalog *catalog, struct arena *arena, const uint8_t *data, size_t size)
{
	static const char *const messages[] = { "", "Sign in", "one file", "no such message" };

	for (size_t i = 0; i < LENGTH(messages); i++) {
		const char *found = catalog_find(catalog, messages[i]);
		assert(text_valid(found, strlen(found)));
	}
	for (size_t at = 28; at < size; at += 7) {
		struct input input = { data + at, size - at };
		const char *message = take_bytes(arena, &input);
		const char *found = catalog_find(catalog, message);

		assert(found == message || text_valid(found, strlen(found)));
		for (size_t form = 0; form < 5; form++) {
			found = catalog_plural(catalog, message, "others", form);
			assert(found == message || text_valid(found, strlen(found)));
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct catalog *catalog;
	char path[32];

	int fd = make_file(data, size, path);
	enum rc rc = catalog_open(path, &catalog);
	close(fd);
	assert(rc == RC_OK || rc == RC_INVALID);
	if (rc != RC_OK)
		return 0;
	look_up(catalog, arena, data, size);
	catalog_close(catalog);
	return 0;
}
