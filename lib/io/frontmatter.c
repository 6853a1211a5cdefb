/* See frontmatter.h. */
#include "io/frontmatter.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

#define NAME_LETTERS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

struct line {
	const char *start;
	size_t length; /* without the newline and spaces before it */
};

/* The line at `at`; answers where the next one begins. */
static const char *take_line(const char *at, struct line *line)
{
	size_t length = strcspn(at, "\n");
	line->start = at;
	line->length = length;
	while (line->length > 0 && strchr(" \t\r", at[line->length - 1]) != NULL)
		line->length--;
	return at[length] == '\n' ? at + length + 1 : at + length;
}

static bool is_fence(const struct line *line)
{
	return line->length == 3 &&
	       (memcmp(line->start, "---", 3) == 0 || memcmp(line->start, "...", 3) == 0);
}

/* The first line of the front matter, or NULL if the text has none. */
static const char *find_start(const char *text)
{
	struct line line;
	const char *first = take_line(text, &line);
	if (line.length != 3 || memcmp(line.start, "---", 3) != 0)
		return NULL;
	for (const char *at = first; *at != '\0';) {
		at = take_line(at, &line);
		if (is_fence(&line))
			return first;
	}
	return NULL;
}

static char *unquote_double(struct arena *arena, const char *value, size_t length)
{
	char *out = arena_alloc(arena, length + 1);
	if (out == NULL)
		return NULL;
	size_t n = 0;
	for (size_t i = 0; i < length; i++) {
		if (value[i] == '\\' && i + 1 < length && (value[i + 1] == '"' || value[i + 1] == '\\'))
			i++;
		out[n++] = value[i];
	}
	return out;
}

static char *unquote_single(struct arena *arena, const char *value, size_t length)
{
	char *out = arena_alloc(arena, length + 1);
	if (out == NULL)
		return NULL;
	size_t n = 0;
	for (size_t i = 0; i < length; i++) {
		if (value[i] == '\'' && i + 1 < length && value[i + 1] == '\'')
			i++;
		out[n++] = value[i];
	}
	return out;
}

static char *read_value(struct arena *arena, const char *value, size_t length)
{
	char first = length >= 2 ? value[0] : '\0', last = length >= 2 ? value[length - 1] : '\0';
	if (first == '"' && last == '"')
		return unquote_double(arena, value + 1, length - 2);
	if (first == '\'' && last == '\'')
		return unquote_single(arena, value + 1, length - 2);
	if (first == '[' && last == ']')
		return arena_copy(arena, value + 1, length - 2);
	return arena_copy(arena, value, length);
}

static size_t skip_blank(const struct line *line, size_t at)
{
	while (at < line->length && (line->start[at] == ' ' || line->start[at] == '\t'))
		at++;
	return at;
}

static enum rc add_pair(
        struct arena *arena, struct frontmatter *front, const struct line *line, size_t name_length)
{
	size_t at = skip_blank(line, name_length + 1);
	if (front->count == FRONTMATTER_PAIRS || line->length - at > FRONTMATTER_VALUE)
		return RC_TOO_LARGE;
	struct frontmatter_pair *pair = &front->pairs[front->count];
	pair->name = arena_copy(arena, line->start, name_length);
	pair->value = read_value(arena, line->start + at, line->length - at);
	if (pair->name == NULL || pair->value == NULL)
		return RC_NO_MEMORY;
	front->count++;
	return RC_OK;
}

/* "- a" below "tags:" */
static enum rc add_item(
        struct arena *arena, struct frontmatter_pair *pair, const struct line *line, size_t dash)
{
	size_t at = skip_blank(line, dash + 1);
	const char *item = read_value(arena, line->start + at, line->length - at);
	if (item == NULL)
		return RC_NO_MEMORY;
	if (strlen(pair->value) + strlen(item) + 2 > FRONTMATTER_VALUE)
		return RC_TOO_LARGE;
	pair->value = *pair->value == '\0' ? item : arena_format(arena, "%s, %s", pair->value, item);
	return pair->value == NULL ? RC_NO_MEMORY : RC_OK;
}

static enum rc read_line(
        struct arena *arena, struct frontmatter *front, const struct line *line, bool *in_list)
{
	size_t at = skip_blank(line, 0);
	if (at == line->length || line->start[at] == '#')
		return RC_OK;
	if (*in_list && line->start[at] == '-' && at + 1 < line->length && line->start[at + 1] == ' ')
		return add_item(arena, &front->pairs[front->count - 1], line, at);
	size_t name_length = strspn(line->start, NAME_LETTERS);
	if (name_length == 0 || name_length >= line->length || line->start[name_length] != ':')
		return RC_INVALID;
	enum rc rc = add_pair(arena, front, line, name_length);
	*in_list = rc == RC_OK && front->pairs[front->count - 1].value[0] == '\0';
	return rc;
}

enum rc frontmatter_parse(struct arena *arena, const char *text, struct frontmatter *front, const char **why)
{
	memset(front, 0, sizeof(*front));
	if (text_starts(text, "\xEF\xBB\xBF"))
		text += 3;
	front->body = text;
	const char *at = find_start(text);
	if (at == NULL)
		return RC_OK;
	bool in_list = false;
	for (int number = 2;; number++) {
		struct line line;
		at = take_line(at, &line);
		if (is_fence(&line))
			break;
		enum rc rc = read_line(arena, front, &line, &in_list);
		if (rc == RC_OK)
			continue;
		const char *problem =
		        rc == RC_TOO_LARGE ? "is too long or one too many" : "is not “name: value”";
		*why = arena_format(arena, "line %d %s", number, problem);
		return *why == NULL ? RC_NO_MEMORY : rc;
	}
	front->body = at;
	return RC_OK;
}

const char *frontmatter_value(const struct frontmatter *front, const char *name)
{
	for (size_t i = 0; i < front->count; i++)
		if (text_equal(front->pairs[i].name, name))
			return text_empty(front->pairs[i].value) ? NULL : front->pairs[i].value;
	return NULL;
}
