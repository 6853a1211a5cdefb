/* See archive.h. */
#include "archive.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "io/child.h"

const char *const archive_options_argument = "--defaults-file=/proc/self/fd/9";

static bool is_below(const char *path, const char *folder)
{
	size_t length = strlen(folder);
	return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

enum rc archive_place(struct tool *tool, const char *folder)
{
	static const char *const roots[] = { "/var/www", "/srv/www", "/srv/http", "/usr/share/nginx" };
	static const char *const parts[] = { "/public_html/", "/htdocs/", "/www/" };
	char path[PATH_MAX + 2], share[PATH_MAX];
	if (realpath(folder, path) == NULL) {
		tool_fail("%s: %s", folder, strerror(errno));
		return RC_IO;
	}
	bool bad = realpath(tool->config.share_dir, share) != NULL && is_below(path, share);
	for (size_t i = 0; i < LENGTH(roots); i++)
		bad = bad || is_below(path, roots[i]);
	memcpy(path + strlen(path), "/", 2);
	for (size_t i = 0; i < LENGTH(parts); i++)
		bad = bad || strstr(path, parts[i]) != NULL;
	if (!bad)
		return RC_OK;
	tool_fail("%s: a web server may hand out what lies there; choose another folder", folder);
	return RC_INVALID;
}

/* name="value" as option files have it. */
static void add_option(struct buf *out, const char *name, const char *value)
{
	buf_format(out, "%s=\"", name);
	for (; *value != '\0'; value++) {
		if (*value == '"' || *value == '\\')
			buf_char(out, '\\');
		buf_char(out, *value);
	}
	buf_text(out, "\"\n");
}

/* By TCP, with the same demands on the way there as io/db_connect.c makes. */
static void add_server(struct buf *out, const struct config *config)
{
	add_option(out, "host", config->db_host);
	buf_format(out, "protocol=tcp\nport=%lld\n", (long long)config->db_port);
	if (text_empty(config->db_ca_file))
		return;
	add_option(out, "ssl-ca", config->db_ca_file);
	buf_text(out, "ssl\nssl-verify-server-cert\ntls-version=TLSv1.2,TLSv1.3\n");
}

int archive_options(struct tool *tool)
{
	const struct config *config = &tool->config;
	struct buf out;
	buf_init(&out, 65536);
	buf_text(&out, "[client]\n");
	add_option(&out, "user", config->db_user);
	if (!text_empty(config->db_password_file)) {
		char *password;
		size_t length;
		if (file_read(tool->arena, config->db_password_file, 512, &password, &length) != RC_OK) {
			tool_fail("%s cannot be read", config->db_password_file);
			buf_free(&out);
			return -1;
		}
		password[strcspn(password, "\r\n")] = '\0';
		add_option(&out, "password", password);
	}
	if (!text_empty(config->db_socket))
		add_option(&out, "socket", config->db_socket);
	else
		add_server(&out, config);
	int fd = buf_finish(&out) == RC_OK ? child_secret(out.data) : -1;
	if (fd < 0)
		tool_fail("the connection's options cannot be handed over: %s", strerror(errno));
	buf_free(&out);
	return fd;
}
