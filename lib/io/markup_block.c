/*
 * Paragraphs, lists, quotes, code, tables and headings.
 */
#include "io/markup_render.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"

static void enter_quote(struct render *render)
{
	bool direction = render->options->direction_auto;
	size_t hole = render_hole(render, direction ? "<blockquote dir=\"auto\">" : "<blockquote>");

	render->quotes[render->quote_count++] = (struct quote){ hole, false };
	if (render->options->callouts)
		callout_enter_quote(&render->watch);
	buf_char(&render->out, '\n');
}

static void leave_quote(struct render *render)
{
	assert(render->quote_count > 0);
	render_close(render, render->quotes[--render->quote_count].callout ? "aside" : "blockquote");
}

static void enter_ordered(struct render *render, const MD_BLOCK_OL_DETAIL *detail)
{
	buf_text(&render->out, "<ol");
	if (detail->start != 1)
		buf_format(&render->out, " start=\"%u\"", detail->start);
	buf_text(&render->out, ">\n");
}

static void enter_code(struct render *render, const MD_BLOCK_CODE_DETAIL *detail)
{
	const char *language;
	enum rc rc = markup_attribute(render->arena, &detail->lang, &language);

	if (rc != RC_OK)
		render_fail(render, rc);
	buf_text(&render->out, render->options->direction_auto ? "<pre dir=\"ltr\"><code" : "<pre><code");
	if (!text_empty(language)) {
		buf_text(&render->out, " class=\"language-");
		buf_html(&render->out, language, strlen(language));
		buf_char(&render->out, '"');
	}
	buf_char(&render->out, '>');
}

static void enter_table(struct render *render, const MD_BLOCK_TABLE_DETAIL *detail)
{
	if (detail->col_count > LIMIT_TABLE_COLUMNS)
		render_fail(render, RC_TOO_LARGE);
	buf_text(&render->out, "<div class=\"table-wrap\"><table>\n");
}

static void enter_cell(struct render *render, const char *name, const MD_BLOCK_TD_DETAIL *detail)
{
	static const char *const classes[] = { NULL, "cell-start", "cell-center", "cell-end" };

	if (++render->cells > LIMIT_TABLE_CELLS)
		render_fail(render, RC_TOO_LARGE);
	render_open(render, name);
	render_attribute(&render->out, "class", classes[detail->align]);
	render_end(render);
}

/* --- headings -------------------------------------------------------------------------------- */

static int heading_level(const struct render *render, const MD_BLOCK_H_DETAIL *detail)
{
	int level = (int)detail->level + render->options->heading_shift;

	return level < 1 ? 1 : level > 6 ? 6 : level;
}

static void enter_heading(struct render *render, const MD_BLOCK_H_DETAIL *detail)
{
	buf_format(&render->out, "<h%d", heading_level(render, detail));
	if (render->options->heading_ids) {
		render->reading_words = true;
		buf_clear(&render->words);
		(void)render_hole(render, "");
	}
	render_end(render);
}

static void leave_heading(struct render *render, const MD_BLOCK_H_DETAIL *detail)
{
	int level = heading_level(render, detail);
	size_t own_hole =
	        render->holes.length / sizeof(struct hole) - 1; /* a heading holds no block with another */
	const char *id;

	buf_format(&render->out, "</h%d>", level);
	if (!render->reading_words)
		return;
	render->reading_words = false;
	enum rc rc = buf_finish(&render->words);
	if (rc == RC_OK)
		rc = heading_add(render->arena, &render->headings, level, render->words.data, &id);
	if (rc != RC_OK)
		render_fail(render, rc);
	else if (id != NULL)
		render_fill(render, own_hole, arena_format(render->arena, " id=\"%s\"", id));
}

/* A heading that starts a quote makes it a callout and is its title. */
static void enter_title(struct render *render)
{
	render_callout(render, "note");
	render->title_open = true;
	buf_text(&render->out, "<p class=\"callout-title\"");
	render_end(render);
}

static void leave_title(struct render *render)
{
	render->title_open = false;
	render_close(render, "p");
}

/* --- what md4c calls ------------------------------------------------------------------------- */

static bool nests(MD_BLOCKTYPE type)
{
	return type == MD_BLOCK_QUOTE || type == MD_BLOCK_UL || type == MD_BLOCK_OL;
}

/* True while quotes and lists are too deep to be shown as such. */
static bool too_deep(const struct render *render, MD_BLOCKTYPE type)
{
	return render->blocks > LIMIT_NESTING && (nests(type) || type == MD_BLOCK_LI);
}

static void enter_shown(struct render *render, MD_BLOCKTYPE type, void *detail)
{
	switch (type) {
	case MD_BLOCK_QUOTE:
		enter_quote(render);
		break;
	case MD_BLOCK_UL:
		buf_text(&render->out, "<ul>\n");
		break;
	case MD_BLOCK_OL:
		enter_ordered(render, detail);
		break;
	case MD_BLOCK_LI:
		render_open(render, "li");
		render_end(render);
		break;
	case MD_BLOCK_HR:
		buf_text(&render->out, "<hr>\n");
		break;
	case MD_BLOCK_H:
		enter_heading(render, detail);
		break;
	case MD_BLOCK_CODE:
		enter_code(render, detail);
		break;
	case MD_BLOCK_P:
		render_open(render, "p");
		render_end(render);
		break;
	case MD_BLOCK_TABLE:
		enter_table(render, detail);
		break;
	case MD_BLOCK_THEAD:
		buf_text(&render->out, "<thead>\n");
		break;
	case MD_BLOCK_TBODY:
		buf_text(&render->out, "<tbody>\n");
		break;
	case MD_BLOCK_TR:
		buf_text(&render->out, "<tr>\n");
		break;
	case MD_BLOCK_TH:
		enter_cell(render, "th", detail);
		break;
	case MD_BLOCK_TD:
		enter_cell(render, "td", detail);
		break;
	case MD_BLOCK_DOC:
	case MD_BLOCK_HTML: /* never: the flags turn it into text */
		break;
	}
}

static void leave_shown(struct render *render, MD_BLOCKTYPE type, void *detail)
{
	static const char *const names[] = {
		[MD_BLOCK_UL] = "ul",
		[MD_BLOCK_OL] = "ol",
		[MD_BLOCK_LI] = "li",
		[MD_BLOCK_P] = "p",
		[MD_BLOCK_THEAD] = "thead",
		[MD_BLOCK_TBODY] = "tbody",
		[MD_BLOCK_TR] = "tr",
		[MD_BLOCK_TH] = "th",
		[MD_BLOCK_TD] = "td",
	};

	if (type == MD_BLOCK_QUOTE)
		leave_quote(render);
	else if (render->title_open)
		leave_title(render);
	else if (type == MD_BLOCK_H)
		leave_heading(render, detail);
	else if (type == MD_BLOCK_CODE)
		buf_text(&render->out, "</code></pre>");
	else if (type == MD_BLOCK_TABLE)
		buf_text(&render->out, "</table></div>");
	else if (type < LENGTH(names) && names[type] != NULL)
		render_close(render, names[type]);
	else
		return;
	buf_char(&render->out, '\n');
}

int markup_enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct render *render = context;
	bool title = type == MD_BLOCK_H && callout_is_title(&render->watch);

	callout_enter_block(&render->watch, type);
	if (nests(type))
		render->blocks++;
	if (title)
		enter_title(render);
	else if (!too_deep(render, type))
		enter_shown(render, type, detail);
	return render_status(render);
}

int markup_leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
	struct render *render = context;

	callout_leave_block(&render->watch);
	if (!too_deep(render, type))
		leave_shown(render, type, detail);
	if (nests(type))
		render->blocks--;
	return render_status(render);
}
