/* Any bytes as the operator's file: settings within their bounds, or one line that says what is wrong. */
#include "target.h"

#include "base/config.h"
#include "base/language.h"
#include "base/limits.h"
#include "base/time.h"

static void check(const struct config *config)
{
	assert(text_starts(config->base_url, "https://") == config->secure);
	assert(config->secure || text_starts(config->base_url, "http://"));
	assert(*config->base_path == '\0' || *config->base_path == '/');
	assert(config->base_path[strlen(config->base_path) - (*config->base_path != '\0')] != '/');
	assert(!text_has_break(config->base_url) && strpbrk(config->base_url, " \"'<>") == NULL);
	assert(language_find(config->default_language) != NULL && time_zone_known(config->default_zone));
	assert(text_is_mail(config->mail_from));
	assert(config->hash_slots >= 1 && config->hash_slots <= 64);
	assert(config->db_port >= 1 && config->db_port <= 65535);
	assert(config->session_days > 0 && config->session_hours > 0 && config->staff_session_hours > 0);
	assert(config->free_space_mb >= 0 && config->robot_bits >= 0 && config->robot_seconds >= 0);
	assert(config->search_limit >= 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct config config;
	const char *why;
	char path[32];

	int fd = make_file(data, size, path);
	enum rc rc = config_load_file(arena, path, &config, &why);
	close(fd);
	if (rc == RC_OK)
		check(&config);
	else
		assert(rc == RC_INVALID && *why != '\0' && strchr(why, '\n') == NULL);
	return 0;
}
