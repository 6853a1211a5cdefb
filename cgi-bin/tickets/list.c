/* The list of the tickets that a person may read, as he acts for himself or a company. */
#include "base/limits.h"
#include "base/message.h"
#include "tickets.h"
#include "web/page.h"
#include "web/show_ticket_list.h"

enum rc list_page(struct request *request)
{
	struct ticket_filter filter = ticket_list_asked(request);
	struct ticket_counts counts;
	struct db_rows rows;
	bool more = false;
	enum rc rc = ticket_counts(request->db, request->arena, &filter, &counts);

	if (rc == RC_OK)
		rc = ticket_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	page_title(request, view_say(request->view, N_("My tickets")));
	show_ticket_list(request, &filter, &counts, &rows, more);
	return page_show(request, "tickets/list");
}
