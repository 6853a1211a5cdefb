/*
 * Files in the database, piece by piece in both directions. The piece that is read lives in an arena of its
 * own that is emptied for the next one.
 */
#include "domain/attachment.h"

#include <errno.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/time.h"
#include "io/filetype.h"

#define FILE_COLUMNS "SELECT f.id, f.message_id, f.public_id, f.name, f.type, f.size FROM attachment f"
#define FILE_ROW     DB_ROW(struct attachment, id, message_id, public_id, name, type, size)

DB_QUERY(list_public_files,
        FILE_COLUMNS " JOIN ticket_message m ON m.id = f.message_id AND m.kind = 'public'"
                     " WHERE f.ticket_id = ? AND f.message_id >= ? ORDER BY f.message_id, f.id LIMIT ?",
        FILE_ROW);

DB_QUERY(list_all_files,
        FILE_COLUMNS " WHERE f.ticket_id = ? AND f.message_id >= ? ORDER BY f.message_id, f.id LIMIT ?",
        FILE_ROW);

DB_QUERY(find_file,
        "SELECT f.id, f.message_id, f.public_id, f.name, f.type, f.size, f.ticket_id, t.requester_id,"
        " t.company_id, t.team_id, t.assignee_id, w.owner AS member_owner, w.rights AS member_rights,"
        " p.account_id IS NOT NULL AS participant, g.account_id IS NOT NULL AS in_team,"
        " m.kind <> 'public' AS in_note"
        " FROM attachment f JOIN ticket_message m ON m.id = f.message_id JOIN ticket t ON t.id = f.ticket_id"
        " LEFT JOIN company c ON c.id = t.company_id AND c.state = 'active'"
        " LEFT JOIN company_member w ON w.company_id = c.id AND w.account_id = ?"
        " LEFT JOIN ticket_participant p ON p.ticket_id = t.id AND p.account_id = ?"
        " LEFT JOIN team_member g ON g.team_id = t.team_id AND g.account_id = ?"
        " WHERE f.public_id = ?",
        DB_ROW(struct attachment, id, message_id, public_id, name, type, size, ticket_id, requester_id,
                company_id, team_id, assignee_id, member_owner, member_rights, participant, in_team,
                in_note));

DB_QUERY(list_post_files,
        "SELECT STRAIGHT_JOIN f.id, f.post_id, f.public_id, f.name, f.type, f.size FROM forum_post p"
        " JOIN attachment f ON f.post_id = p.id"
        " WHERE p.topic_id = ? AND p.place BETWEEN ? AND ? ORDER BY p.place, f.id LIMIT ?",
        DB_ROW(struct attachment, id, post_id, public_id, name, type, size));

DB_QUERY(find_post_file,
        "SELECT f.id, f.post_id, f.public_id, f.name, f.type, f.size, p.state, p.author_id,"
        " t.state AS topic_state, t.author_id AS topic_author_id, c.audience,"
        " " AUDIENCE_BELONGS("c") " AS belongs"
                                  " FROM attachment f JOIN forum_post p ON p.id = f.post_id JOIN forum_topic "
                                  "t ON t.id = p.topic_id"
                                  " JOIN forum_category c ON c.id = t.category_id WHERE f.public_id = ?",
        DB_ROW(struct attachment, id, post_id, public_id, name, type, size, state, author_id, topic_state,
                topic_author_id, audience, belongs));

struct total {
	int64_t bytes;
};

DB_QUERY(bytes_of_owner,
        "SELECT CAST(COALESCE(SUM(size), 0) AS SIGNED) AS bytes FROM attachment WHERE owner_id <=> ? AND "
        "created_at > ?",
        DB_ROW(struct total, bytes));

DB_QUERY(bytes_of_ticket,
        "SELECT CAST(COALESCE(SUM(size), 0) AS SIGNED) AS bytes FROM attachment WHERE ticket_id = ?",
        DB_ROW(struct total, bytes));

DB_QUERY(insert_file,
        "INSERT INTO attachment (public_id, ticket_id, message_id, post_id, owner_id, name, type, size, hash,"
        " created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        DB_NO_ROW);

DB_QUERY(insert_chunk, "INSERT INTO attachment_chunk (attachment_id, position, data) VALUES (?, ?, ?)",
        DB_NO_ROW);

struct chunk {
	struct bytes data;
};

DB_QUERY(find_chunk, "SELECT data FROM attachment_chunk WHERE attachment_id = ? AND position = ?",
        DB_ROW(struct chunk, data));

#define FILES_SHOWN (LIMIT_THREAD * LIMIT_FILES)

enum rc attachment_list_public(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t first, struct db_rows *files)
{
	return db_all(db, arena, &list_public_files, DB_ARGS(ticket_id, first, FILES_SHOWN), files);
}

enum rc attachment_list_all(
        struct db *db, struct arena *arena, int64_t ticket_id, int64_t first, struct db_rows *files)
{
	return db_all(db, arena, &list_all_files, DB_ARGS(ticket_id, first, FILES_SHOWN), files);
}

enum rc attachment_find(struct db *db, struct arena *arena, const uint8_t public_id[ATTACHMENT_ID],
        int64_t who_id, struct attachment *file)
{
	struct bytes id = { public_id, ATTACHMENT_ID };

	return db_one(db, arena, &find_file, DB_ARGS(who_id, who_id, who_id, id), file);
}

enum rc attachment_list_posts(
        struct db *db, struct arena *arena, int64_t topic_id, int32_t from, int32_t to, struct db_rows *files)
{
	return db_all(db, arena, &list_post_files,
	        DB_ARGS(topic_id, from, to, LIMIT_TOPIC_PAGE * LIMIT_POST_FILES), files);
}

enum rc attachment_find_post(struct db *db, struct arena *arena, const uint8_t public_id[ATTACHMENT_ID],
        int64_t who_id, struct attachment *file)
{
	struct bytes id = { public_id, ATTACHMENT_ID };

	return db_one(db, arena, &find_post_file, DB_ARGS(who_id, who_id, id), file);
}

bool attachment_may_read_post(const struct account *who, const struct attachment *file)
{
	return may_read_audience(who, file->audience, file->belongs) &&
	       may_see_state(who, file->topic_state, file->topic_author_id) &&
	       may_see_state(who, file->state, file->author_id);
}

struct ticket_rights attachment_rights(const struct attachment *file)
{
	return (struct ticket_rights){ .ticket_id = file->ticket_id,
		.requester_id = file->requester_id,
		.company_id = file->company_id,
		.team_id = file->team_id,
		.assignee_id = file->assignee_id,
		.member = file->member_rights != NULL,
		.member_owner = file->member_owner,
		.member_rights = file->member_rights,
		.participant = file->participant,
		.in_team = file->in_team };
}

size_t attachment_count(const struct form_file *files)
{
	size_t count = 0;

	for (; files != NULL; files = files->next)
		count++;
	return count;
}

static int64_t bytes_in(const struct form_file *files)
{
	int64_t bytes = 0;

	for (; files != NULL; files = files->next)
		bytes += files->size;
	return bytes;
}

static enum rc check_day(struct db *db, struct arena *arena, int64_t owner_id, int64_t coming, int64_t now)
{
	int64_t most = owner_id == 0 ? LIMIT_FILES_GUESTS_DAY : LIMIT_FILES_DAY;
	struct total total;
	enum rc rc = db_one(db, arena, &bytes_of_owner, DB_ARGS(db_id_or_null(owner_id), now - DAY), &total);

	if (rc != RC_OK)
		return rc;
	return total.bytes + coming > most ? RC_LIMITED : RC_OK;
}

enum rc attachment_check(struct db *db, struct arena *arena, int64_t owner_id, int64_t ticket_id,
        const struct form_file *files, int64_t now)
{
	int64_t coming = bytes_in(files);
	struct total total;
	enum rc rc;

	if (files == NULL)
		return RC_OK;
	rc = check_day(db, arena, owner_id, coming, now);
	if (rc != RC_OK || ticket_id == 0)
		return rc;
	rc = db_one(db, arena, &bytes_of_ticket, DB_ARGS(ticket_id), &total);
	if (rc != RC_OK)
		return rc;
	return total.bytes + coming > LIMIT_FILES_TICKET ? RC_TOO_LARGE : RC_OK;
}

/* Fills `data` from the file's byte `at` on, up to `most`. The descriptor's own offset stays. */
static enum rc read_piece(int fd, int64_t at, char *data, size_t most, size_t *length)
{
	*length = 0;
	while (*length < most) {
		ssize_t got = pread(fd, data + *length, most - *length, at + (int64_t)*length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return RC_IO;
		if (got == 0)
			break;
		*length += (size_t)got;
	}
	return RC_OK;
}

static enum rc add_pieces(struct db *db, int64_t attachment_id, const struct form_file *file, char *piece)
{
	int64_t written = 0;

	for (int position = 0; written < file->size; position++) {
		size_t length;
		enum rc rc = read_piece(file->fd, written, piece, LIMIT_FILE_CHUNK, &length);
		if (rc == RC_OK && length == 0)
			rc = RC_IO;
		if (rc != RC_OK) {
			log_error("an uploaded file could not be read back from the spool");
			return rc;
		}
		struct bytes data = { piece, length };
		rc = db_run(db, &insert_chunk, DB_ARGS(attachment_id, position, data), NULL);
		if (rc != RC_OK)
			return rc;
		written += (int64_t)length;
	}
	return RC_OK;
}

static enum rc add_file(
        struct db *db, const struct attachment_owner *owner, const struct form_file *file, char *piece)
{
	uint8_t public_id[ATTACHMENT_ID];
	struct bytes hash = { file->hash, sizeof(file->hash) };
	struct db_done done;
	enum rc rc;

	secret_random(public_id, sizeof(public_id));
	rc = db_run(db, &insert_file,
	        DB_ARGS(DB_HASH(public_id), db_id_or_null(owner->ticket_id), db_id_or_null(owner->message_id),
	                db_id_or_null(owner->post_id), db_id_or_null(owner->owner_id), file->name,
	                filetype_of(file->fd), file->size, hash, owner->now),
	        &done);
	if (rc != RC_OK)
		return rc;
	return add_pieces(db, done.insert_id, file, piece);
}

enum rc attachment_add(struct db *db, struct arena *arena, const struct attachment_owner *owner,
        const struct form_file *files)
{
	enum rc rc = RC_OK;
	char *piece;

	if (files == NULL)
		return RC_OK;
	piece = arena_alloc(arena, LIMIT_FILE_CHUNK);
	if (piece == NULL)
		return RC_NO_MEMORY;
	for (; rc == RC_OK && files != NULL; files = files->next)
		rc = add_file(db, owner, files, piece);
	return rc;
}

static enum rc read_pieces(struct db *db, struct arena *arena, const struct attachment *file,
        attachment_take *take, void *context)
{
	int64_t given = 0;

	for (int position = 0; given < file->size; position++) {
		struct chunk chunk;
		enum rc rc = db_one(db, arena, &find_chunk, DB_ARGS(file->id, position), &chunk);
		if (rc == RC_NOT_FOUND || (rc == RC_OK && chunk.data.length == 0)) {
			log_error("attachment %lld lacks piece %d", (long long)file->id, position);
			return RC_IO;
		}
		if (rc == RC_OK)
			rc = take(context, chunk.data.data, chunk.data.length);
		if (rc != RC_OK)
			return rc;
		given += (int64_t)chunk.data.length;
		arena_reset(arena);
	}
	return RC_OK;
}

enum rc attachment_read(struct db *db, const struct attachment *file, attachment_take *take, void *context)
{
	struct arena *arena = arena_new(4096, 4 * (size_t)LIMIT_FILE_CHUNK);
	enum rc rc;

	if (arena == NULL)
		return RC_NO_MEMORY;
	rc = read_pieces(db, arena, file, take, context);
	arena_free(arena);
	return rc;
}
