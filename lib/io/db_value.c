/*
 * The arguments of statements.
 */
#include <string.h>

#include "io/db.h"

struct db_value db_value_int(int64_t number)
{
	return (struct db_value){ .type = DB_INT64, .number = number };
}

struct db_value db_value_double(double real)
{
	return (struct db_value){ .type = DB_DOUBLE, .real = real };
}

struct db_value db_value_text(const char *text)
{
	if (text == NULL)
		return (struct db_value){ .type = DB_TEXT, .null = true };
	return (struct db_value){ .type = DB_TEXT, .bytes = { text, strlen(text) } };
}

struct db_value db_value_bytes(struct bytes bytes)
{
	return (struct db_value){ .type = DB_BYTES, .null = bytes.data == NULL, .bytes = bytes };
}

struct db_value db_value_same(struct db_value value)
{
	return value;
}

struct db_value db_id_or_null(int64_t id)
{
	return (struct db_value){ .type = DB_INT64, .null = id == 0, .number = id };
}
