/*
 * Snippets and marked titles: the words of the text are stemmed again and compared with the stems of the
 * query.
 */
#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "io/searchtext.h"
#include "io/searchword.h"

#define MATCHES  256 /* of a text that are weighed against each other */
#define NEW_WORD 16  /* weight of a further word of the query against a further place of the same */

struct match {
	size_t start, length; /* bytes */
	size_t chars;         /* code points before it */
	size_t word;          /* of the query */
};

struct matches {
	struct match items[MATCHES];
	size_t count;
};

static size_t chars_between(const char *text, size_t from, size_t to)
{
	size_t chars = 0;

	for (; from < to; from++)
		chars += ((unsigned char)text[from] & 0xC0) != 0x80;
	return chars;
}

static bool find_word(const struct search_words *words, const struct searchword *found, size_t *index)
{
	char padded[SEARCHWORD_BYTES + 4];

	searchword_padded(found->stem, padded);
	for (*index = 0; *index < words->count; (*index)++)
		if (strcmp(words->items[*index].stem, padded) == 0)
			return true;
	return false;
}

static void find_matches(const struct language *language, const char *text, size_t length,
        const struct search_words *words, struct matches *matches)
{
	size_t at = 0, from = 0, chars = 0;
	struct searchword found;

	matches->count = 0;
	while (matches->count < MATCHES && words->count > 0 &&
	        searchword_next(language, text, length, &at, &found)) {
		size_t word;
		if (!find_word(words, &found, &word))
			continue;
		chars += chars_between(text, from, found.start);
		from = found.start;
		matches->items[matches->count++] = (struct match){ found.start, found.length, chars, word };
	}
}

/* The worth of the window that starts with match `first`: different words first, then how many. */
static size_t weigh(const struct matches *matches, size_t first, size_t chars)
{
	const struct match *items = matches->items;
	size_t worth = 0;
	unsigned seen = 0; /* one bit a word of the query, which has at most LIMIT_SEARCH_WORDS */

	for (size_t i = first; i < matches->count && items[i].chars - items[first].chars < chars; i++) {
		unsigned bit = 1U << (items[i].word % LIMIT_SEARCH_WORDS);
		worth += (seen & bit) != 0 ? 1 : NEW_WORD;
		seen |= bit;
	}
	return worth;
}

static size_t best_match(const struct matches *matches, size_t chars)
{
	size_t best = 0, worth = 0;

	for (size_t i = 0; i < matches->count; i++) {
		size_t other = weigh(matches, i, chars);
		if (other > worth) {
			worth = other;
			best = i;
		}
	}
	return best;
}

static bool space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool starts_char(char c)
{
	return ((unsigned char)c & 0xC0) != 0x80;
}

/* About `chars` code points back from `at`, then to the start of a word. */
static size_t step_back(const char *text, size_t at, size_t chars)
{
	size_t start = at;

	while (start > 0 && chars > 0)
		chars -= starts_char(text[--start]);
	if (start == 0)
		return 0;
	size_t word = start;
	while (word < at && !space(text[word]))
		word++;
	if (word < at)
		return word + 1;
	while (start < at && !starts_char(text[start]))
		start++;
	return start;
}

/* `chars` code points on from `at`, then back to the end of a word; never before `least`. */
static size_t step_on(const char *text, size_t length, size_t at, size_t chars, size_t least)
{
	size_t end = at;

	for (; end < length; end++) {
		if (starts_char(text[end]) && chars-- == 0)
			break;
	}
	if (end == length)
		return length;
	size_t word = end;
	while (word > least && !space(text[word]))
		word--;
	return word > least ? word : end > least ? end : least;
}

/* Escaped text, any run of white space as one space. */
static void write_words(struct buf *out, const char *text, size_t length)
{
	for (size_t at = 0; at < length;) {
		size_t run = at;
		while (run < length && !space(text[run]))
			run++;
		buf_html(out, text + at, run - at);
		at = run;
		while (at < length && space(text[at]))
			at++;
		if (at > run)
			buf_char(out, ' ');
	}
}

#define MARK "<mark>"

bool searchtext_marked(const char *html)
{
	return strstr(html, MARK) != NULL;
}

static void write_marked(
        struct buf *out, const char *text, size_t start, size_t end, const struct matches *matches)
{
	for (size_t i = 0; i < matches->count; i++) {
		const struct match *match = &matches->items[i];
		if (match->start < start || match->start + match->length > end)
			continue;
		write_words(out, text + start, match->start - start);
		buf_text(out, MARK);
		buf_html(out, text + match->start, match->length);
		buf_text(out, "</mark>");
		start = match->start + match->length;
	}
	write_words(out, text + start, end - start);
}

static enum rc take(struct arena *arena, struct buf *out, const char **html)
{
	enum rc rc = buf_finish(out);

	if (rc == RC_OK) {
		*html = arena_copy(arena, out->data, out->length);
		rc = *html != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(out);
	return rc;
}

/* Bytes of the text that are looked through, whole characters. */
static size_t looked_through(const char *text)
{
	size_t length = strlen(text);

	if (length <= LIMIT_SNIPPET_BYTES)
		return length;
	length = LIMIT_SNIPPET_BYTES;
	while (length > 0 && !starts_char(text[length]))
		length--;
	return length;
}

enum rc searchtext_snippet(struct arena *arena, const struct language *language, const char *text,
        const struct search_words *words, size_t chars, const char **html)
{
	size_t length = looked_through(text), start = 0, least = 0;
	struct matches matches;
	struct buf out;

	*html = "";
	find_matches(language, text, length, words, &matches);
	if (matches.count > 0) {
		const struct match *match = &matches.items[best_match(&matches, chars * 3 / 4)];
		start = step_back(text, match->start, chars / 4);
		least = match->start + match->length;
	}
	size_t end = step_on(text, length, start, chars, least);
	buf_init(&out, (end - start) * 24 + 64);
	buf_text(&out, start > 0 ? "… " : "");
	write_marked(&out, text, start, end, &matches);
	while (out.length > 0 && out.data[out.length - 1] == ' ')
		buf_cut(&out, out.length - 1);
	buf_text(&out, text[end] != '\0' ? " …" : "");
	return take(arena, &out, html);
}

enum rc searchtext_mark(struct arena *arena, const struct language *language, const char *text,
        const struct search_words *words, const char **html)
{
	size_t length = strlen(text);
	struct matches matches;
	struct buf out;

	*html = "";
	find_matches(language, text, length, words, &matches);
	buf_init(&out, length * 24 + 64);
	write_marked(&out, text, 0, length, &matches);
	return take(arena, &out, html);
}
