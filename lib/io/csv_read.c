/* See csv_read.h. */
#include "io/csv_read.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

static bool at_line_end(const struct csv_reader *reader)
{
	return reader->at == reader->end || *reader->at == '\n' ||
	       (*reader->at == '\r' && reader->at + 1 < reader->end && reader->at[1] == '\n');
}

static void skip_line_end(struct csv_reader *reader)
{
	if (reader->at < reader->end && *reader->at == '\r')
		reader->at++;
	if (reader->at < reader->end && *reader->at == '\n') {
		reader->at++;
		reader->line++;
	}
}

static void skip_line(struct csv_reader *reader)
{
	const char *end = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
	reader->at = end != NULL ? end : reader->end;
	skip_line_end(reader);
}

static enum rc read_bare(struct csv_reader *reader, const char **cell)
{
	const char *from = reader->at;
	while (!at_line_end(reader) && *reader->at != reader->separator)
		reader->at++;
	*cell = arena_copy(reader->arena, from, (size_t)(reader->at - from));
	return *cell != NULL ? RC_OK : RC_NO_MEMORY;
}

/* Behind the opening quote. The text cannot grow: "" becomes ". */
static enum rc read_quoted(struct csv_reader *reader, const char **cell)
{
	const char *from = reader->at;
	while (reader->at < reader->end) {
		if (*reader->at == '"' && reader->at + 1 < reader->end && reader->at[1] == '"')
			reader->at++;
		else if (*reader->at == '"')
			break;
		else if (*reader->at == '\n')
			reader->line++;
		reader->at++;
	}
	if (reader->at == reader->end)
		return RC_INVALID;
	char *text = arena_copy(reader->arena, from, (size_t)(reader->at - from)), *to = text;
	if (text == NULL)
		return RC_NO_MEMORY;
	for (const char *c = text; *c != '\0'; c++) {
		*to++ = *c;
		if (*c == '"')
			c++;
	}
	*to = '\0';
	*cell = text;
	reader->at++;
	return at_line_end(reader) || *reader->at == reader->separator ? RC_OK : RC_INVALID;
}

static enum rc read_cells(struct csv_reader *reader, struct csv_row *row)
{
	*row = (struct csv_row){ .line = reader->line };
	for (;;) {
		if (row->count == CSV_COLUMNS)
			return RC_TOO_LARGE;
		bool quoted = reader->at < reader->end && *reader->at == '"';
		reader->at += quoted;
		enum rc rc = quoted ? read_quoted(reader, &row->cells[row->count])
		                    : read_bare(reader, &row->cells[row->count]);
		if (rc != RC_OK)
			return rc;
		row->count++;
		if (at_line_end(reader))
			return RC_OK;
		reader->at++;
	}
}

enum rc csv_read_row(struct csv_reader *reader, struct csv_row *row)
{
	while (reader->at < reader->end && at_line_end(reader))
		skip_line_end(reader);
	if (reader->at == reader->end)
		return RC_NOT_FOUND;
	enum rc rc = read_cells(reader, row);
	if (rc == RC_OK)
		skip_line_end(reader);
	else
		skip_line(reader);
	return rc;
}

/* Whichever of the two stands more often in the first line. */
static char find_separator(const char *text, const char *end)
{
	size_t commas = 0, semicolons = 0;
	for (const char *c = text; c < end && *c != '\n'; c++) {
		commas += *c == ',';
		semicolons += *c == ';';
	}
	return semicolons > commas ? ';' : ',';
}

enum rc csv_read_open(struct csv_reader *reader, struct arena *arena, const char *text, size_t length)
{
	*reader = (struct csv_reader){ .arena = arena, .at = text, .end = text + length, .line = 1 };
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		reader->at += 3;
	reader->separator = find_separator(reader->at, reader->end);
	enum rc rc = csv_read_row(reader, &reader->head);
	if (rc != RC_OK)
		return rc == RC_NOT_FOUND ? RC_INVALID : rc;
	for (size_t i = 0; i < reader->head.count; i++) {
		reader->head.cells[i] = text_trim(arena, reader->head.cells[i]);
		if (reader->head.cells[i] == NULL)
			return RC_NO_MEMORY;
	}
	return RC_OK;
}

const char *csv_cell(const struct csv_reader *reader, const struct csv_row *row, const char *name)
{
	for (size_t i = 0; i < reader->head.count && i < row->count; i++)
		if (strcasecmp(reader->head.cells[i], name) == 0)
			return row->cells[i];
	return NULL;
}
