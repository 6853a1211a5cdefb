/* Words and index text, and the edit distance; queries are in searchquery.c, snippets in searchsnippet.c. */
#include "io/searchtext.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/unicode.h"
#include "io/searchword.h"

static enum rc keep(struct arena *arena, const struct searchword *found, struct search_word *word)
{
	char padded[SEARCHWORD_BYTES + 4];

	searchword_padded(found->stem, padded);
	*word = (struct search_word){ arena_text(arena, padded), arena_text(arena, found->plain),
		found->start, found->length };
	return word->stem != NULL && word->plain != NULL ? RC_OK : RC_NO_MEMORY;
}

static enum rc finish_words(struct arena *arena, const struct buf *items, struct search_words *words)
{
	enum rc rc = buf_finish(items);

	words->count = items->length / sizeof(struct search_word);
	words->items = rc == RC_OK ? ARENA_ARRAY(arena, struct search_word, words->count) : NULL;
	if (words->items == NULL)
		return rc != RC_OK ? rc : RC_NO_MEMORY;
	memcpy(words->items, items->data, items->length);
	return RC_OK;
}

enum rc searchtext_words(struct arena *arena, const struct language *language, const char *text, size_t most,
        struct search_words *words)
{
	size_t at = 0, length = strlen(text);
	struct searchword found;
	struct buf items; /* array of struct search_word */
	enum rc rc = RC_OK;

	*words = (struct search_words){ NULL, 0 };
	buf_init(&items, (length + 1) * sizeof(struct search_word));
	for (size_t count = 0;
	        rc == RC_OK && count < most && searchword_next(language, text, length, &at, &found);) {
		struct search_word word;
		if (found.stop)
			continue;
		rc = keep(arena, &found, &word);
		buf_add(&items, &word, sizeof(word));
		count++;
	}
	if (unicode_broken())
		rc = RC_NO_MEMORY; /* a word may have gone by unread */
	if (rc == RC_OK)
		rc = finish_words(arena, &items, words);
	buf_free(&items);
	return rc;
}

enum rc searchtext_index(
        struct arena *arena, const struct language *language, const char *text, const char **index)
{
	size_t at = 0, length = strlen(text);
	struct searchword word;
	char padded[SEARCHWORD_BYTES + 4];
	struct buf out;

	*index = "";
	buf_init(&out, length * 16 + 64); /* a letter of three bytes folds to at most 33 */
	while (searchword_next(language, text, length, &at, &word)) {
		if (word.stop)
			continue;
		searchword_padded(word.stem, padded);
		buf_format(&out, "%s%s_%s", out.length > 0 ? " " : "", language->code, padded);
	}
	enum rc rc = unicode_broken() ? RC_NO_MEMORY : buf_finish(&out);
	if (rc == RC_OK) {
		*index = arena_copy(arena, out.data, out.length);
		rc = *index != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(&out);
	return rc;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t smallest(size_t a, size_t b, size_t c)
{
	return smaller(a, smaller(b, c));
}

#define DISTANCE_CHARS 64

/* Code points of the text; DISTANCE_CHARS + 1 for a longer one. */
static size_t code_points(const char *text, uint32_t points[DISTANCE_CHARS])
{
	size_t count = 0;

	for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
		if ((*c & 0xC0) == 0x80 && count > 0) {
			points[count - 1] = points[count - 1] << 8 | *c; /* any one-to-one number does */
			continue;
		}
		if (count == DISTANCE_CHARS)
			return DISTANCE_CHARS + 1;
		points[count++] = *c;
	}
	return count;
}

int searchtext_distance(const char *a, const char *b, int most)
{
	uint32_t left[DISTANCE_CHARS], right[DISTANCE_CHARS];
	size_t rows[3][DISTANCE_CHARS + 1];
	size_t m = code_points(a, left), n = code_points(b, right), limit = most < 0 ? 0 : (size_t)most;

	if (m > DISTANCE_CHARS || n > DISTANCE_CHARS || (m > n ? m - n : n - m) > limit)
		return most + 1;
	for (size_t j = 0; j <= n; j++)
		rows[0][j] = j;
	for (size_t i = 1; i <= m; i++) {
		size_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *twice = rows[(i + 1) % 3],
		       best = row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t other = left[i - 1] != right[j - 1];
			row[j] = smallest(above[j] + 1, row[j - 1] + 1, above[j - 1] + other);
			if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
				row[j] = smaller(row[j], twice[j - 2] + 1);
			best = smaller(best, row[j]);
		}
		if (best > limit)
			return most + 1;
	}
	return rows[m % 3][n] > limit ? most + 1 : (int)rows[m % 3][n];
}
