/* See signin_list.h. */
#include "domain/signin_list.h"

DB_QUERY(list_signins,
        "SELECT token_hash, created_at, seen_at, address, agent FROM session "
        "WHERE account_id = ? AND ticket_id IS NULL AND idle_at > ? AND ends_at > ? "
        "AND created_at <= ? AND (created_at < ? OR token_hash < ?) "
        "ORDER BY created_at DESC, token_hash DESC LIMIT ?",
        DB_ROW(struct signin, token_hash, created_at, seen_at, address, agent));
DB_QUERY(end_own_signin, "DELETE FROM session WHERE token_hash = ? AND account_id = ?", DB_NO_ROW);
DB_QUERY(end_other_signins, "DELETE FROM session WHERE account_id = ? AND token_hash <> ?", DB_NO_ROW);

static struct bytes bytes_of(const uint8_t hash[SECRET_HASH])
{
	return (struct bytes){ hash, SECRET_HASH };
}

enum rc signin_list(struct db *db, struct arena *arena, int64_t account_id, const struct signin_place *place,
        int most, int64_t now, struct db_rows *rows, bool *more)
{
	int64_t from = place->created_at ? place->created_at : INT64_MAX;
	enum rc rc = db_all(db, arena, &list_signins,
	        DB_ARGS(account_id, now, now, from, from, bytes_of(place->token_hash), most + 1), rows);
	if (rc == RC_OK)
		*more = rows->count > (size_t)most;
	if (rc == RC_OK && *more)
		rows->count = (size_t)most;
	return rc;
}

enum rc signin_end_own(struct db *db, int64_t account_id, const uint8_t hash[SECRET_HASH])
{
	struct db_done done;
	enum rc rc = db_run(db, &end_own_signin, DB_ARGS(bytes_of(hash), account_id), &done);
	if (rc != RC_OK)
		return rc;
	return done.affected ? RC_OK : RC_NOT_FOUND;
}

enum rc signin_end_others(struct db *db, int64_t account_id, const uint8_t kept[SECRET_HASH])
{
	return db_run(db, &end_other_signins, DB_ARGS(account_id, bytes_of(kept)), NULL);
}
