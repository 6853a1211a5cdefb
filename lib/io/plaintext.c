/* See plaintext.h. One pass over the lines; what is open (quotes, a paragraph, a code block) is a small
 * state. */
#include "io/plaintext.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/text.h"
#include "io/markup_autolink.h"
#include "io/markup_text.h"

struct line {
	int depth; /* of its quote */
	const char *text;
	size_t length;
};

enum block { BLOCK_NONE, BLOCK_WORDS, BLOCK_CODE };

struct writer {
	struct buf out;
	int depth;
	enum block block;
	bool patch;      /* inside a patch: its lines are known by their first sign */
	size_t blanks;   /* empty lines that a code block may go on after */
	bool after_line; /* the open block has a line already */
};

/* "> > text" → depth 2 and "text". Mail programs put at most one space after each mark. */
static struct line read_line(const char *from, size_t length)
{
	struct line line = { 0, from, length };
	while (line.length > 0 && *line.text == '>') {
		line.depth++;
		size_t skip = line.length > 1 && line.text[1] == ' ' ? 2 : 1;
		line.text += skip;
		line.length -= skip;
	}
	if (line.length > 0 && line.text[line.length - 1] == '\r')
		line.length--;
	if (line.depth > PLAINTEXT_DEEPEST)
		line.depth = PLAINTEXT_DEEPEST;
	return line;
}

static bool begins(const struct line *line, const char *with)
{
	size_t length = strlen(with);
	return line->length >= length && memcmp(line->text, with, length) == 0;
}

static bool starts_patch(const struct line *line)
{
	return begins(line, "diff --git ") || begins(line, "--- a/") || begins(line, "+++ b/") ||
	       begins(line, "@@ -") || begins(line, "Index: ");
}

static bool goes_on_patch(const struct line *line)
{
	static const char *const heads[] = { "index ", "new file mode", "deleted file mode", "old mode",
		"new mode", "similarity index", "rename ", "copy ", "Binary files" };
	if (line->length > 0 && strchr(" +-@\\", *line->text) != NULL)
		return true;
	for (size_t i = 0; i < LENGTH(heads); i++)
		if (begins(line, heads[i]))
			return true;
	return starts_patch(line);
}

static bool is_indented(const struct line *line)
{
	return begins(line, "\t") || begins(line, "    ");
}

static bool is_blank(const struct line *line)
{
	for (size_t i = 0; i < line->length; i++)
		if (line->text[i] != ' ' && line->text[i] != '\t')
			return false;
	return true;
}

static void close_block(struct writer *writer)
{
	if (writer->block == BLOCK_WORDS)
		buf_text(&writer->out, "</p>");
	if (writer->block == BLOCK_CODE)
		buf_text(&writer->out, "</code></pre>");
	writer->block = BLOCK_NONE;
	writer->patch = false;
	writer->after_line = false;
	writer->blanks = 0;
}

static void go_to_depth(struct writer *writer, int depth)
{
	if (writer->depth != depth)
		close_block(writer);
	for (; writer->depth < depth; writer->depth++)
		buf_text(&writer->out, "<blockquote dir=\"auto\">");
	for (; writer->depth > depth; writer->depth--)
		buf_text(&writer->out, "</blockquote>");
}

static void open_block(struct writer *writer, enum block block)
{
	if (writer->block == block)
		return;
	close_block(writer);
	buf_text(&writer->out, block == BLOCK_CODE ? "<pre dir=\"ltr\"><code>" : "<p dir=\"auto\">");
	writer->block = block;
}

/* Web addresses are linked; a mail address is left to be read. */
static void write_words(struct buf *out, const struct line *line)
{
	size_t at = 0;
	struct autolink link;
	for (size_t from = 0; autolink_find(line->text, line->length, from, &link);) {
		from = link.start + link.length;
		if (strncmp(link.prefix, "mailto", 6) == 0)
			continue;
		buf_html(out, line->text + at, link.start - at);
		buf_text(out, "<a href=\"");
		buf_text(out, link.prefix);
		buf_html(out, line->text + link.start, link.length);
		buf_text(out, "\" rel=\"nofollow ugc noopener\">");
		buf_html(out, line->text + link.start, link.length);
		buf_text(out, "</a>");
		at = from;
	}
	buf_html(out, line->text + at, line->length - at);
}

static void write_code_line(struct writer *writer, const struct line *line)
{
	open_block(writer, BLOCK_CODE);
	if (writer->after_line)
		buf_char(&writer->out, '\n');
	for (; writer->blanks > 0; writer->blanks--)
		buf_char(&writer->out, '\n');
	buf_html(&writer->out, line->text, line->length);
	writer->after_line = true;
}

static void write_line(struct writer *writer, const struct line *line)
{
	go_to_depth(writer, line->depth);
	if (is_blank(line) && !(writer->patch && line->length > 0)) {
		if (writer->block == BLOCK_CODE)
			writer->blanks++;
		else
			close_block(writer);
		return;
	}
	bool patch = writer->patch ? goes_on_patch(line) : starts_patch(line);
	if (patch || is_indented(line)) {
		if (patch && !writer->patch)
			close_block(writer);
		write_code_line(writer, line);
		writer->patch = patch;
		return;
	}
	open_block(writer, BLOCK_WORDS);
	if (writer->after_line)
		buf_text(&writer->out, "<br>\n");
	write_words(&writer->out, line);
	writer->after_line = true;
}

enum rc plaintext_render(struct arena *arena, const char *text, size_t length, const char **html)
{
	struct writer writer = { .depth = 0 };
	if (length > LIMIT_MARKUP_INPUT)
		return RC_TOO_LARGE;
	if (!text_valid(text, length))
		return RC_INVALID;
	buf_init(&writer.out, markup_output_max(length));
	for (size_t at = 0; at < length;) {
		const char *end = memchr(text + at, '\n', length - at);
		size_t size = end != NULL ? (size_t)(end - text) - at : length - at;
		struct line line = read_line(text + at, size);
		write_line(&writer, &line);
		at += size + 1;
	}
	go_to_depth(&writer, 0);
	close_block(&writer);
	enum rc rc = buf_finish(&writer.out);
	if (rc == RC_OK) {
		*html = arena_copy(arena, writer.out.data, writer.out.length);
		rc = *html != NULL ? RC_OK : RC_NO_MEMORY;
	}
	buf_free(&writer.out);
	return rc;
}
