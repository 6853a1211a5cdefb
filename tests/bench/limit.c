/*
 * The bare limit: about the least a page of this kind can do. The same nginx, libfcgi, MariaDB and
 * ClearSilver as the portal, four prepared SELECTs over a kept connection, a template parsed once, 20 rows, a
 * page of exactly as many bytes as the query string says. No session rules, languages, tokens, checks or
 * logs. The portal's pages are measured as a share of it.
 *
 * LIMIT_DEFAULTS names an option file that tells user, password and socket; tables are those of
 * tests/bench/limit.sql. It stands alone on purpose: nothing of lib/ may make it slower or faster.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cs/cs.h>
#include <fcgiapp.h>
#include <mysql.h>

#define ROWS    20
#define TEXT    200
#define BODY    3600
#define PAGE    (256 * 1024)
#define COLUMNS 6
#define SELECTS 4

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

enum { FIND_VISIT, FIND_THREAD, LIST_POSTS, LIST_NEAR };

static struct select selects[SELECTS] = {
	[FIND_VISIT] = { "SELECT p.id, p.name, p.mail, v.seen_at FROM visit v JOIN person p ON p.id = "
	                 "v.person_id WHERE v.token = ?",
	        4, { NUMBER, SHORT_TEXT, SHORT_TEXT, NUMBER } },
	[FIND_THREAD] = { "SELECT t.id, t.subject, t.state, t.made_at, p.name FROM thread t JOIN person p ON "
	                  "p.id = t.person_id "
	                  "WHERE t.number = ?",
	        5, { NUMBER, SHORT_TEXT, SHORT_TEXT, NUMBER, SHORT_TEXT } },
	[LIST_POSTS] = { "SELECT o.id, p.name, o.made_at, LEFT(o.body, ?) FROM post o JOIN person p ON p.id "
	                 "= o.person_id "
	                 "WHERE o.thread_id = ? ORDER BY o.id LIMIT 20",
	        4, { NUMBER, SHORT_TEXT, NUMBER, LONG_TEXT } },
	[LIST_NEAR] = { "SELECT number, subject, made_at FROM thread WHERE person_id = ? ORDER BY id DESC "
	                "LIMIT 5",
	        3, { NUMBER, SHORT_TEXT, NUMBER } },
};

static const char page_template[] =
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title><?cs var:Subject "
        "?></title></head>\n<body>\n"
        "<header><?cs var:Visitor.name ?> <?cs var:Visitor.mail ?></header>\n<h1><?cs var:Subject ?></h1>\n"
        "<p><?cs var:State ?> <?cs var:Owner ?> <?cs var:Made ?></p>\n"
        "<?cs each:row = Rows ?><article id=\"p<?cs var:row.id ?>\"><h2><?cs var:row.name ?></h2><time><?cs "
        "var:row.made ?></time>"
        "<p><?cs var:row.body ?></p></article>\n<?cs /each ?>"
        "<ul><?cs each:near = Near ?><li><a href=\"/<?cs var:near.number ?>\"><?cs var:near.subject ?></a> "
        "<?cs var:near.made ?></li><?cs /each ?></ul>\n</body>\n</html>\n";

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

static void prepare(MYSQL *mysql, struct select *select)
{
	select->stmt = mysql_stmt_init(mysql);
	if (!select->stmt || mysql_stmt_prepare(select->stmt, select->sql, strlen(select->sql)) != 0)
		die(select->sql, mysql_error(mysql));
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

static MYSQL *connect_database(void)
{
	MYSQL *mysql = mysql_init(NULL);
	if (!mysql)
		die("database", "no memory");
	mysql_options(mysql, MYSQL_READ_DEFAULT_FILE, getenv("LIMIT_DEFAULTS"));
	mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4");
	if (!mysql_real_connect(mysql, NULL, NULL, NULL, "limit_bench", 0, NULL, 0))
		die("database", mysql_error(mysql));
	for (size_t i = 0; i < SELECTS; i++)
		prepare(mysql, &selects[i]);
	return mysql;
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
			select->values[i].text[select->values[i].length] = '\0';
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
	char token[] = "0123456789abcdef0123456789abcdef";
	unsigned long length = sizeof(token) - 1;
	MYSQL_BIND argument = {
		.buffer_type = MYSQL_TYPE_STRING, .buffer = token, .buffer_length = length, .length = &length
	};
	struct value *found = run(&selects[FIND_VISIT], &argument);
	if (fetch(&selects[FIND_VISIT])) {
		check(hdf_set_value(hdf, "Visitor.name", found[1].text));
		check(hdf_set_value(hdf, "Visitor.mail", found[2].text));
	}
	finish(&selects[FIND_VISIT]);
}

static long long show_thread(HDF *hdf, long long number)
{
	long long id = 0;
	struct value *found = run_number(&selects[FIND_THREAD], number);
	if (fetch(&selects[FIND_THREAD])) {
		id = found[0].number;
		check(hdf_set_value(hdf, "Subject", found[1].text));
		check(hdf_set_value(hdf, "State", found[2].text));
		put_number(hdf, "Made", found[3].number);
		check(hdf_set_value(hdf, "Owner", found[4].text));
	}
	finish(&selects[FIND_THREAD]);
	return id;
}

static void show_posts(HDF *hdf, long long thread, long long body_length)
{
	MYSQL_BIND arguments[] = { { .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &body_length },
		{ .buffer_type = MYSQL_TYPE_LONGLONG, .buffer = &thread } };
	struct value *found = run(&selects[LIST_POSTS], arguments);
	for (int i = 0; fetch(&selects[LIST_POSTS]); i++) {
		HDF *row = new_row(hdf, "Rows", i);
		put_number(row, "id", found[0].number);
		check(hdf_set_value(row, "name", found[1].text));
		put_number(row, "made", found[2].number);
		check(hdf_set_value(row, "body", found[3].text));
	}
	finish(&selects[LIST_POSTS]);
}

static void show_near(HDF *hdf, long long person)
{
	struct value *found = run_number(&selects[LIST_NEAR], person);
	for (int i = 0; fetch(&selects[LIST_NEAR]); i++) {
		HDF *row = new_row(hdf, "Near", i);
		put_number(row, "number", found[0].number);
		check(hdf_set_value(row, "subject", found[1].text));
		put_number(row, "made", found[2].number);
	}
	finish(&selects[LIST_NEAR]);
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
	check(hdf_init(&hdf));
	check(hdf_set_value(hdf, "Config.VarEscapeMode", "html"));
	show_visitor(hdf);
	show_posts(hdf, show_thread(hdf, number), body_length);
	show_near(hdf, number % 100 + 1);
	page->length = 0;
	parse->hdf = hdf;
	check(cs_render(parse, page, write_page));
	hdf_destroy(&hdf);
}

/* Bodies are plain ASCII, so a page that came out short or long tells how much each row lacks; spaces fill
 * the rest. */
static void make_page_of(CSPARSE *parse, long long number, size_t bytes, struct page *page)
{
	static long long body_length;
	make_page(parse, number, body_length, page);
	if (page->length > bytes || bytes - page->length >= ROWS) {
		body_length += ((long long)bytes - (long long)page->length) / ROWS - (page->length > bytes);
		if (body_length < 0 || body_length > BODY)
			body_length = body_length < 0 ? 0 : BODY;
	}
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

static void serve(FCGX_Request *request, CSPARSE *parse, struct page *page)
{
	const char *query = FCGX_GetParam("QUERY_STRING", request->envp);
	unsigned bytes = 0, number = 0;
	if (!query || sscanf(query, "bytes=%u&number=%u", &bytes, &number) != 2)
		die("query string", "not bytes=N&number=N");
	make_page_of(parse, number, bytes, page);
	FCGX_FPrintF(request->out, "Content-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
	        (int)page->length);
	FCGX_PutStr(page->bytes, (int)page->length, request->out);
	FCGX_Finish_r(request);
}

int main(void)
{
	static struct page page;
	FCGX_Request request;
	CSPARSE *parse = parse_template();
	MYSQL *mysql = connect_database();
	if (FCGX_Init() != 0 || FCGX_InitRequest(&request, 0, 0) != 0)
		die("FastCGI", "cannot start");
	while (FCGX_Accept_r(&request) == 0)
		serve(&request, parse, &page);
	mysql_close(mysql);
	return 0;
}
