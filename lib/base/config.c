/*
 * The operator's settings. One table says for each key where its value goes, what it may be and what it is
 * without being set; parsing, the environment, defaults and checks are driven by it.
 */
#include "base/config.h"

#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/authority.h"
#include "base/file.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"

#define SYSTEM_PATH        "/etc/portico/portico.conf"
#define ENVIRONMENT_PREFIX "PORTICO_"
#define FALLBACK_MAIL      "support@localhost.localdomain"

/*
 * The checks of texts: NULL if the value will do, otherwise the rule it breaks, to be read after the key.
 */

static const char *check_site_name(const char *value)
{
	size_t chars = text_chars(value);
	return chars >= 1 && chars <= LIMIT_NAME ? NULL : "must have 1 to 100 characters";
}

/* "" or segments as in "/support/de": nothing that a browser or nginx would rewrite. */
static bool is_path_prefix(const char *path)
{
	static const char fit[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~.";
	while (*path) {
		if (*path++ != '/')
			return false;
		size_t length = strspn(path, fit);
		if (length == 0 || strspn(path, ".") == length)
			return false;
		path += length;
	}
	return true;
}

static const char *check_base_url(const char *value)
{
	bool secure = text_starts(value, "https://");
	if (!secure && !text_starts(value, "http://"))
		return "must start with https:// (or http:// on this machine alone)";
	struct authority authority;
	if (!authority_read(value + strlen(secure ? "https://" : "http://"), &authority))
		return "must name a host in lower case, with an optional port";
	if (!secure && !authority.loopback)
		return "must start with https:// unless the host is localhost, 127.… or [::1]";
	if (authority.port == (secure ? 443 : 80))
		return "must leave out the usual port, as browsers do";
	if (text_starts(authority.rest, "/") && value[strlen(value) - 1] == '/')
		return "must not end in a slash";
	if (!is_path_prefix(authority.rest))
		return "may go on with a path such as /support only";
	return NULL;
}

static const char *check_language(const char *value)
{
	return language_find(value) ? NULL : "must be the code of a language of the portal, such as en";
}

static const char *check_zone(const char *value)
{
	return time_zone_known(value) ? NULL : "must be an IANA time zone such as Europe/Vilnius";
}

static bool is_address(const char *text, size_t length)
{
	char word[INET6_ADDRSTRLEN];
	struct in6_addr any;
	if (length >= sizeof(word))
		return false;
	memcpy(word, text, length);
	word[length] = '\0';
	return inet_pton(AF_INET, word, &any) == 1 || inet_pton(AF_INET6, word, &any) == 1 ||
	       text_equal(word, "unix");
}

static const char *check_proxies(const char *value)
{
	for (const char *word = value + strspn(value, " "); *word; word += strspn(word, " ")) {
		size_t length = strcspn(word, " ");
		if (!is_address(word, length))
			return "must be IP addresses separated by spaces, or unix";
		word += length;
	}
	return NULL;
}

static const char *check_path(const char *value)
{
	return value[0] == '/' && strlen(value) < PATH_MAX ? NULL : "must be an absolute path";
}

static const char *check_path_or_none(const char *value)
{
	return *value && check_path(value) ? "must be an absolute path or empty" : NULL;
}

static const char *check_host(const char *value)
{
	struct authority authority;
	struct in6_addr address;
	if (inet_pton(AF_INET6, value, &address) == 1)
		return NULL;
	bool host = authority_read(value, &authority) && !*authority.rest && !authority.port;
	return host ? NULL : "must be a host name or an IP address";
}

static const char *check_word(const char *value)
{
	return *value && strlen(value) <= 64 && !strchr(value, ' ') ? NULL
	                                                            : "must be one word of 1 to 64 bytes";
}

static const char *check_word_or_none(const char *value)
{
	return *value && check_word(value) ? "must be one word of at most 64 bytes, or empty" : NULL;
}

static const char *check_mail_or_none(const char *value)
{
	return !*value || text_is_mail(value) ? NULL : "must be a mail address";
}

static const char *check_smtp_url(const char *value)
{
	struct authority authority;
	bool scheme = text_starts(value, "smtp://") || text_starts(value, "smtps://");
	if (scheme && authority_read(strstr(value, "://") + 3, &authority) && !*authority.rest)
		return NULL;
	return "must look like smtp://host:port or smtps://host:port";
}

static const char *check_nothing(const char *value)
{
	(void)value;
	return NULL;
}

enum kind { KIND_TEXT, KIND_NUMBER, KIND_SWITCH, KIND_CHOICE };

struct setting {
	const char *key;
	size_t place; /* in struct config */
	enum kind kind;
	const char *fallback;
	const char *(*check)(const char *value); /* KIND_TEXT */
	int64_t least, most;                     /* KIND_NUMBER */
	const char *const *choices;              /* KIND_CHOICE: in the order of the enum, NULL ends */
};

_Static_assert(sizeof(enum url_style) == sizeof(unsigned), "a choice is stored as unsigned");
_Static_assert(sizeof(enum mail_transport) == sizeof(unsigned), "a choice is stored as unsigned");
_Static_assert(sizeof(enum smtp_tls) == sizeof(unsigned), "a choice is stored as unsigned");
_Static_assert(sizeof(enum log_level) == sizeof(unsigned), "a choice is stored as unsigned");

static const char *const url_styles[] = { [URL_CLEAN] = "clean", [URL_PATHINFO] = "pathinfo", NULL };
static const char *const transports[] = {
	[MAIL_FILE] = "file", [MAIL_SMTP] = "smtp", [MAIL_SENDMAIL] = "sendmail", NULL
};
static const char *const smtp_tls[] = {
	[SMTP_TLS_AUTO] = "auto", [SMTP_TLS_REQUIRE] = "require", [SMTP_TLS_OFFER] = "offer", NULL
};
static const char *const levels[] = { [LOG_LEVEL_ERROR] = "error",
	[LOG_LEVEL_WARN] = "warn",
	[LOG_LEVEL_INFO] = "info",
	[LOG_LEVEL_DEBUG] = "debug",
	NULL };

#define KEY(name) .key = #name, .place = offsetof(struct config, name)
#define TEXT(name, standard, rule)                                                                           \
	{                                                                                                    \
		KEY(name), .kind = KIND_TEXT, .fallback = standard, .check = rule                            \
	}
#define NUMBER(name, standard, from, to)                                                                     \
	{                                                                                                    \
		KEY(name), .kind = KIND_NUMBER, .fallback = standard, .least = from, .most = to              \
	}
#define SWITCH(name, standard)                                                                               \
	{                                                                                                    \
		KEY(name), .kind = KIND_SWITCH, .fallback = standard                                         \
	}
#define CHOICE(name, standard, list)                                                                         \
	{                                                                                                    \
		KEY(name), .kind = KIND_CHOICE, .fallback = standard, .choices = list                        \
	}

/* clang-format off */
static const struct setting settings[] = {
	TEXT(site_name, "Portico", check_site_name),
	TEXT(base_url, "http://localhost", check_base_url),
	TEXT(default_language, "en", check_language),
	TEXT(default_zone, "UTC", check_zone),
	CHOICE(url_style, "clean", url_styles),
	TEXT(trusted_proxies, "", check_proxies),
	TEXT(share_dir, "/usr/share/portico", check_path),
	TEXT(state_dir, "/var/lib/portico", check_path),
	TEXT(key_file, "/etc/portico/portico.key", check_path),
	TEXT(db_socket, "/run/mysqld/mysqld.sock", check_path_or_none),
	TEXT(db_host, "localhost", check_host),
	NUMBER(db_port, "3306", 1, 65535),
	TEXT(db_ca_file, "", check_path_or_none),
	SWITCH(db_unencrypted, "no"),
	TEXT(db_name, "portico", check_word),
	TEXT(db_user, "portico", check_word),
	TEXT(db_password_file, "", check_path_or_none),
	TEXT(db_admin_user, "", check_word_or_none),
	TEXT(db_admin_password_file, "", check_path_or_none),
	TEXT(db_worker_user, "", check_word_or_none),
	TEXT(db_worker_password_file, "", check_path_or_none),
	TEXT(db_operator_user, "", check_word_or_none),
	TEXT(db_operator_password_file, "", check_path_or_none),
	SWITCH(db_relaxed_durability, "no"),
	CHOICE(mail_transport, "sendmail", transports),
	TEXT(mail_from, "", check_mail_or_none),
	TEXT(smtp_url, "smtp://localhost:25", check_smtp_url),
	TEXT(smtp_user, "", check_nothing),
	TEXT(smtp_password_file, "", check_path_or_none),
	TEXT(smtp_ca_file, "", check_path_or_none),
	CHOICE(smtp_tls, "auto", smtp_tls),
	TEXT(sendmail_path, "/usr/sbin/sendmail", check_path),
	NUMBER(hash_slots, "2", 1, 64),
	CHOICE(log_level, "info", levels),
	NUMBER(session_days, "30", 1, 365),
	NUMBER(session_hours, "12", 1, 168),
	NUMBER(staff_session_hours, "8", 1, 24),
	NUMBER(free_space_mb, "200", 0, 1000000),
	NUMBER(robot_bits, "14", 0, 24),
	NUMBER(robot_seconds, "2", 0, 60),
	NUMBER(search_limit, "900", 0, 1000),
	NUMBER(process_requests, "50000", 1, 1000000000),
	NUMBER(process_memory_mb, "64", 8, 100000),
	NUMBER(process_seconds, "30", 1, 3600),
};
/* clang-format on */

/* One run over file and environment, with what an error line needs. */
struct loading {
	struct arena *arena;
	struct config *config;
	const char **why;
	const char *path;
	bool set[LENGTH(settings)]; /* by a line of the file */
};

/* A refusal: `rc` with its line, or RC_NO_MEMORY if there is no room even for that. */
static enum rc refuse(struct loading *loading, enum rc rc, const char *line)
{
	*loading->why = line ? line : "out of memory";
	return line ? rc : RC_NO_MEMORY;
}

static char *field_of(struct config *config, const struct setting *setting)
{
	return (char *)config + setting->place;
}

static enum rc put_text(
        struct loading *loading, const struct setting *setting, const char *value, const char **rule)
{
	*rule = setting->check(value);
	if (*rule)
		return RC_INVALID;
	const char *copy = arena_text(loading->arena, value);
	memcpy(field_of(loading->config, setting), &copy, sizeof(copy));
	return copy ? RC_OK : RC_NO_MEMORY;
}

static enum rc put_number(
        struct loading *loading, const struct setting *setting, const char *value, const char **rule)
{
	int64_t number;
	if (text_number(value, &number) == RC_OK && number >= setting->least && number <= setting->most) {
		memcpy(field_of(loading->config, setting), &number, sizeof(number));
		return RC_OK;
	}
	*rule = arena_format(loading->arena, "must be a whole number from %" PRId64 " to %" PRId64,
	        setting->least, setting->most);
	return *rule ? RC_INVALID : RC_NO_MEMORY;
}

static enum rc put_switch(
        struct loading *loading, const struct setting *setting, const char *value, const char **rule)
{
	bool on = text_equal(value, "yes");
	if (!on && !text_equal(value, "no")) {
		*rule = "must be yes or no";
		return RC_INVALID;
	}
	memcpy(field_of(loading->config, setting), &on, sizeof(on));
	return RC_OK;
}

/* "must be file, smtp or sendmail" */
static const char *choice_rule(struct arena *arena, const char *const *choices)
{
	const char *rule = arena_format(arena, "must be %s", choices[0]);
	for (size_t i = 1; rule && choices[i]; i++)
		rule = arena_format(arena, "%s%s%s", rule, choices[i + 1] ? ", " : " or ", choices[i]);
	return rule;
}

static enum rc put_choice(
        struct loading *loading, const struct setting *setting, const char *value, const char **rule)
{
	for (unsigned i = 0; setting->choices[i]; i++) {
		if (text_equal(setting->choices[i], value)) {
			memcpy(field_of(loading->config, setting), &i, sizeof(i));
			return RC_OK;
		}
	}
	*rule = choice_rule(loading->arena, setting->choices);
	return *rule ? RC_INVALID : RC_NO_MEMORY;
}

/* On RC_INVALID *rule says what the key must be. */
static enum rc put(
        struct loading *loading, const struct setting *setting, const char *value, const char **rule)
{
	switch (setting->kind) {
	case KIND_TEXT:
		return put_text(loading, setting, value, rule);
	case KIND_NUMBER:
		return put_number(loading, setting, value, rule);
	case KIND_SWITCH:
		return put_switch(loading, setting, value, rule);
	case KIND_CHOICE:
		return put_choice(loading, setting, value, rule);
	}
	return RC_INVALID;
}

static enum rc put_fallbacks(struct loading *loading)
{
	for (size_t i = 0; i < LENGTH(settings); i++) {
		const char *rule = NULL;
		enum rc rc = put(loading, &settings[i], settings[i].fallback, &rule);
		if (rc != RC_OK)
			return refuse(loading, rc, rule);
	}
	return RC_OK;
}

static const struct setting *find_setting(const char *key)
{
	for (size_t i = 0; i < LENGTH(settings); i++)
		if (text_equal(settings[i].key, key))
			return &settings[i];
	return NULL;
}

static enum rc refuse_line(struct loading *loading, size_t number, const char *what)
{
	return refuse(
	        loading, RC_INVALID, arena_format(loading->arena, "%s:%zu: %s", loading->path, number, what));
}

static enum rc put_line(struct loading *loading, size_t number, const char *key, const char *value)
{
	const struct setting *setting = find_setting(key);
	const char *rule = NULL;
	if (!setting)
		return refuse(loading, RC_INVALID,
		        arena_format(loading->arena, "%s:%zu: unknown key “%s”", loading->path, number, key));
	bool *set = &loading->set[setting - settings];
	if (*set)
		return refuse(loading, RC_INVALID,
		        arena_format(
		                loading->arena, "%s:%zu: “%s” is set twice", loading->path, number, key));
	*set = true;

	enum rc rc = put(loading, setting, value, &rule);
	if (rc == RC_OK)
		return RC_OK;
	return refuse(loading, rc,
	        rule ? arena_format(loading->arena, "%s:%zu: %s %s", loading->path, number, key, rule)
	             : NULL);
}

/* Cuts blanks off both ends, in place. */
static char *trim(char *text)
{
	text += strspn(text, " \t");
	size_t length = strlen(text);
	while (length && (text[length - 1] == ' ' || text[length - 1] == '\t'))
		text[--length] = '\0';
	return text;
}

static enum rc read_line(struct loading *loading, size_t number, char *line)
{
	size_t length = strlen(line);
	if (length && line[length - 1] == '\r')
		line[length - 1] = '\0';
	line = trim(line);
	if (!*line || *line == '#')
		return RC_OK;

	if (!text_valid(line, strlen(line)))
		return refuse_line(loading, number, "the line is not UTF-8");
	if (text_has_control(line))
		return refuse_line(loading, number, "the line holds a control character");
	char *equals = strchr(line, '=');
	if (!equals)
		return refuse_line(loading, number, "a line is “key = value” or starts with #");
	*equals = '\0';
	char *value = trim(equals + 1);
	if (text_has_break(value))
		return refuse_line(loading, number, "the value holds a tab or control character");
	return put_line(loading, number, trim(line), value);
}

static enum rc read_lines(struct loading *loading, char *text, size_t length)
{
	if (memchr(text, '\0', length))
		return refuse(loading, RC_INVALID,
		        arena_format(loading->arena, "%s: not a text file", loading->path));
	if (text_starts(text, "\xEF\xBB\xBF"))
		text += 3;
	for (size_t number = 1; text; number++) {
		char *line = strsep(&text, "\n");
		enum rc rc = read_line(loading, number, line);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* Group may read, nobody else may do anything (PRC-04): it says where all secrets are. */
static enum rc check_mode(struct loading *loading)
{
	struct stat about;
	if (stat(loading->path, &about) != 0 || !S_ISREG(about.st_mode) || !(about.st_mode & 037))
		return RC_OK; /* what else is wrong with it shows when it is read */
	return refuse(loading, RC_INVALID,
	        arena_format(loading->arena,
	                "%s: others may read or change it (mode %04o): chmod 0600, or 0640", loading->path,
	                (unsigned)about.st_mode & 07777));
}

static enum rc read_config_file(struct loading *loading)
{
	char *text;
	size_t length;
	enum rc rc = check_mode(loading);
	if (rc != RC_OK)
		return rc;
	rc = file_read(loading->arena, loading->path, LIMIT_CONFIG_FILE, &text, &length);
	if (rc == RC_OK)
		return read_lines(loading, text, length);
	if (rc == RC_NO_MEMORY)
		return refuse(loading, rc, NULL);
	const char *reason = rc == RC_TOO_LARGE ? "larger than 64 KiB" : strerror(errno);
	return refuse(loading, RC_IO,
	        arena_format(loading->arena, "%s: cannot be read: %s", loading->path, reason));
}

static bool ends_in(const char *text, const char *end)
{
	size_t length = strlen(text), size = strlen(end);
	return length >= size && strcmp(text + length - size, end) == 0;
}

/* Secrets, and where they are, come from the file alone: the environment shows up in too many places. */
static bool is_for_file_only(const char *key)
{
	return ends_in(key, "_file") || ends_in(key, "_password");
}

static enum rc read_variable(struct loading *loading, const struct setting *setting)
{
	char name[64];
	snprintf(name, sizeof(name), ENVIRONMENT_PREFIX "%s", setting->key);
	for (char *c = name; *c; c++)
		if (*c >= 'a' && *c <= 'z')
			*c = (char)(*c - 'a' + 'A');

	const char *value = getenv(name), *rule = NULL;
	if (!value)
		return RC_OK;
	if (!text_valid(value, strlen(value)) || text_has_break(value))
		return refuse(loading, RC_INVALID,
		        arena_format(loading->arena, "%s: must be UTF-8 without control characters", name));
	enum rc rc = put(loading, setting, value, &rule);
	if (rc == RC_OK)
		return RC_OK;
	return refuse(loading, rc, rule ? arena_format(loading->arena, "%s: %s", name, rule) : NULL);
}

static enum rc read_environment(struct loading *loading)
{
	for (size_t i = 0; i < LENGTH(settings); i++) {
		if (is_for_file_only(settings[i].key))
			continue;
		enum rc rc = read_variable(loading, &settings[i]);
		if (rc != RC_OK)
			return rc;
	}
	return RC_OK;
}

/* support@ the portal's host, where that is a name that mail can come from. */
static const char *usual_sender(struct arena *arena, const char *host)
{
	const char *sender = arena_format(arena, "support@%s", host);
	return !sender || text_is_mail(sender) ? sender : FALLBACK_MAIL;
}

static enum rc derive(struct loading *loading)
{
	struct config *config = loading->config;
	struct authority authority;
	const char *host = strstr(config->base_url, "://") + 3;
	if (!authority_read(host, &authority))
		return refuse(loading, RC_INVALID, "base_url names no host");

	config->secure = text_starts(config->base_url, "https://");
	config->base_path = authority.rest;
	if (text_empty(config->mail_from))
		config->mail_from = usual_sender(loading->arena, authority.host);
	return config->mail_from ? RC_OK : refuse(loading, RC_NO_MEMORY, NULL);
}

enum rc config_load_file(struct arena *arena, const char *path, struct config *config, const char **why)
{
	struct loading loading = { .arena = arena, .config = config, .why = why, .path = path };
	*config = (struct config){ 0 };
	*why = "";
	enum rc rc = put_fallbacks(&loading);
	if (rc == RC_OK && path)
		rc = read_config_file(&loading);
	if (rc == RC_OK)
		rc = read_environment(&loading);
	return rc == RC_OK ? derive(&loading) : rc;
}

void config_database_role(struct config *config, enum database_role role)
{
	const struct {
		const char *user, *password_file;
	} own[] = {
		[DATABASE_OPERATOR] = { config->db_operator_user, config->db_operator_password_file },
		[DATABASE_WEB] = { config->db_user, config->db_password_file },
		[DATABASE_ADMIN] = { config->db_admin_user, config->db_admin_password_file },
		[DATABASE_WORKER] = { config->db_worker_user, config->db_worker_password_file },
	};
	if (text_empty(own[role].user))
		return;
	config->db_user = own[role].user;
	config->db_password_file = own[role].password_file;
}

/* <directory of the running program>/../etc/portico.conf, or NULL. */
static const char *path_beside_binary(struct arena *arena)
{
	char binary[PATH_MAX];
	ssize_t length = readlink("/proc/self/exe", binary, sizeof(binary) - 1);
	if (length <= 0)
		return NULL;
	binary[length] = '\0';
	char *slash = strrchr(binary, '/');
	if (!slash)
		return NULL;
	*slash = '\0';
	return arena_format(arena, "%s/../etc/portico.conf", binary);
}

const char *config_path(struct arena *arena)
{
	const char *named = getenv("PORTICO_CONF");
	if (!text_empty(named))
		return named;
	const char *beside = path_beside_binary(arena);
	if (beside && access(beside, F_OK) == 0)
		return beside;
	return access(SYSTEM_PATH, F_OK) == 0 ? SYSTEM_PATH : NULL;
}

enum rc config_load(struct arena *arena, struct config *config, const char **why)
{
	return config_load_file(arena, config_path(arena), config, why);
}
