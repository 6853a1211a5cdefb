/* Private data out of any text: no address and no long number is left, and doing it twice changes nothing. */
#include "target.h"

#include "base/mask.h"

/* A run of five digits without anything between, or an address. */
static bool is_private(const char *text)
{
	size_t digits = 0;

	for (; *text != '\0'; text++) {
		digits = *text >= '0' && *text <= '9' ? digits + 1 : 0;
		if (digits == 5)
			return true;
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	const char *names[] = { take_text(arena, &input), take_text(arena, &input) };
	const char *text = take_text(arena, &input);

	const char *masked = mask_private(arena, text, names, LENGTH(names));
	assert(masked != NULL && text_valid(masked, strlen(masked)));
	assert(strlen(masked) <= strlen(text) * sizeof(MASKED));
	if (strlen(text) < 200) /* longer words are cut where nobody looks */
		assert(!is_private(masked));
	const char *again = mask_private(arena, masked, names, 0);
	assert(text_equal(mask_private(arena, again, names, 0), again));
	return 0;
}
