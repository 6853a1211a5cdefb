/*
 * Memory that runs out in the middle of a request: preloaded into the web programs by LD_PRELOAD, it lets the
 * allocation fail that the request's header X-Fail-At names (1 is the request's first), and as many after it
 * as X-Fail-For says (1). At the request's end a line on standard error tells how many there were. Requests
 * without the header, and all other programs, have memory as ever.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <fcgiapp.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* One request at a time: a web program has one thread. */
static long seen, first, last;
static int armed;

static int is_due(void)
{
	if (!armed || ++seen < first || seen > last)
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return is_due() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return is_due() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return is_due() ? NULL : __libc_realloc(old, size);
}

static long number_in(const char *name, FCGX_ParamArray params, long otherwise)
{
	const char *text = FCGX_GetParam(name, params);

	return text != NULL ? strtol(text, NULL, 10) : otherwise;
}

int FCGX_Accept_r(FCGX_Request *request)
{
	int (*real)(FCGX_Request *) = (int (*)(FCGX_Request *))(uintptr_t)dlsym(RTLD_NEXT, "FCGX_Accept_r");
	int result = real(request);

	if (result < 0)
		return result;
	first = number_in("HTTP_X_FAIL_AT", request->envp, 0);
	last = first > 0 ? first + number_in("HTTP_X_FAIL_FOR", request->envp, 1) - 1 : 0;
	seen = 0;
	armed = FCGX_GetParam("HTTP_X_FAIL_AT", request->envp) != NULL;
	return result;
}

static void tell(void)
{
	char line[120];

	if (!armed)
		return;
	int length = snprintf(line, sizeof(line), "allocations at=%ld for=%ld seen=%ld\n", first,
	        last - first + (first > 0), seen);
	armed = 0;
	(void)!write(STDERR_FILENO, line, (size_t)length);
}

/* A request ends by the one, or by the other where its answer has its end already. */
void FCGX_Finish_r(FCGX_Request *request)
{
	void (*real)(FCGX_Request *) = (void (*)(FCGX_Request *))(uintptr_t)dlsym(RTLD_NEXT, "FCGX_Finish_r");
	tell();
	real(request);
}

void FCGX_Free(FCGX_Request *request, int close)
{
	void (*real)(FCGX_Request *, int) =
	        (void (*)(FCGX_Request *, int))(uintptr_t)dlsym(RTLD_NEXT, "FCGX_Free");
	tell();
	real(request, close);
}
