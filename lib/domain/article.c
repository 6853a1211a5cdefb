/*
 * Articles as readers meet them. A page costs two statements: the article, and where it goes on from there;
 * one more if something of it is not in the reader's language. Together in one UNION they would cost more, as
 * the server copies the long texts to a temporary table on disk.
 */
#include "domain/article.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/article_render.h"
#include "io/markup.h"

#define WORDS_A_MINUTE         200
#define PERSIAN_WORDS_A_MINUTE 180

/* clang-format off */
#define HEAD \
	"SELECT a.id, a.category_id, a.slug, a.visibility, a.langs, a.series, a.position," \
	" c.slug AS category_slug, p.slug AS parent_slug," \
	" t.lang, t.title, t.summary, t.html, t.contents, t.words, t.updated_at," \
	" IF(t.markup_version = ?, NULL, t.body) AS body,"
#define HEAD_ROW \
	DB_ROW(struct article, id, category_id, slug, visibility, langs, series, position, category_slug, parent_slug, \
		lang, title, summary, html, contents, words, updated_at, body, category_name, parent_name)

/* All in the reader's language, or no article: the usual case takes less than half the time of the next query. */
DB_QUERY(find_own,
	HEAD " n.name AS category_name, m.name AS parent_name"
	" FROM article a"
	" JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
	" JOIN category c ON c.id = a.category_id"
	" JOIN category_text n ON n.category_id = c.id AND n.lang = ?"
	" LEFT JOIN category p ON p.id = c.parent_id"
	" LEFT JOIN category_text m ON m.category_id = p.id AND m.lang = ?"
	" WHERE a.slug = ? AND FIND_IN_SET(a.visibility, ?) AND (p.id IS NULL OR m.name IS NOT NULL)",
	HEAD_ROW);

DB_QUERY(find_any,
	HEAD
	" (SELECT n.name FROM category_text n WHERE n.category_id = c.id"
	"  ORDER BY n.lang = ? DESC, n.lang = ? DESC, n.lang LIMIT 1) AS category_name,"
	" (SELECT n.name FROM category_text n WHERE n.category_id = p.id"
	"  ORDER BY n.lang = ? DESC, n.lang = ? DESC, n.lang LIMIT 1) AS parent_name"
	" FROM article a"
	" JOIN article_text t ON t.article_id = a.id AND t.lang = (SELECT b.lang FROM article_text b"
	"  WHERE b.article_id = a.id ORDER BY b.lang = ? DESC, b.lang = ? DESC, b.lang LIMIT 1)"
	" JOIN category c ON c.id = a.category_id"
	" LEFT JOIN category p ON p.id = c.parent_id"
	" WHERE a.slug = ? AND FIND_IN_SET(a.visibility, ?)",
	HEAD_ROW);
/* clang-format on */

#define BRIEF     "SELECT a.id, a.category_id, a.position, a.slug, t.title, t.summary"
#define BRIEF_ROW DB_ROW(struct article_brief, id, category_id, position, slug, title, summary)

struct further {
	bool follows; /* in the series */
	int64_t id;
	const char *slug, *title, *summary;
};

#define RELATED                                                                                              \
	"SELECT FALSE AS follows, r.other_id AS id, r.slug, r.title, r.summary FROM article_related r"       \
	" WHERE r.article_id = ? AND r.lang = ? AND FIND_IN_SET(r.visibility, ?) ORDER BY r.place LIMIT 5"
#define FURTHER_ROW DB_ROW(struct further, follows, id, slug, title, summary)

DB_QUERY(list_related, RELATED, FURTHER_ROW);

DB_QUERY(list_further,
        "(SELECT TRUE AS follows, a.id, a.slug, t.title, t.summary"
        " FROM article a JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
        " WHERE a.series = ? AND a.position >= ? AND (a.position > ? OR a.id > ?)"
        " AND FIND_IN_SET(a.visibility, ?) ORDER BY a.position, a.id LIMIT 1)"
        " UNION ALL (" RELATED ")",
        FURTHER_ROW);

DB_QUERY(list_promoted,
        BRIEF " FROM article a JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
              " WHERE a.promoted = TRUE AND FIND_IN_SET(a.visibility, ?)"
              " ORDER BY a.position, a.id LIMIT ?",
        BRIEF_ROW);

DB_QUERY(list_after,
        BRIEF " FROM article a JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
              " WHERE a.category_id = ? AND a.position >= ? AND (a.position > ? OR a.id > ?)"
              " AND FIND_IN_SET(a.visibility, ?)"
              " ORDER BY a.position, a.id LIMIT ?",
        BRIEF_ROW);

DB_QUERY(list_before,
        BRIEF " FROM article a JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
              " WHERE a.category_id = ? AND a.position <= ? AND (a.position < ? OR a.id < ?)"
              " AND FIND_IN_SET(a.visibility, ?)"
              " ORDER BY a.position DESC, a.id DESC LIMIT ?",
        BRIEF_ROW);

DB_QUERY(list_sections,
        "SELECT s.id, s.category_id, s.position, s.slug, s.title, s.summary FROM (" BRIEF
        ", ROW_NUMBER() OVER (PARTITION BY a.category_id ORDER BY a.position, a.id) AS place"
        " FROM category c JOIN article a ON a.category_id = c.id"
        " JOIN article_text t ON t.article_id = a.id AND t.lang = ?"
        " WHERE c.parent_id = ? AND FIND_IN_SET(a.visibility, ?)) s"
        " WHERE s.place <= ? ORDER BY s.category_id, s.place",
        BRIEF_ROW);

struct votable {
	int64_t id;
	const char *lang;
};

DB_QUERY(find_votable,
        "SELECT a.id, (SELECT b.lang FROM article_text b WHERE b.article_id = a.id"
        " ORDER BY b.lang = ? DESC, b.lang = ? DESC, b.lang LIMIT 1) AS lang"
        " FROM article a WHERE a.slug = ? AND FIND_IN_SET(a.visibility, ?)",
        DB_ROW(struct votable, id, lang));

DB_QUERY(add_vote,
        "INSERT INTO article_vote (article_id, lang, visitor, helpful, reason, comment, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);

DB_QUERY(explain_vote,
        "UPDATE article_vote SET reason = ?, comment = ?"
        " WHERE article_id = ? AND lang = ? AND visitor = ? AND helpful = FALSE AND reason = '' AND comment "
        "= ''",
        DB_NO_ROW);

DB_QUERY(count_vote,
        "UPDATE article_text SET helpful = helpful + ?, unhelpful = unhelpful + ? WHERE article_id = ? AND "
        "lang = ?",
        DB_NO_ROW);

#define VOTES_NOTED "8" /* after so many the search weighs an article anew */

DB_QUERY(note_votes,
        "INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'article', t.article_id, ? FROM "
        "article_text t"
        " WHERE t.article_id = ? AND t.lang = ? AND (t.helpful + t.unhelpful) MOD " VOTES_NOTED " = 0",
        DB_NO_ROW);

struct reader article_reader(const struct account *who, const char *lang, const char *fallback)
{
	return (struct reader){ lang, fallback, readable_articles(who) };
}

/* --- one article ----------------------------------------------------------------------------- */

static enum rc render_anew(struct arena *arena, struct article *article)
{
	struct article_rendering fresh;
	enum rc rc = article_render(arena, article->title, article->body, &fresh);
	if (rc != RC_OK)
		return rc;
	article->html = fresh.html;
	article->contents = fresh.contents;
	article->words = fresh.words;
	return RC_OK;
}

/* The server hands out a UNION ALL part by part. */
static enum rc sort_further(struct arena *arena, const struct db_rows *rows, struct article_page *page)
{
	const struct further *found = rows->items;
	struct article_briefs *related = &page->related;
	related->items = ARENA_ARRAY(arena, struct article_brief, rows->count);
	if (!related->items)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < rows->count; i++) {
		struct article_brief *brief =
		        found[i].follows ? &page->next : &related->items[related->count++];
		*brief = (struct article_brief){ .id = found[i].id,
			.slug = found[i].slug,
			.title = found[i].title,
			.summary = found[i].summary };
	}
	return RC_OK;
}

/* Where it goes on from there, in the article's language. */
static enum rc read_further(
        struct db *db, struct arena *arena, const char *visible, struct article_page *page)
{
	const struct article *article = &page->article;
	int64_t id = article->id, position = article->position;
	const char *lang = article->lang;
	struct db_rows rows = { NULL, 0 };
	enum rc rc = text_empty(article->series)
	                     ? db_all(db, arena, &list_related, DB_ARGS(id, lang, visible), &rows)
	                     : db_all(db, arena, &list_further,
	                               DB_ARGS(lang, article->series, position, position, id, visible, id,
	                                       lang, visible),
	                               &rows);
	return rc == RC_OK ? sort_further(arena, &rows, page) : rc;
}

enum rc article_read(struct db *db, struct arena *arena, const struct reader *reader, const char *slug,
        struct article_page *page)
{
	const char *lang = reader->lang, *other = reader->fallback, *visible = reader->visible;
	*page = (struct article_page){ .next = { 0 } };
	struct article *article = &page->article;
	enum rc rc = db_one(
	        db, arena, &find_own, DB_ARGS(MARKUP_VERSION, lang, lang, lang, slug, visible), article);
	if (rc == RC_NOT_FOUND)
		rc = db_one(db, arena, &find_any,
		        DB_ARGS(MARKUP_VERSION, lang, other, lang, other, lang, other, slug, visible),
		        article);
	if (rc == RC_OK)
		rc = read_further(db, arena, visible, page);
	if (rc != RC_OK || article->body == NULL)
		return rc;
	return render_anew(arena, article);
}

int article_minutes(const struct article *article)
{
	int speed = text_equal(article->lang, "fa") ? PERSIAN_WORDS_A_MINUTE : WORDS_A_MINUTE;
	int minutes = (article->words + speed / 2) / speed;
	return minutes > 1 ? minutes : 1;
}

bool article_has_language(const struct article *article, const char *lang)
{
	size_t length = strlen(lang);
	for (const char *at = article->langs; at != NULL && *at != '\0'; at++) {
		if (strncmp(at, lang, length) == 0 && (at[length] == ',' || at[length] == '\0'))
			return true;
		at = strchr(at, ',');
		if (at == NULL)
			break;
	}
	return false;
}

/* --- lists ----------------------------------------------------------------------------------- */

static enum rc list(struct db *db, struct arena *arena, const struct query *query,
        const struct db_value *args, size_t count, struct article_briefs *briefs)
{
	struct db_rows rows = { NULL, 0 };
	enum rc rc = db_all(db, arena, query, args, count, &rows);
	*briefs = (struct article_briefs){ rows.items, rows.count };
	return rc;
}

enum rc article_list_promoted(struct db *db, struct arena *arena, const struct reader *reader, int most,
        struct article_briefs *briefs)
{
	return list(db, arena, &list_promoted, DB_ARGS(reader->lang, reader->visible, most), briefs);
}

enum rc article_list_after(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t category_id, const struct article_place *after, int most, struct article_briefs *briefs)
{
	struct article_place from = after != NULL ? *after : (struct article_place){ INT32_MIN, 0 };
	return list(db, arena, &list_after,
	        DB_ARGS(reader->lang, category_id, from.position, from.position, from.id, reader->visible,
	                most),
	        briefs);
}

static void turn_round(struct article_briefs *briefs)
{
	for (size_t i = 0, j = briefs->count; i + 1 < j; i++) {
		struct article_brief kept = briefs->items[i];
		briefs->items[i] = briefs->items[--j];
		briefs->items[j] = kept;
	}
}

enum rc article_list_before(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t category_id, const struct article_place *before, int most, struct article_briefs *briefs)
{
	enum rc rc = list(db, arena, &list_before,
	        DB_ARGS(reader->lang, category_id, before->position, before->position, before->id,
	                reader->visible, most),
	        briefs);
	turn_round(briefs);
	return rc;
}

enum rc article_list_sections(struct db *db, struct arena *arena, const struct reader *reader,
        int64_t parent_id, int most, struct article_briefs *briefs)
{
	return list(
	        db, arena, &list_sections, DB_ARGS(reader->lang, parent_id, reader->visible, most), briefs);
}

/* --- was this helpful? ----------------------------------------------------------------------- */

static enum rc explain(
        struct db *db, const struct votable *what, const struct article_vote *vote, enum article_voted *voted)
{
	struct db_done done = { 0, 0 };
	*voted = ARTICLE_VOTE_KNOWN;
	if (vote->helpful || (text_empty(vote->reason) && text_empty(vote->comment)))
		return RC_OK;
	enum rc rc = db_run(db, &explain_vote,
	        DB_ARGS(vote->reason, vote->comment, what->id, what->lang, DB_HASH(vote->visitor)), &done);
	if (rc == RC_OK && done.affected > 0)
		*voted = ARTICLE_VOTE_EXPLAINED;
	return rc;
}

/* The counter comes late, so that its row is locked only for the commit. */
enum rc article_vote(struct db *db, struct arena *arena, const struct reader *reader, const char *slug,
        const struct article_vote *vote, int64_t now, enum article_voted *voted)
{
	struct votable what;
	enum rc rc = db_one(db, arena, &find_votable,
	        DB_ARGS(reader->lang, reader->fallback, slug, reader->visible), &what);
	if (rc != RC_OK)
		return rc;
	if (what.lang == NULL)
		return RC_NOT_FOUND;
	rc = db_run(db, &add_vote,
	        DB_ARGS(what.id, what.lang, DB_HASH(vote->visitor), vote->helpful, vote->reason,
	                vote->comment, now),
	        NULL);
	if (rc == RC_CONFLICT)
		return explain(db, &what, vote, voted);
	if (rc != RC_OK)
		return rc;
	*voted = ARTICLE_VOTE_COUNTED;
	rc = db_run(db, &count_vote,
	        DB_ARGS(vote->helpful ? 1 : 0, vote->helpful ? 0 : 1, what.id, what.lang), NULL);
	return rc == RC_OK ? db_run(db, &note_votes, DB_ARGS(now, what.id, what.lang), NULL) : rc;
}
