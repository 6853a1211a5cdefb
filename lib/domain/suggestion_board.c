/* See suggestion_board.h. */
#include "domain/suggestion_board.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audience.h"
#include "domain/audit.h"

struct count {
	int64_t count;
};

struct found {
	int64_t id;
};

/* clang-format off */
#define TEXT(column) \
	"COALESCE(x." column ", e." column \
	", (SELECT y." column " FROM suggestion_board_text y WHERE y.board_id = b.id ORDER BY y.lang LIMIT 1)"
#define BOARD \
	"SELECT b.id, b.slug, b.colour, b.audience, b.audience_id, b.stale, b.guests, b.active, b.position, b.version," \
	" b.created_at, " TEXT("name") ", b.slug) AS name, " TEXT("description") ", '') AS description," \
	" IF(b.audience = 'company', (SELECT k.name FROM company k WHERE k.id = b.audience_id)," \
	"  IF(b.audience = 'group', (SELECT g.name FROM people_group g WHERE g.id = b.audience_id), NULL)) AS audience_name," \
	" (b.audience = 'company' AND EXISTS (SELECT 1 FROM company_member am" \
	"  JOIN company ak ON ak.id = am.company_id AND ak.state = 'active'" \
	"  WHERE am.company_id = b.audience_id AND am.account_id = ?))" \
	" OR (b.audience = 'group' AND EXISTS (SELECT 1 FROM people_group_member ag" \
	"  WHERE ag.group_id = b.audience_id AND ag.account_id = ?)) AS belongs," \
	" (SELECT f.mail FROM follow f WHERE f.account_id = ? AND f.kind = 'board' AND f.ref_id = b.id) AS follow" \
	" FROM suggestion_board b" \
	" LEFT JOIN suggestion_board_text x ON x.board_id = b.id AND x.lang = ?" \
	" LEFT JOIN suggestion_board_text e ON e.board_id = b.id AND e.lang = 'en'"
#define BOARD_ROW \
	DB_ROW(struct suggestion_board, id, slug, colour, audience, audience_id, stale, guests, active, position, version, \
		created_at, name, description, audience_name, belongs, follow)

/* What a stranger may read, in his language alone: nobody's company, group or follows are asked for. A name that there is not
 * in it is NULL. */
DB_QUERY(list_public_boards,
	"SELECT STRAIGHT_JOIN b.id, b.slug, b.colour, b.audience, b.audience_id, b.stale, b.guests, b.active, b.position,"
	" b.version, b.created_at, x.name, x.description, NULL AS audience_name, FALSE AS belongs, NULL AS follow"
	" FROM suggestion_board b FORCE INDEX (suggestion_board_position)"
	" LEFT JOIN suggestion_board_text x FORCE INDEX (PRIMARY) ON x.board_id = b.id AND x.lang = ?"
	" WHERE b.audience = 'public' ORDER BY b.position, b.id LIMIT ?", BOARD_ROW);
DB_QUERY(list_boards, BOARD " ORDER BY b.position, b.id LIMIT ?", BOARD_ROW);
DB_QUERY(board_by_slug, BOARD " WHERE b.slug = ?", BOARD_ROW);
DB_QUERY(board_by_id, BOARD " WHERE b.id = ?", BOARD_ROW);
DB_QUERY(lock_board,
	"SELECT id, slug, colour, audience, audience_id, stale, guests, active, position, version, created_at"
	" FROM suggestion_board WHERE id = ? FOR UPDATE",
	DB_ROW(struct suggestion_board, id, slug, colour, audience, audience_id, stale, guests, active, position, version,
		created_at));
DB_QUERY(list_texts,
	"SELECT lang, name, description FROM suggestion_board_text WHERE board_id = ? ORDER BY lang LIMIT 8",
	DB_ROW(struct place_text, lang, name, description));

DB_QUERY(count_boards, "SELECT COUNT(*) AS count FROM suggestion_board", DB_ROW(struct count, count));
DB_QUERY(find_audience_company, "SELECT id FROM company WHERE id = ?", DB_ROW(struct found, id));
DB_QUERY(find_audience_group, "SELECT id FROM people_group WHERE id = ?", DB_ROW(struct found, id));
DB_QUERY(add_board,
	"INSERT INTO suggestion_board (slug, colour, audience, audience_id, guests, active, position, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(change_board,
	"UPDATE suggestion_board SET slug = ?, colour = ?, audience = ?, audience_id = ?, stale = stale OR ?, guests = ?,"
	" active = ?, position = ?, version = version + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(clear_texts, "DELETE FROM suggestion_board_text WHERE board_id = ?", DB_NO_ROW);
DB_QUERY(add_text, "INSERT INTO suggestion_board_text (board_id, lang, name, description) VALUES (?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(count_on_board, "SELECT COUNT(*) AS count FROM (SELECT 1 FROM suggestion WHERE board_id = ? LIMIT 1) k",
	DB_ROW(struct count, count));
DB_QUERY(forget_followers, "DELETE FROM follow WHERE kind = 'board' AND ref_id = ?", DB_NO_ROW);
DB_QUERY(delete_board, "DELETE FROM suggestion_board WHERE id = ?", DB_NO_ROW);

DB_QUERY(find_stale,
	"SELECT id, slug, colour, audience, audience_id, stale, guests, active, position, version, created_at"
	" FROM suggestion_board WHERE stale ORDER BY id LIMIT 1 FOR UPDATE",
	DB_ROW(struct suggestion_board, id, slug, colour, audience, audience_id, stale, guests, active, position, version,
		created_at));
#define BEHIND " WHERE board_id = ? AND (audience <> ? OR audience_id <> ?) ORDER BY id LIMIT ?"
DB_QUERY(touch_behind,
	"INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'suggestion', id, ? FROM suggestion" BEHIND, DB_NO_ROW);
DB_QUERY(settle_copies,
	"UPDATE suggestion SET audience = ?, audience_id = ?" BEHIND, DB_NO_ROW);
DB_QUERY(end_stale, "UPDATE suggestion_board SET stale = FALSE WHERE id = ?", DB_NO_ROW);
/* clang-format on */

bool suggestion_board_is_readable(const struct account *who, const struct suggestion_board *board)
{
	return may_read_audience(who, board->audience, board->belongs);
}

bool suggestion_board_takes(const struct account *who, const struct suggestion_board *board)
{
	if (!board->active || !suggestion_board_is_readable(who, board))
		return false;
	return may_post(who) || (board->guests && who->id == 0);
}

static bool is_each_named(const struct db_rows *rows)
{
	const struct suggestion_board *boards = rows->items;
	for (size_t i = 0; i < rows->count; i++)
		if (!boards[i].name)
			return false;
	return true;
}

/* Of a stranger the short question first; that of everybody where a name has to be taken from elsewhere. */
static enum rc read_boards(
        struct db *db, struct arena *arena, int64_t account_id, const char *lang, struct db_rows *rows)
{
	if (account_id == 0) {
		enum rc rc = db_all(db, arena, &list_public_boards, DB_ARGS(lang, LIMIT_BOARDS), rows);
		if (rc != RC_OK || is_each_named(rows))
			return rc;
	}
	return db_all(db, arena, &list_boards,
	        DB_ARGS(account_id, account_id, account_id, lang, LIMIT_BOARDS), rows);
}

enum rc suggestion_board_list(
        struct db *db, struct arena *arena, const struct account *who, const char *lang, struct db_rows *rows)
{
	enum rc rc = read_boards(db, arena, audience_reader(who).account_id, lang, rows);
	if (rc != RC_OK)
		return rc;
	struct suggestion_board *boards = rows->items;
	size_t kept = 0;
	for (size_t i = 0; i < rows->count; i++)
		if (suggestion_board_is_readable(who, &boards[i]))
			boards[kept++] = boards[i];
	rows->count = kept;
	return RC_OK;
}

enum rc suggestion_board_by_slug(struct db *db, struct arena *arena, const struct account *who,
        const char *slug, const char *lang, struct suggestion_board *board)
{
	int64_t id = audience_reader(who).account_id;
	enum rc rc = db_one(db, arena, &board_by_slug, DB_ARGS(id, id, id, lang, slug), board);
	if (rc != RC_OK)
		return rc;
	return suggestion_board_is_readable(who, board) ? RC_OK : RC_NOT_FOUND;
}

enum rc suggestion_board_by_id(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        const char *lang, struct suggestion_board *board)
{
	int64_t reader = audience_reader(who).account_id;
	enum rc rc = db_one(db, arena, &board_by_id, DB_ARGS(reader, reader, reader, lang, id), board);
	if (rc != RC_OK)
		return rc;
	return suggestion_board_is_readable(who, board) ? RC_OK : RC_NOT_FOUND;
}

/* --- management ------------------------------------------------------------------------------- */

enum rc suggestion_board_texts(struct db *db, struct arena *arena, int64_t id, struct db_rows *texts)
{
	return db_all(db, arena, &list_texts, DB_ARGS(id), texts);
}

static bool has_name(const struct suggestion_board_draft *draft)
{
	for (size_t i = 0; i < draft->texts.count; i++)
		if (!text_empty(draft->texts.items[i].name))
			return true;
	return false;
}

/* The company or group must be there; other audiences have none. */
static enum rc check_draft(struct db *db, struct arena *arena, const struct suggestion_board_draft *draft)
{
	bool company = text_equal(draft->audience, AUDIENCE_COMPANY);
	bool group = text_equal(draft->audience, AUDIENCE_GROUP);
	struct found found;
	if (!has_name(draft) || !audience_is_known(draft->audience))
		return RC_INVALID;
	if (!company && !group)
		return draft->audience_id == 0 ? RC_OK : RC_INVALID;
	const struct query *query = company ? &find_audience_company : &find_audience_group;
	enum rc rc = db_one(db, arena, query, DB_ARGS(draft->audience_id), &found);
	return rc == RC_NOT_FOUND ? RC_INVALID : rc;
}

static enum rc write_texts(struct db *db, int64_t id, const struct suggestion_board_draft *draft)
{
	enum rc rc = db_run(db, &clear_texts, DB_ARGS(id), NULL);
	for (size_t i = 0; rc == RC_OK && i < draft->texts.count; i++) {
		const struct place_text *text = &draft->texts.items[i];
		if (!text_empty(text->name))
			rc = db_run(
			        db, &add_text, DB_ARGS(id, text->lang, text->name, text->description), NULL);
	}
	return rc;
}

static enum rc note(struct db *db, const struct account *who, const char *action, int64_t id,
        const struct suggestion_board_draft *draft, int64_t now)
{
	char detail[60] = "";
	if (draft)
		(void)snprintf(
		        detail, sizeof(detail), "audience %s %" PRId64, draft->audience, draft->audience_id);
	return audit_add(db, who->id, action, "suggestion_board", id, detail, now);
}

enum rc suggestion_board_add(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion_board_draft *draft, int64_t now, int64_t *id)
{
	struct count boards;
	struct db_done done;
	enum rc rc = check_draft(db, arena, draft);
	if (rc == RC_OK)
		rc = db_one(db, arena, &count_boards, DB_NO_ARGS, &boards);
	if (rc != RC_OK)
		return rc;
	if (boards.count >= LIMIT_BOARDS)
		return RC_LIMITED;
	rc = db_run(db, &add_board,
	        DB_ARGS(draft->slug, draft->colour, draft->audience, draft->audience_id, draft->guests,
	                draft->active, draft->position, now),
	        &done);
	if (rc != RC_OK)
		return rc;
	*id = done.insert_id;
	rc = write_texts(db, *id, draft);
	return rc == RC_OK ? note(db, who, "board.add", *id, draft, now) : rc;
}

enum rc suggestion_board_change(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        int32_t version, const struct suggestion_board_draft *draft, int64_t now)
{
	struct suggestion_board board;
	enum rc rc = db_one(db, arena, &lock_board, DB_ARGS(id), &board);
	if (rc == RC_OK && board.version != version)
		rc = RC_DENIED;
	if (rc == RC_OK)
		rc = check_draft(db, arena, draft);
	if (rc != RC_OK)
		return rc;
	bool moved = !text_equal(board.audience, draft->audience) || board.audience_id != draft->audience_id;
	rc = db_run(db, &change_board,
	        DB_ARGS(draft->slug, draft->colour, draft->audience, draft->audience_id, moved, draft->guests,
	                draft->active, draft->position, id),
	        NULL);
	if (rc == RC_OK)
		rc = write_texts(db, id, draft);
	return rc == RC_OK ? note(db, who, "board.change", id, draft, now) : rc;
}

enum rc suggestion_board_delete(
        struct db *db, struct arena *arena, const struct account *who, int64_t id, int64_t now)
{
	struct suggestion_board board;
	struct count count;
	enum rc rc = db_one(db, arena, &lock_board, DB_ARGS(id), &board);
	if (rc == RC_OK)
		rc = db_one(db, arena, &count_on_board, DB_ARGS(id), &count);
	if (rc != RC_OK)
		return rc;
	if (count.count > 0)
		return RC_CONFLICT;
	rc = db_run(db, &forget_followers, DB_ARGS(id), NULL);
	if (rc == RC_OK)
		rc = db_run(db, &delete_board, DB_ARGS(id), NULL);
	return rc == RC_OK ? note(db, who, "board.delete", id, NULL, now) : rc;
}

/* --- the worker ------------------------------------------------------------------------------- */

struct settling {
	struct db *db;
	struct arena *arena;
	int most, done;
	int64_t now;
};

static enum rc settle(void *context)
{
	struct settling *job = context;
	struct suggestion_board board;
	struct db_done done;
	enum rc rc = db_one(job->db, job->arena, &find_stale, DB_NO_ARGS, &board);
	job->done = 0;
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	rc = db_run(job->db, &touch_behind,
	        DB_ARGS(job->now, board.id, board.audience, board.audience_id, job->most), NULL);
	if (rc == RC_OK)
		rc = db_run(job->db, &settle_copies,
		        DB_ARGS(board.audience, board.audience_id, board.id, board.audience,
		                board.audience_id, job->most),
		        &done);
	if (rc != RC_OK)
		return rc;
	job->done = (int)done.affected;
	return job->done == 0 ? db_run(job->db, &end_stale, DB_ARGS(board.id), NULL) : RC_OK;
}

enum rc suggestion_board_settle(struct db *db, struct arena *arena, int most, int64_t now, int *done)
{
	struct settling job = { .db = db, .arena = arena, .most = most, .now = now };
	enum rc rc = db_transact(db, settle, &job);
	*done = job.done;
	return rc;
}
