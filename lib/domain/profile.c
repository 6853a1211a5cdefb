/* See profile.h. */
#include "domain/profile.h"

#include "base/language.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/industry.h"

DB_QUERY(read_profile, "SELECT name, organisation, industry, industry_shown FROM account WHERE id = ?",
        DB_ROW(struct profile, name, organisation, industry, industry_shown));
DB_QUERY(save_profile,
        "UPDATE account SET name = ?, organisation = ?, industry = ?, industry_shown = ?, updated_at = ? "
        "WHERE id = ?",
        DB_NO_ROW);
DB_QUERY(save_preferences,
        "UPDATE account SET lang = ?, zone = ?, calendar = ?, digits = ?, theme = ?, text_size = ?, "
        "updated_at = ? WHERE id = ?",
        DB_NO_ROW);

enum rc profile_read(struct db *db, struct arena *arena, int64_t account_id, struct profile *profile)
{
	return db_one(db, arena, &read_profile, DB_ARGS(account_id), profile);
}

enum rc profile_save(struct db *db, int64_t account_id, const struct profile *profile, int64_t now)
{
	if (text_empty(profile->name))
		return RC_INVALID;
	if (!text_empty(profile->industry) && !industry_is_known(profile->industry))
		return RC_INVALID;
	return db_run(db, &save_profile,
	        DB_ARGS(profile->name, profile->organisation, profile->industry, profile->industry_shown, now,
	                account_id),
	        NULL);
}

/* "" or one of three words. */
static bool is_one_of(const char *word, const char *first, const char *second, const char *third)
{
	return text_empty(word) || text_equal(word, first) || text_equal(word, second) ||
	       text_equal(word, third);
}

static bool are_known(const struct preferences *preferences)
{
	return language_find(preferences->lang) &&
	       (text_empty(preferences->zone) || time_zone_known(preferences->zone)) &&
	       is_one_of(preferences->calendar, "gregorian", "persian", "") &&
	       is_one_of(preferences->digits, "latin", "", "") &&
	       is_one_of(preferences->theme, "light", "dark", "contrast") &&
	       is_one_of(preferences->text_size, "large", "larger", "");
}

enum rc preferences_save(
        struct db *db, int64_t account_id, const struct preferences *preferences, int64_t now)
{
	if (!are_known(preferences))
		return RC_INVALID;
	return db_run(db, &save_preferences,
	        DB_ARGS(preferences->lang, preferences->zone, preferences->calendar, preferences->digits,
	                preferences->theme, preferences->text_size, now, account_id),
	        NULL);
}
