/* See template_text.h. */
#include "web/template_text.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "version.h"

#define TEMPLATE_BYTES (1 << 20)

static enum rc read_all(int fd, char **text)
{
	struct stat info;
	if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size > TEMPLATE_BYTES)
		return RC_IO;
	size_t size = (size_t)info.st_size, have = 0;
	char *read_text = malloc(size + 1);
	if (!read_text)
		return RC_NO_MEMORY;
	while (have < size) {
		ssize_t got = read(fd, read_text + have, size - have);
		if (got <= 0)
			break;
		have += (size_t)got;
	}
	if (have < size) {
		free(read_text);
		return RC_IO;
	}
	read_text[size] = '\0';
	*text = read_text;
	return RC_OK;
}

enum rc template_text_read(const char *path, char **text)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return RC_NOT_FOUND;
	enum rc rc = read_all(fd, text);
	close(fd);
	return rc;
}

struct constant {         /* a command whose value is known when its template is parsed */
	bool words;       /* var:t("Message"); else var:static_url("style.css") */
	const char *text; /* its argument */
	size_t length;
	const char *end; /* of the command */
};

/* Reads the command that begins at `mark`; false if it is another one. */
static bool constant_at(const char *mark, struct constant *found)
{
	static const char words[] = "var:t(\"", file[] = "var:static_url(\"", shut[] = "\") ?>";
	const char *command = mark + 4 + strspn(mark + 4, " \t\n");
	found->words = text_starts(command, words);
	if (!found->words && !text_starts(command, file))
		return false;
	found->text = strchr(command, '"') + 1;
	found->length = strcspn(found->text, "\"");
	found->end = found->text + found->length + sizeof(shut) - 1;
	return text_starts(found->text + found->length, shut);
}

static void add_words(const char *said, bool plain, struct buf *out)
{
	if (plain)
		buf_text(out, said);
	else
		buf_html(out, said, strlen(said));
}

static enum rc add_constant(const struct view *view, const char *base_path, bool plain,
        const struct constant *found, struct buf *out)
{
	char *text = strndup(found->text, found->length);
	if (!text)
		return RC_NO_MEMORY;
	if (found->words) {
		add_words(view_say(view, text), plain, out);
	} else {
		buf_html(out, base_path, strlen(base_path));
		buf_text(out, "/static/");
		add_words(text, plain, out);
		buf_text(out, "?v=" PORTICO_STATIC_VERSION);
	}
	free(text);
	return RC_OK;
}

enum rc template_text_fill(const struct view *view, const char *base_path, bool plain, char **text)
{
	struct buf out;
	struct constant found;
	const char *from = *text;
	enum rc rc = RC_OK;
	buf_init(&out, TEMPLATE_BYTES);
	for (const char *mark = from; rc == RC_OK && (mark = strstr(mark, "<?cs")); mark += 4) {
		if (!constant_at(mark, &found))
			continue;
		buf_add(&out, from, (size_t)(mark - from));
		rc = add_constant(view, base_path, plain, &found, &out);
		from = found.end;
		mark = found.end - 4;
	}
	buf_text(&out, from);
	char *filled = rc == RC_OK && buf_finish(&out) == RC_OK ? strdup(out.data) : NULL;
	buf_free(&out);
	free(*text);
	*text = filled;
	return filled ? RC_OK : RC_NO_MEMORY;
}
