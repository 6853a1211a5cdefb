/* See db_connect.h. */
#include "io/db_connect.h"

#include <errno.h>
#include <mysql.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/authority.h"
#include "base/log.h"
#include "base/text.h"
#include "io/db.h"
#include "io/db_error.h"

#define CONNECT_SECONDS 2
#define ANSWER_SECONDS  2    /* of a request */
#define PATIENT_SECONDS 3600 /* of the worker and the command line: to change a large table takes long */
#define PASSWORD_BYTES  512

/* Reads the password anew each time, so that a changed one needs no restart. */
static enum rc read_password(const char *path, char password[PASSWORD_BYTES])
{
	password[0] = '\0';
	if (path == NULL || path[0] == '\0')
		return RC_OK;
	FILE *file = fopen(path, "re");
	struct stat about;
	if (file == NULL) {
		log_error("database: the password file %s cannot be read: %s", path, strerror(errno));
		return RC_DB;
	}
	if (fstat(fileno(file), &about) != 0 || (about.st_mode & 007) != 0) {
		log_error("database: everybody may read the password file %s: chmod o= it", path);
		fclose(file);
		return RC_DB;
	}
	size_t length = fread(password, 1, PASSWORD_BYTES - 1, file);
	password[length] = '\0';
	password[strcspn(password, "\r\n")] = '\0';
	fclose(file);
	return RC_OK;
}

bool db_is_far(const struct config *config)
{
	return text_empty(config->db_socket) && !authority_is_here(config->db_host);
}

/* Before anything is sent: the first packet already names the user. */
static bool may_connect(const struct config *config)
{
	if (!db_is_far(config) || !text_empty(config->db_ca_file) || config->db_unencrypted)
		return true;
	log_error("database: %s is another machine and the way there is not encrypted: set db_ca_file, or "
	          "db_unencrypted = yes to accept that",
	        config->db_host);
	return false;
}

static bool set_seconds(MYSQL *mysql, enum mysql_option option, unsigned seconds)
{
	return mysql_options(mysql, option, &seconds) == 0;
}

/* A file that cannot be read is an error of the connection: the library knows no half of it. */
static bool set_tls(MYSQL *mysql, const char *ca_file)
{
	my_bool yes = 1;
	return mysql_options(mysql, MYSQL_OPT_SSL_CA, ca_file) == 0 &&
	       mysql_options(mysql, MYSQL_OPT_SSL_ENFORCE, &yes) == 0 &&
	       mysql_options(mysql, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes) == 0 &&
	       mysql_options(mysql, MARIADB_OPT_TLS_VERSION, "TLSv1.2,TLSv1.3") == 0;
}

static bool set_options(MYSQL *mysql, const struct config *config, bool patient)
{
	my_bool no = 0;
	unsigned no_files = 0, tcp = MYSQL_PROTOCOL_TCP;
	unsigned seconds = patient ? PATIENT_SECONDS : ANSWER_SECONDS;
	bool set = set_seconds(mysql, MYSQL_OPT_CONNECT_TIMEOUT, CONNECT_SECONDS) &&
	           set_seconds(mysql, MYSQL_OPT_READ_TIMEOUT, seconds) &&
	           set_seconds(mysql, MYSQL_OPT_WRITE_TIMEOUT, seconds) &&
	           mysql_options(mysql, MYSQL_OPT_RECONNECT, &no) == 0 &&
	           mysql_options(mysql, MYSQL_OPT_LOCAL_INFILE, &no_files) == 0 &&
	           mysql_options(mysql, MYSQL_SET_CHARSET_NAME, "utf8mb4") == 0;
	if (!set || !text_empty(config->db_socket))
		return set;
	/* said, since the library takes “localhost” for a socket of its own choice */
	return mysql_options(mysql, MYSQL_OPT_PROTOCOL, &tcp) == 0 &&
	       (text_empty(config->db_ca_file) || set_tls(mysql, config->db_ca_file));
}

static MYSQL *connect_with(MYSQL *mysql, const struct config *config, const char *password, bool whole_server)
{
	const char *name = whole_server ? NULL : config->db_name;
	if (!text_empty(config->db_socket))
		return mysql_real_connect(
		        mysql, "localhost", config->db_user, password, name, 0, config->db_socket, 0);
	return mysql_real_connect(
	        mysql, config->db_host, config->db_user, password, name, (unsigned)config->db_port, NULL, 0);
}

enum rc db_connect(const struct config *config, bool whole_server, bool patient, struct st_mysql **mysql)
{
	char password[PASSWORD_BYTES];
	if (!may_connect(config))
		return RC_DB;
	enum rc rc = read_password(config->db_password_file, password);
	if (rc != RC_OK)
		return rc;
	*mysql = mysql_init(NULL);
	if (*mysql == NULL)
		return RC_NO_MEMORY;
	if (!set_options(*mysql, config, patient))
		rc = RC_NO_MEMORY;
	else if (connect_with(*mysql, config, password, whole_server) == NULL) {
		db_error_tell("connect", mysql_errno(*mysql), mysql_error(*mysql));
		rc = RC_DB;
	}
	explicit_bzero(password, sizeof(password));
	if (rc != RC_OK) {
		mysql_close(*mysql);
		*mysql = NULL;
	}
	return rc;
}
