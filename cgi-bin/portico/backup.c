/*
 * portico backup: one consistent picture of the database, the settings and the key, and a manifest with
 * checksums and row counts. The manifest is written last: a folder without one is no backup. Rows are counted
 * as they pass.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "archive.h"
#include "base/file.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "io/child.h"
#include "io/folder.h"
#include "version.h"

#define PIECE      ((size_t)64 << 10)
#define HEAD       128 /* bytes of a line that tell which table it fills */
#define FILE_BYTES ((size_t)1 << 20)

struct backup {
	struct tool *tool;
	const char *folder;
	json_t *files; /* name to { size, sha256 } */
	json_t *rows;  /* table to count */
	char head[HEAD];
	size_t head_length;
};

static enum rc fail_errno(const char *path)
{
	tool_fail("%s: %s", path, strerror(errno));
	return RC_IO;
}

static enum rc note_file(
        struct backup *backup, const char *name, int64_t size, const uint8_t hash[SECRET_HASH])
{
	const char *digits = text_hex(backup->tool->arena, hash, SECRET_HASH);
	json_t *about =
	        digits == NULL ? NULL : json_pack("{s:I, s:s}", "size", (json_int_t)size, "sha256", digits);
	return about != NULL && json_object_set_new(backup->files, name, about) == 0 ? RC_OK : RC_NO_MEMORY;
}

/* Creates a file of the backup; -1, explained. */
static int make_file(struct backup *backup, const char *name)
{
	const char *path = arena_format(backup->tool->arena, "%s/%s", backup->folder, name);
	int fd = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		fail_errno(path == NULL ? name : path);
	return fd;
}

static enum rc close_file(int fd, const char *name)
{
	bool kept = fsync(fd) == 0;
	return close(fd) == 0 && kept ? RC_OK : fail_errno(name);
}

/* --- the dump -------------------------------------------------------------------------------- */

/* "INSERT INTO `ticket` VALUES …" is one row. */
static enum rc count_row(struct backup *backup)
{
	static const char start[] = "INSERT INTO `";
	backup->head[backup->head_length] = '\0';
	if (!text_starts(backup->head, start))
		return RC_OK;
	char *table = backup->head + sizeof(start) - 1;
	table[strcspn(table, "`")] = '\0';
	json_int_t count = json_integer_value(json_object_get(backup->rows, table));
	return json_object_set_new(backup->rows, table, json_integer(count + 1)) == 0 ? RC_OK : RC_NO_MEMORY;
}

static enum rc count_rows(struct backup *backup, const char *data, size_t length)
{
	while (length > 0) {
		const char *end = memchr(data, '\n', length);
		size_t part = end == NULL ? length : (size_t)(end - data),
		       room = HEAD - 1 - backup->head_length;
		size_t take = part < room ? part : room;
		memcpy(backup->head + backup->head_length, data, take);
		backup->head_length += take;
		if (end == NULL)
			return RC_OK;
		enum rc rc = count_row(backup);
		backup->head_length = 0;
		if (rc != RC_OK)
			return rc;
		data += part + 1;
		length -= part + 1;
	}
	return RC_OK;
}

static enum rc copy_dump(struct backup *backup, int from, int to)
{
	char *piece = arena_alloc(backup->tool->arena, PIECE);
	struct secret_hasher *hasher = secret_hasher_new(backup->tool->arena);
	if (piece == NULL || hasher == NULL)
		return RC_NO_MEMORY;
	int64_t size = 0;
	for (;;) {
		ssize_t got = read(from, piece, PIECE);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail_errno("mariadb-dump");
		if (got == 0)
			break;
		secret_hasher_add(hasher, piece, (size_t)got);
		size += got;
		enum rc rc = file_write(to, piece, (size_t)got);
		if (rc != RC_OK)
			return fail_errno(ARCHIVE_DUMP);
		rc = count_rows(backup, piece, (size_t)got);
		if (rc != RC_OK)
			return rc;
	}
	uint8_t hash[SECRET_HASH];
	secret_hasher_end(hasher, hash);
	return note_file(backup, ARCHIVE_DUMP, size, hash);
}

static enum rc run_dump(struct backup *backup, int secret, int to)
{
	static const char *const names[] = { "mariadb-dump", "mysqldump", NULL };
	const char *args[] = { "mariadb-dump", archive_options_argument, "--single-transaction", "--quick",
		"--skip-lock-tables", "--skip-add-locks", "--skip-extended-insert", "--no-autocommit",
		"--hex-blob", "--no-tablespaces", "--skip-triggers", "--skip-dump-date",
		"--default-character-set=utf8mb4", backup->tool->config.db_name, NULL };
	struct child child = { .args = args, .in = -1, .secret = secret, .reads_out = true };
	enum rc rc = child_find(backup->tool->arena, names, &child.path);
	if (rc != RC_OK) {
		tool_fail("mariadb-dump is not installed: apt install mariadb-client");
		return rc;
	}
	rc = child_start(&child);
	if (rc != RC_OK)
		return fail_errno(child.path);
	rc = copy_dump(backup, child.out, to);
	enum rc ended = child_end(&child);
	if (rc == RC_OK && ended != RC_OK)
		tool_fail("mariadb-dump failed; the lines above say why");
	return rc == RC_OK ? ended : rc;
}

static enum rc dump_database(struct backup *backup)
{
	int secret = archive_options(backup->tool);
	if (secret < 0)
		return RC_IO;
	int to = make_file(backup, ARCHIVE_DUMP);
	enum rc rc = to < 0 ? RC_IO : run_dump(backup, secret, to);
	close(secret);
	if (to < 0)
		return rc;
	enum rc closed = close_file(to, ARCHIVE_DUMP);
	return rc == RC_OK ? closed : rc;
}

/* --- the small files ------------------------------------------------------------------------- */

static enum rc save_text(struct backup *backup, const char *name, const char *data, size_t length)
{
	int to = make_file(backup, name);
	if (to < 0)
		return RC_IO;
	enum rc rc = file_write(to, data, length);
	enum rc closed = close_file(to, name);
	return rc == RC_OK ? closed : fail_errno(name);
}

static enum rc copy_file(struct backup *backup, const char *from, const char *name)
{
	char *data;
	size_t length;
	enum rc rc = file_read(backup->tool->arena, from, FILE_BYTES, &data, &length);
	if (rc != RC_OK) {
		tool_fail("%s: %s", from, rc_text(rc));
		return rc;
	}
	rc = save_text(backup, name, data, length);
	uint8_t hash[SECRET_HASH];
	secret_hash(data, length, hash);
	return rc == RC_OK ? note_file(backup, name, (int64_t)length, hash) : rc;
}

static enum rc write_manifest(struct backup *backup)
{
	const char *when = time_iso(backup->tool->arena, time_now());
	json_t *manifest = json_pack("{s:i, s:s, s:i, s:s?, s:O, s:O}", "format", ARCHIVE_FORMAT, "version",
	        PORTICO_VERSION, "schema", PORTICO_SCHEMA, "made", when, "files", backup->files, "rows",
	        backup->rows);
	char *text = manifest == NULL ? NULL : json_dumps(manifest, JSON_INDENT(1) | JSON_SORT_KEYS);
	json_decref(manifest);
	if (text == NULL)
		return RC_NO_MEMORY;
	enum rc rc = save_text(backup, ARCHIVE_MANIFEST, text, strlen(text));
	free(text);
	return rc;
}

static enum rc save(struct backup *backup)
{
	struct tool *tool = backup->tool;
	backup->files = json_object();
	backup->rows = json_object();
	enum rc rc = backup->files == NULL || backup->rows == NULL ? RC_NO_MEMORY : dump_database(backup);
	if (rc == RC_OK && tool->config_file != NULL)
		rc = copy_file(backup, tool->config_file, "portico.conf");
	if (rc == RC_OK)
		rc = copy_file(backup, tool->config.key_file, "portico.key");
	if (rc == RC_OK)
		rc = write_manifest(backup);
	json_decref(backup->files);
	json_decref(backup->rows);
	return rc;
}

/* A refused place is left as it was found. */
static enum rc check_place(struct tool *tool, const char *path, bool made)
{
	enum rc rc = archive_place(tool, path);
	if (rc != RC_OK && made)
		(void)rmdir(path);
	return rc;
}

static enum rc prepare_folder(struct tool *tool, const char *path)
{
	bool made = access(path, F_OK) != 0;
	if (folder_make(path, 0700) != RC_OK)
		return fail_errno(path);
	struct folder folder;
	enum rc rc = folder_list(tool->arena, path, &folder);
	if (rc != RC_OK)
		return fail_errno(path);
	if (folder.count == 0)
		return check_place(tool, path, made);
	tool_fail("%s is not empty; each backup has a folder of its own", path);
	return RC_INVALID;
}

int command_backup(struct tool *tool)
{
	if (tool->argc != 2)
		return MISUSED;
	struct backup backup = { .tool = tool, .folder = tool->argv[1] };
	enum rc rc = prepare_folder(tool, backup.folder);
	if (rc == RC_OK)
		rc = save(&backup);
	if (rc != RC_OK)
		return tool_fail("no backup was made");
	tool_say("saved to %s; it holds the key and all data: keep it as safe as the portal itself",
	        backup.folder);
	return DONE;
}
