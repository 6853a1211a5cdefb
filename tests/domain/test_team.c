/* Teams: members, topics, and what becomes of tickets when one is deleted. */
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/team.h"
#include "scratch.h"

static int64_t now;
static struct account admin;

static int64_t add_account(const char *mail, const char *role)
{
	int64_t id = 0;
	const struct account account = {
		.mail = mail, .name = mail, .role = role, .state = "active", .lang = "en"
	};
	assert_int_equal(account_create(scratch.db, scratch.arena, &account, now, &id), RC_OK);
	return id;
}

static int setup(void **state)
{
	static const char *const tables[] = { "ticket", "topic", "team", "audit", "account" };
	scratch_reset(state);
	for (size_t i = 0; i < LENGTH(tables); i++)
		scratch_sql(arena_format(scratch.arena, "DELETE FROM %s", tables[i]));
	now = time_now();
	int64_t id = add_account("admin@x.example", "admin");
	assert_int_equal(account_by_id(scratch.db, scratch.arena, id, &admin), RC_OK);
	return 0;
}

static struct team make(const char *name)
{
	int64_t id;
	struct team team;
	assert_int_equal(team_add(scratch.db, scratch.arena, &admin, name, now, &id), RC_OK);
	assert_int_equal(team_lock(scratch.db, scratch.arena, id, &team), RC_OK);
	return team;
}

static struct team read_team(int64_t id)
{
	struct team team;
	assert_int_equal(team_by_id(scratch.db, scratch.arena, id, &team), RC_OK);
	return team;
}

static int64_t add_topic(const char *slug)
{
	scratch_sql(arena_format(scratch.arena, "INSERT INTO topic (slug) VALUES ('%s')", slug));
	return scratch_ask("SELECT MAX(id) AS number FROM topic");
}

static enum rc add_member(const struct team *team, int64_t account_id)
{
	return team_add_member(scratch.db, scratch.arena, &admin, team, account_id, now);
}

static void a_name_is_taken_in_any_case(void **state)
{
	(void)state;
	int64_t id;
	struct team billing = make("Billing"), returns = make("Returns");
	assert_int_equal(team_add(scratch.db, scratch.arena, &admin, "BILLING", now, &id), RC_CONFLICT);
	assert_int_equal(
	        team_rename(scratch.db, scratch.arena, &admin, &returns, "billing", returns.version, now),
	        RC_CONFLICT);
	struct db_rows rows;
	bool more;
	assert_int_equal(
	        team_list(scratch.db, scratch.arena, &(struct named_filter){ 0 }, 20, &rows, &more), RC_OK);
	assert_int_equal(rows.count, 2);
	const struct team *first = rows.items;
	assert_int_equal(first->id, billing.id);
}

static void the_second_of_two_who_rename_it_is_told(void **state)
{
	(void)state;
	struct team seen = make("Billing"), locked;
	assert_int_equal(
	        team_rename(scratch.db, scratch.arena, &admin, &seen, "Money", seen.version, now), RC_OK);
	assert_int_equal(team_lock(scratch.db, scratch.arena, seen.id, &locked), RC_OK);
	assert_int_equal(
	        team_rename(scratch.db, scratch.arena, &admin, &locked, "Finance", seen.version, now),
	        RC_INVALID);
	assert_int_equal(
	        team_rename(scratch.db, scratch.arena, &admin, &locked, "Money", seen.version, now), RC_OK);
	assert_string_equal(read_team(seen.id).name, "Money");
}

static void only_active_staff_becomes_a_member(void **state)
{
	(void)state;
	struct team team = make("Billing");
	int64_t agent = add_account("agent@x.example", "agent"),
	        customer = add_account("customer@x.example", "customer"),
	        gone = add_account("gone@x.example", "agent");
	scratch_sql(arena_format(
	        scratch.arena, "UPDATE account SET state = 'disabled' WHERE id = %lld", (long long)gone));
	assert_int_equal(add_member(&team, customer), RC_INVALID);
	assert_int_equal(add_member(&team, gone), RC_INVALID);
	assert_int_equal(add_member(&team, 999999), RC_INVALID);
	assert_int_equal(add_member(&team, agent), RC_OK);
	assert_int_equal(add_member(&team, agent), RC_OK);
	assert_int_equal(read_team(team.id).member_count, 1);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'team.member.add'"), 1);
	struct db_rows members, candidates;
	assert_int_equal(team_members(scratch.db, scratch.arena, team.id, &members), RC_OK);
	assert_int_equal(members.count, 1);
	assert_int_equal(team_candidates(scratch.db, scratch.arena, team.id, &candidates), RC_OK);
	assert_int_equal(candidates.count, 1);
	const struct team_person *left = candidates.items;
	assert_int_equal(left->id, admin.id);
}

static void a_member_is_removed_once(void **state)
{
	(void)state;
	struct team team = make("Billing");
	int64_t agent = add_account("agent@x.example", "agent");
	assert_int_equal(add_member(&team, agent), RC_OK);
	assert_int_equal(team_remove_member(scratch.db, &admin, &team, agent, now), RC_OK);
	assert_int_equal(team_remove_member(scratch.db, &admin, &team, agent, now), RC_OK);
	assert_int_equal(read_team(team.id).member_count, 0);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'team.member.remove'"), 1);
}

static void a_topic_routes_to_one_team(void **state)
{
	(void)state;
	struct team billing = make("Billing"), returns = make("Returns");
	int64_t topic = add_topic("invoices");
	assert_int_equal(team_add_topic(scratch.db, scratch.arena, &admin, &billing, topic, now), RC_OK);
	assert_int_equal(team_add_topic(scratch.db, scratch.arena, &admin, &billing, topic, now), RC_OK);
	assert_int_equal(read_team(billing.id).topic_count, 1);
	assert_int_equal(team_add_topic(scratch.db, scratch.arena, &admin, &returns, topic, now), RC_OK);
	assert_int_equal(read_team(billing.id).topic_count, 0);
	assert_int_equal(team_remove_topic(scratch.db, &admin, &billing, topic, now), RC_OK);
	assert_int_equal(read_team(returns.id).topic_count, 1); /* it was not billing's any more */
	assert_int_equal(team_remove_topic(scratch.db, &admin, &returns, topic, now), RC_OK);
	assert_int_equal(read_team(returns.id).topic_count, 0);
	assert_int_equal(
	        team_add_topic(scratch.db, scratch.arena, &admin, &billing, 999999, now), RC_INVALID);
	scratch_sql("UPDATE topic SET active = FALSE");
	assert_int_equal(team_add_topic(scratch.db, scratch.arena, &admin, &billing, topic, now), RC_INVALID);
}

static void what_a_deleted_team_had_goes_back_to_everybody(void **state)
{
	(void)state;
	struct team team = make("Billing"), other = make("Returns");
	int64_t topic = add_topic("invoices"), agent = add_account("agent@x.example", "agent");
	assert_int_equal(add_member(&team, agent), RC_OK);
	assert_int_equal(team_add_topic(scratch.db, scratch.arena, &admin, &team, topic, now), RC_OK);
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO ticket (number, requester_id, topic_id, subject, lang, team_id, created_at, "
	        "updated_at, activity_at) SELECT 10000000 + seq, %lld, %lld, 'x', 'en', IF(seq <= 3, %lld, "
	        "%lld), "
	        "1, 1, 1 FROM seq_1_to_5",
	        (long long)admin.id, (long long)topic, (long long)team.id, (long long)other.id));
	assert_int_equal(read_team(team.id).ticket_count, 3);
	assert_int_equal(team_delete(scratch.db, &admin, &team, now), RC_OK);
	struct team gone;
	assert_int_equal(team_by_id(scratch.db, scratch.arena, team.id, &gone), RC_NOT_FOUND);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM ticket WHERE team_id IS NULL"), 3);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM ticket WHERE team_id IS NOT NULL"), 2);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM topic WHERE team_id IS NULL"), 1);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM team_member"), 0);
	assert_int_equal(scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'team.delete' AND "
	                             "detail = 'tickets 3'"),
	        1);
}

static void only_who_sees_all_tickets_changes_teams(void **state)
{
	(void)state;
	const struct account lead = {
		.id = 1, .role = "agent", .state = "active", .permissions = "roles all_tickets"
	};
	const struct account half = {
		.id = 1, .role = "agent", .state = "active", .permissions = "roles reply"
	};
	const struct account seer = {
		.id = 1, .role = "agent", .state = "active", .permissions = "all_tickets"
	};
	assert_true(may_manage_teams(&admin));
	assert_true(may_manage_teams(&lead));
	assert_false(may_manage_teams(&half));
	assert_false(may_manage_teams(&seer));
}

static void there_are_no_more_teams_than_the_limit(void **state)
{
	(void)state;
	int64_t id;
	scratch_sql(arena_format(scratch.arena,
	        "INSERT INTO team (name, name_key, created_at) SELECT seq, seq, 1 FROM seq_1_to_%d",
	        LIMIT_TEAMS));
	assert_int_equal(team_add(scratch.db, scratch.arena, &admin, "One more", now, &id), RC_LIMITED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_name_is_taken_in_any_case, setup),
		cmocka_unit_test_setup(the_second_of_two_who_rename_it_is_told, setup),
		cmocka_unit_test_setup(only_active_staff_becomes_a_member, setup),
		cmocka_unit_test_setup(a_member_is_removed_once, setup),
		cmocka_unit_test_setup(a_topic_routes_to_one_team, setup),
		cmocka_unit_test_setup(what_a_deleted_team_had_goes_back_to_everybody, setup),
		cmocka_unit_test_setup(only_who_sees_all_tickets_changes_teams, setup),
		cmocka_unit_test_setup(there_are_no_more_teams_than_the_limit, setup),
	};
	scratch_open("team", 1);
	return cmocka_run_group_tests_name("team", tests, NULL, scratch_close);
}
