/*
 * What one process keeps from request to request: configuration, key, database handle, templates.
 */
#ifndef PORTICO_WEB_PROCESS_H
#define PORTICO_WEB_PROCESS_H

#include "base/arena.h"
#include "base/config.h"
#include "base/secret.h"
#include "io/db.h"
#include "io/password.h"
#include "web/view.h"

struct process {
	const char *name;
	struct arena *arena; /* of the configuration's texts */
	struct config config;
	struct secret_key key;
	struct db *db;
	struct view *view;
	struct password_door *door;
	struct password_list *common_passwords;
};

/* Reads the configuration and the key, opens log, database handle (connected later) and catalogs. Failures
 * are logged. */
enum rc process_start(struct process *process, const char *name) MUST_USE;

/* Opens the door for password computations and the list of common ones. */
enum rc process_passwords(struct process *process) MUST_USE;

/* Parses every template in the folders, so that a broken one stops the start. RC_TEMPLATE, RC_IO. */
enum rc process_templates(struct process *process, const char *folder) MUST_USE;

void process_stop(struct process *process);

#endif
