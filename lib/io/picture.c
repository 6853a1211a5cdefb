/* The asker's side: a picture goes to the hand, a PNG comes back. What the hand does stands in
 * picture_draw.c. */
#include "io/picture.h"

#include <errno.h>
#include <string.h>

#include "base/limits.h"
#include "base/log.h"
#include "io/hand.h"

#define PNG_BYTES ((size_t)512 << 10) /* more than any square of that side takes */
#define HEAD      12

bool picture_known(const void *data, size_t length)
{
	if (length < HEAD)
		return false;
	const char *head = data;
	return memcmp(head, "\x89PNG\r\n\x1a\n", 8) == 0 || memcmp(head, "\xff\xd8\xff", 3) == 0 ||
	       memcmp(head, "GIF87a", 6) == 0 || memcmp(head, "GIF89a", 6) == 0 ||
	       (memcmp(head, "RIFF", 4) == 0 && memcmp(head + 8, "WEBP", 4) == 0);
}

/* Static: one for the process, started before all that it should not know. */
static struct hand hand;

enum rc picture_hand(void)
{
	if (hand.fd > 0)
		return RC_OK;
	enum rc rc = hand_start(&hand, picture_draw, NULL, picture_hand_ready);
	if (rc != RC_OK)
		log_error("the process that draws pictures did not start: %s", strerror(errno));
	return rc;
}

bool picture_hand_lives(void)
{
	return hand_lives(&hand);
}

void picture_hand_stop(void)
{
	hand_stop(&hand);
}

enum rc picture_remake(struct arena *arena, const void *data, size_t length, const void **png, size_t *size)
{
	if (!picture_known(data, length) || length > LIMIT_PICTURE)
		return RC_INVALID;
	char *out = arena_alloc(arena, PNG_BYTES);
	if (out == NULL)
		return RC_NO_MEMORY;
	enum rc rc = picture_hand();
	if (rc == RC_OK)
		rc = hand_ask(&hand, data, length, out, PNG_BYTES, size);
	*png = out;
	return rc == RC_OK && !picture_known(out, *size) ? RC_INVALID : rc;
}
