/*
 * What stands inside a block: emphasis, code, links, images and text.
 */
#include "io/markup_render.h"

#include <string.h>
#include <strings.h>

#include "io/entity.h"
#include "io/markup_autolink.h"

/* The address to write for a target as the text has it; NULL if it may not be one. */
static const char *safe_target(struct render *render, const char *url)
{
	const struct markup_options *options = render->options;
	const char *other =
	        options->link != NULL ? options->link(options->link_context, render->arena, url) : NULL;
	const char *encoded = markup_url_encode(render->arena, other != NULL ? other : url);

	if (encoded == NULL)
		render_fail(render, RC_NO_MEMORY);
	return markup_url_safe(encoded) ? encoded : NULL;
}

static const char *target(struct render *render, const MD_ATTRIBUTE *attribute)
{
	const char *url;
	enum rc rc = markup_attribute(render->arena, attribute, &url);

	if (rc != RC_OK)
		render_fail(render, rc);
	return url != NULL ? safe_target(render, url) : NULL;
}

static void write_title(struct render *render, const MD_ATTRIBUTE *attribute)
{
	const char *title;
	enum rc rc = markup_attribute(render->arena, attribute, &title);

	if (rc != RC_OK)
		render_fail(render, rc);
	render_attribute(&render->out, "title", title);
}

static void open_link(struct render *render, const char *url)
{
	buf_text(&render->out, "<a");
	render_attribute(&render->out, "href", url);
	if (strncasecmp(url, "http", 4) == 0)
		buf_text(&render->out, " rel=\"nofollow ugc noopener\"");
}

static void enter_link(struct render *render, const MD_SPAN_A_DETAIL *detail)
{
	const char *url = target(render, &detail->href);

	render->links++;
	render->link_written = url != NULL;
	if (url == NULL)
		return;
	open_link(render, url);
	write_title(render, &detail->title);
	buf_char(&render->out, '>');
}

static void leave_link(struct render *render)
{
	render->links--;
	if (render->link_written)
		render_close(render, "a");
	render->link_written = false;
}

/* The alternative text is what comes until the image is left. */
static void enter_image(struct render *render, const MD_SPAN_IMG_DETAIL *detail)
{
	const char *url = render->options->images ? target(render, &detail->src) : NULL;

	render->image_written = url != NULL && url[0] == '/';
	if (!render->image_written)
		return;
	buf_text(&render->out, "<img");
	render_attribute(&render->out, "src", url);
	buf_text(&render->out, " alt=\"");
}

static void leave_image(struct render *render, const MD_SPAN_IMG_DETAIL *detail)
{
	if (!render->image_written)
		return;
	render->image_written = false;
	buf_char(&render->out, '"');
	write_title(render, &detail->title);
	buf_char(&render->out, '>');
}

static const char *span_name(MD_SPANTYPE type)
{
	static const char *const names[] = {
		[MD_SPAN_EM] = "em",
		[MD_SPAN_STRONG] = "strong",
		[MD_SPAN_CODE] = "code",
		[MD_SPAN_DEL] = "del",
	};

	return type < LENGTH(names) ? names[type] : NULL;
}

static void open_span(struct render *render, MD_SPANTYPE type)
{
	if (++render->spans > LIMIT_NESTING)
		return;
	render_open(render, span_name(type));
	bool code = type == MD_SPAN_CODE && render->options->direction_auto;
	buf_text(&render->out, code ? " dir=\"ltr\">" : ">");
}

static void close_span(struct render *render, MD_SPANTYPE type)
{
	if (render->spans-- <= LIMIT_NESTING)
		render_close(render, span_name(type));
}

int markup_enter_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct render *render = context;

	callout_enter_span(&render->watch, type);
	if (type == MD_SPAN_IMG && render->images++ == 0)
		enter_image(render, detail);
	if (render->images > 0)
		return render_status(render);
	if (type == MD_SPAN_A)
		enter_link(render, detail);
	else if (span_name(type) != NULL)
		open_span(render, type);
	return render_status(render);
}

int markup_leave_span(MD_SPANTYPE type, void *detail, void *context)
{
	struct render *render = context;
	const char *kind;
	enum rc rc = callout_leave_span(&render->watch, render->arena, &kind);

	if (rc != RC_OK)
		render_fail(render, rc);
	if (type == MD_SPAN_IMG && --render->images == 0)
		leave_image(render, detail);
	if (type == MD_SPAN_IMG || render->images > 0)
		return render_status(render);
	if (type == MD_SPAN_A)
		leave_link(render);
	else if (span_name(type) != NULL)
		close_span(render, type);
	if (kind != NULL)
		render_callout(render, kind);
	return render_status(render);
}

static void write_text(struct render *render, MD_TEXTTYPE type, const char *text, size_t length)
{
	char decoded[ENTITY_BYTES];
	size_t bytes;

	switch (type) {
	case MD_TEXT_BR:
	case MD_TEXT_SOFTBR:
		if (render->images > 0)
			buf_char(&render->out, ' ');
		else
			buf_text(&render->out,
			        type == MD_TEXT_BR || render->options->plain_breaks ? "<br>\n" : "\n");
		break;
	case MD_TEXT_NULLCHAR:
		buf_text(&render->out, "\xEF\xBF\xBD");
		break;
	case MD_TEXT_ENTITY:
		bytes = entity_decode(text, length, decoded);
		if (bytes > 0)
			buf_html(&render->out, decoded, bytes);
		else
			buf_html(&render->out, text, length);
		break;
	default:
		buf_html(&render->out, text, length);
		break;
	}
}

static void write_autolink(struct render *render, const char *shown, const struct autolink *link)
{
	const char *given = arena_format(render->arena, "%s%.*s", link->prefix, (int)link->length, shown);
	const char *url = given != NULL ? safe_target(render, given) : NULL;

	if (given == NULL)
		render_fail(render, RC_NO_MEMORY);
	if (url != NULL) {
		open_link(render, url);
		buf_char(&render->out, '>');
	}
	buf_html(&render->out, shown, link->length);
	if (url != NULL)
		render_close(render, "a");
}

/* Text in which bare addresses become links. */
static void write_linked(struct render *render, const char *text, size_t length)
{
	struct autolink link;
	size_t from = 0;

	while (autolink_find(text, length, from, &link)) {
		buf_html(&render->out, text + from, link.start - from);
		write_autolink(render, text + link.start, &link);
		from = link.start + link.length;
	}
	buf_html(&render->out, text + from, length - from);
}

int markup_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
	struct render *render = context;
	const char *kind;
	size_t length = size;

	markup_given(&render->source, &text, &length);
	callout_text(&render->watch, type, text, length, &kind);
	if (kind != NULL)
		render_callout(render, kind);
	if (render->reading_words)
		markup_add_text(&render->words, type, text, length);
	bool linked =
	        type == MD_TEXT_NORMAL && render->options->extensions && render->links + render->images == 0;
	if (linked)
		write_linked(render, text, length);
	else
		write_text(render, type, text, length);
	return render_status(render);
}
