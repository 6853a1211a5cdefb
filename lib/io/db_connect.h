/*
 * A connection to the database server: password, time limits, and TLS where the way leads over the network.
 * For lib/io/db.c alone.
 */
#ifndef PORTICO_IO_DB_CONNECT_H
#define PORTICO_IO_DB_CONNECT_H

#include <stdbool.h>

#include "base/config.h"
#include "base/rc.h"

struct st_mysql; /* MYSQL of mysql.h */

/*
 * Connects as db_user: by db_socket, else by TCP, with db_ca_file only over TLS to a server whose certificate
 * comes from there and names db_host. Without it another machine is not spoken to, unless db_unencrypted says
 * so. The caller closes it. whole_server: no database is selected; patient: the time limits of worker and
 * command line instead of a request's. RC_DB, logged; RC_NO_MEMORY.
 */
enum rc db_connect(
        const struct config *config, bool whole_server, bool patient, struct st_mysql **mysql) MUST_USE;

#endif
