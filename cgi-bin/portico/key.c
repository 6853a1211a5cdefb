/*
 * portico key renew, finish: another key in the key file. Programs read it at their start alone, so the two
 * are apart: in between all are started again and know both keys. Each may be killed anywhere and run again.
 */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/secret.h"
#include "domain/second_factor.h"
#include "tool.h"

#define PASSES 10 /* people go on setting up second steps */

static int fail_file(struct tool *tool, enum rc rc)
{
	const char *path = tool->config.key_file;
	if (rc == RC_DENIED)
		return tool_fail("%s: others may read it: chmod 600 it", path);
	return tool_fail("%s: %s", path, rc == RC_IO ? strerror(errno) : rc_text(rc));
}

int command_key_renew(struct tool *tool)
{
	if (tool->argc != 1)
		return MISUSED;
	enum rc rc = secret_key_renew(tool->config.key_file);
	if (rc == RC_CONFLICT)
		return tool_fail(
		        "%s holds a new key and the former one already: start programs and worker again, "
		        "then portico key finish",
		        tool->config.key_file);
	if (rc != RC_OK)
		return fail_file(tool, rc);
	tool_say("a new key is in %s; the former one stays there for what it has sealed",
	        tool->config.key_file);
	tool_say("now start programs and worker again (systemctl restart portico.target), then portico key "
	         "finish");
	tool_say("with that start end: forms under way, codes and links for signing in, and the links in "
	         "mails that "
	         "end their kind; passwords, sessions and second steps stay");
	return DONE;
}

/* Until a pass finds nothing that only the former key opens. */
static enum rc seal_all(struct tool *tool, const struct secret_key *key, struct factor_renewal *last)
{
	int64_t sealed = 0;
	for (int pass = 0; pass < PASSES; pass++) {
		enum rc rc = RC_OK;
		*last = (struct factor_renewal){ 0 };
		while (rc == RC_OK) {
			arena_reset(tool->arena);
			rc = factor_renew(tool->db, tool->arena, key, last);
		}
		if (rc != RC_NOT_FOUND)
			return rc;
		sealed += last->sealed;
		if (last->sealed == 0)
			break;
	}
	bool over = last->sealed == 0;
	last->sealed = sealed;
	return over ? RC_OK : RC_CONFLICT;
}

static int finish(struct tool *tool, const struct secret_key *key)
{
	struct factor_renewal renewal;
	enum rc rc = seal_all(tool, key, &renewal);
	if (rc == RC_CONFLICT)
		return tool_fail(
		        "a program still seals with the former key: start all again, then portico key "
		        "finish once more");
	if (rc != RC_OK)
		return tool_failed(rc, "sealing second steps anew");
	tool_say("second steps: %" PRId64 " sealed anew, %" PRId64 " with the new key now", renewal.sealed,
	        renewal.kept);
	if (renewal.lost > 0)
		tool_say("%" PRId64
		         " open with neither key, as before; the lines above name the accounts: portico "
		         "user reset-2fa",
		        renewal.lost);
	rc = secret_key_forget(tool->config.key_file);
	if (rc != RC_OK)
		return fail_file(tool, rc);
	tool_say("the former key is out of %s; backups from before keep the one that belongs to them",
	        tool->config.key_file);
	return DONE;
}

int command_key_finish(struct tool *tool)
{
	struct secret_key key;
	if (tool->argc != 1)
		return MISUSED;
	enum rc rc = secret_key_load(tool->config.key_file, &key);
	if (rc != RC_OK)
		return fail_file(tool, rc);
	int status = DONE;
	if (key.has_old)
		status = finish(tool, &key);
	else
		tool_say("%s holds one key: nothing is left to do", tool->config.key_file);
	secret_wipe(&key, sizeof(key));
	return status;
}
