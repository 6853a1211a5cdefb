/* See trust.h. */
#include "domain/trust.h"

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/access.h"
#include "domain/audit.h"
#include "domain/badge.h"
#include "io/markup.h"

/* --- rules ------------------------------------------------------------------------------------ */

#define PREFIX     "trust_"
#define VALUE_SIZE 12

struct rule_row {
	const char *name, *value;
};

DB_QUERY(list_rules, "SELECT name, value FROM setting WHERE name LIKE 'trust\\_%'",
        DB_ROW(struct rule_row, name, value));
DB_QUERY(lock_rules, "SELECT name, value FROM setting WHERE name LIKE 'trust\\_%' FOR UPDATE",
        DB_ROW(struct rule_row, name, value));
DB_QUERY(put_rule,
        "INSERT INTO setting (name, value, updated_at) VALUES (?, ?, ?)"
        " ON DUPLICATE KEY UPDATE value = VALUES(value), updated_at = VALUES(updated_at)",
        DB_NO_ROW);

static const struct {
	struct trust_rule rule;
	size_t offset;
} rules_known[] = {
	{ { "known_topics", 0, 1000, 5 }, offsetof(struct trust_rules, known_topics) },
	{ { "known_posts", 0, 10000, 30 }, offsetof(struct trust_rules, known_posts) },
	{ { "known_days", 0, 365, 2 }, offsetof(struct trust_rules, known_days) },
	{ { "regular_topics", 0, 1000, 20 }, offsetof(struct trust_rules, regular_topics) },
	{ { "regular_posts", 0, 10000, 100 }, offsetof(struct trust_rules, regular_posts) },
	{ { "regular_days", 0, 365, 15 }, offsetof(struct trust_rules, regular_days) },
	{ { "regular_likes", 0, 1000, 1 }, offsetof(struct trust_rules, regular_likes) },
	{ { "new_posts_day", 1, 100, 5 }, offsetof(struct trust_rules, new_posts_day) },
	{ { "new_links", 0, 50, 2 }, offsetof(struct trust_rules, new_links) },
	{ { "hold_first", 0, 20, 1 }, offsetof(struct trust_rules, hold_first) },
	{ { "hide_flags", 1, 50, 3 }, offsetof(struct trust_rules, hide_flags) },
};

const struct trust_rule *trust_rule_at(size_t index)
{
	return index < LENGTH(rules_known) ? &rules_known[index].rule : NULL;
}

int32_t *trust_rule_value(struct trust_rules *rules, size_t index)
{
	return (int32_t *)(void *)((char *)rules + rules_known[index].offset);
}

struct trust_rules trust_rules_default(void)
{
	struct trust_rules rules;
	for (size_t i = 0; i < LENGTH(rules_known); i++)
		*trust_rule_value(&rules, i) = rules_known[i].rule.usual;
	return rules;
}

static bool is_in_range(const struct trust_rule *rule, int64_t number)
{
	return number >= rule->least && number <= rule->most;
}

static void take_rule(const struct rule_row *row, struct trust_rules *rules)
{
	int64_t number;
	const char *name = row->name + strlen(PREFIX);
	for (size_t i = 0; i < LENGTH(rules_known); i++)
		if (text_equal(name, rules_known[i].rule.name) && text_number(row->value, &number) == RC_OK &&
		        is_in_range(&rules_known[i].rule, number))
			*trust_rule_value(rules, i) = (int32_t)number;
}

static enum rc read_rules(
        struct db *db, struct arena *arena, const struct query *query, struct trust_rules *rules)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, query, DB_NO_ARGS, &rows);
	*rules = trust_rules_default();
	if (rc != RC_OK)
		return rc;
	const struct rule_row *items = rows.items;
	for (size_t i = 0; i < rows.count; i++)
		take_rule(&items[i], rules);
	return RC_OK;
}

/* Out of the lines that came with a person's row; NULL: none is stored. */
static enum rc take_rules(struct arena *arena, const char *lines, struct trust_rules *rules)
{
	char *at = arena_text(arena, lines ? lines : ""), *rest;
	*rules = trust_rules_default();
	if (!at)
		return RC_NO_MEMORY;
	for (char *line = strtok_r(at, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *value = strchr(line, '=');
		if (!value)
			continue;
		*value = '\0';
		take_rule(&(struct rule_row){ line, value + 1 }, rules);
	}
	return RC_OK;
}

enum rc trust_rules_read(struct db *db, struct arena *arena, struct trust_rules *rules)
{
	return read_rules(db, arena, &list_rules, rules);
}

enum rc trust_rules_lock(struct db *db, struct arena *arena, struct trust_rules *rules)
{
	return read_rules(db, arena, &lock_rules, rules);
}

static enum rc put(struct db *db, const struct account *who, const struct trust_rule *rule, int32_t before,
        int32_t after, int64_t now)
{
	char name[40], value[VALUE_SIZE], detail[80];
	(void)snprintf(name, sizeof(name), PREFIX "%s", rule->name);
	(void)snprintf(value, sizeof(value), "%d", after);
	(void)snprintf(detail, sizeof(detail), "%s %d %d", name, before, after);
	enum rc rc = db_run(db, &put_rule, DB_ARGS((const char *)name, (const char *)value, now), NULL);
	return rc == RC_OK ? audit_add(db, who->id, "settings.change", "setting", 0, detail, now) : rc;
}

enum rc trust_rules_write(struct db *db, struct arena *arena, const struct account *who,
        const struct trust_rules *rules, int64_t now)
{
	struct trust_rules stored, wanted = *rules;
	for (size_t i = 0; i < LENGTH(rules_known); i++)
		if (!is_in_range(&rules_known[i].rule, *trust_rule_value(&wanted, i)))
			return RC_INVALID;
	enum rc rc = trust_rules_lock(db, arena, &stored);
	for (size_t i = 0; rc == RC_OK && i < LENGTH(rules_known); i++) {
		int32_t before = *trust_rule_value(&stored, i), after = *trust_rule_value(&wanted, i);
		if (before != after)
			rc = put(db, who, &rules_known[i].rule, before, after, now);
	}
	return rc;
}

/* --- a person --------------------------------------------------------------------------------- */

/* clang-format off */
#define NUMBERS \
	"SELECT account_id, COALESCE(fixed_level, level) AS level, COALESCE(fixed_level, -1) AS fixed_level," \
	" topics_read, posts_read, days, topics, posts, solved, likes_given, likes_got, suggestions, votes," \
	" flags_right, flagged, blocked_until, last_day"
#define TRUST_COLUMNS account_id, level, fixed_level, topics_read, posts_read, days, topics, posts, \
	solved, likes_given, likes_got, suggestions, votes, flags_right, flagged, blocked_until, last_day

DB_QUERY(find_trust, NUMBERS " FROM trust WHERE account_id = ?", DB_ROW(struct trust, TRUST_COLUMNS));
/* Who locks a person's numbers needs the rules, too: they come along, unlocked. */
DB_QUERY(lock_trust,
	NUMBERS ", (SELECT GROUP_CONCAT(name, '=', value SEPARATOR '\n') FROM setting WHERE name LIKE 'trust\\_%') AS stored_rules"
	" FROM trust WHERE account_id = ? FOR UPDATE", DB_ROW(struct trust, TRUST_COLUMNS, stored_rules));
/* Votes move neither level nor badges. */
DB_QUERY(count_vote,
	"INSERT INTO trust (account_id, votes, created_at) VALUES (?, GREATEST(0, ?), ?)"
	" ON DUPLICATE KEY UPDATE votes = GREATEST(0, votes + ?)", DB_NO_ROW);
/* clang-format on */

/* Of those who make one row at once the first adds it and the others wait for that very row: an INSERT IGNORE
 * would leave them with shared locks that deadlock. */
DB_QUERY(make_trust,
        "INSERT INTO trust (account_id, created_at) VALUES (?, ?) ON DUPLICATE KEY UPDATE created_at = "
        "created_at",
        DB_NO_ROW);
DB_QUERY(save_trust,
        "UPDATE trust SET level = ?, topics_read = ?, posts_read = ?, days = ?, last_day = ?, topics = ?,"
        " posts = ?, solved = ?, likes_given = ?, likes_got = ?, suggestions = ?, votes = ?, flags_right = ?,"
        " flagged = ? WHERE account_id = ?",
        DB_NO_ROW);
DB_QUERY(fix_level, "UPDATE trust SET fixed_level = ? WHERE account_id = ?", DB_NO_ROW);
DB_QUERY(block, "UPDATE trust SET blocked_until = ? WHERE account_id = ?", DB_NO_ROW);

enum rc trust_find(struct db *db, struct arena *arena, int64_t account_id, struct trust *trust)
{
	enum rc rc = db_one(db, arena, &find_trust, DB_ARGS(account_id), trust);
	if (rc != RC_NOT_FOUND)
		return rc;
	*trust = (struct trust){ .account_id = account_id, .fixed_level = -1 };
	return RC_OK;
}

static enum rc lock_person(struct db *db, struct arena *arena, int64_t account_id, int64_t now,
        struct trust *trust, struct trust_rules *rules)
{
	enum rc rc = db_one(db, arena, &lock_trust, DB_ARGS(account_id), trust);
	if (rc == RC_NOT_FOUND) {
		rc = db_run(db, &make_trust, DB_ARGS(account_id, now), NULL);
		if (rc == RC_OK)
			rc = db_one(db, arena, &lock_trust, DB_ARGS(account_id), trust);
	}
	return rc == RC_OK ? take_rules(arena, trust->stored_rules, rules) : rc;
}

enum trust_level trust_level_of(const struct trust *trust, const struct trust_rules *rules)
{
	if (trust->fixed_level >= 0 && trust->fixed_level < TRUST__COUNT)
		return (enum trust_level)trust->fixed_level;
	if (trust->topics_read < rules->known_topics || trust->posts_read < rules->known_posts ||
	        trust->days < rules->known_days)
		return TRUST_NEW;
	if (trust->topics_read < rules->regular_topics || trust->posts_read < rules->regular_posts ||
	        trust->days < rules->regular_days || trust->likes_given < rules->regular_likes ||
	        trust->likes_got < rules->regular_likes)
		return TRUST_KNOWN;
	return TRUST_REGULAR;
}

/* The level as it would move without a fixed one: what the row keeps. */
static int32_t moving_level(const struct trust *trust, const struct trust_rules *rules)
{
	struct trust moving = *trust;
	moving.fixed_level = -1;
	return trust_level_of(&moving, rules);
}

/* He is here today. */
static void count_day(struct trust *trust, int64_t now)
{
	int64_t day = now / DAY;
	if (day <= trust->last_day)
		return;
	trust->last_day = day;
	trust->days++;
}

static enum rc save(struct db *db, const struct trust *before, const struct trust *after,
        const struct trust_rules *rules, int64_t now)
{
	enum rc rc = db_run(db, &save_trust,
	        DB_ARGS(moving_level(after, rules), after->topics_read, after->posts_read, after->days,
	                after->last_day, after->topics, after->posts, after->solved, after->likes_given,
	                after->likes_got, after->suggestions, after->votes, after->flags_right,
	                after->flagged, after->account_id),
	        NULL);
	return rc == RC_OK ? badge_grant(db, before, after, now) : rc;
}

/* What was counted and is taken back never goes below nothing. */
static void add(int32_t *number, int32_t change)
{
	*number += change;
	if (*number < 0)
		*number = 0;
}

enum rc trust_add(
        struct db *db, struct arena *arena, int64_t account_id, struct trust_change change, int64_t now)
{
	struct trust before;
	struct trust_rules rules;
	if (account_id == 0)
		return RC_OK;
	enum rc rc = lock_person(db, arena, account_id, now, &before, &rules);
	if (rc != RC_OK)
		return rc;
	struct trust after = before;
	add(&after.topics, change.topics);
	add(&after.posts, change.posts);
	add(&after.solved, change.solved);
	add(&after.likes_given, change.likes_given);
	add(&after.likes_got, change.likes_got);
	add(&after.suggestions, change.suggestions);
	add(&after.votes, change.votes);
	add(&after.flags_right, change.flags_right);
	add(&after.flagged, change.flagged);
	return save(db, &before, &after, &rules, now);
}

enum rc trust_add_vote(struct db *db, int64_t account_id, int step, int64_t now)
{
	return db_run(db, &count_vote, DB_ARGS(account_id, step, now, step), NULL);
}

/* --- reading ---------------------------------------------------------------------------------- */

struct reading {
	int32_t place;
	int64_t last_day;
};

DB_QUERY(find_reading,
        "SELECT COALESCE((SELECT r.place FROM forum_read r WHERE r.account_id = ? AND r.topic_id = ?), 0) AS "
        "place,"
        " COALESCE((SELECT t.last_day FROM trust t WHERE t.account_id = ?), 0) AS last_day",
        DB_ROW(struct reading, place, last_day));
DB_QUERY(note_reading,
        "INSERT INTO forum_read (account_id, topic_id, place, seen_at) VALUES (?, ?, ?, ?)"
        " ON DUPLICATE KEY UPDATE place = GREATEST(place, VALUES(place)), seen_at = VALUES(seen_at)",
        DB_NO_ROW);

struct read_unit {
	struct db *db;
	struct arena *arena;
	int64_t account_id, topic_id;
	int32_t place;
	int64_t now;
};

static enum rc find_place(const struct read_unit *unit, struct reading *reading)
{
	return db_one(unit->db, unit->arena, &find_reading,
	        DB_ARGS(unit->account_id, unit->topic_id, unit->account_id), reading);
}

/* Asks once more behind the lock: the same page in two tabs counts once. Who jumps to the end of a long topic
 * has read one page of it. */
static enum rc note_read(void *context)
{
	const struct read_unit *unit = context;
	struct trust before;
	struct trust_rules rules;
	struct reading reading;
	enum rc rc = lock_person(unit->db, unit->arena, unit->account_id, unit->now, &before, &rules);
	if (rc == RC_OK)
		rc = find_place(unit, &reading);
	if (rc != RC_OK)
		return rc;
	struct trust after = before;
	int32_t read = unit->place - reading.place;
	after.topics_read += reading.place == 0;
	add(&after.posts_read, read < 0 ? 0 : read > LIMIT_TOPIC_PAGE ? LIMIT_TOPIC_PAGE : read);
	count_day(&after, unit->now);
	rc = db_run(unit->db, &note_reading,
	        DB_ARGS(unit->account_id, unit->topic_id, unit->place, unit->now), NULL);
	return rc == RC_OK ? save(unit->db, &before, &after, &rules, unit->now) : rc;
}

enum rc trust_read(
        struct db *db, struct arena *arena, int64_t account_id, int64_t topic_id, int32_t place, int64_t now)
{
	struct read_unit unit = { db, arena, account_id, topic_id, place, now };
	struct reading reading;
	if (account_id == 0 || place <= 0)
		return RC_OK;
	enum rc rc = find_place(&unit, &reading);
	if (rc != RC_OK || (place <= reading.place && now / DAY <= reading.last_day))
		return rc;
	return db_in_transaction(db) ? note_read(&unit) : db_transact(db, note_read, &unit);
}

/* --- may this text appear? -------------------------------------------------------------------- */

struct written {
	int64_t recent_count; /* in the last 24 hours, whatever became of it */
	int64_t open_count;   /* ever, and to be seen */
};

/* clang-format off */
DB_QUERY(count_written,
	"SELECT (SELECT COUNT(*) FROM forum_post WHERE author_id = ?"
	"  AND state IN ('open', 'held', 'hidden', 'deleted') AND created_at > ?)"
	" + (SELECT COUNT(*) FROM suggestion WHERE author_id = ?"
	"  AND state IN ('open', 'held', 'hidden', 'deleted') AND created_at > ?)"
	" + (SELECT COUNT(*) FROM suggestion_comment WHERE author_id = ? AND created_at > ?) AS recent_count,"
	" (SELECT COUNT(*) FROM (SELECT 1 FROM forum_post WHERE author_id = ? AND state = 'open' LIMIT ?) p)"
	" + (SELECT COUNT(*) FROM (SELECT 1 FROM suggestion WHERE author_id = ? AND state = 'open' LIMIT ?) s)"
	" + (SELECT COUNT(*) FROM (SELECT 1 FROM suggestion_comment WHERE author_id = ? AND state = 'open' LIMIT ?) c)"
	" AS open_count",
	DB_ROW(struct written, recent_count, open_count));
/* clang-format on */

struct writer {
	int64_t id;
};

/* Whoever merges or deletes him holds his row: either he finds the text, or it is not written. */
DB_QUERY(hold_writer, "SELECT id FROM account WHERE id = ? AND state <> 'deleted' LOCK IN SHARE MODE",
        DB_ROW(struct writer, id));

static enum rc hold(struct db *db, int64_t account_id)
{
	struct writer writer;
	enum rc rc = db_one(db, NULL, &hold_writer, DB_ARGS(account_id), &writer);
	return rc == RC_NOT_FOUND ? RC_RETRY : rc;
}

static enum rc find_written(struct db *db, struct arena *arena, int64_t id, const struct trust_rules *rules,
        int64_t now, struct written *written)
{
	int64_t since = now - DAY, most = rules->hold_first;
	return db_one(db, arena, &count_written,
	        DB_ARGS(id, since, id, since, id, since, id, most, id, most, id, most), written);
}

/* Links that lead outside, counted where readers would find them: in the rendering, which marks each. Text
 * cannot look like the mark, its quotes are escaped. */
static enum rc count_links(struct arena *arena, const char *body, int32_t *links)
{
	static const char mark[] = " rel=\"nofollow ugc";
	static const struct markup_options options = { .extensions = true };
	struct markup_page page;
	*links = 0;
	enum rc rc = markup_render(arena, body, strlen(body), &options, &page);
	if (rc != RC_OK)
		return rc == RC_NO_MEMORY ? rc : RC_INVALID;
	for (const char *at = strstr(page.html, mark); at; at = strstr(at + 1, mark))
		(*links)++;
	return RC_OK;
}

static enum rc judge_newcomer(struct db *db, struct arena *arena, int64_t account_id, const char *body,
        const struct trust_rules *rules, int64_t now, const char **held_for)
{
	struct written written;
	int32_t links;
	enum rc rc = find_written(db, arena, account_id, rules, now, &written);
	if (rc != RC_OK)
		return rc;
	if (written.recent_count >= rules->new_posts_day)
		return RC_LIMITED;
	rc = count_links(arena, body, &links);
	if (rc == RC_NO_MEMORY)
		return rc;
	if (rc != RC_OK || links > rules->new_links)
		*held_for = "links"; /* what cannot be rendered is for a moderator, too */
	if (written.open_count < rules->hold_first)
		*held_for = "new";
	return RC_OK;
}

enum rc trust_judge(struct db *db, struct arena *arena, const struct account *who, const char *body,
        int64_t now, const char **held_for)
{
	struct trust trust;
	struct trust_rules rules;
	*held_for = "";
	if (account_is_staff(who))
		return RC_OK;
	if (who->id == 0 || !may_post(who)) {
		*held_for = "guest";
		return RC_OK;
	}
	enum rc rc = lock_person(db, arena, who->id, now, &trust, &rules);
	if (rc != RC_OK)
		return rc;
	if (trust.blocked_until > now)
		return RC_DENIED;
	rc = hold(db, who->id);
	if (rc != RC_OK || trust_level_of(&trust, &rules) != TRUST_NEW)
		return rc;
	return judge_newcomer(db, arena, who->id, body, &rules, now, held_for);
}

enum rc trust_allows(struct db *db, struct arena *arena, const struct account *who, int64_t now)
{
	struct trust trust;
	if (account_is_staff(who))
		return RC_OK;
	enum rc rc = trust_find(db, arena, who->id, &trust);
	return rc == RC_OK && trust.blocked_until > now ? RC_DENIED : rc;
}

enum rc trust_judge_change(struct db *db, struct arena *arena, const struct account *who, const char *body,
        int64_t now, bool *hold)
{
	const char *held_for;
	enum rc rc = trust_judge(db, arena, who, body, now, &held_for);
	*hold = rc == RC_OK && text_equal(held_for, "links");
	if (rc != RC_LIMITED)
		return rc;
	*hold = strstr(body, "://") || strstr(body, "www.");
	return RC_OK;
}

/* --- by staff --------------------------------------------------------------------------------- */

enum rc trust_fix(struct db *db, int64_t account_id, int level, int64_t now)
{
	if (level < -1 || level >= TRUST__COUNT)
		return RC_INVALID;
	enum rc rc = db_run(db, &make_trust, DB_ARGS(account_id, now), NULL);
	if (rc != RC_OK)
		return rc;
	struct db_value fixed = db_value_int(level);
	fixed.null = level < 0;
	return db_run(db, &fix_level, DB_ARGS(fixed, account_id), NULL);
}

enum rc trust_block(struct db *db, int64_t account_id, int64_t until, int64_t now)
{
	enum rc rc = db_run(db, &make_trust, DB_ARGS(account_id, now), NULL);
	return rc == RC_OK ? db_run(db, &block, DB_ARGS(until, account_id), NULL) : rc;
}
