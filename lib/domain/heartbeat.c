/* See heartbeat.h. */
#include "domain/heartbeat.h"

DB_QUERY(beat_heart,
        "INSERT INTO heartbeat (name, seen_at, detail) VALUES (?, ?, ?) "
        "ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at), detail = VALUES(detail)",
        DB_NO_ROW);
DB_QUERY(find_heartbeat, "SELECT seen_at, detail FROM heartbeat WHERE name = ?",
        DB_ROW(struct heartbeat, seen_at, detail));

enum rc heartbeat_beat(struct db *db, const char *name, const char *detail, int64_t now)
{
	return db_run(db, &beat_heart, DB_ARGS(name, now, detail), NULL);
}

enum rc heartbeat_find(struct db *db, struct arena *arena, const char *name, struct heartbeat *heartbeat)
{
	return db_one(db, arena, &find_heartbeat, DB_ARGS(name), heartbeat);
}
