/* portico doctor: every thing that the portal needs, one line each; what is wrong comes with what to type. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/authority.h"
#include "base/secret.h"
#include "base/text.h"
#include "base/time.h"
#include "domain/health.h"
#include "domain/heartbeat.h"
#include "domain/migrate.h"
#include "domain/outbox.h"
#include "io/confine.h"
#include "io/mail.h"
#include "tool.h"
#include "version.h"
#include "web/view.h"

#define OLDEST_SERVER 100600
#define QUIET_WORKER  (5 * MINUTE) /* cron starts one each minute */
#define LATE          (15 * MINUTE)
#define CLOCK_DRIFT   60

struct doctor {
	struct tool *tool;
	int faults;
};

static void good(const char *what, const char *detail)
{
	tool_say("ok    %s%s%s", what, *detail == '\0' ? "" : ": ", detail);
}

static void bad(struct doctor *doctor, const char *what, const char *detail, const char *cure)
{
	doctor->faults++;
	tool_say("WRONG %s: %s\n      -> %s", what, detail, cure);
}

/* A formatted line of the doctor's; "" without memory. */
#define LINE(doctor, ...) (line_or_nothing(arena_format((doctor)->tool->arena, __VA_ARGS__)))

static const char *line_or_nothing(const char *line)
{
	return line != NULL ? line : "";
}

/* --- files ----------------------------------------------------------------------------------- */

static void check_folder(struct doctor *doctor, const char *below)
{
	const char *path = LINE(doctor, "%s%s", doctor->tool->config.state_dir, below);
	struct stat about;
	if (stat(path, &about) != 0)
		bad(doctor, path, strerror(errno), "portico init");
	else if (!S_ISDIR(about.st_mode))
		bad(doctor, path, "is not a folder", "move it away, then portico init");
	else if ((about.st_mode & 077) != 0)
		bad(doctor, path, "others may enter", LINE(doctor, "chmod 700 %s", path));
	else if (access(path, W_OK | X_OK) != 0)
		bad(doctor, path, "cannot be written",
		        LINE(doctor, "chown -R it to the user that runs the programs"));
	else
		good(path, "");
}

static void check_space(struct doctor *doctor)
{
	struct statvfs space;
	const char *path = doctor->tool->config.state_dir;
	if (statvfs(path, &space) != 0)
		return; /* told by check_folder */
	int64_t free_mb = (int64_t)(space.f_bavail / 1024 * space.f_frsize / 1024);
	if (free_mb < doctor->tool->config.free_space_mb)
		bad(doctor, "free space",
		        LINE(doctor, "%" PRId64 " MB in %s: files are refused", free_mb, path),
		        "make room, or lower free_space_mb");
	else if (space.f_files > 0 && space.f_favail < 100)
		bad(doctor, "free space", "hardly any inodes are left", "remove small files");
	else
		good("free space", LINE(doctor, "%" PRId64 " MB", free_mb));
}

static void check_secret_file(struct doctor *doctor, const char *path)
{
	struct stat about;
	if (text_empty(path))
		return;
	if (stat(path, &about) != 0)
		bad(doctor, path, strerror(errno), "put the password into it, one line, mode 0600 or 0640");
	else if ((about.st_mode & 007) != 0)
		bad(doctor, path, "everybody may read it", LINE(doctor, "chmod o= %s", path));
	else
		good(path, "");
}

static void check_key(struct doctor *doctor)
{
	const char *path = doctor->tool->config.key_file;
	struct secret_key key = { .has_old = false };
	enum rc rc = secret_key_load(path, &key);
	bool renewing = rc == RC_OK && key.has_old;
	explicit_bzero(&key, sizeof(key));
	if (renewing)
		tool_say("note  key file: %s holds the former key, too; portico key finish drops it", path);
	else if (rc == RC_OK)
		good("key file", path);
	else if (rc == RC_DENIED)
		bad(doctor, "key file", "others may read it", LINE(doctor, "chmod 600 %s", path));
	else
		bad(doctor, "key file", rc_text(rc),
		        "portico init makes it; after a loss bring it back from a backup");
}

static void check_shared(struct doctor *doctor)
{
	struct view *view;
	enum rc rc = view_open(&doctor->tool->config, "files/frame", &view);
	if (rc == RC_OK)
		rc = view_prepare(view, "error/page");
	if (rc == RC_OK) {
		good("templates and languages", doctor->tool->config.share_dir);
		view_close(view);
		return;
	}
	bad(doctor, "templates and languages", rc_text(rc),
	        "install the program's files again, or set share_dir");
}

static void check_mail_way(struct doctor *doctor)
{
	const struct config *config = &doctor->tool->config;
	if (config->mail_transport == MAIL_SENDMAIL && access(config->sendmail_path, X_OK) != 0)
		bad(doctor, "outgoing mail", LINE(doctor, "%s: %s", config->sendmail_path, strerror(errno)),
		        "install a mail server, or set mail_transport = smtp");
	else if (config->mail_transport == MAIL_FILE)
		good("outgoing mail",
		        LINE(doctor, "into files below %s/mail; nobody gets any", config->state_dir));
	else
		good("outgoing mail", "portico mail test tries it");
	if (config->mail_transport != MAIL_SMTP)
		return;
	if (!mail_is_sealed(config) && !authority_is_here(strstr(config->smtp_url, "://") + 3))
		tool_say("note  outgoing mail: unencrypted where %s offers nothing better, as smtp_tls = "
		         "offer "
		         "accepts",
		        config->smtp_url);
	check_secret_file(doctor, config->smtp_password_file);
	if (!text_empty(config->smtp_ca_file) && access(config->smtp_ca_file, R_OK) != 0)
		bad(doctor, config->smtp_ca_file, strerror(errno),
		        "put the mail server's certificates there, or leave smtp_ca_file out");
}

/* --- the database ---------------------------------------------------------------------------- */

/* What was accepted in the settings is told without counting as wrong. */
static void check_database_way(struct doctor *doctor)
{
	const struct config *config = &doctor->tool->config;
	if (!text_empty(config->db_socket))
		return;
	if (!text_empty(config->db_ca_file) && access(config->db_ca_file, R_OK) != 0)
		bad(doctor, config->db_ca_file, strerror(errno),
		        "put the certificates there that the database's comes from");
	else if (!text_empty(config->db_ca_file))
		good("way to the database", LINE(doctor, "TLS to %s", config->db_host));
	else if (!db_is_far(config))
		good("way to the database", LINE(doctor, "%s, this machine", config->db_host));
	else if (config->db_unencrypted)
		tool_say("note  way to the database: not encrypted, as db_unencrypted = yes accepts");
	else
		bad(doctor, "way to the database",
		        LINE(doctor, "%s is another machine, and without TLS nothing is sent there",
		                config->db_host),
		        "set db_ca_file, or db_unencrypted = yes to accept that");
}

static bool check_schema(struct doctor *doctor)
{
	struct tool *tool = doctor->tool;
	struct migrations plan;
	const char *why = "";
	db_expect_schema(tool->db, 0);
	enum rc rc = migrate_plan(tool->db, tool->arena, tool->config.share_dir, &plan, &why);
	if (rc != RC_OK) {
		bad(doctor, rc == RC_DB ? "database" : "schema", why,
		        "see the line above; portico migrate --plan");
		return false;
	}
	for (size_t i = 0; i < plan.count; i++)
		if (!plan.items[i].finished) {
			bad(doctor, "schema", LINE(doctor, "%s is missing", plan.items[i].name),
			        "portico migrate");
			return false;
		}
	if (plan.count != PORTICO_SCHEMA) {
		bad(doctor, "schema", "share_dir is of another version than this program",
		        "install both from one version");
		return false;
	}
	good("schema", plan.count == 0 ? "" : plan.items[plan.count - 1].name);
	return true;
}

static void check_server(struct doctor *doctor)
{
	struct health_server server;
	if (health_server(doctor->tool->db, doctor->tool->arena, &server) != RC_OK) {
		bad(doctor, "database", "it does not answer", "see the line above");
		return;
	}
	if (server.version_number < OLDEST_SERVER)
		bad(doctor, "database", server.version, "MariaDB 10.6 or newer is needed");
	else
		good("database", server.version);
	if (server.packet_bytes < (int64_t)4 << 20)
		bad(doctor, "database packets", "max_allowed_packet is below 4 MB",
		        "set max_allowed_packet = 16M in its settings");
	int64_t drift = server.clock - time_now();
	if (llabs(drift) > CLOCK_DRIFT)
		bad(doctor, "clock", LINE(doctor, "%" PRId64 " s off the database's", -drift),
		        "set both clocks, by NTP for instance");
	if (server.dirty_since != 0 && time_now() - server.dirty_since > LATE)
		bad(doctor, "search index", LINE(doctor, "%" PRId64 " sources wait", server.dirty_count),
		        "start the worker");
	else
		good("search index", "");
}

/* One user for all is the way of shared hosts: it works, and is told without counting as wrong. */
static void check_user(struct doctor *doctor, const char *program, enum database_role role)
{
	struct tool *tool = doctor->tool;
	struct config config;
	struct db *db;
	const char *why = "";
	struct health_rights rights = { 0 };
	if (config_load(tool->keep, &config, &why) != RC_OK)
		return; /* it was read a moment ago */
	config_database_role(&config, role);
	enum rc rc = db_open(&config, &db);
	if (rc == RC_OK) {
		rc = health_rights(db, tool->arena, &rights);
		db_close(db);
	}
	const char *what = LINE(doctor, "database user of %s", program);
	if (rc != RC_OK)
		bad(doctor, what, LINE(doctor, "%s cannot ask", config.db_user),
		        "see the line above; sql/grants.sql makes the users");
	else if (rights.schema_grants > 0 || rights.log_grants > 0)
		tool_say("note  %s: %s may change %s; sql/grants.sql makes users that may not", what,
		        config.db_user,
		        rights.schema_grants > 0 ? "the schema and the audit log" : "the audit log");
	else
		good(what, config.db_user);
}

static void check_users(struct doctor *doctor)
{
	check_user(doctor, "the web programs", DATABASE_WEB);
	check_user(doctor, "management", DATABASE_ADMIN);
	check_user(doctor, "the worker", DATABASE_WORKER);
}

/* Where the kernel cannot, the programs run on with a warning in their log. */
static void check_confinement(void)
{
	if (confine_works())
		good("confinement", "programs keep the system calls that they need");
	else
		tool_say("note  confinement: this kernel knows no seccomp filter; programs run without it");
}

static void check_worker(struct doctor *doctor)
{
	static const char cure[] =
	        "systemctl enable --now portico-worker, or add the output of portico cron-line to crontab";
	struct heartbeat heartbeat;
	enum rc rc = heartbeat_find(doctor->tool->db, doctor->tool->arena, HEARTBEAT_WORKER, &heartbeat);
	int64_t ago = rc == RC_OK ? time_now() - heartbeat.seen_at : 0;
	if (rc == RC_NOT_FOUND)
		bad(doctor, "worker", "has never run: no mail goes out", cure);
	else if (rc != RC_OK)
		bad(doctor, "worker", rc_text(rc), "see the line above");
	else if (ago > QUIET_WORKER)
		bad(doctor, "worker",
		        LINE(doctor, "not seen for %" PRId64 " minutes: no mail goes out", ago / MINUTE),
		        cure);
	else
		good("worker", heartbeat.detail);
}

static void check_outbox(struct doctor *doctor)
{
	struct outbox_state state;
	if (outbox_state(doctor->tool->db, doctor->tool->arena, &state) != RC_OK) {
		bad(doctor, "mail queue", "cannot be read", "see the line above");
		return;
	}
	if (state.parked_count > 0)
		bad(doctor, "mail queue", LINE(doctor, "%" PRId64 " mails were given up", state.parked_count),
		        "the worker's log says why; portico mail test tries the way out");
	if (state.oldest_due != 0 && time_now() - state.oldest_due > LATE)
		bad(doctor, "mail queue", LINE(doctor, "%" PRId64 " mails wait", state.waiting_count),
		        "start the worker; its log says what fails");
	else
		good("mail queue", LINE(doctor, "%" PRId64 " waiting", state.waiting_count));
}

static void check_data(struct doctor *doctor)
{
	struct health_fault *faults;
	size_t count;
	enum rc rc = health_data(doctor->tool->db, doctor->tool->arena, &faults, &count);
	if (rc != RC_OK) {
		bad(doctor, "data", rc_text(rc), "see the line above");
		return;
	}
	for (size_t i = 0; i < count; i++) {
		if (faults[i].count == 0)
			good(faults[i].claim, "");
		else
			bad(doctor, faults[i].claim,
			        LINE(doctor, "not so for %" PRId64 ", for instance %" PRId64, faults[i].count,
			                faults[i].sample),
			        faults[i].cure);
	}
}

int command_doctor(struct tool *tool)
{
	static const struct option options[] = { { "data", no_argument, NULL, 'd' }, { NULL, 0, NULL, 0 } };
	struct doctor doctor = { .tool = tool };
	bool data = false;
	for (int option; (option = tool_option(tool, options)) != -1;) {
		if (option == '?')
			return MISUSED;
		data = true;
	}
	if (optind != tool->argc)
		return MISUSED;
	good("settings", tool->config_file != NULL ? tool->config_file : "no file, all defaults");
	static const char *const folders[] = { "", "/spool", "/slots" };
	for (size_t i = 0; i < LENGTH(folders); i++)
		check_folder(&doctor, folders[i]);
	check_space(&doctor);
	check_key(&doctor);
	check_secret_file(&doctor, tool->config.db_password_file);
	check_shared(&doctor);
	check_mail_way(&doctor);
	check_database_way(&doctor);
	check_confinement();
	if (check_schema(&doctor)) {
		check_server(&doctor);
		check_users(&doctor);
		check_worker(&doctor);
		check_outbox(&doctor);
		if (data)
			check_data(&doctor);
	}
	if (doctor.faults == 0)
		return DONE;
	tool_note("%d wrong", doctor.faults);
	return FAILED;
}
