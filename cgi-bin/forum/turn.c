/* What staff makes of a topic: a ticket, a suggestion, the draft of an article. Each page shows exactly what
 * would be taken; a topic gives one of each. */
#include <string.h>

#include "base/limits.h"
#include "base/mask.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/category.h"
#include "domain/forum_turn.h"
#include "domain/search.h"
#include "domain/suggestion_board.h"
#include "domain/suggestion_list.h"
#include "domain/suggestion_status.h"
#include "forum.h"
#include "web/show_article.h"
#include "web/show_forum.h"
#include "web/show_hit.h"
#include "web/show_suggestion.h"
#include "web/show_turn.h"

struct turning { /* one page */
	enum forum_turn turn;
	const char *path; /* the route's own spelling */
	const char *address;
	const char *title, *lead, *submit, *done;
	bool (*may)(const struct account *who);
};

static const struct turning to_ticket = {
	TURN_TICKET,
	"/forum/topic/:id/ticket",
	"/forum/topic/{1}/ticket",
	N_("Make a ticket of this topic"),
	N_("The ticket is opened for the person who asked, with the question as it stands below. The replies "
	   "of "
	   "others and your notes stay where they are. Only the asker and staff see that the topic goes on "
	   "as a "
	   "ticket."),
	N_("Open the ticket"),
	"topic-ticket",
	may_turn_into_ticket,
};

static const struct turning to_suggestion = {
	TURN_SUGGESTION,
	"/forum/topic/:id/suggestion",
	"/forum/topic/{1}/suggestion",
	N_("Make an idea of this topic"),
	N_("It is proposed in the name of the person who asked, with this person’s vote. Names, addresses "
	   "and long "
	   "numbers are left out."),
	N_("Propose the idea"),
	"topic-suggestion",
	may_turn_into_suggestion,
};

static const struct turning to_article = {
	TURN_ARTICLE,
	"/forum/topic/:id/article",
	"/forum/topic/{1}/article",
	N_("Draft an article of this topic"),
	N_("The question and the accepted answer become an article that only staff can read, until somebody "
	   "edits "
	   "and publishes it. Names, addresses and long numbers are left out."),
	N_("Make the draft"),
	"topic-article",
	may_turn_into_article,
};

static const char *topic_url(struct request *request, const struct forum_topic *topic)
{
	return forum_url(request, "/forum/topic/{1}", topic->id);
}

/* --- showing --------------------------------------------------------------------------------- */

/* The text as it would be taken, in pieces: what is masked stands apart. */
static void show_pieces(struct request *request, const char *list, const char *text)
{
	struct view *view = request->view;
	const char *mask;
	size_t count = 0;
	while ((mask = strstr(text, MASKED)) != NULL) {
		view_text(view, view_item(view, list, count++, "text"),
		        arena_copy(request->arena, text, (size_t)(mask - text)));
		view_text(view, view_item(view, list, count, "text"), MASKED);
		view_flag(view, view_item(view, list, count++, "masked"), true);
		text = mask + strlen(MASKED);
	}
	view_text(view, view_item(view, list, count, "text"), text);
}

static enum rc show_boards(struct request *request)
{
	const char *chosen = field_text(request, "board");
	struct view *view = request->view;
	struct db_rows rows = { NULL, 0 };
	size_t count = 0;
	enum rc rc = suggestion_board_list(
	        request->db, request->arena, &request->who, request->language->code, &rows);
	const struct suggestion_board *boards = rows.items;
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		if (suggestion_board_takes(&request->who, &boards[i]))
			view_option(view, "Places", count++, boards[i].slug, boards[i].name,
			        text_equal(chosen, boards[i].slug));
	view_text(view, "Turn.field", "board");
	view_text(view, "Turn.field_text", view_say(view, N_("Board")));
	return rc;
}

/* The number of an idea: typed so, or the end of its address. False: these are words to search by. */
static bool read_idea(const char *words, int64_t *id)
{
	static const char path[] = "/suggestions/";
	const char *at = strstr(words, path);
	char digits[24] = "";
	const char *number = at ? at + sizeof(path) - 1 : words;
	size_t length = strspn(number, "0123456789");
	if (length == 0 || length >= sizeof(digits) || (!at && number[length] != '\0'))
		return false;
	memcpy(digits, number, length);
	return text_number(digits, id) == RC_OK;
}

/* Those that may say the same already, or those that were searched for. */
static enum rc find_alike(struct request *request, const char *title, struct db_rows *rows)
{
	const char *words = request->method == METHOD_GET ? field_text(request, "q") : "";
	struct audience_reader reader = audience_reader(&request->who);
	int64_t ids[LIMIT_SIMILAR] = { 0 };
	struct search_hits hits = { .count = 0 };
	size_t count = 0;
	if (read_idea(words, &ids[0])) {
		count = 1;
	} else {
		struct search_ask ask =
		        search_ask_of(request, text_empty(words) ? title : words, SEARCH_SUGGESTION, 1);
		enum rc rc = search_answers(request->db, request->arena, &ask, LIMIT_SIMILAR, &hits);
		if (rc != RC_OK)
			return rc;
	}
	for (size_t i = 0; i < hits.count && count < LIMIT_SIMILAR; i++)
		ids[count++] = hits.items[i].id;
	return suggestion_list_by_ids(
	        request->db, request->arena, &reader, ids, count, request->language->code, rows);
}

static enum rc show_alike(struct request *request, const char *title)
{
	struct view *view = request->view;
	struct db_rows rows;
	enum rc rc = find_alike(request, title, &rows);
	if (rc != RC_OK)
		return rc;
	const struct suggestion_row *items = rows.items;
	struct suggestion_rules rules = suggestion_rules_of(&rows);
	for (size_t i = 0; i < rows.count; i++) {
		const struct suggestion_row *row = &items[i];
		view_number(view, view_item(view, "Alike", i, "id"), row->id);
		view_text(view, view_item(view, "Alike", i, "url"),
		        forum_url(request, "/suggestions/{1}", row->id));
		view_text(view, view_item(view, "Alike", i, "title"), row->title);
		view_text(view, view_item(view, "Alike", i, "board"), row->board);
		view_text(view, view_item(view, "Alike", i, "votes_text"), say_votes(view, row->vote_count));
		view_text(view, view_item(view, "Alike", i, "status"),
		        suggestion_status_tag(&rules, row->status));
		view_text(view, view_item(view, "Alike", i, "status_text"),
		        say_suggestion_status(view, &rules, row->status));
		view_flag(view, view_item(view, "Alike", i, "merged"),
		        text_equal(row->status, STATUS_DUPLICATE));
	}
	view_flag(view, "Turn.finds", true);
	view_text(view, "Turn.query", field_text(request, "q"));
	return RC_OK;
}

static enum rc show_shelves(struct request *request)
{
	const char *chosen = field_text(request, "category");
	struct reader reader = reader_of(request);
	struct view *view = request->view;
	struct category_list list;
	enum rc rc = category_list_top(request->db, request->arena, &reader, &list);
	for (size_t i = 0; rc == RC_OK && i < list.count; i++)
		view_option(view, "Places", i, list.items[i].slug, list.items[i].name,
		        text_equal(chosen, list.items[i].slug));
	view_text(view, "Turn.field", "category");
	view_text(view, "Turn.field_text", view_say(view, N_("Category")));
	return rc;
}

static enum rc show_choice(
        struct request *request, const struct turning *turning, const struct forum_turn_text *text)
{
	if (turning->turn == TURN_ARTICLE)
		return show_shelves(request);
	if (turning->turn == TURN_TICKET)
		return RC_OK;
	enum rc rc = show_boards(request);
	return rc == RC_OK ? show_alike(request, text->title) : rc;
}

static enum rc show_asker(
        struct request *request, const struct turning *turning, const struct forum_topic *topic)
{
	struct account asker;
	if (turning->turn != TURN_TICKET)
		return RC_OK;
	enum rc rc = forum_turn_asker(request->db, request->arena, topic, &asker);
	view_flag(request->view, "Turn.impossible", rc == RC_NOT_FOUND);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc show_turning(struct request *request, const struct turning *turning,
        const struct forum_topic *topic, const struct forum_turn_text *text)
{
	struct view *view = request->view;
	enum rc rc = show_choice(request, turning, text);
	if (rc == RC_OK)
		rc = show_asker(request, turning, topic);
	if (rc != RC_OK)
		return rc;
	page_title(request, view_say(view, turning->title));
	show_forum_way(request, topic->category_slug, topic->category);
	page_crumb(request, topic->title, topic_url(request, topic));
	page_crumb(request, view_say(view, turning->title), NULL);
	view_text(view, "Turn.lead", view_say(view, turning->lead));
	view_text(view, "Turn.submit", view_say(view, turning->submit));
	view_text(view, "Turn.action", urlf(request, turning->address, param_text(request, "id")));
	view_text(view, "Turn.back_url", topic_url(request, topic));
	show_pieces(request, "Turn.title", text->title);
	show_pieces(request, "Turn.body", text->body);
	view_flag(view, "Turn.closed_circle",
	        turning->turn != TURN_TICKET && !text_equal(topic->audience, AUDIENCE_PUBLIC));
	view_flag(view, "Turn.unanswered", turning->turn == TURN_ARTICLE && topic->solved_place == 0);
	page_token(request, "Token.turn", turning->path);
	return page_show(request, "forum/turn");
}

/* --- the page and its form ------------------------------------------------------------------- */

/* The topic as it would be taken, or where what was made of it stands. */
static enum rc read_turning(struct request *request, const struct turning *turning,
        const struct forum_topic *topic, struct forum_turn_text *text, const char **made)
{
	enum rc rc = turning->may(&request->who) ? RC_OK : RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = turn_made_url(request, topic, turning->turn, made);
	if (rc != RC_OK || *made != NULL)
		return rc;
	return forum_turn_text(request->db, request->arena, topic, turning->turn, text);
}

static enum rc turning_page(struct request *request, const struct turning *turning)
{
	struct forum_turn_text text;
	struct forum_topic topic;
	const char *made = NULL;
	enum rc rc = find_topic(request, &topic);
	if (rc == RC_OK)
		rc = read_turning(request, turning, &topic, &text, &made);
	if (rc != RC_OK)
		return rc;
	return made != NULL ? page_go(request, made) : show_turning(request, turning, &topic, &text);
}

static enum rc make_ticket(struct request *request, const struct forum_topic *topic,
        const struct forum_turn_text *text, const char **made)
{
	int64_t number;
	enum rc rc = forum_turn_ticket(
	        request->db, request->arena, topic, &request->who, text, request->now, &number);
	if (rc == RC_NOT_FOUND) {
		request_error(request, "", N_("The person who asked has no account here."));
		return RC_OK;
	}
	*made = forum_url(request, "/desk/{1}", number);
	return rc;
}

static enum rc make_suggestion(struct request *request, const struct forum_topic *topic,
        const struct forum_turn_text *text, const char **made)
{
	struct suggestion_board board;
	int64_t id;
	enum rc rc = suggestion_board_by_slug(request->db, request->arena, &request->who,
	        field_text(request, "board"), request->language->code, &board);
	if (rc == RC_NOT_FOUND || (rc == RC_OK && !suggestion_board_takes(&request->who, &board))) {
		request_error(request, "board", N_("Choose a board."));
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = forum_turn_suggestion(
		        request->db, request->arena, topic, &request->who, &board, text, request->now, &id);
	if (rc == RC_LIMITED || rc == RC_DENIED) {
		request_error(request, "", N_("The person who asked may not propose anything now."));
		return RC_OK;
	}
	if (rc == RC_OK)
		*made = forum_url(request, "/suggestions/{1}", id);
	return rc;
}

/* An idea that is there already. */
static enum rc link_suggestion(struct request *request, const struct forum_topic *topic, const char **made)
{
	int64_t id = field_number(request, "idea");
	enum rc rc = forum_turn_link(request->db, request->arena, topic, &request->who, id, request->now);
	if (rc == RC_NOT_FOUND || rc == RC_CONFLICT) {
		request_error(request, "q", N_("Choose an idea that is open and no duplicate itself."));
		return RC_OK;
	}
	*made = forum_url(request, "/suggestions/{1}", id);
	return rc;
}

static enum rc make_article(struct request *request, const struct forum_topic *topic,
        const struct forum_turn_text *text, const char **made)
{
	struct reader reader = reader_of(request);
	struct category category;
	const char *slug;
	enum rc rc = category_find(
	        request->db, request->arena, &reader, field_text(request, "category"), &category);
	if (rc == RC_NOT_FOUND) {
		request_error(request, "category", N_("Choose a category."));
		return RC_OK;
	}
	if (rc == RC_OK)
		rc = forum_turn_article(request->db, request->arena, topic, &request->who, category.slug,
		        text, request->now, &slug);
	if (rc == RC_INVALID || rc == RC_TOO_LARGE) {
		request_error(request, "", N_("This text cannot become an article."));
		return RC_OK;
	}
	if (rc == RC_OK)
		*made = article_url(request, slug);
	return rc;
}

static enum rc make(struct request *request, enum forum_turn turn, const struct forum_topic *topic,
        const struct forum_turn_text *text, const char **made)
{
	if (turn == TURN_TICKET)
		return make_ticket(request, topic, text, made);
	if (turn == TURN_SUGGESTION && field_number(request, "idea") > 0)
		return link_suggestion(request, topic, made);
	return turn == TURN_SUGGESTION ? make_suggestion(request, topic, text, made)
	                               : make_article(request, topic, text, made);
}

static enum rc turn(struct request *request, const struct turning *turning)
{
	struct forum_turn_text text;
	struct forum_topic topic;
	const char *made = NULL;
	enum rc rc = lock_topic(request, &topic);
	if (rc == RC_OK)
		rc = read_turning(request, turning, &topic, &text, &made);
	if (rc != RC_OK)
		return rc;
	if (made != NULL) /* a second click, or a colleague was quicker */
		return page_go(request, made);
	rc = make(request, turning->turn, &topic, &text, &made);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return show_turning(request, turning, &topic, &text);
	bool linked = turning->turn == TURN_SUGGESTION && field_number(request, "idea") > 0;
	return page_go(request, page_done(request, made, linked ? "topic-idea-linked" : turning->done));
}

enum rc turn_ticket_page(struct request *request)
{
	return turning_page(request, &to_ticket);
}

enum rc turn_ticket(struct request *request)
{
	return turn(request, &to_ticket);
}

enum rc turn_suggestion_page(struct request *request)
{
	return turning_page(request, &to_suggestion);
}

enum rc turn_suggestion(struct request *request)
{
	return turn(request, &to_suggestion);
}

enum rc turn_article_page(struct request *request)
{
	return turning_page(request, &to_article);
}

enum rc turn_article(struct request *request)
{
	return turn(request, &to_article);
}
