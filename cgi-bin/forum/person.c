/* Somebody's page in the community: level, badges, what he asked and answered as far as the reader may see
 * it. */
#include "forum.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "domain/badge.h"
#include "domain/forum_person.h"
#include "domain/trust.h"
#include "web/pager.h"
#include "web/show_forum.h"
#include "web/show_person.h"
#include "web/show_trust.h"

static const char *person_url(struct request *request, int64_t id)
{
	return forum_url(request, "/forum/people/{1}", id);
}

/* --- showing --------------------------------------------------------------------------------- */

static void show_badges(struct request *request, const struct db_rows *rows)
{
	const struct badge_row *badges = rows->items;
	struct view *view = request->view;
	for (size_t i = 0; i < rows->count; i++) {
		view_text(view, view_item(view, "Badges", i, "icon"), badge_icon(badges[i].badge));
		view_text(view, view_item(view, "Badges", i, "name"), say_badge(view, badges[i].badge));
		view_text(view, view_item(view, "Badges", i, "reason"),
		        say_badge_reason(view, badges[i].badge));
	}
}

static void show_number(struct request *request, size_t index, const char *label, int32_t number)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Numbers", index, "label"), view_say(view, label));
	view_text(view, view_item(view, "Numbers", index, "value"),
	        number >= LIMIT_COUNT
	                ? view_fill(view, N_("More than {1}"), view_digits(view, LIMIT_COUNT - 1))
	                : view_digits(view, number));
}

static void show_numbers(struct request *request, const struct forum_person *person)
{
	show_number(request, 0, N_("Questions"), person->topics);
	show_number(request, 1, N_("Answers"),
	        person->posts > person->topics ? person->posts - person->topics : 0);
	show_number(request, 2, N_("Accepted answers"), person->solved);
	show_number(request, 3, N_("Likes got"), person->likes_got);
	show_number(request, 4, N_("Suggestions"), person->suggestions);
}

static void show_person(struct request *request, const struct forum_person *person)
{
	struct clock_view clock = request_clock(request);
	struct view *view = request->view;
	const char *hex = person->picture.data
	                          ? text_hex(request->arena, person->picture.data, person->picture.length)
	                          : NULL;
	view_text(view, "Person.name", person->name);
	view_text(view, "Person.initial", text_first(request->arena, person->name));
	if (hex)
		view_text(view, "Person.picture", urlf(request, "/files/picture/{1}", hex));
	view_flag(view, "Person.staff", person->staff);
	view_flag(view, "Person.own", person->id == request->who.id);
	if (!text_empty(person->industry))
		view_text(view, "Person.industry_text", say_industry(view, person->industry));
	if (!person->staff)
		view_text(view, "Person.level_text", say_trust_level(view, person->level));
	view_text(view, "Person.since_text",
	        view_fill(
	                view, N_("Here since {1}"), time_month(request->arena, &clock, person->created_at)));
}

static void show_posts(struct request *request, const struct forum_person *person, const struct db_rows *rows,
        struct page_key key, bool more)
{
	const struct forum_person_post *posts = rows->items;
	struct view *view = request->view;
	for (size_t i = 0; i < rows->count; i++) {
		view_text(view, view_item(view, "Posts", i, "url"),
		        forum_url(request, "/forum/post/{1}", posts[i].id));
		view_text(view, view_item(view, "Posts", i, "title"), posts[i].title);
		view_flag(view, view_item(view, "Posts", i, "question"), posts[i].question);
		view_flag(view, view_item(view, "Posts", i, "accepted"), posts[i].accepted);
		if (posts[i].like_count > 0)
			view_text(view, view_item(view, "Posts", i, "likes_text"),
			        view_plural(view, N_("{n} like"), N_("{n} likes"), posts[i].like_count));
		view_time(view, view_item(view, "Posts", i, "time"), posts[i].created_at);
	}
	if (rows->count == 0)
		return;
	struct page_key from = { .at = posts[0].created_at, .id = posts[0].id };
	struct page_key to = { .at = posts[rows->count - 1].created_at, .id = posts[rows->count - 1].id };
	pager_show(request, person_url(request, person->id), "", from, to, key.backwards ? more : key.set,
	        key.backwards || more);
}

/* --- for moderators -------------------------------------------------------------------------- */

static const struct {
	const char *word;
	int32_t level;
} levels[] = { { "auto", -1 }, { "new", TRUST_NEW }, { "known", TRUST_KNOWN }, { "regular", TRUST_REGULAR },
	{ "leader", TRUST_LEADER } };

static const struct {
	const char *word, *text;
	int32_t days;
} blocks[] = { { "keep", N_("As it is"), 0 }, { "none", N_("Not blocked"), 0 },
	{ "week", N_("Block for a week"), 7 }, { "month", N_("Block for 30 days"), 30 },
	{ "year", N_("Block for a year"), 365 } };

/* Staff has no level; who may not moderate has no form. */
static void show_trust_form(struct request *request, const struct forum_person *person)
{
	struct view *view = request->view;
	if (!may_moderate(&request->who) || person->staff)
		return;
	for (size_t i = 0; i < LENGTH(levels); i++)
		view_option(view, "Levels", i, levels[i].word,
		        levels[i].level < 0 ? view_say(view, N_("By what he does here"))
		                            : say_trust_level(view, levels[i].level),
		        levels[i].level == person->fixed_level);
	for (size_t i = 0; i < LENGTH(blocks); i++)
		view_option(view, "Blocks", i, blocks[i].word, view_say(view, blocks[i].text), i == 0);
	if (person->blocked_until > request->now)
		view_time(view, "Person.blocked", person->blocked_until);
	view_text(view, "Person.trust_url", forum_url(request, "/forum/people/{1}/trust", person->id));
	page_token(request, "Token.trust", "/forum/people/:id/trust");
}

/* --- the page -------------------------------------------------------------------------------- */

enum rc person_page(struct request *request)
{
	struct page_key key = request->method == METHOD_GET ? pager_key(request) : (struct page_key){ 0 };
	struct list_place place = { key.at, key.id, key.set, key.backwards };
	struct forum_person person;
	struct db_rows posts, badges;
	int64_t id;
	bool more;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = forum_person_find(request->db, request->arena, &request->who, id, &person);
	if (rc == RC_OK)
		rc = forum_person_posts(request->db, request->arena, &request->who, id, place,
		        LIMIT_PAGE_ROWS, &posts, &more);
	if (rc == RC_OK && !forum_person_is_shown(&request->who, &person, &posts))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = badge_list(request->db, request->arena, id, &badges);
	if (rc != RC_OK)
		return rc;
	show_forum_way(request, NULL, NULL);
	page_crumb(request, person.name, NULL);
	page_title(request, person.name);
	show_person(request, &person);
	show_numbers(request, &person);
	show_badges(request, &badges);
	show_posts(request, &person, &posts, key, more);
	show_trust_form(request, &person);
	return page_show(request, "forum/person");
}

static enum rc set_level(struct request *request, int64_t id)
{
	for (size_t i = 0; i < LENGTH(levels); i++) {
		if (!text_equal(field_text(request, "level"), levels[i].word))
			continue;
		enum rc rc = trust_fix(request->db, id, levels[i].level, request->now);
		return rc == RC_OK ? audit_add(request->db, request->who.id, "trust.level", "account", id,
		                             levels[i].word, request->now)
		                   : rc;
	}
	return RC_OK;
}

static enum rc set_block(struct request *request, int64_t id)
{
	for (size_t i = 1; i < LENGTH(blocks); i++) {
		if (!text_equal(field_text(request, "block"), blocks[i].word))
			continue;
		int64_t until = blocks[i].days > 0 ? request->now + blocks[i].days * DAY : 0;
		enum rc rc = trust_block(request->db, id, until, request->now);
		return rc == RC_OK ? audit_add(request->db, request->who.id,
		                             until ? "trust.block" : "trust.unblock", "account", id,
		                             blocks[i].word, request->now)
		                   : rc;
	}
	return RC_OK;
}

enum rc person_trust(struct request *request)
{
	struct forum_person person;
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK)
		rc = forum_person_find(request->db, request->arena, &request->who, id, &person);
	if (rc == RC_OK && person.staff)
		rc = RC_NOT_FOUND;
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return person_page(request);
	rc = set_level(request, id);
	if (rc == RC_OK)
		rc = set_block(request, id);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, person_url(request, id), "member-trust-saved"));
}
