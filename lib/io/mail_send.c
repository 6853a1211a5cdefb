/* Handing a mail to the next hop: a file, an SMTP server, or the host's sendmail. Used by the worker only. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "base/authority.h"
#include "base/file.h"
#include "base/text.h"
#include "base/time.h"
#include "io/hand.h"
#include "io/mail.h"

#define MAIL_MAX        ((size_t)1 << 20) /* bytes of one message */
#define CONNECT_SECONDS 10L
#define SEND_SECONDS    60L
#define PASSWORD_MAX    512

static enum rc fail(struct arena *arena, const char **why, enum rc rc, const char *what)
{
	const char *text = arena_text(arena, what);
	*why = text ? text : "";
	return rc;
}

/* --- file
 * ---------------------------------------------------------------------------------------------------------
 */

static enum rc sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return RC_IO;
	int result = fsync(fd);
	(void)close(fd);
	return result == 0 ? RC_OK : RC_IO;
}

/* Writes beside, syncs, renames: a reader never sees half a mail. The name follows from the Message-ID: a
 * second try of the same mail replaces the first. */
static enum rc send_file(struct arena *arena, const struct config *config, const struct mail *mail,
        const struct buf *message, const char **why)
{
	size_t id = strcspn(mail->message_id, "@");
	const char *folder = arena_format(arena, "%s/mail", config->state_dir);
	const char *plain = arena_copy(arena, mail->message_id, id);
	char *name = plain ? text_file_name(arena, plain) : NULL;
	const char *path =
	        name ? arena_format(arena, "%s/%lld-%s.eml", folder, (long long)mail->date, name) : NULL;
	const char *beside = path ? arena_format(arena, "%s.tmp", path) : NULL;
	if (!folder || !beside)
		return RC_NO_MEMORY;
	int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0 && errno == ENOENT && mkdir(folder, 0700) == 0) /* the worker made it before */
		fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return fail(arena, why, RC_IO, strerror(errno));
	enum rc rc = file_write(fd, message->data, message->length);
	if (rc == RC_OK && fsync(fd) != 0)
		rc = RC_IO;
	if (close(fd) != 0)
		rc = RC_IO;
	if (rc == RC_OK && rename(beside, path) != 0)
		rc = RC_IO;
	if (rc == RC_OK)
		rc = sync_folder(folder);
	return rc == RC_OK ? rc : fail(arena, why, rc, strerror(errno));
}

/* --- smtp
 * -----------------------------------------------------------------------------------------------------------
 */

struct upload {
	const char *data;
	size_t left;
};

static size_t give_bytes(char *out, size_t size, size_t count, void *context)
{
	struct upload *upload = context;
	size_t length = size * count < upload->left ? size * count : upload->left;
	memcpy(out, upload->data, length);
	upload->data += length;
	upload->left -= length;
	return length;
}

/* The first line of the password file; "" without one. */
static enum rc read_password(struct arena *arena, const char *path, const char **password)
{
	*password = "";
	if (text_empty(path))
		return RC_OK;
	char *text;
	size_t length;
	enum rc rc = file_read(arena, path, PASSWORD_MAX, &text, &length);
	if (rc != RC_OK)
		return rc;
	text[strcspn(text, "\r\n")] = '\0';
	*password = text;
	return RC_OK;
}

bool mail_is_sealed(const struct config *config)
{
	/* A password never goes over an open line. */
	if (text_starts(config->smtp_url, "smtps://") || !text_empty(config->smtp_user) ||
	        !text_empty(config->smtp_ca_file) || config->smtp_tls == SMTP_TLS_REQUIRE)
		return true;
	const char *host = strstr(config->smtp_url, "://");
	return config->smtp_tls != SMTP_TLS_OFFER && (host == NULL || !authority_is_here(host + 3));
}

static CURLcode set_options(CURL *curl, const struct config *config, const struct mail *mail,
        const char *password, struct curl_slist *to, struct upload *upload, char *error)
{
	/* Where TLS is only offered, a relay may show a certificate that nobody has signed: whoever could
	 * forge it could as well take the offer away. */
	bool trusted = !text_empty(config->smtp_ca_file);
	bool sealed = mail_is_sealed(config);
	const struct {
		CURLoption option;
		const char *text;
	} texts[] = {
		{ CURLOPT_URL, config->smtp_url },
		{ CURLOPT_PROTOCOLS_STR, "smtp,smtps" },
		{ CURLOPT_MAIL_FROM, mail->from },
		{ CURLOPT_USERNAME, text_empty(config->smtp_user) ? NULL : config->smtp_user },
		{ CURLOPT_PASSWORD, text_empty(config->smtp_user) ? NULL : password },
	};
	CURLcode code = CURLE_OK;
	for (size_t i = 0; code == CURLE_OK && i < LENGTH(texts); i++)
		code = curl_easy_setopt(curl, texts[i].option, texts[i].text);
	const struct {
		CURLoption option;
		long number;
	} numbers[] = {
		{ CURLOPT_USE_SSL, sealed ? (long)CURLUSESSL_ALL : (long)CURLUSESSL_TRY },
		{ CURLOPT_SSL_VERIFYPEER, sealed ? 1L : 0L },
		{ CURLOPT_SSL_VERIFYHOST, sealed ? 2L : 0L },
		{ CURLOPT_CONNECTTIMEOUT, CONNECT_SECONDS },
		{ CURLOPT_TIMEOUT, SEND_SECONDS },
		{ CURLOPT_UPLOAD, 1L },
		{ CURLOPT_NOSIGNAL, 1L },
		{ CURLOPT_INFILESIZE, (long)upload->left },
	};
	for (size_t i = 0; code == CURLE_OK && i < LENGTH(numbers); i++)
		code = curl_easy_setopt(curl, numbers[i].option, numbers[i].number);
	if (code == CURLE_OK && trusted)
		code = curl_easy_setopt(curl, CURLOPT_CAINFO, config->smtp_ca_file);
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_READFUNCTION, give_bytes);
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_READDATA, upload);
	if (code == CURLE_OK)
		code = curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
	return code;
}

static enum rc send_smtp(struct arena *arena, const struct config *config, const struct mail *mail,
        const struct buf *message, const char **why)
{
	const char *password;
	enum rc rc = read_password(arena, config->smtp_password_file, &password);
	if (rc != RC_OK)
		return fail(arena, why, RC_IO, "the file of smtp_password_file cannot be read");
	char error[CURL_ERROR_SIZE] = "";
	struct upload upload = { message->data, message->length };
	CURL *curl = curl_easy_init();
	struct curl_slist *to = curl_slist_append(NULL, mail->to);
	CURLcode code = curl && to ? set_options(curl, config, mail, password, to, &upload, error)
	                           : CURLE_OUT_OF_MEMORY;
	if (code == CURLE_OK)
		code = curl_easy_perform(curl);
	long answer = 0;
	if (curl)
		(void)curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
	curl_slist_free_all(to);
	curl_easy_cleanup(curl);
	if (code == CURLE_OK)
		return RC_OK;
	/* a refusal for good is one of this receiver or this message; what asks to sign in is about our
	 * settings */
	bool sign_in = code == CURLE_LOGIN_DENIED || answer == 530 || answer == 534 || answer == 535 ||
	               answer == 538;
	bool for_good = answer >= 500 && answer <= 599 && !sign_in;
	return fail(arena, why, for_good ? RC_INVALID : RC_IO, *error ? error : curl_easy_strerror(code));
}

/* --- sendmail
 * ---------------------------------------------------------------------------------------------------------
 */

static enum rc start_sendmail(const struct config *config, int input, pid_t *child)
{
	char *program = strdup(config->sendmail_path);
	char first[] = "-t", second[] = "-i";
	char *const arguments[] = { program, first, second, NULL };
	char *const environment[] = { NULL };
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t usual;
	if (!program)
		return RC_NO_MEMORY;
	if (posix_spawn_file_actions_init(&actions) != 0) {
		free(program);
		return RC_NO_MEMORY;
	}
	/* what the hand ignores is no business of the mail program's */
	bool good = posix_spawnattr_init(&attributes) == 0 && sigfillset(&usual) == 0 &&
	            posix_spawnattr_setsigdefault(&attributes, &usual) == 0 &&
	            posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF) == 0 &&
	            posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO) == 0 &&
	            posix_spawn(child, program, &actions, &attributes, arguments, environment) == 0;
	(void)posix_spawnattr_destroy(&attributes);
	(void)posix_spawn_file_actions_destroy(&actions);
	free(program);
	return good ? RC_OK : RC_IO;
}

/* Waits for the child, at most SEND_SECONDS; then it is killed. */
static enum rc wait_for(pid_t child)
{
	const struct timespec nap = { .tv_nsec = 20000000 };
	int64_t until = time_monotonic_ms() + SEND_SECONDS * 1000;
	int status = 0;
	for (;;) {
		pid_t done = waitpid(child, &status, WNOHANG);
		if (done == child)
			return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RC_OK : RC_IO;
		if (done < 0 && errno != EINTR)
			return RC_IO;
		if (time_monotonic_ms() > until) {
			(void)kill(child, SIGKILL);
			(void)waitpid(child, &status, 0);
			return RC_IO;
		}
		(void)nanosleep(&nap, NULL);
	}
}

/* All that is asked, into a file: the mail program can never block on us. */
static bool copy(int from, int to)
{
	char piece[16384];
	for (;;) {
		ssize_t got = read(from, piece, sizeof(piece));
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return got == 0 && lseek(to, 0, SEEK_SET) == 0;
		if (file_write(to, piece, (size_t)got) != RC_OK)
			return false;
	}
}

/* In the hand: one message for the mail program. */
static bool post(int fd, const void *context)
{
	const struct config *config = context;
	pid_t child = 0;
	int input = open(config->state_dir, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	bool good = input >= 0 && copy(fd, input) && start_sendmail(config, input, &child) == RC_OK;
	if (input >= 0)
		(void)close(input);
	return good && wait_for(child) == RC_OK;
}

/* Static: one for the process. It is neither confined nor kept from new rights, as mail programs are
 * set-group-ID; what it starts, and how, is settled before anything comes from outside. */
static struct hand hand;

enum rc mail_hand(const struct config *config)
{
	if (config->mail_transport != MAIL_SENDMAIL || hand.fd > 0)
		return RC_OK;
	return hand_start(&hand, post, config, NULL);
}

bool mail_hand_lives(const struct config *config)
{
	return config->mail_transport != MAIL_SENDMAIL || hand_lives(&hand);
}

void mail_hand_stop(void)
{
	hand_stop(&hand);
}

/* sendmail takes lines that end in LF; bodies are base64, so every CR belongs to a line's end. */
static enum rc send_sendmail(
        struct arena *arena, const struct config *config, const struct buf *message, const char **why)
{
	struct buf lines;
	size_t got;
	buf_init(&lines, MAIL_MAX);
	for (size_t i = 0; i < message->length; i++)
		if (message->data[i] != '\r')
			buf_char(&lines, message->data[i]);
	enum rc rc = buf_finish(&lines);
	if (rc == RC_OK)
		rc = mail_hand(config);
	if (rc == RC_OK)
		rc = hand_ask(&hand, lines.data, lines.length, NULL, 0, &got);
	buf_free(&lines);
	return rc == RC_OK ? rc : fail(arena, why, RC_IO, "sendmail did not take the mail");
}

/* ----------------------------------------------------------------------------------------------------------------------
 */

enum rc mail_send(struct arena *arena, const struct config *config, const struct mail *mail, const char **why)
{
	*why = "";
	struct buf message;
	buf_init(&message, MAIL_MAX);
	enum rc rc = mail_compose(arena, mail, &message);
	if (rc != RC_OK) {
		buf_free(&message);
		return fail(
		        arena, why, rc == RC_NO_MEMORY ? RC_IO : RC_INVALID, "the mail cannot be written");
	}
	switch (config->mail_transport) {
	case MAIL_FILE:
		rc = send_file(arena, config, mail, &message, why);
		break;
	case MAIL_SMTP:
		rc = send_smtp(arena, config, mail, &message, why);
		break;
	case MAIL_SENDMAIL:
		rc = send_sendmail(arena, config, &message, why);
		break;
	}
	buf_free(&message);
	return rc;
}
