/*
 * Form tokens as pages would carry them, for programs that send thousands of forms in a second: tokens
 * KEYFILE ROUTE. Reads session cookies, one a line, and writes a token for each.
 */
#include <stdio.h>
#include <string.h>

#include "base/time.h"
#include "web/form_token.h"

static bool write_token(struct request *request, char *cookie, const char *route)
{
	cookie[strcspn(cookie, "\n")] = '\0';
	secret_hash_text(cookie, request->session_hash);
	const char *token = form_token(request, route);
	return token && puts(token) >= 0;
}

int main(int argc, char **argv)
{
	static struct request request;
	char cookie[256];
	struct secret_key key;
	struct arena *arena = arena_new(4096, (size_t)1 << 20);
	if (argc != 3 || !arena || secret_start() != RC_OK || secret_key_load(argv[1], &key) != RC_OK) {
		fputs("usage: tokens KEYFILE ROUTE <cookies\n", stderr);
		return 2;
	}
	request.key = &key;
	request.arena = arena;
	request.now = time_now();
	request.has_session_key = true;
	while (fgets(cookie, sizeof(cookie), stdin)) {
		if (!write_token(&request, cookie, argv[2]))
			return 1;
		arena_reset(arena);
	}
	arena_free(arena);
	return 0;
}
