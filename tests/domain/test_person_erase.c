/*
 * Deleting a person: every column of the database is searched for what must be gone, and what must stay is
 * looked at.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/mail_token.h"
#include "domain/message.h"
#include "domain/outbox.h"
#include "domain/person_data.h"
#include "domain/person_erase.h"
#include "domain/person_words.h"
#include "domain/picture.h"
#include "domain/ticket.h"
#include "domain/ticket_desk.h"
#include "columns.h"
#include "scratch.h"

#define NOW INT64_C(1800000000)

static const struct account alice = { .id = 1,
	.name = "Aliciana Markerova",
	.mail = "Alice.Marker@example.org",
	.role = "customer",
	.state = "active",
	.lang = "lt" };
static const struct account bob = {
	.id = 2, .name = "Bob", .mail = "bob@example.org", .role = "customer", .state = "active", .lang = "en"
};
static const struct account agent = { .id = 3,
	.name = "Agnė Pagalbė",
	.role = "agent",
	.state = "active",
	.lang = "lt",
	.permissions = "all_tickets reply note assign" };

static int setup(void **state)
{
	scratch_sql("DELETE FROM outbox");
	scratch_sql("DELETE FROM search_dirty");
	scratch_sql("DELETE FROM attachment");
	scratch_sql("DELETE FROM forum_topic");
	scratch_sql("DELETE FROM forum_category");
	scratch_sql("UPDATE suggestion SET merged_id = NULL");
	scratch_sql("DELETE FROM suggestion");
	scratch_sql("DELETE FROM suggestion_board");
	scratch_sql("DELETE FROM people_group");
	scratch_sql("DELETE FROM audit_origin");
	scratch_sql("DELETE FROM audit");
	scratch_sql("UPDATE ticket SET follows_id = NULL");
	scratch_sql("DELETE FROM ticket");
	scratch_sql("DELETE FROM company");
	scratch_sql("DELETE FROM signup");
	scratch_sql("DELETE FROM account");
	scratch_sql("INSERT INTO account (id, mail, mail_key, name, role, role_id, state, lang, zone, "
	            "organisation, industry,"
	            " totp_sealed, totp_since, created_at, updated_at) VALUES"
	            " (1, 'Alice.Marker@example.org', 'alice.marker@example.org', 'Aliciana Markerova', "
	            "'customer', NULL,"
	            " 'active', 'lt', 'Europe/Vilnius', 'Markerworks', 'energy', 'sealed-marker', 5, 1, 1),"
	            " (2, 'bob@example.org', 'bob@example.org', 'Bob', 'customer', NULL, 'active', 'en', '', "
	            "'', '', NULL,"
	            " NULL, 1, 1),"
	            " (3, 'agne@example.org', 'agne@example.org', 'Agnė Pagalbė', 'agent', (SELECT MIN(id) "
	            "FROM staff_role),"
	            " 'active', 'lt', '', '', '', NULL, NULL, 1, 1),"
	            " (4, 'root@example.org', 'root@example.org', 'Root', 'admin', NULL, 'active', 'en', '', "
	            "'', '', NULL,"
	            " NULL, 1, 1)");
	return scratch_reset(state);
}

/* --- things of a person ------------------------------------------------------------------------ */

static struct form_file spooled(const char *name, const char *text)
{
	struct form_file file = { .field = "files", .name = name, .size = (int64_t)strlen(text) };
	char path[] = "/tmp/portico-test-XXXXXX";

	file.fd = mkstemp(path);
	assert_true(file.fd >= 0);
	unlink(path);
	assert_int_equal(write(file.fd, text, strlen(text)), (ssize_t)strlen(text));
	secret_hash(text, strlen(text), file.hash);
	return file;
}

static int64_t file_ticket(
        const struct account *who, const char *subject, const char *body, struct form_file *file)
{
	struct ticket_draft draft = { .requester_id = who->id,
		.requester_name = who->name,
		.subject = subject,
		.body = body,
		.priority = "normal",
		.language = language_find("en"),
		.answers = { { .label = "Serial", .value = "Serial-Markerova-77" } },
		.answer_count = 1,
		.files = file,
		.now = NOW };
	int64_t number = 0;

	assert_int_equal(ticket_open(scratch.db, scratch.arena, &draft, &number), RC_OK);
	return number;
}

static struct ticket find(int64_t number)
{
	struct ticket ticket;

	assert_int_equal(ticket_find(scratch.db, scratch.arena, number, 0, false, "en", &ticket), RC_OK);
	return ticket;
}

/* Alice's ticket with everything in it; its number. */
static int64_t alices_ticket(void)
{
	struct form_file file = spooled("Markerova-invoice.txt", "the content of Markerova");
	int64_t number = file_ticket(&alice, "Aliciana Markerova asks again",
	        "I am **Aliciana Markerova**, alice.marker@EXAMPLE.org, of Markerworks, from 203.0.113.77.",
	        &file);
	struct ticket ticket = find(number);

	close(file.fd);
	assert_int_equal(
	        desk_answer(scratch.db, scratch.arena, &ticket, &agent,
	                "Hello Aliciana, the hub is on its way. Greetings, Agnė", NULL, "open", NOW + 1),
	        RC_OK);
	ticket = find(number);
	assert_int_equal(desk_note(scratch.db, scratch.arena, &ticket, &agent,
	                         "Markerova called from 203.0.113.77", NULL, NOW + 2),
	        RC_OK);
	ticket = find(number);
	assert_int_equal(
	        ticket_close(scratch.db, &ticket, &alice, "other", "Bye, Markerova", NOW + 3), RC_OK);
	return number;
}

static void fill_tables(void)
{
	scratch_sql("INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, "
	            "idle_for, address, agent)"
	            " VALUES (REPEAT('s', 32), 1, 1, 1, 9, 9, 9, '203.0.113.77', 'Markerova browser')");
	scratch_sql("INSERT INTO device (token_hash, account_id, created_at, seen_at) VALUES (REPEAT('d', "
	            "32), 1, 1, 1)");
	scratch_sql(
	        "INSERT INTO signin_step (token_hash, account_id, need, remember, next, created_at, ends_at)"
	        " VALUES (REPEAT('t', 32), 1, 'code', 0, '/Markerova', 1, 9)");
	scratch_sql("INSERT INTO recovery_code (account_id, code_hash) VALUES (1, REPEAT('r', 32))");
	scratch_sql("INSERT INTO notify_choice VALUES (1, 'answer', 'mail', 0)");
	scratch_sql("INSERT INTO signup (mail, mail_key, name, lang, created_at)"
	            " VALUES ('alice.marker@example.org', 'alice.marker@example.org', 'Aliciana Markerova', "
	            "'en', 1)");
	scratch_sql("INSERT INTO picture (public_id, account_id, state, data, created_at) VALUES "
	            "(REPEAT('p', 16), 1, 'ready',"
	            " 'Markerova pixels', 1)");
	scratch_sql("UPDATE account SET picture_id = (SELECT MAX(id) FROM picture) WHERE id = 1");
	scratch_sql(
	        "INSERT INTO company (id, name, name_key, billing_mail, billing_name, created_at, "
	        "updated_at) VALUES"
	        " (10, 'Markerova GmbH', 'markerova gmbh', 'Alice.Marker@example.org', 'A. Markerova', 1, 1),"
	        " (11, 'Big firm', 'big firm', 'Alice.Marker@example.org', 'Big firm', 1, 1)");
	scratch_sql("INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES "
	            "(10, 1, 1, '', 1),"
	            " (11, 1, 0, 'own finance', 1), (11, 2, 1, '', 1)");
	scratch_sql("INSERT INTO company_invite (company_id, mail, mail_key, lang, created_at, ends_at)"
	            " VALUES (11, 'Alice.Marker@example.org', 'alice.marker@example.org', 'en', 1, 9)");
	scratch_sql("INSERT INTO audit (id, actor_id, action, created_at) VALUES (900, 1, 'sign-in', 1)");
	scratch_sql("INSERT INTO audit_origin (audit_id, account_id, address, created_at) VALUES (900, 1, "
	            "'203.0.113.77', 1)");
	scratch_sql("INSERT INTO outbox (kind, mail, lang, due_at, created_at) VALUES ('reset', "
	            "'Alice.Marker@example.org', 'en', 1, 1)");
}

static enum rc erase(int64_t id)
{
	enum rc rc;

	assert_int_equal(db_begin(scratch.db), RC_OK);
	rc = person_erase(scratch.db, scratch.arena, id, 0, NOW + 100);
	if (rc != RC_OK) {
		db_rollback(scratch.db);
		return rc;
	}
	return db_commit(scratch.db);
}

/* Sends what waits, as far as the table knows. */
static void send_all(void)
{
	struct outbox_job job;

	while (outbox_claim(scratch.db, scratch.arena, NOW + 1000, &job) == RC_OK)
		assert_int_equal(outbox_sent(scratch.db, &job, NOW + 1000), RC_OK);
}

/* --- what is left ------------------------------------------------------------------------------ */

static void nothing_that_tells_the_person_is_left_in_any_column(void **state)
{
	(void)state;
	static const char *const markers[] = { "Markerova", "Aliciana", "alice.marker", "203.0.113.77",
		"Markerworks", "sealed-marker" };
	int64_t number = alices_ticket();

	fill_tables();
	for (size_t i = 0; i < LENGTH(markers); i++)
		assert_true(cells_with(markers[i]) > 0);
	assert_int_equal(erase(1), RC_OK);
	assert_int_equal(
	        scratch_number(
	                "SELECT COUNT(*) AS number FROM outbox WHERE kind = 'deleted'"
	                " AND mail = 'Alice.Marker@example.org' AND lang = 'lt' AND account_id IS NULL"),
	        1);
	send_all();
	for (size_t i = 0; i < LENGTH(markers); i++)
		assert_int_equal(cells_with(markers[i]), 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM account WHERE id = 1 AND state = 'deleted'"
	                       " AND name = 'deleted-1' AND mail = 'deleted-1@invalid' AND zone = ''"
	                       " AND password_hash IS NULL AND totp_sealed IS NULL AND industry = ''"),
	        1);
	assert_int_equal(erase(1), RC_OK);
	assert_string_equal(find(number).subject, "[…] asks again");
}

static void what_was_said_to_the_firm_stays_readable(void **state)
{
	(void)state;
	struct db_rows messages;
	bool earlier;
	int64_t number = alices_ticket();
	int64_t id = find(number).id;

	assert_int_equal(erase(1), RC_OK);
	assert_int_equal(message_list_all(scratch.db, scratch.arena, id, 0, &messages, &earlier), RC_OK);
	const struct message *said = messages.items;
	assert_string_equal(said[0].author, "deleted-1");
	assert_non_null(strstr(said[0].html, "I am <strong>[…]</strong>, […], of […]"));
	assert_int_equal(said[0].files, 0);
	assert_non_null(strstr(said[1].html, "Hello […], the hub is on its way. Greetings, Agnė"));
	assert_string_equal(said[1].author, "Agnė Pagalbė");
	assert_non_null(strstr(said[2].html, "[…] called from"));
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM attachment"), 0);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM attachment_chunk"), 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket_word WHERE word LIKE 'marker%'"), 0);
	assert_true(scratch_number("SELECT COUNT(*) AS number FROM ticket_word WHERE word = 'ask'") > 0);
	assert_int_equal(
	        scratch_number(
	                "SELECT COUNT(*) AS number FROM ticket_field WHERE label = 'Serial' AND value = ''"),
	        1);
}

static void other_people_lose_nothing(void **state)
{
	(void)state;
	struct form_file file = spooled("Bobs.txt", "of Bob");
	int64_t number = file_ticket(&bob, "Bob asks", "I am Bob. Markerova is a nice name.", &file);

	close(file.fd);
	(void)alices_ticket();
	fill_tables();
	assert_int_equal(erase(1), RC_OK);
	assert_string_equal(find(number).subject, "Bob asks");
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM ticket_message WHERE body LIKE "
	                                "'%Markerova is a nice%'"),
	        1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM attachment WHERE name = 'Bobs.txt'"), 1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM company_member WHERE company_id = 11"), 1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM company WHERE id = 11 AND name = 'Big firm'"
	                       " AND billing_mail = '' AND billing_name = 'Big firm' AND state = 'active'"),
	        1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM account WHERE id = 2 AND name = 'Bob'"), 1);
	assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM ticket_field WHERE value <> ''"), 1);
}

static void an_agents_name_goes_and_his_work_stays(void **state)
{
	(void)state;
	struct form_file manual = spooled("manual.pdf", "for the customer");
	int64_t number = file_ticket(&bob, "Help", "Please, Agnė!", NULL);
	struct ticket ticket = find(number);

	assert_int_equal(desk_answer(scratch.db, scratch.arena, &ticket, &agent, "Here it is. Agnė Pagalbė",
	                         &manual, "open", NOW + 1),
	        RC_OK);
	close(manual.fd);
	ticket = find(number);
	struct ticket_facts facts = {
		.version = ticket.version, .state = "open", .priority = "normal", .assignee_id = 3
	};
	assert_int_equal(desk_change(scratch.db, scratch.arena, &ticket, &agent, &facts, NOW + 2), RC_OK);
	assert_int_equal(erase(3), RC_OK);
	assert_int_equal(cells_with("Pagalbė"), 0);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM attachment WHERE name = 'manual.pdf'"), 1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket_message WHERE event_to = 'deleted-3'"),
	        1);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM ticket WHERE assignee_id IS NULL"), 1);
	assert_string_equal(find(number).subject, "Help");
}

/* --- the wish ----------------------------------------------------------------------------------- */

static void a_wish_waits_for_its_day_and_can_be_taken_back(void **state)
{
	(void)state;
	assert_int_equal(person_wish(scratch.db, &alice, NOW + 7 * DAY, true, NOW), RC_OK);
	assert_int_equal(person_wish(scratch.db, &alice, NOW + 9 * DAY, false, NOW), RC_OK);
	assert_int_equal(
	        scratch_number("SELECT delete_at AS number FROM account WHERE id = 1"), NOW + 7 * DAY);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE detail = 'deletion_planned'"), 1);
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW + 7 * DAY - 1), RC_NOT_FOUND);
	assert_int_equal(scratch_number("SELECT posts_go AS number FROM account WHERE id = 1"), 1);
	assert_int_equal(person_keep(scratch.db, scratch.arena, 1, "en", NOW + 7 * DAY), RC_CONFLICT);
	assert_int_equal(person_keep(scratch.db, scratch.arena, 1, "en", NOW + 1), RC_OK);
	assert_int_equal(scratch_number("SELECT posts_go AS number FROM account WHERE id = 1"), 0);
	assert_int_equal(person_keep(scratch.db, scratch.arena, 1, "en", NOW + 2), RC_OK);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM outbox WHERE detail = 'deletion_stopped'"), 1);
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW + 8 * DAY), RC_NOT_FOUND);
	assert_int_equal(person_wish(scratch.db, &alice, NOW + 9 * DAY, false, NOW + 3), RC_OK);
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW + 9 * DAY), RC_OK);
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW + 9 * DAY), RC_NOT_FOUND);
	assert_int_equal(
	        scratch_number("SELECT COUNT(*) AS number FROM account WHERE id = 1 AND state = 'deleted'"),
	        1);
}

static enum person_bond bond_of(const struct account *person)
{
	enum person_bond bond;

	assert_int_equal(person_bond(scratch.db, scratch.arena, person, &bond), RC_OK);
	return bond;
}

static void the_last_owner_and_the_last_administrator_stay(void **state)
{
	(void)state;
	const struct account root = { .id = 4, .role = "admin", .state = "active", .lang = "en" };

	fill_tables();
	assert_int_equal(bond_of(&alice), PERSON_FREE); /* alone in the company that is hers */
	assert_int_equal(bond_of(&bob), PERSON_ONLY_OWNER);
	assert_int_equal(bond_of(&root), PERSON_ONLY_ADMIN);
	assert_int_equal(erase(2), RC_CONFLICT);
	assert_int_equal(erase(4), RC_CONFLICT);
	assert_int_equal(erase(99), RC_NOT_FOUND);
	scratch_sql("UPDATE account SET delete_at = 5 WHERE id = 2");
	assert_int_equal(person_erase_due(scratch.db, scratch.arena, NOW), RC_OK);
	assert_int_equal(scratch_number("SELECT delete_at AS number FROM account WHERE id = 2"), NOW + DAY);
	scratch_sql("UPDATE company_member SET owner = TRUE WHERE company_id = 11");
	assert_int_equal(bond_of(&bob), PERSON_FREE);
	assert_int_equal(erase(2), RC_OK);
}

struct leaving {
	struct db *db;
	struct arena *arena;
	int64_t id;
	enum rc rc;
};

static enum rc leave_unit(void *context)
{
	struct leaving *leaving = context;
	arena_reset(leaving->arena);
	return person_erase(leaving->db, leaving->arena, leaving->id, leaving->id, NOW);
}

static void *leave(void *context)
{
	struct leaving *leaving = context;
	leaving->rc = db_transact(leaving->db, leave_unit, leaving);
	return NULL;
}

/* Both at the same moment: one goes, the other is held. */
static void one_of_both_stays(int64_t first, int64_t second)
{
	struct leaving both[] = { { .id = first }, { .id = second } };
	pthread_t threads[2];

	for (int i = 0; i < 2; i++) {
		both[i].db = scratch_connect();
		both[i].arena = arena_new(4096, 4 << 20);
	}
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, leave, &both[i]), 0);
	for (int i = 0; i < 2; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	assert_int_equal((both[0].rc == RC_OK) + (both[1].rc == RC_OK), 1);
	assert_int_equal((both[0].rc == RC_CONFLICT) + (both[1].rc == RC_CONFLICT), 1);
	for (int i = 0; i < 2; i++) {
		db_close(both[i].db);
		arena_free(both[i].arena);
	}
}

static void of_two_owners_who_go_at_once_one_stays(void **state)
{
	for (int turn = 0; turn < 5; turn++) {
		setup(state);
		scratch_sql(
		        "INSERT INTO company (id, name, name_key, created_at, updated_at) VALUES (11, 'Big "
		        "firm', 'big firm', 1, 1)");
		scratch_sql("INSERT INTO company_member (company_id, account_id, owner, rights, created_at) "
		            "VALUES (11, 1, 1, '', 1), (11, 2, 1, '', 1), (11, 3, 0, 'own', 1)");
		one_of_both_stays(1, 2);
		assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM company_member WHERE owner "
		                                "AND company_id = 11"),
		        1);
		scratch_sql("DELETE FROM company");
	}
}

static void of_two_administrators_who_go_at_once_one_stays(void **state)
{
	for (int turn = 0; turn < 5; turn++) {
		setup(state);
		scratch_sql("UPDATE account SET role = 'admin', role_id = NULL WHERE id = 3");
		one_of_both_stays(3, 4);
		assert_int_equal(scratch_number("SELECT COUNT(*) AS number FROM account WHERE role = 'admin' "
		                                "AND state = 'active'"),
		        1);
	}
}

static void an_owner_who_cannot_sign_in_keeps_no_company(void **state)
{
	(void)state;
	fill_tables();
	scratch_sql("UPDATE company_member SET owner = TRUE WHERE company_id = 11");
	scratch_sql("UPDATE account SET state = 'disabled' WHERE id = 1");
	assert_int_equal(bond_of(&bob), PERSON_ONLY_OWNER);
	assert_int_equal(erase(2), RC_CONFLICT);
}

/* --- words -------------------------------------------------------------------------------------- */

static const char *hidden(const struct person_words *words, const char *text)
{
	const char *out;

	assert_int_equal(person_words_hide(words, scratch.arena, text, &out), RC_OK);
	return out == NULL ? text : out;
}

static void words_are_hidden_only_where_they_stand_alone(void **state)
{
	(void)state;
	struct person_words words = { .count = 0 };

	assert_int_equal(person_words_add(&words, "Will May", false), RC_OK);
	assert_int_equal(person_words_add_parts(&words, scratch.arena, "Will May"), RC_OK);
	assert_int_equal(person_words_add(&words, "will@example.org", false), RC_OK);
	assert_int_equal(person_words_add(&words, "10.0.0.1", false), RC_OK);
	assert_int_equal(person_words_add_parts(&words, scratch.arena, "علی رضایی"), RC_OK);
	assert_string_equal(hidden(&words, "WILL MAY, Will and (May)."), "[…], […] and ([…]).");
	assert_string_equal(hidden(&words, "I will, I may; Willow, Maybe"), "I will, I may; Willow, Maybe");
	assert_string_equal(hidden(&words, "WILL@example.org swill@example.org"), "[…] swill@example.org");
	assert_string_equal(hidden(&words, "10.0.0.1, 10.0.0.12, 110.0.0.1"), "[…], 10.0.0.12, 110.0.0.1");
	assert_string_equal(hidden(&words, "سلام «علی» رضایی، رضاییان"), "سلام «[…]» […]، رضاییان");
	assert_string_equal(hidden(&words, ""), "");
}

/* --- one's own data ----------------------------------------------------------------------------- */

struct seen {
	int rows, markers;
	const char *foreign;
};

static enum rc look(void *context, const struct person_section *section, const void *row)
{
	struct seen *seen = context;
	const struct query *query = section->query;

	seen->rows++;
	for (size_t i = 0; i < query->column_count; i++) {
		const char *text;
		if (query->columns[i].type != DB_TEXT)
			continue;
		memcpy(&text, (const char *)row + query->columns[i].offset, sizeof(text));
		if (text != NULL && strstr(text, "Marker"))
			seen->markers++;
		if (text != NULL && strstr(text, "Bobs-secret"))
			seen->foreign = section->name;
	}
	return RC_OK;
}

static void the_archive_reads_all_that_is_ones_own_and_nothing_else(void **state)
{
	(void)state;
	struct seen seen = { 0 };
	struct arena *rows = arena_new(65536, 16 << 20);
	struct form_file secret = spooled("Bobs-secret.txt", "x");
	struct attachment file;

	(void)alices_ticket();
	for (int i = 0; i < 50; i++)
		(void)file_ticket(&alice, "One of many", "Marker in many", NULL);
	(void)file_ticket(&bob, "Bobs-secret", "Bobs-secret", &secret);
	close(secret.fd);
	fill_tables();
	for (size_t i = 0; i < person_section_count(); i++)
		assert_int_equal(
		        person_data_read(scratch.db, rows, person_section_at(i), 1, look, &seen), RC_OK);
	assert_null(seen.foreign);
	assert_true(seen.rows > 51 + 52);
	assert_true(seen.markers > 50);
	assert_int_equal(person_data_file(scratch.db, rows, 1, false, 0, &file), RC_OK);
	assert_string_equal(file.name, "Markerova-invoice.txt");
	assert_int_equal(person_data_file(scratch.db, rows, 1, false, file.id, &file), RC_NOT_FOUND);
	arena_free(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(nothing_that_tells_the_person_is_left_in_any_column, setup),
		cmocka_unit_test_setup(what_was_said_to_the_firm_stays_readable, setup),
		cmocka_unit_test_setup(other_people_lose_nothing, setup),
		cmocka_unit_test_setup(an_agents_name_goes_and_his_work_stays, setup),
		cmocka_unit_test_setup(a_wish_waits_for_its_day_and_can_be_taken_back, setup),
		cmocka_unit_test_setup(the_last_owner_and_the_last_administrator_stay, setup),
		cmocka_unit_test_setup(of_two_owners_who_go_at_once_one_stays, setup),
		cmocka_unit_test_setup(of_two_administrators_who_go_at_once_one_stays, setup),
		cmocka_unit_test_setup(an_owner_who_cannot_sign_in_keeps_no_company, setup),
		cmocka_unit_test_setup(words_are_hidden_only_where_they_stand_alone, setup),
		cmocka_unit_test_setup(the_archive_reads_all_that_is_ones_own_and_nothing_else, setup),
	};
	scratch_open("person_erase", 1);
	return cmocka_run_group_tests_name("person_erase", tests, NULL, scratch_close);
}
