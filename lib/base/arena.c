/*
 * Request memory: a chain of zeroed blocks. The first one stays for the next request.
 * Under AddressSanitizer everything not handed out is poisoned, so that an overrun inside a block is seen.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if __has_include(<sanitizer/asan_interface.h>)
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(start, size)   ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#endif

#define ALIGNMENT   _Alignof(max_align_t)
#define BLOCK_SIZE  ((size_t)64 << 10)
#define LARGE_PIECE (BLOCK_SIZE / 4) /* gets a block of its own */
#define SHORT_TEXT  256

struct block {
	struct block *next;
	size_t size;
	size_t used;
	max_align_t bytes[];
};

struct undo {
	struct undo *next;
	void (*call)(void *);
	void *what;
};

struct arena {
	struct block *first;
	struct block *newest; /* small pieces come from here */
	struct undo *undo;    /* newest first */
	size_t limit;
	size_t held; /* bytes of all blocks */
	size_t used;
	bool lacked;
};

static struct block *block_new(size_t size)
{
	struct block *block = calloc(1, sizeof(*block) + size);
	if (!block)
		return NULL;
	block->size = size;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	return block;
}

static void block_free(struct block *block)
{
	ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
	free(block);
}

struct arena *arena_new(size_t first, size_t limit)
{
	if (limit > SIZE_MAX / 2)
		limit = SIZE_MAX / 2;
	if (first > limit)
		first = limit;

	struct arena *arena = calloc(1, sizeof(*arena));
	if (!arena)
		return NULL;
	arena->first = block_new(first);
	if (!arena->first) {
		free(arena);
		return NULL;
	}
	arena->newest = arena->first;
	arena->limit = limit;
	arena->held = first;
	return arena;
}

/* A new block for `need` bytes. A large piece goes behind the newest block, whose rest stays in use. */
static struct block *block_add(struct arena *arena, size_t need)
{
	size_t room = arena->limit - arena->held;
	if (need > room)
		return NULL;

	bool large = need > LARGE_PIECE;
	size_t size = large ? need : room < BLOCK_SIZE ? room : BLOCK_SIZE;
	struct block *block = block_new(size);
	if (!block)
		return NULL;
	arena->held += size;

	if (large) {
		block->next = arena->newest->next;
		arena->newest->next = block;
	} else {
		block->next = arena->newest;
		arena->newest = block;
	}
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	if (size > arena->limit) {
		arena->lacked = true;
		return NULL;
	}
	size_t need = (size + !size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;

	struct block *block = arena->newest;
	if (block->size - block->used < need)
		block = block_add(arena, need);
	if (!block) {
		arena->lacked = true;
		return NULL;
	}

	char *piece = (char *)block->bytes + block->used;
	block->used += need;
	arena->used += need;
	ASAN_UNPOISON_MEMORY_REGION(piece, size + !size);
	return piece;
}

void *arena_alloc_array(struct arena *arena, size_t size, size_t count)
{
	size_t bytes;
	if (__builtin_mul_overflow(size, count, &bytes))
		bytes = SIZE_MAX; /* which no arena has */
	return arena_alloc(arena, bytes);
}

char *arena_copy(struct arena *arena, const void *data, size_t length)
{
	char *copy = arena_alloc(arena, length < SIZE_MAX ? length + 1 : length);
	if (copy && length)
		memcpy(copy, data, length);
	return copy;
}

char *arena_text(struct arena *arena, const char *text)
{
	return text ? arena_copy(arena, text, strlen(text)) : NULL;
}

char *arena_format(struct arena *arena, const char *format, ...)
{
	char brief[SHORT_TEXT]; /* most texts are short: those are formatted once */
	va_list values;
	va_start(values, format);
	int length = vsnprintf(brief, sizeof(brief), format, values);
	va_end(values);
	if (length < 0)
		return NULL;
	if ((size_t)length < sizeof(brief))
		return arena_copy(arena, brief, (size_t)length);

	char *text = arena_alloc(arena, (size_t)length + 1);
	if (!text)
		return NULL;
	va_start(values, format);
	vsnprintf(text, (size_t)length + 1, format, values);
	va_end(values);
	return text;
}

enum rc arena_defer(struct arena *arena, void (*undo)(void *), void *what)
{
	assert(undo);
	struct undo *entry = ARENA_NEW(arena, struct undo);
	if (!entry) {
		undo(what);
		return RC_NO_MEMORY;
	}
	*entry = (struct undo){ .next = arena->undo, .call = undo, .what = what };
	arena->undo = entry;
	return RC_OK;
}

static void undo_all(struct arena *arena)
{
	while (arena->undo) {
		struct undo *entry = arena->undo;
		arena->undo = entry->next;
		entry->call(entry->what);
	}
}

static void drop_blocks(struct arena *arena)
{
	struct block *next = arena->newest;
	while (next) {
		struct block *block = next;
		next = block->next;
		if (block != arena->first)
			block_free(block);
	}
	arena->newest = arena->first;
	arena->first->next = NULL;
	arena->held = arena->first->size;
}

void arena_reset(struct arena *arena)
{
	undo_all(arena);
	drop_blocks(arena);

	struct block *first = arena->first;
	ASAN_UNPOISON_MEMORY_REGION(first->bytes, first->size);
	memset(first->bytes, 0, first->used);
	ASAN_POISON_MEMORY_REGION(first->bytes, first->size);
	first->used = 0;
	arena->used = 0;
	arena->lacked = false;
}

bool arena_lacked(struct arena *arena, bool forget)
{
	bool lacked = arena->lacked;
	if (forget)
		arena->lacked = false;
	return lacked;
}

void arena_lack(struct arena *arena)
{
	arena->lacked = true;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	undo_all(arena);
	drop_blocks(arena);
	block_free(arena->first);
	free(arena);
}
