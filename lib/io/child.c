/* See child.h. */
#include "io/child.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static bool is_program(const char *path)
{
	struct stat about;
	return stat(path, &about) == 0 && S_ISREG(about.st_mode) && access(path, X_OK) == 0;
}

static enum rc find_in_path(struct arena *arena, const char *name, const char **path)
{
	const char *folders = getenv("PATH");
	for (const char *at = folders != NULL ? folders : "/usr/local/bin:/usr/bin:/bin"; *at != '\0';) {
		size_t length = strcspn(at, ":");
		if (*at == '/') {
			*path = arena_format(arena, "%.*s/%s", (int)length, at, name);
			if (*path == NULL)
				return RC_NO_MEMORY;
			if (is_program(*path))
				return RC_OK;
		}
		at += at[length] == ':' ? length + 1 : length;
	}
	return RC_NOT_FOUND;
}

enum rc child_find(struct arena *arena, const char *const *names, const char **path)
{
	enum rc rc = RC_NOT_FOUND;
	for (size_t i = 0; names[i] != NULL && rc == RC_NOT_FOUND; i++)
		rc = find_in_path(arena, names[i], path);
	return rc;
}

/* What the child's descriptors are; `out` is the pipe's end to write to, or -1. */
static int set_descriptors(posix_spawn_file_actions_t *actions, const struct child *child, int out)
{
	int failed = child->in >= 0 ? posix_spawn_file_actions_adddup2(actions, child->in, STDIN_FILENO)
	                            : posix_spawn_file_actions_addopen(
	                                      actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	if (failed == 0 && out >= 0)
		failed = posix_spawn_file_actions_adddup2(actions, out, STDOUT_FILENO);
	if (failed == 0 && child->secret >= 0)
		failed = posix_spawn_file_actions_adddup2(actions, child->secret, CHILD_SECRET);
	return failed;
}

static int spawn(struct child *child, int out)
{
	posix_spawn_file_actions_t actions;
	int failed = posix_spawn_file_actions_init(&actions);
	if (failed != 0)
		return failed;
	failed = set_descriptors(&actions, child, out);
	if (failed == 0)
		failed = posix_spawn(&child->pid, child->path, &actions, NULL,
		        (char *const *)(uintptr_t)child->args, environ);
	posix_spawn_file_actions_destroy(&actions);
	return failed;
}

enum rc child_start(struct child *child)
{
	int ends[2] = { -1, -1 };
	if (child->reads_out && pipe2(ends, O_CLOEXEC) != 0)
		return RC_IO;
	int failed = spawn(child, ends[1]);
	if (ends[1] >= 0)
		close(ends[1]);
	child->out = ends[0];
	if (failed == 0)
		return RC_OK;
	if (ends[0] >= 0)
		close(ends[0]);
	errno = failed;
	return RC_IO;
}

enum rc child_end(struct child *child)
{
	int status = 0;
	if (child->out >= 0)
		close(child->out);
	child->out = -1;
	while (waitpid(child->pid, &status, 0) < 0)
		if (errno != EINTR)
			return RC_IO;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? RC_OK : RC_IO;
}

int child_secret(const char *text)
{
	int fd = memfd_create("secret", MFD_CLOEXEC);
	size_t length = strlen(text);
	if (fd < 0)
		return -1;
	if (fchmod(fd, 0600) == 0 && write(fd, text, length) == (ssize_t)length)
		return fd;
	close(fd);
	return -1;
}
