/* Any bytes as a file: it is one of the types that we serve, and never one that a browser would run. */
#include "target.h"

#include "base/log.h"
#include "io/filetype.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[32];
	int fd = make_file(data, size, path);

	log_start("fuzz", LOG_LEVEL_ERROR);
	const char *type = filetype_of(fd);
	close(fd);
	assert(type != NULL && strchr(type, '/') != NULL && !text_has_break(type));
	assert(strstr(type, "html") == NULL && strstr(type, "svg") == NULL && strstr(type, "script") == NULL);
	assert(strstr(type, "/xml") == NULL && strstr(type, "+xml") == NULL);
	if (filetype_inline(type))
		assert(text_starts(type, "image/"));
	return 0;
}
