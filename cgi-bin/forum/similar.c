/* Topics like the question that is being typed. */
#include "domain/search.h"
#include "forum.h"
#include "web/show_hit.h"

enum rc similar_page(struct request *request)
{
	return similar_json(request, SEARCH_TOPIC);
}
