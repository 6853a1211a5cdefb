/* Any names and bytes in an archive, in pieces of any size: libarchive reads them back as they were. */
#include "target.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <stdlib.h>

#include "io/archive.h"

#define FILES 4

struct sink {
	char *data;
	size_t length, most;
};

struct file {
	const char *name;
	const uint8_t *data;
	size_t length;
};

static enum rc take(void *context, const void *data, size_t length)
{
	struct sink *sink = context;

	if (length > sink->most - sink->length)
		return RC_TOO_LARGE;
	memcpy(sink->data + sink->length, data, length);
	sink->length += length;
	return RC_OK;
}

static enum rc write_file(struct zip *zip, const struct file *file, size_t step, bool sized)
{
	enum rc rc = zip_file(zip, file->name, sized ? (int64_t)file->length : -1, 1700000000);

	for (size_t at = 0; rc == RC_OK && at < file->length; at += step)
		rc = zip_add(zip, file->data + at, step < file->length - at ? step : file->length - at);
	if (rc == RC_OK && sized)
		assert(zip_add(zip, "more", 4) == RC_INVALID);
	return rc;
}

static void expect_file(struct arena *arena, struct archive *archive, const struct file *file)
{
	struct archive_entry *entry;
	char *data = arena_alloc(arena, file->length + 1);

	assert(archive_read_next_header(archive, &entry) == ARCHIVE_OK);
	assert(text_equal(archive_entry_pathname_utf8(entry), file->name));
	assert(archive_read_data(archive, data, file->length + 1) == (la_ssize_t)file->length);
	assert(memcmp(data, file->data, file->length) == 0);
}

static void read_back(struct arena *arena, const struct sink *sink, const struct file *files, size_t count)
{
	struct archive *archive = archive_read_new();
	struct archive_entry *entry;

	locale_t letters = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0), before = uselocale(letters);

	assert(letters != (locale_t)0); /* libarchive reads names by it */
	assert(archive != NULL && archive_read_support_format_zip_seekable(archive) == ARCHIVE_OK);
	assert(archive_read_open_memory(archive, sink->data, sink->length) == ARCHIVE_OK);
	for (size_t i = 0; i < count; i++)
		expect_file(arena, archive, &files[i]);
	assert(archive_read_next_header(archive, &entry) == ARCHIVE_EOF);
	archive_read_free(archive);
	uselocale(before);
	freelocale(letters);
}

/* Names of files are ours: made of what a title may hold, in a folder. */
static const char *name_of(struct arena *arena, struct input *input, size_t index)
{
	return arena_format(arena, "%zu/%s", index, text_file_name(arena, take_text(arena, input)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	size_t count = take_byte(&input) % FILES + 1, step = (size_t)take_byte(&input) + 1;
	uint8_t sized = take_byte(&input), room = take_byte(&input);
	struct sink sink = { .most = room == 1 ? 100 : size * 2 + 4096 };
	struct file files[FILES];
	struct zip *zip;

	sink.data = arena_alloc(arena, sink.most);
	assert(sink.data != NULL && zip_start(take, &sink, &zip) == RC_OK);
	enum rc rc = RC_OK;
	for (size_t i = 0; i < count; i++) {
		files[i].name = name_of(arena, &input, i);
		files[i].data = input.at;
		files[i].length = input.left / (count - i);
		input.at += files[i].length;
		input.left -= files[i].length;
		enum rc written = write_file(zip, &files[i], step, sized >> i & 1);
		assert(rc == RC_OK || written == rc); /* the first failure stays */
		rc = written;
	}
	rc = rc == RC_OK ? zip_end(zip) : rc;
	zip_free(zip);
	if (rc == RC_OK)
		read_back(arena, &sink, files, count);
	else
		assert(rc == RC_TOO_LARGE);
	return 0;
}
