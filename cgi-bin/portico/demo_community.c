/* See demo_community.h. */
#include "demo_community.h"

#include <jansson.h>

#include "base/language.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audience.h"
#include "domain/forum_category_edit.h"
#include "domain/suggestion_board.h"
#include "domain/trust.h"
#include "domain/trust_recount.h"
#include "import.h"
#include "table.h"

#define LANGUAGES 3

static enum rc explain(enum rc rc, const char *what)
{
	if (rc != RC_OK)
		tool_failed(rc, what);
	return rc;
}

/* --- categories and boards ------------------------------------------------------------------- */

struct place { /* a line of a table, or all of them */
	const struct demo_community *demo;
	const struct table *table;
};

static const char *in_language(const struct place *place, size_t row, const char *name, const char *lang)
{
	const char *column = arena_format(place->demo->tool->arena, "%s_%s", name, lang);
	return column == NULL ? "" : table_cell(place->table, row, column);
}

static int64_t company_of(const struct place *place, size_t row)
{
	const char *name = table_cell(place->table, row, "company");
	return *name == '\0' ? 0 : place->demo->company(place->demo->context, name);
}

static enum rc add_categories(void *context)
{
	const struct place *place = context;
	const struct demo_community *demo = place->demo;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < place->table->count && rc == RC_OK; i++) {
		int64_t id;
		struct forum_category_draft draft = { .slug = table_cell(place->table, i, "slug"),
			.colour = table_cell(place->table, i, "colour"),
			.audience = table_cell(place->table, i, "audience"),
			.audience_id = company_of(place, i),
			.guests = text_equal(table_cell(place->table, i, "guests"), "1"),
			.active = true };
		for (; draft.texts.count < LANGUAGES && draft.texts.count < language_count();
		        draft.texts.count++) {
			const char *lang = language_at(draft.texts.count)->code;
			draft.texts.items[draft.texts.count] = (struct place_text){ lang,
				in_language(place, i, "name", lang), in_language(place, i, "desc", lang) };
		}
		rc = forum_category_add(
		        demo->tool->db, demo->tool->arena, demo->admin, &draft, demo->now, &id);
	}
	return rc;
}

static enum rc add_boards(void *context)
{
	const struct place *place = context;
	const struct demo_community *demo = place->demo;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < place->table->count && rc == RC_OK; i++) {
		int64_t id;
		struct suggestion_board_draft draft = { .slug = table_cell(place->table, i, "slug"),
			.colour = table_cell(place->table, i, "colour"),
			.audience = table_cell(place->table, i, "audience"),
			.audience_id = company_of(place, i),
			.guests = text_equal(table_cell(place->table, i, "guests"), "1"),
			.active = true,
			.position = (int32_t)(i + 1) * 10 };
		for (; draft.texts.count < LANGUAGES && draft.texts.count < language_count();
		        draft.texts.count++) {
			const char *lang = language_at(draft.texts.count)->code;
			draft.texts.items[draft.texts.count] = (struct place_text){ lang,
				in_language(place, i, "name", lang), in_language(place, i, "desc", lang) };
		}
		rc = suggestion_board_add(
		        demo->tool->db, demo->tool->arena, demo->admin, &draft, demo->now, &id);
	}
	return rc;
}

static enum rc load_table(const struct demo_community *demo, const char *name, enum rc (*unit)(void *context))
{
	struct table table;
	const char *path = arena_format(demo->tool->arena, "%s/%s", demo->folder, name);
	enum rc rc = path == NULL ? RC_NO_MEMORY : table_read(demo->tool->arena, path, &table);
	if (rc == RC_OK)
		rc = db_transact(demo->tool->db, unit, &(struct place){ demo, &table });
	return explain(rc, name);
}

/* --- what people wrote ----------------------------------------------------------------------- */

static void set_date(
        const struct demo_community *demo, json_t *thing, const char *age, int64_t unit, const char *date)
{
	json_t *value = json_object_get(thing, age);
	if (value != NULL)
		json_object_set_new(thing, date, json_integer(demo->now - json_integer_value(value) * unit));
}

static void date_topics(const struct demo_community *demo, json_t *topics)
{
	size_t i, k;
	json_t *topic, *post;
	json_array_foreach(topics, i, topic) json_array_foreach(json_object_get(topic, "posts"), k, post)
	        set_date(demo, post, "age_hours", HOUR, "date");
}

static void date_suggestions(const struct demo_community *demo, json_t *suggestions)
{
	size_t i;
	json_t *suggestion;
	json_array_foreach(suggestions, i, suggestion)
	{
		set_date(demo, suggestion, "age_days", DAY, "date");
		set_date(demo, suggestion, "status_age_days", DAY, "status_date");
	}
}

static enum rc load_json(const struct demo_community *demo, const char *name,
        void (*date)(const struct demo_community *, json_t *), void (*take)(struct import *, json_t *))
{
	struct import import = { .tool = demo->tool,
		.kind = name,
		.place = "general",
		.lang = "en",
		.format = "markdown",
		.quiet = true,
		.person = demo->person,
		.context = demo->context };
	json_error_t error;
	const char *path = arena_format(demo->tool->keep, "%s/%s", demo->folder, name);
	json_t *rows = path == NULL ? NULL : json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (rows == NULL)
		return explain(RC_INVALID, name);
	date(demo, rows);
	take(&import, rows);
	json_decref(rows);
	return import.skipped == 0 ? RC_OK : RC_INVALID;
}

/* They have been here for a while: what they write appears at once. */
static enum rc trust_people(void *context)
{
	const struct demo_community *demo = context;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < demo->person_count && rc == RC_OK; i++) {
		int64_t id = demo->people[i]->id;
		rc = trust_recount(demo->tool->db, demo->tool->arena, id, demo->now);
		if (rc == RC_OK)
			rc = trust_fix(demo->tool->db, id, TRUST_KNOWN, demo->now);
	}
	return rc;
}

enum rc demo_community_load(const struct demo_community *demo)
{
	struct demo_community copy = *demo;
	enum rc rc = load_table(demo, "forum_categories.tsv", add_categories);
	if (rc == RC_OK)
		rc = load_table(demo, "suggestion_boards.tsv", add_boards);
	if (rc == RC_OK)
		rc = load_json(demo, "forum.json", date_topics, import_topics);
	if (rc == RC_OK)
		rc = load_json(demo, "suggestions.json", date_suggestions, import_suggestions);
	if (rc == RC_OK)
		rc = explain(db_transact(demo->tool->db, trust_people, &copy), "trust");
	return rc;
}
