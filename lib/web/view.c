/*
 * ClearSilver behind a narrow door. Each template is parsed once per process and language, its words filled
 * in, and rendered with the HDF of the moment. The program's frame (layout.cs and macros), the largest part
 * by far, is parsed once for all pages of a language: a page calls its functions, and a page's list of macros
 * ends with the frame's.
 *
 * Its string functions carry no context, so the view that renders stands in one static pointer for that time;
 * a process renders one page at a time.
 */
#include "web/view.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cs/cs.h>

#include "base/limits.h"
#include "base/log.h"
#include "base/number.h"
#include "base/text.h"
#include "base/unicode.h"
#include "io/catalog.h"
#include "io/markup.h"
#include "web/hdf_tree.h"
#include "web/template_fold.h"
#include "web/template_text.h"

#define TEMPLATES         160         /* of one process, in all languages */
#define TEMPLATE_INCLUDES 200         /* file loads while one template is parsed: a self-include ends here */
#define TREE_FIRST        (128 << 10) /* bytes; the data of most pages */
#define TREE_MOST         LIMIT_ARENA
#define LANGUAGES         8

struct template
{
	char name[64];
	const struct language *language;
	CSPARSE *parse;
	const CSPARSE *frame; /* its functions are called, its macros end the list; NULL: of its own only */
};

struct view {
	const struct config *config;
	char frame[64];                       /* a template's name; "": the view is for mails */
	struct catalog *catalogs[LANGUAGES];  /* by language index; NULL: the messages themselves */
	struct template templates[TEMPLATES]; /* a frame stands before the pages that share it */
	size_t template_count;
	int loads;  /* file loads of the parse that runs */
	bool plain; /* it is the plain half of a mail */

	HDF *settings;             /* what templates are parsed with */
	HDF *constants[LANGUAGES]; /* what pages are parsed and rendered with, beside their data; NULL:
	                              nothing */
	HDF *hdf;                  /* the page's data, in `tree` */
	struct arena *tree;        /* outlives the request's arena */
	struct arena *arena;
	struct clock_view clock;
	int64_t now;
	enum rc rc; /* first failure since view_reset */
};

static struct view *rendering;

static enum rc take_error(NEOERR *error, const char *what)
{
	if (error == STATUS_OK)
		return RC_OK;
	STRING text;
	string_init(&text);
	nerr_error_string(error, &text);
	log_error("template: %s: %s", what, text.buf ? text.buf : "?");
	string_clear(&text);
	nerr_ignore(&error);
	return RC_TEMPLATE;
}

/* What ClearSilver did since errno was 0. Where it takes a lack of memory for an empty text, malloc has left
 * a mark; a template or a page with holes is none. */
static enum rc without_holes(NEOERR *error, const char *what)
{
	bool lacked = errno == ENOMEM;
	enum rc rc = take_error(error, what);
	return lacked ? RC_NO_MEMORY : rc;
}

static void keep_error(struct view *view, enum rc rc)
{
	if (view->rc == RC_OK)
		view->rc = rc;
}

/* --- string functions of templates ----------------------------------------------------------- */

static NEOERR *give(const char *text, char **result)
{
	*result = strdup(text);
	return *result ? STATUS_OK : nerr_raise(NERR_NOMEM, "string function");
}

static NEOERR *say_function(const char *message, char **result)
{
	return give(view_say(rendering, message), result);
}

static NEOERR *html_function(const char *html, char **result)
{
	return give(html, result);
}

static NEOERR *url_function(const char *url, char **result)
{
	if (!markup_url_safe(url))
		return give("", result);
	if (!strpbrk(url, "&<>\"'"))
		return give(url, result);
	struct buf out;
	buf_init(&out, LIMIT_PAGE);
	buf_html(&out, url, strlen(url));
	NEOERR *error =
	        buf_finish(&out) == RC_OK ? give(out.data, result) : nerr_raise(NERR_NOMEM, "safe_url");
	buf_free(&out);
	return error;
}

/* --- templates ------------------------------------------------------------------------------- */

/* Loads "tickets/list.cs" from the templates folder: no absolute path, no "..", a bounded number of includes.
 */
static NEOERR *load_file(void *context, HDF *hdf, const char *name, char **contents)
{
	struct view *view = context;
	(void)hdf;
	if (name[0] == '/' || strstr(name, "..") || ++view->loads > TEMPLATE_INCLUDES)
		return nerr_raise(NERR_NOT_FOUND, "template name %s is refused", name);
	char path[PATH_MAX];
	int length = snprintf(path, sizeof(path), "%s/templates/%s", view->config->share_dir, name);
	if (length < 0 || (size_t)length >= sizeof(path))
		return nerr_raise(NERR_NOT_FOUND, "template name %s is too long", name);
	enum rc rc = template_text_read(path, contents);
	if (rc == RC_OK)
		rc = template_text_fill(view, view->config->base_path, view->plain, contents);
	return rc == RC_OK ? STATUS_OK : nerr_raise(NERR_IO, "template %s: %s", path, rc_text(rc));
}

/* "mail/reset.txt": the plain half of a mail, where nothing is escaped. */
static bool is_plain_text(const char *name)
{
	size_t length = strlen(name);
	return length > 4 && text_equal(name + length - 4, ".txt");
}

static NEOERR *start_parse(struct view *view, CSPARSE **parse)
{
	/* string functions are registered by name; the signature of 2007 asks for char * */
	static char say_name[] = "t", html_name[] = "safe_html", url_name[] = "safe_url";
	NEOERR *error = hdf_set_value(view->settings, "Config.VarEscapeMode", view->plain ? "none" : "html");
	if (error == STATUS_OK)
		error = cs_init(parse, view->settings);
	if (error != STATUS_OK)
		return error;
	cs_register_fileload(*parse, view, load_file);
	error = cs_register_strfunc(*parse, say_name, say_function);
	if (error == STATUS_OK)
		error = cs_register_esc_strfunc(*parse, html_name, html_function);
	if (error == STATUS_OK)
		error = cs_register_esc_strfunc(*parse, url_name, url_function);
	return error;
}

/* Lets a page call the frame's functions. Its own go with a parse that has nothing else. */
static NEOERR *share_functions(CSPARSE *parse, const CSPARSE *frame)
{
	CSPARSE *gone;
	NEOERR *error = cs_init(&gone, parse->hdf);
	if (error != STATUS_OK)
		return error;
	CS_FUNCTION **end = &gone->functions;
	while (*end)
		end = &(*end)->next;
	*end = parse->functions;
	parse->functions = frame->functions;
	cs_destroy(&gone);
	return STATUS_OK;
}

/* What is the frame's is freed with it. */
static void end_parse(struct template *template)
{
	CSPARSE *parse = template->parse;
	if (!parse)
		return;
	const CS_MACRO *shared = template->frame ? template->frame->macros : NULL;
	CS_MACRO **at = &parse->macros;
	while (*at && *at != shared)
		at = &(*at)->next;
	*at = NULL;
	if (template->frame && parse->functions == template->frame->functions)
		parse->functions = NULL;
	cs_destroy(&template->parse);
}

/* Mails have a frame and values of their own. */
static bool is_mail(const char *name)
{
	return text_starts(name, "mail/");
}

static NEOERR *parse_template(struct view *view, struct template *template)
{
	HDF *constants = is_mail(template->name) ? NULL : view->constants[view->clock.language->index];
	char file[80];
	(void)snprintf(file, sizeof(file), "%s.cs", template->name);
	view->plain = is_plain_text(template->name);
	view->loads = 0;
	CS_MACRO *shared = template->frame ? template->frame->macros : NULL;
	NEOERR *error = start_parse(view, &template->parse);
	if (error == STATUS_OK && template->frame)
		error = share_functions(template->parse, template->frame);
	if (error == STATUS_OK) {
		template->parse->macros = shared;
		error = cs_parse_file(template->parse, file);
	}
	if (error == STATUS_OK)
		error = template_fold(template->parse, shared, constants);
	if (error == STATUS_OK)
		template->parse->global_hdf = constants;
	return error;
}

static struct template *known_template(struct view *view, const char *name)
{
	for (size_t i = 0; i < view->template_count; i++) {
		struct template *template = &view->templates[i];
		if (template->language == view->clock.language && text_equal(template->name, name))
			return template;
	}
	return NULL;
}

static enum rc add_template(
        struct view *view, const char *name, const CSPARSE *frame, struct template **added)
{
	struct template *template = &view->templates[view->template_count];
	assert(view->template_count < TEMPLATES && strlen(name) < sizeof(template->name));
	*template = (struct template){ .language = view->clock.language, .frame = frame };
	(void)snprintf(template->name, sizeof(template->name), "%s", name);
	rendering = view;
	errno = 0;
	enum rc rc = without_holes(parse_template(view, template), name);
	rendering = NULL;
	if (rc != RC_OK) {
		end_parse(template);
		return rc;
	}
	view->template_count++;
	*added = template;
	return RC_OK;
}

static enum rc find_frame(struct view *view, const CSPARSE **parse)
{
	struct template *frame = known_template(view, view->frame);
	enum rc rc = frame ? RC_OK : add_template(view, view->frame, NULL, &frame);
	if (rc == RC_OK)
		*parse = frame->parse;
	return rc;
}

static bool has_frame(const struct view *view, const char *name)
{
	return !is_mail(name) && view->frame[0] && !text_equal(name, view->frame);
}

static enum rc find_template(struct view *view, const char *name, CSPARSE **parse)
{
	struct template *template = known_template(view, name);
	const CSPARSE *frame = NULL;
	enum rc rc = RC_OK;
	if (!template && has_frame(view, name))
		rc = find_frame(view, &frame);
	if (!template && rc == RC_OK)
		rc = add_template(view, name, frame, &template);
	if (rc == RC_OK)
		*parse = template->parse;
	return rc;
}

/* --- life ------------------------------------------------------------------------------------ */

static void start_tree(struct view *view)
{
	arena_reset(view->tree);
	view->hdf = hdf_tree_new(view->tree);
	if (!view->hdf)
		keep_error(view, RC_NO_MEMORY);
}

static enum rc open_catalogs(struct view *view)
{
	assert(language_count() <= LANGUAGES);
	for (size_t i = 0; i < language_count(); i++) {
		const struct language *language = language_at(i);
		if (text_equal(language->code, "en"))
			continue; /* the messages are English */
		char path[PATH_MAX];
		int length = snprintf(
		        path, sizeof(path), "%s/locale/%s.mo", view->config->share_dir, language->code);
		if (length < 0 || (size_t)length >= sizeof(path))
			return RC_INVALID;
		enum rc rc = catalog_open(path, &view->catalogs[i]);
		if (rc != RC_OK) {
			log_error("catalog %s: %s", path, rc_text(rc));
			return rc;
		}
	}
	return RC_OK;
}

enum rc view_open(const struct config *config, const char *frame, struct view **view)
{
	struct view *made = calloc(1, sizeof(*made));
	if (!made)
		return RC_NO_MEMORY;
	made->config = config;
	assert(!frame || strlen(frame) < sizeof(made->frame));
	(void)snprintf(made->frame, sizeof(made->frame), "%s", frame ? frame : "");
	made->clock = (struct clock_view){ .language = language_find("en"), .zone = "UTC" };
	made->tree = arena_new(TREE_FIRST, TREE_MOST);
	enum rc rc = made->tree ? take_error(hdf_init(&made->settings), "hdf") : RC_NO_MEMORY;
	if (rc == RC_OK) {
		start_tree(made);
		rc = made->rc;
	}
	if (rc == RC_OK)
		rc = open_catalogs(made);
	if (rc != RC_OK) {
		view_close(made);
		return rc;
	}
	*view = made;
	return RC_OK;
}

void view_close(struct view *view)
{
	if (!view)
		return;
	while (view->template_count > 0)
		end_parse(&view->templates[--view->template_count]);
	for (size_t i = 0; i < LANGUAGES; i++) {
		catalog_close(view->catalogs[i]);
		if (view->constants[i])
			hdf_destroy(&view->constants[i]);
	}
	if (view->settings)
		hdf_destroy(&view->settings);
	arena_free(view->tree);
	free(view);
}

enum rc view_constant(struct view *view, const struct language *language, const char *path, const char *text)
{
	HDF **constants = &view->constants[language->index];
	NEOERR *error = *constants ? STATUS_OK : hdf_init(constants);
	if (error == STATUS_OK)
		error = hdf_set_value(*constants, path, text);
	return take_error(error, path) == RC_OK ? RC_OK : RC_NO_MEMORY;
}

enum rc view_prepare(struct view *view, const char *template_name)
{
	CSPARSE *parse;
	return find_template(view, template_name, &parse);
}

void view_clock(struct view *view, const struct clock_view *clock)
{
	view->clock = *clock;
}

void view_reset(struct view *view, struct arena *arena, const struct clock_view *clock, int64_t now)
{
	view->arena = arena;
	view->clock = *clock;
	view->now = now;
	view->rc = RC_OK;
	start_tree(view);
}

const struct language *view_language(const struct view *view)
{
	return view->clock.language;
}

/* --- values ---------------------------------------------------------------------------------- */

void view_text(struct view *view, const char *path, const char *text)
{
	if (!text || view->rc != RC_OK)
		return;
	if (!path || !hdf_tree_set(view->tree, view->hdf, path, text))
		keep_error(view, RC_NO_MEMORY);
}

void view_number(struct view *view, const char *path, int64_t number)
{
	char digits[24];
	(void)snprintf(digits, sizeof(digits), "%lld", (long long)number);
	view_text(view, path, digits);
}

void view_flag(struct view *view, const char *path, bool flag)
{
	if (flag)
		view_text(view, path, "1");
}

void view_html(struct view *view, const char *path_html, const char *safe_html)
{
	size_t length = strlen(path_html);
	assert(length > 5 && text_equal(path_html + length - 5, "_html"));
	view_text(view, path_html, safe_html);
}

/* A formatter's result goes to path; NULL means the arena is full. */
static void put(struct view *view, const char *path, const char *text)
{
	if (!text)
		keep_error(view, RC_NO_MEMORY);
	view_text(view, path, text);
}

/* Copies a name and returns its end. Names are put together without a format: a page has some hundred of
 * them. */
static char *add_name(char *at, const char *name)
{
	size_t length = strlen(name);
	memcpy(at, name, length + 1);
	return at + length;
}

static void put_member(struct view *view, HDF *node, const char *member, const char *text)
{
	if (!text || !hdf_tree_set(view->tree, node, member, text))
		keep_error(view, RC_NO_MEMORY);
}

void view_time(struct view *view, const char *path, int64_t when)
{
	if (when == 0 || view->rc != RC_OK)
		return;
	HDF *node = hdf_tree_node(view->tree, view->hdf, path);
	if (!node) {
		keep_error(view, RC_NO_MEMORY);
		return;
	}
	put_member(view, node, "iso", time_iso(view->arena, when));
	put_member(view, node, "ago", time_ago(view->arena, &view->clock, view->now, when));
	put_member(view, node, "full", time_date_time(view->arena, &view->clock, when));
}

void view_count(struct view *view, const char *path, int64_t number)
{
	const struct language *numbers = clock_numbers(&view->clock);
	if (number < LIMIT_COUNT) {
		put(view, path, number_text(view->arena, numbers, number));
		return;
	}
	const char *most = number_text(view->arena, numbers, LIMIT_COUNT - 1);
	put(view, path, most ? arena_format(view->arena, "%s+", most) : NULL);
}

void view_code(struct view *view, const char *path, int64_t number)
{
	char digits[24];
	(void)snprintf(digits, sizeof(digits), "%lld", (long long)number);
	put(view, path, number_code(view->arena, clock_numbers(&view->clock), digits));
}

void view_size(struct view *view, const char *path, int64_t bytes)
{
	put(view, path, number_size(view->arena, clock_numbers(&view->clock), bytes));
}

static char *add_index(char *at, size_t index)
{
	char digits[20];
	size_t count = 0;
	do
		digits[count++] = (char)('0' + index % 10);
	while ((index /= 10) > 0);
	while (count > 0)
		*at++ = digits[--count];
	return at;
}

const char *view_item(struct view *view, const char *list, size_t index, const char *member)
{
	char *path =
	        arena_alloc(view->arena, strlen(list) + strlen(member) + 23); /* two dots, 20 digits, NUL */
	if (!path) {
		keep_error(view, RC_NO_MEMORY);
		return "";
	}
	char *at = add_name(path, list);
	*at++ = '.';
	at = add_index(at, index);
	*at++ = '.';
	(void)add_name(at, member);
	return path;
}

void view_option(
        struct view *view, const char *list, size_t index, const char *value, const char *text, bool selected)
{
	view_text(view, view_item(view, list, index, "value"), value);
	view_text(view, view_item(view, list, index, "text"), text);
	view_flag(view, view_item(view, list, index, "selected"), selected);
}

/* --- words ----------------------------------------------------------------------------------- */

const char *view_say(const struct view *view, const char *message)
{
	return catalog_find(view->catalogs[view->clock.language->index], message);
}

const char *view_fill_values(struct view *view, const char *message, const char *const *values, size_t count)
{
	const char *text = text_fill(view->arena, view_say(view, message), values, count);
	if (text)
		return text;
	keep_error(view, RC_NO_MEMORY);
	return "";
}

const char *view_digits(struct view *view, int64_t number)
{
	const char *text = number_text(view->arena, clock_numbers(&view->clock), number);
	if (text)
		return text;
	keep_error(view, RC_NO_MEMORY);
	return "";
}

const char *view_plural(struct view *view, const char *one, const char *other, int64_t number)
{
	const struct language *language = view->clock.language;
	const char *message =
	        catalog_plural(view->catalogs[language->index], one, other, number_plural(language, number));
	const char *digits = view_digits(view, number);
	const char *text = text_fill(view->arena, message, &digits, 1);
	if (text)
		return text;
	keep_error(view, RC_NO_MEMORY);
	return "";
}

/* --- output ---------------------------------------------------------------------------------- */

static NEOERR *write_out(void *context, char *text)
{
	buf_text(context, text);
	return STATUS_OK;
}

enum rc view_render(struct view *view, const char *template_name, struct buf *out)
{
	if (view->rc != RC_OK)
		return view->rc;
	if (unicode_broken() || (view->arena && arena_lacked(view->arena, false)))
		return RC_NO_MEMORY; /* a text may be missing, or not be what it should */
	CSPARSE *parse;
	enum rc rc = find_template(view, template_name, &parse);
	if (rc != RC_OK)
		return rc;
	parse->hdf = view->hdf;
	rendering = view;
	errno = 0;
	rc = without_holes(cs_render(parse, out, write_out), template_name);
	rendering = NULL;
	if (rc != RC_OK)
		return rc;
	return buf_finish(out);
}
