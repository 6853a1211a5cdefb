/* See suggestion_status.h. */
#include "domain/suggestion_status.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/community.h"
#include "domain/search.h"
#include "io/markup.h"

static const char *const words[] = { STATUS_OPEN, STATUS_REVIEW, STATUS_PLANNED, STATUS_PROGRESS,
	STATUS_SHIPPED, STATUS_DECLINED, STATUS_DUPLICATE };

/* clang-format off */
#define STATUS \
	"SELECT h.id, h.suggestion_id, h.status, h.author_id, a.name AS author, h.body," \
	" IF(h.markup_version = ?, h.html, NULL) AS html, h.created_at" \
	" FROM suggestion_status h LEFT JOIN account a ON a.id = h.author_id"
#define STATUS_ROW DB_ROW(struct suggestion_status, id, suggestion_id, status, author_id, author, body, html, created_at)

DB_QUERY(list_statuses, STATUS " WHERE h.suggestion_id = ? ORDER BY h.id DESC LIMIT ?", STATUS_ROW);
DB_QUERY(find_status, STATUS " WHERE h.id = ?", STATUS_ROW);
DB_QUERY(add_status,
	"INSERT INTO suggestion_status (suggestion_id, status, author_id, body, html, markup_version, created_at)"
	" VALUES (?, ?, ?, ?, ?, ?, ?)", DB_NO_ROW);
DB_QUERY(set_status, "UPDATE suggestion SET status = ?, status_at = ? WHERE id = ?", DB_NO_ROW);
/* clang-format on */

const char *suggestion_status_at(size_t index)
{
	return index < LENGTH(words) ? words[index] : NULL;
}

bool suggestion_status_is_known(const char *word)
{
	for (size_t i = 0; i < LENGTH(words); i++)
		if (text_equal(words[i], word))
			return true;
	return false;
}

bool suggestion_status_is_live(const char *word)
{
	return text_equal(word, STATUS_OPEN) || text_equal(word, STATUS_REVIEW) ||
	       text_equal(word, STATUS_PLANNED) || text_equal(word, STATUS_PROGRESS);
}

static enum rc render_missing(struct arena *arena, struct suggestion_status *status)
{
	if (status->html != NULL || text_empty(status->body))
		return RC_OK;
	return suggestion_render(arena, status->body, &status->html);
}

enum rc suggestion_status_list(
        struct db *db, struct arena *arena, int64_t suggestion_id, struct db_rows *rows)
{
	enum rc rc = db_all(
	        db, arena, &list_statuses, DB_ARGS(MARKUP_VERSION, suggestion_id, LIMIT_STATUSES), rows);
	struct suggestion_status *items = rc == RC_OK ? rows->items : NULL;
	for (size_t i = 0; rc == RC_OK && i < rows->count; i++)
		rc = render_missing(arena, &items[i]);
	return rc;
}

enum rc suggestion_status_find(
        struct db *db, struct arena *arena, int64_t id, struct suggestion_status *status)
{
	enum rc rc = db_one(db, arena, &find_status, DB_ARGS(MARKUP_VERSION, id), status);
	return rc == RC_OK ? render_missing(arena, status) : rc;
}

static enum rc add(struct db *db, struct arena *arena, const struct account *who, int64_t suggestion_id,
        const char *status, const char *body, int64_t now, int64_t *id)
{
	const char *html = NULL;
	struct db_done done;
	enum rc rc = text_empty(body) ? RC_OK : suggestion_render(arena, body, &html);
	if (rc != RC_OK)
		return rc;
	if (html && strlen(html) > LIMIT_MESSAGE_HTML)
		html = NULL;
	rc = db_run(db, &add_status,
	        DB_ARGS(suggestion_id, status, who->id, body, html, html ? MARKUP_VERSION : 0, now), &done);
	*id = rc == RC_OK ? done.insert_id : 0;
	return rc;
}

enum rc suggestion_status_set(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion *locked, const char *status, const char *body, int64_t now)
{
	bool changes = !text_equal(locked->status, status);
	char detail[60];
	int64_t id;
	if (locked->merged_id != 0)
		return RC_CONFLICT;
	if ((!changes && text_empty(body)) || !suggestion_status_is_known(status) ||
	        text_equal(status, STATUS_DUPLICATE))
		return RC_INVALID;
	enum rc rc = add(db, arena, who, locked->id, status, body, now, &id);
	if (rc == RC_OK && changes)
		rc = db_run(db, &set_status, DB_ARGS(status, now, locked->id), NULL);
	if (rc == RC_OK && text_equal(locked->state, "open"))
		rc = community_tell(db, &(struct community_event){ .kind = "status",
		                                .actor_id = who->id,
		                                .suggestion_id = locked->id,
		                                .status_id = id,
		                                .now = now });
	if (rc == RC_OK)
		rc = search_touch(db, "suggestion", locked->id, now);
	(void)snprintf(detail, sizeof(detail), "%s to %s", locked->status, status);
	return rc == RC_OK
	               ? audit_add(db, who->id, "suggestion.status", "suggestion", locked->id, detail, now)
	               : rc;
}
