/* See suggestion_rule.h. */
#include "domain/suggestion_rule.h"

#include <stdio.h>

#include "base/limits.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/suggestion_status.h"

static const char *const colours[] = { "blue", "orange", "green", "purple", "red", "grey" };

static const struct suggestion_rule built_in[] = {
	{ STATUS_OPEN, NULL, "grey", true, false, 1, 0 },
	{ STATUS_REVIEW, NULL, "orange", true, false, 2, 0 },
	{ STATUS_PLANNED, NULL, "blue", true, true, 3, 0 },
	{ STATUS_PROGRESS, NULL, "purple", true, true, 4, 0 },
	{ STATUS_SHIPPED, NULL, "green", false, true, 5, 0 },
	{ STATUS_DECLINED, NULL, "grey", false, false, 6, 0 },
	{ STATUS_DUPLICATE, NULL, "grey", false, false, 7, 0 },
};

_Static_assert(LENGTH(built_in) == SUGGESTION_RULES, "each status has a rule");

/* clang-format off */
#define RULE "SELECT r.status, n.name, r.colour, r.votes, r.roadmap, r.position, r.version FROM suggestion_rule r"
#define RULE_ROW DB_ROW(struct suggestion_rule, status, name, colour, votes, roadmap, position, version)
DB_QUERY(list_suggestion_rules,
	RULE " LEFT JOIN suggestion_rule_text n ON n.status = r.status AND n.lang = ? ORDER BY r.status LIMIT ?", RULE_ROW);
DB_QUERY(lock_suggestion_rule,
	"SELECT status, NULL AS name, colour, votes, roadmap, position, version FROM suggestion_rule WHERE status = ?"
	" FOR UPDATE", RULE_ROW);
DB_QUERY(put_suggestion_rule,
	"INSERT INTO suggestion_rule (status, colour, votes, roadmap, position) VALUES (?, ?, ?, ?, ?)"
	" ON DUPLICATE KEY UPDATE colour = VALUES(colour), votes = VALUES(votes), roadmap = VALUES(roadmap),"
	" position = VALUES(position), version = version + 1", DB_NO_ROW);
DB_QUERY(list_suggestion_rule_texts,
	"SELECT lang, name FROM suggestion_rule_text WHERE status = ? ORDER BY lang LIMIT ?",
	DB_ROW(struct place_text, lang, name));
DB_QUERY(clear_suggestion_rule_texts, "DELETE FROM suggestion_rule_text WHERE status = ?", DB_NO_ROW);
DB_QUERY(add_suggestion_rule_text, "INSERT INTO suggestion_rule_text (status, lang, name) VALUES (?, ?, ?)", DB_NO_ROW);

/* Each is read from the index up to its end or the limit. */
#define OF(status) \
	"SELECT '" status "' AS status, COUNT(*) AS count FROM (SELECT 1 FROM suggestion FORCE INDEX (suggestion_status)" \
	" WHERE state = 'open' AND status = '" status "' LIMIT ?) k"
DB_QUERY(count_by_status,
	OF("open") " UNION ALL " OF("review") " UNION ALL " OF("planned") " UNION ALL " OF("progress")
	" UNION ALL " OF("shipped") " UNION ALL " OF("declined") " UNION ALL " OF("duplicate"),
	DB_ROW(struct suggestion_rule_count, status, count));
/* clang-format on */

const char *suggestion_rule_colour_at(size_t index)
{
	return index < LENGTH(colours) ? colours[index] : NULL;
}

static bool is_colour(const char *word)
{
	for (size_t i = 0; i < LENGTH(colours); i++)
		if (text_equal(colours[i], word))
			return true;
	return false;
}

struct suggestion_rules suggestion_rules_built_in(void)
{
	struct suggestion_rules rules;
	for (size_t i = 0; i < SUGGESTION_RULES; i++)
		rules.items[i] = built_in[i];
	return rules;
}

/* LENGTH(built_in) for an unknown word. */
static size_t place_of(const char *status)
{
	size_t i = 0;
	while (i < LENGTH(built_in) && !text_equal(built_in[i].status, status))
		i++;
	return i;
}

enum rc suggestion_rules_read(
        struct db *db, struct arena *arena, const char *lang, struct suggestion_rules *rules)
{
	struct db_rows rows;
	enum rc rc = db_all(db, arena, &list_suggestion_rules, DB_ARGS(lang, SUGGESTION_RULES), &rows);
	*rules = suggestion_rules_built_in();
	if (rc != RC_OK)
		return rc;
	const struct suggestion_rule *items = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		size_t place = place_of(items[i].status);
		if (place < SUGGESTION_RULES)
			rules->items[place] = items[i];
	}
	return RC_OK;
}

const struct suggestion_rule *suggestion_rule_of(const struct suggestion_rules *rules, const char *status)
{
	size_t place = place_of(status);
	if (place == LENGTH(built_in))
		return NULL;
	return rules ? &rules->items[place] : &built_in[place];
}

bool suggestion_rule_votes(const struct suggestion_rules *rules, const char *status)
{
	const struct suggestion_rule *rule = suggestion_rule_of(rules, status);
	return rule && rule->votes;
}

/* Sorted as they are put in; columns of one place stand in the order of the statuses. */
size_t suggestion_rule_columns(const struct suggestion_rules *rules, const char *statuses[SUGGESTION_COLUMNS])
{
	const struct suggestion_rule *columns[SUGGESTION_COLUMNS] = { NULL };
	size_t count = 0;
	for (size_t i = 0; i < SUGGESTION_RULES && count < SUGGESTION_COLUMNS; i++) {
		const struct suggestion_rule *rule = &rules->items[i];
		size_t at = count;
		if (!rule->roadmap)
			continue;
		for (; at > 0 && columns[at - 1]->position > rule->position; at--)
			columns[at] = columns[at - 1];
		columns[at] = rule;
		count++;
	}
	for (size_t i = 0; i < count; i++)
		statuses[i] = columns[i]->status;
	return count;
}

/* --- management ------------------------------------------------------------------------------- */

enum rc suggestion_rule_counts(struct db *db, struct arena *arena, struct db_rows *rows)
{
	return db_all(db, arena, &count_by_status,
	        DB_ARGS(LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT, LIMIT_COUNT,
	                LIMIT_COUNT),
	        rows);
}

enum rc suggestion_rule_texts(struct db *db, struct arena *arena, const char *status, struct db_rows *rows)
{
	return db_all(db, arena, &list_suggestion_rule_texts, DB_ARGS(status, PLACE_TEXTS), rows);
}

static enum rc write_texts(struct db *db, const struct suggestion_rule_draft *draft)
{
	enum rc rc = db_run(db, &clear_suggestion_rule_texts, DB_ARGS(draft->status), NULL);
	for (size_t i = 0; rc == RC_OK && i < draft->texts.count; i++) {
		const struct place_text *text = &draft->texts.items[i];
		if (!text_empty(text->name))
			rc = db_run(db, &add_suggestion_rule_text,
			        DB_ARGS(draft->status, text->lang, text->name), NULL);
	}
	return rc;
}

static enum rc check_version(struct db *db, struct arena *arena, const struct suggestion_rule_draft *draft)
{
	struct suggestion_rule stored = { .version = 0 };
	enum rc rc = db_one(db, arena, &lock_suggestion_rule, DB_ARGS(draft->status), &stored);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	return stored.version == draft->version ? RC_OK : RC_DENIED;
}

static enum rc note(struct db *db, const struct account *who, const struct suggestion_rule *rule, int64_t now)
{
	char detail[80];
	(void)snprintf(detail, sizeof(detail), "%s %s votes %s column %d", rule->status, rule->colour,
	        rule->votes ? "yes" : "no", rule->roadmap ? rule->position : 0);
	return audit_add(db, who->id, "status.change", "suggestion_rule", 0, detail, now);
}

enum rc suggestion_rule_change(struct db *db, struct arena *arena, const struct account *who,
        const struct suggestion_rule_draft *draft, int64_t now)
{
	bool ends = text_equal(draft->status, STATUS_DUPLICATE);
	const struct suggestion_rule rule = { .status = draft->status,
		.colour = draft->colour,
		.votes = draft->votes && !ends,
		.roadmap = draft->roadmap && !ends,
		.position = draft->position };
	if (place_of(draft->status) == LENGTH(built_in) || !is_colour(draft->colour))
		return RC_INVALID;
	enum rc rc = check_version(db, arena, draft);
	if (rc == RC_OK)
		rc = db_run(db, &put_suggestion_rule,
		        DB_ARGS(rule.status, rule.colour, rule.votes, rule.roadmap, rule.position), NULL);
	if (rc == RC_OK)
		rc = write_texts(db, draft);
	return rc == RC_OK ? note(db, who, &rule, now) : rc;
}
