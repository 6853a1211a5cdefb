/*
 * The bare limit: about the least that a page, and that a form, can take. The same nginx, libfcgi, MariaDB
 *and ClearSilver as the portal and its tables (fill.sql), over a kept connection. No rights, languages,
 *tokens, markup, checks or logs: the portal is measured as a share of it. The query string says what is
 *wanted:
 *
 *	hello                      a line
 *	select=NUMBER              one prepared SELECT, a line
 *	bytes=N&number=NUMBER      four prepared SELECTs with joins and a page of a ticket with 20 messages,
 *by a template parsed once, of exactly so many bytes statements=S&rows=R        of a POST: its body read, one
 *row by itself, then one transaction of R rows by S statements, of which the last writes what the others
 *leave
 *
 * LIMIT_DEFAULTS names an option file that tells user, password and socket.
 * It stands alone on purpose: nothing of lib/ may make it slower or faster.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cs/cs.h>
#include <fcgiapp.h>
#include <mysql.h>

#define ROWS    20
#define TEXT    1600
#define BODY    8000
#define PAGE    (256 * 1024)
#define COLUMNS 10
#define SELECTS 4
#define COOKIE  "bench-account-00000000000000000000000000011"
#define UPLOAD  ((size_t)1 << 20)
#define KEPT    1000 /* bytes of a form's body that a row keeps */

enum kind { NUMBER, SHORT_TEXT, LONG_TEXT };

struct value { /* one column of the row just fetched */
	long long number;
	unsigned long length;
	my_bool null;
	char text[BODY + 1];
};

struct select {
	const char *sql;
	unsigned columns;
	enum kind kinds[COLUMNS];
	MYSQL_STMT *stmt;
	MYSQL_BIND results[COLUMNS];
	struct value values[COLUMNS];
};

enum { FIND_SESSION, FIND_TICKET, LIST_MESSAGES, LIST_OTHERS };

/* clang-format off */
static struct select selects[SELECTS] = {
	[FIND_SESSION] = {
		"SELECT a.id, a.mail, a.name, a.role, a.state, a.lang, a.zone, s.seen_at FROM session s "
		"JOIN account a ON a.id = s.account_id WHERE s.token_hash = UNHEX(SHA2(?, 256))",
		8, { NUMBER, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, NUMBER } },
	[FIND_TICKET] = {
		"SELECT t.id, t.number, t.requester_id, t.subject, t.state, t.priority, x.name, a.name, t.created_at, t.updated_at "
		"FROM ticket t LEFT JOIN topic_text x ON x.topic_id = t.topic_id AND x.lang = 'en' "
		"LEFT JOIN account a ON a.id = t.assignee_id WHERE t.number = ?",
		10, { NUMBER, NUMBER, NUMBER, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, SHORT_TEXT, NUMBER, NUMBER } },
	[LIST_MESSAGES] = {
		"SELECT m.id, m.kind, a.name, m.by_staff, m.files, m.created_at, RPAD(m.body, ?, m.body) "
		"FROM ticket_message m LEFT JOIN account a ON a.id = m.author_id WHERE m.ticket_id = ? ORDER BY m.id LIMIT 20",
		7, { NUMBER, SHORT_TEXT, SHORT_TEXT, NUMBER, NUMBER, NUMBER, LONG_TEXT } },
	[LIST_OTHERS] = {
		"SELECT t.number, t.subject, t.state, t.updated_at, a.name FROM ticket t LEFT JOIN account a ON a.id = t.assignee_id "
		"WHERE t.requester_id = ? ORDER BY t.updated_at DESC, t.id DESC LIMIT 5",
		5, { NUMBER, SHORT_TEXT, SHORT_TEXT, NUMBER, SHORT_TEXT } },
};

static const char page_template[] =
	"<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title><?cs var:Subject ?></title></head>\n<body>\n"
	"<header><?cs var:Visitor.name ?> <?cs var:Visitor.mail ?></header>\n<h1><?cs var:Subject ?></h1>\n"
	"<p><?cs var:State ?> <?cs var:Priority ?> <?cs var:Topic ?> <?cs var:Agent ?> <?cs var:Made ?> <?cs var:Updated ?></p>\n"
	"<?cs each:row = Rows ?><article id=\"m<?cs var:row.id ?>\"><h2><?cs var:row.name ?></h2><?cs if:row.staff ?><b>Staff</b><?cs /if ?>"
	"<time><?cs var:row.made ?></time><p><?cs var:row.body ?></p></article>\n<?cs /each ?>"
	"<ul><?cs each:other = Others ?><li><a href=\"/<?cs var:other.number ?>\"><?cs var:other.subject ?></a> <?cs var:other.state ?> "
	"<?cs var:other.updated ?> <?cs var:other.agent ?></li><?cs /each ?></ul>\n</body>\n</html>\n";
/* clang-format on */

struct page {
	char bytes[PAGE];
	size_t length;
};

static void die(const char *what, const char *why)
{
	fprintf(stderr, "limit: %s: %s\n", what, why);
	exit(1);
}

static void check(NEOERR *error)
{
	if (error == STATUS_OK)
		return;
	nerr_log_error(error);
	exit(1);
}

/* --- database ------------------------------------------------------------------------------------ */

static MYSQL *mysql;
static MYSQL_STMT *insert_row, *insert_rest;

static MYSQL_STMT *prepare(const char *sql)
{
	MYSQL_STMT *stmt = mysql_stmt_init(mysql);
	if (!stmt || mysql_stmt_prepare(stmt, sql, strlen(sql)) != 0)
		die(sql, mysql_error(mysql));
	return stmt;
}

static void prepare_select(struct select *select)
{
	select->stmt = prepare(select->sql);
	for (unsigned i = 0; i < select->columns; i++) {
		MYSQL_BIND *bind = &select->results[i];
		struct value *value = &select->values[i];
		bool number = select->kinds[i] == NUMBER;
		bind->buffer_type = number ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_STRING;
		bind->buffer = number ? (void *)&value->number : value->text;
		bind->buffer_length = select->kinds[i] == LONG_TEXT ? BODY
		                      : number                      ? sizeof(value->number)
		                                                    : TEXT;
		bind->length = &value->length;
		bind->is_null = &value->null;
	}
	if (mysql_stmt_bind_result(select->stmt, select->results) != 0)
		die(select->sql, mysql_stmt_error(select->stmt));
}

static void connect_database(void)
{
	mysql = mysql_init(NULL);
	if (!mysql)
		die("database", "no memory");
	mysql_options(mysql, MYSQL_READ_DEFAULT_FILE, getenv("LIMIT_DEFAULTS"));
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!mysql_real_connect(mysql, NULL, NULL, NULL, "portico", 0, NULL, 0))
		die("database", mysql_error(mysql));
	for (size_t i = 0; i < SELECTS; i++)
		prepare_select(&selects[i]);
	insert_row = prepare("INSERT INTO bench.limit_row (owner_id, created_at, body) VALUES (?, ?, ?)");
	insert_rest = prepare("INSERT INTO bench.limit_row (owner_id, created_at, body) "
	                      "SELECT ?, ? + seq, 'Some words.' FROM seq_1_to_1000 WHERE seq <= ?");
}

static struct value *run(struct select *select, MYSQL_BIND *arguments)
{
	if (mysql_stmt_bind_param(select->stmt, arguments) != 0 || mysql_stmt_execute(select->stmt) != 0)
		die(select->sql, mysql_stmt_error(select->stmt));
	return select->values;
}

static struct value *run_number(struct select *select, long long number)
{
	MYSQL_BIND argument = { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &number };
	return run(select, &argument);
}

static bool fetch(struct select *select)
{
	int got = mysql_stmt_fetch(select->stmt);
	if (got == MYSQL_NO_DATA)
		return false;
	if (got != 0)
		die(select->sql, mysql_stmt_error(select->stmt));
	for (unsigned i = 0; i < select->columns; i++)
		if (select->kinds[i] != NUMBER)
			select->values[i].text[select->values[i].null ? 0 : select->values[i].length] = '\0';
	return true;
}

static void finish(struct select *select)
{
	mysql_stmt_free_result(select->stmt);
}

/* --- the page ------------------------------------------------------------------------------------- */

static void put_number(HDF *hdf, const char *name, long long number)
{
	char digits[24];
	(void)snprintf(digits, sizeof(digits), "%lld", number);
	check(hdf_set_value(hdf, name, digits));
}

static HDF *new_row(HDF *hdf, const char *list, int at)
{
	char name[24];
	HDF *row;
	(void)snprintf(name, sizeof(name), "%s.%d", list, at);
	check(hdf_get_node(hdf, name, &row));
	return row;
}

static void show_visitor(HDF *hdf)
{
	char token[] = COOKIE;
	unsigned long length = sizeof(token) - 1;
	MYSQL_BIND argument = {
		.buffer_type = MYSQL_TYPE_STRING, .buffer = token, .buffer_length = length, .length = &length
	};
	struct value *found = run(&selects[FIND_SESSION], &argument);
	if (fetch(&selects[FIND_SESSION])) {
		check(hdf_set_value(hdf, "Visitor.mail", found[1].text));
		check(hdf_set_value(hdf, "Visitor.name", found[2].text));
	}
	finish(&selects[FIND_SESSION]);
}

/* Answers the requester; *id is the ticket's. */
static long long show_ticket(HDF *hdf, long long number, long long *id)
{
	long long requester = 0;
	struct value *found = run_number(&selects[FIND_TICKET], number);
	if (fetch(&selects[FIND_TICKET])) {
		*id = found[0].number;
		requester = found[2].number;
		check(hdf_set_value(hdf, "Subject", found[3].text));
		check(hdf_set_value(hdf, "State", found[4].text));
		check(hdf_set_value(hdf, "Priority", found[5].text));
		check(hdf_set_value(hdf, "Topic", found[6].text));
		check(hdf_set_value(hdf, "Agent", found[7].text));
		put_number(hdf, "Made", found[8].number);
		put_number(hdf, "Updated", found[9].number);
	}
	finish(&selects[FIND_TICKET]);
	return requester;
}

static void show_messages(HDF *hdf, long long ticket, long long body_length)
{
	MYSQL_BIND arguments[] = { { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &body_length },
		{ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &ticket } };
	struct value *found = run(&selects[LIST_MESSAGES], arguments);
	for (int i = 0; fetch(&selects[LIST_MESSAGES]); i++) {
		HDF *row = new_row(hdf, "Rows", i);
		put_number(row, "id", found[0].number);
		check(hdf_set_value(row, "name", found[2].text));
		put_number(row, "staff", found[3].number);
		put_number(row, "made", found[5].number);
		check(hdf_set_value(row, "body", found[6].text));
	}
	finish(&selects[LIST_MESSAGES]);
}

static void show_others(HDF *hdf, long long requester)
{
	struct value *found = run_number(&selects[LIST_OTHERS], requester);
	for (int i = 0; fetch(&selects[LIST_OTHERS]); i++) {
		HDF *row = new_row(hdf, "Others", i);
		put_number(row, "number", found[0].number);
		check(hdf_set_value(row, "subject", found[1].text));
		check(hdf_set_value(row, "state", found[2].text));
		put_number(row, "updated", found[3].number);
		check(hdf_set_value(row, "agent", found[4].text));
	}
	finish(&selects[LIST_OTHERS]);
}

static NEOERR *write_page(void *context, char *text)
{
	struct page *page = context;
	size_t length = strlen(text);
	if (length > PAGE - page->length)
		return nerr_raise(NERR_NOMEM, "the page is too long");
	memcpy(page->bytes + page->length, text, length);
	page->length += length;
	return STATUS_OK;
}

static void make_page(CSPARSE *parse, long long number, long long body_length, struct page *page)
{
	HDF *hdf;
	long long ticket = 0;
	check(hdf_init(&hdf));
	check(hdf_set_value(hdf, "Config.VarEscapeMode", "html"));
	show_visitor(hdf);
	long long requester = show_ticket(hdf, number, &ticket);
	show_messages(hdf, ticket, body_length);
	show_others(hdf, requester);
	page->length = 0;
	parse->hdf = hdf;
	check(cs_render(parse, page, write_page));
	hdf_destroy(&hdf);
}

/* A page that came out short or long tells how much each row lacks; spaces fill the rest. */
static void make_page_of(CSPARSE *parse, long long number, size_t bytes, struct page *page)
{
	static long long body_length; /* characters of each row */
	make_page(parse, number, body_length, page);
	long long lacks = (long long)bytes - (long long)page->length;
	if (lacks < 0 || lacks >= 2 * ROWS)
		body_length += lacks / ROWS - (lacks < 0);
	if (body_length < 0 || body_length > BODY / 3)
		body_length = body_length < 0 ? 0 : BODY / 3;
	while (page->length < bytes && page->length < PAGE)
		page->bytes[page->length++] = ' ';
}

static CSPARSE *parse_template(void)
{
	HDF *hdf;
	CSPARSE *parse;
	check(hdf_init(&hdf));
	check(hdf_set_value(hdf, "Config.VarEscapeMode", "html"));
	check(cs_init(&parse, hdf));
	char *text = strdup(page_template); /* cs_parse_string frees it */
	if (!text)
		die("template", "no memory");
	check(cs_parse_string(parse, text, strlen(text)));
	return parse;
}

/* --- a form ---------------------------------------------------------------------------------------- */

static char body[UPLOAD];

static size_t read_body(FCGX_Request *request)
{
	size_t length = 0;
	for (int got; (got = FCGX_GetStr(body, (int)sizeof(body), request->in)) > 0;)
		length = (size_t)got;
	return length < KEPT ? length : KEPT;
}

static void write_row(MYSQL_STMT *stmt, MYSQL_BIND *arguments)
{
	if (mysql_stmt_bind_param(stmt, arguments) != 0 || mysql_stmt_execute(stmt) != 0)
		die("a row", mysql_stmt_error(stmt));
}

static void say(const char *sql)
{
	if (mysql_real_query(mysql, sql, strlen(sql)) != 0)
		die(sql, mysql_error(mysql));
}

static void write_rows(unsigned statements, unsigned rows, size_t length)
{
	long long owner = (long long)getpid(), now = (long long)time(NULL),
	          rest = (long long)rows - statements + 1;
	unsigned long kept = length;
	MYSQL_BIND one[] = {
		{ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &owner },
		{ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &now },
		{ .buffer_type = MYSQL_TYPE_STRING, .buffer = body, .buffer_length = kept, .length = &kept }
	};
	MYSQL_BIND many[] = { one[0], one[1], { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &rest } };
	write_row(insert_row, one);
	say("BEGIN");
	for (unsigned i = 1; i < statements; i++)
		write_row(insert_row, one);
	write_row(insert_rest, many);
	say("COMMIT");
}

/* --- serving --------------------------------------------------------------------------------------- */

static void serve_line(FCGX_Request *request)
{
	FCGX_FPrintF(request->out, "Content-Type: text/plain\r\n\r\nHello.\n");
}

static void serve_select(FCGX_Request *request, long long number)
{
	(void)run_number(&selects[FIND_TICKET], number);
	while (fetch(&selects[FIND_TICKET]))
		;
	finish(&selects[FIND_TICKET]);
	serve_line(request);
}

static void serve_page(FCGX_Request *request, CSPARSE *parse, unsigned bytes, unsigned number)
{
	static struct page page;
	make_page_of(parse, number, bytes, &page);
	FCGX_FPrintF(request->out, "Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
	        (int)page.length);
	FCGX_PutStr(page.bytes, (int)page.length, request->out);
}

static void serve_form(FCGX_Request *request, unsigned statements, unsigned rows)
{
	write_rows(statements, rows, read_body(request));
	FCGX_FPrintF(request->out, "Status: 303 See Other\r\nLocation: /limit?hello\r\n\r\n");
}

static void serve(FCGX_Request *request, CSPARSE *parse)
{
	const char *query = FCGX_GetParam("QUERY_STRING", request->envp);
	unsigned a = 0, b = 0;
	if (!query)
		die("query string", "there is none");
	if (sscanf(query, "bytes=%u&number=%u", &a, &b) == 2)
		serve_page(request, parse, a, b);
	else if (sscanf(query, "statements=%u&rows=%u", &a, &b) == 2 && a > 0 && a <= b)
		serve_form(request, a, b);
	else if (sscanf(query, "select=%u", &a) == 1)
		serve_select(request, a);
	else
		serve_line(request);
	FCGX_Finish_r(request);
}

int main(void)
{
	FCGX_Request request;
	CSPARSE *parse = parse_template();
	connect_database();
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		die("FastCGI", "cannot start");
	while (FCGX_Accept_r(&request) == 0)
		serve(&request, parse);
	mysql_close(mysql);
	return 0;
}
