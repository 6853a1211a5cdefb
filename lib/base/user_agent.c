/* See user_agent.h. Each browser names those before it whose pages it wants to be shown: the order decides.
 */
#include "base/user_agent.h"

#include <stddef.h>
#include <string.h>

#include "base/rc.h"

struct sign {
	const char *text, *name;
};

static const struct sign browsers[] = {
	{ "Edg/", "Edge" },
	{ "EdgA/", "Edge" },
	{ "EdgiOS/", "Edge" },
	{ "OPR/", "Opera" },
	{ "SamsungBrowser/", "Samsung Internet" },
	{ "Vivaldi/", "Vivaldi" },
	{ "YaBrowser/", "Yandex" },
	{ "FxiOS/", "Firefox" },
	{ "Firefox/", "Firefox" },
	{ "CriOS/", "Chrome" },
	{ "Chromium/", "Chromium" },
	{ "Chrome/", "Chrome" },
	{ "Version/", "Safari" },
	{ "curl/", "curl" },
};

static const struct sign systems[] = {
	{ "iPhone", "iOS" },
	{ "iPad", "iPadOS" },
	{ "Android", "Android" },
	{ "Windows", "Windows" },
	{ "Macintosh", "macOS" },
	{ "CrOS", "ChromeOS" },
	{ "Linux", "Linux" },
	{ "FreeBSD", "FreeBSD" },
};

static const char *find(const struct sign *signs, size_t count, const char *header)
{
	for (size_t i = 0; i < count; i++)
		if (strstr(header, signs[i].text))
			return signs[i].name;
	return NULL;
}

struct user_agent user_agent_read(const char *header)
{
	struct user_agent agent = { 0 };
	if (!header)
		return agent;
	agent.browser = find(browsers, LENGTH(browsers), header);
	agent.platform = find(systems, LENGTH(systems), header);
	/* Safari alone says its version that way, but so do small browsers of other makers */
	if (agent.browser && strcmp(agent.browser, "Safari") == 0 && !strstr(header, "Safari/"))
		agent.browser = NULL;
	agent.handheld = strstr(header, "Mobile") || strstr(header, "iPad") || strstr(header, "Android");
	return agent;
}
