/*
 * The judgement of a new password: the shipped list, looked up by halving in the mapped file, and the own
 * words.
 */
#include "io/password.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "base/limits.h"
#include "base/text.h"

#define DIGITS_BESIDE 4 /* that an own word may have around it and still be refused */

struct password_list {
	const char *text; /* lines, the last one ended too */
	size_t size;
};

struct line {
	const char *text;
	size_t length;
};

/* Letters and digits of a text, letter case folded, digits of any script as values. */
struct essence {
	uint32_t points[LIMIT_PASSWORD_MAX];
	size_t count;
};

static int compare(struct line a, struct line b)
{
	size_t shared = a.length < b.length ? a.length : b.length;
	int order = memcmp(a.text, b.text, shared);
	return order ? order : (a.length > b.length) - (a.length < b.length);
}

/* The line that starts at `at`. */
static struct line line_at(const struct password_list *list, size_t at)
{
	const char *start = list->text + at;
	const char *end = memchr(start, '\n', list->size - at);
	return (struct line){ start, (size_t)(end - start) };
}

static bool is_sorted(const struct password_list *list)
{
	if (list->text[list->size - 1] != '\n')
		return false;
	struct line before = line_at(list, 0);
	for (size_t at = before.length + 1; at < list->size;) {
		struct line line = line_at(list, at);
		if (compare(before, line) >= 0)
			return false;
		before = line;
		at += line.length + 1;
	}
	return true;
}

static enum rc map_list(int fd, struct password_list *list)
{
	struct stat about;
	if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
		return RC_IO;
	if (about.st_size == 0)
		return RC_INVALID;
	if (about.st_size > LIMIT_PASSWORD_LIST)
		return RC_TOO_LARGE;
	list->size = (size_t)about.st_size;
	void *text = mmap(NULL, list->size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (text == MAP_FAILED)
		return RC_IO;
	list->text = text;
	return is_sorted(list) ? RC_OK : RC_INVALID;
}

enum rc password_list_open(const char *path, struct password_list **list)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return errno == ENOENT || errno == ENOTDIR ? RC_NOT_FOUND : RC_IO;
	struct password_list *fresh = calloc(1, sizeof(*fresh));
	enum rc rc = fresh ? map_list(fd, fresh) : RC_NO_MEMORY;
	close(fd);
	if (rc != RC_OK)
		password_list_close(fresh);
	else
		*list = fresh;
	return rc;
}

void password_list_close(struct password_list *list)
{
	if (!list)
		return;
	if (list->text)
		munmap((void *)(uintptr_t)list->text, list->size);
	free(list);
}

static bool list_has(const struct password_list *list, struct line wanted)
{
	size_t low = 0, high = list->size;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		while (middle > low && list->text[middle - 1] != '\n')
			middle--;
		struct line line = line_at(list, middle);
		int order = compare(wanted, line);
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + line.length + 1;
	}
	return false;
}

/* Letter case folded and digits in ASCII. */
static uint32_t fold_point(uint32_t point)
{
	int32_t digit = u_charDigitValue((UChar32)point);
	return digit >= 0 ? '0' + (uint32_t)digit : (uint32_t)u_foldCase((UChar32)point, U_FOLD_CASE_DEFAULT);
}

static bool is_common(const char *password, const struct password_list *common)
{
	uint8_t folded[LIMIT_PASSWORD_MAX * U8_MAX_LENGTH];
	size_t size = 0;
	for (size_t left = strlen(password); left;) {
		uint32_t point;
		size_t step = text_next(password, left, &point);
		point = fold_point(point);
		U8_APPEND_UNSAFE(folded, size, point);
		password += step;
		left -= step;
	}
	bool common_one = list_has(common, (struct line){ (const char *)folded, size });
	sodium_memzero(folded, sizeof(folded));
	return common_one;
}

/* Of at most LIMIT_PASSWORD_MAX bytes. */
static void essence_of(const char *text, struct essence *essence)
{
	essence->count = 0;
	for (size_t left = strlen(text); left;) {
		uint32_t point;
		size_t step = text_next(text, left, &point);
		if (u_isalnum((UChar32)point))
			essence->points[essence->count++] = fold_point(point);
		text += step;
		left -= step;
	}
}

static bool is_at(const struct essence *text, size_t at, const struct essence *word)
{
	return word->count <= text->count - at &&
	       memcmp(text->points + at, word->points, word->count * sizeof(word->points[0])) == 0;
}

/* True if the password is the word, perhaps repeated, and few digits. */
static bool is_made_of(const struct essence *password, const struct essence *word)
{
	bool found = false;
	size_t digits = 0;
	for (size_t at = 0; at < password->count;) {
		if (word->count && is_at(password, at, word)) {
			found = true;
			at += word->count;
		} else if (password->points[at] >= '0' && password->points[at] <= '9') {
			digits++;
			at++;
		} else {
			return false;
		}
	}
	return found && digits <= DIGITS_BESIDE;
}

static bool has_own_word(const char *password, const char *const *own_words, size_t count)
{
	struct essence whole, word;
	bool found = false;
	essence_of(password, &whole);
	for (size_t i = 0; i < count && !found; i++) {
		if (text_empty(own_words[i]) || strlen(own_words[i]) > LIMIT_PASSWORD_MAX)
			continue;
		essence_of(own_words[i], &word);
		found = is_made_of(&whole, &word);
	}
	sodium_memzero(&whole, sizeof(whole));
	return found;
}

enum rc password_judge(
        const char *password, const char *const *own_words, size_t count, const struct password_list *common)
{
	if (strnlen(password, LIMIT_PASSWORD_MAX + 1) > LIMIT_PASSWORD_MAX)
		return RC_TOO_LARGE;
	if (has_own_word(password, own_words, count) || (common && is_common(password, common)))
		return RC_INVALID;
	return RC_OK;
}
