/*
 * Lists of topics. What is shown and in which scope and direction choose one of the constant queries below;
 * each picks its rows from one index. A list that is one piece of it (a stranger's, that of staff, of one
 * category) is read as it stands; over all categories who is signed in has one branch for each audience, and
 * only those that are shown are joined with names. Their tags are asked for together. What a person follows
 * is bounded by LIMIT_FOLLOWS: that is sorted.
 */
#include "domain/forum_topic_list.h"

#include <assert.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"

struct tag_row {
	int64_t topic_id;
	const char *tag;
};

/* clang-format off */
#define FACTS_WITH(tags, read_place) \
	"SELECT STRAIGHT_JOIN t.id, t.category_id, t.author_id, COALESCE(a.name, t.author_name) AS author, t.title, t.state," \
	" t.closed, t.pinned, t.solved, t.places, t.reply_count, t.like_count, t.last_id," \
	" COALESCE(l.name, t.last_name) AS last_name," \
	" " tags " AS tags, " read_place " AS read_place, t.created_at, t.activity_at FROM "
#define FACTS FACTS_WITH("''", "r.place") "("
#define TAGS "COALESCE((SELECT GROUP_CONCAT(g.tag ORDER BY g.tag_key SEPARATOR '\n') FROM forum_tag g WHERE g.topic_id = t.id), '')"
#define JOINED \
	") x JOIN forum_topic t ON t.id = x.id LEFT JOIN account a ON a.id = t.author_id" \
	" LEFT JOIN account l ON l.id = t.last_id LEFT JOIN forum_read r ON r.account_id = ? AND r.topic_id = t.id"
#define NEWEST JOINED " ORDER BY x.at DESC, x.id DESC LIMIT ?"
#define OLDEST JOINED " ORDER BY x.at, x.id LIMIT ?"
#define ROW DB_ROW(struct forum_topic_row, id, category_id, author_id, author, title, state, closed, pinned, solved, places, \
	reply_count, like_count, last_id, last_name, tags, read_place, created_at, activity_at)

/* Rows are picked by a time, downwards from a place or upwards from it. The index is named: of several that begin alike the
 * optimizer may take one in which it must read all that stands before the place. */
#define PICK(at, index) "(SELECT STRAIGHT_JOIN t.id, t." at " AS at FROM forum_topic t FORCE INDEX (" index ")"
#define DOWN(at) " AND t." at " <= ? AND (t." at " < ? OR t.id < ?) ORDER BY t." at " DESC, t.id DESC LIMIT ?"
#define UP(at) " AND t." at " >= ? AND (t." at " > ? OR t.id > ?) ORDER BY t." at ", t.id LIMIT ?"
#define AFTER(at) DOWN(at) ")"
#define BEFORE(at) UP(at) ")"

/* A copy of the audience that is behind its category's shows nothing. */
#define TRUE_COPY \
	" JOIN forum_category c ON c.id = t.category_id AND c.audience = t.audience AND c.audience_id = t.audience_id"
#define SEEN(at, index, which, way) \
	PICK(at, index) TRUE_COPY " WHERE t.audience = 'public' AND t.audience_id = 0" which way(at) " UNION ALL " \
	PICK(at, index) TRUE_COPY " WHERE t.audience = ? AND t.audience_id = 0" which way(at) " UNION ALL " \
	PICK(at, index) TRUE_COPY " WHERE t.audience = 'company' AND t.audience_id = ?" which way(at)

/* Names are joined by their keys alone: in any other way the list could no longer be read in the order of its index. */
#define NAMED \
	" LEFT JOIN account a FORCE INDEX (PRIMARY) ON a.id = t.author_id LEFT JOIN account l FORCE INDEX (PRIMARY) ON l.id = t.last_id"
#define READ " LEFT JOIN forum_read r FORCE INDEX (PRIMARY) ON r.account_id = ? AND r.topic_id = t.id"
#define PUBLIC(at, index, which, way) \
	FACTS_WITH("''", "NULL") "forum_topic t FORCE INDEX (" index ") JOIN forum_category c FORCE INDEX (PRIMARY)" \
	" ON c.id = t.category_id AND c.audience = t.audience AND c.audience_id = t.audience_id" NAMED \
	" WHERE t.audience = 'public' AND t.audience_id = 0" which way(at)
#define EVERY(at, index, which, way) \
	FACTS_WITH("''", "r.place") "forum_topic t FORCE INDEX (" index ")" NAMED READ " WHERE TRUE" which way(at)
#define INSIDE(at, index, which, way) \
	FACTS_WITH("''", "r.place") "forum_topic t FORCE INDEX (" index ")" NAMED READ " WHERE t.category_id = ?" which way(at)

#define OPEN " AND t.state = 'open'"
#define UNPINNED " AND t.state = 'open' AND t.pinned = FALSE"
#define WAITS " AND t.waits = TRUE"
#define SOLVED " AND t.state = 'open' AND t.solved = TRUE"
#define INDUSTRY " AND t.state = 'open' AND t.industry = ?"

#define LIST(name, scope, at, index, which) \
	DB_QUERY(name ## _after, FACTS scope(at, index, which, AFTER) NEWEST, ROW); \
	DB_QUERY(name ## _before, FACTS scope(at, index, which, BEFORE) OLDEST, ROW)
#define STRAIGHT(name, scope, at, index, which) \
	DB_QUERY(name ## _after, scope(at, index, which, DOWN), ROW); \
	DB_QUERY(name ## _before, scope(at, index, which, UP), ROW)

STRAIGHT(public_latest, PUBLIC, "activity_at", "forum_topic_seen", OPEN);
STRAIGHT(public_unanswered, PUBLIC, "created_at", "forum_topic_seen_waits", WAITS);
STRAIGHT(public_solved, PUBLIC, "activity_at", "forum_topic_seen_solved", SOLVED);
STRAIGHT(public_industry, PUBLIC, "activity_at", "forum_topic_seen_industry", INDUSTRY);

LIST(seen_latest, SEEN, "activity_at", "forum_topic_seen", OPEN);
LIST(seen_unanswered, SEEN, "created_at", "forum_topic_seen_waits", WAITS);
LIST(seen_solved, SEEN, "activity_at", "forum_topic_seen_solved", SOLVED);
LIST(seen_industry, SEEN, "activity_at", "forum_topic_seen_industry", INDUSTRY);
STRAIGHT(every_latest, EVERY, "activity_at", "forum_topic_state", OPEN);
STRAIGHT(every_unanswered, EVERY, "created_at", "forum_topic_waits", WAITS);
STRAIGHT(every_solved, EVERY, "activity_at", "forum_topic_solved", SOLVED);
STRAIGHT(every_industry, EVERY, "activity_at", "forum_topic_industry", INDUSTRY);
STRAIGHT(inside_latest, INSIDE, "activity_at", "forum_topic_category", UNPINNED);
STRAIGHT(inside_unanswered, INSIDE, "created_at", "forum_topic_category_waits", WAITS);
STRAIGHT(inside_solved, INSIDE, "activity_at", "forum_topic_category_solved", SOLVED);
STRAIGHT(inside_industry, INSIDE, "activity_at", "forum_topic_category_industry", INDUSTRY);

/* Whoever asked in a company's category may have left it since. */
#define READABLE " JOIN forum_category c ON c.id = t.category_id AND " AUDIENCE_SEEN("c")
#define OWN(state, way) PICK("activity_at", "forum_topic_author") READABLE " WHERE t.author_id = ? AND t.state = '" state "'" \
	" AND ? IN (0, t.category_id)" way("activity_at")
#define OWN_EACH(way) OWN("open", way) " UNION ALL " OWN("held", way) " UNION ALL " OWN("hidden", way)
DB_QUERY(mine_after, FACTS OWN_EACH(AFTER) NEWEST, ROW);
DB_QUERY(mine_before, FACTS OWN_EACH(BEFORE) OLDEST, ROW);

#define FOLLOWED(way) \
	"(SELECT STRAIGHT_JOIN t.id, t.activity_at AS at FROM follow w JOIN forum_topic t ON t.id = w.ref_id" READABLE \
	" WHERE w.account_id = ? AND w.kind = 'topic' AND t.state = 'open' AND ? IN (0, t.category_id)" way("activity_at")
DB_QUERY(followed_after, FACTS FOLLOWED(AFTER) NEWEST, ROW);
DB_QUERY(followed_before, FACTS FOLLOWED(BEFORE) OLDEST, ROW);

#define TAGGED \
	"(SELECT STRAIGHT_JOIN t.id, t.id AS at FROM forum_tag k JOIN forum_topic t ON t.id = k.topic_id" READABLE \
	" WHERE k.tag_key = ? AND t.state = 'open' AND ? IN (0, t.category_id)"
DB_QUERY(tagged_after, FACTS TAGGED " AND k.topic_id < ? ORDER BY k.topic_id DESC LIMIT ?)" NEWEST, ROW);
DB_QUERY(tagged_before, FACTS TAGGED " AND k.topic_id > ? ORDER BY k.topic_id LIMIT ?)" OLDEST, ROW);

DB_QUERY(list_pinned,
	FACTS_WITH(TAGS, "r.place") "(" PICK("activity_at", "forum_topic_category") " WHERE t.category_id = ? AND t.state = 'open' AND t.pinned = TRUE"
	" ORDER BY t.activity_at DESC, t.id DESC LIMIT ?)" NEWEST, ROW);

DB_QUERY(list_tags,
	"SELECT topic_id, tag FROM forum_tag FORCE INDEX (PRIMARY)"
	" WHERE topic_id IN (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ORDER BY topic_id, tag_key",
	DB_ROW(struct tag_row, topic_id, tag));
/* clang-format on */

enum scope { SCOPE_PUBLIC, SCOPE_SEEN, SCOPE_EVERY, SCOPE_INSIDE, SCOPES };

/* By scope, view and direction (after, before). */
static const struct query *const cut[SCOPES][FORUM_INDUSTRY + 1][2] = {
	[SCOPE_PUBLIC] = { { &public_latest_after, &public_latest_before },
	        { &public_unanswered_after, &public_unanswered_before },
	        { &public_solved_after, &public_solved_before },
	        { &public_industry_after, &public_industry_before } },
	[SCOPE_SEEN] = { { &seen_latest_after, &seen_latest_before },
	        { &seen_unanswered_after, &seen_unanswered_before },
	        { &seen_solved_after, &seen_solved_before },
	        { &seen_industry_after, &seen_industry_before } },
	[SCOPE_EVERY] = { { &every_latest_after, &every_latest_before },
	        { &every_unanswered_after, &every_unanswered_before },
	        { &every_solved_after, &every_solved_before },
	        { &every_industry_after, &every_industry_before } },
	[SCOPE_INSIDE] = { { &inside_latest_after, &inside_latest_before },
	        { &inside_unanswered_after, &inside_unanswered_before },
	        { &inside_solved_after, &inside_solved_before },
	        { &inside_industry_after, &inside_industry_before } },
};

static const struct query *const own[2] = { &mine_after, &mine_before };
static const struct query *const followed[2] = { &followed_after, &followed_before };
static const struct query *const tagged[2] = { &tagged_after, &tagged_before };

#define MOST_ARGS 44

/* The arguments of a list, in the order of its places. */
struct arguments {
	struct db_value values[MOST_ARGS];
	size_t count;
};

static void add(struct arguments *list, struct db_value value)
{
	list->values[list->count++] = value;
}

static void add_place(struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	bool set = filter->place.set;
	int64_t at = set ? filter->place.at : INT64_MAX, id = set ? filter->place.id : INT64_MAX;
	add(list, db_value_int(at));
	add(list, db_value_int(at));
	add(list, db_value_int(id));
	add(list, db_value_int(most));
}

static void add_audience(struct arguments *list, const struct audience_reader *reader)
{
	add(list, db_value_int(reader->staff));
	add(list, db_value_int(reader->signed_in));
	add(list, db_value_int(reader->account_id));
	add(list, db_value_int(reader->account_id));
}

static void add_end(struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	add(list, db_value_int(filter->who->id));
	add(list, db_value_int(most));
}

/* --- the kinds of lists ---------------------------------------------------------------------- */

static void add_cut(struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	if (filter->view == FORUM_INDUSTRY)
		add(list, db_value_text(filter->industry));
	add_place(list, filter, most);
}

static const struct query *ask_seen(struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	struct audience_reader reader = audience_reader(filter->who);
	add_cut(list, filter, most);
	add(list, db_value_text(reader.signed_in ? AUDIENCE_SIGNED_IN : ""));
	add_cut(list, filter, most);
	add(list, db_value_int(reader.company_id)); /* none: no company has the id 0 */
	add_cut(list, filter, most);
	add_end(list, filter, most);
	return cut[SCOPE_SEEN][filter->view][filter->place.backwards];
}

static enum scope scope_of(const struct forum_filter *filter)
{
	struct audience_reader reader = audience_reader(filter->who);
	if (filter->category_id != 0)
		return SCOPE_INSIDE;
	if (account_is_staff(filter->who))
		return SCOPE_EVERY;
	return reader.account_id == 0 && !reader.signed_in ? SCOPE_PUBLIC : SCOPE_SEEN;
}

static const struct query *ask_cut(struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	enum scope scope = scope_of(filter);
	if (scope == SCOPE_SEEN)
		return ask_seen(list, filter, most);
	if (scope != SCOPE_PUBLIC)
		add(list, db_value_int(filter->who->id));
	if (scope == SCOPE_INSIDE)
		add(list, db_value_int(filter->category_id));
	add_cut(list, filter, most);
	return cut[scope][filter->view][filter->place.backwards];
}

static const struct query *ask_mine(struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	struct audience_reader reader = audience_reader(filter->who);
	for (int i = 0; i < 3; i++) {
		add_audience(list, &reader);
		add(list, db_value_int(reader.account_id));
		add(list, db_value_int(filter->category_id));
		add_place(list, filter, most);
	}
	add_end(list, filter, most);
	return own[filter->place.backwards];
}

static const struct query *ask_followed(
        struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	struct audience_reader reader = audience_reader(filter->who);
	add_audience(list, &reader);
	add(list, db_value_int(reader.account_id));
	add(list, db_value_int(filter->category_id));
	add_place(list, filter, most);
	add_end(list, filter, most);
	return followed[filter->place.backwards];
}

static const struct query *ask_tagged(
        struct arguments *list, const struct forum_filter *filter, const char *key, int64_t most)
{
	struct audience_reader reader = audience_reader(filter->who);
	add_audience(list, &reader);
	add(list, db_value_text(key));
	add(list, db_value_int(filter->category_id));
	add(list, db_value_int(filter->place.set ? filter->place.id : INT64_MAX));
	add(list, db_value_int(most));
	add_end(list, filter, most);
	return tagged[filter->place.backwards];
}

/* NULL without memory. */
static const struct query *ask(
        struct arena *arena, struct arguments *list, const struct forum_filter *filter, int64_t most)
{
	const char *key;
	switch (filter->view) {
	case FORUM_MINE:
		return ask_mine(list, filter, most);
	case FORUM_FOLLOWING:
		return ask_followed(list, filter, most);
	case FORUM_TAG:
		key = text_fold(arena, filter->tag);
		return key ? ask_tagged(list, filter, key, most) : NULL;
	default:
		return ask_cut(list, filter, most);
	}
}

int64_t forum_topic_at(enum forum_view view, const struct forum_topic_row *row)
{
	if (view == FORUM_TAG)
		return row->id;
	return view == FORUM_UNANSWERED ? row->created_at : row->activity_at;
}

/* --- tags ------------------------------------------------------------------------------------ */

static struct forum_topic_row *row_of(const struct db_rows *rows, int64_t id)
{
	struct forum_topic_row *items = rows->items;
	size_t i = 0;
	while (i < rows->count && items[i].id != id)
		i++;
	return i < rows->count ? &items[i] : NULL;
}

/* Of at most LIMIT_PAGE_ROWS rows; what is not filled asks for a topic that there is not. */
static enum rc read_tags(struct db *db, struct arena *arena, const struct db_rows *rows)
{
	const struct forum_topic_row *items = rows->items;
	struct db_value ids[LIMIT_PAGE_ROWS];
	struct db_rows tags;
	if (rows->count == 0)
		return RC_OK;
	for (size_t i = 0; i < LIMIT_PAGE_ROWS; i++)
		ids[i] = db_value_int(i < rows->count ? items[i].id : 0);
	enum rc rc = db_all(db, arena, &list_tags, ids, LIMIT_PAGE_ROWS, &tags);
	const struct tag_row *tag = tags.items;
	for (size_t i = 0; rc == RC_OK && i < tags.count; i++, tag++) {
		struct forum_topic_row *row = row_of(rows, tag->topic_id);
		if (row)
			row->tags = text_empty(row->tags)
			                    ? tag->tag
			                    : arena_format(arena, "%s\n%s", row->tags, tag->tag);
	}
	return rc;
}

enum rc forum_topic_list(struct db *db, struct arena *arena, const struct forum_filter *filter, size_t most,
        struct db_rows *rows, bool *more)
{
	struct arguments list = { .count = 0 };
	int64_t wanted = (int64_t)most + 1;
	const struct query *query = ask(arena, &list, filter, wanted);
	if (!query)
		return RC_NO_MEMORY;
	assert(most <= LIMIT_PAGE_ROWS);
	enum rc rc = db_all(db, arena, query, list.values, list.count, rows);
	if (rc != RC_OK)
		return rc;
	list_settle(rows, sizeof(struct forum_topic_row), most, filter->place.backwards, more);
	return read_tags(db, arena, rows);
}

enum rc forum_topic_list_pinned(struct db *db, struct arena *arena, const struct account *who,
        int64_t category_id, struct db_rows *rows)
{
	return db_all(db, arena, &list_pinned,
	        DB_ARGS(category_id, LIMIT_PAGE_ROWS, who->id, LIMIT_PAGE_ROWS), rows);
}
