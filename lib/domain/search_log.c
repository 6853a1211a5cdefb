/*
 * What was searched for, without who did: the editors' list of what is missing, and the home page's popular
 * searches.
 */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/search.h"

#define LONG_NUMBER 5 /* digits in a row that may be an order, a telephone or a ticket */

DB_QUERY(add_search, "INSERT INTO search_log (lang, query, hits, created_at) VALUES (?, ?, ?, ?)", DB_NO_ROW);

/* Of the last 1,000 searches: found something, short, asked by several. */
DB_QUERY(list_popular,
        "SELECT MIN(s.query) AS query, COUNT(*) AS times FROM (SELECT l.query, l.hits FROM search_log l "
        "WHERE l.lang = ?"
        " ORDER BY l.id DESC LIMIT 1000) s"
        " WHERE s.hits > 0 AND CHAR_LENGTH(s.query) <= 40 AND s.query NOT LIKE '%#%' AND s.query NOT LIKE "
        "'%@%'"
        " GROUP BY LOWER(s.query) HAVING COUNT(*) >= 3 ORDER BY COUNT(*) DESC, MIN(s.query) LIMIT ?",
        DB_ROW(struct search_popular, query, times));

DB_QUERY(
        sweep_searches, "DELETE FROM search_log WHERE created_at < ? ORDER BY created_at LIMIT ?", DB_NO_ROW);

/* The word that starts at `at` is an address. */
static size_t address_length(const char *at)
{
	size_t length = strcspn(at, " \t");
	return memchr(at, '@', length) != NULL ? length : 0;
}

/* In place: an address becomes "@", each digit of a long number "#". */
static void mask(char *query)
{
	char *to = query;
	for (const char *at = query; *at != '\0';) {
		bool starts = at == query || at[-1] == ' ';
		size_t address = starts ? address_length(at) : 0, digits = strspn(at, "0123456789");
		size_t taken = address > 0 ? address : digits > 0 ? digits : 1;
		if (address > 0) {
			*to++ = '@';
		} else {
			memmove(to, at, taken);
			if (digits >= LONG_NUMBER)
				memset(to, '#', taken);
			to += taken;
		}
		at += taken;
	}
	*to = '\0';
}

enum rc search_log_add(
        struct db *db, struct arena *arena, const char *lang, const char *query, int64_t hits, int64_t now)
{
	char *text = text_trim(arena, query);
	text = text != NULL ? text_ascii_digits(arena, text) : NULL;
	text = text != NULL ? text_cut(arena, text, LIMIT_SEARCH) : NULL;
	if (text == NULL)
		return RC_NO_MEMORY;
	mask(text);
	if (*text == '\0')
		return RC_OK;
	return db_run(db, &add_search, DB_ARGS(lang, text, hits, now), NULL);
}

enum rc search_list_popular(
        struct db *db, struct arena *arena, const char *lang, int most, struct search_populars *list)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, &list_popular, DB_ARGS(lang, most), &rows);
	*list = (struct search_populars){ rows.items, rows.count };
	return rc;
}

enum rc search_log_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result = { 0, 0 };
	enum rc rc = db_run(db, &sweep_searches, DB_ARGS(before, most), &result);
	*done = result.affected;
	return rc;
}
