/*
 * Any text as CSV: rows are read or refused in order, and rows that we write ourselves come back as they
 * were.
 */
#include "target.h"

#include "base/buf.h"
#include "io/csv_read.h"

#define MOST ((size_t)4 << 20)

static void check_row(const struct csv_row *row, size_t *line)
{
	assert(row->count >= 1 && row->count <= CSV_COLUMNS && row->line > *line);
	for (size_t i = 0; i < row->count; i++)
		assert(text_valid(row->cells[i], strlen(row->cells[i])));
	*line = row->line;
}

static void write_row(struct buf *out, const struct csv_row *row)
{
	for (size_t i = 0; i < row->count; i++) {
		buf_text(out, i > 0 ? ",\"" : "\"");
		for (const char *at = row->cells[i]; *at != '\0'; at++) {
			buf_char(out, *at);
			if (*at == '"')
				buf_char(out, '"');
		}
		buf_char(out, '"');
	}
	buf_text(out, "\r\n");
}

static void expect_row(const struct csv_row *row, const struct csv_row *want)
{
	assert(row->count == want->count);
	for (size_t i = 0; i < row->count; i++)
		assert(text_equal(row->cells[i], want->cells[i]));
}

/* Written with every cell in quotes, behind a row of names that tells the separator. */
static void check_round(struct arena *arena, const struct csv_row *row)
{
	struct csv_reader reader;
	struct csv_row head = { .cells = { "a", "b" }, .count = 2 }, back;
	struct buf out;

	buf_init(&out, MOST);
	write_row(&out, &head);
	write_row(&out, row);
	assert(buf_finish(&out) == RC_OK);
	assert(csv_read_open(&reader, arena, out.data, out.length) == RC_OK);
	expect_row(&reader.head, &head);
	assert(csv_read_row(&reader, &back) == RC_OK && back.line == 2);
	expect_row(&back, row);
	assert(text_equal(csv_cell(&reader, &back, "A"), row->cells[0]));
	assert(csv_cell(&reader, &back, "c") == NULL);
	assert(csv_read_row(&reader, &back) == RC_NOT_FOUND);
	buf_free(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct csv_reader reader;
	struct csv_row row;
	const char *text = (const char *)data;
	size_t line = 0;

	if (!text_valid(text, size) || csv_read_open(&reader, arena, text, size) != RC_OK)
		return 0;
	check_row(&reader.head, &line);
	for (enum rc rc = RC_OK; rc != RC_NOT_FOUND && rc != RC_NO_MEMORY;) {
		const char *before = reader.at;

		rc = csv_read_row(&reader, &row);
		assert(reader.at > before || rc == RC_NOT_FOUND);
		if (rc == RC_OK)
			check_row(&row, &line);
		if (rc == RC_OK && size < 2000)
			check_round(arena, &row);
	}
	return 0;
}
