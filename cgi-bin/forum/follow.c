/* Following a topic or a category, and ending mails by the link that stands in them. */
#include "forum.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/account.h"
#include "domain/follow.h"
#include "domain/follow_key.h"
#include "web/show_follow.h"

enum rc follow_topic(struct request *request)
{
	struct forum_topic topic;
	enum rc rc = find_topic(request, &topic);
	if (rc != RC_OK)
		return rc;
	return take_follow(request, FOLLOW_TOPIC, topic.id,
	        urlf(request, "/forum/topic/{1}", param_text(request, "id")));
}

enum rc follow_category(struct request *request)
{
	const struct forum_reader reader = { .who = &request->who,
		.lang = request->language->code,
		.fallback = request->config->default_language };
	const char *slug = param_text(request, "slug");
	struct forum_category category;
	enum rc rc = forum_category_find(request->db, request->arena, &reader, slug, &category);
	if (rc != RC_OK)
		return rc;
	return take_follow(request, FOLLOW_CATEGORY, category.id, urlf(request, "/forum/c/{1}", slug));
}

/* --- ending mails by a link ------------------------------------------------------------------ */

/* What the link ends, in words; and its title, if the account it was mailed to may still read it. */
static enum rc show_what(struct request *request, const struct follow_key *what)
{
	static const struct {
		const char *kind, *text;
	} kinds[] = {
		{ FOLLOW_TOPIC, N_("Mails about a topic of the forum") },
		{ FOLLOW_CATEGORY, N_("Mails about new topics in a category of the forum") },
		{ FOLLOW_SUGGESTION, N_("Mails about an idea") },
		{ FOLLOW_BOARD, N_("Mails about new ideas on a board") },
		{ FOLLOW_EVERY_DAILY, N_("The daily mail about what you follow") },
		{ FOLLOW_MODERATION, N_("Mails about the decisions of moderators on your texts") },
	};
	struct account account;
	struct follow_row row;
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(what->kind, kinds[i].kind))
			view_text(request->view, "Unsubscribe.text", view_say(request->view, kinds[i].text));
	enum rc rc = account_by_id(request->db, request->arena, what->account_id, &account);
	if (rc != RC_OK || what->ref_id == 0)
		return rc;
	rc = follow_find_row(request->db, request->arena, account.id, what->kind, what->ref_id,
	        request->language->code, &row);
	if (rc == RC_OK && follow_is_readable(&account, &row))
		view_text(request->view, "Unsubscribe.title", row.title);
	return rc == RC_NOT_FOUND ? RC_OK : rc;
}

static enum rc show_unsubscribe(struct request *request, const struct follow_key *what, bool done)
{
	struct view *view = request->view;
	enum rc rc = show_what(request, what);
	if (rc != RC_OK)
		return rc;
	page_title(request,
	        view_say(view, done ? N_("You get no more of these mails") : N_("Stop these mails")));
	view_flag(view, "Page.noindex", true);
	view_flag(view, "Unsubscribe.done", done);
	view_text(view, "Unsubscribe.action",
	        urlf(request, "/forum/unsubscribe/{1}", param_text(request, "key")));
	view_text(view, "Unsubscribe.choices_url", url(request, "/account/follows"));
	return page_show(request, "forum/unsubscribe");
}

/* Programs that look at each link of a mail come here too, so opening ends nothing. */
enum rc unsubscribe_page(struct request *request)
{
	struct follow_key what;
	enum rc rc = follow_key_read(request->key, param_text(request, "key"), &what);
	return rc == RC_OK ? show_unsubscribe(request, &what, false) : rc;
}

/* By the page's button, or by that of a mail program (RFC 8058), which wants no redirect. */
enum rc unsubscribe(struct request *request)
{
	struct follow_key what;
	enum rc rc = follow_key_read(request->key, param_text(request, "key"), &what);
	if (rc == RC_OK)
		rc = follow_key_use(request->db, request->arena, &what);
	return rc == RC_OK ? show_unsubscribe(request, &what, true) : rc;
}
