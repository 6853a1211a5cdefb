/*
 * A .mo file: a head, then two tables of (length, offset) pairs, originals sorted by bytes and their
 * translations. A plural message is "one\0other", its translation the forms, each with a NUL between.
 * Every offset is checked once, at the opening.
 */
#include "io/catalog.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/limits.h"
#include "base/text.h"

#define MAGIC       UINT32_C(0x950412de)
#define HEAD_SIZE   28
#define PAIR_SIZE   8
#define BEYOND_FILE 4096 /* arena space for the struct itself */

struct catalog {
	struct arena *arena; /* holds the file and this struct */
	const char *data;
	size_t size;
	bool swapped; /* written on a machine of the other byte order */
	uint32_t count;
	uint32_t originals; /* offsets of the tables */
	uint32_t translations;
};

struct piece {
	const char *text; /* NUL-terminated, may hold more NULs */
	size_t length;
};

static uint32_t number_at(const struct catalog *catalog, size_t offset)
{
	uint32_t number;
	memcpy(&number, catalog->data + offset, sizeof(number));
	return catalog->swapped ? __builtin_bswap32(number) : number;
}

static struct piece piece_at(const struct catalog *catalog, uint32_t table, uint32_t index)
{
	size_t pair = table + (size_t)index * PAIR_SIZE;
	return (struct piece){ catalog->data + number_at(catalog, pair + 4), number_at(catalog, pair) };
}

static bool read_head(struct catalog *catalog)
{
	if (catalog->size < HEAD_SIZE)
		return false;
	catalog->swapped = number_at(catalog, 0) != MAGIC;
	if (number_at(catalog, 0) != MAGIC || number_at(catalog, 4) >> 16 > 1)
		return false;
	catalog->count = number_at(catalog, 8);
	catalog->originals = number_at(catalog, 12);
	catalog->translations = number_at(catalog, 16);
	uint64_t table = (uint64_t)catalog->count * PAIR_SIZE;
	return catalog->originals + table <= catalog->size && catalog->translations + table <= catalog->size;
}

/* True if the piece lies in the file with its NUL. Adds its length to *sum, which a sound file keeps below
 * its size. */
static bool is_inside(const struct catalog *catalog, uint32_t table, uint32_t index, uint64_t *sum)
{
	size_t pair = table + (size_t)index * PAIR_SIZE;
	uint64_t length = number_at(catalog, pair), end = length + number_at(catalog, pair + 4);
	*sum += length;
	return end < catalog->size && *sum <= catalog->size && catalog->data[end] == '\0';
}

static bool is_utf8(struct piece piece)
{
	const char *end = piece.text + piece.length;
	for (const char *part = piece.text; part <= end; part += strlen(part) + 1)
		if (!text_valid(part, strlen(part)))
			return false;
	return true;
}

static bool is_sound(const struct catalog *catalog)
{
	uint64_t sum = 0;
	for (uint32_t i = 0; i < catalog->count; i++) {
		if (!is_inside(catalog, catalog->originals, i, &sum) ||
		        !is_inside(catalog, catalog->translations, i, &sum))
			return false;
		struct piece original = piece_at(catalog, catalog->originals, i);
		if (i && strcmp(piece_at(catalog, catalog->originals, i - 1).text, original.text) >= 0)
			return false;
		if (!is_utf8(original) || !is_utf8(piece_at(catalog, catalog->translations, i)))
			return false;
	}
	return true;
}

static enum rc catalog_read(struct arena *arena, const char *path, struct catalog **catalog)
{
	char *data;
	struct catalog *fresh = ARENA_NEW(arena, struct catalog);
	if (!fresh)
		return RC_NO_MEMORY;
	fresh->arena = arena;
	enum rc rc = file_read(arena, path, LIMIT_CATALOG, &data, &fresh->size);
	if (rc != RC_OK)
		return rc;
	fresh->data = data;
	if (!read_head(fresh) || !is_sound(fresh))
		return RC_INVALID;
	*catalog = fresh;
	return RC_OK;
}

enum rc catalog_open(const char *path, struct catalog **catalog)
{
	struct arena *arena = arena_new(256, LIMIT_CATALOG + BEYOND_FILE);
	if (!arena)
		return RC_NO_MEMORY;
	enum rc rc = catalog_read(arena, path, catalog);
	if (rc != RC_OK)
		arena_free(arena);
	return rc;
}

/* Finds the original that begins with this message; the piece's text is NULL if there is none. */
static struct piece look_up(const struct catalog *catalog, const char *message, struct piece *original)
{
	uint32_t low = 0, high = catalog ? catalog->count : 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		*original = piece_at(catalog, catalog->originals, middle);
		int order = strcmp(message, original->text);
		if (order == 0)
			return piece_at(catalog, catalog->translations, middle);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return (struct piece){ 0 };
}

const char *catalog_find(const struct catalog *catalog, const char *message)
{
	struct piece original;
	if (text_empty(message)) /* the empty original holds the catalog's head */
		return message;
	struct piece found = look_up(catalog, message, &original);
	return text_empty(found.text) ? message : found.text;
}

static bool is_plural_of(struct piece original, const char *one, const char *other)
{
	size_t length = strlen(one);
	return original.length > length && text_equal(original.text + length + 1, other);
}

/* Form number `form` of the translation, NULL if it has fewer. */
static const char *form_of(struct piece found, size_t form)
{
	const char *text = found.text, *end = found.text + found.length;
	for (; form && text <= end; form--)
		text += strlen(text) + 1;
	return text <= end ? text : NULL;
}

const char *catalog_plural(const struct catalog *catalog, const char *one, const char *other, size_t form)
{
	struct piece original;
	const char *plain = form == 0 ? one : other;
	struct piece found = look_up(catalog, one, &original);
	if (!found.text || !is_plural_of(original, one, other))
		return plain;
	const char *text = form_of(found, form);
	return text_empty(text) ? plain : text;
}

void catalog_close(struct catalog *catalog)
{
	if (catalog)
		arena_free(catalog->arena);
}
