/* The path of a member of something that is shown in parts: put together without printf, for lists do it
 * hundreds of times a page. */
#ifndef PORTICO_WEB_VIEW_PATH_H
#define PORTICO_WEB_VIEW_PATH_H

#include <string.h>

#include "base/arena.h"

/* "Posts.3" and "url": "Posts.3.url". Where memory ends: "", and the arena remembers. */
static inline const char *view_path(struct arena *arena, const char *path, const char *member)
{
	size_t length = path ? strlen(path) : 0, rest = strlen(member) + 1;
	char *whole = arena_alloc(arena, length + 1 + rest);
	if (!whole)
		return "";
	if (length > 0)
		memcpy(whole, path, length);
	whole[length] = '.';
	memcpy(whole + length + 1, member, rest);
	return whole;
}

#endif
