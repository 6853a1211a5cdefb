/*
 * What stands in a folder: regular files and folders, sorted by name. Symbolic links, other things and names
 * that begin with a dot are left out, so that a walk ends and stays below where it began.
 */
#ifndef PORTICO_IO_FOLDER_H
#define PORTICO_IO_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"

struct folder_entry {
	const char *name;
	bool is_folder;
	int64_t size; /* bytes of a file */
};

struct folder {
	struct folder_entry *entries;
	size_t count;
};

/* RC_NOT_FOUND, RC_IO (errno tells), RC_NO_MEMORY. All in the arena. */
enum rc folder_list(struct arena *arena, const char *path, struct folder *folder) MUST_USE;

/* Makes a folder with this mode, and those above it. One that is there already is RC_OK, its mode untouched.
 * RC_IO. */
enum rc folder_make(const char *path, unsigned mode) MUST_USE;

#endif
