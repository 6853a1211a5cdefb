/*
 * The log: one line an event on standard error, "time level program request-id text".
 * Control characters become '?' (INJ-08). No passwords, tokens or bodies are ever passed here (PRV-03).
 */
#ifndef PORTICO_BASE_LOG_H
#define PORTICO_BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARN, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* Names the program; lines above `level` are dropped. `program` must outlive the process. */
void log_start(const char *program, enum log_level level);

/* The request that following lines belong to; NULL for none. Copied. */
void log_request(const char *id);

bool log_wants(enum log_level level);

void log_error(const char *format, ...) PRINTF_LIKE(1, 2);
void log_warn(const char *format, ...) PRINTF_LIKE(1, 2);
void log_info(const char *format, ...) PRINTF_LIKE(1, 2);
void log_debug(const char *format, ...) PRINTF_LIKE(1, 2);

/* An error told from a signal handler: nothing but a write, so the line has no time. */
void log_from_signal(const char *text);

/* A security event, with a fixed head that can be searched: "security <event> account=<id> ip=<address>".
 * `detail` may be NULL. account 0 means unknown. */
void log_security(const char *event, int64_t account_id, const char *address, const char *detail);

#endif
