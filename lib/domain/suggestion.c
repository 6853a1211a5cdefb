/* See suggestion.h. */
#include "domain/suggestion.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/audience.h"
#include "domain/audit.h"
#include "domain/community.h"
#include "domain/follow.h"
#include "domain/forum_tag.h"
#include "domain/search.h"
#include "domain/suggestion_heat.h"
#include "domain/suggestion_rule.h"
#include "domain/suggestion_status.h"
#include "domain/suggestion_vote.h"
#include "domain/trust.h"
#include "io/markup.h"

struct counts {
	int64_t votes, comments;
	double sum;
};

/* clang-format off */
/* Joins are by keys of one row each, which the server reads before it plans. What few suggestions have is asked by itself. */
DB_QUERY(find_suggestion,
	"SELECT s.id, s.board_id, COALESCE(x.name, e.name, b.slug) AS board, b.slug AS board_slug, b.colour, b.audience,"
	" b.audience_id, s.author_id, COALESCE(a.name, s.author_name) AS author, a.role AS author_role, s.title, s.body,"
	" IF(s.markup_version = ?, s.html, NULL) AS html, s.lang, s.industry, s.state, s.held_for, s.status, s.status_at,"
	" s.merged_id, s.vote_count, s.comment_count, s.heat, " SUGGESTION_VOTES_OPEN " AS votes_open, f.mail AS follow,"
	" v.account_id IS NOT NULL AS voted, o.account_id IS NOT NULL AS author_voted, s.topic_id, s.ticket_id,"
	" t.number AS ticket_number, s.version, s.created_at, s.updated_at,"
	" (SELECT GROUP_CONCAT(g.tag ORDER BY g.tag_key SEPARATOR '\n') FROM suggestion_tag g WHERE g.suggestion_id = s.id)"
	"  AS tags, EXISTS (SELECT 1 FROM forum_topic c WHERE c.suggestion_id = s.id) AS in_forum"
	" FROM suggestion s JOIN suggestion_board b ON b.id = s.board_id"
	" LEFT JOIN suggestion_board_text x ON x.board_id = b.id AND x.lang = ?"
	" LEFT JOIN suggestion_board_text e ON e.board_id = b.id AND e.lang = 'en'"
	" LEFT JOIN account a ON a.id = s.author_id"
	" LEFT JOIN ticket t ON t.id = s.ticket_id"
	" LEFT JOIN follow f ON f.account_id = ? AND f.kind = 'suggestion' AND f.ref_id = s.id"
	" LEFT JOIN suggestion_vote v ON v.suggestion_id = s.id AND v.account_id = ?"
	" LEFT JOIN suggestion_vote o ON o.suggestion_id = s.id AND o.account_id = s.author_id"
	" WHERE s.id = ?",
	DB_ROW(struct suggestion, id, board_id, board, board_slug, colour, audience, audience_id, author_id, author,
		author_role, title, body, html, lang, industry, state, held_for, status, status_at, merged_id, vote_count,
		comment_count, heat, votes_open, follow, voted, author_voted, topic_id, ticket_id, ticket_number, version, created_at,
		updated_at, tags, in_forum));

DB_QUERY(find_topics,
	"SELECT GROUP_CONCAT(CONCAT(t.id, ' ', t.title) ORDER BY t.id SEPARATOR '\n' LIMIT 5) AS topics FROM forum_topic t"
	" JOIN forum_category c ON c.id = t.category_id WHERE t.suggestion_id = ? AND t.state = 'open'"
	" AND (c.audience = 'public' OR (c.audience = 'signed_in' AND ? > 0) OR " AUDIENCE_BELONGS("c")
	"  OR EXISTS (SELECT 1 FROM account w WHERE w.id = ? AND w.state = 'active' AND w.role IN ('agent', 'admin')))",
	DB_ROW(struct suggestion, topics));

DB_QUERY(find_target,
	"SELECT m.title AS merged_title, b.audience AS merged_audience, b.audience_id AS merged_audience_id,"
	" m.state AS merged_state, m.author_id AS merged_author_id"
	" FROM suggestion m JOIN suggestion_board b ON b.id = m.board_id WHERE m.id = ?",
	DB_ROW(struct suggestion, merged_title, merged_audience, merged_audience_id, merged_state, merged_author_id));

_Static_assert(LIMIT_SIMILAR == 5, "the query's own number of topics");

/* Alone, so that nobody waits for its board. What may have changed since the transaction's first look is read here. */
DB_QUERY(lock_suggestion,
	"SELECT id, title, body, state, held_for, status, status_at, merged_id, vote_count, comment_count, heat, version"
	" FROM suggestion WHERE id = ? FOR UPDATE",
	DB_ROW(struct suggestion, id, title, body, state, held_for, status, status_at, merged_id, vote_count, comment_count,
		heat, version));

/* The audience is the board's of this moment: one that changes meanwhile waits for the new row, or is waited for. */
DB_QUERY(add_suggestion,
	"INSERT INTO suggestion (board_id, audience, audience_id, author_id, author_name, title, body, html, markup_version,"
	" lang, industry, state, held_for, status_at, topic_id, ticket_id, created_at, updated_at)"
	" SELECT b.id, b.audience, b.audience_id, ?, ?, ?, ?, ?, ?, ?, ?, 'held', ?, ?, ?, ?, ?, ? FROM suggestion_board b"
	" WHERE b.id = ?", DB_NO_ROW);
DB_QUERY(change_suggestion,
	"UPDATE suggestion SET title = ?, body = ?, html = ?, markup_version = ?, version = version + 1, updated_at = ?"
	" WHERE id = ?", DB_NO_ROW);
DB_QUERY(clear_tags, "DELETE FROM suggestion_tag WHERE suggestion_id = ?", DB_NO_ROW);
DB_QUERY(add_tag, "INSERT IGNORE INTO suggestion_tag (suggestion_id, tag_key, tag) VALUES (?, ?, ?)", DB_NO_ROW);
DB_QUERY(add_own_vote,
	"INSERT INTO suggestion_vote (suggestion_id, account_id, company_id, industry, created_at) VALUES (?, ?, ?, ?, ?)",
	DB_NO_ROW);
DB_QUERY(move_suggestion,
	"UPDATE suggestion s JOIN suggestion_board b ON b.id = ? SET s.board_id = b.id, s.audience = b.audience,"
	" s.audience_id = b.audience_id, s.version = s.version + 1 WHERE s.id = ?", DB_NO_ROW);
DB_QUERY(set_state, "UPDATE suggestion SET state = ?, held_for = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(set_counts, "UPDATE suggestion SET vote_count = ?, comment_count = ?, heat = ? WHERE id = ?", DB_NO_ROW);

/* Votes of 19 years ago and before weigh the same nothing. */
#define DECAYED(when) "POW(2, GREATEST(-1000, (" when " - ?) / 604800))"
DB_QUERY(count_rows_of_suggestion,
	"SELECT v.votes, c.comments, v.sum + 0.6 * c.sum AS sum FROM"
	" (SELECT COUNT(*) AS votes, COALESCE(SUM(" DECAYED("created_at") "), 0) AS sum FROM suggestion_vote"
	"  WHERE suggestion_id = ?) v,"
	" (SELECT COUNT(*) AS comments, COALESCE(SUM(" DECAYED("created_at") "), 0) AS sum FROM suggestion_comment"
	"  WHERE suggestion_id = ? AND state = 'open') c",
	DB_ROW(struct counts, votes, comments, sum));
/* clang-format on */

bool suggestion_is_readable(const struct account *who, const struct suggestion *suggestion)
{
	return may_read_audience(who, suggestion->audience, suggestion->belongs) &&
	       may_see_state(who, suggestion->state, suggestion->author_id);
}

bool suggestion_is_target_readable(const struct account *who, const struct suggestion *suggestion)
{
	return suggestion->merged_id != 0 && suggestion->merged_audience != NULL &&
	       may_read_audience(who, suggestion->merged_audience, suggestion->merged_belongs) &&
	       may_see_state(who, suggestion->merged_state, suggestion->merged_author_id);
}

bool suggestion_takes_votes(const struct suggestion *suggestion)
{
	return suggestion_takes_comments(suggestion) && suggestion->votes_open;
}

bool suggestion_takes_comments(const struct suggestion *suggestion)
{
	return text_equal(suggestion->state, "open") && suggestion->merged_id == 0;
}

bool suggestion_may_edit(const struct account *who, const struct suggestion *suggestion)
{
	bool others = suggestion->vote_count > (suggestion->author_voted ? 1 : 0);
	bool ended = suggestion->merged_id != 0 || !suggestion_status_is_live(suggestion->status);
	return may_edit_post(who, suggestion->author_id, suggestion->state, others || ended);
}

enum rc suggestion_render(struct arena *arena, const char *body, const char **html)
{
	static const struct markup_options options = { .heading_shift = 2,
		.images = true,
		.plain_breaks = true,
		.extensions = true,
		.direction_auto = true };
	struct markup_page page = { .html = NULL };
	enum rc rc = markup_render(arena, body, strlen(body), &options, &page);
	*html = rc == RC_OK && page.length <= LIMIT_MESSAGE_HTML ? page.html : NULL;
	return rc == RC_NO_MEMORY ? rc : RC_OK;
}

static enum rc find_forum_topics(
        struct db *db, struct arena *arena, int64_t who_id, struct suggestion *suggestion)
{
	struct suggestion found = { .topics = NULL };
	if (!suggestion->in_forum)
		return RC_OK;
	enum rc rc = db_one(
	        db, arena, &find_topics, DB_ARGS(suggestion->id, who_id, who_id, who_id, who_id), &found);
	suggestion->topics = found.topics;
	return rc;
}

static enum rc find_merged(struct db *db, struct arena *arena, int64_t who_id, struct suggestion *suggestion)
{
	struct suggestion found = { .merged_title = NULL };
	if (suggestion->merged_id == 0)
		return RC_OK;
	enum rc rc = db_one(db, arena, &find_target, DB_ARGS(suggestion->merged_id), &found);
	if (rc != RC_OK)
		return rc;
	suggestion->merged_title = found.merged_title;
	suggestion->merged_audience = found.merged_audience;
	suggestion->merged_state = found.merged_state;
	suggestion->merged_author_id = found.merged_author_id;
	return audience_belongs(
	        db, found.merged_audience, found.merged_audience_id, who_id, &suggestion->merged_belongs);
}

enum rc suggestion_find(struct db *db, struct arena *arena, int64_t id, int64_t who_id, const char *lang,
        struct suggestion *suggestion)
{
	enum rc rc = db_one(
	        db, arena, &find_suggestion, DB_ARGS(MARKUP_VERSION, lang, who_id, who_id, id), suggestion);
	if (rc == RC_OK)
		rc = audience_belongs(
		        db, suggestion->audience, suggestion->audience_id, who_id, &suggestion->belongs);
	if (rc == RC_OK)
		rc = find_forum_topics(db, arena, who_id, suggestion);
	if (rc == RC_OK)
		rc = find_merged(db, arena, who_id, suggestion);
	if (rc != RC_OK || suggestion->html != NULL)
		return rc;
	return suggestion_render(arena, suggestion->body, &suggestion->html);
}

enum rc suggestion_lock(struct db *db, struct arena *arena, int64_t id, int64_t who_id, const char *lang,
        struct suggestion *suggestion)
{
	struct suggestion now;
	enum rc rc = db_one(db, arena, &lock_suggestion, DB_ARGS(id), &now);
	if (rc == RC_OK)
		rc = suggestion_find(db, arena, id, who_id, lang, suggestion);
	if (rc == RC_OK && !text_equal(now.status, suggestion->status))
		return RC_RETRY;
	if (rc != RC_OK)
		return rc;
	suggestion->title = now.title;
	suggestion->body = now.body;
	suggestion->state = now.state;
	suggestion->held_for = now.held_for;
	suggestion->status_at = now.status_at;
	suggestion->merged_id = now.merged_id;
	suggestion->vote_count = now.vote_count;
	suggestion->comment_count = now.comment_count;
	suggestion->heat = now.heat;
	suggestion->version = now.version;
	return RC_OK;
}

/* --- counters --------------------------------------------------------------------------------- */

enum rc suggestion_recount(struct db *db, struct arena *arena, int64_t id, int64_t now)
{
	struct counts counts;
	enum rc rc = db_one(db, arena, &count_rows_of_suggestion, DB_ARGS(now, id, now, id), &counts);
	if (rc != RC_OK)
		return rc;
	double heat = heat_of_sum(counts.sum, now);
	return db_run(db, &set_counts, DB_ARGS(counts.votes, counts.comments, heat, id), NULL);
}

/* False: it must be made anew of the rows. */
static bool change_heat(double *heat, int change, double weight, int64_t when)
{
	if (change > 0)
		*heat = heat_add(*heat, weight, when);
	return change >= 0 || heat_take(heat, weight, when);
}

enum rc suggestion_count(struct db *db, struct arena *arena, const struct suggestion *locked, int votes,
        int comments, int64_t when)
{
	double heat = locked->heat;
	if (!change_heat(&heat, votes, HEAT_VOTE, when) || !change_heat(&heat, comments, HEAT_COMMENT, when))
		return suggestion_recount(db, arena, locked->id, when);
	return db_run(db, &set_counts,
	        DB_ARGS(locked->vote_count + votes, locked->comment_count + comments, heat, locked->id),
	        NULL);
}

/* --- tags ------------------------------------------------------------------------------------- */

static enum rc read_tags(struct arena *arena, const char *text, struct forum_tags *tags)
{
	*tags = (struct forum_tags){ .count = 0 };
	if (text_empty(text))
		return RC_OK;
	enum rc rc = forum_tags_read(arena, text, tags);
	return rc == RC_TOO_LARGE ? RC_INVALID : rc;
}

static enum rc write_tags(struct db *db, struct arena *arena, int64_t id, const struct forum_tags *tags)
{
	enum rc rc = db_run(db, &clear_tags, DB_ARGS(id), NULL);
	for (size_t i = 0; rc == RC_OK && i < tags->count; i++) {
		const char *key = text_fold(arena, tags->items[i]);
		rc = key ? db_run(db, &add_tag, DB_ARGS(id, key, tags->items[i]), NULL) : RC_NO_MEMORY;
	}
	return rc;
}

/* --- proposing and editing -------------------------------------------------------------------- */

static const char *kept_html(const char *html)
{
	return html && strlen(html) <= LIMIT_MESSAGE_HTML ? html : NULL;
}

static enum rc insert(struct db *db, struct arena *arena, const struct suggestion_draft *draft,
        const char *held_for, int64_t *id)
{
	const struct account *author = draft->author;
	const char *html, *industry = draft->industry;
	struct db_done done;
	enum rc rc = suggestion_render(arena, draft->body, &html);
	if (rc == RC_OK && !industry)
		rc = suggestion_voter_industry(db, arena, author->id, author->company_id, &industry);
	if (rc != RC_OK)
		return rc;
	html = kept_html(html);
	rc = db_run(db, &add_suggestion,
	        DB_ARGS(db_id_or_null(author->id),
	                author->id == 0 && draft->author_name ? draft->author_name : "", draft->title,
	                draft->body, html, html ? MARKUP_VERSION : 0, draft->lang, industry, held_for,
	                draft->now, db_id_or_null(draft->topic_id), db_id_or_null(draft->ticket_id),
	                draft->now, draft->now, draft->board->id),
	        &done);
	if (rc == RC_OK && done.affected == 0)
		rc = RC_NOT_FOUND; /* the board was deleted at this moment */
	*id = rc == RC_OK ? done.insert_id : 0;
	return rc;
}

/* Who proposes is for it: his vote waits with what is held, and counts when it opens. */
static enum rc vote_own(struct db *db, struct arena *arena, int64_t id, const struct suggestion_draft *draft)
{
	const struct account *author = draft->author;
	const char *industry;
	if (author->id == 0)
		return RC_OK;
	enum rc rc = suggestion_voter_industry(db, arena, author->id, author->company_id, &industry);
	if (rc != RC_OK)
		return rc;
	return db_run(db, &add_own_vote,
	        DB_ARGS(id, author->id, db_id_or_null(author->company_id), industry, draft->now), NULL);
}

/* What needs no moderator opens at once. */
static enum rc open_at_once(
        struct db *db, struct arena *arena, int64_t id, const struct suggestion_draft *draft)
{
	struct suggestion suggestion;
	enum rc rc = suggestion_lock(db, arena, id, draft->author->id, draft->lang, &suggestion);
	return rc == RC_OK ? suggestion_set_state(db, arena, &suggestion, "open", "", draft->now) : rc;
}

enum rc suggestion_add(
        struct db *db, struct arena *arena, const struct suggestion_draft *draft, int64_t *id, bool *held)
{
	const char *held_for;
	struct forum_tags tags;
	enum rc rc = read_tags(arena, draft->tags, &tags);
	if (rc == RC_OK)
		rc = trust_judge(db, arena, draft->author, draft->body, draft->now, &held_for);
	if (rc == RC_OK)
		rc = insert(db, arena, draft, held_for, id);
	if (rc == RC_OK)
		rc = write_tags(db, arena, *id, &tags);
	if (rc == RC_OK)
		rc = vote_own(db, arena, *id, draft);
	if (rc == RC_OK)
		rc = follow_start(db, draft->author->id, FOLLOW_SUGGESTION, *id, draft->now);
	if (rc != RC_OK)
		return rc;
	*held = !text_empty(held_for);
	return *held ? RC_OK : open_at_once(db, arena, *id, draft);
}

enum rc suggestion_change(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion *locked, const struct suggestion_edit *edit)
{
	struct forum_tags tags;
	const char *html;
	bool hold = false;
	if (edit->version != locked->version)
		return RC_CONFLICT;
	enum rc rc = read_tags(arena, edit->tags, &tags);
	if (rc == RC_OK)
		rc = trust_judge_change(db, arena, who, edit->body, edit->now, &hold);
	if (rc == RC_OK)
		rc = suggestion_render(arena, edit->body, &html);
	if (rc != RC_OK)
		return rc;
	html = kept_html(html);
	rc = db_run(db, &change_suggestion,
	        DB_ARGS(edit->title, edit->body, html, html ? MARKUP_VERSION : 0, edit->now, locked->id),
	        NULL);
	if (rc == RC_OK)
		rc = write_tags(db, arena, locked->id, &tags);
	if (rc == RC_OK)
		rc = search_touch(db, "suggestion", locked->id, edit->now);
	if (rc == RC_OK && hold && text_equal(locked->state, "open"))
		rc = suggestion_set_state(db, arena, locked, "held", "moderator", edit->now);
	if (rc == RC_OK && who->id != locked->author_id)
		rc = audit_add(db, who->id, "suggestion.edit", "suggestion", locked->id, "", edit->now);
	return rc;
}

enum rc suggestion_move(struct db *db, const struct account *who, const struct suggestion *locked,
        const struct suggestion_board *board, int64_t now)
{
	char detail[60];
	if (board->id == locked->board_id)
		return RC_OK;
	(void)snprintf(detail, sizeof(detail), "board %" PRId64 " to %" PRId64, locked->board_id, board->id);
	enum rc rc = db_run(db, &move_suggestion, DB_ARGS(board->id, locked->id), NULL);
	if (rc == RC_OK)
		rc = search_touch(db, "suggestion", locked->id, now);
	return rc == RC_OK ? audit_add(db, who->id, "suggestion.move", "suggestion", locked->id, detail, now)
	                   : rc;
}

/* --- moderation ------------------------------------------------------------------------------- */

/* For a reason of the beginning, or on its way into the lists this very moment. */
static bool was_never_open(const struct suggestion *locked)
{
	static const char *const reasons[] = { "guest", "new", "links" };
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (text_equal(locked->held_for, reasons[i]))
			return true;
	return text_equal(locked->state, "held") && text_empty(locked->held_for);
}

/* It takes its place in the lists, with the votes that waited; the first time followers of the board hear of
 * it. */
static enum rc appear(struct db *db, struct arena *arena, const struct suggestion *locked, int64_t now)
{
	enum rc rc = suggestion_recount(db, arena, locked->id, now);
	if (rc != RC_OK || !was_never_open(locked))
		return rc;
	return community_tell(db, &(struct community_event){ .kind = "suggestion",
	                                  .actor_id = locked->author_id,
	                                  .suggestion_id = locked->id,
	                                  .now = now });
}

enum rc suggestion_set_state(struct db *db, struct arena *arena, const struct suggestion *locked,
        const char *state, const char *held_for, int64_t now)
{
	bool was = text_equal(locked->state, "open"), is = text_equal(state, "open");
	/* what never opened keeps its reason until it does: it has not been told of yet */
	const char *kept = !was && was_never_open(locked) ? locked->held_for : held_for;
	struct trust_change change = { .suggestions = (is ? 1 : 0) - (was ? 1 : 0) };
	if (text_equal(locked->state, state))
		return RC_OK;
	enum rc rc = db_run(db, &set_state, DB_ARGS(state, is ? "" : kept, locked->id), NULL);
	if (rc == RC_OK && change.suggestions != 0)
		rc = trust_add(db, arena, locked->author_id, change, now);
	if (rc == RC_OK && is)
		rc = appear(db, arena, locked, now);
	return rc == RC_OK ? search_touch(db, "suggestion", locked->id, now) : rc;
}
