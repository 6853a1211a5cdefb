/* See topic_edit.h. */
#include "domain/topic_edit.h"

#include <string.h>

#include "base/text.h"

#define SLUG_LETTERS "abcdefghijklmnopqrstuvwxyz0123456789-_"

struct found {
	int64_t id;
};

DB_QUERY(put_topic,
        "INSERT INTO topic (slug, position) VALUES (?, ?) "
        "ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), position = VALUES(position)",
        DB_NO_ROW);
DB_QUERY(put_topic_text,
        "INSERT INTO topic_text (topic_id, lang, name, hint) VALUES (?, ?, ?, ?) "
        "ON DUPLICATE KEY UPDATE name = VALUES(name), hint = VALUES(hint)",
        DB_NO_ROW);
DB_QUERY(put_question,
        "INSERT INTO topic_field (topic_id, slug, kind, required, position) VALUES (?, ?, ?, ?, ?) "
        "ON DUPLICATE KEY UPDATE id = LAST_INSERT_ID(id), kind = VALUES(kind), required = VALUES(required), "
        "position = VALUES(position)",
        DB_NO_ROW);
DB_QUERY(put_question_text,
        "INSERT INTO topic_field_text (field_id, lang, label, hint, options) VALUES (?, ?, ?, ?, ?) "
        "ON DUPLICATE KEY UPDATE label = VALUES(label), hint = VALUES(hint), options = VALUES(options)",
        DB_NO_ROW);
DB_QUERY(find_topic_id, "SELECT id FROM topic WHERE slug = ? AND active", DB_ROW(struct found, id));

static bool is_slug(const char *slug)
{
	size_t length = strlen(slug);
	return length > 0 && length <= 80 && strspn(slug, SLUG_LETTERS) == length;
}

enum rc topic_put(struct db *db, const char *slug, int32_t position, const struct topic_words *words,
        size_t count, int64_t *id)
{
	if (!is_slug(slug))
		return RC_INVALID;
	struct db_done done = { 0 };
	enum rc rc = db_run(db, &put_topic, DB_ARGS(slug, position), &done);
	*id = done.insert_id;
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = db_run(db, &put_topic_text,
		        DB_ARGS(done.insert_id, words[i].lang, words[i].name, words[i].hint), NULL);
	return rc;
}

enum rc topic_put_question(struct db *db, int64_t topic_id, const struct topic_question *question,
        const struct topic_words *words, size_t count)
{
	if (!is_slug(question->slug) ||
	        (!text_equal(question->kind, "text") && !text_equal(question->kind, "select")))
		return RC_INVALID;
	struct db_done done = { 0 };
	enum rc rc = db_run(db, &put_question,
	        DB_ARGS(topic_id, question->slug, question->kind, question->required, question->position),
	        &done);
	for (size_t i = 0; i < count && rc == RC_OK; i++)
		rc = db_run(db, &put_question_text,
		        DB_ARGS(done.insert_id, words[i].lang, words[i].name, words[i].hint,
		                words[i].options),
		        NULL);
	return rc;
}

enum rc topic_id_of(struct db *db, struct arena *arena, const char *slug, int64_t *id)
{
	struct found found;
	enum rc rc = db_one(db, arena, &find_topic_id, DB_ARGS(slug), &found);
	if (rc == RC_OK)
		*id = found.id;
	return rc;
}
