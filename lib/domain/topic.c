/* Topics and their own questions. English stands in where a translation is missing. */
#include "domain/topic.h"

#include <string.h>

#include "base/text.h"

DB_QUERY(list_topics,
        "SELECT t.id, t.slug, COALESCE(x.name, e.name, t.slug) AS name, COALESCE(x.hint, e.hint, '') AS hint"
        " FROM topic t LEFT JOIN topic_text x ON x.topic_id = t.id AND x.lang = ?"
        " LEFT JOIN topic_text e ON e.topic_id = t.id AND e.lang = 'en'"
        " WHERE t.active ORDER BY t.position, t.id LIMIT 100",
        DB_ROW(struct topic, id, slug, name, hint));

DB_QUERY(list_topic_fields,
        "SELECT f.id, f.slug, f.kind, f.required, COALESCE(x.label, e.label, f.slug) AS label,"
        " COALESCE(x.hint, e.hint, '') AS hint, COALESCE(x.options, e.options, '') AS options"
        " FROM topic_field f LEFT JOIN topic_field_text x ON x.field_id = f.id AND x.lang = ?"
        " LEFT JOIN topic_field_text e ON e.field_id = f.id AND e.lang = 'en'"
        " WHERE f.topic_id = ? ORDER BY f.position, f.id LIMIT ?",
        DB_ROW(struct topic_field, id, slug, kind, required, label, hint, options));

enum rc topic_list(struct db *db, struct arena *arena, const char *lang, struct db_rows *topics)
{
	return db_all(db, arena, &list_topics, DB_ARGS(lang), topics);
}

enum rc topic_field_list(
        struct db *db, struct arena *arena, int64_t topic_id, const char *lang, struct db_rows *fields)
{
	return db_all(db, arena, &list_topic_fields, DB_ARGS(lang, topic_id, TOPIC_FIELDS), fields);
}

const struct topic *topic_in(const struct db_rows *topics, const char *slug)
{
	const struct topic *items = topics->items;

	for (size_t i = 0; i < topics->count; i++)
		if (text_equal(items[i].slug, slug))
			return &items[i];
	return NULL;
}

enum rc topic_option(
        struct arena *arena, const struct topic_field *field, int64_t number, const char **option)
{
	const char *line = field->options;

	*option = NULL;
	for (int64_t i = 1; *line != '\0'; i++) {
		size_t length = strcspn(line, "\n");
		if (i == number) {
			*option = arena_copy(arena, line, length);
			return *option == NULL ? RC_NO_MEMORY : RC_OK;
		}
		line += length + (line[length] == '\n');
	}
	return RC_OK;
}
