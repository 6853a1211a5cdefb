/*
 * All data of a person as one ZIP: index.html to read, data.json for programs, the files that he sent, his
 * picture. It goes out while it is read from the database.
 */
#ifndef PORTICO_WEB_PERSON_ARCHIVE_H
#define PORTICO_WEB_PERSON_ARCHIVE_H

#include "web/request.h"

/* Makes the response such a ZIP of whoever asks: an attachment whose length nobody knows. RC_NO_MEMORY. */
enum rc person_archive(struct request *request) MUST_USE;

#endif
