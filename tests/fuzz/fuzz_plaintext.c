/* Plain texts and CSV files: any bytes. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/text.h"
#include "io/csv_read.h"
#include "io/plaintext.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_rows(struct arena *arena, const char *text, size_t length)
{
	struct csv_reader reader;
	struct csv_row row;
	if (csv_read_open(&reader, arena, text, length) != RC_OK)
		return;
	for (enum rc rc = RC_OK; rc == RC_OK || rc == RC_INVALID;)
		rc = csv_read_row(&reader, &row);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct arena *arena;
	const char *html, *text = (const char *)data;
	if (arena == NULL)
		arena = arena_new(65536, (size_t)64 << 20);
	if (arena == NULL)
		abort();
	arena_reset(arena);
	if (plaintext_render(arena, text, size, &html) == RC_OK && !text_valid(html, __builtin_strlen(html)))
		abort();
	read_rows(arena, text, size);
	return 0;
}
