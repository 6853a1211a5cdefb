/*
 * Words for the search: one normaliser for texts and queries alike. NFKC case fold (drops ZWNJ), Persian and
 * Arabic letters folded, marks and tatweel dropped, digits to 0-9, words cut, stop words dropped, Latin
 * diacritics stripped, stemmed (Snowball for English, light stemmers of our own for Persian and Lithuanian),
 * short or reserved words padded with '_'. The result holds only [a-z0-9_] and letters of other scripts, so
 * it is safe inside AGAINST().
 */
#ifndef PORTICO_IO_SEARCHTEXT_H
#define PORTICO_IO_SEARCHTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/language.h"
#include "base/rc.h"

struct search_word {
	const char *stem;  /* padded; as indexed, but for the language before it */
	const char *plain; /* folded but not stemmed: for "did you mean" */
	size_t start;      /* byte offset of the word in the given text */
	size_t length;     /* bytes */
};

struct search_words {
	struct search_word *items;
	size_t count;
};

/* Words in order, stop words left out, at most `most`. RC_NO_MEMORY. */
enum rc searchtext_words(struct arena *arena, const struct language *language, const char *text, size_t most,
        struct search_words *words) MUST_USE;

/* Stems joined by spaces, for the index columns, each behind its language: "en_print en_page". All languages
 * share one index; so a word is looked up among the texts of its own alone. RC_NO_MEMORY. */
enum rc searchtext_index(
        struct arena *arena, const struct language *language, const char *text, const char **index) MUST_USE;

/* Boolean-mode expressions from the first LIMIT_SEARCH_WORDS different words of a query: all of them ("+a
 * +b"), any of them
 * ("a b"), and all with the last as a prefix ("+(b* …) +a", for suggestions). Words that may also be written
 * as one or as two carry the other spelling: "نرم افزار" becomes "+(نرم نرمافزار) +(افزار نرمافزار)". Each ""
 * if no word is left. `words` holds them for the snippets. RC_NO_MEMORY. */
struct search_expressions {
	const char *all, *any, *prefix;
	struct search_words words;
};

/* The same demand as the expression `all` or `prefix`, for a text of index words with a space before and
 * behind it. */
struct search_pattern {
	const char *regexp; /* "" if there is none, as with pieces of a word */
	const char *piece;  /* what every text that matches holds: looked for first, as that is much faster */
};

/* RC_NO_MEMORY. */
enum rc searchtext_pattern(
        struct arena *arena, const char *expression, struct search_pattern *pattern) MUST_USE;

enum rc searchtext_query(struct arena *arena, const struct language *language, const char *query,
        struct search_expressions *expressions) MUST_USE;

/* A piece of `text` of about `chars` characters around the best window of the words, as HTML: escaped,
 * matches in <mark>. RC_NO_MEMORY. */
enum rc searchtext_snippet(struct arena *arena, const struct language *language, const char *text,
        const struct search_words *words, size_t chars, const char **html) MUST_USE;

/* The whole text with matches in <mark>, escaped: for titles. */
enum rc searchtext_mark(struct arena *arena, const struct language *language, const char *text,
        const struct search_words *words, const char **html) MUST_USE;

/* True if a piece made by the two above marks a word. */
bool searchtext_marked(const char *html);

/* Edit distance with transpositions (Damerau, optimal string alignment) in code points, stopping past `most`.
 */
int searchtext_distance(const char *a, const char *b, int most);

#endif
