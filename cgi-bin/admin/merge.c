/*
 * Two accounts of one person become one: the other is chosen by its address, what moves and what stays is
 * shown, then asked. Only who may manage both sees either.
 */
#include "admin.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/person_merge.h"
#include "web/page.h"
#include "web/show_person.h"

/* --- the preview ----------------------------------------------------------------------------- */

static void show_side(struct request *request, const char *node, const struct person *person)
{
	struct view *view = request->view;

	view_text(view, arena_format(request->arena, "%s.name", node), person->name);
	view_text(view, arena_format(request->arena, "%s.mail", node), person->mail);
	view_text(view, arena_format(request->arena, "%s.role_text", node), say_role(view, person->role));
	view_text(view, arena_format(request->arena, "%s.state", node), account_state_tag(person->state));
	view_text(view, arena_format(request->arena, "%s.state_text", node),
	        say_account_state(view, person->state));
	view_time(view, arena_format(request->arena, "%s.since", node), person->created_at);
}

static void show_move(struct request *request, size_t *index, const char *text, int64_t count)
{
	struct view *view = request->view;

	if (count == 0)
		return;
	view_text(view, view_item(view, "Moves", *index, "text"), view_say(view, text));
	view_count(view, view_item(view, "Moves", *index, "count"), count);
	(*index)++;
}

static void show_moves(struct request *request, const struct merge_preview *preview)
{
	size_t count = 0;

	show_move(request, &count, N_("Tickets"), preview->ticket_count);
	show_move(request, &count, N_("Messages"), preview->message_count);
	show_move(request, &count, N_("Files"), preview->file_count);
	show_move(request, &count, N_("Colleagues’ tickets to which the person was added"),
	        preview->participant_count);
	show_move(request, &count, N_("Companies, with the rights of both accounts"), preview->company_count);
	show_move(request, &count, N_("Teams"), preview->team_count);
	show_move(request, &count, N_("Tickets to work on"), preview->assigned_count);
	show_move(request, &count, N_("Posts in the community"), preview->post_count);
	show_move(request, &count, N_("Likes"), preview->like_count);
	show_move(request, &count, N_("Ideas"), preview->suggestion_count);
	show_move(request, &count, N_("Comments"), preview->comment_count);
	show_move(request, &count, N_("Votes"), preview->vote_count);
	show_move(request, &count, N_("What is followed"), preview->follow_count);
	show_move(request, &count, N_("Groups"), preview->group_count);
	show_move(request, &count, N_("Notices"), preview->notice_count);
	show_move(request, &count, N_("Choices of notifications"), preview->choice_count);
}

static enum rc show_preview(struct request *request, const struct person *kept, const struct person *other)
{
	struct merge_preview preview;
	struct view *view = request->view;
	enum rc rc = person_merge_preview(request->db, request->arena, other->id, &preview);

	if (rc != RC_OK)
		return rc;
	show_side(request, "Kept", kept);
	show_side(request, "Other", other);
	show_moves(request, &preview);
	view_number(view, "Other.id", other->id);
	view_flag(view, "Merge.loses_work",
	        text_equal(kept->role, "customer") && !text_equal(other->role, "customer"));
	page_token(request, "Token.merge", "/admin/people/:id/merge");
	return RC_OK;
}

/* --- choosing -------------------------------------------------------------------------------- */

/* The other account by its address; one that the reader may not manage away is as unknown as one that is not
 * there. Without one an error stands and *found is false. */
static enum rc find_other(
        struct request *request, const struct person *kept, struct person *other, bool *found)
{
	struct account account;
	enum rc rc = account_by_mail(request->db, request->arena, field_text(request, "with"), &account);

	if (rc == RC_OK)
		rc = person_read(request->db, request->arena, account.id, other);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	*found = false;
	if (rc == RC_OK && other->id == kept->id)
		request_error(
		        request, "with", N_("This is the same account. Enter the address of the other one."));
	else if (rc == RC_NOT_FOUND || !admin_may_restrict(request, other))
		request_error(request, "with", N_("No account that you manage has this address."));
	else
		*found = true;
	return RC_OK;
}

static enum rc show_merge(struct request *request, const struct person *kept, const struct person *other)
{
	const char *own = admin_url(request, "/admin/people/{1}", kept->id);
	enum rc rc = other == NULL ? RC_OK : show_preview(request, kept, other);

	if (rc != RC_OK)
		return rc;
	admin_frame(request, "people");
	page_crumb(request, kept->name, own);
	page_crumb(request, view_say(request->view, N_("Merge")), NULL);
	page_title(request, view_say(request->view, N_("Merge two accounts of one person")));
	show_side(request, "Kept", kept);
	view_text(request->view, "Merge.url", admin_url(request, "/admin/people/{1}/merge", kept->id));
	view_text(request->view, "Merge.back_url", own);
	return page_show(request, "admin/merge");
}

enum rc merge_page(struct request *request)
{
	bool found = false;
	struct person kept = { 0 }, other = { 0 };
	enum rc rc = admin_person(request, &kept);

	if (rc == RC_OK && !admin_may_restrict(request, &kept))
		rc = RC_NOT_FOUND;
	if (rc == RC_OK && *field_text(request, "with") != '\0')
		rc = find_other(request, &kept, &other, &found);
	return rc == RC_OK ? show_merge(request, &kept, found ? &other : NULL) : rc;
}

/* --- merging --------------------------------------------------------------------------------- */

static enum rc lock_both(struct request *request, struct person *kept, struct person *other)
{
	int64_t kept_id, other_id = field_number(request, "other");
	enum rc rc = param_number(request, "id", &kept_id);

	if (rc == RC_OK && kept_id == other_id)
		rc = RC_NOT_FOUND;
	if (rc == RC_OK)
		rc = person_lock_both(request->db, request->arena, kept_id, other_id, kept, other);
	if (rc != RC_OK)
		return rc;
	return admin_may_restrict(request, kept) && admin_may_restrict(request, other) ? RC_OK : RC_NOT_FOUND;
}

enum rc merge_do(struct request *request)
{
	struct person kept = { 0 }, other = { 0 };
	enum rc rc = lock_both(request, &kept, &other);

	if (rc == RC_OK)
		rc = person_merge(request->db, request->arena, &kept, &other, request->who.id, request->now);
	if (rc == RC_INVALID)
		request_error(request, "",
		        N_("Only the other account can be signed in to. Open that one and merge this one "
		           "into it."));
	else if (rc == RC_CONFLICT)
		request_error(
		        request, "", N_("This is the last administrator. Make somebody else one first."));
	if (request_has_errors(request))
		return show_merge(request, &kept, &other);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, admin_url(request, "/admin/people/{1}", kept.id), "people-merged"));
}
