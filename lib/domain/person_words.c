/* See person_words.h. */
#include "domain/person_words.h"

#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>

#include "base/buf.h"
#include "base/text.h"

#define TEXT_MOST  ((size_t)1 << 20)
#define PART_CHARS 3

enum rc person_words_add(struct person_words *words, const char *text, bool exact)
{
	if (text_empty(text))
		return RC_OK;
	if (words->count == PERSON_WORDS)
		return RC_TOO_LARGE;
	words->items[words->count++] = (struct person_word){ text, strlen(text), exact };
	unsigned char first = (unsigned char)*text;
	words->starts[first] = true;
	if (first >= 'a' && first <= 'z')
		words->starts[first - 'a' + 'A'] = true;
	if (first >= 'A' && first <= 'Z')
		words->starts[first - 'A' + 'a'] = true;
	return RC_OK;
}

enum rc person_words_add_parts(struct person_words *words, struct arena *arena, const char *name)
{
	for (const char *at = name; *at != '\0';) {
		size_t length = strcspn(at, " \t");
		const char *part = arena_copy(arena, at, length);
		if (part == NULL)
			return RC_NO_MEMORY;
		enum rc rc = text_chars(part) >= PART_CHARS ? person_words_add(words, part, true) : RC_OK;
		if (rc != RC_OK)
			return rc;
		at += length;
		at += strspn(at, " \t");
	}
	return RC_OK;
}

/* --- looking for them ------------------------------------------------------------------------ */

static bool is_letter(const char *text, size_t length)
{
	uint32_t point;
	return text_next(text, length, &point) > 0 && u_isalnum((UChar32)point);
}

/* Letters before `at` or behind `end` would make it part of a longer word. */
static bool stands_alone(const char *text, size_t at, size_t end, size_t length)
{
	size_t before = at;
	while (before > 0 && ((unsigned char)text[before - 1] & 0xC0) == 0x80)
		before--;
	if (before > 0)
		before--;
	bool starts = at == 0 || !is_letter(text + at, length - at) || !is_letter(text + before, at - before);
	bool last_letter = end > 0 && ((unsigned char)text[end - 1] >= 0x80 || u_isalnum(text[end - 1]));
	return starts && (!last_letter || !is_letter(text + end, length - end));
}

/* Bytes of the longest word that stands at `at`; 0 for none. */
static size_t word_at(const struct person_words *words, const char *text, size_t at, size_t length)
{
	size_t longest = 0;
	for (size_t i = 0; i < words->count; i++) {
		const struct person_word *word = &words->items[i];
		if (word->length <= longest || word->length > length - at)
			continue;
		bool same = word->exact ? memcmp(text + at, word->text, word->length) == 0
		                        : strncasecmp(text + at, word->text, word->length) == 0;
		if (same && stands_alone(text, at, at + word->length, length))
			longest = word->length;
	}
	return longest;
}

static enum rc hide(
        const struct person_words *words, const char *text, size_t length, struct buf *out, size_t *found)
{
	size_t from = 0;
	for (size_t at = 0; at < length;) {
		size_t word = words->starts[(unsigned char)text[at]] ? word_at(words, text, at, length) : 0;
		if (word == 0) {
			at++;
			continue;
		}
		buf_add(out, text + from, at - from);
		buf_text(out, PERSON_GAP);
		at += word;
		from = at;
		(*found)++;
	}
	buf_add(out, text + from, length - from);
	return buf_finish(out);
}

enum rc person_words_hide(
        const struct person_words *words, struct arena *arena, const char *text, const char **out)
{
	struct buf made;
	size_t found = 0;
	*out = NULL;
	buf_init(&made, TEXT_MOST);
	enum rc rc = hide(words, text, strlen(text), &made, &found);
	if (rc == RC_OK && found > 0) {
		*out = arena_copy(arena, made.data, made.length);
		rc = *out == NULL ? RC_NO_MEMORY : RC_OK;
	}
	buf_free(&made);
	return rc;
}
