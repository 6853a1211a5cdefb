/* See device.h. Rows of `device`, found by the hash of the browser's cookie and the account. */
#include "domain/device.h"

#include "base/limits.h"

struct device_row {
	int64_t trusted_until;
};

struct device_count {
	int64_t count;
};

DB_QUERY(find_device, "SELECT trusted_until FROM device WHERE token_hash = ? AND account_id = ?",
        DB_ROW(struct device_row, trusted_until));
DB_QUERY(note_device,
        "INSERT INTO device (token_hash, account_id, trusted_until, created_at, seen_at) "
        "VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE seen_at = VALUES(seen_at), "
        "trusted_until = IF(VALUES(trusted_until) = 0, trusted_until, VALUES(trusted_until))",
        DB_NO_ROW);
DB_QUERY(move_device, "UPDATE device SET token_hash = ? WHERE token_hash = ?", DB_NO_ROW);
DB_QUERY(count_devices, "SELECT COUNT(*) AS count FROM device WHERE account_id = ?",
        DB_ROW(struct device_count, count));
DB_QUERY(forget_oldest,
        "DELETE FROM device WHERE account_id = ? AND token_hash <> ? ORDER BY seen_at, created_at LIMIT ?",
        DB_NO_ROW);
DB_QUERY(distrust_all, "UPDATE device SET trusted_until = 0 WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(forget_all, "DELETE FROM device WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(forget_since, "DELETE FROM device WHERE account_id = ? AND created_at >= ?", DB_NO_ROW);
DB_QUERY(sweep_devices, "DELETE FROM device WHERE seen_at < ? ORDER BY seen_at LIMIT ?", DB_NO_ROW);

enum rc device_find(struct db *db, struct arena *arena, const uint8_t *hash, int64_t account_id, int64_t now,
        struct device *device)
{
	static const uint8_t none[SECRET_HASH];
	struct device_row row = { 0 };
	*device = (struct device){ 0 };
	struct bytes key = { hash ? hash : none, SECRET_HASH };
	enum rc rc = db_one(db, arena, &find_device, DB_ARGS(key, account_id), &row);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_OK : rc;
	device->known = true;
	device->trusted = row.trusted_until > now;
	return RC_OK;
}

enum rc device_note(struct db *db, const uint8_t hash[SECRET_HASH], int64_t account_id, int64_t trusted_until,
        int64_t now)
{
	struct bytes key = { hash, SECRET_HASH };
	struct device_count devices;
	enum rc rc = db_run(db, &note_device, DB_ARGS(key, account_id, trusted_until, now, now), NULL);
	if (rc == RC_OK)
		rc = db_one(db, NULL, &count_devices, DB_ARGS(account_id), &devices);
	if (rc != RC_OK || devices.count <= LIMIT_DEVICES)
		return rc;
	return db_run(db, &forget_oldest, DB_ARGS(account_id, key, devices.count - LIMIT_DEVICES), NULL);
}

enum rc device_move(struct db *db, const uint8_t from[SECRET_HASH], const uint8_t to[SECRET_HASH])
{
	struct bytes before = { from, SECRET_HASH }, after = { to, SECRET_HASH };
	return db_run(db, &move_device, DB_ARGS(after, before), NULL);
}

enum rc device_count(struct db *db, int64_t account_id, int64_t *count)
{
	struct device_count devices;
	enum rc rc = db_one(db, NULL, &count_devices, DB_ARGS(account_id), &devices);
	if (rc == RC_OK)
		*count = devices.count;
	return rc;
}

enum rc device_distrust_all(struct db *db, int64_t account_id)
{
	return db_run(db, &distrust_all, DB_ARGS(account_id), NULL);
}

enum rc device_forget_all(struct db *db, int64_t account_id)
{
	return db_run(db, &forget_all, DB_ARGS(account_id), NULL);
}

enum rc device_forget_since(struct db *db, int64_t account_id, int64_t since)
{
	return db_run(db, &forget_since, DB_ARGS(account_id, since), NULL);
}

enum rc device_sweep(struct db *db, int64_t before, int most, int64_t *done)
{
	struct db_done result;
	enum rc rc = db_run(db, &sweep_devices, DB_ARGS(before, most), &result);
	if (rc == RC_OK)
		*done = result.affected;
	return rc;
}
