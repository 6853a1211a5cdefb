/*
 * The hand's side: for each picture a child; in it limits first, then the picture's own words about its size,
 * then the decoder. Whatever a hostile file does to the decoder happens where there is nothing to know, open
 * or reach.
 */
#include "io/picture.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <gd.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/log.h"
#include "io/confine.h"
#include "io/picture_size.h"

#define SECONDS       5  /* of computing */
#define SECONDS_ALIVE 20 /* in all */

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#endif

#ifdef SANITIZED
#define FIRST_CLOSED (STDERR_FILENO + 1) /* it has something to say there */
#else
#define FIRST_CLOSED STDERR_FILENO /* decoders complain about what they read */
#endif

static bool limit(__rlimit_resource_t what, rlim_t most)
{
	return setrlimit(what, &(struct rlimit){ .rlim_cur = most, .rlim_max = most }) == 0;
}

/* From here on nothing can be opened, started or written but standard output. */
static bool lock_in(void)
{
	bool good = close_range(FIRST_CLOSED, ~0U, 0) == 0;
	(void)alarm(SECONDS_ALIVE);
#ifndef SANITIZED /* its shadow alone is larger */
	good = good && limit(RLIMIT_AS, LIMIT_PICTURE_MEMORY);
#endif
	return good && limit(RLIMIT_CPU, SECONDS) && limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) &&
	       limit(RLIMIT_NOFILE, 0) && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
	       confine(CONFINE_DRAW, -1) == RC_OK;
}

static char *read_all(size_t *length)
{
	char *data = malloc(LIMIT_PICTURE);
	*length = 0;
	while (data != NULL && *length < LIMIT_PICTURE) {
		ssize_t got = read(STDIN_FILENO, data + *length, LIMIT_PICTURE - *length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			break;
		*length += (size_t)got;
	}
	return data;
}

static void say_nothing(int priority, const char *format, va_list values)
{
	(void)priority;
	(void)format;
	(void)values;
}

static gdImagePtr decode(enum picture_kind kind, char *data, size_t length)
{
	gdSetErrorMethod(say_nothing);
	switch (kind) {
	case PICTURE_PNG:
		return gdImageCreateFromPngPtr((int)length, data);
	case PICTURE_JPEG:
		return gdImageCreateFromJpegPtrEx((int)length, data, 0);
	case PICTURE_GIF:
		return gdImageCreateFromGifPtr((int)length, data);
	case PICTURE_WEBP:
		return gdImageCreateFromWebpPtr((int)length, data);
	}
	return NULL;
}

/* The middle square of it, small. */
static gdImagePtr shrink(gdImagePtr image)
{
	int width = gdImageSX(image), height = gdImageSY(image);
	int side = width < height ? width : height;
	gdImagePtr small = gdImageCreateTrueColor(PICTURE_SIDE, PICTURE_SIDE);
	if (small == NULL)
		return NULL;
	gdImageAlphaBlending(small, 0);
	gdImageSaveAlpha(small, 1);
	gdImageCopyResampled(small, image, 0, 0, (width - side) / 2, (height - side) / 2, PICTURE_SIDE,
	        PICTURE_SIDE, side, side);
	return small;
}

/* How the square must be turned for each of EXIF's orientations, 1 to 8. */
static const struct {
	bool swap, far_x, far_y;
} turns[] = {
	{ false, false, false },
	{ false, true, false },
	{ false, true, true },
	{ false, false, true },
	{ true, false, false },
	{ true, false, true },
	{ true, true, true },
	{ true, true, false },
};

/* Turned as the camera was held. */
static gdImagePtr put_upright(gdImagePtr small, int turn)
{
	gdImagePtr upright = gdImageCreateTrueColor(PICTURE_SIDE, PICTURE_SIDE);
	if (upright == NULL)
		return NULL;
	gdImageAlphaBlending(upright, 0);
	gdImageSaveAlpha(upright, 1);
	for (int y = 0; y < PICTURE_SIDE; y++)
		for (int x = 0; x < PICTURE_SIDE; x++) {
			int from_x = turns[turn - 1].swap ? y : x, from_y = turns[turn - 1].swap ? x : y;
			if (turns[turn - 1].far_x)
				from_x = PICTURE_SIDE - 1 - from_x;
			if (turns[turn - 1].far_y)
				from_y = PICTURE_SIDE - 1 - from_y;
			gdImageSetPixel(upright, x, y, gdImageGetTrueColorPixel(small, from_x, from_y));
		}
	return upright;
}

static int write_png(gdImagePtr image)
{
	int size = 0;
	void *png = gdImagePngPtrEx(image, &size, 6);
	if (png == NULL || size <= 0)
		return EXIT_FAILURE;
	return file_write(STDOUT_FILENO, png, (size_t)size) == RC_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int draw(void)
{
	size_t length;
	struct picture_size size;
	if (!lock_in())
		return EXIT_FAILURE;
	char *data = read_all(&length);
	if (data == NULL || picture_size(data, length, &size) != RC_OK)
		return EXIT_FAILURE;
	gdImagePtr image = decode(size.kind, data, length);
	free(data);
	if (image == NULL || gdImageSX(image) < 1 || gdImageSY(image) < 1)
		return EXIT_FAILURE;
	gdImagePtr small = shrink(image);
	gdImageDestroy(image);
	if (small == NULL)
		return EXIT_FAILURE;
	gdImagePtr upright = put_upright(small, size.turn);
	gdImageDestroy(small);
	if (upright == NULL)
		return EXIT_FAILURE;
	return write_png(upright);
}

/* Nothing is tidied up: the process was there for this alone. */
static _Noreturn void draw_alone(int fd)
{
	if (dup2(fd, STDIN_FILENO) < 0 || dup2(fd, STDOUT_FILENO) < 0)
		_exit(EXIT_FAILURE);
	_exit(draw());
}

bool picture_draw(int fd, const void *context)
{
	(void)context;
	int status = 0;
	pid_t ended, child = fork();
	if (child == 0)
		draw_alone(fd);
	do
		ended = child < 0 ? child : waitpid(child, &status, 0);
	while (ended < 0 && child > 0 && errno == EINTR);
	return ended > 0 && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_SUCCESS;
}

void picture_hand_ready(void)
{
	confine_prepare(NULL, CONFINE_HAND);
	if (confine(CONFINE_HAND | CONFINE_DRAW, -1) != RC_OK)
		log_warn("the process that draws pictures is not confined");
}
