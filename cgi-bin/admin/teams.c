/*
 * Teams: the list, and one team with its members and the topics whose tickets it gets. Without the permission
 * to see all tickets they are only shown: a team opens tickets to its members.
 */
#include "admin.h"
#include "list.h"

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/team.h"
#include "web/page.h"
#include "web/show_person.h"

/* --- the list -------------------------------------------------------------------------------- */

static const char *say_members(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} member"), N_("{n} members"), count);
}

static const char *say_topics(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} topic"), N_("{n} topics"), count);
}

static const char *say_tickets(struct view *view, int64_t count)
{
	return view_plural(view, N_("{n} ticket"), N_("{n} tickets"), count);
}

static void show_row(struct request *request, size_t index, const struct team *team)
{
	struct view *view = request->view;
	view_text(view, view_item(view, "Teams", index, "url"),
	        admin_url(request, "/admin/teams/{1}", team->id));
	view_text(view, view_item(view, "Teams", index, "name"), team->name);
	view_text(
	        view, view_item(view, "Teams", index, "members_text"), say_members(view, team->member_count));
	view_text(view, view_item(view, "Teams", index, "topics_text"), say_topics(view, team->topic_count));
}

static struct page_key key_of(const struct db_rows *rows, size_t index)
{
	const struct team *team = (const struct team *)rows->items + index;
	return (struct page_key){ .at = team->created_at, .id = team->id };
}

static const struct admin_list list = { .path = "/admin/teams",
	.csv = "/admin/teams.csv",
	.filters = (const char *const[]){ "sort", NULL },
	.pages_search = true,
	.key = key_of };

static enum rc show_list(struct request *request)
{
	struct named_filter filter = list_named_filter(request);
	struct db_rows rows;
	bool more;
	enum rc rc = team_list(request->db, request->arena, &filter, LIMIT_PAGE_ROWS, &rows, &more);
	if (rc != RC_OK)
		return rc;
	const struct team *teams = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		show_row(request, i, &teams[i]);
	admin_frame(request, "teams");
	page_title(request, view_say(request->view, N_("Teams")));
	list_show(request, &list, &rows, more);
	list_show_sorts(request);
	view_flag(request->view, "Team.may_change", may_manage_teams(&request->who));
	view_text(request->view, "Team.action", url(request, "/admin/teams"));
	page_token(request, "Token.team", "/admin/teams");
	return page_show(request, "admin/teams");
}

enum rc teams_page(struct request *request)
{
	return show_list(request);
}

static enum rc write_rows(struct request *request, struct csv *csv, struct named_filter filter)
{
	struct db_rows rows;
	bool more;
	enum rc rc;
	do {
		rc = team_list(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows, &more);
		const struct team *teams = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++) {
			csv_number(csv, teams[i].id);
			csv_text(csv, teams[i].name);
			csv_number(csv, teams[i].member_count);
			csv_number(csv, teams[i].topic_count);
			csv_end_row(csv);
		}
	} while (rc == RC_OK && list_next(request, &list, csv, &rows, more, &filter.place));
	return rc;
}

enum rc teams_csv(struct request *request)
{
	static const char *const titles[] = { N_("Number"), N_("Name"), N_("Members"), N_("Topics") };
	struct named_filter filter = list_named_filter(request);
	struct csv *csv;
	enum rc rc = list_file(request, titles, LENGTH(titles), &csv);
	filter.place = (struct list_place){ 0 };
	if (rc == RC_OK)
		rc = write_rows(request, csv, filter);
	return rc == RC_OK ? list_send(request, &list, csv, "team") : rc;
}

enum rc team_make(struct request *request)
{
	int64_t id;
	if (!may_manage_teams(&request->who))
		return RC_DENIED;
	if (request_has_errors(request))
		return show_list(request);
	enum rc rc = team_add(
	        request->db, request->arena, &request->who, field_text(request, "name"), request->now, &id);
	if (rc == RC_CONFLICT)
		request_error(
		        request, "name", N_("There is a team with this name already. Choose another name."));
	if (rc == RC_LIMITED)
		request_error(request, "", N_("There are as many teams as there may be. Delete one first."));
	if (request_has_errors(request))
		return show_list(request);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, admin_url(request, "/admin/teams/{1}", id), "team-added"));
}

/* --- one team -------------------------------------------------------------------------------- */

struct team_page { /* what the page of a team shows */
	struct team team;
	struct db_rows members, candidates, topics;
};

static enum rc read_team(struct request *request, struct team *team)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	return rc == RC_OK ? team_by_id(request->db, request->arena, id, team) : rc;
}

static enum rc read_page(struct request *request, struct team_page *page)
{
	struct db *db = request->db;
	struct arena *arena = request->arena;
	enum rc rc = read_team(request, &page->team);
	if (rc == RC_OK)
		rc = team_members(db, arena, page->team.id, &page->members);
	if (rc == RC_OK)
		rc = team_candidates(db, arena, page->team.id, &page->candidates);
	if (rc == RC_OK)
		rc = team_topics(db, arena, request->language->code, &page->topics);
	return rc;
}

static const char *number_text(struct request *request, int64_t number)
{
	return arena_format(request->arena, "%lld", (long long)number);
}

static void show_members(struct request *request, const struct db_rows *rows)
{
	const struct team_person *people = rows->items;
	struct view *view = request->view;
	bool linked = may(&request->who, PERMISSION_PEOPLE);
	for (size_t i = 0; i < rows->count; i++) {
		view_number(view, view_item(view, "Members", i, "id"), people[i].id);
		view_text(view, view_item(view, "Members", i, "name"), people[i].name);
		view_text(view, view_item(view, "Members", i, "mail"), people[i].mail);
		view_text(view, view_item(view, "Members", i, "initial"),
		        text_first(request->arena, people[i].name));
		if (linked)
			view_text(view, view_item(view, "Members", i, "url"),
			        admin_url(request, "/admin/people/{1}", people[i].id));
		if (!text_equal(people[i].state, "active"))
			view_text(view, view_item(view, "Members", i, "state_text"),
			        say_account_state(view, people[i].state));
		view_text(view, view_item(view, "Members", i, "remove_text"),
		        view_fill(view, N_("Remove {1} from the team"), people[i].name));
	}
}

static void show_candidates(struct request *request, const struct db_rows *rows)
{
	const struct team_person *people = rows->items;
	struct view *view = request->view;
	if (rows->count == 0)
		return;
	view_option(view, "Candidates", 0, "", view_say(view, N_("Choose a person")), true);
	for (size_t i = 0; i < rows->count; i++)
		view_option(view, "Candidates", i + 1, number_text(request, people[i].id),
		        arena_format(request->arena, "%s (%s)", people[i].name, people[i].mail), false);
}

/* The team's own topics as a list, the others as a choice that says where they go so far. */
static void show_topics(struct request *request, const struct team_page *page)
{
	const struct team_topic *topics = page->topics.items;
	struct view *view = request->view;
	size_t own = 0, others = 0;
	for (size_t i = 0; i < page->topics.count; i++) {
		const struct team_topic *topic = &topics[i];
		if (topic->team_id == page->team.id) {
			view_number(view, view_item(view, "Topics", own, "id"), topic->id);
			view_text(view, view_item(view, "Topics", own, "name"), topic->name);
			view_text(view, view_item(view, "Topics", own++, "remove_text"),
			        view_fill(view, N_("Take {1} from the team"), topic->name));
			continue;
		}
		if (others == 0)
			view_option(view, "Others", others++, "", view_say(view, N_("Choose a topic")), true);
		const char *text = topic->team
		                           ? arena_format(request->arena, "%s (%s)", topic->name, topic->team)
		                           : topic->name;
		view_option(view, "Others", others++, number_text(request, topic->id), text, false);
	}
}

static void show_actions(struct request *request, const struct team *team)
{
	static const struct {
		const char *hdf, *path, *token, *route;
	} actions[] = {
		{ "Team.rename_url", "/admin/teams/{1}", "Token.rename", "/admin/teams/:id" },
		{ "Team.add_member_url", "/admin/teams/{1}/members", "Token.add_member",
		        "/admin/teams/:id/members" },
		{ "Team.remove_member_url", "/admin/teams/{1}/members/remove", "Token.remove_member",
		        "/admin/teams/:id/members/remove" },
		{ "Team.add_topic_url", "/admin/teams/{1}/topics", "Token.add_topic",
		        "/admin/teams/:id/topics" },
		{ "Team.remove_topic_url", "/admin/teams/{1}/topics/remove", "Token.remove_topic",
		        "/admin/teams/:id/topics/remove" },
	};
	for (size_t i = 0; i < LENGTH(actions); i++) {
		view_text(request->view, actions[i].hdf, admin_url(request, actions[i].path, team->id));
		page_token(request, actions[i].token, actions[i].route);
	}
}

static enum rc show_page(struct request *request, const struct team_page *page)
{
	const struct team *team = &page->team;
	struct view *view = request->view;
	admin_frame(request, "teams");
	page_crumb(request, team->name, NULL);
	page_title(request, team->name);
	view_number(view, "Team.version", team->version);
	view_text(view, "Team.name", team->name);
	view_text(view, "Team.tickets_text", say_tickets(view, team->ticket_count));
	view_flag(view, "Team.may_change", may_manage_teams(&request->who));
	view_text(view, "Team.delete_url", admin_url(request, "/admin/teams/{1}/delete", team->id));
	view_text(view, "Form.name.value", team->name); /* unless another one was typed */
	show_members(request, &page->members);
	show_candidates(request, &page->candidates);
	show_topics(request, page);
	show_actions(request, team);
	return page_show(request, "admin/team");
}

enum rc team_page(struct request *request)
{
	struct team_page page;
	enum rc rc = read_page(request, &page);
	return rc == RC_OK ? show_page(request, &page) : rc;
}

/* --- changing it ----------------------------------------------------------------------------- */

static enum rc lock_team(struct request *request, struct team *team)
{
	int64_t id;
	enum rc rc = param_number(request, "id", &id);
	if (rc == RC_OK && !may_manage_teams(&request->who))
		rc = RC_DENIED;
	return rc == RC_OK ? team_lock(request->db, request->arena, id, team) : rc;
}

static enum rc go_back(struct request *request, const struct team *team, const char *code)
{
	return page_go(request, page_done(request, admin_url(request, "/admin/teams/{1}", team->id), code));
}

/* Somebody renamed the team meanwhile: both names are shown, the form keeps what was typed. */
static enum rc show_conflict(struct request *request, const struct team *team)
{
	view_text(request->view, "Conflict.now_name", team->name);
	view_text(request->view, "Conflict.wanted_name", field_text(request, "name"));
	request->response.status = 409;
	return team_page(request);
}

enum rc team_change(struct request *request)
{
	struct team team;
	enum rc rc = lock_team(request, &team);
	if (rc != RC_OK)
		return rc;
	if (request_has_errors(request))
		return team_page(request);
	rc = team_rename(request->db, request->arena, &request->who, &team, field_text(request, "name"),
	        (int32_t)field_number(request, "version"), request->now);
	if (rc == RC_INVALID)
		return show_conflict(request, &team);
	if (rc == RC_CONFLICT) {
		request_error(
		        request, "name", N_("There is a team with this name already. Choose another name."));
		return team_page(request);
	}
	return rc == RC_OK ? go_back(request, &team, "team-changed") : rc;
}

enum rc team_member_add(struct request *request)
{
	struct team team;
	enum rc rc = lock_team(request, &team);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request))
		rc = team_add_member(request->db, request->arena, &request->who, &team,
		        field_number(request, "person"), request->now);
	if (rc == RC_INVALID)
		request_error(request, "person", N_("This person is no agent any more. Choose another."));
	if (request_has_errors(request))
		return team_page(request);
	return rc == RC_OK ? go_back(request, &team, "team-changed") : rc;
}

enum rc team_member_remove(struct request *request)
{
	struct team team;
	enum rc rc = lock_team(request, &team);
	if (rc == RC_OK)
		rc = team_remove_member(
		        request->db, &request->who, &team, field_number(request, "person"), request->now);
	return rc == RC_OK ? go_back(request, &team, "team-changed") : rc;
}

enum rc team_topic_add(struct request *request)
{
	struct team team;
	enum rc rc = lock_team(request, &team);
	if (rc != RC_OK)
		return rc;
	if (!request_has_errors(request))
		rc = team_add_topic(request->db, request->arena, &request->who, &team,
		        field_number(request, "topic"), request->now);
	if (rc == RC_INVALID)
		request_error(request, "topic", N_("This topic is not offered any more. Choose another."));
	if (request_has_errors(request))
		return team_page(request);
	return rc == RC_OK ? go_back(request, &team, "team-changed") : rc;
}

enum rc team_topic_remove(struct request *request)
{
	struct team team;
	enum rc rc = lock_team(request, &team);
	if (rc == RC_OK)
		rc = team_remove_topic(
		        request->db, &request->who, &team, field_number(request, "topic"), request->now);
	return rc == RC_OK ? go_back(request, &team, "team-changed") : rc;
}

/* --- deleting -------------------------------------------------------------------------------- */

enum rc team_delete_page(struct request *request)
{
	struct view *view = request->view;
	struct team team;
	enum rc rc = read_team(request, &team);
	if (rc == RC_OK && !may_manage_teams(&request->who))
		rc = RC_DENIED;
	if (rc != RC_OK)
		return rc;
	admin_frame(request, "teams");
	page_crumb(request, team.name, admin_url(request, "/admin/teams/{1}", team.id));
	page_crumb(request, view_say(view, N_("Delete the team")), NULL);
	page_title(request, view_fill(view, N_("Delete the team “{1}”?"), team.name));
	view_text(view, "Team.url", admin_url(request, "/admin/teams/{1}", team.id));
	view_text(view, "Team.action", admin_url(request, "/admin/teams/{1}/delete", team.id));
	view_text(view, "Team.members_text", say_members(view, team.member_count));
	view_text(view, "Team.topics_text", say_topics(view, team.topic_count));
	view_text(view, "Team.tickets_text", say_tickets(view, team.ticket_count));
	page_token(request, "Token.delete", "/admin/teams/:id/delete");
	return page_show(request, "admin/team-delete");
}

enum rc team_remove(struct request *request)
{
	struct team team;
	enum rc rc = lock_team(request, &team);
	if (rc == RC_OK)
		rc = team_delete(request->db, &request->who, &team, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/admin/teams"), "team-deleted"));
}
