/* See table.h. */
#include "table.h"

#include <string.h>

#include "base/file.h"
#include "base/text.h"

#define TABLE_BYTES ((size_t)1 << 20)

/* Cuts one line into cells in place; answers where the next line begins. */
static char *cut_line(char *line, const char **cells, enum rc *rc)
{
	size_t length = strcspn(line, "\n");
	char *next = line[length] == '\n' ? line + length + 1 : line + length;
	line[length] = '\0';
	if (length > 0 && line[length - 1] == '\r')
		line[length - 1] = '\0';
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		cells[i] = "";
	for (size_t i = 0;; i++) {
		if (i == TABLE_COLUMNS) {
			*rc = RC_INVALID;
			return next;
		}
		cells[i] = line;
		line = strchr(line, '\t');
		if (line == NULL)
			return next;
		*line++ = '\0';
	}
}

static size_t count_lines(const char *text)
{
	size_t count = 0;
	for (; *text != '\0'; text++)
		count += *text == '\n';
	return count + 1;
}

enum rc table_read(struct arena *arena, const char *path, struct table *table)
{
	char *text;
	size_t length;
	*table = (struct table){ 0 };
	enum rc rc = file_read(arena, path, TABLE_BYTES, &text, &length);
	if (rc != RC_OK)
		return rc;
	if (!text_valid(text, length))
		return RC_INVALID;
	table->rows = arena_alloc_array(arena, sizeof(*table->rows), count_lines(text));
	if (table->rows == NULL)
		return RC_NO_MEMORY;
	text = cut_line(text, table->names, &rc);
	while (*text != '\0' && rc == RC_OK) {
		text = cut_line(text, table->rows[table->count], &rc);
		if (*table->rows[table->count][0] != '\0')
			table->count++;
	}
	return rc;
}

const char *table_cell(const struct table *table, size_t row, const char *name)
{
	for (size_t i = 0; i < TABLE_COLUMNS; i++)
		if (text_equal(table->names[i], name))
			return table->rows[row][i];
	return "";
}
