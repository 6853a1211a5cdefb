/* See list.h. */
#include "domain/list.h"

#include <stdint.h>

#include "base/text.h"

#define LAST_NAME "\xF4\x8F\xBF\xBF" /* U+10FFFF: after every name */

static void swap(char *one, char *other, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		char kept = one[i];
		one[i] = other[i];
		other[i] = kept;
	}
}

void list_settle(struct db_rows *rows, size_t row_size, size_t most, bool backwards, bool *more)
{
	char *items = rows->items;

	*more = rows->count > most;
	if (*more)
		rows->count = most;
	for (size_t i = 0; backwards && i < rows->count / 2; i++)
		swap(items + i * row_size, items + (rows->count - 1 - i) * row_size, row_size);
}

/* What a name must hold; NULL without memory. */
static const char *like_of(struct arena *arena, const char *search)
{
	if (text_empty(search))
		return "%";
	const char *key = text_fold(arena, search);
	const char *like = key ? text_like_start(arena, key) : NULL;
	return like ? arena_format(arena, "%%%s", like) : NULL;
}

enum rc named_list(struct db *db, struct arena *arena, const struct named_queries *queries,
        const struct named_filter *filter, size_t most, struct db_rows *rows, bool *more)
{
	const struct list_place *place = &filter->place;
	bool down = filter->downwards != place->backwards;
	const struct query *query = queries->by[filter->by_created][down];
	int64_t wanted = (int64_t)most + 1, end = down ? INT64_MAX : 0;
	int64_t at = place->set ? place->at : end, id = place->set ? place->id : end;
	const char *like = like_of(arena, filter->search);
	if (!like)
		return RC_NO_MEMORY;
	enum rc rc = filter->by_created ? db_all(db, arena, query, DB_ARGS(like, at, at, id, wanted), rows)
	                                : db_all(db, arena, query,
	                                          DB_ARGS(like, place->set ? place->id : (int64_t)0,
	                                                  down ? LAST_NAME : "", wanted),
	                                          rows);
	if (rc == RC_OK)
		list_settle(rows, query->row_size, most, place->backwards, more);
	return rc;
}
