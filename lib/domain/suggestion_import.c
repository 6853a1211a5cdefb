/* See suggestion_import.h. */
#include "domain/suggestion_import.h"

#include <string.h>

#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/audience.h"
#include "domain/forum_tag.h"
#include "domain/search.h"
#include "domain/suggestion.h"
#include "domain/suggestion_status.h"
#include "io/markup.h"

struct place {
	int64_t id;
	const char *audience;
	int64_t audience_id;
};

struct known {
	int64_t id;
};

/* clang-format off */
DB_QUERY(find_board, "SELECT id, audience, audience_id FROM suggestion_board WHERE slug = ? FOR UPDATE",
	DB_ROW(struct place, id, audience, audience_id));
DB_QUERY(make_board,
	"INSERT INTO suggestion_board (slug, colour, audience, created_at) VALUES (?, 'grey', 'staff', ?)", DB_NO_ROW);
DB_QUERY(find_taken, "SELECT id FROM suggestion WHERE source = ? FOR UPDATE", DB_ROW(struct known, id));
DB_QUERY(make_suggestion,
	"INSERT INTO suggestion (board_id, audience, audience_id, author_id, author_name, title, body, html,"
	" markup_version, lang, status, status_at, source, created_at, updated_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(make_tag,
	"INSERT IGNORE INTO suggestion_tag (suggestion_id, tag_key, tag) VALUES (?, ?, ?)", DB_NO_ROW);
DB_QUERY(make_status,
	"INSERT INTO suggestion_status (suggestion_id, status, body, html, markup_version, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(make_vote,
	"INSERT IGNORE INTO suggestion_vote (suggestion_id, account_id, industry, created_at)"
	" SELECT ?, a.id, a.industry, ? FROM account a WHERE a.id = ?", DB_NO_ROW);
/* clang-format on */

struct taking {
	struct db *db;
	struct arena *arena;
	const struct suggestion_import *import;
	const char *status, *html, *answer_html;
	int64_t status_at;
	struct forum_tags tags;
	int64_t now;
	struct suggestion_imported done;
};

/* --- what may be taken in -------------------------------------------------------------------- */

static bool is_text(const char *text, size_t most)
{
	return text == NULL || (strlen(text) <= most && text_valid(text, strlen(text)));
}

static bool is_sound(const struct suggestion_import *import)
{
	if (text_empty(import->title) || !is_text(import->title, 4 * LIMIT_SUBJECT) ||
	        text_has_break(import->title) || text_chars(import->title) > LIMIT_SUBJECT)
		return false;
	if (!text_is_slug(import->board) || language_find(import->lang) == NULL ||
	        !is_text(import->body, LIMIT_POST_BYTES) || !is_text(import->answer, LIMIT_POST_BYTES))
		return false;
	if (!is_text(import->author, 4 * LIMIT_NAME) || text_chars(import->author) > LIMIT_NAME)
		return false;
	return import->status == NULL ||
	       (suggestion_status_is_known(import->status) && !text_equal(import->status, STATUS_DUPLICATE));
}

static enum rc prepare(struct taking *taking)
{
	const struct suggestion_import *import = taking->import;
	taking->status = import->status != NULL ? import->status : STATUS_OPEN;
	taking->status_at = import->status_at != 0 ? import->status_at : import->created_at;
	enum rc rc = forum_tags_read(taking->arena, import->tags != NULL ? import->tags : "", &taking->tags);
	if (rc == RC_TOO_LARGE)
		return RC_INVALID;
	if (rc == RC_OK)
		rc = suggestion_render(taking->arena, import->body, &taking->html);
	if (rc == RC_OK && !text_empty(import->answer))
		rc = suggestion_render(taking->arena, import->answer, &taking->answer_html);
	return rc;
}

/* --- the transaction ------------------------------------------------------------------------- */

static enum rc find_or_make_board(struct taking *taking, struct place *place)
{
	const char *slug = taking->import->board;
	enum rc rc = db_one(taking->db, taking->arena, &find_board, DB_ARGS(slug), place);
	if (rc != RC_NOT_FOUND)
		return rc;
	struct db_done made;
	rc = db_run(taking->db, &make_board, DB_ARGS(slug, taking->now), &made);
	*place = (struct place){ made.insert_id, AUDIENCE_STAFF, 0 };
	taking->done.board_made = rc == RC_OK;
	return rc;
}

static enum rc make(struct taking *taking, const struct place *place, int64_t *id)
{
	const struct suggestion_import *import = taking->import;
	struct db_value author = db_value_int(import->author_id);
	struct db_done made;
	author.null = import->author_id == 0;
	enum rc rc = db_run(taking->db, &make_suggestion,
	        DB_ARGS(place->id, place->audience, place->audience_id, author,
	                import->author_id != 0 ? "" : import->author, import->title,
	                import->body != NULL ? import->body : "", taking->html, MARKUP_VERSION, import->lang,
	                taking->status, taking->status_at, DB_HASH(import->source), import->created_at,
	                taking->status_at),
	        &made);
	if (rc == RC_OK)
		*id = made.insert_id;
	return rc;
}

static enum rc write_tags(struct taking *taking, int64_t id)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < taking->tags.count; i++) {
		const char *key = text_fold(taking->arena, taking->tags.items[i]);
		rc = key == NULL
		             ? RC_NO_MEMORY
		             : db_run(taking->db, &make_tag, DB_ARGS(id, key, taking->tags.items[i]), NULL);
	}
	return rc;
}

static enum rc write_status(struct taking *taking, int64_t id)
{
	const char *answer = taking->import->answer;
	if (text_equal(taking->status, STATUS_OPEN) && text_empty(answer))
		return RC_OK;
	return db_run(taking->db, &make_status,
	        DB_ARGS(id, taking->status, answer != NULL ? answer : "", taking->answer_html, MARKUP_VERSION,
	                taking->status_at),
	        NULL);
}

static enum rc write_votes(struct taking *taking, int64_t id)
{
	const struct suggestion_import *import = taking->import;
	enum rc rc = RC_OK;
	for (size_t i = 0; rc == RC_OK && i < import->voter_count; i++)
		rc = db_run(taking->db, &make_vote, DB_ARGS(id, import->created_at, import->voters[i]), NULL);
	return rc == RC_OK ? suggestion_recount(taking->db, taking->arena, id, taking->now) : rc;
}

static enum rc import_unit(void *context)
{
	struct taking *taking = context;
	struct known known;
	struct place place;
	int64_t id = 0;
	taking->done = (struct suggestion_imported){ .suggestion = false };
	enum rc rc = db_one(
	        taking->db, taking->arena, &find_taken, DB_ARGS(DB_HASH(taking->import->source)), &known);
	if (rc != RC_NOT_FOUND)
		return rc;
	rc = find_or_make_board(taking, &place);
	if (rc == RC_OK)
		rc = make(taking, &place, &id);
	if (rc == RC_OK)
		rc = write_tags(taking, id);
	if (rc == RC_OK)
		rc = write_status(taking, id);
	if (rc == RC_OK)
		rc = write_votes(taking, id);
	if (rc == RC_OK)
		rc = search_touch(taking->db, "suggestion", id, taking->now);
	taking->done.suggestion = rc == RC_OK;
	return rc;
}

enum rc suggestion_import(struct db *db, struct arena *arena, const struct suggestion_import *import,
        int64_t now, struct suggestion_imported *done)
{
	struct taking taking = { .db = db, .arena = arena, .import = import, .now = now };
	if (!is_sound(import))
		return RC_INVALID;
	enum rc rc = prepare(&taking);
	if (rc == RC_OK)
		rc = db_transact(db, import_unit, &taking);
	if (rc == RC_OK)
		*done = taking.done;
	return rc;
}
