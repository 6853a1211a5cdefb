/*
 * What backup and restore share: the folder's files and the database programs.
 */
#ifndef PORTICO_ARCHIVE_H
#define PORTICO_ARCHIVE_H

#include "tool.h"

#define ARCHIVE_FORMAT   1
#define ARCHIVE_MANIFEST "manifest.json"
#define ARCHIVE_DUMP     "database.sql"

/* RC_INVALID, explained, for a folder that a web server may hand out: below share_dir or in a usual web root.
 */
enum rc archive_place(struct tool *tool, const char *folder) MUST_USE;

/* A client's option file with the connection and password of the settings, to be given as CHILD_SECRET. -1,
 * explained. */
int archive_options(struct tool *tool);

/* The option that names it, constant. */
extern const char *const archive_options_argument;

#endif
