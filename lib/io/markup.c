/*
 * md4c calls us for each block, span and piece of text; we write HTML into one buffer as they come.
 */
#include "io/markup.h"

#include <string.h>

#include <md4c.h>

#include "base/buf.h"
#include "base/limits.h"
#include "io/markup_render.h"
#include "io/markup_text.h"

static enum rc put_together(struct render *render, struct markup_page *page)
{
	const struct hole *holes = (const struct hole *)(void *)render->holes.data;
	size_t count = render->holes.length / sizeof(*holes), total = render->out.length, from = 0;

	for (size_t i = 0; i < count; i++)
		total += strlen(holes[i].text);
	if (total > render->out.max)
		return RC_TOO_LARGE;
	char *html = arena_alloc(render->arena, total + 1);
	if (html == NULL)
		return RC_NO_MEMORY;

	char *to = html;
	for (size_t i = 0; i < count; i++) {
		to = mempcpy(to, render->out.data + from, holes[i].at - from);
		to = mempcpy(to, holes[i].text, strlen(holes[i].text));
		from = holes[i].at;
	}
	to = mempcpy(to, render->out.data + from, render->out.length - from);
	*to = '\0';
	*page = (struct markup_page){ html, total, render->headings.items, render->headings.count };
	return RC_OK;
}

static enum rc parse(struct render *render)
{
	const MD_PARSER parser = { 0, render->options->extensions ? MARKUP_EXTENDED : MARKUP_STRICT,
		markup_enter_block, markup_leave_block, markup_enter_span, markup_leave_span, markup_text,
		NULL, NULL };
	int stopped = md_parse(render->source.parsed, (MD_SIZE)render->source.parsed_length, &parser, render);

	if (render->rc != RC_OK)
		return render->rc;
	enum rc rc = buf_finish(&render->out);
	if (rc != RC_OK)
		return rc;
	return stopped == 0 ? RC_OK : RC_INVALID;
}

enum rc markup_render(struct arena *arena, const char *text, size_t length,
        const struct markup_options *options, struct markup_page *page)
{
	struct render render = { .arena = arena, .options = options };

	*page = (struct markup_page){ .html = "" };
	enum rc rc = markup_source(arena, text, length, &render.source);
	if (rc != RC_OK)
		return rc;
	buf_init(&render.out, markup_output_max(length));
	buf_init(&render.holes, markup_output_max(length));
	buf_init(&render.words, 2 * length); /* no reference grows to more than twice */
	callout_start(&render.watch);
	rc = parse(&render);
	if (rc == RC_OK)
		rc = put_together(&render, page);
	callout_end(&render.watch);
	buf_free(&render.words);
	buf_free(&render.holes);
	buf_free(&render.out);
	return rc;
}
