/* See show_participants.h. */
#include "web/show_participants.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/company_member.h"
#include "domain/participant.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_person.h"

const struct field participants_fields[3] = {
	{ .name = "q", .kind = FIELD_LINE, .max = LIMIT_NAME },
	{ .name = "at", .kind = FIELD_LINE, .max = 60 },
	{ .name = "account", .kind = FIELD_NUMBER },
};

void show_participants(struct request *request, const struct db_rows *people)
{
	const struct participant *items = people->items;
	struct view *view = request->view;
	size_t shown = 0;

	for (size_t i = 0; i < people->count; i++)
		if (items[i].current)
			view_text(view, view_item(view, "Participants", shown++, "name"),
			        say_name(view, items[i].name));
}

static const char *number_text(struct request *request, int64_t number)
{
	return arena_format(request->arena, "%lld", (long long)number);
}

static void show_people(struct request *request, const struct db_rows *people)
{
	const struct participant *items = people->items;
	struct view *view = request->view;
	size_t shown = 0;

	for (size_t i = 0; i < people->count; i++) {
		if (!items[i].current)
			continue;
		view_text(
		        view, view_item(view, "Participants", shown, "name"), say_name(view, items[i].name));
		view_number(view, view_item(view, "Participants", shown, "id"), items[i].id);
		shown++;
	}
	view_flag(view, "People.full", shown >= LIMIT_PARTICIPANTS);
}

static const char *standing(const struct participants_page *page, const struct db_rows *people,
        const struct company_member *member)
{
	if (member->account_id == page->ticket->requester_id)
		return N_("Opened the ticket");
	if (participant_is_current(people, member->account_id))
		return N_("Takes part already");
	return text_equal(member->state, "active") ? NULL : N_("Has no account in use");
}

static void show_candidate(struct request *request, const struct participants_page *page, size_t index,
        const struct db_rows *people, const struct company_member *member)
{
	const char *text = standing(page, people, member);
	struct view *view = request->view;

	view_text(view, view_item(view, "Candidates", index, "name"), say_name(view, member->name));
	if (page->staff)
		view_text(view, view_item(view, "Candidates", index, "mail"), member->mail);
	if (text != NULL)
		view_text(view, view_item(view, "Candidates", index, "text"), view_say(view, text));
	else
		view_number(view, view_item(view, "Candidates", index, "id"), member->account_id);
}

/* The search, as the links of the pager keep it. */
static const char *search_query(struct request *request, const char *search)
{
	struct buf query;
	const char *kept;

	if (text_empty(search))
		return "";
	buf_init(&query, LIMIT_QUERY);
	buf_text(&query, "q=");
	buf_url(&query, search);
	kept = buf_keep(&query, request->arena);
	return kept == NULL ? "" : kept;
}

static enum rc show_candidates(
        struct request *request, const struct participants_page *page, const struct db_rows *people)
{
	struct page_key key = pager_key(request);
	struct company_member_filter filter = { .company_id = page->ticket->company_id,
		.search = field_text(request, "q"),
		.place = { key.at, key.id, key.set, key.backwards } };
	struct db_rows rows;
	bool more = false;
	enum rc rc = company_member_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);

	if (rc != RC_OK || rows.count == 0)
		return rc;
	const struct company_member *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_candidate(request, page, i, people, &items[i]);
	const struct company_member *last = &items[rows.count - 1];
	pager_show(request, urlf(request, page->path, number_text(request, page->ticket->number)),
	        search_query(request, filter.search),
	        (struct page_key){ .at = items[0].created_at, .id = items[0].account_id },
	        (struct page_key){ .at = last->created_at, .id = last->account_id },
	        key.backwards ? more : key.set, key.backwards || more);
	return RC_OK;
}

static void show_frame(struct request *request, const struct participants_page *page)
{
	const char *number = number_text(request, page->ticket->number);
	const char *own = urlf(request, page->path, number);
	struct view *view = request->view;

	page_title(request, view_say(view, N_("People on this ticket")));
	view_text(view, "People.subject", page->ticket->subject);
	view_code(view, "People.number", page->ticket->number);
	view_text(view, "People.company", page->ticket->company);
	view_text(view, "People.action", own);
	view_text(view, "People.query", field_text(request, "q"));
	view_text(view, "People.remove_url", arena_format(request->arena, "%s/remove", own));
	view_text(view, "People.back_url", page->back);
	page_token(request, "Token.add", page->add);
	page_token(request, "Token.remove", page->remove);
}

enum rc show_participants_page(struct request *request, const struct participants_page *page)
{
	struct db_rows people;
	enum rc rc = participant_list(request->db, request->arena, page->ticket, &people);

	if (rc == RC_OK)
		rc = show_candidates(request, page, &people);
	if (rc != RC_OK)
		return rc;
	show_people(request, &people);
	show_frame(request, page);
	return page_show(request, page->template_name);
}

enum rc change_participants(
        struct request *request, const struct ticket *ticket, bool remove, bool by_staff, bool *good)
{
	int64_t account_id = field_number(request, "account");
	enum rc rc = remove ? participant_remove(request->db, request->arena, ticket, &request->who, by_staff,
	                              account_id, request->now)
	                    : participant_add(request->db, request->arena, ticket, &request->who, by_staff,
	                              account_id, request->now);

	*good = rc == RC_OK;
	if (rc == RC_INVALID)
		request_error(request, "",
		        N_("This person does not belong to the company, or opened the ticket. Choose "
		           "another."));
	else if (rc == RC_LIMITED)
		request_error_text(request, "",
		        view_plural(request->view, N_("A ticket can have {n} person beside its requester."),
		                N_("A ticket can have {n} people beside its requester."),
		                LIMIT_PARTICIPANTS));
	else
		return rc;
	return RC_OK;
}
