/* What answers shown before a ticket have led to. */
#include "domain/deflection.h"

DB_QUERY(insert_solved,
        "INSERT INTO deflection (lang, outcome, article_id, topic_id, created_at)"
        " VALUES (?, 'solved', (SELECT id FROM article WHERE slug = ?),"
        " (SELECT id FROM forum_topic WHERE id = ?), ?)",
        DB_NO_ROW);

DB_QUERY(
        insert_filed, "INSERT INTO deflection (lang, outcome, created_at) VALUES (?, 'filed', ?)", DB_NO_ROW);

enum rc deflection_solved(
        struct db *db, const char *lang, const char *article_slug, int64_t topic_id, int64_t now)
{
	return db_run(db, &insert_solved, DB_ARGS(lang, article_slug, topic_id, now), NULL);
}

enum rc deflection_filed(struct db *db, const char *lang, int64_t now)
{
	return db_run(db, &insert_filed, DB_ARGS(lang, now), NULL);
}
