/* /account/preferences: how the portal is shown to the person. Each choice stands with a sample of what it
 * does. */
#include "account.h"

#include "base/message.h"
#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "base/zone.h"
#include "domain/profile.h"

#define SAMPLE_NUMBER 1234567

/* The clock of this page, had the person chosen that. */
static struct clock_view clock_of(
        struct request *request, const char *zone, const char *calendar, const char *digits)
{
	struct clock_view clock = { .language = request->language,
		.zone = text_empty(zone) ? request->config->default_zone : zone,
		.calendar = request->language->calendar,
		.latin_digits = text_equal(digits, "latin") };
	if (text_equal(calendar, "persian"))
		clock.calendar = CALENDAR_PERSIAN;
	if (text_equal(calendar, "gregorian"))
		clock.calendar = CALENDAR_GREGORIAN;
	return clock;
}

/* An option of a choice with what it would look like. */
static void show_choice(struct view *view, const char *list, size_t index, const char *value,
        const char *text, const char *hint, const char *chosen)
{
	view_option(view, list, index, value, text, text_equal(value, chosen));
	view_text(view, view_item(view, list, index, "hint"), hint);
}

static void show_languages(struct request *request, const char *chosen)
{
	for (size_t i = 0; i < language_count(); i++) {
		const struct language *language = language_at(i);
		view_option(request->view, "Languages_known", i, language->code, language->name,
		        text_equal(language->code, chosen));
	}
}

static void show_calendars(struct request *request, const struct preferences *chosen)
{
	static const struct {
		const char *value, *text;
	} calendars[] = {
		{ "", N_("As usual in the language") },
		{ "gregorian", N_("Gregorian") },
		{ "persian", N_("Persian (solar)") },
	};
	for (size_t i = 0; i < LENGTH(calendars); i++) {
		struct clock_view clock = clock_of(request, chosen->zone, calendars[i].value, chosen->digits);
		show_choice(request->view, "Calendars", i, calendars[i].value,
		        view_say(request->view, calendars[i].text),
		        time_date(request->arena, &clock, request->now), chosen->calendar);
	}
}

static void show_digits(struct request *request, const struct preferences *chosen)
{
	static const struct {
		const char *value, *text;
	} digits[] = {
		{ "", N_("As usual in the language") },
		{ "latin", N_("Latin") },
	};
	for (size_t i = 0; i < LENGTH(digits); i++) {
		struct clock_view clock = clock_of(request, chosen->zone, chosen->calendar, digits[i].value);
		show_choice(request->view, "Digits", i, digits[i].value,
		        view_say(request->view, digits[i].text),
		        number_text(request->arena, clock_numbers(&clock), SAMPLE_NUMBER), chosen->digits);
	}
}

static void show_looks(struct request *request, const struct preferences *chosen)
{
	static const struct {
		const char *list, *value, *text, *hint;
	} looks[] = {
		{ "Themes", "", N_("As the device is set"), NULL },
		{ "Themes", "light", N_("Light"), NULL },
		{ "Themes", "dark", N_("Dark"), NULL },
		{ "Themes", "contrast", N_("High contrast"),
		        N_("Strong colours and lines, light or dark as the device is set.") },
		{ "Sizes", "", N_("Normal"), NULL },
		{ "Sizes", "large", N_("Large"), NULL },
		{ "Sizes", "larger", N_("Larger"), NULL },
	};
	struct view *view = request->view;
	for (size_t i = 0; i < LENGTH(looks); i++)
		show_choice(view, looks[i].list, i, looks[i].value, view_say(view, looks[i].text),
		        looks[i].hint ? view_say(view, looks[i].hint) : NULL,
		        text_equal(looks[i].list, "Themes") ? chosen->theme : chosen->text_size);
}

/* --- time zones ------------------------------------------------------------------------------ */

static const char *say_region(const struct view *view, const char *region)
{
	static const struct {
		const char *region, *text;
	} regions[] = {
		{ "Africa", N_("Africa") },
		{ "America", N_("America") },
		{ "Antarctica", N_("Antarctica") },
		{ "Arctic", N_("Arctic Ocean") },
		{ "Asia", N_("Asia") },
		{ "Atlantic", N_("Atlantic Ocean") },
		{ "Australia", N_("Australia") },
		{ "Europe", N_("Europe") },
		{ "Indian", N_("Indian Ocean") },
		{ "Pacific", N_("Pacific Ocean") },
	};
	for (size_t i = 0; i < LENGTH(regions); i++)
		if (text_equal(regions[i].region, region))
			return view_say(view, regions[i].text);
	return region;
}

/* The options beside the places: the portal's own zone, UTC, and a chosen one that the list has under another
 * name. */
static void show_first_zones(struct request *request, const char *chosen, bool listed)
{
	struct view *view = request->view;
	view_option(view, "Zones", 0, "",
	        view_fill(view, N_("The portal’s ({1})"), request->config->default_zone), text_empty(chosen));
	view_option(view, "Zones", 1, "Etc/UTC", "UTC", text_equal(chosen, "Etc/UTC"));
	if (!listed && !text_empty(chosen) && !text_equal(chosen, "Etc/UTC"))
		view_option(view, "Zones", 2, chosen, chosen, true);
}

static enum rc show_zones(struct request *request, const char *chosen)
{
	struct view *view = request->view;
	struct clock_view clock = request_clock(request);
	const struct zone *zones;
	size_t count, group = 0, place = 0;
	bool listed = false;
	enum rc rc = zone_list(&clock, request->now, &zones, &count);
	if (rc != RC_OK)
		return rc;
	for (size_t i = 0; i < count; i++, place++) {
		const struct zone *zone = &zones[i];
		if (i > 0 && !text_equal(zone->region, zones[i - 1].region)) {
			group++;
			place = 0;
		}
		if (place == 0)
			view_text(view, view_item(view, "Regions", group, "text"),
			        say_region(view, zone->region));
		bool selected = text_equal(zone->id, chosen);
		listed = listed || selected;
		const char *text = arena_format(request->arena, "%s · %s", zone->city, zone->offset);
		view_option(
		        view, view_item(view, "Regions", group, "zones"), place, zone->id, text, selected);
	}
	show_first_zones(request, chosen, listed);
	return RC_OK;
}

/* --- the page -------------------------------------------------------------------------------- */

static void show_sample(struct request *request, const struct preferences *chosen)
{
	const char *zone = time_zone_known(chosen->zone) ? chosen->zone : "";
	struct clock_view clock = clock_of(request, zone, chosen->calendar, chosen->digits);
	view_text(request->view, "Sample.time", time_date_time(request->arena, &clock, request->now));
	view_text(request->view, "Sample.number",
	        number_text(request->arena, clock_numbers(&clock), SAMPLE_NUMBER));
}

static enum rc show_preferences(struct request *request, const struct preferences *chosen)
{
	struct view *view = request->view;
	show_area(request, AREA_PREFERENCES, view_say(view, N_("Preferences")));
	show_languages(request, chosen->lang);
	show_calendars(request, chosen);
	show_digits(request, chosen);
	show_looks(request, chosen);
	show_sample(request, chosen);
	enum rc rc = show_zones(request, chosen->zone);
	if (rc != RC_OK)
		return rc;
	view_text(view, "Preferences.action", url(request, "/account/preferences"));
	page_token(request, "Token.preferences", "/account/preferences");
	return page_show(request, "account/preferences");
}

enum rc preferences_page(struct request *request)
{
	const struct account *who = &request->who;
	struct preferences chosen = { who->lang, who->zone, who->calendar, who->digits, who->theme,
		who->text_size };
	return show_preferences(request, &chosen);
}

enum rc save_preferences(struct request *request)
{
	struct preferences chosen = {
		.lang = field_text(request, "lang"),
		.zone = field_text(request, "zone"),
		.calendar = field_text(request, "calendar"),
		.digits = field_text(request, "digits"),
		.theme = field_text(request, "theme"),
		.text_size = field_text(request, "text_size"),
	};
	const struct language *language = language_find(chosen.lang);
	if (!language)
		request_error(request, "lang", N_("Choose one of the options."));
	if (!text_empty(chosen.zone) && !time_zone_known(chosen.zone))
		request_error(request, "zone", N_("Choose a time zone from the list."));
	if (!language || request_has_errors(request))
		return show_preferences(request, &chosen);
	enum rc rc = preferences_save(request->db, request->who.id, &chosen, request->now);
	if (rc != RC_OK)
		return rc;
	return page_go(request,
	        page_done(request, url_in(request, language, "/account/preferences"), "preferences-saved"));
}
