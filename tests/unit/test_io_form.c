/*
 * Forms: decoding, each limit at its edge, and multipart bodies that arrive in pieces of any size.
 */
#define _GNU_SOURCE 1
#include "claim.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/limits.h"
#include "base/secret.h"
#include "base/text.h"
#include "io/form.h"

static struct arena *arena;
static char spool[] = "/tmp/portico-form-XXXXXX";

static int set_up_all(void **state)
{
	(void)state;
	return secret_start() != RC_OK || mkdtemp(spool) == NULL;
}

static int tear_down_all(void **state)
{
	(void)state;
	return rmdir(spool); /* fails if a file was left behind */
}

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 16, (size_t)24 << 20);
	return arena == NULL;
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return 0;
}

/* A body that comes in pieces: `first` bytes, then `step` at a time. */
struct source {
	const char *data;
	size_t length, at, first, step;
	bool breaks; /* the connection is lost at the end */
};

static enum rc read_source(void *context, void *data, size_t size, size_t *got)
{
	struct source *source = context;
	size_t left = source->length - source->at;
	size_t most = source->at < source->first ? source->first - source->at : source->step;

	if (left == 0 && source->breaks)
		return RC_IO;
	*got = size < most ? size : most;
	*got = *got < left ? *got : left;
	memcpy(data, source->data + source->at, *got);
	source->at += *got;
	return RC_OK;
}

static struct form_limits limits(void)
{
	return (struct form_limits){ LIMIT_UPLOAD_BODY, LIMIT_FILES, LIMIT_FILE, LIMIT_FILES_BYTES, spool };
}

static enum rc read_body(
        struct form *form, const char *type, const char *body, size_t length, const struct form_limits *most)
{
	struct source source = { .data = body, .length = length, .step = SIZE_MAX };

	*form = (struct form){ 0 };
	return form_body(arena, form, type, read_source, &source, most);
}

/* --- pairs ----------------------------------------------------------------------------------- */

static enum rc read_query(struct form *form, const char *query)
{
	*form = (struct form){ 0 };
	return form_query(arena, form, query, strlen(query));
}

static void test_query(void **state)
{
	(void)state;
	struct form form;

	assert_int_equal(
	        read_query(&form, "a=1&b=x+y%20%7E&&c&=d&a=2&e=%&f=%4&g=%zz&h=1=2&%61%62=%D8%B3"), RC_OK);
	assert_int_equal(form.field_count, 10);
	assert_string_equal(form_value(&form, "a"), "1");
	assert_string_equal(form_value(&form, "b"), "x y ~");
	assert_string_equal(form_value(&form, "c"), "");
	assert_string_equal(form_value(&form, ""), "d");
	assert_string_equal(form_value(&form, "e"), "%");
	assert_string_equal(form_value(&form, "f"), "%4");
	assert_string_equal(form_value(&form, "g"), "%zz");
	assert_string_equal(form_value(&form, "h"), "1=2");
	assert_string_equal(form_value(&form, "ab"), "س");
	assert_null(form_value(&form, "A"));
	assert_int_equal(read_query(&form, ""), RC_OK);
	assert_null(form_value(&form, "a"));
}

static void test_text_must_be_utf8(void **state)
{
	(void)state;
	static const char *const bad[] = { "a=%00", "a=%FF", "a=%C0%80", "a=%ED%A0%80", "a=%F4%90%80%80",
		"%FF=a", "a=%D8", "a=\xff" };
	struct form form;

	for (size_t i = 0; i < LENGTH(bad); i++)
		assert_int_equal(read_query(&form, bad[i]), RC_INVALID);
}

static void test_number_and_names_of_fields(void **state)
{
	(void)state;
	struct buf query;
	struct form form;

	buf_init(&query, 100000);
	for (int i = 0; i < LIMIT_FIELDS; i++)
		buf_format(&query, "&f%d=1", i);
	assert_int_equal(read_query(&form, query.data), RC_OK);
	assert_int_equal(form.field_count, LIMIT_FIELDS);
	buf_text(&query, "&x=1");
	assert_int_equal(read_query(&form, query.data), RC_TOO_LARGE);
	buf_clear(&query);
	for (int i = 0; i < LIMIT_FIELD_NAME; i++)
		buf_char(&query, 'n');
	assert_int_equal(read_query(&form, query.data), RC_OK);
	buf_char(&query, 'n');
	assert_int_equal(read_query(&form, query.data), RC_TOO_LARGE);
	buf_free(&query);
}

static void test_urlencoded_body(void **state)
{
	(void)state;
	struct form_limits most = limits();
	struct form form;
	static const char *const types[] = { "application/x-www-form-urlencoded",
		"Application/X-WWW-Form-Urlencoded; charset=utf-8" };

	for (size_t i = 0; i < LENGTH(types); i++) {
		assert_int_equal(read_body(&form, types[i], "a=b&_charset_=utf-8", 19, &most), RC_OK);
		assert_string_equal(form_value(&form, "a"), "b");
		assert_null(form_value(&form, "_charset_"));
	}
	assert_int_equal(read_body(&form, "", "", 0, &most), RC_OK);
	assert_int_equal(read_body(&form, NULL, "", 0, &most), RC_OK);
	assert_int_equal(read_body(&form, NULL, "a", 1, &most), RC_INVALID);
	static const char *const others[] = { "text/plain", "application/json",
		"application/x-www-form-urlencodedx", "multipart/form-data",
		"multipart/form-data; boundary=", "multipart/form-data; boundary=\"a",
		"multipart/mixed; boundary=a" };
	for (size_t i = 0; i < LENGTH(others); i++)
		assert_int_equal(read_body(&form, others[i], "a=b", 3, &most), RC_INVALID);
}

static void test_body_limit(void **state)
{
	(void)state;
	static char body[100001];
	struct form_limits most = { .body = 100000 };
	struct form form;
	struct source source = { .data = body, .length = sizeof(body), .step = SIZE_MAX };

	memset(body, 'a', sizeof(body));
	assert_int_equal(read_body(&form, "application/x-www-form-urlencoded", "a=b", 3,
	                         &(struct form_limits){ .body = 3 }),
	        RC_OK);
	assert_int_equal(read_body(&form, "application/x-www-form-urlencoded", "a=bc", 4,
	                         &(struct form_limits){ .body = 3 }),
	        RC_TOO_LARGE);
	body[1] = '=';
	assert_int_equal(read_body(&form, "application/x-www-form-urlencoded", body, 100000, &most), RC_OK);
	assert_int_equal(
	        form_body(arena, &form, "application/x-www-form-urlencoded", read_source, &source, &most),
	        RC_TOO_LARGE);
	assert_true(source.at <= most.body + 1);
	source = (struct source){ .data = "a=b", .length = 3, .step = 1, .breaks = true };
	assert_int_equal(
	        form_body(arena, &form, "application/x-www-form-urlencoded", read_source, &source, &most),
	        RC_IO);
}

/* --- multipart ------------------------------------------------------------------------------- */

#define TYPE "multipart/form-data; boundary=XyZ"
#define PART(disposition, content)                                                                           \
	"--XyZ\r\nContent-Disposition: form-data; " disposition "\r\n\r\n" content "\r\n"
#define END "--XyZ--\r\n"

static const char whole[] = "preamble\r\n" PART("name=\"subject\"",
        "گزارش \r\n--XyA\r\n-- \r--XyZ \n") "--XyZ \t\r\ncontent-type: text/html\r\nCONTENT-DISPOSITION: "
                                            "form-data; filename=\"a;b\\\"c.txt\"; name=\"file\"\r\n\r\n"
                                            "\0\r\n\r\n--Xy\r\r\n-\xff\r\n" PART(
                                                    "name=\"empty\"; filename=\"\"", "")
                                                    PART("name=none; filename=none.bin", "")
                                                            PART("name=\"last\"", "") END "epilogue --XyZ";

static void check_whole(const struct form *form)
{
	assert_int_equal(form->field_count, 2);
	assert_string_equal(form_value(form, "subject"), "گزارش \r\n--XyA\r\n-- \r--XyZ \n");
	assert_string_equal(form_value(form, "last"), "");
	assert_int_equal(form->file_count, 2);
	const struct form_file *file = form->files;
	const char content[] = "\0\r\n\r\n--Xy\r\r\n-\xff";
	char read_back[64];
	uint8_t hash[SECRET_HASH];
	assert_string_equal(file->field, "file");
	assert_string_equal(file->name, "a;b\"c.txt");
	assert_int_equal(file->size, sizeof(content) - 1);
	assert_int_equal(read(file->fd, read_back, sizeof(read_back)), sizeof(content) - 1);
	assert_memory_equal(read_back, content, sizeof(content) - 1);
	secret_hash(content, sizeof(content) - 1, hash);
	assert_memory_equal(hash, file->hash, sizeof(hash));
	assert_string_equal(file->next->name, "none.bin");
	assert_int_equal(file->next->size, 0);
}

static void test_every_split(void **state)
{
	(void)state;
	struct form_limits most = limits();
	size_t length = sizeof(whole) - 1;

	for (size_t first = 0; first <= length; first++) {
		struct source source = { .data = whole, .length = length, .first = first, .step = SIZE_MAX };
		struct form form = { 0 };
		assert_int_equal(form_body(arena, &form, TYPE, read_source, &source, &most), RC_OK);
		check_whole(&form);
		arena_reset(arena);
	}
	for (size_t step = 1; step <= 40; step++) {
		struct source source = { .data = whole, .length = length, .step = step };
		struct form form = { 0 };
		assert_int_equal(form_body(arena, &form, TYPE, read_source, &source, &most), RC_OK);
		check_whole(&form);
		arena_reset(arena);
	}
}

static void test_every_cut(void **state)
{
	(void)state;
	struct form_limits most = limits();
	size_t closed = (size_t)((const char *)memmem(whole, sizeof(whole), "--XyZ--", 7) - whole) + 7;

	for (size_t length = 0; length < closed; length++) {
		struct source source = { .data = whole, .length = length, .step = 7 };
		struct form form = { 0 };
		assert_int_equal(form_body(arena, &form, TYPE, read_source, &source, &most), RC_INVALID);
		source = (struct source){ .data = whole, .length = length, .step = 7, .breaks = true };
		form = (struct form){ 0 };
		assert_int_equal(form_body(arena, &form, TYPE, read_source, &source, &most), RC_IO);
		arena_reset(arena);
	}
}

static void test_parameters(void **state)
{
	(void)state;
	struct form_limits most = limits();
	static const struct {
		const char *disposition, *name;
	} known[] = { { "name=\"f\"; filename=\"a.txt\"", "a.txt" }, { "name=f;filename=a.txt", "a.txt" },
		{ "NAME=\"f\"; FileName=\"a%22b.txt\"", "a\"b.txt" },
		{ "name=\"f\"; filename=\"..\\\\..\\\\etc/passwd\"", "etcpasswd" },
		{ "name=\"f\"; filename=\"نامه.pdf\"", "نامه.pdf" },
		{ "name=\"f\"; filename*=UTF-8''x.txt; filename=\"y.txt\"", "y.txt" },
		{ "name=\"f\"; filename=\"a\u202Etxt.exe\"", "atxt.exe" },
		{ "name=\"f\"; filename=\"a%0D%0Ab\"", "ab" },
		{ "name=\"f\"; x; filename=\"a;name=b\"", "a;name=b" } };

	for (size_t i = 0; i < LENGTH(known); i++) {
		struct form form;
		const char *body =
		        arena_format(arena, "--XyZ\r\nContent-Disposition: form-data; %s\r\n\r\nx\r\n--XyZ--",
		                known[i].disposition);
		assert_int_equal(read_body(&form, TYPE, body, strlen(body), &most), RC_OK);
		assert_string_equal(form.files->field, "f");
		assert_string_equal(form.files->name, known[i].name);
	}
}

static void test_broken_parts(void **state)
{
	(void)state;
	struct form_limits most = limits();
	static const char *const bad[] = { "", "--XyZ", "--XyZ--x\r\n", "--XyZ\r\n\r\nx\r\n--XyZ--",
		"--XyZx\r\n" END, PART("filename=\"a\"", "x") END, PART("name=\"\"", "x") END,
		PART("name=\"a", "x") END, PART("name=\"a\"", "\xff") END, PART("name=\"\xff\"", "x") END,
		"--XyZ\r\nContent-Type: text/plain\r\n\r\nx\r\n--XyZ--", "--XyZ\nname=a\n\nb\n--XyZ--\n" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct form form;
		enum rc wanted =
		        i == 2 ? RC_OK : RC_INVALID; /* the third closes the body: what follows is epilogue */
		assert_int_equal(read_body(&form, TYPE, bad[i], strlen(bad[i]), &most), wanted);
	}
	struct form form;
	const char zero[] = PART("name=\"a\"", "b\0c") END;
	assert_int_equal(read_body(&form, TYPE, zero, sizeof(zero) - 1, &most), RC_INVALID);
	most.spool = NULL;
	const char *file = PART("name=\"a\"; filename=\"b\"", "c") END;
	assert_int_equal(read_body(&form, TYPE, file, strlen(file), &most), RC_INVALID);
	most.spool = "/nonexistent/portico";
	assert_int_equal(read_body(&form, TYPE, file, strlen(file), &most), RC_IO);
}

static void test_boundaries(void **state)
{
	(void)state;
	struct form_limits most = limits();
	static const char *const types[] = { "multipart/form-data; boundary=XyZ; charset=utf-8",
		"multipart/form-data;charset=x;boundary=\"XyZ\"", "MULTIPART/FORM-DATA ;  BOUNDARY=XyZ" };
	struct form form;

	for (size_t i = 0; i < LENGTH(types); i++)
		assert_int_equal(read_body(&form, types[i], whole, sizeof(whole) - 1, &most), RC_OK);
	char type[200] = "multipart/form-data; boundary=";
	size_t head = strlen(type);
	memset(type + head, 'b', 71);
	assert_int_equal(read_body(&form, type, "x", 1, &most), RC_INVALID);
	type[head + 70] = '\0';
	const char *body = arena_format(arena, "--%s--", type + head);
	assert_int_equal(read_body(&form, type, body, strlen(body), &most), RC_OK);
}

/* --- limits ---------------------------------------------------------------------------------- */

static enum rc read_files(size_t count, size_t bytes, const struct form_limits *most)
{
	struct buf body;
	struct form form;

	buf_init(&body, (size_t)8 << 20);
	for (size_t i = 0; i < count; i++) {
		buf_text(&body, "--XyZ\r\nContent-Disposition: form-data; name=f; filename=a\r\n\r\n");
		for (size_t at = 0; at < bytes; at++)
			buf_char(&body, (char)at);
		buf_text(&body, "\r\n");
	}
	buf_text(&body, END);
	enum rc rc = buf_finish(&body);
	assert_int_equal(rc, RC_OK);
	rc = read_body(&form, TYPE, body.data, body.length, most);
	buf_free(&body);
	arena_reset(arena);
	return rc;
}

static void test_file_limits(void **state)
{
	(void)state;
	struct form_limits most = {
		.body = (size_t)8 << 20, .files = 3, .file = 50000, .all_files = 120000, .spool = spool
	};

	assert_int_equal(read_files(1, 50000, &most), RC_OK);
	assert_int_equal(read_files(1, 50001, &most), RC_TOO_LARGE);
	assert_int_equal(read_files(3, 40000, &most), RC_OK);
	assert_int_equal(read_files(3, 40001, &most), RC_TOO_LARGE);
	assert_int_equal(read_files(3, 0, &most), RC_OK);
	assert_int_equal(read_files(4, 0, &most), RC_TOO_LARGE);
	assert_int_equal(read_files(4, 1, &most), RC_TOO_LARGE);
}

static void test_multipart_body_limit(void **state)
{
	(void)state;
	struct form_limits most = limits();
	struct form form;

	most.body = sizeof(whole) - 1;
	assert_int_equal(read_body(&form, TYPE, whole, sizeof(whole) - 1, &most), RC_OK);
	for (size_t body = 0; body < sizeof(whole) - 1; body++) {
		struct source source = { .data = whole, .length = sizeof(whole) - 1, .step = 5 };
		most.body = body;
		form = (struct form){ 0 };
		assert_int_equal(form_body(arena, &form, TYPE, read_source, &source, &most), RC_TOO_LARGE);
		assert_true(source.at <= body + 1);
		arena_reset(arena);
	}
}

static void test_part_headers_limit(void **state)
{
	(void)state;
	struct form_limits most = limits();
	struct form form;

	for (size_t extra = 0; extra < 2; extra++) {
		const char *head = "Content-Disposition: form-data; name=a\r\nX-Pad: ";
		struct buf body;
		buf_init(&body, 100000);
		buf_format(&body, "--XyZ\r\n%s", head);
		for (size_t i = strlen(head); i < LIMIT_PART_HEADERS + extra; i++)
			buf_char(&body, 'p');
		buf_text(&body, "\r\n\r\nb\r\n" END);
		assert_int_equal(read_body(&form, TYPE, body.data, body.length, &most),
		        extra == 0 ? RC_OK : RC_TOO_LARGE);
		buf_free(&body);
	}
}

static void test_part_count_limit(void **state)
{
	(void)state;
	struct form_limits most = limits();
	struct form form;
	struct buf body;

	buf_init(&body, (size_t)1 << 20);
	for (size_t i = 0; i < LIMIT_FIELDS + LIMIT_FILES + 1; i++)
		buf_text(&body, PART("name=a; filename=\"\"", ""));
	buf_text(&body, END);
	assert_int_equal(read_body(&form, TYPE, body.data, body.length, &most), RC_TOO_LARGE);
	buf_free(&body);
}

static size_t open_files(void)
{
	DIR *folder = opendir("/proc/self/fd");
	size_t count = 0;

	assert_non_null(folder);
	while (readdir(folder) != NULL)
		count++;
	closedir(folder);
	return count;
}

static void test_files_close_with_the_arena(void **state)
{
	(void)state;
	struct form_limits most = limits();
	struct form form;
	size_t before = open_files();

	for (int i = 0; i < 50; i++) {
		assert_int_equal(read_body(&form, TYPE, whole, sizeof(whole) - 1, &most), RC_OK);
		assert_true(open_files() > before);
		arena_reset(arena);
		assert_int_equal(read_body(&form, TYPE, whole, sizeof(whole) - 40, &most), RC_INVALID);
		arena_reset(arena);
		assert_int_equal(open_files(), before);
	}
}

/* --- cookies --------------------------------------------------------------------------------- */

static void test_cookies(void **state)
{
	(void)state;
	const char *header = "a=1; session=abc-_.~!; b=\"q\"; empty=; sessions=x;c=2";
	static char large[LIMIT_COOKIES + 2];

	assert_string_equal(form_cookie(arena, header, "a"), "1");
	assert_string_equal(form_cookie(arena, header, "session"), "abc-_.~!");
	assert_string_equal(form_cookie(arena, header, "empty"), "");
	assert_string_equal(form_cookie(arena, header, "c"), "2");
	assert_null(form_cookie(arena, header, "b"));
	assert_null(form_cookie(arena, header, "sess"));
	assert_null(form_cookie(arena, header, "A"));
	assert_null(form_cookie(arena, NULL, "a"));
	assert_null(form_cookie(arena, "", "a"));
	assert_null(form_cookie(arena, "a", "a"));
	assert_null(form_cookie(arena, "a=b\\c", "a"));
	assert_null(form_cookie(arena, "a=\xd8\xb3", "a"));
	memset(large, 'x', sizeof(large) - 1);
	memcpy(large, "a=b;", 4);
	assert_null(form_cookie(arena, large, "a"));
	large[LIMIT_COOKIES] = '\0';
	assert_string_equal(form_cookie(arena, large, "a"), "b");
}

#define TEST(name, function)                                                                                 \
	{                                                                                                    \
		name, function, set_up, tear_down, NULL                                                      \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST("query strings are decoded", test_query),
		TEST("INJ-10: text that is not UTF-8 or holds NUL is refused", test_text_must_be_utf8),
		TEST("UPL-01: the number of fields and the length of their names end at the limit",
		        test_number_and_names_of_fields),
		TEST("urlencoded bodies by their type, others refused", test_urlencoded_body),
		TEST("a body is read to its limit and no byte past the one that tells", test_body_limit),
		TEST("a multipart body split at any byte reads the same", test_every_split),
		TEST("UPL-07: a multipart body cut at any byte is refused", test_every_cut),
		TEST("UPL-04: parameters of parts, clean file names", test_parameters),
		TEST("broken parts are refused", test_broken_parts),
		TEST("boundaries, quoted and not, to 70 characters", test_boundaries),
		TEST("UPL-01: number and size of files end at the limit", test_file_limits),
		TEST("UPL-01: a multipart body ends at the limit", test_multipart_body_limit),
		TEST("headers of a part end at the limit", test_part_headers_limit),
		TEST("UPL-01: the number of parts is bounded", test_part_count_limit),
		TEST("spooled files close with the request and leave nothing behind",
		        test_files_close_with_the_arena),
		TEST("cookies of plain octets", test_cookies),
	};

	return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
