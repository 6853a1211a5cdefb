/* Any bytes as a character reference: one or two characters of UTF-8, or nothing. */
#include "target.h"

#include "io/entity.h"

static void check_number(struct arena *arena, uint32_t point)
{
	char hex[ENTITY_BYTES], decimal[ENTITY_BYTES];
	const char *reference = arena_format(arena, "&#x%X;", point),
	           *other = arena_format(arena, "&#%u;", point);
	size_t length = entity_decode(reference, strlen(reference), hex);
	uint32_t read;

	assert(length > 0 && entity_decode(other, strlen(other), decimal) == length);
	assert(memcmp(hex, decimal, length) == 0);
	assert(text_next(hex, length, &read) == length);
	bool none = point == 0 || (point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF;
	assert(read == (none ? 0xFFFD : point));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	char text[ENTITY_BYTES];
	uint32_t point = 0;
	const char *reference = arena_format(arena, "&%.*s;", (int)size, (const char *)data);

	memcpy(&point, data, size < 3 ? size : 3);
	check_number(arena, point & 0x1FFFFF);
	size_t length = entity_decode((const char *)data, size, text);
	if (length > 0)
		assert(length < ENTITY_BYTES && strlen(text) == length && text_valid(text, length));
	if (length > 0)
		assert(size >= 3 && data[0] == '&' && data[size - 1] == ';');
	length = entity_decode(reference, strlen(reference), text);
	if (length > 0)
		assert(length < ENTITY_BYTES && strlen(text) == length && text_valid(text, length));
	return 0;
}
