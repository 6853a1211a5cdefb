/* See archive.h. */
#include "io/archive.h"

#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>

#include <archive.h>
#include <archive_entry.h>

#include "base/log.h"

struct zip {
	struct archive *archive;
	struct archive_entry *entry;
	zip_take *take;
	void *context;
	enum rc rc;      /* the first failure */
	int64_t left;    /* of the file's size; below 0: not known */
	locale_t locale; /* libarchive marks a name as UTF-8 only where the locale is; 0: not to be had */
};

/* Never fails as far as libarchive knows: after an error it would not free what compresses the open file. */
static la_ssize_t write_out(struct archive *archive, void *context, const void *data, size_t length)
{
	struct zip *zip = context;
	(void)archive;
	if (zip->rc == RC_OK)
		zip->rc = zip->take(zip->context, data, length);
	return (la_ssize_t)length;
}

/* What libarchive answered as a code; a warning is none. */
static enum rc note(struct zip *zip, int status)
{
	if (zip->rc == RC_OK && status < ARCHIVE_WARN) {
		log_error("archive: %s", archive_error_string(zip->archive));
		zip->rc = RC_IO;
	}
	return zip->rc;
}

static enum rc open_archive(struct zip *zip)
{
	zip->archive = archive_write_new();
	zip->entry = archive_entry_new();
	if (zip->archive == NULL || zip->entry == NULL)
		return RC_NO_MEMORY;
	int status = archive_write_set_format_zip(zip->archive);
	if (status == ARCHIVE_OK) /* as it comes, without blocks that are filled up */
		status = archive_write_set_bytes_per_block(zip->archive, 0);
	if (status == ARCHIVE_OK)
		status = archive_write_open(zip->archive, zip, NULL, write_out, NULL);
	return note(zip, status);
}

enum rc zip_start(zip_take *take, void *context, struct zip **zip)
{
	struct zip *made = calloc(1, sizeof(*made));
	if (made == NULL)
		return RC_NO_MEMORY;
	*made = (struct zip){ .take = take, .context = context, .left = -1 };
	made->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	enum rc rc = open_archive(made);
	if (rc != RC_OK) {
		zip_free(made);
		return rc;
	}
	*zip = made;
	return RC_OK;
}

/* The locale counts for this call alone. */
static enum rc write_header(struct zip *zip)
{
	locale_t before = zip->locale != (locale_t)0 ? uselocale(zip->locale) : (locale_t)0;
	int status = archive_write_header(zip->archive, zip->entry);
	if (before != (locale_t)0)
		(void)uselocale(before);
	return note(zip, status);
}

enum rc zip_file(struct zip *zip, const char *name, int64_t size, int64_t when)
{
	if (zip->rc != RC_OK)
		return zip->rc;
	archive_entry_clear(zip->entry);
	archive_entry_copy_pathname(zip->entry, name);
	archive_entry_set_filetype(zip->entry, AE_IFREG);
	archive_entry_set_perm(zip->entry, 0600);
	archive_entry_set_mtime(zip->entry, when, 0);
	if (size >= 0)
		archive_entry_set_size(zip->entry, size);
	zip->left = size;
	return write_header(zip);
}

enum rc zip_add(struct zip *zip, const void *data, size_t length)
{
	if (zip->rc != RC_OK || length == 0)
		return zip->rc;
	if (zip->left >= 0 && (int64_t)length > zip->left)
		return RC_INVALID;
	la_ssize_t written = archive_write_data(zip->archive, data, length);
	if (written >= 0 && (size_t)written != length)
		return zip->rc = RC_IO;
	if (zip->left >= 0)
		zip->left -= (int64_t)length;
	return note(zip, written < 0 ? (int)written : ARCHIVE_OK);
}

enum rc zip_end(struct zip *zip)
{
	return zip->rc == RC_OK ? note(zip, archive_write_close(zip->archive)) : zip->rc;
}

void zip_free(struct zip *zip)
{
	if (zip == NULL)
		return;
	if (zip->rc == RC_OK)
		zip->rc = RC_IO; /* freeing closes: what would go out now is not wanted */
	(void)archive_write_free(zip->archive);
	archive_entry_free(zip->entry);
	if (zip->locale != (locale_t)0)
		freelocale(zip->locale);
	free(zip);
}
