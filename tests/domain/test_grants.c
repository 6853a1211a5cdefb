/*
 * sql/grants.sql as it stands, with the names of users and database put in: every query of the programs is
 * allowed to their database user, and nothing that would change the schema or rewrite the audit log is.
 *
 * Making users needs the server's administrator: the private server keeps his password beside its settings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/text.h"
#include "scratch.h"

#define GRANTS   "sql/grants.sql"
#define WEB      "portico_test_web"
#define OPERATOR "portico_test_operator"

/* What only the operator's commands do: migrating, taking in and giving out whole databases. */
static const char *const of_operator[] = {
	"begin_record",
	"finish_record",
	"take_lease",
	"give_lease_back",
};

static struct db *root, *web;
static char password_file[] = "/tmp/portico-grants-XXXXXX"; /* there while `web` may connect */

/* --- making the users ------------------------------------------------------------------------- */

/* `text` with each `from` replaced. */
static char *replaced(const char *text, const char *from, const char *to)
{
	char *out = arena_text(scratch.arena, "");
	for (const char *at = text; out;) {
		const char *found = strstr(at, from);
		size_t length = found ? (size_t)(found - at) : strlen(at);
		out = arena_format(scratch.arena, "%s%.*s%s", out, (int)length, at, found ? to : "");
		if (!found)
			return out;
		at = found + strlen(from);
	}
	fail_msg("no memory");
	return NULL;
}

static struct db *connect_as(const char *user, const char *secret)
{
	struct config *config = arena_alloc(scratch.keep, sizeof(*config));
	struct db *db;
	assert_non_null(config);
	*config = scratch.config;
	config->db_user = user;
	config->db_password_file = secret;
	assert_int_equal(db_open(config, &db), RC_OK);
	return db;
}

static void run(struct db *db, const char *statement)
{
	const char *why = "";
	if (db_run_script(db, scratch.arena, statement, &why) != RC_OK)
		fail_msg("%s: %s", statement, why);
}

/* The statements of the file one by one, without its comments. */
static void run_file(struct db *db, const char *text)
{
	while (*text) {
		size_t line = strcspn(text, "\n");
		if (line > 0 && !text_starts(text, "--")) {
			char *statement = arena_copy(scratch.arena, text, line);
			assert_non_null(statement);
			assert_int_equal(statement[line - 1], ';');
			statement[line - 1] = '\0';
			run(db, statement);
		}
		text += line + (text[line] == '\n');
	}
}

static const char *grants_text(void)
{
	char *text;
	size_t length;
	const char *on = arena_format(scratch.arena, " ON `%s`.", scratch.config.db_name);
	if (file_read(scratch.arena, GRANTS, 1 << 20, &text, &length) != RC_OK)
		fail_msg("%s cannot be read; run the tests from the top folder", GRANTS);
	text = replaced(text, " ON portico.", on);
	text = replaced(text, "'portico'@", "'" WEB "'@");
	return replaced(text, "'portico_operator'@", "'" OPERATOR "'@");
}

/* The password that grants.sql asks to be replaced, in a file of its own. */
static void write_password(void)
{
	const char *password = "put a password here\n";
	int fd = mkstemp(password_file);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, password, strlen(password)), (ssize_t)strlen(password));
	(void)close(fd);
}

static void drop_users(void)
{
	run(root, "DROP USER IF EXISTS '" WEB "'@'localhost', '" OPERATOR "'@'localhost'");
}

static int setup_group(void **state)
{
	(void)state;
	const char *conf = getenv("PORTICO_TEST_CONF");
	const char *slash = conf ? strrchr(conf, '/') : NULL;
	const char *secret =
	        slash ? arena_format(scratch.keep, "%.*s/db-root-password", (int)(slash - conf), conf) : NULL;
	if (!secret || access(secret, R_OK) != 0) {
		printf("SKIP: no password of the server's administrator beside %s\n", conf ? conf : "");
		exit(77);
	}
	root = connect_as("root", secret);
	drop_users();
	run_file(root, grants_text());
	write_password();
	web = connect_as(WEB, password_file);
	return 0;
}

static int teardown_group(void **state)
{
	drop_users();
	db_close(web);
	db_close(root);
	(void)unlink(password_file);
	return scratch_close(state);
}

/* --- what they may ---------------------------------------------------------------------------- */

static bool is_of_operator(const struct query *query)
{
	for (size_t i = 0; i < LENGTH(of_operator); i++)
		if (text_equal(of_operator[i], query->name))
			return true;
	return false;
}

static void every_query_of_the_programs_is_allowed(void **state)
{
	(void)state;
	int count = 0, refused = 0;
	for (const struct query *const *query = __start_portico_query; query < __stop_portico_query;
	        query++, count++) {
		if (is_of_operator(*query) || db_check(web, *query) == RC_OK)
			continue;
		print_error("%s is refused\n", (*query)->name);
		refused++;
	}
	assert_int_equal(refused, 0);
	assert_true(count > 100); /* fewer: the library was not linked whole */
}

static void a_query_without_its_grant_would_be_seen(void **state)
{
	static const struct query rewriting = { "rewriting", "UPDATE audit SET detail = '' WHERE id = ?",
		DB_NO_ROW };
	static const struct query erasing = { "erasing", "DELETE FROM audit WHERE id = ?", DB_NO_ROW };
	static const struct query forging = { "forging", "UPDATE schema_migration SET id = ?", DB_NO_ROW };
	(void)state;
	assert_int_equal(db_check(web, &rewriting), RC_DB);
	assert_int_equal(db_check(web, &erasing), RC_DB);
	assert_int_equal(db_check(web, &forging), RC_DB);
}

static void the_log_is_added_to_and_nothing_else(void **state)
{
	static const char *const forbidden[] = {
		"UPDATE audit SET detail = 'other'",
		"DELETE FROM audit",
		"TRUNCATE TABLE audit",
		"REPLACE INTO audit (id, action, created_at) VALUES (1, 'x', 1)",
		"INSERT INTO audit (id, action, created_at) VALUES (1, 'x', 1) ON DUPLICATE KEY UPDATE "
		"detail = 'x'",
		"ALTER TABLE audit ADD COLUMN x INT",
		"DROP TABLE audit",
		"DROP TABLE account",
		"CREATE TABLE mine (id INT)",
		"CREATE OR REPLACE TABLE audit (id INT)",
		"CREATE TRIGGER t BEFORE INSERT ON audit FOR EACH ROW SET NEW.detail = ''",
		"RENAME TABLE audit TO other",
		"SELECT * FROM audit INTO OUTFILE '/tmp/portico-audit'",
		"GRANT UPDATE ON audit TO '" WEB "'@'localhost'",
		"SELECT * FROM mysql.user",
	};
	(void)state;
	const char *why = "";
	run(web, "INSERT INTO audit (action, created_at) VALUES ('first', 1)");
	for (size_t i = 0; i < LENGTH(forbidden); i++)
		if (db_run_script(web, scratch.arena, forbidden[i], &why) == RC_OK)
			fail_msg("allowed: %s", forbidden[i]);
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'first' AND detail = ''"),
	        1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{ "PRC-01: every query of the programs is allowed", every_query_of_the_programs_is_allowed,
		        scratch_reset, NULL, NULL },
		{ "PRC-01: a query without its grant would be seen", a_query_without_its_grant_would_be_seen,
		        scratch_reset, NULL, NULL },
		{ "PRC-01: the audit log is added to, and the schema stays",
		        the_log_is_added_to_and_nothing_else, scratch_reset, NULL, NULL },
	};
	scratch_open("grants", 1);
	return cmocka_run_group_tests_name("grants", tests, setup_group, teardown_group);
}
