/* Holes, tags and attributes: see markup_render.h. */
#include "io/markup_render.h"

#include <assert.h>
#include <string.h>

void render_fail(struct render *render, enum rc rc)
{
	if (render->rc == RC_OK)
		render->rc = rc;
}

int render_status(const struct render *render)
{
	return render->rc != RC_OK || buf_finish(&render->out) != RC_OK;
}

size_t render_hole(struct render *render, const char *text)
{
	struct hole hole = { render->out.length, text };

	buf_add(&render->holes, &hole, sizeof(hole));
	if (buf_finish(&render->holes) != RC_OK)
		render_fail(render, buf_finish(&render->holes));
	return render->holes.length / sizeof(hole) - 1;
}

void render_fill(struct render *render, size_t index, const char *text)
{
	if (text == NULL)
		render_fail(render, RC_NO_MEMORY);
	if (render->rc == RC_OK)
		((struct hole *)(void *)render->holes.data)[index].text = text;
}

void render_attribute(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_char(out, ' ');
	buf_text(out, name);
	buf_text(out, "=\"");
	buf_html(out, value, strlen(value));
	buf_char(out, '"');
}

void render_end(struct render *render)
{
	buf_text(&render->out, render->options->direction_auto ? " dir=\"auto\">" : ">");
}

void render_open(struct render *render, const char *name)
{
	buf_char(&render->out, '<');
	buf_text(&render->out, name);
}

void render_close(struct render *render, const char *name)
{
	buf_text(&render->out, "</");
	buf_text(&render->out, name);
	buf_char(&render->out, '>');
}

void render_callout(struct render *render, const char *kind)
{
	assert(render->quote_count > 0);
	struct quote *quote = &render->quotes[render->quote_count - 1];
	const char *direction = render->options->direction_auto ? " dir=\"auto\"" : "";

	quote->callout = true;
	render_fill(render, quote->hole,
	        arena_format(render->arena, "<aside role=\"note\" class=\"callout callout-%s\"%s>", kind,
	                direction));
}
