/* See community_item.h. */
#include "domain/community_item.h"

#include "base/text.h"
#include "domain/access.h"
#include "domain/audience.h"
#include "domain/follow.h"

/* clang-format off */
/* A judgement on a comment tells of that comment, never of the suggestion's own text. */
DB_QUERY(find_item,
	COMMUNITY_ITEM("IF(x.comment_id IS NULL, COALESCE(p.body, st.body, s.body), COALESCE((SELECT cm.body"
		" FROM suggestion_comment cm WHERE cm.id = x.comment_id AND cm.suggestion_id = s.id AND cm.state = 'open'), ''))",
		"outbox") " WHERE x.id = ?",
	COMMUNITY_ITEM_ROW);
/* clang-format on */

enum rc community_item_find(
        struct db *db, struct arena *arena, int64_t outbox_id, struct community_item *item)
{
	return db_one(db, arena, &find_item, DB_ARGS(outbox_id), item);
}

bool community_item_is_readable(const struct account *who, const struct community_item *item)
{
	if (item->title == NULL || !may_read_audience(who, item->audience, item->belongs))
		return false;
	if (text_equal(item->kind, "moderated"))
		return may_see_state(who, item->state, item->owner_id);
	return text_equal(item->state, "open") &&
	       (item->post_id == 0 || text_equal(item->post_state, "open"));
}

bool community_item_was_his(const struct account *who, const struct community_item *item)
{
	return item->title != NULL && item->owner_id == who->id &&
	       may_read_audience(who, item->audience, item->belongs);
}

const char *community_item_follow(const struct community_item *item, int64_t *ref_id)
{
	static const struct {
		const char *kind, *follow;
	} kinds[] = {
		{ "forum_topic", FOLLOW_CATEGORY },
		{ "forum_post", FOLLOW_TOPIC },
		{ "forum_accepted", FOLLOW_TOPIC },
		{ "suggestion_new", FOLLOW_BOARD },
		{ "suggestion_status", FOLLOW_SUGGESTION },
		{ "suggestion_merged", FOLLOW_SUGGESTION },
	};
	for (size_t i = 0; i < LENGTH(kinds); i++) {
		if (!text_equal(item->kind, kinds[i].kind))
			continue;
		const char *follow = kinds[i].follow;
		*ref_id = item->place_id;
		if (text_equal(follow, FOLLOW_TOPIC))
			*ref_id = item->topic_id;
		else if (text_equal(follow, FOLLOW_SUGGESTION))
			*ref_id = item->suggestion_id;
		return follow;
	}
	return NULL;
}
