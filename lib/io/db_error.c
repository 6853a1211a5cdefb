/* See db_error.h. */
#include "io/db_error.h"

#include <stddef.h>

#include <errmsg.h>
#include <mysqld_error.h>

#include "base/log.h"

bool db_error_means_lost(unsigned code)
{
	switch (code) {
	case CR_SERVER_GONE_ERROR:
	case CR_SERVER_LOST:
	case CR_SERVER_LOST_EXTENDED:
	case CR_COMMANDS_OUT_OF_SYNC:
	case CR_OUT_OF_MEMORY: /* in the middle of an answer, whose rest the next statement would take for its
	                          own */
	case CR_MALFORMED_PACKET:
	case ER_CONNECTION_KILLED:
	case ER_SERVER_SHUTDOWN:
	case ER_UNKNOWN_STMT_HANDLER:
		return true;
	default:
		return false;
	}
}

/* Messages of these codes name tables, columns or our own SQL, never a value. */
static bool tells_no_value(unsigned code)
{
	static const unsigned codes[] = { ER_DBACCESS_DENIED_ERROR, ER_ACCESS_DENIED_ERROR, ER_NO_DB_ERROR,
		ER_BAD_DB_ERROR, ER_BAD_FIELD_ERROR, ER_PARSE_ERROR, ER_NO_SUCH_TABLE,
		ER_TABLEACCESS_DENIED_ERROR, ER_COLUMNACCESS_DENIED_ERROR, ER_CON_COUNT_ERROR,
		ER_TOO_MANY_USER_CONNECTIONS, ER_USER_LIMIT_REACHED, ER_OPTION_PREVENTS_STATEMENT,
		ER_DISK_FULL, ER_RECORD_FILE_FULL, ER_BAD_NULL_ERROR, ER_NO_DEFAULT_FOR_FIELD,
		ER_DATA_TOO_LONG, ER_STATEMENT_TIMEOUT, ER_MAX_PREPARED_STMT_COUNT_REACHED,
		ER_QUERY_INTERRUPTED };
	if (code >= CR_MIN_ERROR && code <= CR_MAX_ERROR)
		return true;
	for (size_t i = 0; i < LENGTH(codes); i++)
		if (codes[i] == code)
			return true;
	return false;
}

enum rc db_error_code(unsigned code)
{
	switch (code) {
	case ER_DUP_ENTRY:
	case ER_DUP_ENTRY_WITH_KEY_NAME:
		return RC_CONFLICT;
	case ER_NO_REFERENCED_ROW_2:
	case ER_ROW_IS_REFERENCED_2:
	case ER_CONSTRAINT_FAILED:
		return RC_INVALID;
	case ER_LOCK_DEADLOCK:
	case ER_LOCK_WAIT_TIMEOUT:
	case ER_CHECKREAD:
		return RC_RETRY;
	default:
		return RC_DB;
	}
}

void db_error_tell(const char *what, unsigned code, const char *message)
{
	log_error("database: %s: error %u %s", what, code, tells_no_value(code) ? message : "");
}
