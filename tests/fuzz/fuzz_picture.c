/* Any bytes as a picture's beginning: what it says of its size is within the limits, or it is refused. */
#include "target.h"

#include "base/limits.h"
#include "io/picture.h"
#include "io/picture_size.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct picture_size found, again;

	enum rc rc = picture_size(data, size, &found);
	bool known = picture_known(data, size);
	assert(rc == RC_OK || rc == RC_INVALID);
	if (rc != RC_OK)
		return 0;
	assert(found.width >= 1 && found.width <= LIMIT_PICTURE_SIDE);
	assert(found.height >= 1 && found.height <= LIMIT_PICTURE_SIDE);
	assert((uint64_t)found.width * found.height <= LIMIT_PICTURE_PIXELS);
	assert(found.turn >= 1 && found.turn <= 8 && (found.turn == 1 || found.kind == PICTURE_JPEG));
	assert(known || size < 12);
	for (size_t cut = 0; cut < size && cut < 64; cut++) /* cut short it is another one or none */
		if (picture_size(data, cut, &again) == RC_OK)
			assert(again.kind == found.kind);
	return 0;
}
