/*
 * The operator's settings.
 */
#include "base/config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.h"
#include "claim.h"

static struct arena *arena;
static struct config config;
static const char *why;
static char path[] = "/tmp/portico-config-XXXXXX";

static int setup(void **state)
{
	(void)state;
	arena = arena_new(4096, 1 << 20);
	clearenv();
	int fd = mkstemp(path);
	return arena && fd >= 0 ? close(fd) : -1;
}

static int teardown(void **state)
{
	(void)state;
	arena_free(arena);
	return unlink(path);
}

static enum rc load_bytes(const char *content, size_t length)
{
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(content, 1, length, file), length);
	assert_int_equal(fclose(file), 0);
	arena_reset(arena);
	return config_load_file(arena, path, &config, &why);
}

static enum rc load(const char *content)
{
	return load_bytes(content, strlen(content));
}

/* The content is refused and the line for the operator ends so, after the file's name. */
static void assert_refused(const char *content, const char *line)
{
	assert_int_equal(load(content), RC_INVALID);
	assert_true(text_starts(why, path));
	assert_string_equal(why + strlen(path), line);
}

static void test_defaults(void **state)
{
	(void)state;
	assert_int_equal(config_load_file(arena, NULL, &config, &why), RC_OK);
	assert_string_equal(config.site_name, "Portico");
	assert_string_equal(config.base_url, "http://localhost");
	assert_string_equal(config.base_path, "");
	assert_false(config.secure);
	assert_string_equal(config.default_language, "en");
	assert_string_equal(config.default_zone, "UTC");
	assert_int_equal(config.url_style, URL_CLEAN);
	assert_string_equal(config.trusted_proxies, "");
	assert_string_equal(config.share_dir, "/usr/share/portico");
	assert_string_equal(config.state_dir, "/var/lib/portico");
	assert_string_equal(config.db_socket, "/run/mysqld/mysqld.sock");
	assert_string_equal(config.db_name, "portico");
	assert_string_equal(config.db_user, "portico");
	assert_string_equal(config.db_password_file, "");
	assert_int_equal(config.db_port, 3306);
	assert_false(config.db_relaxed_durability);
	assert_string_equal(config.db_ca_file, "");
	assert_false(config.db_unencrypted);
	assert_int_equal(config.smtp_tls, SMTP_TLS_AUTO);
	assert_int_equal(config.mail_transport, MAIL_SENDMAIL);
	assert_string_equal(config.mail_from, "support@localhost.localdomain");
	assert_string_equal(config.sendmail_path, "/usr/sbin/sendmail");
	assert_int_equal(config.hash_slots, 2);
	assert_int_equal(config.log_level, LOG_LEVEL_INFO);
	assert_int_equal(config.session_days, 30);
	assert_int_equal(config.session_hours, 12);
	assert_int_equal(config.staff_session_hours, 8);
	assert_int_equal(config.free_space_mb, 200);
}

static void test_whole_file(void **state)
{
	(void)state;
	assert_int_equal(load("\xEF\xBB\xBF# Settings\r\n"
	                      "\n"
	                      "  site_name =  پشتیبانی = Acme # 1  \r\n"
	                      "base_url=https://help.example.org:8443/support/de\n"
	                      "default_language = fa\n"
	                      "default_zone = Asia/Tehran\n"
	                      "url_style = pathinfo\n"
	                      "trusted_proxies = 127.0.0.1 ::1  unix\n"
	                      "key_file = /etc/acme/key\n"
	                      "db_socket =\n"
	                      "db_host = 192.0.2.1\n"
	                      "db_port = 3307\n"
	                      "db_ca_file = /etc/acme/ca.pem\n"
	                      "smtp_tls = offer\n"
	                      "db_relaxed_durability = yes\n"
	                      "mail_transport = smtp\n"
	                      "mail_from = help@example.org\n"
	                      "smtp_url = smtps://mail.example.org:465\n"
	                      "log_level = debug\n"
	                      "hash_slots = 64"),
	        RC_OK);
	assert_string_equal(why, "");
	assert_string_equal(config.site_name, "پشتیبانی = Acme # 1");
	assert_string_equal(config.base_url, "https://help.example.org:8443/support/de");
	assert_string_equal(config.base_path, "/support/de");
	assert_true(config.secure);
	assert_string_equal(config.default_language, "fa");
	assert_int_equal(config.url_style, URL_PATHINFO);
	assert_string_equal(config.trusted_proxies, "127.0.0.1 ::1  unix");
	assert_string_equal(config.key_file, "/etc/acme/key");
	assert_string_equal(config.db_socket, "");
	assert_int_equal(config.db_port, 3307);
	assert_string_equal(config.db_ca_file, "/etc/acme/ca.pem");
	assert_int_equal(config.smtp_tls, SMTP_TLS_OFFER);
	assert_true(config.db_relaxed_durability);
	assert_int_equal(config.mail_transport, MAIL_SMTP);
	assert_int_equal(config.log_level, LOG_LEVEL_DEBUG);
	assert_int_equal(config.hash_slots, 64);
}

static void test_error_lines(void **state)
{
	(void)state;
	assert_refused("\n\ncolour = red\n", ":3: unknown key “colour”");
	assert_refused("hash_slots = 2\nhash_slots = 3\n", ":2: “hash_slots” is set twice");
	assert_refused("hash_slots = 0\n", ":1: hash_slots must be a whole number from 1 to 64");
	assert_refused("hash_slots = two\n", ":1: hash_slots must be a whole number from 1 to 64");
	assert_refused("log_level = loud\n", ":1: log_level must be error, warn, info or debug");
	assert_refused("url_style = ugly\n", ":1: url_style must be clean or pathinfo");
	assert_refused("db_relaxed_durability = maybe\n", ":1: db_relaxed_durability must be yes or no");
	assert_refused("default_zone = Mars/Base\n",
	        ":1: default_zone must be an IANA time zone such as Europe/Vilnius");
	assert_refused("site_name\n", ":1: a line is “key = value” or starts with #");
	assert_refused("# ok\nsite_name = a\x01\n", ":2: the line holds a control character");
	assert_refused("site_name = \xFF\n", ":1: the line is not UTF-8");
	assert_refused("site_name = a\tb\n", ":1: the value holds a tab or control character");
	assert_refused("base_path = /x\n", ":1: unknown key “base_path”");
	assert_refused("= x\n", ":1: unknown key “”");
	assert_int_equal(load_bytes("site_name = a\0b\n", 16), RC_INVALID);
	assert_true(text_starts(why, path));
}

static void test_file_mode(void **state)
{
	(void)state;
	assert_int_equal(load("site_name = a\n"), RC_OK);
	static const mode_t good[] = { 0600, 0400, 0640, 0440 },
	                    bad[] = { 0644, 0660, 0604, 0602, 0666, 0641 };
	for (size_t i = 0; i < LENGTH(good); i++) {
		assert_int_equal(chmod(path, good[i]), 0);
		assert_int_equal(config_load_file(arena, path, &config, &why), RC_OK);
	}
	for (size_t i = 0; i < LENGTH(bad); i++) {
		assert_int_equal(chmod(path, bad[i]), 0);
		assert_int_equal(config_load_file(arena, path, &config, &why), RC_INVALID);
		assert_non_null(strstr(why, "chmod 0600"));
	}
	assert_int_equal(chmod(path, 0600), 0);
}

static void test_database_users(void **state)
{
	(void)state;
	static const char users[] = "db_user = web\ndb_password_file = /etc/web\ndb_admin_user = boss\n"
	                            "db_worker_user = hand\ndb_worker_password_file = /etc/hand\n";
	assert_int_equal(load(users), RC_OK);
	config_database_role(&config, DATABASE_WEB);
	assert_string_equal(config.db_user, "web");
	config_database_role(&config, DATABASE_OPERATOR); /* has none of its own */
	assert_string_equal(config.db_user, "web");
	assert_string_equal(config.db_password_file, "/etc/web");
	config_database_role(&config, DATABASE_WORKER);
	assert_string_equal(config.db_user, "hand");
	assert_string_equal(config.db_password_file, "/etc/hand");
	assert_int_equal(load(users), RC_OK);
	config_database_role(&config, DATABASE_ADMIN);
	assert_string_equal(config.db_user, "boss");
	assert_string_equal(config.db_password_file, "");
}

static void test_bad_values(void **state)
{
	(void)state;
	static const char *const lines[] = { "site_name =", "default_language = de", "share_dir = share",
		"state_dir =", "key_file =", "db_socket = mysqld.sock", "db_host =", "db_host = a b",
		"db_port = 65536", "db_ca_file = ca.pem", "db_unencrypted = 1", "smtp_tls = none",
		"db_name =", "db_user = a b", "mail_from = nobody", "smtp_url = mail.example.org",
		"smtp_url = smtp://mail.example.org/x", "smtp_url = smtp://", "sendmail_path = sendmail",
		"trusted_proxies = example.org", "trusted_proxies = 10.0.0.0/8", "session_days = -1",
		"session_hours = 99999", "free_space_mb = 1.5" };
	for (size_t i = 0; i < LENGTH(lines); i++) {
		assert_int_equal(load(lines[i]), RC_INVALID);
		assert_non_null(strstr(why, ":1: "));
	}
}

static void test_good_urls(void **state)
{
	(void)state;
	static const struct {
		const char *url, *path;
		bool secure;
	} cases[] = {
		{ "https://example.org", "", true },
		{ "https://help.example.org/support", "/support", true },
		{ "https://help.example.org:8443/a/b.c", "/a/b.c", true },
		{ "https://192.0.2.1", "", true },
		{ "https://[2001:db8::1]/x", "/x", true },
		{ "https://intranet", "", true },
		{ "http://localhost:8080", "", false },
		{ "http://127.0.0.1:8080/portal", "/portal", false },
		{ "http://127.9.9.9", "", false },
		{ "http://[::1]:8080", "", false },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		char line[200];
		snprintf(line, sizeof(line), "base_url = %s\n", cases[i].url);
		assert_int_equal(load(line), RC_OK);
		assert_string_equal(config.base_url, cases[i].url);
		assert_string_equal(config.base_path, cases[i].path);
		assert_true(config.secure == cases[i].secure);
	}
}

static void test_bad_urls(void **state)
{
	(void)state;
	static const char *const urls[] = { "", "example.org", "ftp://example.org", "//example.org",
		"https://", "https:///x", "http://example.org", "http://localhost.example.org",
		"http://127.0.0.1.example.org", "http://128.0.0.1", "http://127.1", "http://[::2]",
		"https://[::1", "https://[x]", "https://user@example.org", "https://a:b@example.org",
		"https://EXAMPLE.org", "https://exa_mple.org", "https://-a.org", "https://a..org",
		"https://a.org.", "https://1.2.3", "https://a.org:", "https://a.org:0", "https://a.org:65536",
		"https://a.org:99999999999", "https://a.org:443", "http://localhost:80", "https://a.org/",
		"https://a.org/x/", "https://a.org//x", "https://a.org/../x", "https://a.org/./x",
		"https://a.org/x?y", "https://a.org/x#y", "https://a.org?x", "https://a.org/x y",
		"https://a.org/%41", "https://a.org/ž", "https://ž.org", "https://a.org\\x",
		"HTTPS://a.org" };
	for (size_t i = 0; i < LENGTH(urls); i++) {
		char line[200];
		snprintf(line, sizeof(line), "base_url = %s\n", urls[i]);
		assert_int_equal(load(line), RC_INVALID);
		assert_non_null(strstr(why, ":1: base_url m"));
	}
}

static void test_sender(void **state)
{
	(void)state;
	assert_int_equal(load("base_url = https://help.example.org/x\n"), RC_OK);
	assert_string_equal(config.mail_from, "support@help.example.org");
	assert_int_equal(load("base_url = https://192.0.2.1\n"), RC_OK);
	assert_string_equal(config.mail_from, "support@localhost.localdomain");
}

static void test_environment(void **state)
{
	(void)state;
	setenv("PORTICO_SITE_NAME", "Žalias", 1);
	setenv("PORTICO_HASH_SLOTS", "7", 1);
	setenv("PORTICO_UNKNOWN", "x", 1);
	assert_int_equal(load("site_name = Red\nhash_slots = 3\nsession_days = 4\n"), RC_OK);
	assert_string_equal(config.site_name, "Žalias");
	assert_int_equal(config.hash_slots, 7);
	assert_int_equal(config.session_days, 4);

	setenv("PORTICO_HASH_SLOTS", "many", 1);
	assert_int_equal(load(""), RC_INVALID);
	assert_string_equal(why, "PORTICO_HASH_SLOTS: must be a whole number from 1 to 64");
	setenv("PORTICO_HASH_SLOTS", "7", 1);
	setenv("PORTICO_SITE_NAME", "a\nb", 1);
	assert_int_equal(load(""), RC_INVALID);
	clearenv();
}

static void test_environment_without_secrets(void **state)
{
	(void)state;
	setenv("PORTICO_KEY_FILE", "/tmp/evil", 1);
	setenv("PORTICO_DB_PASSWORD_FILE", "/tmp/evil", 1);
	setenv("PORTICO_SMTP_PASSWORD_FILE", "not even a path", 1);
	assert_int_equal(load("key_file = /etc/acme/key\n"), RC_OK);
	assert_string_equal(config.key_file, "/etc/acme/key");
	assert_string_equal(config.db_password_file, "");
	clearenv();
}

static void test_search(void **state)
{
	(void)state;
	assert_int_equal(load("site_name = Found\n"), RC_OK);
	setenv("PORTICO_CONF", path, 1);
	assert_int_equal(config_load(arena, &config, &why), RC_OK);
	assert_string_equal(config.site_name, "Found");
	setenv("PORTICO_CONF", "/nonexistent/portico.conf", 1);
	assert_int_equal(config_load(arena, &config, &why), RC_IO);
	assert_string_equal(why, "/nonexistent/portico.conf: cannot be read: No such file or directory");
	clearenv();
}

static void test_unreadable(void **state)
{
	(void)state;
	assert_int_equal(config_load_file(arena, "/tmp", &config, &why), RC_IO);
	assert_string_equal(why, "/tmp: cannot be read: Is a directory");
	char *large = malloc(100000);
	memset(large, '#', 100000);
	assert_int_equal(load_bytes(large, 100000), RC_IO);
	assert_non_null(strstr(why, "larger than 64 KiB"));
	free(large);
}

static void test_without_memory(void **state)
{
	(void)state;
	assert_int_equal(load("site_name = Portico\n"), RC_OK);
	for (size_t limit = 16; limit < 4096; limit += 16) {
		struct arena *small = arena_new(limit, limit);
		enum rc rc = config_load_file(small, path, &config, &why);
		assert_true(rc == RC_OK || rc == RC_NO_MEMORY);
		assert_non_null(why);
		arena_free(small);
	}
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const char *const pieces[] = { "site_name", "base_url", "=", " ", "\n", "\r\n", "#",
		"https://", "http://", "localhost", "[::1]", ":", "8080", "/", ".", "\xFF", "ž", "\t",
		"hash_slots", "-", "[", "]", "127.0.0.1" };
	unsigned seed = 20261122;
	for (int i = 0; i < 3000; i++) {
		char content[400];
		size_t length = 0;
		for (int n = rand_r(&seed) % 30; n > 0; n--) {
			const char *piece = pieces[(size_t)rand_r(&seed) % LENGTH(pieces)];
			memcpy(content + length, piece, strlen(piece));
			length += strlen(piece);
		}
		enum rc rc = load_bytes(content, length);
		assert_true(rc == RC_OK || rc == RC_INVALID);
		assert_true((rc == RC_OK) == text_empty(why));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("without a file there are sensible values", test_defaults),
		CLAIM("a file sets every kind of value", test_whole_file),
		CLAIM("an error names file, line and rule", test_error_lines),
		CLAIM("a value that breaks its rule is refused", test_bad_values),
		CLAIM("PRC-04: a file that others may read or change is refused", test_file_mode),
		CLAIM("PRC-01: a role has its own database user, or the one of all", test_database_users),
		CLAIM("base_url may have port and path, and plain http on loopback", test_good_urls),
		CLAIM("any other base_url is refused", test_bad_urls),
		CLAIM("mails come from the portal's host unless told otherwise", test_sender),
		CLAIM("the environment goes before the file", test_environment),
		CLAIM("the environment never names secrets", test_environment_without_secrets),
		CLAIM("PORTICO_CONF names the file, and a missing one is an error", test_search),
		CLAIM("what cannot be read is told", test_unreadable),
		CLAIM("BLD-05: without memory the result says so", test_without_memory),
		CLAIM("any bytes give settings or an error line", test_any_bytes),
	};
	return cmocka_run_group_tests_name("base/config", tests, setup, teardown);
}
