/*
 * Browsers by what they say of themselves.
 */
#include "base/user_agent.h"

#include <string.h>

#include "base/text.h"
#include "claim.h"

static void test_known(void **state)
{
	(void)state;
	static const struct {
		const char *header, *browser, *system;
		bool handheld;
	} cases[] = {
		{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
		  "Chrome/126.0.0.0 "
		  "Safari/537.36",
		        "Chrome", "Windows", false },
		{ "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
		  "Chrome/126.0.0.0 "
		  "Safari/537.36 Edg/126.0.0.0",
		        "Edge", "Windows", false },
		{ "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox",
		        "Linux", false },
		{ "Mozilla/5.0 (Macintosh; Intel Mac OS X 14_5) AppleWebKit/605.1.15 (KHTML, like Gecko) "
		  "Version/17.5 "
		  "Safari/605.1.15",
		        "Safari", "macOS", false },
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
		  "Gecko) "
		  "Version/17.5 Mobile/15E148 Safari/604.1",
		        "Safari", "iOS", true },
		{ "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
		  "Gecko) "
		  "CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1",
		        "Chrome", "iOS", true },
		{ "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
		  "Chrome/126.0.0.0 Mobile "
		  "Safari/537.36",
		        "Chrome", "Android", true },
		{ "Mozilla/5.0 (Linux; Android 14; SM-S901B) AppleWebKit/537.36 (KHTML, like Gecko) "
		  "SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36",
		        "Samsung Internet", "Android", true },
		{ "curl/7.88.1", "curl", NULL, false },
	};
	for (size_t i = 0; i < LENGTH(cases); i++) {
		struct user_agent agent = user_agent_read(cases[i].header);
		assert_true(text_equal(agent.browser, cases[i].browser));
		assert_true(text_equal(agent.platform, cases[i].system));
		assert_int_equal(agent.handheld, cases[i].handheld);
	}
}

static void test_unknown(void **state)
{
	(void)state;
	static const char *const headers[] = { NULL, "", "?", "Version/1.0 of something",
		"\xff\xfe<script>" };
	for (size_t i = 0; i < LENGTH(headers); i++) {
		struct user_agent agent = user_agent_read(headers[i]);
		assert_null(agent.browser);
		assert_null(agent.platform);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		CLAIM("the usual browsers and systems are told apart", test_known),
		CLAIM("anything else is unknown", test_unknown),
	};
	return cmocka_run_group_tests_name("base/user_agent", tests, NULL, NULL);
}
