/*
 * A .mo file: a head, then two tables of (length, offset) pairs, originals sorted by bytes and their
 * translations. A plural message is "one\0other", its translation the forms, each with a NUL between.
 * Every offset is checked once, at the opening. The file is mapped, so that all programs have it in memory
 * once: it is replaced by another, as installers do, and never written over.
 */
#include "io/catalog.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/text.h"

#define MAGIC     UINT32_C(0x950412de)
#define HEAD_SIZE 28
#define PAIR_SIZE 8

struct catalog {
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

static enum rc map_file(int fd, struct catalog *catalog)
{
	struct stat about;
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return RC_IO;
	if (about.st_size < HEAD_SIZE)
		return RC_INVALID;
	if ((uintmax_t)about.st_size > LIMIT_CATALOG)
		return RC_TOO_LARGE;
	void *data = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (data == MAP_FAILED)
		return errno == ENOMEM ? RC_NO_MEMORY : RC_IO;
	catalog->data = data;
	catalog->size = (size_t)about.st_size;
	return read_head(catalog) && is_sound(catalog) ? RC_OK : RC_INVALID;
}

enum rc catalog_open(const char *path, struct catalog **catalog)
{
	/* without O_NONBLOCK a named pipe would hold us until somebody writes */
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? RC_NOT_FOUND : RC_IO;
	struct catalog *fresh = calloc(1, sizeof(*fresh));
	enum rc rc = fresh ? map_file(fd, fresh) : RC_NO_MEMORY;
	close(fd);
	if (rc != RC_OK)
		catalog_close(fresh);
	else
		*catalog = fresh;
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
	if (!catalog)
		return;
	if (catalog->data)
		munmap((void *)(uintptr_t)catalog->data, catalog->size);
	free(catalog);
}
