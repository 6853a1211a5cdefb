/*
 * What the fuzz targets share: memory for one input, the input cut into pieces, a file made of one.
 */
#ifndef PORTICO_FUZZ_TARGET_H
#define PORTICO_FUZZ_TARGET_H

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The rest of an input. Texts in it end with a NUL or with the input. */
struct input {
	const uint8_t *at;
	size_t left;
};

/* Memory for this input; what the one before took is gone. */
static inline struct arena *fresh_arena(void)
{
	static struct arena *arena;

	if (arena == NULL)
		arena = arena_new((size_t)64 << 10, (size_t)64 << 20);
	assert(arena != NULL);
	arena_reset(arena);
	return arena;
}

/* 0 at the end. */
static inline uint8_t take_byte(struct input *input)
{
	if (input->left == 0)
		return 0;
	input->left--;
	return *input->at++;
}

/* Any bytes but NUL, as a string of its own. */
static inline char *take_bytes(struct arena *arena, struct input *input)
{
	size_t length = strnlen((const char *)input->at, input->left);
	char *text = arena_copy(arena, input->at, length);

	assert(text != NULL);
	length += length < input->left;
	input->at += length;
	input->left -= length;
	return text;
}

/* The same as valid UTF-8: "" where it is none. */
static inline char *take_text(struct arena *arena, struct input *input)
{
	char *text = take_bytes(arena, input);

	if (!text_valid(text, strlen(text)))
		*text = '\0';
	return text;
}

/* A file in memory of these bytes, at offset 0; `path` opens it. The caller closes it. */
static inline int make_file(const void *data, size_t length, char path[32])
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	assert(fd >= 0 && file_write(fd, data, length) == RC_OK && lseek(fd, 0, SEEK_SET) == 0);
	(void)snprintf(path, 32, "/proc/self/fd/%d", fd);
	return fd;
}

#endif
