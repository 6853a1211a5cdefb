/* See setting.h. */
#include "domain/setting.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/factor_duty.h"

struct setting_row {
	const char *name, *value;
};

DB_QUERY(list_settings, "SELECT name, value FROM setting", DB_ROW(struct setting_row, name, value));
DB_QUERY(
        lock_settings, "SELECT name, value FROM setting FOR UPDATE", DB_ROW(struct setting_row, name, value));
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

static enum rc read_settings(
        struct db *db, struct arena *arena, const struct query *query, struct settings *settings)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, query, DB_NO_ARGS, &rows);
	const struct setting_row *items = rows.items;
	*settings = settings_default();
	for (size_t i = 0; rc == RC_OK && i < rows.count; i++)
		take(&items[i], settings);
	return rc;
}

enum rc settings_read(struct db *db, struct arena *arena, struct settings *settings)
{
	return read_settings(db, arena, &list_settings, settings);
}

enum rc settings_lock(struct db *db, struct arena *arena, struct settings *settings)
{
	return read_settings(db, arena, &lock_settings, settings);
}

/* --- writing ---------------------------------------------------------------------------------- */

#define SETTINGS   7
#define VALUE_SIZE 12

struct setting_value {
	const char *name;
	char text[VALUE_SIZE];
};

/* Every setting as it stands in the table. */
static void list_values(const struct settings *settings, struct setting_value values[SETTINGS])
{
	const struct {
		const char *name;
		int32_t number;
	} numbers[SETTINGS - 1] = {
		{ "guest_tickets", settings->guest_tickets },
		{ "mail_signin", settings->mail_signin },
		{ "factor_admins", settings->factor_admins },
		{ "factor_customers", settings->factor_customers },
		{ "device_trust_days", settings->device_trust_days },
		{ "delete_days", settings->delete_days },
	};
	values[0].name = "signup";
	(void)snprintf(values[0].text, VALUE_SIZE, "%s", policies[settings->signup]);
	for (size_t i = 0; i < LENGTH(numbers); i++) {
		values[i + 1].name = numbers[i].name;
		(void)snprintf(values[i + 1].text, VALUE_SIZE, "%d", numbers[i].number);
	}
}

const char *settings_text(struct arena *arena, const struct settings *settings)
{
	struct setting_value values[SETTINGS];
	const char *text = "";
	list_values(settings, values);
	for (size_t i = 0; text && i < SETTINGS; i++)
		text = arena_format(arena, "%s%s%s", text, i ? " " : "", values[i].text);
	return text;
}

static enum rc put(struct db *db, const struct setting_value *value, int64_t now)
{
	return db_run(db, &put_setting, DB_ARGS(value->name, value->text, now), NULL);
}

enum rc settings_write(struct db *db, const struct settings *settings, int64_t now)
{
	struct setting_value values[SETTINGS];
	enum rc rc = RC_OK;
	list_values(settings, values);
	for (size_t i = 0; rc == RC_OK && i < SETTINGS; i++)
		rc = put(db, &values[i], now);
	return rc;
}

static enum rc note(struct db *db, const struct account *who, const struct setting_value *before,
        const struct setting_value *after, int64_t now)
{
	char detail[3 * VALUE_SIZE + 40];
	(void)snprintf(detail, sizeof(detail), "%s %s %s", after->name, before->text, after->text);
	return audit_add(db, who->id, "settings.change", "setting", 0, detail, now);
}

static enum rc call_duty(struct db *db, const struct settings *before, const struct settings *after)
{
	enum rc rc = RC_OK;
	if (after->factor_customers && !before->factor_customers)
		rc = factor_duty_customers(db);
	if (rc == RC_OK && after->factor_admins && !before->factor_admins)
		rc = factor_duty_admins(db);
	return rc;
}

enum rc settings_change(struct db *db, const struct account *who, const struct settings *before,
        const struct settings *after, int64_t now)
{
	struct setting_value old[SETTINGS], wanted[SETTINGS];
	enum rc rc = RC_OK;
	list_values(before, old);
	list_values(after, wanted);
	for (size_t i = 0; rc == RC_OK && i < SETTINGS; i++) {
		if (text_equal(old[i].text, wanted[i].text))
			continue;
		rc = put(db, &wanted[i], now);
		if (rc == RC_OK)
			rc = note(db, who, &old[i], &wanted[i], now);
	}
	return rc == RC_OK ? call_duty(db, before, after) : rc;
}
