/* See migrate.h. */
#include "domain/migrate.h"

#include <ctype.h>
#include <errno.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "io/folder.h"

#define FILE_BYTES    ((size_t)4 << 20)
#define LEASE_SECONDS 60

struct table_count {
	int64_t count;
};

struct record {
	int64_t id;
	const char *checksum;
	bool finished;
};

struct holder {
	const char *holder;
};

DB_QUERY(count_migration_tables,
        "SELECT COUNT(*) AS count FROM information_schema.tables "
        "WHERE table_schema = DATABASE() AND table_name = 'schema_migration'",
        DB_ROW(struct table_count, count));
DB_QUERY(list_records,
        "SELECT id, checksum, finished_at IS NOT NULL AS finished FROM schema_migration ORDER BY id",
        DB_ROW(struct record, id, checksum, finished));
DB_QUERY(begin_record,
        "INSERT INTO schema_migration (id, name, checksum, started_at) VALUES (?, ?, ?, ?) "
        "ON DUPLICATE KEY UPDATE name = VALUES(name), checksum = VALUES(checksum), started_at = "
        "VALUES(started_at)",
        DB_NO_ROW);
DB_QUERY(finish_record, "UPDATE schema_migration SET finished_at = ? WHERE id = ?", DB_NO_ROW);
DB_QUERY(name_holder, "SELECT CONCAT(@@hostname, ':', @@port, ':', CONNECTION_ID()) AS holder",
        DB_ROW(struct holder, holder));
DB_QUERY(add_lease, "INSERT IGNORE INTO schema_lease (id, holder, until_at) VALUES (1, '', 0)", DB_NO_ROW);

/* Free when it ran out, is ours, or its holder's connection to this very server is gone (it was killed). */
DB_QUERY(take_lease,
        "UPDATE schema_lease SET holder = ?, until_at = ? WHERE id = 1 AND (until_at < ? OR holder = ? "
        "OR (holder LIKE CONCAT(@@hostname, ':', @@port, ':%') AND NOT EXISTS (SELECT 1 FROM "
        "information_schema.processlist "
        "WHERE processlist.id = SUBSTRING_INDEX(holder, ':', -1))))",
        DB_NO_ROW);
DB_QUERY(read_lease, "SELECT holder FROM schema_lease WHERE id = 1", DB_ROW(struct holder, holder));
DB_QUERY(give_lease_back, "UPDATE schema_lease SET holder = '', until_at = 0 WHERE id = 1 AND holder = ?",
        DB_NO_ROW);

static const char *const own_tables[] = {
	"CREATE TABLE IF NOT EXISTS schema_migration (id BIGINT NOT NULL PRIMARY KEY, name VARCHAR(100) NOT "
	"NULL, "
	"checksum CHAR(64) NOT NULL, started_at BIGINT NOT NULL, finished_at BIGINT NULL) "
	"ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin",
	"CREATE TABLE IF NOT EXISTS schema_lease (id INT NOT NULL PRIMARY KEY, holder VARCHAR(200) NOT NULL, "
	"until_at BIGINT NOT NULL) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin",
};

/* --- statements of a file -------------------------------------------------------------------- */

static const char *past_line(const char *at)
{
	at += strcspn(at, "\n");
	return *at == '\0' ? at : at + 1;
}

static bool opens_line_comment(const char *at)
{
	return at[0] == '#' ||
	       (at[0] == '-' && at[1] == '-' && (at[2] == '\0' || isspace((unsigned char)at[2])));
}

/* Past the comment that begins here, or `at` itself. */
static const char *past_comment(const char *at)
{
	if (opens_line_comment(at))
		return past_line(at);
	if (at[0] != '/' || at[1] != '*')
		return at;
	const char *end = strstr(at + 2, "*/");
	return end == NULL ? at + strlen(at) : end + 2;
}

static const char *past_quoted(const char *at)
{
	char mark = *at++;
	while (*at != '\0' && *at != mark) {
		if (*at == '\\' && mark != '`' && at[1] != '\0')
			at++;
		at++;
	}
	return *at == '\0' ? at : at + 1; /* a doubled mark opens the next piece at once */
}

static bool ends_statement(const char *at)
{
	if (*at != ';')
		return false;
	at += 1 + strspn(at + 1, " \t\r");
	return *at == '\n' || *at == '\0';
}

static const char *skip_blank(const char *at)
{
	for (;;) {
		at += strspn(at, " \t\r\n");
		const char *after = past_comment(at);
		if (after == at)
			return at;
		at = after;
	}
}

char *migrate_statement(struct arena *arena, const char **script)
{
	const char *start = skip_blank(*script), *at = start;
	while (*at != '\0' && !ends_statement(at)) {
		const char *after =
		        *at == '\'' || *at == '"' || *at == '`' ? past_quoted(at) : past_comment(at);
		at = after == at ? at + 1 : after;
	}
	if (at == start && *at == '\0') {
		*script = at;
		return NULL;
	}
	char *statement = arena_copy(arena, start, (size_t)(at - start));
	if (statement != NULL)
		*script = *at == ';' ? at + 1 : at;
	return statement;
}

/* --- the plan -------------------------------------------------------------------------------- */

static enum rc told(struct arena *arena, enum rc rc, const char **why, const char *what, const char *about)
{
	*why = arena_format(arena, "%s: %s", about, what);
	return *why == NULL ? RC_NO_MEMORY : rc;
}

/* "0001-foundation.sql" */
static bool is_file_name(const char *name)
{
	size_t length = strlen(name);
	if (length < 10 || strcmp(name + length - 4, ".sql") != 0 || name[4] != '-')
		return false;
	return strspn(name, "0123456789") == 4 &&
	       strspn(name + 5, "abcdefghijklmnopqrstuvwxyz0123456789-") == length - 9;
}

static enum rc read_migration(struct arena *arena, const char *folder, const char *file,
        struct migration *migration, const char **why)
{
	char *path = arena_format(arena, "%s/%s", folder, file), *sql;
	size_t length;
	if (path == NULL)
		return RC_NO_MEMORY;
	enum rc rc = file_read(arena, path, FILE_BYTES, &sql, &length);
	if (rc != RC_OK)
		return told(arena, rc, why, rc == RC_IO ? strerror(errno) : rc_text(rc), path);
	if (!text_valid(sql, length))
		return told(arena, RC_INVALID, why, "not UTF-8", path);
	uint8_t hash[SECRET_HASH];
	secret_hash(sql, length, hash);
	migration->name = arena_copy(arena, file, strlen(file) - 4);
	migration->checksum = text_hex(arena, hash, sizeof(hash));
	migration->sql = sql;
	return migration->name == NULL || migration->checksum == NULL ? RC_NO_MEMORY : RC_OK;
}

static enum rc read_files(
        struct arena *arena, const char *share_dir, struct migrations *plan, const char **why)
{
	char *path = arena_format(arena, "%s/migrations", share_dir);
	if (path == NULL)
		return RC_NO_MEMORY;
	struct folder folder;
	enum rc rc = folder_list(arena, path, &folder);
	if (rc != RC_OK)
		return told(arena, rc == RC_NOT_FOUND ? RC_IO : rc, why, "cannot be read", path);
	plan->items = ARENA_ARRAY(arena, struct migration, folder.count);
	if (plan->items == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < folder.count && rc == RC_OK; i++) {
		const char *file = folder.entries[i].name;
		if (!is_file_name(file))
			return told(arena, RC_INVALID, why, "is not named NNNN-what.sql", file);
		struct migration *migration = &plan->items[plan->count++];
		rc = read_migration(arena, path, file, migration, why);
		migration->id = (file[0] - '0') * 1000 + (file[1] - '0') * 100 + (file[2] - '0') * 10 +
		                (file[3] - '0');
		if (rc == RC_OK && migration->id != (int64_t)plan->count)
			return told(
			        arena, RC_INVALID, why, "the numbers before it have a gap or a double", file);
	}
	return rc;
}

static enum rc compare(
        struct arena *arena, struct migrations *plan, const struct db_rows *rows, const char **why)
{
	const struct record *records = rows->items;
	for (size_t i = 0; i < rows->count; i++) {
		if (records[i].id < 1 || records[i].id > (int64_t)plan->count) {
			*why = "the database is newer than this program: install the newer one";
			return RC_INVALID;
		}
		struct migration *migration = &plan->items[records[i].id - 1];
		migration->begun = true;
		migration->finished = records[i].finished;
		if (migration->finished && !text_equal(migration->checksum, records[i].checksum))
			return told(arena, RC_INVALID, why,
			        "changed since it ran; a released migration is never edited",
			        migration->name);
	}
	return RC_OK;
}

enum rc migrate_plan(
        struct db *db, struct arena *arena, const char *share_dir, struct migrations *plan, const char **why)
{
	*plan = (struct migrations){ NULL, 0 };
	*why = "the database failed; the log says how";
	enum rc rc = read_files(arena, share_dir, plan, why);
	if (rc != RC_OK)
		return rc;
	struct table_count tables;
	rc = db_one(db, arena, &count_migration_tables, DB_NO_ARGS, &tables);
	if (rc != RC_OK || tables.count == 0)
		return rc;
	struct db_rows rows;
	rc = db_all(db, arena, &list_records, DB_NO_ARGS, &rows);
	return rc == RC_OK ? compare(arena, plan, &rows, why) : rc;
}

/* --- running --------------------------------------------------------------------------------- */

struct run {
	struct db *db;
	struct arena *arena;
	const char *holder;
	const char **why;
};

static enum rc hold_lease(const struct run *run)
{
	int64_t now = time_now();
	struct db_done done;
	enum rc rc = db_run(
	        run->db, &take_lease, DB_ARGS(run->holder, now + LEASE_SECONDS, now, run->holder), &done);
	if (rc != RC_OK || done.affected == 1)
		return rc;
	struct holder current; /* an update that changes nothing counts as none */
	rc = db_one(run->db, run->arena, &read_lease, DB_NO_ARGS, &current);
	if (rc != RC_OK || text_equal(current.holder, run->holder))
		return rc;
	*run->why = "another migration is running; try again when it has ended";
	return RC_CONFLICT;
}

static enum rc open_tables(const struct run *run)
{
	for (size_t i = 0; i < LENGTH(own_tables); i++) {
		enum rc rc = db_run_script(run->db, run->arena, own_tables[i], run->why);
		if (rc != RC_OK)
			return rc;
	}
	return db_run(run->db, &add_lease, DB_NO_ARGS, NULL);
}

static enum rc run_statements(const struct run *run, const struct migration *migration)
{
	const char *script = migration->sql;
	for (;;) {
		char *statement = migrate_statement(run->arena, &script);
		if (statement == NULL)
			return *script == '\0' ? RC_OK : RC_NO_MEMORY;
		enum rc rc = hold_lease(run);
		if (rc != RC_OK)
			return rc;
		const char *problem = "";
		rc = db_run_script(run->db, run->arena, statement, &problem);
		if (rc == RC_OK)
			continue;
		statement[strcspn(statement, "\n")] = '\0';
		*run->why = arena_format(run->arena, "%s: %s … : %s", migration->name, statement, problem);
		return *run->why == NULL ? RC_NO_MEMORY : rc;
	}
}

static enum rc run_migration(const struct run *run, const struct migration *migration)
{
	enum rc rc = db_run(run->db, &begin_record,
	        DB_ARGS(migration->id, migration->name, migration->checksum, time_now()), NULL);
	if (rc == RC_OK)
		rc = run_statements(run, migration);
	if (rc == RC_OK)
		rc = db_run(run->db, &finish_record, DB_ARGS(time_now(), migration->id), NULL);
	return rc;
}

static enum rc run_missing(const struct run *run, const char *share_dir,
        void (*tell)(void *context, const struct migration *migration), void *context)
{
	struct migrations plan;
	enum rc rc = migrate_plan(run->db, run->arena, share_dir, &plan, run->why);
	for (size_t i = 0; i < plan.count && rc == RC_OK; i++) {
		if (plan.items[i].finished)
			continue;
		if (tell != NULL)
			tell(context, &plan.items[i]);
		rc = run_migration(run, &plan.items[i]);
	}
	return rc;
}

enum rc migrate_run(struct db *db, struct arena *arena, const char *share_dir,
        void (*tell)(void *context, const struct migration *migration), void *context, const char **why)
{
	*why = "the database failed; the log says how";
	struct run run = { .db = db, .arena = arena, .why = why };
	struct holder holder;
	enum rc rc = open_tables(&run);
	if (rc == RC_OK)
		rc = db_one(db, arena, &name_holder, DB_NO_ARGS, &holder);
	if (rc != RC_OK)
		return rc;
	run.holder = holder.holder;
	rc = hold_lease(&run);
	if (rc != RC_OK)
		return rc;
	rc = run_missing(&run, share_dir, tell, context);
	if (db_run(db, &give_lease_back, DB_ARGS(run.holder), NULL) != RC_OK)
		log_warn("migrate: the lease was not given back; it runs out within %d s", LEASE_SECONDS);
	return rc;
}
