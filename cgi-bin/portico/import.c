/* See import.h. */
#include "import.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "base/isodate.h"
#include "base/language.h"
#include "base/text.h"
#include "base/time.h"
#include "io/csv_read.h"

#define MOST_BYTES      ((size_t)64 << 20)
#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

/* --- reading --------------------------------------------------------------------------------- */

static json_t *fail_null(int *status, int failed)
{
	*status = failed;
	return NULL;
}

static json_t *read_json(const char *path, const char *text, size_t length, int *status)
{
	json_error_t error;
	size_t mark = text_starts(text, BYTE_ORDER_MARK) ? strlen(BYTE_ORDER_MARK) : 0;
	json_t *rows = json_loadb(text + mark, length - mark, JSON_REJECT_DUPLICATES, &error);
	if (rows == NULL)
		return fail_null(status, tool_fail("%s: line %d: %s", path, error.line, error.text));
	if (!json_is_array(rows)) {
		json_decref(rows);
		return fail_null(status, tool_fail("%s: a list [ … ] is expected", path));
	}
	size_t i;
	json_t *row;
	json_array_foreach(rows, i, row) if (json_is_object(row))
	        json_object_set_new(row, "_row", json_integer((json_int_t)i + 1));
	return rows;
}

static json_t *row_of_csv(const struct csv_reader *reader, const struct csv_row *row)
{
	json_t *object = json_object();
	for (size_t i = 0; i < reader->head.count && i < row->count; i++)
		if (*row->cells[i] != '\0')
			json_object_set_new(object, reader->head.cells[i], json_string(row->cells[i]));
	json_object_set_new(object, "_row", json_integer((json_int_t)row->line)); /* also over a column's */
	return object;
}

static json_t *read_csv(struct import *import, struct arena *arena, const char *path, const char *text,
        size_t length, int *status)
{
	struct csv_reader reader;
	struct csv_row row;
	if (csv_read_open(&reader, arena, text, length) != RC_OK)
		return fail_null(status, tool_fail("%s: its first line must name the columns", path));
	json_t *rows = json_array();
	for (enum rc rc = RC_OK; rc != RC_NOT_FOUND;) {
		size_t line = reader.line;
		rc = csv_read_row(&reader, &row);
		if (rc == RC_OK)
			json_array_append_new(rows, row_of_csv(&reader, &row));
		else if (rc == RC_NO_MEMORY) {
			json_decref(rows);
			return fail_null(status, tool_fail("out of memory"));
		} else if (rc != RC_NOT_FOUND) {
			import->skipped++;
			tool_note("skipped    row %zu: its quotes or columns are broken", line);
		}
	}
	return rows;
}

static bool looks_like_json(const char *text)
{
	text += text_starts(text, BYTE_ORDER_MARK) ? strlen(BYTE_ORDER_MARK) : 0;
	text += strspn(text, " \t\r\n");
	return *text == '[' || *text == '{';
}

static json_t *read_file(struct import *import, const char *path, int *status)
{
	char *text;
	size_t length;
	struct arena *arena = arena_new(65536, 4 * MOST_BYTES);
	if (arena == NULL)
		return fail_null(status, tool_fail("out of memory"));
	json_t *rows = NULL;
	enum rc rc = file_read(arena, path, MOST_BYTES, &text, &length);
	if (rc != RC_OK)
		*status = tool_fail("%s: %s", path, rc == RC_IO ? strerror(errno) : rc_text(rc));
	else if (!text_valid(text, length))
		*status = tool_fail("%s: it is not UTF-8 text", path);
	else if (looks_like_json(text))
		rows = read_json(path, text, length, status);
	else
		rows = read_csv(import, arena, path, text, length, status);
	arena_free(arena);
	return rows;
}

static bool take_option(struct import *import, int option)
{
	if (option == 'p')
		import->place = optarg;
	if (option == 'l')
		import->lang = optarg;
	if (option == 'f')
		import->format = optarg;
	if (option == 'q')
		import->quiet = true;
	return option != '?';
}

json_t *import_open(struct import *import, int *status)
{
	static const struct option options[] = { { "category", required_argument, NULL, 'p' },
		{ "board", required_argument, NULL, 'p' }, { "lang", required_argument, NULL, 'l' },
		{ "format", required_argument, NULL, 'f' }, { "quiet", no_argument, NULL, 'q' },
		{ NULL, 0, NULL, 0 } };
	struct tool *tool = import->tool;
	for (int option; (option = tool_option(tool, options)) != -1;)
		if (!take_option(import, option))
			return fail_null(status, MISUSED);
	if (optind + 1 != tool->argc)
		return fail_null(status, MISUSED);
	if (!text_is_slug(import->place))
		return fail_null(
		        status, tool_fail("%s: lower-case letters, digits and hyphens only", import->place));
	if (language_find(import->lang) == NULL)
		return fail_null(status, tool_fail("there is no language %s", import->lang));
	if (import->format != NULL && !text_equal(import->format, "markdown") &&
	        !text_equal(import->format, "text"))
		return fail_null(status, tool_fail("the format is markdown or text"));
	*status = DONE;
	return read_file(import, tool->argv[optind], status);
}

/* --- values ---------------------------------------------------------------------------------- */

const char *import_text(const json_t *row, const char *name)
{
	return json_string_value(json_object_get(row, name));
}

const char *import_line(struct import *import, const json_t *row, const char *name)
{
	const char *text = import_text(row, name);
	char *line = arena_text(import->tool->arena, text != NULL ? text : ""), *to = line;
	if (line == NULL)
		return NULL;
	for (const char *c = line; *c != '\0'; c++) {
		bool space = *c == ' ' || *c == '\t' || *c == '\n' || *c == '\r';
		if (!space)
			*to++ = *c;
		else if (to > line && to[-1] != ' ')
			*to++ = ' ';
	}
	if (to > line && to[-1] == ' ')
		to--;
	*to = '\0';
	return line;
}

bool import_flag(const json_t *row, const char *name)
{
	static const char *const words[] = { "yes", "true", "1" };
	const json_t *value = json_object_get(row, name);
	for (size_t i = 0; json_is_string(value) && i < LENGTH(words); i++)
		if (strcasecmp(json_string_value(value), words[i]) == 0)
			return true;
	return json_is_true(value);
}

const char *import_words(struct import *import, const json_t *row, const char *name)
{
	json_t *value = json_object_get(row, name), *word;
	const char *words = "";
	size_t i;
	if (!json_is_array(value))
		return json_string_value(value);
	json_array_foreach(value, i, word) if (words != NULL && json_is_string(word)) words = arena_format(
	        import->tool->arena, "%s%s%s", words, *words == '\0' ? "" : ",", json_string_value(word));
	return words;
}

bool import_date(const json_t *row, const char *name, int64_t otherwise, int64_t *when)
{
	const json_t *value = json_object_get(row, name);
	*when = otherwise;
	if (value == NULL || json_is_null(value))
		return otherwise > 0;
	if (json_is_integer(value))
		*when = json_integer_value(value);
	else if (isodate_read(json_string_value(value), when) != RC_OK)
		return false;
	int64_t now = time_now();
	if (*when > now)
		*when = now;
	return *when > 0;
}

void import_source(struct import *import, const char *id, const char *part, const char *other, int64_t date,
        uint8_t source[SECRET_HASH])
{
	const char *what = text_empty(id) ? arena_format(import->tool->arena, "%s\n%s\n%s\n%" PRId64,
	                                            import->kind, part, other, date)
	                                  : arena_format(import->tool->arena, "%s\nid\n%s", import->kind, id);
	secret_hash_text(what != NULL ? what : "", source);
}

/* --- the report ------------------------------------------------------------------------------ */

void import_skip(struct import *import, const json_t *row, const char *what, const char *why)
{
	import->skipped++;
	tool_note("skipped    row %" PRId64 "%s%s: %s",
	        (int64_t)json_integer_value(json_object_get(row, "_row")), *what == '\0' ? "" : ", ", what,
	        why);
}

int import_end(const struct import *import)
{
	tool_note("%ld taken in, %ld unchanged, %ld skipped", import->taken, import->unchanged,
	        import->skipped);
	return import->skipped > 0 ? FAILED : DONE;
}
