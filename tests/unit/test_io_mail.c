/*
 * Mails: headers and bodies as bytes, naughty header values, and the three ways to the next hop.
 */
#define _GNU_SOURCE 1
#include "claim.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/config.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "io/mail.h"

static struct arena *arena;
static char folder[64];

static int set_up(void **state)
{
	(void)state;
	arena = arena_new((size_t)1 << 16, (size_t)32 << 20);
	strcpy(folder, "/tmp/portico-mail-XXXXXX");
	return arena == NULL || mkdtemp(folder) == NULL;
}

static int remove_one(const char *path, const struct stat *info, int flag, struct FTW *place)
{
	(void)info;
	(void)flag;
	(void)place;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	arena_free(arena);
	return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static struct mail plain_mail(void)
{
	return (struct mail){ .to = "a@b.example",
		.from = "help@firm.example",
		.from_name = "Firm",
		.subject = "Hello",
		.text = "Hi\n",
		.message_id = "m.1@firm.example",
		.language = "en",
		.date = 1795310000 };
}

static enum rc compose(const struct mail *mail, const char **text)
{
	struct buf out;

	buf_init(&out, (size_t)1 << 20);
	enum rc rc = mail_compose(arena, mail, &out);
	*text = arena_copy(arena, out.data, out.length);
	buf_free(&out);
	return rc;
}

#define assert_has(text, piece)                                                                              \
	if (strstr(text, piece) == NULL)                                                                     \
	fail_msg("%s not in %s", piece, text)

static int digit_of(char c)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c != '\0' ? strchr(digits, c) : NULL;

	return at != NULL ? (int)(at - digits) : -1;
}

/* Decodes base64 up to `end`, passing over line ends. */
static void add_decoded(struct buf *out, const char *text, const char *end)
{
	unsigned bits = 0, count = 0;

	for (; text < end && *text != '='; text++) {
		int digit = digit_of(*text);
		if (digit < 0)
			continue;
		bits = bits << 6 | (unsigned)digit;
		count += 6;
		if (count >= 8)
			buf_char(out, (char)(bits >> (count -= 8) & 0xFF));
	}
}

/* The value of a header: unfolded, encoded words decoded. */
static char *header(const char *message, const char *name)
{
	char *line = strstr(message, arena_format(arena, "\r\n%s: ", name));
	struct buf out;

	assert_non_null(line);
	line += strlen(name) + 4;
	buf_init(&out, 10000);
	for (bool word = false; strncmp(line, "\r\n", 2) != 0 || line[2] == ' ';) {
		if (strncmp(line, "=?UTF-8?B?", 10) == 0) {
			char *end = strstr(line, "?=");
			assert_true(end - line + 2 <= 75);
			struct buf piece;
			buf_init(&piece, 100);
			add_decoded(&piece, line + 10, end);
			assert_true(text_valid(piece.data, piece.length));
			buf_add(&out, piece.data, piece.length);
			buf_free(&piece);
			line = end + 2;
			word = true;
		} else if (word && strncmp(line, "\r\n =?", 5) == 0) {
			line += 3;
		} else if (strncmp(line, "\r\n", 2) == 0) {
			line += 2;
		} else {
			buf_char(&out, *line++);
			word = false;
		}
	}
	char *copy = arena_text(arena, out.data);
	buf_free(&out);
	return copy;
}

/* The decoded body after the `index`-th empty line. */
static char *body(const char *message, int index)
{
	const char *at = message;
	struct buf out;

	for (int i = 0; i <= index; i++) {
		at = strstr(at, "\r\n\r\n");
		assert_non_null(at);
		at += 4;
	}
	const char *end = strstr(at, "--");
	buf_init(&out, (size_t)1 << 20);
	add_decoded(&out, at, end != NULL ? end : at + strlen(at));
	char *copy = arena_text(arena, out.data);
	buf_free(&out);
	return copy;
}

static void check_lines(const char *message)
{
	while (*message != '\0') {
		const char *end = strstr(message, "\r\n");
		assert_non_null(end);
		assert_true(end - message <= 998);
		if (memmem(message, (size_t)(end - message), "=?", 2) != NULL)
			assert_true(end - message <= 76);
		for (; message < end; message++)
			if (*message == '\r' || *message == '\n' || (unsigned char)*message >= 0x80)
				fail_msg("raw byte %02x", (unsigned char)*message);
		message += 2;
	}
}

static void test_plain_mail(void **state)
{
	(void)state;
	struct mail mail = plain_mail();
	const char *text;

	assert_int_equal(compose(&mail, &text), RC_OK);
	check_lines(text);
	assert_true(text_starts(text, "Date: "));
	assert_has(text, "\r\nFrom: Firm\r\n <help@firm.example>\r\n");
	assert_has(text, "\r\nTo: <a@b.example>\r\n");
	assert_has(text, "\r\nSubject: Hello\r\n");
	assert_has(text, "\r\nMessage-ID: <m.1@firm.example>\r\n");
	assert_has(text, "\r\nContent-Language: en\r\n");
	assert_has(text, "\r\nAuto-Submitted: auto-generated\r\n");
	assert_has(text, "\r\nMIME-Version: 1.0\r\n");
	assert_has(text,
	        "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	assert_string_equal(body(text, 0), "Hi\r\n");
}

static void test_two_parts(void **state)
{
	(void)state;
	struct mail mail = plain_mail();
	const char *text;

	mail.text = "سلام\r\nline\n\nend";
	mail.html = "<p dir=\"rtl\">سلام</p>";
	assert_int_equal(compose(&mail, &text), RC_OK);
	check_lines(text);
	assert_has(text, "Content-Type: multipart/alternative; boundary=\"");
	assert_string_equal(body(text, 1), "سلام\r\nline\r\n\r\nend");
	assert_string_equal(body(text, 2), "<p dir=\"rtl\">سلام</p>");
	assert_true(strstr(text, "text/plain") < strstr(text, "text/html"));
}

static void test_line_ends_of_any_length(void **state)
{
	(void)state;
	for (size_t length = 0; length < 200; length++) {
		struct mail mail = plain_mail();
		const char *text;
		char *given = arena_alloc(arena, length + 1);
		memset(given, 'x', length);
		for (size_t i = 0; i < length; i += 19)
			given[i] = '\n';
		mail.text = given;
		assert_int_equal(compose(&mail, &text), RC_OK);
		check_lines(text);
		char *back = body(text, 0), *to = back;
		for (char *from = back; *from != '\0'; from++)
			if (*from != '\r')
				*to++ = *from;
		*to = '\0';
		assert_string_equal(back, given);
	}
}

static void test_encoded_headers(void **state)
{
	(void)state;
	static const char *const subjects[] = { "پاسخ به درخواست پشتیبانی شما دربارهٔ فاکتورها و "
		                                "سفارش‌های "
		                                "ماه گذشته در پرتال مشتریان",
		"Sąskaita", "=?UTF-8?B?aGk=?=", "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
		"a long subject in plain letters that would not fit on a line of mail", "" };

	for (size_t i = 0; i < LENGTH(subjects); i++) {
		struct mail mail = plain_mail();
		const char *text;
		mail.subject = subjects[i];
		mail.to_name = subjects[i];
		assert_int_equal(compose(&mail, &text), RC_OK);
		check_lines(text);
		assert_string_equal(header(text, "Subject"), subjects[i]);
		assert_has(header(text, "To"), subjects[i]);
	}
}

static void test_names_are_quoted(void **state)
{
	(void)state;
	static const char *const names[] = { "Smith, John", "a\"b\\c", "x <evil@c.example>",
		"a@b.example,c@d.example", "(comment)", "a;b:c" };

	for (size_t i = 0; i < LENGTH(names); i++) {
		struct mail mail = plain_mail();
		const char *text;
		mail.to_name = names[i];
		assert_int_equal(compose(&mail, &text), RC_OK);
		const char *line = strstr(text, "\r\nTo: ");
		const char *end = strstr(line, "\r\nSubject");
		char *to = arena_copy(arena, line + 6, (size_t)(end - line) - 6);
		if (to[0] != '"')
			assert_int_equal(strcspn(to, ",;:()@"), (size_t)(strstr(to, "@b.example>") - to));
		assert_has(header(text, "To"), "<a@b.example>");
	}
}

/* EML-08: a header cannot be broken out of. */
static void test_naughty_headers(void **state)
{
	(void)state;
	static const char *const naughty[] = { "a\r\nBcc: evil@c.example", "a\nBcc: evil@c.example", "a\rb",
		"\n", "a\x01", "a\x7f", "a\xff", "\xc0\x8a", "a\t\r\n b" };

	for (size_t i = 0; i < LENGTH(naughty); i++) {
		for (int field = 0; field < 7; field++) {
			struct mail mail = plain_mail();
			const char **const fields[] = { &mail.to, &mail.to_name, &mail.from, &mail.from_name,
				&mail.subject, &mail.message_id, &mail.language };
			const char *text;
			*fields[field] = naughty[i];
			if (compose(&mail, &text) == RC_OK)
				check_lines(
				        text); /* only bytes that no parser takes for a line's end may pass */
			else
				continue;
			assert_null(strstr(text, "Bcc"));
			fail_msg("field %d took %s", field, naughty[i]);
		}
	}
}

static void test_list_headers(void **state)
{
	(void)state;
	static const char *const bad[] = { "https://x.example/a\r\nBcc: e@c.example",
		"https://x.example/a>,<b", "a b", "https://x.example/\xc3\xa4" };
	struct mail mail = plain_mail();
	const char *text;
	assert_int_equal(compose(&mail, &text), RC_OK);
	assert_null(strstr(text, "List-"));
	mail.list_id = "community.firm.example";
	mail.unsubscribe = "https://firm.example/en/forum/unsubscribe/abc";
	assert_int_equal(compose(&mail, &text), RC_OK);
	assert_has(text, "\r\nList-Id: <community.firm.example>\r\n");
	assert_has(text, "\r\nList-Unsubscribe: <https://firm.example/en/forum/unsubscribe/abc>\r\n");
	assert_has(text, "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct mail other = mail;
		other.unsubscribe = bad[i];
		assert_int_equal(compose(&other, &text), RC_INVALID);
		other = mail;
		other.list_id = bad[i];
		assert_int_equal(compose(&other, &text), RC_INVALID);
	}
}

static void test_bad_addresses(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "a", "a@b", "a b@c.example", "a@b.example,c@d.example",
		"<a@b.example>", "a@b.example>", "\"a\"@b.example", "a@@b.example", "نامه@b.example" };

	for (size_t i = 0; i < LENGTH(bad); i++) {
		struct mail mail = plain_mail();
		const char *text;
		mail.to = bad[i];
		assert_int_equal(compose(&mail, &text), RC_INVALID);
		mail = plain_mail();
		mail.from = bad[i];
		assert_int_equal(compose(&mail, &text), RC_INVALID);
	}
	struct mail mail = plain_mail();
	const char *text;
	mail.message_id = "a> b";
	assert_int_equal(compose(&mail, &text), RC_INVALID);
}

static void test_size_is_bounded(void **state)
{
	(void)state;
	struct mail mail = plain_mail();
	struct buf out;

	buf_init(&out, 300);
	assert_int_equal(mail_compose(arena, &mail, &out), RC_TOO_LARGE);
	buf_free(&out);
}

/* --- sending --------------------------------------------------------------------------------- */

static struct config configured(enum mail_transport transport)
{
	return (struct config){ .state_dir = folder,
		.mail_transport = transport,
		.smtp_url = "",
		.smtp_user = "",
		.smtp_password_file = "",
		.smtp_ca_file = "",
		.sendmail_path = "" };
}

static char *read_file(const char *path)
{
	char *data;
	size_t length;

	assert_int_equal(file_read(arena, path, (size_t)1 << 20, &data, &length), RC_OK);
	return data;
}

static void test_to_a_file(void **state)
{
	(void)state;
	struct config config = configured(MAIL_FILE);
	struct mail mail = plain_mail();
	const char *why, *text;

	mail.message_id = "../../m/1@firm.example";
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_OK);
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_OK);
	assert_int_equal(compose(&mail, &text), RC_OK);
	char *path = arena_format(arena, "%s/mail", folder);
	DIR *listing = opendir(path);
	struct dirent *entry;
	int count = 0;
	assert_non_null(listing);
	while ((entry = readdir(listing)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		struct stat info;
		char *file = arena_format(arena, "%s/%s", path, entry->d_name);
		count++;
		assert_int_equal(stat(file, &info), 0);
		assert_int_equal(info.st_mode & 0777, 0600);
		assert_string_equal(read_file(file), text);
		assert_true(text_starts(entry->d_name, "1795310000-"));
		assert_int_equal(unlink(file), 0);
	}
	closedir(listing);
	assert_int_equal(count, 1);
	config.state_dir = "/nonexistent/portico";
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_IO);
	assert_true(*why != '\0');
	mail.to = "nobody";
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_INVALID);
}

/* A program in the test's folder. */
static char *program(const char *script)
{
	char *path = arena_format(arena, "%s/program", folder);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", script);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
	return path;
}

static void test_to_sendmail(void **state)
{
	(void)state;
	struct config config = configured(MAIL_SENDMAIL);
	struct mail mail = plain_mail();
	const char *why;
	char *out = arena_format(arena, "%s/out", folder);

	config.sendmail_path = program(arena_format(arena, "echo \"$@\" > %s; cat >> %s", out, out));
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_OK);
	char *text = read_file(out);
	assert_true(text_starts(text, "-t -i\nDate: "));
	assert_null(strchr(text, '\r'));
	assert_has(text, "\nSubject: Hello\n");
	config.sendmail_path = program("exit 75");
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_IO);
	config.sendmail_path = "/nonexistent/sendmail";
	assert_int_equal(mail_send(arena, &config, &mail, &why), RC_IO);
	assert_true(*why != '\0');
}

/* A small SMTP server for one connection. `refusal` is its answer to the command that starts with `at`; it
 * writes what it got to a file. Runs in a child. */
static pid_t serve(int listener, const char *at, const char *refusal, const char *out)
{
	pid_t child = fork();

	assert_true(child >= 0);
	if (child > 0)
		return child;
	alarm(20);
	FILE *stream = fdopen(accept(listener, NULL, NULL), "r+"), *log = fopen(out, "w");
	char line[2000];
	bool data = false;
	if (stream == NULL || log == NULL)
		_exit(1);
	fputs("220 test\r\n", stream);
	fflush(stream);
	while (fgets(line, sizeof(line), stream) != NULL) {
		fputs(line, log);
		if (data && strcmp(line, ".\r\n") != 0)
			continue;
		bool refused = strncmp(line, at, strlen(at)) == 0;
		const char *answer = refused ? refusal : strncmp(line, "DATA", 4) == 0 ? "354 go" : "250 ok";
		data = strncmp(line, "DATA", 4) == 0 && !refused;
		fseek(stream, 0, SEEK_CUR);
		fprintf(stream, "%s\r\n", answer);
		fflush(stream);
		if (strncmp(line, "QUIT", 4) == 0)
			break;
	}
	fclose(log);
	_exit(0);
}

static enum rc send_smtp(const char *at, const char *refusal, const char *out, const char **why)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(address);
	int listener = socket(AF_INET, SOCK_STREAM, 0), status;
	struct config config = configured(MAIL_SMTP);
	struct mail mail = plain_mail();

	assert_int_equal(bind(listener, (struct sockaddr *)&address, size), 0);
	assert_int_equal(listen(listener, 1), 0);
	assert_int_equal(getsockname(listener, (struct sockaddr *)&address, &size), 0);
	pid_t server = serve(listener, at, refusal, out);
	close(listener);
	config.smtp_url = arena_format(arena, "smtp://127.0.0.1:%d", ntohs(address.sin_port));
	mail.subject = "گزارش";
	enum rc rc = mail_send(arena, &config, &mail, why);
	assert_int_equal(waitpid(server, &status, 0), server);
	return rc;
}

static void test_to_smtp(void **state)
{
	(void)state;
	const char *why;
	char *out = arena_format(arena, "%s/smtp", folder);

	assert_int_equal(send_smtp("NONE", "", out, &why), RC_OK);
	char *text = read_file(out);
	assert_has(text, "MAIL FROM:<help@firm.example>");
	assert_has(text, "RCPT TO:<a@b.example>");
	assert_has(text, "\r\n.\r\n");
	assert_has(text, "\r\nAuto-Submitted: auto-generated\r\n");
	assert_int_equal(send_smtp("RCPT", "550 no such user", out, &why), RC_INVALID);
	assert_true(*why != '\0');
	assert_int_equal(send_smtp(".", "554 refused", out, &why), RC_INVALID);
	assert_int_equal(send_smtp("RCPT", "450 later", out, &why), RC_IO);
	assert_int_equal(send_smtp("MAIL", "530 sign in first", out, &why), RC_IO);
	assert_int_equal(send_smtp(".", "451 later", out, &why), RC_IO);
}

static void test_no_other_protocol(void **state)
{
	(void)state;
	static const char *const urls[] = { "http://127.0.0.1:9/", "file:///etc/passwd", "smtp://127.0.0.1:1",
		"gopher://127.0.0.1" };
	const char *why;

	for (size_t i = 0; i < LENGTH(urls); i++) {
		struct config config = configured(MAIL_SMTP);
		struct mail mail = plain_mail();
		config.smtp_url = urls[i];
		assert_int_equal(mail_send(arena, &config, &mail, &why), RC_IO);
		assert_true(*why != '\0');
	}
}

static void test_what_needs_tls(void **state)
{
	(void)state;
	static const struct {
		const char *url, *user, *ca_file;
		enum smtp_tls tls;
		bool sealed;
	} cases[] = {
		{ "smtp://localhost:25", "", "", SMTP_TLS_AUTO, false },
		{ "smtp://[::1]:25", "", "", SMTP_TLS_AUTO, false },
		{ "smtp://localhost:25", "", "", SMTP_TLS_REQUIRE, true },
		{ "smtp://relay.firm.example:25", "", "", SMTP_TLS_AUTO, true },
		{ "smtp://relay.firm.example:25", "", "", SMTP_TLS_OFFER, false },
		{ "smtp://relay.firm.example:25", "ada", "", SMTP_TLS_OFFER, true },
		{ "smtp://relay.firm.example:25", "", "/etc/ca.pem", SMTP_TLS_OFFER, true },
		{ "smtps://localhost:465", "", "", SMTP_TLS_OFFER, true },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct config config = configured(MAIL_SMTP);
		config.smtp_url = cases[i].url;
		config.smtp_user = cases[i].user;
		config.smtp_ca_file = cases[i].ca_file;
		config.smtp_tls = cases[i].tls;
		assert_true(mail_is_sealed(&config) == cases[i].sealed);
	}
}

#define TEST(name, function)                                                                                 \
	{                                                                                                    \
		name, function, set_up, tear_down, NULL                                                      \
	}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST("a plain mail", test_plain_mail),
		TEST("text and HTML as two parts", test_two_parts),
		TEST("CVE-2023-51764: bodies have CRLF lines and come back as given",
		        test_line_ends_of_any_length),
		TEST("EML-08: headers are encoded in words of at most 75 characters, split between letters",
		        test_encoded_headers),
		TEST("EML-08: names cannot become addresses", test_names_are_quoted),
		TEST("EML-08: CR, LF and other controls are refused in each header", test_naughty_headers),
		TEST("D6: the way out of a list stands in headers of its own, and nothing else can",
		        test_list_headers),
		TEST("EML-08: addresses are one address", test_bad_addresses),
		TEST("the buffer’s bound is told", test_size_is_bounded),
		TEST("to a file: whole, private, once for each Message-ID", test_to_a_file),
		TEST("INJ-06: to sendmail -t -i without a shell", test_to_sendmail),
		TEST("to SMTP: taken, refused for good, later", test_to_smtp),
		TEST("SSR: no protocol but SMTP", test_no_other_protocol),
		TEST("TLS is needed for another machine, an account or where the settings say so",
		        test_what_needs_tls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
