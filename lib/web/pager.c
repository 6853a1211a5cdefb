/* Lists by key: the key of a page travels in the field "at". */
#include "web/pager.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "web/page.h"

struct page_key pager_key(const struct request *request)
{
	struct page_key key = { 0 };
	const char *at = field_text(request, "at");
	if (at[0] != 'a' && at[0] != 'b')
		return key;
	char *end;
	key.at = strtoll(at + 1, &end, 10);
	if (end == at + 1 || *end != '-')
		return (struct page_key){ 0 };
	const char *id = end + 1;
	key.id = strtoll(id, &end, 10);
	if (end == id || *end != '\0')
		return (struct page_key){ 0 };
	key.set = true;
	key.backwards = at[0] == 'b';
	return key;
}

static void show(struct request *request, const char *hdf, const char *path, const char *query,
        char direction, struct page_key key)
{
	const char *address = arena_format(request->arena, "%s?%s%sat=%c%lld-%lld", path, query,
	        *query ? "&" : "", direction, (long long)key.at, (long long)key.id);
	view_text(request->view, hdf, address);
}

void pager_show(struct request *request, const char *path, const char *query, struct page_key first,
        struct page_key last, bool more_before, bool more_after)
{
	if (more_before)
		show(request, "Pager.previous_url", path, query, 'b', first);
	if (more_after)
		show(request, "Pager.next_url", path, query, 'a', last);
}
