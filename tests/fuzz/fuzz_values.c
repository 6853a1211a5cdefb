/*
 * Small values out of headers, fields and files: numbers, dates, hosts, languages and browsers. Each is read
 * as one thing or refused, and what was read writes itself the same again.
 */
#include "target.h"

#include "base/authority.h"
#include "base/isodate.h"
#include "base/language.h"
#include "base/number.h"
#include "base/time.h"
#include "base/user_agent.h"

#define LAST_SECOND INT64_C(253402300799) /* of the year 9999 */

static void check_number(struct arena *arena, const char *text)
{
	int64_t number, again;

	if (text_number(text, &number) != RC_OK)
		return;
	char *written = arena_format(arena, "%lld", (long long)number);
	assert(text_number(written, &again) == RC_OK && again == number);
	for (size_t i = 0; i < language_count(); i++) {
		const struct language *language = language_at(i);
		const char *code = number_code(arena, language, written), *shown;

		assert(text_number(code, &again) == RC_OK && again == number);
		shown = number_text(arena, language, number);
		assert(shown != NULL && text_valid(shown, strlen(shown)));
		shown = number_size(arena, language, number);
		assert(shown != NULL && text_valid(shown, strlen(shown)));
		assert(language->plurals[number_plural(language, number)] != NULL);
	}
}

static void check_isodate(struct arena *arena, const char *text)
{
	int64_t when, again;

	if (isodate_read(text, &when) != RC_OK)
		return;
	assert(when >= 0 && when <= LAST_SECOND);
	assert(isodate_read(time_iso(arena, when), &again) == RC_OK && again == when);
}

static void check_day(struct arena *arena, const char *text)
{
	static const char *const zones[] = { "UTC", "Asia/Tehran", "Pacific/Apia", "America/New_York" };
	int64_t from, until, again, after;

	for (size_t i = 0; i < 2 * LENGTH(zones); i++) {
		struct clock_view view = { language_at(0), zones[i / 2],
			i % 2 ? CALENDAR_PERSIAN : CALENDAR_GREGORIAN, false };

		if (time_day(arena, &view, text, &from, &until) != RC_OK)
			continue;
		assert(until > from && until - from <= 2 * DAY);
		if (from < -LAST_SECOND / 8 || until > LAST_SECOND)
			continue; /* days that are shown as the last or the first that there is */
		assert(time_day(arena, &view, time_day_text(arena, &view, from), &again, &after) == RC_OK);
		assert(again == from && after == until);
	}
}

static void check_authority(struct arena *arena, const char *text)
{
	struct authority authority, again;

	if (!authority_read(text, &authority))
		return;
	assert(authority.rest >= text && authority.rest <= text + strlen(text));
	assert(authority.host[0] != '\0' && strpbrk(authority.host, "/?#@[]\\ \"'<>") == NULL);
	assert(!text_has_break(authority.host) && authority.port >= 0 && authority.port <= 65535);
	const char *host =
	        strchr(authority.host, ':') ? arena_format(arena, "[%s]", authority.host) : authority.host;
	assert(authority_read(host, &again) && strcmp(again.host, authority.host) == 0);
	assert(again.loopback == authority.loopback && again.port == 0 && *again.rest == '\0');
}

static void check_headers(const char *text)
{
	const struct language *fallback = language_at(language_count() - 1);
	const struct language *best = language_accept(text, fallback);
	struct user_agent agent = user_agent_read(text);

	assert(best == language_find(best->code));
	assert(language_accept(text, best) != NULL);
	assert(agent.browser == NULL || *agent.browser != '\0');
	assert(agent.platform == NULL || *agent.platform != '\0');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	const char *text = take_bytes(arena, &input);

	check_number(arena, text);
	check_isodate(arena, text);
	check_day(arena, text);
	check_authority(arena, text);
	check_headers(text);
	return 0;
}
