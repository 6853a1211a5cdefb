/*
 * "Did you mean": for the unknown words of a query, known words of about the same length are compared by edit
 * distance.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "domain/search_terms.h"

#define GUESSED_WORDS 3      /* of a query; the statement has as many parts */
#define CANDIDATES    "1500" /* the most frequent ones per word */
#define SHORT_WORD    4      /* characters: up to here one slip is allowed, then two */
#define GUESS_CHARS   3

struct candidate {
	int32_t part;
	const char *term;
	int32_t docs;
};

#define PART(number)                                                                                         \
	"(SELECT " number                                                                                    \
	" AS part, s.term, s.docs FROM search_term s WHERE s.lang = ? AND s.chars BETWEEN ? AND ?"           \
	" AND NOT EXISTS (SELECT 1 FROM search_term k WHERE k.lang = ? AND k.term = ?)"                      \
	" ORDER BY s.docs DESC LIMIT " CANDIDATES ")"

DB_QUERY(list_candidates, PART("0") " UNION ALL " PART("1") " UNION ALL " PART("2"),
        DB_ROW(struct candidate, part, term, docs));

struct guess {
	const struct search_word *word;
	const char *term;
	int distance;
	int32_t docs;
};

static int slips_allowed(const char *word)
{
	return text_chars(word) <= SHORT_WORD ? 1 : 2;
}

/* True if the stem of a known word is the asked word's own: then that word is not unknown, it is only
 * inflected. */
static bool same_stem(
        struct arena *arena, const struct language *language, const char *term, const char *stem)
{
	struct search_words words;
	return searchtext_words(arena, language, term, 1, &words) == RC_OK && words.count == 1 &&
	       text_equal(words.items[0].stem, stem);
}

static void consider(struct arena *arena, const struct language *language, const struct candidate *candidate,
        struct guess *guess)
{
	int most = guess->term != NULL ? guess->distance : slips_allowed(guess->word->plain);
	int distance = searchtext_distance(guess->word->plain, candidate->term, most);
	if (distance > most ||
	        (guess->term != NULL && distance == guess->distance && candidate->docs <= guess->docs))
		return;
	if (same_stem(arena, language, candidate->term, guess->word->stem)) {
		guess->word = NULL;
		return;
	}
	guess->term = candidate->term;
	guess->distance = distance;
	guess->docs = candidate->docs;
}

/* Terms have no digits: where more stand than slips are allowed, no term is near. */
static bool is_guessable(const char *word)
{
	int digits = 0;
	for (const char *at = word; *at != '\0'; at++)
		digits += isdigit((unsigned char)*at) != 0;
	return text_chars(word) >= GUESS_CHARS && digits <= slips_allowed(word);
}

/* The first words worth guessing; the others of the statement's parts stay empty. */
static size_t choose_words(const struct search_words *words, struct guess guesses[GUESSED_WORDS])
{
	size_t count = 0;
	for (size_t i = 0; i < words->count && count < GUESSED_WORDS; i++)
		if (is_guessable(words->items[i].plain))
			guesses[count++].word = &words->items[i];
	return count;
}

static enum rc list(struct db *db, struct arena *arena, const char *lang,
        const struct guess guesses[GUESSED_WORDS], struct db_rows *rows)
{
	struct db_value values[GUESSED_WORDS * 5];
	for (size_t i = 0; i < GUESSED_WORDS; i++) {
		const char *word = guesses[i].word != NULL ? guesses[i].word->plain : "";
		int64_t chars = (int64_t)text_chars(word), slips = slips_allowed(word);
		struct db_value *part = values + i * 5;
		part[0] = db_value_text(lang);
		part[1] = db_value_int(chars > 0 ? chars - slips : 1);
		part[2] = db_value_int(chars > 0 ? chars + slips : 0); /* an empty range for an empty part */
		part[3] = db_value_text(lang);
		part[4] = db_value_text(word);
	}
	return db_all(db, arena, &list_candidates, values, LENGTH(values), rows);
}

static bool was_guessed(const struct guess *guess)
{
	return guess->word != NULL && guess->term != NULL;
}

static enum rc rewrite(
        struct arena *arena, const char *query, const struct guess guesses[GUESSED_WORDS], const char **meant)
{
	struct buf out;
	size_t at = 0;
	bool changed = false;

	*meant = NULL;
	buf_init(&out, LIMIT_QUERY * 2);
	for (size_t i = 0; i < GUESSED_WORDS; i++) {
		const struct guess *guess = &guesses[i];
		if (!was_guessed(guess) || guess->word->start < at)
			continue;
		buf_add(&out, query + at, guess->word->start - at);
		buf_text(&out, guess->term);
		at = guess->word->start + guess->word->length;
		changed = true;
	}
	buf_text(&out, query + at);
	enum rc rc = buf_finish(&out);
	if (rc == RC_OK && changed) {
		*meant = arena_text(arena, out.data);
		rc = *meant != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(&out);
	return rc;
}

enum rc search_terms_guess(struct db *db, struct arena *arena, const struct language *language,
        const char *query, const struct search_words *words, const char **meant)
{
	struct guess guesses[GUESSED_WORDS] = { { NULL, NULL, 0, 0 } };
	struct db_rows rows = { NULL, 0 };

	*meant = NULL;
	if (choose_words(words, guesses) == 0)
		return RC_OK;
	enum rc rc = list(db, arena, language->code, guesses, &rows);
	if (rc != RC_OK)
		return rc;
	const struct candidate *candidates = rows.items;
	for (size_t i = 0; i < rows.count; i++) {
		struct guess *guess = &guesses[candidates[i].part];
		if (guess->word != NULL)
			consider(arena, language, &candidates[i], guess);
	}
	return rewrite(arena, query, guesses, meant);
}
