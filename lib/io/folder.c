/* See folder.h. */
#include "io/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FIRST_ENTRIES 32

static int by_name(const void *a, const void *b)
{
	const struct folder_entry *first = a, *second = b;
	return strcmp(first->name, second->name);
}

static enum rc add_entry(
        struct arena *arena, struct folder *folder, size_t *room, const struct folder_entry *entry)
{
	if (folder->count == *room) {
		size_t more = *room == 0 ? FIRST_ENTRIES : *room * 2;
		struct folder_entry *grown = ARENA_ARRAY(arena, struct folder_entry, more);
		if (grown == NULL)
			return RC_NO_MEMORY;
		if (folder->count != 0)
			memcpy(grown, folder->entries, folder->count * sizeof(*grown));
		folder->entries = grown;
		*room = more;
	}
	folder->entries[folder->count++] = *entry;
	return RC_OK;
}

static enum rc read_entries(struct arena *arena, DIR *handle, struct folder *folder)
{
	size_t room = 0;
	for (;;) {
		errno = 0;
		const struct dirent *found = readdir(handle);
		if (found == NULL)
			return errno == 0 ? RC_OK : RC_IO;
		struct stat about;
		if (found->d_name[0] == '.' ||
		        fstatat(dirfd(handle), found->d_name, &about, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		if (!S_ISREG(about.st_mode) && !S_ISDIR(about.st_mode))
			continue;
		struct folder_entry entry = { .name = arena_text(arena, found->d_name),
			.is_folder = S_ISDIR(about.st_mode),
			.size = (int64_t)about.st_size };
		if (entry.name == NULL)
			return RC_NO_MEMORY;
		enum rc rc = add_entry(arena, folder, &room, &entry);
		if (rc != RC_OK)
			return rc;
	}
}

enum rc folder_list(struct arena *arena, const char *path, struct folder *folder)
{
	*folder = (struct folder){ NULL, 0 };
	DIR *handle = opendir(path);
	if (handle == NULL)
		return errno == ENOENT ? RC_NOT_FOUND : RC_IO;
	enum rc rc = read_entries(arena, handle, folder);
	int problem = errno;
	closedir(handle);
	errno = problem;
	if (rc == RC_OK && folder->count > 1)
		qsort(folder->entries, folder->count, sizeof(*folder->entries), by_name);
	return rc;
}

enum rc folder_make(const char *path, unsigned mode)
{
	char part[PATH_MAX];
	size_t length = strlen(path);
	if (length == 0 || length >= sizeof(part))
		return RC_IO;
	memcpy(part, path, length + 1);
	for (size_t i = 1; i <= length; i++) {
		if (part[i] != '/' && part[i] != '\0')
			continue;
		char end = part[i];
		part[i] = '\0';
		if (mkdir(part, (mode_t)mode) != 0 && errno != EEXIST)
			return RC_IO;
		part[i] = end;
	}
	struct stat about;
	return stat(path, &about) == 0 && S_ISDIR(about.st_mode) ? RC_OK : RC_IO;
}
