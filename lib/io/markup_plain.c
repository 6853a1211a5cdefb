/*
 * The words of a Markdown text: the same parser, nothing written but text.
 */
#include "io/markup.h"

#include <md4c.h>

#include "base/buf.h"
#include "base/limits.h"
#include "io/markup_text.h"

struct words {
	struct markup_source source;
	struct buf out;
	size_t cells;
};

static int status(const struct words *words)
{
	return words->cells > LIMIT_TABLE_CELLS || buf_finish(&words->out) != RC_OK;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct words *words = context;
	struct buf *out = &words->out;

	(void)type;
	(void)detail;
	if (out->length > 0 && out->data[out->length - 1] != '\n')
		buf_char(out, '\n');
	return status(words);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct words *words = context;

	words->cells += type == MD_BLOCK_TD || type == MD_BLOCK_TH;
	return leave_block(type, detail, context);
}

static int pass_span(MD_SPANTYPE type, void *detail, void *context)
{
	(void)type;
	(void)detail;
	(void)context;
	return 0;
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	struct words *words = context;
	size_t length = size;

	markup_given(&words->source, &text, &length);
	if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR)
		buf_char(&words->out, ' ');
	else
		markup_add_text(&words->out, type, text, length);
	return status(words);
}

enum rc markup_plain(struct arena *arena, const char *text, size_t length, const char **plain)
{
	const MD_PARSER parser = { 0, MARKUP_EXTENDED, enter_block, leave_block, pass_span, pass_span,
		add_text, NULL, NULL };
	struct words words = { .cells = 0 };

	*plain = "";
	enum rc rc = markup_source(arena, text, length, &words.source);
	if (rc != RC_OK)
		return rc;
	buf_init(&words.out, markup_output_max(length));
	int stopped = md_parse(words.source.parsed, (MD_SIZE)words.source.parsed_length, &parser, &words);
	rc = words.cells > LIMIT_TABLE_CELLS ? RC_TOO_LARGE : buf_finish(&words.out);
	if (rc == RC_OK && stopped != 0)
		rc = RC_INVALID;
	if (rc == RC_OK) {
		*plain = arena_copy(arena, words.out.data, words.out.length);
		rc = *plain != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(&words.out);
	return rc;
}
