/* See forum_tag.h. */
#include "domain/forum_tag.h"

#include <string.h>

#include "base/text.h"

DB_QUERY(drop_tags, "DELETE FROM forum_tag WHERE topic_id = ?", DB_NO_ROW);
DB_QUERY(add_tag,
        "INSERT INTO forum_tag (topic_id, tag_key, tag) VALUES (?, ?, ?)"
        " ON DUPLICATE KEY UPDATE tag = VALUES(tag)",
        DB_NO_ROW);

static bool is_known(const struct forum_tags *tags, struct arena *arena, const char *key)
{
	for (size_t i = 0; i < tags->count; i++) {
		const char *other = text_fold(arena, tags->items[i]);
		if (other && text_equal(other, key))
			return true;
	}
	return false;
}

static enum rc take(struct arena *arena, struct forum_tags *tags, const char *at, size_t length)
{
	char *piece = arena_copy(arena, at, length);
	const char *tag = piece ? text_trim(arena, piece) : NULL;
	while (tag && *tag == '#')
		tag = text_trim(arena, tag + 1);
	const char *key = tag ? text_fold(arena, tag) : NULL;
	if (!key)
		return RC_NO_MEMORY;
	if (!*key || is_known(tags, arena, key))
		return RC_OK;
	if (tags->count == LIMIT_TOPIC_TAGS || text_chars(tag) > LIMIT_TAG)
		return RC_TOO_LARGE;
	tags->items[tags->count++] = tag;
	return RC_OK;
}

/* The next comma, a Persian or Arabic one too; its bytes in *width, 0 at the end. */
static size_t next_comma(const char *text, size_t *width)
{
	static const char *const commas[] = { ",", "،", ";", "؛", "\n" };
	size_t nearest = strlen(text);
	*width = 0;
	for (size_t i = 0; i < LENGTH(commas); i++) {
		const char *at = strstr(text, commas[i]);
		if (!at || (size_t)(at - text) >= nearest)
			continue;
		nearest = (size_t)(at - text);
		*width = strlen(commas[i]);
	}
	return nearest;
}

enum rc forum_tags_read(struct arena *arena, const char *text, struct forum_tags *tags)
{
	*tags = (struct forum_tags){ .count = 0 };
	while (*text) {
		size_t width, length = next_comma(text, &width);
		enum rc rc = take(arena, tags, text, length);
		if (rc != RC_OK)
			return rc;
		text += length + width;
	}
	return RC_OK;
}

const char *forum_tags_write(struct arena *arena, const char *lines)
{
	const char *out = "";
	while (out && lines && *lines) {
		size_t length = strcspn(lines, "\n");
		const char *tag = arena_copy(arena, lines, length);
		out = tag ? arena_format(arena, "%s%s%s", out, *out ? ", " : "", tag) : NULL;
		lines += length + (lines[length] == '\n');
	}
	return out;
}

enum rc forum_tags_set(
        struct db *db, struct arena *arena, int64_t topic_id, const char *const *tags, size_t count)
{
	enum rc rc = db_run(db, &drop_tags, DB_ARGS(topic_id), NULL);
	for (size_t i = 0; rc == RC_OK && i < count; i++) {
		const char *key = text_fold(arena, tags[i]);
		rc = key ? db_run(db, &add_tag, DB_ARGS(topic_id, key, tags[i]), NULL) : RC_NO_MEMORY;
	}
	return rc;
}
