/*
 * Boolean-mode expressions. They are made of our own stems and of the operators written here, of nothing
 * else.
 */
#include <ctype.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "io/searchtext.h"
#include "io/searchword.h"

#define SPELLINGS_BYTES  512 /* other spellings of one word; more are left out */
#define EXPRESSION_BYTES (LIMIT_SEARCH_WORDS * (2 * SPELLINGS_BYTES))
#define PREFIX_CUT       4 /* letters of the last word that may belong to an ending */

struct query {
	const struct language *language;
	const char *text;
	const struct search_words *words;
	struct buf all, any, prefix;
};

/* True if nothing but one space or hyphen stands between two words. */
static bool adjacent(const struct query *query, size_t first)
{
	const struct search_word *a = &query->words->items[first], *b = a + 1;

	if (first + 1 >= query->words->count || b->start != a->start + a->length + 1)
		return false;
	char between = query->text[b->start - 1];
	return between == ' ' || between == '-';
}

static bool has_joiner(const struct query *query, const struct search_word *word)
{
	return memmem(query->text + word->start, word->length, "\u200C", strlen("\u200C")) != NULL;
}

static void add_stem(const struct query *query, const struct searchword *word, struct buf *out)
{
	char padded[SEARCHWORD_BYTES + 4];

	searchword_padded(word->stem, padded);
	buf_format(out, "%s_%s", query->language->code, padded);
}

/* Words `first` and the next in one, in the index's form. */
static void add_joined(const struct query *query, size_t first, struct buf *out)
{
	const struct search_word *a = &query->words->items[first], *b = a + 1;
	struct searchword word;
	struct buf joined;

	buf_init(&joined, a->length + b->length);
	buf_add(&joined, query->text + a->start, a->length);
	buf_add(&joined, query->text + b->start, b->length);
	if (buf_finish(&joined) == RC_OK) {
		searchword_fold(query->language, joined.data, joined.length, &word);
		buf_char(out, ' ');
		add_stem(query, &word, out);
	}
	buf_free(&joined);
}

/* The pieces of a word with zero-width non-joiners as words of their own: "+نرم +افزار". */
static void add_pieces(const struct query *query, const struct search_word *word, struct buf *out)
{
	const char *text = query->text + word->start;
	size_t length = word->length, from = 0;
	struct searchword piece;
	struct buf pieces;

	buf_init(&pieces, word->length * 4 + 64);
	while (from < length) {
		const char *joiner = memmem(text + from, length - from, "\u200C", strlen("\u200C"));
		size_t size = joiner != NULL ? (size_t)(joiner - text) - from : length - from;
		searchword_fold(query->language, text + from, size, &piece);
		if (!piece.stop && piece.stem[0] != '\0') {
			buf_text(&pieces, pieces.length > 0 ? " +" : "+");
			add_stem(query, &piece, &pieces);
		}
		from += size + strlen("\u200C");
	}
	if (buf_finish(&pieces) == RC_OK && strchr(pieces.data, ' ') != NULL)
		buf_format(out, " (%s)", pieces.data);
	buf_free(&pieces);
}

/* The other spellings of word `i`, each behind a space. */
static void add_spellings(const struct query *query, size_t i, struct buf *out)
{
	const struct search_word *word = &query->words->items[i];

	if (i > 0 && adjacent(query, i - 1))
		add_joined(query, i - 1, out);
	if (adjacent(query, i))
		add_joined(query, i, out);
	if (has_joiner(query, word))
		add_pieces(query, word, out);
}

static void add_word(const struct query *query, size_t i, bool required, struct buf *out)
{
	const char *lang = query->language->code, *stem = query->words->items[i].stem;
	struct buf spellings;

	buf_init(&spellings, SPELLINGS_BYTES);
	add_spellings(query, i, &spellings);
	const char *others = buf_finish(&spellings) == RC_OK ? spellings.data : "";
	if (out->length > 0)
		buf_char(out, ' ');
	if (!required)
		buf_format(out, "%s_%s%s", lang, stem, others);
	else if (*others == '\0')
		buf_format(out, "+%s_%s", lang, stem);
	else
		buf_format(out, "+(%s_%s%s)", lang, stem, others);
	buf_free(&spellings);
}

/* The bytes without the last character. */
static size_t without_last(const char *text, size_t length)
{
	while (length > 0 && ((unsigned char)text[--length] & 0xC0) == 0x80)
		;
	return length;
}

/* The word as typed so far, first of all: where nothing begins so, the index looks no other word up. By its
 * letters, and what it may be without an ending begun: (connecti* connect* connect conne). */
static void add_prefix(const struct query *query, struct buf *out)
{
	const struct search_word *last = &query->words->items[query->words->count - 1];
	const char *lang = query->language->code;
	char padded[SEARCHWORD_BYTES + 4];
	struct searchword word;

	searchword_fold(query->language, query->text + last->start, last->length, &word);
	buf_format(out, "+(%s_%s*", lang, word.bare);
	if (strcmp(word.stem, word.bare) != 0)
		buf_format(out, " %s_%s*", lang, word.stem);
	size_t length = strlen(word.bare);
	for (int cut = 0; cut < PREFIX_CUT; cut++) {
		length = without_last(word.bare, length);
		word.bare[length] = '\0';
		searchword_padded(word.bare, padded);
		if (length == 0 || strcmp(padded, word.bare) != 0)
			break;
		buf_format(out, " %s_%s", lang, word.bare);
	}
	buf_char(out, ')');
}

static void write_expressions(struct query *query)
{
	size_t count = query->words->count;

	if (count > 0)
		add_prefix(query, &query->prefix);
	for (size_t i = 0; i < count; i++) {
		add_word(query, i, true, &query->all);
		add_word(query, i, false, &query->any);
		if (i + 1 < count)
			add_word(query, i, true, &query->prefix);
	}
}

static enum rc take(struct arena *arena, struct buf *from, const char **text)
{
	enum rc rc = buf_finish(from);

	if (rc == RC_OK) {
		*text = arena_copy(arena, from->data, from->length);
		rc = *text != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(from);
	return rc;
}

static bool occurs(const struct search_words *words, size_t count, const char *stem)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words->items[i].stem, stem) == 0)
			return true;
	return false;
}

static void drop_repeated(struct search_words *words)
{
	size_t kept = 0;

	for (size_t i = 0; i < words->count; i++)
		if (!occurs(words, kept, words->items[i].stem))
			words->items[kept++] = words->items[i];
	words->count = kept;
}

enum rc searchtext_query(struct arena *arena, const struct language *language, const char *text,
        struct search_expressions *expressions)
{
	*expressions = (struct search_expressions){ .all = "", .any = "", .prefix = "" };
	enum rc rc = searchtext_words(arena, language, text, LIMIT_SEARCH_WORDS, &expressions->words);
	if (rc != RC_OK)
		return rc;
	drop_repeated(&expressions->words);

	struct query query = { .language = language, .text = text, .words = &expressions->words };
	buf_init(&query.all, EXPRESSION_BYTES);
	buf_init(&query.any, EXPRESSION_BYTES);
	buf_init(&query.prefix, EXPRESSION_BYTES);
	write_expressions(&query);
	enum rc all = take(arena, &query.all, &expressions->all);
	enum rc any = take(arena, &query.any, &expressions->any);
	enum rc prefix = take(arena, &query.prefix, &expressions->prefix);
	return all != RC_OK ? all : any != RC_OK ? any : prefix;
}

/* --- the same as a regular expression -------------------------------------------------------- */

/* One spelling: a word, or with a star the beginning of one. */
static const char *add_alternative(const char *at, struct buf *out)
{
	for (; strchr(" )*", *at) == NULL; at++) {
		if (*at != '_' && ispunct((unsigned char)*at))
			buf_char(out, '\\');
		buf_char(out, *at);
	}
	if (*at != '*')
		return at;
	buf_text(out, "[^ ]*");
	return at + 1;
}

struct piece { /* of an expression */
	const char *start;
	size_t length;
};

/* What is left of the piece when `other` has to begin with it, too: whole characters. */
static void keep_shared(struct piece *piece, const char *other)
{
	size_t shared = 0;

	while (shared < piece->length && piece->start[shared] == other[shared])
		shared++;
	while (shared > 0 && ((unsigned char)piece->start[shared] & 0xC0) == 0x80)
		shared--;
	piece->length = shared;
}

/* "+word" or "+(word other prefix*)"; NULL where it holds a group in a group. All its spellings begin with
 * *begin. */
static const char *add_demand(const char *at, struct buf *out, struct piece *begin)
{
	bool group = at[1] == '(';

	at += group ? 2 : 1;
	*begin = (struct piece){ at, strcspn(at, " )*") };
	buf_text(out, " (?:");
	at = add_alternative(at, out);
	while (group && *at == ' ') {
		if (*++at == '(')
			return NULL;
		keep_shared(begin, at);
		buf_char(out, '|');
		at = add_alternative(at, out);
	}
	buf_text(out, ") ");
	return group ? at + 1 : at;
}

/* A single demand is much faster looked for as it is. */
static const char *add_demands(const char *at, struct buf *out, struct piece *longest)
{
	struct piece begin;

	if (strstr(at, " +") == NULL)
		return add_demand(at, out, longest);
	buf_char(out, '^');
	while (*at != '\0') {
		buf_text(out, "(?=.*");
		at = add_demand(at, out, &begin);
		if (at == NULL)
			return NULL;
		buf_char(out, ')');
		at += *at == ' ';
		if (begin.length > longest->length)
			*longest = begin;
	}
	return at;
}

enum rc searchtext_pattern(struct arena *arena, const char *expression, struct search_pattern *pattern)
{
	struct piece longest = { "", 0 };
	struct buf out;

	*pattern = (struct search_pattern){ "", "" };
	if (*expression == '\0')
		return RC_OK;
	buf_init(&out, EXPRESSION_BYTES * 2);
	if (add_demands(expression, &out, &longest) == NULL) {
		buf_free(&out);
		return RC_OK;
	}
	pattern->piece = arena_format(arena, " %.*s", (int)longest.length, longest.start);
	enum rc rc = take(arena, &out, &pattern->regexp);
	return pattern->piece != NULL ? rc : RC_NO_MEMORY;
}
