/* See picture.h. */
#include "domain/picture.h"

#include "base/limits.h"
#include "base/log.h"
#include "base/secret.h"
#include "io/picture.h"

struct waiting {
	int64_t id, account_id;
	int32_t tries;
	struct bytes data;
};

struct content {
	struct bytes data;
};

DB_QUERY(newest_picture,
        "SELECT id, public_id, state FROM picture WHERE account_id = ? ORDER BY id DESC LIMIT 1",
        DB_ROW(struct picture, id, public_id, state));
DB_QUERY(drop_undrawn, "DELETE FROM picture WHERE account_id = ? AND state <> 'ready'", DB_NO_ROW);
DB_QUERY(add_picture,
        "INSERT INTO picture (public_id, account_id, state, data, created_at) VALUES (?, ?, 'waiting', ?, ?)",
        DB_NO_ROW);
DB_QUERY(drop_pictures, "DELETE FROM picture WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(unshow_picture, "UPDATE account SET picture_id = NULL, updated_at = ? WHERE id = ?", DB_NO_ROW);

/* Only what an account shows: a row that is about to go is out of reach at once. */
DB_QUERY(find_shown,
        "SELECT p.data FROM picture p JOIN account a ON a.id = p.account_id AND a.picture_id = p.id"
        " WHERE p.public_id = ? AND p.state = 'ready'",
        DB_ROW(struct content, data));

DB_QUERY(claim_picture,
        "SELECT id, account_id, tries, data FROM picture WHERE state = 'waiting' ORDER BY id LIMIT 1 FOR "
        "UPDATE "
        "SKIP LOCKED",
        DB_ROW(struct waiting, id, account_id, tries, data));
DB_QUERY(count_try, "UPDATE picture SET tries = tries + 1 WHERE id = ?", DB_NO_ROW);
DB_QUERY(note_refused, "UPDATE picture SET state = 'refused', data = '' WHERE id = ? AND state = 'waiting'",
        DB_NO_ROW);
DB_QUERY(note_drawn, "UPDATE picture SET state = 'ready', data = ? WHERE id = ? AND state = 'waiting'",
        DB_NO_ROW);
DB_QUERY(show_picture,
        "UPDATE account SET picture_id = ?, updated_at = ? WHERE id = ? AND state <> 'deleted'", DB_NO_ROW);
DB_QUERY(drop_older, "DELETE FROM picture WHERE account_id = ? AND id < ?", DB_NO_ROW);

enum rc picture_newest(struct db *db, struct arena *arena, int64_t account_id, struct picture *picture)
{
	return db_one(db, arena, &newest_picture, DB_ARGS(account_id), picture);
}

enum rc picture_add(struct db *db, int64_t account_id, struct bytes data, int64_t now)
{
	uint8_t public_id[PICTURE_ID];
	enum rc rc = db_run(db, &drop_undrawn, DB_ARGS(account_id), NULL);
	if (rc != RC_OK)
		return rc;
	secret_random(public_id, sizeof(public_id));
	return db_run(db, &add_picture, DB_ARGS(DB_HASH(public_id), account_id, data, now), NULL);
}

enum rc picture_remove(struct db *db, int64_t account_id, int64_t now)
{
	enum rc rc = db_run(db, &unshow_picture, DB_ARGS(now, account_id), NULL);
	return rc == RC_OK ? db_run(db, &drop_pictures, DB_ARGS(account_id), NULL) : rc;
}

enum rc picture_find(
        struct db *db, struct arena *arena, const uint8_t public_id[PICTURE_ID], struct bytes *png)
{
	struct bytes id = { public_id, PICTURE_ID };
	struct content content;
	enum rc rc = db_one(db, arena, &find_shown, DB_ARGS(id), &content);
	if (rc == RC_OK)
		*png = content.data;
	return rc;
}

/* --- drawing --------------------------------------------------------------------------------- */

struct drawing {
	struct db *db;
	struct arena *arena;
	struct waiting picture;
	struct bytes png; /* NULL data: refused */
	int64_t now;
};

/* The try is counted before it is made: what ends the worker itself does not come back for ever. */
static enum rc claim(void *context)
{
	struct drawing *drawing = context;
	enum rc rc = db_one(drawing->db, drawing->arena, &claim_picture, DB_NO_ARGS, &drawing->picture);
	return rc == RC_OK ? db_run(drawing->db, &count_try, DB_ARGS(drawing->picture.id), NULL) : rc;
}

static enum rc put(void *context)
{
	const struct drawing *drawing = context;
	const struct waiting *picture = &drawing->picture;
	struct db_done done;
	if (drawing->png.data == NULL)
		return db_run(drawing->db, &note_refused, DB_ARGS(picture->id), NULL);
	enum rc rc = db_run(drawing->db, &note_drawn, DB_ARGS(drawing->png, picture->id), &done);
	if (rc != RC_OK || done.affected == 0) /* taken away, or drawn by somebody else, meanwhile */
		return rc;
	rc = db_run(
	        drawing->db, &show_picture, DB_ARGS(picture->id, drawing->now, picture->account_id), NULL);
	return rc == RC_OK ? db_run(drawing->db, &drop_older, DB_ARGS(picture->account_id, picture->id), NULL)
	                   : rc;
}

enum rc picture_draw_one(struct db *db, struct arena *arena, int64_t now)
{
	struct drawing drawing = { .db = db, .arena = arena, .now = now };
	enum rc rc = db_transact(db, claim, &drawing);
	if (rc != RC_OK)
		return rc;
	const struct waiting *picture = &drawing.picture;
	rc = RC_INVALID;
	if (picture->tries < LIMIT_PICTURE_TRIES)
		rc = picture_remake(arena, picture->data.data, picture->data.length, &drawing.png.data,
		        &drawing.png.length);
	if (rc == RC_INVALID) {
		log_info("picture %lld was refused", (long long)picture->id);
		drawing.png = (struct bytes){ 0 };
	} else if (rc != RC_OK) {
		return rc;
	}
	return db_transact(db, put, &drawing);
}
