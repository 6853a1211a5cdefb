/*
 * Any bytes as a file of another forum: JSON or CSV. Rows come out with their numbers, values of any type are
 * read as what they are asked for, and JSON is the same with and without a byte order mark.
 */
#include "target.h"

#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>

#include "../../cgi-bin/portico/import.h"
#include "base/time.h"

/* The command's own talk is not wanted here. */
void tool_note(const char *format, ...)
{
	(void)format;
}

int tool_fail(const char *format, ...)
{
	(void)format;
	return FAILED;
}

int tool_option(struct tool *tool, const struct option *options)
{
	(void)tool;
	(void)options;
	optind = 1;
	return -1;
}

static void check_row(struct import *import, const json_t *row)
{
	static const char *const names[] = { "id", "title", "body", "tags", "date", "closed", "_row" };
	uint8_t source[SECRET_HASH];
	int64_t when = -1;

	for (size_t i = 0; i < LENGTH(names); i++) {
		const char *text = import_text(row, names[i]);
		const char *line = import_line(import, row, names[i]);
		const char *words = import_words(import, row, names[i]);

		assert(text == NULL || text_valid(text, strlen(text)));
		assert(line != NULL && strpbrk(line, "\r\n\t") == NULL && strstr(line, "  ") == NULL);
		assert(words == NULL || text_valid(words, strlen(words)));
		if (import_date(row, names[i], 1000, &when))
			assert(when > 0 && when <= time_now());
		(void)import_flag(row, names[i]);
	}
	const char *id = import_text(row, "id");
	import_source(import, id, id, "other", when, source);
	import_skip(import, row, "what", "why");
}

static json_t *read_rows(struct import *import, const void *data, size_t length)
{
	char path[32], name[] = "import", *args[] = { name, path, NULL };
	struct tool tool = { .arena = import->tool->arena, .argc = 2, .argv = args };
	struct import again = { .tool = &tool, .kind = "forum", .place = "general", .lang = "en" };
	int status, fd = make_file(data, length, path);
	json_t *rows = import_open(&again, &status);

	close(fd);
	assert((rows != NULL) == (status == DONE));
	return rows;
}

/* Only one mark belongs to a file, and only in front of JSON may it be told from a column's name. */
static void check_mark(struct import *import, const uint8_t *data, size_t size, const json_t *rows)
{
	if (size == 0 || (data[0] != '[' && data[0] != '{'))
		return;
	char *marked = arena_format(import->tool->arena, "\xEF\xBB\xBF%.*s", (int)size, (const char *)data);
	json_t *same = read_rows(import, marked, size + 3);
	assert((same != NULL) == (rows != NULL) && (rows == NULL || json_equal(same, rows)));
	json_decref(same);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tool tool = { .arena = fresh_arena() };
	struct import import = { .tool = &tool, .kind = "forum" };
	json_t *rows = read_rows(&import, data, size), *row;
	size_t i;

	if (memchr(data, '\0', size) == NULL)
		check_mark(&import, data, size, rows);
	json_array_foreach(rows, i, row)
	{
		if (json_is_object(row))
			assert(json_integer_value(json_object_get(row, "_row")) > 0);
		check_row(&import, row);
	}
	json_decref(rows);
	return 0;
}
