/* Accounts as the command line makes them: see tool.h. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/language.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/audit.h"
#include "domain/mail_token.h"
#include "io/password.h"
#include "tool.h"
#include "web/page.h"

static enum rc judge(struct tool *tool, const char *password, const char *mail)
{
	const char *path = arena_format(tool->arena, "%s/common-passwords.txt", tool->config.share_dir);
	const char *name = arena_copy(tool->arena, mail, strcspn(mail, "@"));
	if (path == NULL || name == NULL)
		return RC_NO_MEMORY;
	struct password_list *list = NULL;
	enum rc rc = password_list_open(path, &list);
	if (rc != RC_OK) {
		tool_fail("%s: %s", path, rc_text(rc));
		return rc;
	}
	const char *const own[] = { tool->config.site_name, name };
	rc = password_judge(password, own, LENGTH(own), list);
	password_list_close(list);
	if (rc == RC_INVALID)
		tool_fail("this password is easily guessed; choose another one");
	return rc;
}

enum rc person_hash(struct tool *tool, const char *password, const char *mail, const char **hash)
{
	size_t length = strlen(password);
	if (length < LIMIT_PASSWORD_MIN || length > LIMIT_PASSWORD_MAX || !text_valid(password, length)) {
		tool_fail("a password has %d to %d bytes", LIMIT_PASSWORD_MIN, LIMIT_PASSWORD_MAX);
		return RC_INVALID;
	}
	enum rc rc = judge(tool, password, mail);
	const char *slots = arena_format(tool->arena, "%s/slots", tool->config.state_dir);
	if (rc != RC_OK || slots == NULL)
		return rc != RC_OK ? rc : RC_NO_MEMORY;
	struct password_door *door = NULL;
	rc = password_door_open(slots, tool->config.hash_slots, &door);
	if (rc == RC_OK)
		rc = password_hash(door, tool->keep, password, hash);
	else
		tool_fail("%s: %s (portico init makes it)", slots, rc_text(rc));
	password_door_close(door);
	return rc;
}

enum rc person_ask_password(struct tool *tool, const char *mail, const char **hash)
{
	const char *password = tool_ask(tool, "New password", true);
	if (password == NULL) {
		tool_fail("no password was given");
		return RC_INVALID;
	}
	if (isatty(STDIN_FILENO)) {
		const char *again = tool_ask(tool, "Once more", true);
		if (!text_equal(password, again)) {
			tool_fail("the two differ");
			return RC_INVALID;
		}
	}
	return person_hash(tool, password, mail, hash);
}

static enum rc check(const struct account *account)
{
	size_t chars = text_chars(account->name);
	if (!text_is_mail(account->mail))
		tool_fail("%s is not a mail address", account->mail);
	else if (chars == 0 || chars > LIMIT_NAME || text_has_break(account->name))
		tool_fail("a name has 1 to %d characters", LIMIT_NAME);
	else if (language_find(account->lang) == NULL)
		tool_fail("there is no language %s", account->lang);
	else
		return RC_OK;
	return RC_INVALID;
}

struct addition {
	struct tool *tool;
	struct account *account;
};

static enum rc add_unit(void *context)
{
	const struct addition *addition = context;
	struct account *account = addition->account;
	struct db *db = addition->tool->db;
	int64_t now = time_now();
	enum rc rc = account_create(db, addition->tool->arena, account, now, &account->id);
	return rc == RC_OK ? audit_add(db, 0, "account.add", "account", account->id, account->role, now) : rc;
}

enum rc person_add(struct tool *tool, struct account *account, const char *hash)
{
	account->state = "active";
	account->password_hash = hash;
	enum rc rc = check(account);
	if (rc != RC_OK)
		return rc;
	struct addition addition = { tool, account };
	rc = db_transact(tool->db, add_unit, &addition);
	if (rc == RC_CONFLICT)
		tool_fail("%s has an account already; portico user role changes it", account->mail);
	else if (rc == RC_INVALID)
		tool_fail("the role is customer, agent or admin");
	else if (rc != RC_OK)
		tool_failed(rc, account->mail);
	return rc;
}

struct invitation {
	struct tool *tool;
	int64_t account_id;
	const char *token;
};

static enum rc invite_unit(void *context)
{
	struct invitation *invitation = context;
	const struct mail_token token = { .purpose = TOKEN_CLAIM, .account_id = invitation->account_id };
	return token_make(invitation->tool->db, invitation->tool->arena, &token, LIMIT_CONFIRM_DAYS * DAY,
	        time_now(), &invitation->token);
}

enum rc person_print_link(struct tool *tool, const struct account *account)
{
	struct invitation invitation = { .tool = tool, .account_id = account->id };
	enum rc rc = db_transact(tool->db, invite_unit, &invitation);
	if (rc != RC_OK) {
		tool_failed(rc, account->mail);
		return rc;
	}
	const struct language *language = language_find(account->lang);
	const char *path = arena_format(tool->arena, "/login/reset/%s", invitation.token);
	if (language == NULL)
		language = language_at(0);
	const char *url = path == NULL ? NULL : url_mail(tool->arena, &tool->config, language, path);
	if (url == NULL)
		return RC_NO_MEMORY;
	tool_note("Under this link, which works once within %d days, %s chooses a password:",
	        LIMIT_CONFIRM_DAYS, account->mail);
	tool_say("%s", url);
	return RC_OK;
}
