/* Mails about the forum and suggestions: to who follows them, and to who wrote what a moderator judged. */
#include "web/letter_part.h"

#include <string.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/digest.h"
#include "domain/follow.h"
#include "domain/follow_key.h"
#include "domain/notify.h"
#include "io/markup.h"
#include "web/show_suggestion.h"
#include "web/show_person.h"

#define QUOTE_CHARS  1500 /* of a text in a mail of its own */
#define LINE_CHARS   220  /* of a text in a daily mail */
#define DIGEST_READS (4 * LIMIT_DIGEST)

/* --- the receiver ---------------------------------------------------------------------------- */

/* The address that ends mails like this one: in the footer, and for the button of mail programs. */
static enum rc set_unsubscribe(
        const struct letter_desk *desk, struct letter *letter, const char *kind, int64_t ref_id)
{
	const char *key = follow_key_write(desk->arena, desk->key,
	        &(struct follow_key){ .account_id = letter->account.id, .kind = kind, .ref_id = ref_id });
	if (key == NULL)
		return RC_NO_MEMORY;
	letter->unsubscribe =
	        letter_url(desk, letter, arena_format(desk->arena, "/forum/unsubscribe/%s", key));
	return letter->unsubscribe == NULL ? RC_NO_MEMORY : RC_OK;
}

/* What a moderator declined is gone for its author, too, and yet it is he who is told. */
static bool is_for_him(const struct letter *letter)
{
	const struct community_item *item = &letter->item;
	bool declined =
	        text_equal(letter->job->kind, "moderated") && text_equal(letter->job->detail, "declined");
	return community_item_is_readable(&letter->account, item) ||
	       (declined && community_item_was_his(&letter->account, item));
}

/* Asks anew what he may read and whether he still follows it: minutes may lie between. */
enum rc to_follower(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	struct community_item *item = &letter->item;
	int64_t ref_id = 0;
	enum rc rc = letter_to_id(desk, letter->job->account_id, letter, why);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(letter->account.state, "active"))
		return letter_nobody(why, "the account is not active");
	rc = community_item_find(desk->db, desk->arena, letter->job->id, item);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	if (rc == RC_NOT_FOUND || !is_for_him(letter))
		return letter_nobody(why, "it is gone, or he may not read it any more");
	const char *follow = community_item_follow(item, &ref_id);
	if (follow != NULL && (item->follow == NULL || text_equal(item->follow, FOLLOW_OFF)))
		return letter_nobody(why, "he does not follow it any more");
	letter->template_name = "community";
	return set_unsubscribe(desk, letter, follow != NULL ? follow : FOLLOW_MODERATION, ref_id);
}

/* Of a daily mail. */
enum rc to_collector(const struct letter_desk *desk, struct letter *letter, const char **why)
{
	enum rc rc = letter_to_id(desk, letter->job->account_id, letter, why);
	if (rc != RC_OK)
		return rc;
	if (!text_equal(letter->account.state, "active"))
		return letter_nobody(why, "the account is not active");
	return set_unsubscribe(desk, letter, FOLLOW_EVERY_DAILY, 0);
}

/* --- parts ----------------------------------------------------------------------------------- */

/* The words of what somebody wrote, without markup; NULL without memory. */
static const char *words_of(const struct letter_desk *desk, const struct community_item *item, size_t chars)
{
	const char *body = item->body != NULL ? item->body : "", *plain = body;
	if (!text_equal(item->format, "text")) {
		enum rc rc = markup_plain(desk->arena, body, strlen(body), &plain);
		if (rc == RC_NO_MEMORY)
			return NULL;
		if (rc != RC_OK)
			plain = body;
	}
	return text_cut(desk->arena, plain, chars);
}

static const char *item_url(
        const struct letter_desk *desk, const struct letter *letter, const struct community_item *item)
{
	const char *path;
	if (item->topic_id == 0)
		path = arena_format(desk->arena, "/suggestions/%lld", (long long)item->suggestion_id);
	else if (item->post_id != 0 && text_equal(item->post_state, "open"))
		path = arena_format(desk->arena, "/forum/post/%lld", (long long)item->post_id);
	else
		path = arena_format(desk->arena, "/forum/topic/%lld", (long long)item->topic_id);
	return letter_url(desk, letter, path);
}

static const char *author_of(const struct letter_desk *desk, const struct community_item *item)
{
	return text_empty(item->author) ? view_say(desk->view, N_("Somebody"))
	                                : say_name(desk->view, item->author);
}

static const char *status_of(const struct letter_desk *desk, const struct community_item *item)
{
	return item->status_name ? item->status_name : say_suggestion_status(desk->view, NULL, item->status);
}

/* What happened, in a sentence, and as the subject of a mail. */
static const struct words {
	const char *kind, *text, *subject;
} words[] = {
	{ "forum_topic", N_("{1} has begun a topic:"), N_("New topic: {1}") },
	{ "forum_post", N_("{1} has replied:"), N_("New reply: {1}") },
	{ "forum_accepted", N_("This reply of {1} was chosen as the answer:"), N_("Answered: {1}") },
	{ "suggestion_new", N_("{1} has proposed:"), N_("New idea: {1}") },
	{ "suggestion_status", N_("{1} has answered to the idea:"), N_("News about the idea: {1}") },
	{ "suggestion_merged", N_("An idea that you follow goes on in this one, with all its votes:"),
	        N_("Merged idea: {1}") },
};

static const struct words *words_for(const char *kind)
{
	for (size_t i = 0; i < LENGTH(words); i++)
		if (text_equal(kind, words[i].kind))
			return &words[i];
	return &words[0];
}

static void put_reason(const struct letter_desk *desk, const struct letter *letter, const char *follow)
{
	static const struct {
		const char *follow, *text;
	} reasons[] = {
		{ FOLLOW_TOPIC, N_("You get this mail because you follow this topic.") },
		{ FOLLOW_CATEGORY, N_("You get this mail because you follow this category of the forum.") },
		{ FOLLOW_SUGGESTION, N_("You get this mail because you follow this idea.") },
		{ FOLLOW_BOARD, N_("You get this mail because you follow this board of ideas.") },
		{ FOLLOW_EVERY_DAILY,
		        N_("You get this mail because you follow something with one mail a day.") },
		{ FOLLOW_MODERATION, N_("You get this mail because you wrote the text.") },
	};
	for (size_t i = 0; i < LENGTH(reasons); i++)
		if (text_equal(follow, reasons[i].follow))
			view_text(desk->view, "Unsubscribe.text", view_say(desk->view, reasons[i].text));
	view_text(desk->view, "Unsubscribe.url", letter->unsubscribe);
	if (!text_equal(follow, FOLLOW_MODERATION))
		view_text(desk->view, "Choices.url", letter_url(desk, letter, "/account/follows"));
}

/* --- one event ------------------------------------------------------------------------------- */

static const char *button_of(const struct community_item *item)
{
	if (item->topic_id == 0)
		return N_("See the idea");
	return text_equal(item->kind, "moderated") ? N_("See the topic") : N_("Read and reply");
}

static enum rc put_item(
        const struct letter_desk *desk, const struct letter *letter, const char *text, bool quoted)
{
	const struct community_item *item = &letter->item;
	const char *url = item_url(desk, letter, item);
	const char *body = quoted ? words_of(desk, item, QUOTE_CHARS) : "";
	if (url == NULL || body == NULL)
		return RC_NO_MEMORY;
	view_text(desk->view, "Item.text", text);
	view_text(desk->view, "Item.title", item->title);
	view_text(desk->view, "Item.place", item->place);
	view_text(desk->view, "Item.body", body);
	if (community_item_is_readable(&letter->account, item)) {
		view_text(desk->view, "Item.url", url);
		view_text(desk->view, "Item.button", view_say(desk->view, button_of(item)));
	}
	if (item->status_id != 0)
		view_text(desk->view, "Item.status",
		        view_fill(desk->view, N_("Status: {1}"), status_of(desk, item)));
	return RC_OK;
}

enum rc put_community(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const struct community_item *item = &letter->item;
	const struct words *say = words_for(item->kind);
	int64_t ref_id;
	(void)why;
	*subject = view_fill(desk->view, say->subject, item->title);
	put_reason(desk, letter, community_item_follow(item, &ref_id));
	return put_item(desk, letter, view_fill(desk->view, say->text, author_of(desk, item)), true);
}

/* What was declined is not quoted: it may have been declined for what it says. */
enum rc put_moderated(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	const struct community_item *item = &letter->item;
	bool approved = text_equal(letter->job->detail, "approved");
	(void)why;
	*subject = view_fill(desk->view,
	        approved ? N_("Your text was approved: {1}") : N_("Your text was not accepted: {1}"),
	        item->title);
	put_reason(desk, letter, FOLLOW_MODERATION);
	return put_item(desk, letter,
	        view_say(desk->view,
	                approved ? N_("A moderator has approved your text. Everybody who may "
	                              "read the place can see it now:")
	                         : N_("A moderator has looked at your text and did not accept it. "
	                              "Others do not see it:")),
	        approved);
}

/* --- the daily mail -------------------------------------------------------------------------- */

struct digest {
	const struct letter_desk *desk;
	const struct letter *letter;
	struct notify_choices choices;
	const struct community_item *last; /* that was shown */
	size_t groups, lines;              /* begun; of the newest group */
	int shown, left_out;
};

/* The way and his general choice may have changed since the line was noted. */
static bool is_wanted(const struct digest *digest, const struct community_item *item)
{
	enum notify_event event;
	return notify_event_of(item->kind, "", &event) && digest->choices.wanted[event][NOTIFY_MAIL] &&
	       text_equal(item->follow, FOLLOW_DAILY) &&
	       community_item_is_readable(&digest->letter->account, item);
}

static bool is_same(const struct community_item *a, const struct community_item *b)
{
	return a != NULL && a->topic_id == b->topic_id && a->suggestion_id == b->suggestion_id;
}

static const char *line_text(const struct letter_desk *desk, const struct community_item *item)
{
	if (text_equal(item->kind, "suggestion_status"))
		return view_fill(desk->view, N_("Status: {1}"), status_of(desk, item));
	return view_fill(desk->view, words_for(item->kind)->text, author_of(desk, item));
}

static enum rc put_line(struct digest *digest, const struct community_item *item)
{
	const struct letter_desk *desk = digest->desk;
	struct view *view = desk->view;
	const char *url = item_url(desk, digest->letter, item), *body = words_of(desk, item, LINE_CHARS);
	if (url == NULL || body == NULL)
		return RC_NO_MEMORY;
	if (!is_same(digest->last, item)) {
		const char *group = view_item(view, "Groups", digest->groups++, "title");
		view_text(view, group, item->title);
		view_text(view, view_item(view, "Groups", digest->groups - 1, "place"), item->place);
		digest->lines = 0;
	}
	const char *list = view_item(view, "Groups", digest->groups - 1, "lines");
	view_text(view, view_item(view, list, digest->lines, "text"), line_text(desk, item));
	view_text(view, view_item(view, list, digest->lines, "body"), body);
	view_text(view, view_item(view, list, digest->lines, "url"), url);
	view_time(view, view_item(view, list, digest->lines, "time"), item->created_at);
	digest->lines++;
	digest->last = item;
	return RC_OK;
}

static enum rc put_lines(struct digest *digest, const struct db_rows *rows)
{
	const struct community_item *items = rows->items;
	for (size_t i = 0; i < rows->count; i++) {
		if (!is_wanted(digest, &items[i]))
			continue;
		if (digest->shown == LIMIT_DIGEST) {
			digest->left_out++;
			continue;
		}
		enum rc rc = put_line(digest, &items[i]);
		if (rc != RC_OK)
			return rc;
		digest->shown++;
	}
	return RC_OK;
}

enum rc put_digest(
        const struct letter_desk *desk, const struct letter *letter, const char **subject, const char **why)
{
	struct digest digest = { .desk = desk, .letter = letter };
	struct db_rows rows;
	enum rc rc = notify_read(desk->db, desk->arena, letter->account.id, &digest.choices);
	if (rc == RC_OK)
		rc = digest_list(desk->db, desk->arena, letter->job->id, DIGEST_READS, &rows);
	if (rc == RC_OK)
		rc = put_lines(&digest, &rows);
	if (rc != RC_OK)
		return rc;
	if (digest.shown == 0)
		return letter_nobody(why, "nothing is left to tell");
	*subject = view_plural(desk->view, N_("{n} thing is new in what you follow"),
	        N_("{n} things are new in what you follow"), digest.shown + digest.left_out);
	if (digest.left_out > 0)
		view_text(desk->view, "Digest.more",
		        view_plural(desk->view, N_("And {n} more."), N_("And {n} more."), digest.left_out));
	view_text(desk->view, "Digest.url", letter_url(desk, letter, "/forum?view=following"));
	put_reason(desk, letter, FOLLOW_EVERY_DAILY);
	return RC_OK;
}
