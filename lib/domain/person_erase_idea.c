/*
 * Suggestions that a deleted person made or spoke to, and his votes: see person_erase_community.h. A
 * suggestion is locked before its comments and votes, as everywhere.
 */
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/person_erase_community.h"
#include "domain/search.h"
#include "domain/suggestion.h"
#include "domain/suggestion_comment.h"
#include "io/markup.h"

#define COMMENTS_AT_ONCE 20
#define IDEAS_A_PIECE    10 /* pages of comments that one transaction looks at */
#define VOTES_A_PIECE    20
#define ANSWERS_MOST     200 /* changes of status of one suggestion */

struct next {
	int64_t id;
};

struct idea {
	int64_t id, author_id;
	const char *title, *body;
	bool wanted;   /* somebody else voted or commented, or it was merged with another */
	bool by_staff; /* the firm's */
};

struct said {
	int64_t id, author_id;
	const char *body;
	bool by_staff;
};

struct answer {
	int64_t id;
	const char *body;
};

struct idea_tag {
	const char *tag_key, *tag;
};

/* clang-format off */
DB_QUERY(next_touched_idea,
	"(SELECT id FROM suggestion WHERE author_id = ? AND id > ? AND updated_at >= ? ORDER BY id LIMIT 1)"
	" UNION (SELECT suggestion_id AS id FROM suggestion_comment WHERE author_id = ? AND suggestion_id > ?"
	" AND created_at >= ? ORDER BY suggestion_id LIMIT 1) ORDER BY id LIMIT 1", DB_ROW(struct next, id));
DB_QUERY(read_touched_idea,
	"SELECT s.id, s.author_id, s.title, s.body, COALESCE(a.role, 'customer') <> 'customer' AS by_staff,"
	" s.merged_id IS NOT NULL OR EXISTS (SELECT 1 FROM suggestion m WHERE m.merged_id = s.id)"
	" OR EXISTS (SELECT 1 FROM suggestion_vote v WHERE v.suggestion_id = s.id AND NOT (v.account_id <=> s.author_id))"
	" OR EXISTS (SELECT 1 FROM suggestion_comment c WHERE c.suggestion_id = s.id AND c.state = 'open'"
	"  AND NOT (c.author_id <=> s.author_id)) AS wanted"
	" FROM suggestion s LEFT JOIN account a ON a.id = s.author_id WHERE s.id = ?",
	DB_ROW(struct idea, id, author_id, title, body, by_staff, wanted));
DB_QUERY(put_idea,
	"UPDATE suggestion SET title = ?, body = ?, html = ?, markup_version = ?, industry = IF(?, '', industry) WHERE id = ?",
	DB_NO_ROW);
DB_QUERY(list_idea_tags, "SELECT tag_key, tag FROM suggestion_tag WHERE suggestion_id = ?",
	DB_ROW(struct idea_tag, tag_key, tag));
DB_QUERY(drop_idea_tag, "DELETE FROM suggestion_tag WHERE suggestion_id = ? AND tag_key = ?", DB_NO_ROW);
DB_QUERY(list_answers, "SELECT id, body FROM suggestion_status WHERE suggestion_id = ? AND body <> '' ORDER BY id LIMIT ?",
	DB_ROW(struct answer, id, body));
DB_QUERY(put_answer, "UPDATE suggestion_status SET body = ?, html = NULL, markup_version = 0 WHERE id = ?", DB_NO_ROW);
DB_QUERY(list_comments,
	"SELECT id, author_id, by_staff, body FROM suggestion_comment WHERE suggestion_id = ? AND id > ? ORDER BY id LIMIT ?",
	DB_ROW(struct said, id, author_id, by_staff, body));
DB_QUERY(put_comment, "UPDATE suggestion_comment SET body = ?, html = ?, markup_version = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(list_own_votes, "SELECT suggestion_id AS id FROM suggestion_vote WHERE account_id = ? ORDER BY suggestion_id LIMIT ?",
	DB_ROW(struct next, id));
DB_QUERY(take_own_vote, "DELETE FROM suggestion_vote WHERE suggestion_id = ? AND account_id = ?", DB_NO_ROW);
/* clang-format on */

static bool goes(const struct community_work *work, int64_t author_id, bool by_staff)
{
	const struct erased *person = work->erasure->person;
	return person->posts_go && author_id == person->id && !by_staff;
}

static enum rc lock(const struct community_work *work, int64_t id, struct suggestion *locked)
{
	return suggestion_lock(work->db, work->kept, id, 0, "en", locked);
}

static enum rc render(const struct community_work *work, const char *body, const char **html)
{
	enum rc rc = suggestion_render(work->scratch, body, html);
	if (rc == RC_OK && *html && strlen(*html) > LIMIT_MESSAGE_HTML)
		*html = NULL;
	return rc;
}

/* --- comments -------------------------------------------------------------------------------- */

static enum rc put_said(const struct community_work *work, int64_t id, const char *body)
{
	const char *html;
	enum rc rc = render(work, body, &html);
	return rc == RC_OK ? db_run(work->db, &put_comment,
	                             DB_ARGS(body, html, html ? MARKUP_VERSION : 0, id), NULL)
	                   : rc;
}

static enum rc clean_comment(const struct community_work *work, const struct said *said, bool *changed)
{
	const char *body;
	bool other = false;
	if (goes(work, said->author_id, said->by_staff)) {
		enum rc rc = put_said(work, said->id, "");
		*changed = true;
		return rc == RC_OK ? suggestion_comment_set_state(work->db, work->scratch, said->id,
		                             "deleted", "", work->erasure->now)
		                   : rc;
	}
	enum rc rc = community_hide(work, work->scratch, said->body, &body, &other);
	*changed = *changed || other;
	return rc == RC_OK && other ? put_said(work, said->id, body) : rc;
}

static enum rc clean_comments(const struct community_work *work, struct community_place *place, bool *changed)
{
	struct db_rows rows;
	enum rc rc = db_all(work->db, work->scratch, &list_comments,
	        DB_ARGS(place->id, place->at, COMMENTS_AT_ONCE), &rows);
	if (rc != RC_OK)
		return rc;
	const struct said *said = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		place->at = said[i].id;
		rc = clean_comment(work, &said[i], changed);
	}
	if (rows.count < COMMENTS_AT_ONCE)
		place->at = 0;
	return rc;
}

/* --- the suggestion -------------------------------------------------------------------------- */

static enum rc clean_tags(const struct community_work *work, int64_t id, bool all)
{
	struct db_rows rows;
	enum rc rc = db_all(work->db, work->scratch, &list_idea_tags, DB_ARGS(id), &rows);
	const struct idea_tag *tags = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		const char *tag;
		bool changed = all;
		rc = community_hide(work, work->scratch, tags[i].tag, &tag, &changed);
		if (rc == RC_OK && changed)
			rc = db_run(work->db, &drop_idea_tag, DB_ARGS(id, tags[i].tag_key), NULL);
	}
	return rc;
}

static enum rc clean_answers(const struct community_work *work, int64_t id, bool *changed)
{
	struct db_rows rows;
	enum rc rc = db_all(work->db, work->scratch, &list_answers, DB_ARGS(id, ANSWERS_MOST), &rows);
	const struct answer *answers = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
		const char *body;
		bool other = false;
		rc = community_hide(work, work->scratch, answers[i].body, &body, &other);
		if (rc == RC_OK && other)
			rc = db_run(work->db, &put_answer, DB_ARGS(body, answers[i].id), NULL);
		*changed = *changed || other;
	}
	return rc;
}

static enum rc put_texts(
        const struct community_work *work, const struct idea *idea, const char *title, const char *body)
{
	const char *html;
	bool his = idea->author_id == work->erasure->person->id;
	enum rc rc = render(work, body, &html);
	return rc == RC_OK
	               ? db_run(work->db, &put_idea,
	                         DB_ARGS(title, body, html, html ? MARKUP_VERSION : 0, his, idea->id), NULL)
	               : rc;
}

static enum rc clean_idea(const struct community_work *work, const struct suggestion *locked, bool *changed)
{
	struct idea idea;
	const char *title, *body;
	enum rc rc = db_one(work->db, work->kept, &read_touched_idea, DB_ARGS(locked->id), &idea);
	if (rc != RC_OK)
		return rc;
	bool all = goes(work, idea.author_id, idea.by_staff);
	bool his = idea.author_id == work->erasure->person->id, other = his;
	rc = community_hide(work, work->kept, idea.title, &title, &other);
	if (rc == RC_OK)
		rc = community_hide(work, work->kept, idea.body, &body, &other);
	if (rc == RC_OK && other)
		rc = put_texts(
		        work, &idea, all && !idea.wanted ? PERSON_GAP : title, all ? PERSON_GAP : body);
	if (rc == RC_OK)
		rc = clean_tags(work, idea.id, all && !idea.wanted);
	if (rc == RC_OK)
		rc = clean_answers(work, idea.id, changed);
	if (rc == RC_OK && all && !idea.wanted)
		rc = suggestion_set_state(work->db, work->scratch, locked, "deleted", "", work->erasure->now);
	*changed = *changed || other;
	return rc;
}

static enum rc clean_page(const struct community_work *work, struct community_place *place)
{
	struct suggestion locked;
	bool changed = false;
	arena_reset(work->scratch);
	arena_reset(work->kept);
	enum rc rc = lock(work, place->id, &locked);
	if (rc == RC_OK && place->at == 0)
		rc = clean_idea(work, &locked, &changed);
	if (rc == RC_OK)
		rc = clean_comments(work, place, &changed);
	return rc == RC_OK && changed
	               ? search_touch(work->db, SEARCH_SUGGESTION, locked.id, work->erasure->now)
	               : rc;
}

static enum rc find_next(const struct community_work *work, struct community_place *place)
{
	const struct community_erasure *erasure = work->erasure;
	int64_t id = erasure->person->id, since = erasure->since;
	struct next next;
	enum rc rc = db_one(work->db, work->scratch, &next_touched_idea,
	        DB_ARGS(id, place->id, since, id, place->id, since), &next);
	if (rc == RC_OK)
		place->id = next.id;
	return rc;
}

enum rc erase_suggestions(const struct community_work *work, struct community_place *place, bool *more)
{
	enum rc rc = RC_OK;
	*more = true;
	for (int looked = 0; rc == RC_OK && looked < IDEAS_A_PIECE; looked++) {
		if (place->at == 0)
			rc = find_next(work, place);
		if (rc == RC_NOT_FOUND) {
			*more = false;
			return RC_OK;
		}
		if (rc == RC_OK)
			rc = clean_page(work, place);
	}
	return rc;
}

/* --- votes ----------------------------------------------------------------------------------- */

static enum rc withdraw(const struct community_work *work, int64_t id)
{
	struct suggestion locked;
	arena_reset(work->kept);
	enum rc rc = lock(work, id, &locked);
	if (rc == RC_OK)
		rc = db_run(work->db, &take_own_vote, DB_ARGS(id, work->erasure->person->id), NULL);
	return rc == RC_OK ? suggestion_recount(work->db, work->kept, id, work->erasure->now) : rc;
}

/* In the order of the suggestions' ids, as everywhere where more than one is locked. */
enum rc erase_votes(const struct community_work *work, struct community_place *place, bool *more)
{
	struct db_rows rows;
	(void)place; /* what is done is gone */
	enum rc rc = db_all(work->db, work->scratch, &list_own_votes,
	        DB_ARGS(work->erasure->person->id, VOTES_A_PIECE), &rows);
	const struct next *ideas = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = withdraw(work, ideas[i].id);
	*more = rc == RC_OK && rows.count == VOTES_A_PIECE;
	return rc;
}
