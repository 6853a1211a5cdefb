/* What an error of the database server or of its client means. Only for db.c. */
#ifndef PORTICO_IO_DB_ERROR_H
#define PORTICO_IO_DB_ERROR_H

#include <stdbool.h>

#include "base/rc.h"

/* The connection is gone or of no use any more. */
bool db_error_means_lost(unsigned code);

/* RC_CONFLICT, RC_INVALID, RC_RETRY as db.h tells them; else RC_DB. */
enum rc db_error_code(unsigned code);

/* Logs a failure of `what`, its message only where that cannot hold a value. */
void db_error_tell(const char *what, unsigned code, const char *message);

#endif
