/*
 * portico demo load: categories, topics, articles, searches, people, tickets, forum and suggestions of an
 * imagined firm. What is found by name is put anew; people and tickets come in one transaction, and only
 * where they are not there yet.
 */
#include <string.h>

#include <jansson.h>

#include "base/language.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/category.h"
#include "domain/company.h"
#include "domain/company_member.h"
#include "domain/outbox.h"
#include "domain/search.h"
#include "domain/ticket.h"
#include "domain/ticket_desk.h"
#include "domain/topic.h"
#include "domain/topic_edit.h"
#include "demo_community.h"
#include "table.h"
#include "tool.h"

#define MOST_PEOPLE    64
#define MOST_COMPANIES 8
#define LANGUAGES      8
#define PASSWORD_PARTS 3
#define PASSWORD_PART  4

struct person {
	struct account account;
	const char *password;
};

struct demo_company {
	const char *name;
	int64_t id;
};

struct demo {
	struct tool *tool;
	const char *folder;
	json_t *story; /* tickets.json */
	struct person people[MOST_PEOPLE];
	size_t person_count;
	struct demo_company companies[MOST_COMPANIES];
	size_t company_count;
	int64_t now;
};

static enum rc explain(enum rc rc, const char *what)
{
	if (rc != RC_OK)
		tool_failed(rc, what);
	return rc;
}

static enum rc read_table(struct demo *demo, const char *name, struct table *table)
{
	const char *path = arena_format(demo->tool->arena, "%s/%s", demo->folder, name);
	return path == NULL ? RC_NO_MEMORY : explain(table_read(demo->tool->arena, path, table), name);
}

/* "name" and "fa" make the cell "name_fa". */
static const char *cell_in(
        struct demo *demo, const struct table *table, size_t row, const char *name, const char *lang)
{
	const char *column = arena_format(demo->tool->arena, "%s_%s", name, lang);
	return column == NULL ? "" : table_cell(table, row, column);
}

static int32_t position_of(const struct table *table, size_t row)
{
	int64_t number = 0;
	if (text_number(table_cell(table, row, "position"), &number) != RC_OK)
		return 0;
	return (int32_t)number;
}

/* --- categories and topics ------------------------------------------------------------------- */

static enum rc load_categories(struct demo *demo)
{
	struct table table = { 0 };
	enum rc rc = read_table(demo, "categories.tsv", &table);
	for (size_t i = 0; i < table.count && rc == RC_OK; i++) {
		struct category_name names[LANGUAGES];
		size_t count = language_count() < LANGUAGES ? language_count() : LANGUAGES;
		for (size_t j = 0; j < count; j++) {
			const char *lang = language_at(j)->code;
			names[j] = (struct category_name){ lang, cell_in(demo, &table, i, "name", lang),
				cell_in(demo, &table, i, "desc", lang) };
		}
		const struct category_source source = { .slug = table_cell(&table, i, "slug"),
			.icon = table_cell(&table, i, "icon"),
			.parent = table_cell(&table, i, "parent"),
			.position = position_of(&table, i),
			.names = names,
			.name_count = count };
		rc = explain(category_put(demo->tool->db, demo->tool->arena, &source), source.slug);
	}
	return rc;
}

/* "Hub|هاب|Valdiklis;Lamp|چراغ|Lempa": the index-th of each, one a line. */
static const char *options_in(struct demo *demo, const char *options, size_t index)
{
	const char *lines = "";
	while (*options != '\0' && lines != NULL) {
		size_t length = strcspn(options, ";"), start = 0;
		for (size_t i = 0; i < index && start < length; i++)
			start += strcspn(options + start, "|;") + 1;
		size_t end = start < length ? start + strcspn(options + start, "|;") : start;
		if (start < length)
			lines = arena_format(demo->tool->arena, "%s%s%.*s", lines, *lines == '\0' ? "" : "\n",
			        (int)(end - start), options + start);
		options += options[length] == ';' ? length + 1 : length;
	}
	return lines;
}

static enum rc put_questions(
        struct demo *demo, const struct table *table, const char *topic, int64_t topic_id)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < table->count && rc == RC_OK; i++) {
		if (!text_equal(table_cell(table, i, "topic"), topic))
			continue;
		struct topic_words words[LANGUAGES];
		size_t count = language_count() < LANGUAGES ? language_count() : LANGUAGES;
		for (size_t j = 0; j < count; j++) {
			const char *lang = language_at(j)->code;
			words[j] = (struct topic_words){ lang, cell_in(demo, table, i, "label", lang),
				cell_in(demo, table, i, "hint", lang),
				options_in(demo, table_cell(table, i, "options"), j) };
			if (words[j].options == NULL)
				return RC_NO_MEMORY;
		}
		const struct topic_question question = { .slug = table_cell(table, i, "key"),
			.kind = table_cell(table, i, "kind"),
			.required = text_equal(table_cell(table, i, "required"), "1"),
			.position = position_of(table, i) };
		rc = topic_put_question(demo->tool->db, topic_id, &question, words, count);
	}
	return rc;
}

struct topics {
	struct demo *demo;
	struct table topics, questions;
};

static enum rc put_topics(void *context)
{
	const struct topics *all = context;
	enum rc rc = RC_OK;
	for (size_t i = 0; i < all->topics.count && rc == RC_OK; i++) {
		struct topic_words words[LANGUAGES];
		size_t count = language_count() < LANGUAGES ? language_count() : LANGUAGES;
		for (size_t j = 0; j < count; j++) {
			const char *lang = language_at(j)->code;
			words[j] =
			        (struct topic_words){ lang, cell_in(all->demo, &all->topics, i, "name", lang),
				        cell_in(all->demo, &all->topics, i, "hint", lang), "" };
		}
		const char *slug = table_cell(&all->topics, i, "slug");
		int64_t id;
		rc = topic_put(all->demo->tool->db, slug, position_of(&all->topics, i), words, count, &id);
		if (rc == RC_OK)
			rc = put_questions(all->demo, &all->questions, slug, id);
	}
	return rc;
}

static enum rc load_topics(struct demo *demo)
{
	struct topics all = { .demo = demo };
	enum rc rc = read_table(demo, "topics.tsv", &all.topics);
	if (rc == RC_OK)
		rc = read_table(demo, "topic_fields.tsv", &all.questions);
	return rc == RC_OK ? explain(db_transact(demo->tool->db, put_topics, &all), "topics") : rc;
}

static enum rc load_articles(struct demo *demo)
{
	struct arena *arena = demo->tool->arena; /* emptied for each file */
	char *path = arena_format(demo->tool->keep, "%s/kb", demo->folder);
	arena_reset(arena);
	return path != NULL && kb_import_folder(demo->tool, path, NULL, true) == DONE ? RC_OK : RC_IO;
}

/* --- people ---------------------------------------------------------------------------------- */

static const char *text_of(json_t *object, const char *name)
{
	const char *text = json_string_value(json_object_get(object, name));
	return text != NULL ? text : "";
}

static const char *make_password(struct arena *arena)
{
	static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789"; /* none that look alike */
	char password[PASSWORD_PARTS * (PASSWORD_PART + 1)];
	size_t length = 0;
	for (int part = 0; part < PASSWORD_PARTS; part++) {
		for (int i = 0; i < PASSWORD_PART; i++)
			password[length++] = letters[secret_random_below(sizeof(letters) - 1)];
		password[length++] = '-';
	}
	return arena_copy(arena, password, length - 1);
}

static enum rc prepare_people(struct demo *demo)
{
	size_t i;
	json_t *entry;
	json_array_foreach(json_object_get(demo->story, "people"), i, entry)
	{
		if (i == MOST_PEOPLE)
			return explain(RC_TOO_LARGE, "people");
		struct person *person = &demo->people[demo->person_count++];
		person->account = (struct account){ .mail = text_of(entry, "mail"),
			.name = text_of(entry, "name"),
			.role = text_of(entry, "role"),
			.state = "active",
			.lang = text_of(entry, "lang"),
			.zone = text_of(entry, "zone"),
			.calendar = "",
			.theme = "" };
		person->password = make_password(demo->tool->keep);
		if (person->password == NULL)
			return RC_NO_MEMORY;
		enum rc rc = person_hash(
		        demo->tool, person->password, person->account.mail, &person->account.password_hash);
		if (rc != RC_OK)
			return rc;
	}
	return demo->person_count > 0 ? RC_OK : explain(RC_INVALID, "people");
}

static enum rc add_people(struct demo *demo)
{
	enum rc rc = RC_OK;
	for (size_t i = 0; i < demo->person_count && rc == RC_OK; i++) {
		struct account *account = &demo->people[i].account;
		rc = account_create(demo->tool->db, demo->tool->arena, account, demo->now, &account->id);
	}
	return rc;
}

static const struct account *find_person(const struct demo *demo, const char *mail)
{
	for (size_t i = 0; i < demo->person_count; i++)
		if (text_equal(demo->people[i].account.mail, mail))
			return &demo->people[i].account;
	return NULL;
}

static bool is_staff(const struct account *account)
{
	return !text_equal(account->role, "customer");
}

/* --- companies ------------------------------------------------------------------------------- */

static enum rc add_members(
        struct demo *demo, json_t *entry, const struct company *company, int64_t owner_id, int64_t now)
{
	enum rc rc = RC_OK;
	size_t i;
	json_t *member;
	json_array_foreach(json_object_get(entry, "members"), i, member)
	{
		const struct account *account = find_person(demo, text_of(member, "mail"));
		if (rc != RC_OK || account == NULL)
			return rc != RC_OK ? rc : RC_INVALID;
		now += HOUR;
		if (account->id != owner_id)
			rc = company_member_add(demo->tool->db, demo->tool->arena, company, account->id,
			        json_is_true(json_object_get(member, "owner")), text_of(member, "rights"),
			        owner_id, now);
		if (rc == RC_OK)
			rc = company_act(demo->tool->db, account->id, company->id, now);
	}
	return rc;
}

/* The first of its members is the owner from the start. */
static enum rc add_company(struct demo *demo, json_t *entry)
{
	struct db *db = demo->tool->db;
	struct arena *arena = demo->tool->arena;
	const struct company_facts facts = { text_of(entry, "name"), text_of(entry, "industry") };
	const struct company_billing billing = { text_of(entry, "billing_name"),
		text_of(entry, "billing_address"), text_of(entry, "billing_mail"),
		text_of(entry, "tax_number") };
	json_t *first = json_array_get(json_object_get(entry, "members"), 0);
	const struct account *owner = find_person(demo, text_of(first, "mail"));
	if (owner == NULL || demo->company_count == MOST_COMPANIES)
		return RC_INVALID;
	int64_t now = demo->now - json_integer_value(json_object_get(entry, "age_days")) * DAY;
	struct demo_company *made = &demo->companies[demo->company_count];
	struct company company;
	made->name = facts.name;
	enum rc rc = company_create(db, arena, &facts, owner->id, 0, now, &made->id);
	if (rc == RC_OK)
		rc = company_lock(db, arena, made->id, owner->id, &company);
	if (rc == RC_OK)
		rc = company_set_billing(db, &company, company.version, &billing, owner->id, now + HOUR);
	if (rc == RC_OK)
		rc = add_members(demo, entry, &company, owner->id, now);
	demo->company_count += rc == RC_OK;
	return rc;
}

static enum rc add_companies(struct demo *demo)
{
	enum rc rc = RC_OK;
	size_t i;
	json_t *entry;
	demo->company_count = 0; /* the transaction may run again */
	json_array_foreach(json_object_get(demo->story, "companies"), i, entry)
	{
		if (rc == RC_OK)
			rc = add_company(demo, entry);
	}
	return rc;
}

/* 0 for who acts for himself. */
static int64_t find_company(const struct demo *demo, const char *name)
{
	for (size_t i = 0; i < demo->company_count; i++)
		if (text_equal(demo->companies[i].name, name))
			return demo->companies[i].id;
	return 0;
}

/* --- tickets --------------------------------------------------------------------------------- */

static int64_t time_of(const struct demo *demo, json_t *message)
{
	return demo->now - json_integer_value(json_object_get(message, "age_hours")) * HOUR;
}

/* The topic's questions that the ticket answers, as they read in its language. */
static enum rc fill_answers(struct demo *demo, json_t *story, struct ticket_draft *draft)
{
	struct db_rows rows;
	enum rc rc = topic_field_list(
	        demo->tool->db, demo->tool->arena, draft->topic_id, draft->language->code, &rows);
	const struct topic_field *fields = rows.items;
	json_t *answers = json_object_get(story, "answers");
	for (size_t i = 0; i < rows.count && rc == RC_OK; i++) {
		const char *value = text_of(answers, fields[i].slug);
		if (*value != '\0' && draft->answer_count < TOPIC_FIELDS)
			draft->answers[draft->answer_count++] =
			        (struct topic_answer){ fields[i].label, value };
	}
	return rc;
}

static enum rc open_ticket(struct demo *demo, json_t *story, int64_t *number)
{
	json_t *first = json_array_get(json_object_get(story, "messages"), 0);
	const struct account *requester = find_person(demo, text_of(story, "requester"));
	struct ticket_draft draft = { .language = language_find(text_of(story, "lang")),
		.subject = text_of(story, "subject"),
		.priority = text_of(story, "priority"),
		.body = text_of(first, "text"),
		.now = time_of(demo, first) };
	if (requester == NULL || draft.language == NULL || *draft.body == '\0')
		return RC_INVALID;
	draft.requester_id = requester->id;
	draft.requester_name = requester->name;
	draft.company_id = find_company(demo, text_of(story, "company"));
	enum rc rc = topic_id_of(demo->tool->db, demo->tool->arena, text_of(story, "topic"), &draft.topic_id);
	if (rc == RC_OK)
		rc = fill_answers(demo, story, &draft);
	return rc == RC_OK ? ticket_open(demo->tool->db, demo->tool->arena, &draft, number) : rc;
}

static enum rc lock(struct demo *demo, int64_t number, struct ticket *ticket)
{
	return ticket_lock(demo->tool->db, demo->tool->arena, number, 0, ticket);
}

/* The agent takes the ticket shortly before the first thing that staff does in it. */
static enum rc take_ticket(
        struct demo *demo, json_t *story, const struct account *agent, int64_t number, int64_t now)
{
	const struct account *assignee = find_person(demo, text_of(story, "assignee"));
	struct ticket ticket;
	enum rc rc = lock(demo, number, &ticket);
	if (rc != RC_OK || assignee == NULL || ticket.assignee_id != 0)
		return rc;
	const struct ticket_facts facts = { .version = ticket.version,
		.state = ticket.state,
		.priority = text_of(story, "priority"),
		.assignee_id = assignee->id,
		.team_id = ticket.team_id };
	return desk_change(demo->tool->db, demo->tool->arena, &ticket, agent, &facts, now - 2 * MINUTE);
}

static enum rc add_message(struct demo *demo, json_t *story, json_t *message, int64_t number, bool last)
{
	const struct account *author = find_person(demo, text_of(message, "author"));
	if (author == NULL)
		return RC_INVALID;
	int64_t now = time_of(demo, message);
	enum rc rc = is_staff(author) ? take_ticket(demo, story, author, number, now) : RC_OK;
	struct ticket ticket;
	if (rc == RC_OK)
		rc = lock(demo, number, &ticket);
	if (rc != RC_OK)
		return rc;
	struct db *db = demo->tool->db;
	struct arena *arena = demo->tool->arena;
	const char *text = text_of(message, "text"), *state = text_of(story, "state");
	if (text_equal(text_of(message, "kind"), "note"))
		return desk_note(db, arena, &ticket, author, text, NULL, now);
	if (!is_staff(author))
		return ticket_reply(db, arena, &ticket, author, &(struct ticket_said){ .body = text }, now);
	return desk_answer(db, arena, &ticket, author, text, NULL,
	        last && text_equal(state, "solved") ? "solved" : "waiting", now);
}

/* Brings the ticket to the state that the story ends in. */
static enum rc end_ticket(struct demo *demo, json_t *story, int64_t number, int64_t now)
{
	const char *state = text_of(story, "state");
	const struct account *requester = find_person(demo, text_of(story, "requester"));
	const struct account *agent = find_person(demo, text_of(story, "assignee"));
	struct ticket ticket;
	enum rc rc = lock(demo, number, &ticket);
	if (rc != RC_OK)
		return rc;
	if (text_equal(state, "closed"))
		rc = ticket_close(
		        demo->tool->db, &ticket, requester, text_of(story, "close_reason"), "", now + HOUR);
	else if (!text_equal(state, ticket.state) && agent != NULL)
		rc = desk_change(demo->tool->db, demo->tool->arena, &ticket, agent,
		        &(struct ticket_facts){
		                ticket.version, state, ticket.priority, ticket.assignee_id, ticket.team_id },
		        now + MINUTE);
	if (rc == RC_OK)
		rc = lock(demo, number, &ticket);
	bool ended = text_equal(state, "solved") || text_equal(state, "closed");
	return rc == RC_OK && ended ? ticket_seen(demo->tool->db, &ticket, ticket.requester_id) : rc;
}

static enum rc add_ticket(struct demo *demo, json_t *story)
{
	json_t *messages = json_object_get(story, "messages");
	size_t count = json_array_size(messages);
	int64_t number;
	enum rc rc = open_ticket(demo, story, &number);
	for (size_t i = 1; i < count && rc == RC_OK; i++)
		rc = add_message(demo, story, json_array_get(messages, i), number, i + 1 == count);
	if (rc == RC_OK)
		rc = end_ticket(demo, story, number, time_of(demo, json_array_get(messages, count - 1)));
	if (rc != RC_OK && rc != RC_RETRY)
		tool_fail("ticket “%s”: %s", text_of(story, "subject"), rc_text(rc));
	return rc;
}

static enum rc tell_story(void *context)
{
	struct demo *demo = context;
	enum rc rc = add_people(demo);
	if (rc == RC_OK)
		rc = add_companies(demo);
	size_t i;
	json_t *story;
	json_array_foreach(json_object_get(demo->story, "tickets"), i, story)
	{
		if (rc == RC_OK)
			rc = add_ticket(demo, story);
	}
	return rc == RC_OK ? outbox_discard(demo->tool->db, demo->now, "demo", demo->now) : rc;
}

/* --- the whole ------------------------------------------------------------------------------- */

static enum rc load_people_and_tickets(struct demo *demo)
{
	enum rc rc = prepare_people(demo);
	if (rc == RC_OK)
		rc = explain(db_transact(demo->tool->db, tell_story, demo), "people and tickets");
	for (size_t i = 0; i < demo->person_count && rc == RC_OK; i++)
		tool_say("%s\t%s\t%s", demo->people[i].account.role, demo->people[i].account.mail,
		        demo->people[i].password);
	return rc;
}

/* True if the first person of the demo has an account. */
static enum rc is_there(struct demo *demo, bool *there)
{
	json_t *first = json_array_get(json_object_get(demo->story, "people"), 0);
	struct account account;
	enum rc rc = account_by_mail(demo->tool->db, demo->tool->arena, text_of(first, "mail"), &account);
	*there = rc == RC_OK;
	return rc == RC_NOT_FOUND ? RC_OK : explain(rc, "people");
}

/* What people looked for: the home page shows what several did. */
static enum rc load_searches(struct demo *demo)
{
	struct table table = { 0 };
	enum rc rc = read_table(demo, "searches.tsv", &table);
	for (size_t i = 0; i < table.count && rc == RC_OK; i++) {
		int64_t times;
		rc = explain(text_number(table_cell(&table, i, "times"), &times), "searches.tsv");
		for (; rc == RC_OK && times > 0; times--)
			rc = search_log_add(demo->tool->db, demo->tool->arena, table_cell(&table, i, "lang"),
			        table_cell(&table, i, "query"), 1, demo->now);
	}
	return rc;
}

static int64_t person_id(void *context, const char *mail)
{
	const struct account *account = find_person(context, mail);
	return account == NULL ? 0 : account->id;
}

static int64_t company_id(void *context, const char *name)
{
	return find_company(context, name);
}

static enum rc load_community(struct demo *demo)
{
	const struct account *people[MOST_PEOPLE] = { NULL };
	for (size_t i = 0; i < demo->person_count; i++)
		people[i] = &demo->people[i].account;
	return demo_community_load(&(struct demo_community){ .tool = demo->tool,
	        .folder = demo->folder,
	        .now = demo->now,
	        .person = person_id,
	        .company = company_id,
	        .context = demo,
	        .admin = people[0], /* the story begins with her */
	        .people = people,
	        .person_count = demo->person_count });
}

static enum rc load(struct demo *demo)
{
	bool there;
	enum rc rc = is_there(demo, &there);
	if (rc != RC_OK || there) {
		if (rc == RC_OK)
			tool_note("the demo is there already; portico user password sets a new password");
		return rc;
	}
	rc = load_categories(demo);
	if (rc == RC_OK)
		rc = load_topics(demo);
	if (rc == RC_OK)
		rc = load_articles(demo);
	if (rc == RC_OK)
		rc = load_searches(demo);
	if (rc == RC_OK)
		rc = load_people_and_tickets(demo);
	return rc == RC_OK ? load_community(demo) : rc;
}

int command_demo_load(struct tool *tool)
{
	if (tool->argc != 2)
		return MISUSED;
	struct demo demo = { .tool = tool, .folder = tool->argv[1], .now = time_now() };
	const char *path = arena_format(tool->keep, "%s/tickets.json", demo.folder);
	json_error_t error;
	demo.story = path == NULL ? NULL : json_load_file(path, JSON_REJECT_DUPLICATES, &error);
	if (demo.story == NULL)
		return tool_fail("%s: %s", path, path == NULL ? "out of memory" : error.text);
	enum rc rc = load(&demo);
	json_decref(demo.story);
	return rc == RC_OK ? DONE : tool_fail("the demo was not loaded");
}
