/*
 * Moderation: what is held and what was flagged, judged one by one or many at once. What goes is asked first;
 * who comes second to a text is told that it was judged already.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "desk.h"
#include "domain/forum_flag.h"
#include "domain/forum_waiting.h"
#include "domain/moderation.h"
#include "web/page.h"
#include "web/pager.h"
#include "web/show_forum.h"
#include "web/show_person.h"
#include "web/show_trust.h"
#include "web/show_text.h"

static const struct {
	const char *code, *text;
} tabs[] = {
	[MODERATION_POSTS] = { "posts", N_("Posts") },
	[MODERATION_FLAGGED] = { "flagged", N_("Flagged") },
	[MODERATION_SUGGESTIONS] = { "suggestions", N_("Suggestions") },
	[MODERATION_COMMENTS] = { "comments", N_("Comments") },
};

_Static_assert(LENGTH(tabs) == MODERATION__COUNT, "each list has its tab");

static enum moderation_tab asked_tab(const struct request *request)
{
	for (size_t i = 0; i < LENGTH(tabs); i++)
		if (text_equal(field_text(request, "tab"), tabs[i].code))
			return (enum moderation_tab)i;
	return MODERATION_POSTS;
}

static const char *number_text(struct request *request, int64_t number)
{
	return arena_format(request->arena, "%lld", (long long)number);
}

static const char *tab_url(struct request *request, enum moderation_tab tab)
{
	return urlf(request, "/desk/moderation?tab={1}", tabs[tab].code);
}

/* --- the queue ------------------------------------------------------------------------------- */

/* Where the text stands; comments on the page of their suggestion. */
static const char *row_url(struct request *request, enum moderation_tab tab, const struct moderation_row *row)
{
	bool post = tab == MODERATION_POSTS || tab == MODERATION_FLAGGED;
	return post ? urlf(request, "/forum/post/{1}", number_text(request, row->id))
	            : urlf(request, "/suggestions/{1}", number_text(request, row->about_id));
}

static void show_author(struct request *request, size_t index, const struct moderation_row *row)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Texts", index, "author"), say_name(view, row->author));
	view_text(view, view_item(view, "Texts", index, "initial"), text_first(request->arena, row->author));
	if (row->author_id == 0) {
		view_text(view, view_item(view, "Texts", index, "level_text"), view_say(view, N_("Guest")));
		return;
	}
	view_text(view, view_item(view, "Texts", index, "author_url"),
	        urlf(request, "/forum/people/{1}", number_text(request, row->author_id)));
	view_text(view, view_item(view, "Texts", index, "level_text"), say_trust_level(view, row->level));
	view_text(view, view_item(view, "Texts", index, "texts_text"),
	        view_plural(view, N_("{n} text so far"), N_("{n} texts so far"), row->text_count));
	if (row->flagged > 0)
		view_text(view, view_item(view, "Texts", index, "flagged_text"),
		        view_plural(
		                view, N_("{n} flagged rightly"), N_("{n} flagged rightly"), row->flagged));
	view_flag(view, view_item(view, "Texts", index, "blocked"), row->blocked);
}

static enum rc show_row(
        struct request *request, enum moderation_tab tab, size_t index, const struct moderation_row *row)
{
	struct view *view = request->view;
	bool hidden = text_equal(row->state, "hidden");
	view_number(view, view_item(view, "Texts", index, "id"), row->id);
	view_text(view, view_item(view, "Texts", index, "url"), row_url(request, tab, row));
	view_text(view, view_item(view, "Texts", index, "title"), row->title);
	view_text(view, view_item(view, "Texts", index, "place"), row->place);
	view_flag(view, view_item(view, "Texts", index, "question"), row->question);
	view_flag(view, view_item(view, "Texts", index, "hidden"), hidden);
	view_time(view, view_item(view, "Texts", index, "time"), row->created_at);
	if (tab != MODERATION_FLAGGED || hidden)
		view_text(view, view_item(view, "Texts", index, "reason_text"),
		        say_held_for(view, row->held_for));
	show_author(request, index, row);
	return show_text(request, view_item(view, "Texts", index, "body_html"), row->html, row->body);
}

static size_t index_of(const struct db_rows *rows, int64_t id)
{
	const struct moderation_row *items = rows->items;
	size_t i = 0;
	while (i < rows->count && items[i].id != id)
		i++;
	return i;
}

/* Each text's flags under it: who, why, what he wrote. */
static enum rc show_flags(struct request *request, const struct db_rows *texts)
{
	const struct moderation_row *items = texts->items;
	struct view *view = request->view;
	int64_t ids[LIMIT_PAGE_ROWS];
	struct db_rows rows;
	for (size_t i = 0; i < texts->count; i++)
		ids[i] = items[i].id;
	enum rc rc = forum_flag_list(request->db, request->arena, ids, texts->count, &rows);
	if (rc != RC_OK)
		return rc;
	const struct forum_flag *flags = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		const char *list = view_item(view, "Texts", index_of(texts, flags[i].post_id), "flags");
		view_text(view, view_item(view, list, i, "name"), say_name(view, flags[i].name));
		view_text(view, view_item(view, list, i, "reason_text"),
		        say_flag_reason(view, flags[i].reason));
		view_text(view, view_item(view, list, i, "note"), flags[i].note);
		view_time(view, view_item(view, list, i, "time"), flags[i].created_at);
	}
	return RC_OK;
}

static void show_tabs(
        struct request *request, enum moderation_tab current, const struct moderation_counts *counts)
{
	const int64_t count[] = { counts->post_count, counts->flagged_count, counts->suggestion_count,
		counts->comment_count };
	struct view *view = request->view;
	for (size_t i = 0; i < LENGTH(tabs); i++) {
		view_text(view, view_item(view, "Tabs", i, "url"), tab_url(request, (enum moderation_tab)i));
		view_text(view, view_item(view, "Tabs", i, "text"), view_say(view, tabs[i].text));
		view_count(view, view_item(view, "Tabs", i, "count"), count[i]);
		view_flag(view, view_item(view, "Tabs", i, "current"), i == (size_t)current);
	}
}

static void show_pages(
        struct request *request, enum moderation_tab tab, const struct db_rows *rows, bool more)
{
	const struct moderation_row *items = rows->items;
	struct page_key key = pager_key(request);
	if (rows->count == 0)
		return;
	const char *query = arena_format(request->arena, "tab=%s", tabs[tab].code);
	struct page_key from = { .id = items[0].id }, to = { .id = items[rows->count - 1].id };
	pager_show(request, url(request, "/desk/moderation"), query ? query : "", from, to,
	        key.backwards ? more : key.set, key.backwards || more);
}

static void show_frame(struct request *request, enum moderation_tab tab)
{
	struct view *view = request->view;
	show_views(request, NULL, VIEW_MODERATION, "");
	view_text(view, "Moderation.tab", tabs[tab].code);
	view_flag(view, "Moderation.flagged", tab == MODERATION_FLAGGED);
	view_text(view, "Moderation.action", url(request, "/desk/moderation"));
	view_text(view, "Moderation.back_url", tab_url(request, tab));
	page_token(request, "Token.judge", "/desk/moderation");
}

static enum rc read_page(struct request *request, enum moderation_tab tab, struct moderation_counts *counts,
        struct db_rows *rows, bool *more)
{
	struct page_key key = request->method == METHOD_GET ? pager_key(request) : (struct page_key){ 0 };
	struct list_place place = { key.at, key.id, key.set, key.backwards };
	enum rc rc = moderation_counts(request->db, request->arena, counts);
	return rc == RC_OK ? moderation_list(request->db, request->arena, tab, request->language->code, place,
	                             request->now, LIMIT_PAGE_ROWS, rows, more)
	                   : rc;
}

static enum rc show_queue(struct request *request, enum moderation_tab tab)
{
	struct moderation_counts counts;
	struct db_rows rows;
	bool more;
	enum rc rc = read_page(request, tab, &counts, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct moderation_row *items = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		rc = show_row(request, tab, i, &items[i]);
	if (rc == RC_OK && tab == MODERATION_FLAGGED)
		rc = show_flags(request, &rows);
	if (rc != RC_OK)
		return rc;
	show_frame(request, tab);
	show_tabs(request, tab, &counts);
	if (request->method == METHOD_GET)
		show_pages(request, tab, &rows, more);
	page_title(request, view_say(request->view, N_("Moderation")));
	return page_show(request, "desk/moderation");
}

enum rc moderation_page(struct request *request)
{
	return show_queue(request, asked_tab(request));
}

/* --- judging --------------------------------------------------------------------------------- */

struct chosen {
	enum moderation_tab tab;
	enum moderation_act act;
	int64_t ids[LIMIT_BULK];
	size_t count;
};

static int by_number(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;
	return (one > other) - (one < other);
}

/* Ticked ones, each once, in the order of their numbers: two moderators lock them in the same one. */
static void take_ticked(const struct request *request, struct chosen *chosen)
{
	for (const struct form_field *field = request->form.fields; field; field = field->next) {
		int64_t id;
		if (chosen->count == LIMIT_BULK || !text_starts(field->name, "item-"))
			continue;
		if (text_number(field->value, &id) == RC_OK && id > 0)
			chosen->ids[chosen->count++] = id;
	}
	qsort(chosen->ids, chosen->count, sizeof(chosen->ids[0]), by_number);
	size_t kept = 0;
	for (size_t i = 0; i < chosen->count; i++)
		if (kept == 0 || chosen->ids[kept - 1] != chosen->ids[i])
			chosen->ids[kept++] = chosen->ids[i];
	chosen->count = kept;
}

static enum moderation_act asked_act(const struct request *request)
{
	const char *act = field_text(request, "act");
	if (text_equal(act, "decline"))
		return MODERATION_DECLINE;
	return text_equal(act, "block") ? MODERATION_BLOCK : MODERATION_APPROVE;
}

static struct chosen take_chosen(const struct request *request)
{
	struct chosen chosen = { .tab = asked_tab(request), .act = asked_act(request) };
	int64_t one = field_number(request, "approve");
	if (one > 0) {
		chosen.act = MODERATION_APPROVE;
		chosen.ids[chosen.count++] = one;
	} else if (!text_empty(field_text(request, "act"))) {
		take_ticked(request, &chosen);
	}
	return chosen;
}

static const char *question(struct request *request, const struct chosen *chosen, size_t count)
{
	int64_t number = (int64_t)count;
	if (chosen->act == MODERATION_BLOCK)
		return view_plural(request->view, N_("Decline {n} text and block its author?"),
		        N_("Decline {n} texts and block their authors?"), number);
	return view_plural(request->view, N_("Decline {n} text?"), N_("Decline {n} texts?"), number);
}

static const char *explanation(struct request *request, const struct chosen *chosen)
{
	struct view *view = request->view;
	if (chosen->act == MODERATION_BLOCK)
		return view_fill(view,
		        N_("Nobody but moderators sees the text any more, and its author cannot write in the "
		           "community for {1} days."),
		        view_digits(view, MODERATION_BLOCK_DAYS));
	return view_say(view, N_("Nobody but moderators sees the text any more. Its author gets a notice."));
}

/* Asks before anything goes: a page of its own, and nothing is done until it is sent. */
static enum rc show_question(struct request *request, const struct chosen *chosen)
{
	struct view *view = request->view;
	size_t count = 0;
	for (size_t i = 0; i < chosen->count; i++) {
		struct moderation_row row;
		enum rc rc = moderation_find(request->db, request->arena, chosen->tab, chosen->ids[i],
		        request->language->code, request->now, &row);
		if (rc == RC_NOT_FOUND)
			continue;
		if (rc == RC_OK)
			rc = show_row(request, chosen->tab, count++, &row);
		if (rc != RC_OK)
			return rc;
	}
	if (count == 0)
		return page_go(
		        request, page_done(request, tab_url(request, chosen->tab), "moderated-before"));
	show_frame(request, chosen->tab);
	view_text(view, "Moderation.act", chosen->act == MODERATION_BLOCK ? "block" : "decline");
	view_text(view, "Moderation.explanation", explanation(request, chosen));
	view_text(view, "Moderation.button",
	        view_say(view, chosen->act == MODERATION_BLOCK ? N_("Decline and block") : N_("Decline")));
	page_crumb(request, view_say(view, N_("Moderation")), tab_url(request, chosen->tab));
	page_crumb(request, view_say(view, N_("Decline")), NULL);
	page_title(request, question(request, chosen, count));
	return page_show(request, "desk/moderation-ask");
}

static const char *outcome(const struct chosen *chosen, size_t judged)
{
	if (judged == 0)
		return "moderated-before";
	if (judged < chosen->count)
		return "moderated-some";
	return chosen->act == MODERATION_APPROVE ? "moderated-approved" : "moderated-declined";
}

static enum rc judge(struct request *request, const struct chosen *chosen)
{
	size_t judged = 0;
	for (size_t i = 0; i < chosen->count; i++) {
		bool done;
		enum rc rc = moderation_judge(request->db, request->arena, &request->who, chosen->tab,
		        chosen->ids[i], chosen->act, request->now, &done);
		if (rc != RC_OK)
			return rc;
		judged += done;
	}
	return page_go(request, page_done(request, tab_url(request, chosen->tab), outcome(chosen, judged)));
}

enum rc moderation_do(struct request *request)
{
	struct chosen chosen = take_chosen(request);
	if (!request_has_errors(request) && chosen.count == 0)
		request_error(request, "", N_("Tick at least one text, then choose what happens to it."));
	if (request_has_errors(request))
		return show_queue(request, chosen.tab);
	if (chosen.act != MODERATION_APPROVE && !field_flag(request, "sure"))
		return show_question(request, &chosen);
	return judge(request, &chosen);
}
