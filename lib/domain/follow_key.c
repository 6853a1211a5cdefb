/* See follow_key.h. The key is 32 bytes: kind 1, account 6, thing 6, and 19 of the signature over these. */
#include "domain/follow_key.h"

#include <string.h>

#include "base/text.h"
#include "domain/follow.h"
#include "domain/notify.h"

#define ID_BYTES   6
#define NAME_BYTES (1 + 2 * ID_BYTES)
#define KEY_BYTES  32
#define MAC_BYTES  (KEY_BYTES - NAME_BYTES)
#define PURPOSE    "follow-end"

/* clang-format off */
DB_QUERY(mute_follow, "UPDATE follow SET mail = 'off' WHERE account_id = ? AND kind = ? AND ref_id = ?", DB_NO_ROW);
DB_QUERY(mute_daily, "UPDATE follow SET mail = 'off' WHERE account_id = ? AND mail = 'daily'", DB_NO_ROW);
/* clang-format on */

/* By number in the key: the order stays as it is. */
static const char *const kinds[] = { FOLLOW_TOPIC, FOLLOW_CATEGORY, FOLLOW_SUGGESTION, FOLLOW_BOARD,
	FOLLOW_EVERY_DAILY, FOLLOW_MODERATION };

static void put_id(uint8_t *bytes, int64_t id)
{
	for (int i = ID_BYTES - 1; i >= 0; i--, id >>= 8)
		bytes[i] = (uint8_t)(id & 0xFF);
}

static int64_t get_id(const uint8_t *bytes)
{
	int64_t id = 0;
	for (int i = 0; i < ID_BYTES; i++)
		id = id << 8 | bytes[i];
	return id;
}

static void sign(const struct secret_key *key, uint8_t bytes[KEY_BYTES], uint8_t mac[SECRET_HASH])
{
	secret_sign(key, PURPOSE, bytes, NAME_BYTES, mac);
}

const char *follow_key_write(struct arena *arena, const struct secret_key *key, const struct follow_key *what)
{
	uint8_t bytes[KEY_BYTES] = { 0 }, mac[SECRET_HASH];
	for (size_t i = 0; i < LENGTH(kinds); i++)
		if (text_equal(what->kind, kinds[i]))
			bytes[0] = (uint8_t)(i + 1);
	put_id(bytes + 1, what->account_id);
	put_id(bytes + 1 + ID_BYTES, what->ref_id);
	sign(key, bytes, mac);
	memcpy(bytes + NAME_BYTES, mac, MAC_BYTES);
	return secret_encode(arena, bytes, sizeof(bytes));
}

enum rc follow_key_read(const struct secret_key *key, const char *text, struct follow_key *what)
{
	uint8_t bytes[KEY_BYTES], mac[SECRET_HASH];
	if (!secret_is_token(text) || secret_decode(text, bytes, sizeof(bytes)) != RC_OK)
		return RC_NOT_FOUND;
	sign(key, bytes, mac);
	if (!secret_equal(mac, bytes + NAME_BYTES, MAC_BYTES) || bytes[0] < 1 || bytes[0] > LENGTH(kinds))
		return RC_NOT_FOUND;
	*what = (struct follow_key){ .account_id = get_id(bytes + 1),
		.kind = kinds[bytes[0] - 1],
		.ref_id = get_id(bytes + 1 + ID_BYTES) };
	return RC_OK;
}

static enum rc mute_moderation(struct db *db, struct arena *arena, int64_t account_id)
{
	struct notify_choices choices;
	enum rc rc = notify_read(db, arena, account_id, &choices);
	if (rc != RC_OK)
		return rc;
	choices.wanted[NOTIFY_MODERATION][NOTIFY_MAIL] = false;
	return notify_write(db, account_id, &choices);
}

enum rc follow_key_use(struct db *db, struct arena *arena, const struct follow_key *what)
{
	if (text_equal(what->kind, FOLLOW_MODERATION))
		return mute_moderation(db, arena, what->account_id);
	if (text_equal(what->kind, FOLLOW_EVERY_DAILY))
		return db_run(db, &mute_daily, DB_ARGS(what->account_id), NULL);
	return db_run(db, &mute_follow, DB_ARGS(what->account_id, what->kind, what->ref_id), NULL);
}
