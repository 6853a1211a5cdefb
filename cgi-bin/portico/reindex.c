/* portico reindex: the search index built anew. */
#include "base/time.h"
#include "domain/search.h"
#include "tool.h"

#define AT_ONCE 100

int command_reindex(struct tool *tool)
{
	if (tool->argc != 1)
		return MISUSED;
	int64_t count = 0;
	enum rc rc = search_reindex_all(tool->db, time_now(), &count);
	if (rc != RC_OK)
		return tool_failed(rc, "reindex");
	tool_note("%lld sources to be indexed", (long long)count);
	for (int done = 1; done > 0;) {
		rc = search_index_some(tool->db, tool->arena, AT_ONCE, &done);
		if (rc != RC_OK)
			return tool_failed(rc, "reindex");
	}
	tool_say("the search index is built");
	return DONE;
}
