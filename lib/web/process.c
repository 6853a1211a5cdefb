/* Starting and stopping one process: web programs and the command line alike. */
#include "web/process.h"

#include <dirent.h>
#include <errno.h>
#include <malloc.h>
#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "base/time.h"
#include "base/unicode.h"
#include "base/zone.h"

/* Its frame is that of the templates' folder with its name. */
static enum rc open_view(struct process *process)
{
	const char *frame = arena_format(process->arena, "%s/frame", process->name);
	return frame ? view_open(&process->config, frame, &process->view) : RC_NO_MEMORY;
}

enum rc process_start(struct process *process, const char *name)
{
	*process = (struct process){ .name = name };
	log_start(name, LOG_LEVEL_INFO);
	/* large blocks go back to the system at once: a password computation takes 19 MiB */
	(void)mallopt(M_MMAP_THRESHOLD, 131072);
	unicode_start();
	enum rc rc = secret_start();
	if (rc != RC_OK)
		return rc;
	process->arena = arena_new(8192, (size_t)1 << 20);
	if (!process->arena)
		return RC_NO_MEMORY;
	const char *why = "";
	rc = config_load(process->arena, &process->config, &why);
	if (rc != RC_OK) {
		log_error("configuration: %s", why);
		return rc;
	}
	log_start(name, process->config.log_level);
	config_database_role(&process->config, text_equal(name, "admin") ? DATABASE_ADMIN : DATABASE_WEB);
	rc = secret_key_load(process->config.key_file, &process->key);
	if (rc != RC_OK) {
		log_error("key file %s: %s", process->config.key_file, rc_text(rc));
		return rc;
	}
	rc = db_open(&process->config, &process->db);
	if (rc == RC_OK)
		rc = open_view(process);
	if (rc != RC_OK)
		log_error("start: %s", rc_text(rc));
	return rc;
}

enum rc process_passwords(struct process *process)
{
	const char *slots = arena_format(process->arena, "%s/slots", process->config.state_dir);
	const char *list = arena_format(process->arena, "%s/common-passwords.txt", process->config.share_dir);
	if (!slots || !list)
		return RC_NO_MEMORY;
	enum rc rc = password_door_open(slots, password_slots(process->config.hash_slots), &process->door);
	if (rc != RC_OK) {
		log_error("password slots in %s: %s", slots, rc_text(rc));
		return rc;
	}
	rc = password_list_open(list, &process->common_passwords);
	if (rc != RC_OK)
		log_error("list of common passwords %s: %s", list, rc_text(rc));
	return rc;
}

enum rc process_templates(struct process *process, const char *folder)
{
	const char *path = arena_format(process->arena, "%s/templates/%s", process->config.share_dir, folder);
	if (!path)
		return RC_NO_MEMORY;
	DIR *dir = opendir(path);
	if (!dir) {
		log_error("templates %s: %s", path, strerror(errno));
		return RC_IO;
	}
	enum rc rc = RC_OK;
	for (struct dirent *entry; rc == RC_OK && (entry = readdir(dir));) {
		size_t length = strlen(entry->d_name);
		if (length < 4 || !text_equal(entry->d_name + length - 3, ".cs"))
			continue;
		const char *name =
		        arena_format(process->arena, "%s/%.*s", folder, (int)(length - 3), entry->d_name);
		rc = name ? view_prepare(process->view, name) : RC_NO_MEMORY;
	}
	(void)closedir(dir);
	return rc;
}

void process_stop(struct process *process)
{
	password_list_close(process->common_passwords);
	password_door_close(process->door);
	view_close(process->view);
	db_close(process->db);
	number_release();
	time_release();
	zone_release();
	arena_free(process->arena);
	*process = (struct process){ 0 };
}
