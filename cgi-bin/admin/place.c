/* See place.h. */
#include "place.h"

#include "base/message.h"
#include "base/text.h"
#include "domain/forum_category.h"
#include "web/fields.h"
#include "web/page.h"

static const char *name_field(struct request *request, const char *lang)
{
	return arena_format(request->arena, "name_%s", lang);
}

static const char *description_field(struct request *request, const char *lang)
{
	return arena_format(request->arena, "description_%s", lang);
}

static bool is_default(const struct request *request, const struct language *language)
{
	return text_equal(language->code, request->config->default_language);
}

static void show_value(struct request *request, const char *field, const char *value)
{
	view_text(request->view, arena_format(request->arena, "Form.%s.value", field), value);
}

static void show_labels(struct request *request, const struct language *language, bool required)
{
	struct view *view = request->view;
	view_text(view, arena_format(request->arena, "Label.name_%s", language->code),
	        view_fill(view, N_("Name ({1})"), language->name));
	view_text(view, arena_format(request->arena, "Label.description_%s", language->code),
	        view_fill(view, N_("Description ({1})"), language->name));
	view_flag(view, arena_format(request->arena, "Label.required_%s", language->code),
	        required && is_default(request, language));
}

void place_show_texts(struct request *request, const struct db_rows *stored, bool required)
{
	const struct place_text *texts = stored->items;
	for (size_t i = 0; language_at(i); i++)
		show_labels(request, language_at(i), required);
	for (size_t i = 0; i < stored->count; i++) {
		if (!language_find(texts[i].lang))
			continue;
		show_value(request, name_field(request, texts[i].lang), texts[i].name);
		if (texts[i].description)
			show_value(request, description_field(request, texts[i].lang), texts[i].description);
	}
}

void place_take_texts(struct request *request, struct place_texts *texts, const char *missing)
{
	texts->count = 0;
	for (size_t i = 0; language_at(i) && texts->count < PLACE_TEXTS; i++) {
		const char *lang = language_at(i)->code, *name = name_field(request, lang),
		           *description = description_field(request, lang);
		if (!name || !description)
			continue;
		bool described = fields_are_typed(request, description);
		texts->items[texts->count++] = (struct place_text){ .lang = lang,
			.name = field_text(request, name),
			.description = described ? field_text(request, description) : NULL };
		if (missing && is_default(request, language_at(i)) && text_empty(field_text(request, name)))
			request_error(request, name, missing);
	}
}

void place_check(struct request *request, const char *slug, const char *colour)
{
	if (!text_empty(slug) && !text_is_slug(slug))
		request_error(request, "slug", N_("Use lower-case letters from a to z, digits and hyphens."));
	if (!forum_colour_is_known(colour))
		request_error(request, "colour", N_("Choose a colour."));
}

void place_show_difference(
        struct request *request, size_t *count, const char *label, const char *now, const char *wanted)
{
	struct view *view = request->view;
	if (text_equal(now, wanted))
		return;
	view_text(view, view_item(view, "Conflicts", *count, "label"), label);
	view_text(view, view_item(view, "Conflicts", *count, "now"), now);
	view_text(view, view_item(view, "Conflicts", *count, "wanted"), wanted);
	(*count)++;
}

static const char *stored_name(const struct db_rows *stored, const char *lang)
{
	const struct place_text *texts = stored->items;
	for (size_t i = 0; i < stored->count; i++)
		if (text_equal(texts[i].lang, lang))
			return texts[i].name;
	return "";
}

void place_show_names(struct request *request, size_t *count, const struct db_rows *stored,
        const struct place_texts *wanted)
{
	for (size_t i = 0; i < wanted->count; i++) {
		const struct place_text *text = &wanted->items[i];
		place_show_difference(request, count,
		        view_fill(request->view, N_("Name ({1})"), language_find(text->lang)->name),
		        stored_name(stored, text->lang), text->name);
	}
}
