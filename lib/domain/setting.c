/* See setting.h. */
#include "domain/setting.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"

struct setting_row {
	const char *name, *value;
};

DB_QUERY(list_settings, "SELECT name, value FROM setting", DB_ROW(struct setting_row, name, value));
DB_QUERY(put_setting,
        "INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?) "
        "ON DUPLICATE KEY UPDATE value = VALUES(value), updated_at = VALUES(updated_at)",
        DB_NO_ROW);

static const char *const policies[] = {
	[SIGNUP_OPEN] = "open",
	[SIGNUP_APPROVE] = "approve",
	[SIGNUP_CLOSED] = "closed",
};

struct settings settings_default(void)
{
	return (struct settings){ .signup = SIGNUP_OPEN,
		.guest_tickets = true,
		.mail_signin = true,
		.device_trust_days = 30,
		.delete_days = 7 };
}

static void take_policy(const char *value, enum signup_policy *policy)
{
	for (size_t i = 0; i < LENGTH(policies); i++)
		if (text_equal(value, policies[i]))
			*policy = (enum signup_policy)i;
}

static void take_number(const char *value, int32_t least, int32_t most, int32_t *number)
{
	int64_t read;
	if (text_number(value, &read) == RC_OK && read >= least && read <= most)
		*number = (int32_t)read;
}

static void take(const struct setting_row *row, struct settings *settings)
{
	const struct {
		const char *name;
		bool *flag;
	} flags[] = {
		{ "guest_tickets", &settings->guest_tickets },
		{ "mail_signin", &settings->mail_signin },
		{ "factor_admins", &settings->factor_admins },
		{ "factor_customers", &settings->factor_customers },
	};
	for (size_t i = 0; i < LENGTH(flags); i++)
		if (text_equal(row->name, flags[i].name))
			*flags[i].flag = text_equal(row->value, "1");
	if (text_equal(row->name, "signup"))
		take_policy(row->value, &settings->signup);
	else if (text_equal(row->name, "device_trust_days"))
		take_number(row->value, 0, LIMIT_TRUST_DAYS, &settings->device_trust_days);
	else if (text_equal(row->name, "delete_days"))
		take_number(row->value, 1, LIMIT_DELETE_DAYS, &settings->delete_days);
}

enum rc settings_read(struct db *db, struct arena *arena, struct settings *settings)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_settings, DB_NO_ARGS, &rows);
	const struct setting_row *items = rows.items;
	*settings = settings_default();
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		take(&items[i], settings);
	return rc;
}

static enum rc put(struct db *db, const char *name, const char *value, int64_t now)
{
	return db_run(db, &put_setting, DB_ARGS(name, value, now), NULL);
}

static enum rc put_number(struct db *db, const char *name, int32_t number, int64_t now)
{
	char text[12];
	(void)snprintf(text, sizeof(text), "%d", number);
	return put(db, name, text, now);
}

enum rc settings_write(struct db *db, const struct settings *settings, int64_t now)
{
	const struct {
		const char *name;
		int32_t number;
	} numbers[] = {
		{ "guest_tickets", settings->guest_tickets },
		{ "mail_signin", settings->mail_signin },
		{ "factor_admins", settings->factor_admins },
		{ "factor_customers", settings->factor_customers },
		{ "device_trust_days", settings->device_trust_days },
		{ "delete_days", settings->delete_days },
	};
	enum rc rc = put(db, "signup", policies[settings->signup], now);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(numbers); i++)
		rc = put_number(db, numbers[i].name, numbers[i].number, now);
	return rc;
}
