/* portico restore: a backup's database brought back, after its checksums and before its row counts were
 * compared. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "archive.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/inventory.h"
#include "io/child.h"
#include "version.h"

#define PIECE ((size_t)64 << 10)

static enum rc fail_errno(const char *path)
{
	tool_fail("%s: %s", path, strerror(errno));
	return RC_IO;
}

/* Opens a file of the backup; -1, explained. */
static int open_file(struct tool *tool, const char *folder, const char *name)
{
	const char *path = arena_format(tool->arena, "%s/%s", folder, name);
	int fd = path == NULL ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		fail_errno(path == NULL ? name : path);
	return fd;
}

static json_t *read_manifest(struct tool *tool, const char *folder)
{
	int fd = open_file(tool, folder, ARCHIVE_MANIFEST);
	if (fd < 0)
		return NULL;
	json_error_t error;
	json_t *manifest = json_loadfd(fd, JSON_REJECT_DUPLICATES, &error);
	close(fd);
	if (manifest == NULL)
		tool_fail("%s/%s: %s", folder, ARCHIVE_MANIFEST, error.text);
	else if (json_integer_value(json_object_get(manifest, "format")) != ARCHIVE_FORMAT)
		tool_fail("%s/%s is of another format", folder, ARCHIVE_MANIFEST);
	else
		return manifest;
	json_decref(manifest);
	return NULL;
}

static enum rc hash_file(struct tool *tool, int fd, uint8_t hash[SECRET_HASH])
{
	char *piece = arena_alloc(tool->arena, PIECE);
	struct secret_hasher *hasher = secret_hasher_new(tool->arena);
	if (piece == NULL || hasher == NULL)
		return RC_NO_MEMORY;
	for (;;) {
		ssize_t got = read(fd, piece, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return RC_IO;
		if (got == 0)
			break;
		secret_hasher_add(hasher, piece, (size_t)got);
	}
	secret_hasher_end(hasher, hash);
	return RC_OK;
}

static enum rc check_file(struct tool *tool, const char *folder, const char *name, json_t *about)
{
	int fd = open_file(tool, folder, name);
	if (fd < 0)
		return RC_IO;
	uint8_t hash[SECRET_HASH];
	enum rc rc = hash_file(tool, fd, hash);
	close(fd);
	if (rc != RC_OK)
		return fail_errno(name);
	const char *digits = text_hex(tool->arena, hash, sizeof(hash));
	if (text_equal(digits, json_string_value(json_object_get(about, "sha256"))))
		return RC_OK;
	tool_fail("%s/%s is damaged: its checksum is not the manifest's", folder, name);
	return RC_INVALID;
}

static enum rc check_files(struct tool *tool, const char *folder, json_t *manifest)
{
	json_t *files = json_object_get(manifest, "files");
	const char *name;
	json_t *about;
	if (json_object_get(files, ARCHIVE_DUMP) == NULL) {
		tool_fail("%s holds no %s", folder, ARCHIVE_DUMP);
		return RC_INVALID;
	}
	json_object_foreach(files, name, about)
	{
		enum rc rc = strchr(name, '/') != NULL ? RC_INVALID : check_file(tool, folder, name, about);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

static enum rc check_empty(struct tool *tool, bool force)
{
	int64_t tables;
	enum rc rc = inventory_tables(tool->db, tool->arena, &tables);
	if (rc != RC_OK) {
		tool_failed(rc, tool->config.db_name);
		return rc;
	}
	if (tables == 0 || force)
		return RC_OK;
	tool_fail("the database %s is not empty; restore into an empty one, or overwrite it with --force",
	        tool->config.db_name);
	return RC_INVALID;
}

static enum rc run_client(struct tool *tool, int secret, int dump)
{
	static const char *const names[] = { "mariadb", "mysql", NULL };
	const char *args[] = { "mariadb", archive_options_argument, "--batch",
		"--default-character-set=utf8mb4", "--max-allowed-packet=64M", tool->config.db_name, NULL };
	struct child child = { .args = args, .in = dump, .secret = secret, .out = -1 };
	enum rc rc = child_find(tool->arena, names, &child.path);
	if (rc != RC_OK) {
		tool_fail("the mariadb client is not installed: apt install mariadb-client");
		return rc;
	}
	rc = child_start(&child);
	if (rc != RC_OK)
		return fail_errno(child.path);
	rc = child_end(&child);
	if (rc != RC_OK)
		tool_fail("mariadb failed; the lines above say why. The database is incomplete: restore "
		          "again with --force");
	return rc;
}

static enum rc load(struct tool *tool, const char *folder)
{
	int secret = archive_options(tool);
	if (secret < 0)
		return RC_IO;
	int dump = open_file(tool, folder, ARCHIVE_DUMP);
	enum rc rc = dump < 0 ? RC_IO : run_client(tool, secret, dump);
	if (dump >= 0)
		close(dump);
	close(secret);
	return rc;
}

static enum rc compare_rows(struct tool *tool, json_t *manifest)
{
	struct db_rows rows;
	enum rc rc = inventory_list(tool->db, tool->arena, &rows);
	if (rc != RC_OK) {
		tool_note("the row counts were not compared: the schema is of another version; run portico "
		          "migrate");
		return RC_OK;
	}
	json_t *counts = json_object_get(manifest, "rows");
	const struct inventory_row *tables = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		int64_t wanted = json_integer_value(json_object_get(counts, tables[i].name));
		if (tables[i].count == wanted)
			continue;
		tool_fail("%s has %" PRId64 " rows, the backup %" PRId64, tables[i].name, tables[i].count,
		        wanted);
		rc = RC_INVALID;
	}
	return rc;
}

static enum rc bring_back(struct tool *tool, const char *folder, bool force)
{
	json_t *manifest = read_manifest(tool, folder);
	if (manifest == NULL)
		return RC_INVALID;
	enum rc rc = check_files(tool, folder, manifest);
	db_expect_schema(tool->db, 0);
	if (rc == RC_OK)
		rc = check_empty(tool, force);
	if (rc == RC_OK)
		rc = load(tool, folder);
	if (rc == RC_OK)
		rc = compare_rows(tool, manifest);
	bool older = json_integer_value(json_object_get(manifest, "schema")) < PORTICO_SCHEMA;
	json_decref(manifest);
	if (rc == RC_OK && older)
		tool_note("the backup's schema is older: run portico migrate");
	return rc;
}

int command_restore(struct tool *tool)
{
	static const struct option options[] = { { "force", no_argument, NULL, 'f' }, { NULL, 0, NULL, 0 } };
	bool force = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == '?')
			return MISUSED;
		force = true;
	}
	if (optind + 1 != tool->argc)
		return MISUSED;
	const char *folder = tool->argv[optind];
	enum rc rc = archive_place(tool, folder);
	if (rc == RC_OK)
		rc = bring_back(tool, folder, force);
	if (rc != RC_OK)
		return tool_fail("restore failed");
	tool_say("restored from %s; its portico.conf and portico.key are there to be put in place", folder);
	return DONE;
}
