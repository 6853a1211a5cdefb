/*
 * The operator's settings: "key = value" lines, # comments. An unknown key is an error that names its line.
 * PORTICO_KEY in the environment overrides any key but those whose names end in _file or _password.
 * What an admin may change in the browser lives in the database, not here.
 */
#ifndef PORTICO_BASE_CONFIG_H
#define PORTICO_BASE_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/rc.h"

enum url_style { URL_CLEAN, URL_PATHINFO };
/* Who talks to the database (PRC-01). */
enum database_role { DATABASE_OPERATOR, DATABASE_WEB, DATABASE_ADMIN, DATABASE_WORKER };

enum mail_transport { MAIL_FILE, MAIL_SMTP, MAIL_SENDMAIL };
/* AUTO: required unless the server is this machine's own. */
enum smtp_tls { SMTP_TLS_AUTO, SMTP_TLS_REQUIRE, SMTP_TLS_OFFER };

struct config {
	const char *site_name; /* site_name: shown in header and mails */
	const char *base_url;  /* base_url: scheme, host, optional port and path prefix; no final slash */
	const char *base_path; /* derived: the prefix of base_url, "" or "/support" */
	bool secure;           /* derived: base_url is https */
	const char *default_language; /* default_language: en, fa or lt */
	const char *default_zone;     /* default_zone: IANA name */
	enum url_style url_style;     /* url_style: clean | pathinfo */
	const char *trusted_proxies; /* trusted_proxies: addresses separated by spaces; "" trusts none; "unix"
	                                trusts the socket's peer */
	const char *share_dir;       /* share_dir: holds templates/, locale/, migrations/ */
	const char *state_dir;       /* state_dir: spool/, slots/, mail/; private */
	const char *key_file;        /* key_file: 64 hex digits, mode 0600 */
	const char *db_socket;       /* db_socket: path; "" means TCP */
	const char *db_host;
	int64_t db_port;
	const char *db_ca_file; /* certificates that the server's must come from, by TCP; "" = no TLS */
	bool db_unencrypted;    /* accept another machine's server without TLS */
	const char *db_name;
	const char *db_user;          /* of the web programs, and of all that have none of their own */
	const char *db_password_file; /* "" = no password (socket authentication) */
	const char *db_admin_user, *db_admin_password_file; /* of management; "": db_user */
	const char *db_worker_user, *db_worker_password_file;
	const char *db_operator_user, *db_operator_password_file; /* of the command line */
	bool db_relaxed_durability;         /* accept innodb_flush_log_at_trx_commit other than 1 */
	enum mail_transport mail_transport; /* mail_transport: file | smtp | sendmail */
	const char *mail_from;              /* mail_from: address of all mails */
	const char *smtp_url;               /* smtp_url: smtp://host:port or smtps://… */
	const char *smtp_user;
	const char *smtp_password_file;
	const char *smtp_ca_file; /* certificates that the server's must come from; "" = the system's */
	enum smtp_tls smtp_tls;   /* smtp_tls: auto | require | offer; see mail_is_sealed */
	const char *sendmail_path;
	int64_t hash_slots;       /* password computations at once, all together; 1..64; see password_slots */
	enum log_level log_level; /* log_level: error | warn | info | debug */
	int64_t session_days;     /* remembered sign-in, days without use; absolute three times that */
	int64_t session_hours;    /* not remembered, hours */
	int64_t staff_session_hours; /* idle; absolute three times that */
	int64_t free_space_mb;       /* refuse uploads below this much free space in state_dir */
	int64_t robot_bits;    /* work that a stranger's browser does for a form: 2^bits hashes; 0: none */
	int64_t robot_seconds; /* a form that comes back sooner asks a question */
	int64_t search_limit; /* searches of one network address an hour, without signing in; 0: any number */
	int64_t process_requests;  /* that one process of a web program serves before a fresh one takes its
	                              place */
	int64_t process_memory_mb; /* of its own that it may hold after a request, likewise */
	int64_t process_seconds;   /* without a byte read or written until it counts as hung and ends */
};

/*
 * Fills `config` from the file (PORTICO_CONF, then <binary>/../etc/portico.conf, then
 * /etc/portico/portico.conf), the environment and the defaults. Texts live in `arena`. On RC_INVALID or RC_IO
 * *why is a line for the operator. A file that is wider open than 0640 is refused.
 */
enum rc config_load(struct arena *arena, struct config *config, const char **why) MUST_USE;

/* Makes db_user and db_password_file those of the role, where it has a user of its own. Once per config. */
void config_database_role(struct config *config, enum database_role role);

/* The file that config_load reads, NULL if there is none. In the arena or constant. */
const char *config_path(struct arena *arena) MUST_USE;

/* The same from a given file; NULL path: defaults and environment only. */
enum rc config_load_file(
        struct arena *arena, const char *path, struct config *config, const char **why) MUST_USE;

#endif
