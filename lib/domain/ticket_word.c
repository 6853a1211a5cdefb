/* See ticket_word.h. */
#include "domain/ticket_word.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "io/searchtext.h"

#define WORD_CHARS 64 /* of the column */

DB_QUERY(insert_words,
        "INSERT IGNORE INTO ticket_word (word, ticket_id) SELECT j.word, ?"
        " FROM JSON_TABLE(?, '$[*]' COLUMNS (word VARCHAR(64) PATH '$')) j",
        DB_NO_ROW);
DB_QUERY(drop_words, "DELETE FROM ticket_word WHERE ticket_id = ?", DB_NO_ROW);

/* As a JSON list; "" if there are none. */
static enum rc words_json(struct arena *arena, const struct language *language, const char *subject,
        const char *body, const char **json)
{
	const char *text = arena_format(arena, "%s\n%s", subject, body);
	struct search_words words;
	struct buf list;
	enum rc rc;

	*json = "";
	if (text == NULL)
		return RC_NO_MEMORY;
	rc = searchtext_words(arena, language, text, LIMIT_TICKET_WORDS, &words);
	if (rc != RC_OK || words.count == 0)
		return rc;
	buf_init(&list, LIMIT_BODY);
	for (size_t i = 0; i < words.count; i++) {
		if (text_chars(words.items[i].stem) > WORD_CHARS)
			continue;
		buf_char(&list, list.length == 0 ? '[' : ',');
		buf_json(&list, words.items[i].stem);
	}
	if (list.length > 0)
		buf_char(&list, ']');
	rc = buf_finish(&list);
	*json = rc == RC_OK ? arena_copy(arena, list.data, list.length) : "";
	buf_free(&list);
	return *json == NULL ? RC_NO_MEMORY : rc;
}

enum rc ticket_words_add(struct db *db, struct arena *arena, int64_t ticket_id,
        const struct language *language, const char *subject, const char *body)
{
	const char *json;
	enum rc rc = words_json(arena, language, subject, body, &json);

	if (rc != RC_OK || text_empty(json))
		return rc;
	return db_run(db, &insert_words, DB_ARGS(ticket_id, json), NULL);
}

enum rc ticket_words_replace(struct db *db, struct arena *arena, int64_t ticket_id,
        const struct language *language, const char *subject, const char *body)
{
	enum rc rc = db_run(db, &drop_words, DB_ARGS(ticket_id), NULL);

	return rc == RC_OK ? ticket_words_add(db, arena, ticket_id, language, subject, body) : rc;
}
