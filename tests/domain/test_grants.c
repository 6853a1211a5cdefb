/*
 * sql/grants.sql as it stands, with the names of users and database put in: every query of the programs is
 * allowed to their database user, and nothing that would change the schema or rewrite the audit log is; what
 * management alone may write is refused to the other programs.
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

#define GRANTS "sql/grants.sql"

enum role { WEB, ADMIN, WORKER, OPERATOR, ROLES };

static const struct {
	const char *name, *user; /* in grants.sql, here */
	const char *password;    /* in grants.sql */
} users[ROLES] = {
	[WEB] = { "portico", "portico_test_web", "put a password here" },
	[ADMIN] = { "portico_admin", "portico_test_admin", "put a second password here" },
	[WORKER] = { "portico_worker", "portico_test_worker", "put a third password here" },
	[OPERATOR] = { "portico_operator", "portico_test_operator", "put a fourth password here" },
};

static const char *const web_programs[] = { "home", "login", "account", "company", "kb", "forum",
	"suggestions", "search", "tickets", "files", "desk" };

/* Queries that write these, the worker's and then management's, are linked into other programs beside those
 * that read them, and are never run there. */
static const char *const of_others[] = { "search_term", "search_doc_term", "heartbeat", "staff_role",
	"setting", "team", "team_member", "people_group", "people_group_member", "forum_category",
	"forum_category_text", "suggestion_board", "suggestion_board_text", "suggestion_rule",
	"suggestion_rule_text" };
#define OF_WORKER 3

static struct db *root, *as[ROLES];
static char password_files[ROLES][40]; /* there while one may connect */

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
	for (size_t i = 0; i < ROLES; i++)
		text = replaced(text, arena_format(scratch.arena, "'%s'@", users[i].name),
		        arena_format(scratch.arena, "'%s'@", users[i].user));
	return text;
}

/* The password that grants.sql asks to be replaced, in a file of its own. */
static void write_password(size_t role)
{
	char *path = password_files[role];
	snprintf(path, sizeof(password_files[role]), "/tmp/portico-grants-XXXXXX");
	int fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_true(dprintf(fd, "%s\n", users[role].password) > 0);
	(void)close(fd);
}

static void drop_users(void)
{
	for (size_t i = 0; i < ROLES; i++)
		run(root, arena_format(scratch.arena, "DROP USER IF EXISTS '%s'@'localhost'", users[i].user));
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
	for (size_t i = 0; i < ROLES; i++) {
		write_password(i);
		as[i] = connect_as(users[i].user, password_files[i]);
	}
	return 0;
}

static int teardown_group(void **state)
{
	drop_users();
	for (size_t i = 0; i < ROLES; i++) {
		db_close(as[i]);
		(void)unlink(password_files[i]);
	}
	db_close(root);
	return scratch_close(state);
}

/* --- what they may ---------------------------------------------------------------------------- */

static const struct query *query_of(const char *sql)
{
	for (const struct query *const *query = __start_portico_query; query < __stop_portico_query; query++)
		if (text_equal((*query)->sql, sql))
			return *query;
	return NULL; /* of the program's own folder */
}

static bool is_of_others(const struct query *query, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *at = strstr(query->sql, of_others[i]);
		char after = at ? at[strlen(of_others[i])] : 'x';
		if (at && at > query->sql && at[-1] == ' ' && (after == ' ' || after == '(' || !after))
			return true;
	}
	return false;
}

/* How many queries of the program its user may run; those that he may not are listed, unless they are
 * others'. */
static int count_allowed(const char *program, enum role role, int *refused)
{
	const char *path =
	        arena_format(scratch.arena, "%s/../bin/%s --queries", scratch.config.share_dir, program);
	char *line = NULL;
	size_t room = 0;
	int allowed = 0;
	FILE *lines = popen(path, "r");
	assert_non_null(lines);
	while (getline(&line, &room, lines) > 0) {
		line[strcspn(line, "\n")] = '\0';
		const struct query *query = query_of(line);
		if (query == NULL)
			continue;
		if (db_check(as[role], query) == RC_OK) {
			allowed++;
		} else if (!is_of_others(query, role == ADMIN ? OF_WORKER : LENGTH(of_others))) {
			print_error("%s: %s is refused\n", program, query->name);
			(*refused)++;
		}
	}
	free(line);
	assert_int_equal(pclose(lines), 0);
	return allowed;
}

static void every_query_of_the_web_programs_is_allowed(void **state)
{
	(void)state;
	int refused = 0;
	for (size_t i = 0; i < LENGTH(web_programs); i++)
		if (count_allowed(web_programs[i], WEB, &refused) < 20)
			fail_msg("%s hardly asks anything", web_programs[i]);
	assert_int_equal(refused, 0);
}

static void every_query_of_management_is_allowed(void **state)
{
	(void)state;
	int refused = 0;
	assert_true(count_allowed("admin", ADMIN, &refused) > 100);
	assert_int_equal(refused, 0);
}

static void a_query_without_its_grant_would_be_seen(void **state)
{
	static const struct query rewriting = { "rewriting", "UPDATE audit SET detail = '' WHERE id = ?",
		DB_NO_ROW };
	static const struct query erasing = { "erasing", "DELETE FROM audit WHERE id = ?", DB_NO_ROW };
	static const struct query forging = { "forging", "UPDATE schema_migration SET id = ?", DB_NO_ROW };
	(void)state;
	for (size_t i = 0; i < OPERATOR; i++) {
		assert_int_equal(db_check(as[i], &rewriting), RC_DB);
		assert_int_equal(db_check(as[i], &erasing), RC_DB);
		assert_int_equal(db_check(as[i], &forging), RC_DB);
	}
}

/* Refused to all but the operator. */
static const char *const forbidden[] = {
	"UPDATE audit SET detail = 'other'",
	"DELETE FROM audit",
	"TRUNCATE TABLE audit",
	"REPLACE INTO audit (id, action, created_at) VALUES (1, 'x', 1)",
	"INSERT INTO audit (id, action, created_at) VALUES (1, 'x', 1) ON DUPLICATE KEY UPDATE detail = 'x'",
	"ALTER TABLE audit ADD COLUMN x INT",
	"DROP TABLE audit",
	"DROP TABLE account",
	"ALTER TABLE account DROP COLUMN mail",
	"CREATE TABLE mine (id INT)",
	"CREATE OR REPLACE TABLE audit (id INT)",
	"CREATE INDEX mine ON account (name)",
	"CREATE TRIGGER t BEFORE INSERT ON audit FOR EACH ROW SET NEW.detail = ''",
	"RENAME TABLE audit TO other",
	"SELECT * FROM audit INTO OUTFILE '/tmp/portico-audit'",
	"GRANT UPDATE ON audit TO 'portico_test_web'@'localhost'",
	"SELECT * FROM mysql.user",
	"INSERT INTO schema_migration (id, name, checksum, started_at) VALUES (9999, 'x', '', 1)",
	"DELETE FROM schema_lease",
};

/* What would give somebody rights or take the portal over: management's alone. */
static const char *const of_admin[] = {
	"UPDATE staff_role SET name = name",
	"DELETE FROM staff_role",
	"UPDATE setting SET value = ''",
	"DELETE FROM team",
	"INSERT INTO team_member (team_id, account_id) VALUES (1, 1)",
	"DELETE FROM people_group",
	"DELETE FROM forum_category",
	"DELETE FROM suggestion_board",
};

static void refuses(size_t role, const char *const *statements, size_t count)
{
	const char *why = "";
	for (size_t i = 0; i < count; i++)
		if (db_run_script(as[role], scratch.arena, statements[i], &why) == RC_OK)
			fail_msg("allowed to %s: %s", users[role].name, statements[i]);
}

static void the_log_is_added_to_and_nothing_else(void **state)
{
	(void)state;
	for (size_t i = 0; i < OPERATOR; i++) {
		run(as[i], "INSERT INTO audit (action, created_at) VALUES ('first', 1)");
		refuses(i, forbidden, LENGTH(forbidden));
	}
	assert_int_equal(
	        scratch_ask("SELECT COUNT(*) AS number FROM audit WHERE action = 'first' AND detail = ''"),
	        OPERATOR);
}

static void what_is_managements_is_refused_to_others(void **state)
{
	(void)state;
	refuses(WEB, of_admin, LENGTH(of_admin));
	run(as[ADMIN], "UPDATE staff_role SET name = name");
}

struct number {
	int64_t number;
};

static int64_t ask_root(const char *sql)
{
	struct query query = { sql, sql, DB_ROW(struct number, number) };
	struct number row = { 0 };
	if (db_one(root, scratch.arena, &query, DB_NO_ARGS, &row) != RC_OK)
		fail_msg("%s", sql);
	return row.number;
}

/* SHOW GRANTS, as rows: reading the whole database, and the rest table by table; no right to hand on. */
static void the_grants_are_those_of_the_file(void **state)
{
	static const char *const tables[] = { "user_privileges", "schema_privileges", "table_privileges" };
	static const char *const rest[] = { "USAGE", "SELECT", "" };
	(void)state;
	for (size_t i = 0; i < OPERATOR; i++)
		for (size_t j = 0; j < LENGTH(tables); j++) {
			const char *sql = arena_format(scratch.arena,
			        "SELECT COUNT(*) AS number FROM information_schema.%s WHERE grantee = "
			        "CONCAT(CHAR(39), '%s', CHAR(39), '@', CHAR(39), 'localhost', CHAR(39)) AND "
			        "(is_grantable <> 'NO' OR privilege_type NOT IN ('%s', %s))",
			        tables[j], users[i].user, rest[j],
			        j == 2 ? "'INSERT', 'UPDATE', 'DELETE'" : "''");
			assert_int_equal(ask_root(sql), 0);
		}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		{ "PRC-01: every query of the web programs is allowed",
		        every_query_of_the_web_programs_is_allowed, scratch_reset, NULL, NULL },
		{ "PRC-01: every query of the management program is allowed",
		        every_query_of_management_is_allowed, scratch_reset, NULL, NULL },
		{ "PRC-01: a query without its grant would be seen", a_query_without_its_grant_would_be_seen,
		        scratch_reset, NULL, NULL },
		{ "PRC-01: the audit log is added to, and the schema stays",
		        the_log_is_added_to_and_nothing_else, scratch_reset, NULL, NULL },
		{ "PRC-01: roles, settings and teams are written by management alone",
		        what_is_managements_is_refused_to_others, scratch_reset, NULL, NULL },
		{ "PRC-01: SHOW GRANTS tells of reading, and of writing table by table",
		        the_grants_are_those_of_the_file, scratch_reset, NULL, NULL },
	};
	scratch_open("grants", 1);
	return cmocka_run_group_tests_name("grants", tests, setup_group, teardown_group);
}
