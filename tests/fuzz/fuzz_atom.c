/* Any texts in a feed: the result is well-formed XML of the elements that we write. */
#include "target.h"

#include <ctype.h>

#include "base/buf.h"
#include "io/atom.h"

#define MOST ((size_t)4 << 20)

/* The name of the element that begins or ends here; they nest as they should. */
static const char *pass_tag(const char *at, const char *open[], size_t *depth)
{
	static const char *const names[] = { "feed", "entry", "id", "title", "link", "author", "name",
		"category", "published", "updated", "content" };
	bool ends = at[1] == '/';
	const char *name = at + 1 + ends, *stop = strchr(at, '>');
	size_t length = strcspn(name, " />"), i = 0;

	assert(stop != NULL);
	while (i < LENGTH(names) && (strlen(names[i]) != length || memcmp(names[i], name, length) != 0))
		i++;
	assert(i < LENGTH(names));
	if (ends)
		assert(*depth > 0 && open[--*depth] == names[i]);
	else if (stop[-1] != '/') {
		assert(*depth < 8);
		open[(*depth)++] = names[i];
	}
	return stop + 1;
}

static void check_entity(const char *at)
{
	static const char *const known[] = { "&amp;", "&lt;", "&gt;", "&quot;", "&#13;" };
	size_t i = 0;

	while (i < LENGTH(known) && !text_starts(at, known[i]))
		i++;
	assert(i < LENGTH(known));
}

static void check(const char *xml)
{
	const char *open[8];
	size_t depth = 0;

	assert(text_valid(xml, strlen(xml)) && text_starts(xml, "<?xml "));
	for (const char *at = xml; *at != '\0'; at++)
		assert((unsigned char)*at >= 0x20 || *at == '\n' || *at == '\t');
	assert(strstr(xml, "\xEF\xBF\xBE") == NULL && strstr(xml, "\xEF\xBF\xBF") == NULL);
	for (const char *at = strstr(xml, "<feed"); *at != '\0';) {
		if (*at == '&')
			check_entity(at);
		at = *at == '<' ? pass_tag(at, open, &depth) : at + 1;
		assert(depth > 0 || *at == '\n' || *at == '\0');
	}
	assert(depth == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	int64_t when = (int64_t)take_byte(&input) * 100000000;
	const char *title = take_text(arena, &input), *author = take_text(arena, &input);
	const char *body = take_text(arena, &input), *url = take_text(arena, &input);
	const struct atom_feed feed = { "tag:firm.example,2026:forum", title, "en", url, url, url, when };
	struct atom_entry entry = { "tag:firm.example,2026:topic-1", title, author, url, author, body, NULL,
		when, when };
	struct buf out;

	buf_init(&out, MOST);
	assert(atom_begin(arena, &out, &feed) == RC_OK && atom_add(arena, &out, &entry) == RC_OK);
	entry.text = body;
	entry.html = NULL;
	entry.category = NULL;
	assert(atom_add(arena, &out, &entry) == RC_OK);
	atom_end(&out);
	assert(buf_finish(&out) == RC_OK);
	check(out.data);
	buf_free(&out);
	return 0;
}
