/*
 * Pieces of text as the portal itself would store, show and index them: what the generator (fill.mjs) builds
 * its articles, messages and topics of. Reads lines "kind<TAB>language<TAB>text in hex", writes one INSERT
 * for each. A section is rendered as an article, everything else as a message.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/language.h"
#include "base/secret.h"
#include "base/text.h"
#include "domain/article_render.h"
#include "domain/message.h"
#include "domain/search_terms.h"
#include "io/markup.h"
#include "io/searchtext.h"

#define LINE ((size_t)1 << 20)

struct piece {
	const char *kind;
	const struct language *language;
	const char *text, *html, *contents, *plain, *stems;
	struct search_terms terms;
	int words;
};

static void die(const char *what)
{
	fprintf(stderr, "pieces: %s\n", what);
	exit(1);
}

static void check(enum rc rc, const char *what)
{
	if (rc != RC_OK)
		die(what);
}

/* --- reading --------------------------------------------------------------------------------- */

static int digit(char sign)
{
	return isdigit((unsigned char)sign) ? sign - '0' : tolower((unsigned char)sign) - 'a' + 10;
}

static const char *unhex(struct arena *arena, const char *hex)
{
	size_t length = strlen(hex) / 2;
	char *text = arena_alloc(arena, length + 1);
	if (!text)
		die("no memory");
	for (size_t i = 0; i < length; i++)
		text[i] = (char)(digit(hex[2 * i]) << 4 | digit(hex[2 * i + 1]));
	text[length] = '\0';
	return text;
}

static void read_piece(struct arena *arena, char *line, struct piece *piece)
{
	char *rest;
	line[strcspn(line, "\n")] = '\0';
	piece->kind = strtok_r(line, "\t", &rest);
	const char *language = strtok_r(NULL, "\t", &rest), *hex = strtok_r(NULL, "\t", &rest);
	if (!piece->kind || !language || !hex)
		die("a line is not: kind, language, text in hex");
	piece->language = language_find(language);
	if (!piece->language)
		die("no such language");
	piece->text = unhex(arena, hex);
}

/* --- what the portal makes of it ------------------------------------------------------------- */

static void render(struct arena *arena, struct piece *piece)
{
	struct article_rendering made = { .contents = "" };
	if (text_equal(piece->kind, "section"))
		check(article_render(arena, "", piece->text, &made), "an article's section");
	else
		check(message_render(arena, piece->text, &made.html), "a message");
	piece->html = made.html ? made.html : "";
	piece->contents = made.contents;
	piece->words = made.words;
}

static void index_words(struct arena *arena, struct piece *piece)
{
	check(markup_plain(arena, piece->text, strlen(piece->text), &piece->plain), "plain text");
	check(searchtext_index(arena, piece->language, piece->plain, &piece->stems), "the index");
	check(search_terms_of(arena, piece->language, piece->plain, &piece->terms), "terms");
}

/* --- writing --------------------------------------------------------------------------------- */

static void put_text(const char *text)
{
	if (!*text) {
		fputs(", ''", stdout);
		return;
	}
	fputs(", _utf8mb4 X'", stdout);
	for (; *text; text++)
		printf("%02x", (unsigned char)*text);
	fputs("'", stdout);
}

static void put_terms(const struct search_terms *terms)
{
	struct buf list;
	buf_init(&list, LINE);
	for (size_t i = 0; i < terms->count; i++) {
		buf_char(&list, i == 0 ? '[' : ',');
		buf_json(&list, terms->items[i]);
	}
	buf_text(&list, terms->count == 0 ? "[]" : "]");
	check(buf_finish(&list), "the list of terms");
	put_text(list.data);
	buf_free(&list);
}

static void write_piece(const struct piece *piece)
{
	printf("INSERT INTO piece (kind, lang, words, text, html, contents, plain, stems, terms) "
	       "VALUES ('%s', '%s', %d",
	        piece->kind, piece->language->code, piece->words);
	put_text(piece->text);
	put_text(piece->html);
	put_text(piece->contents);
	put_text(piece->plain);
	put_text(piece->stems);
	put_terms(&piece->terms);
	puts(");");
}

int main(void)
{
	struct arena *arena = arena_new(LINE, 64 * LINE);
	char *line = malloc(LINE);
	if (!arena || !line || secret_start() != RC_OK)
		die("cannot start");
	while (fgets(line, (int)LINE, stdin)) {
		struct piece piece = { 0 };
		arena_reset(arena);
		read_piece(arena, line, &piece);
		render(arena, &piece);
		index_words(arena, &piece);
		write_piece(&piece);
	}
	free(line);
	arena_free(arena);
	return 0;
}
