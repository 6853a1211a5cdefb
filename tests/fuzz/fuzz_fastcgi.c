/*
 * Any names, values and body in records of any length, as a web server may cut them: the request is read as
 * it was sent, and so is the one after it. (What is no record at all is for the tests of the whole program:
 * such bytes come only from who may call the socket.)
 */
#include "target.h"
#include "target_http.h"

#include <sys/socket.h>
#include <sys/un.h>

#include "base/buf.h"

#define MOST                                                                                                 \
	32768 /* of an input: its request fits into the socket, so that one process can be both sides        \
	       */
#define VALUES 4

enum { BEGIN = 1, PARAMS = 4, BODY = 5, OUT = 6 }; /* types of records */

struct pair {
	const char *name, *value;
};

static struct sockaddr_un place;

/* This process as a worker: standard input is the socket on which the server calls. */
static struct http *start(void)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	place.sun_family = AF_UNIX;
	(void)snprintf(place.sun_path + 1, sizeof(place.sun_path) - 1, "portico-fuzz-%d", (int)getpid());
	assert(fd >= 0 && bind(fd, (struct sockaddr *)&place, sizeof(place)) == 0 && listen(fd, 4) == 0);
	assert(dup2(fd, STDIN_FILENO) == STDIN_FILENO);
	return start_http();
}

static void add_record(struct buf *out, int type, const void *data, size_t length, size_t padding)
{
	const unsigned char head[8] = { 1, (unsigned char)type, 0, 1, (unsigned char)(length >> 8),
		(unsigned char)length, (unsigned char)padding, 0 };

	buf_add(out, head, sizeof(head));
	buf_add(out, data, length);
	buf_add(out, "\0\1\2\3\4\5\6\7", padding);
}

/* A stream in records of `step` bytes, and the empty one that ends it. */
static void add_stream(struct buf *out, int type, const char *data, size_t length, size_t step)
{
	for (size_t at = 0; at < length; at += step)
		add_record(out, type, data + at, step < length - at ? step : length - at, at % 8);
	add_record(out, type, "", 0, 0);
}

/* Lengths in one byte or, as is allowed for any, in four. */
static void add_length(struct buf *out, size_t length, bool wide)
{
	if (wide || length > 127)
		for (int shift = 24; shift > 0; shift -= 8)
			buf_char(out, (char)(length >> shift | (shift == 24 ? 0x80 : 0)));
	buf_char(out, (char)length);
}

static void add_request(
        struct buf *out, const struct pair *pairs, const void *body, size_t length, uint8_t bits)
{
	static const unsigned char responder[8] = { 0, 1 };
	size_t step = (size_t)(bits >> 1) + 1;
	struct buf params;

	buf_init(&params, 4 * MOST);
	for (size_t i = 0; i < VALUES; i++) {
		add_length(&params, strlen(pairs[i].name), bits & 1);
		add_length(&params, strlen(pairs[i].value), bits & 1);
		buf_text(&params, pairs[i].name);
		buf_text(&params, pairs[i].value);
	}
	add_record(out, BEGIN, responder, sizeof(responder), 0);
	add_stream(out, PARAMS, params.data, params.length, step);
	add_stream(out, BODY, body, length, step);
	assert(buf_finish(&params) == RC_OK && buf_finish(out) == RC_OK);
	buf_free(&params);
}

static int call(const struct buf *request)
{
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), room = 1 << 22;

	assert(fd >= 0 && setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &room, sizeof(room)) == 0);
	assert(connect(fd, (struct sockaddr *)&place, sizeof(place)) == 0);
	assert(send(fd, request->data, request->length, MSG_DONTWAIT) == (ssize_t)request->length);
	assert(shutdown(fd, SHUT_WR) == 0); /* the library waits for it at the end */
	return fd;
}

static void check_request(struct http *http, const struct pair *pairs, const char *body, size_t length)
{
	char piece[1000];
	size_t all = 0, got = 1;

	for (size_t i = 0; i < VALUES; i++) {
		size_t first = 0;
		while (strcmp(pairs[first].name, pairs[i].name) != 0)
			first++;
		assert(text_equal(http_param(http, pairs[i].name), pairs[first].value));
	}
	while (got > 0) {
		assert(http_read(http, piece, sizeof(piece), &got) == RC_OK && got <= length - all);
		assert(memcmp(piece, body + all, got) == 0);
		all += got;
	}
	assert(all == length);
}

static void serve(struct arena *arena, struct http *http, struct input *input)
{
	static const char answer[] = "Status: 200 OK\r\n\r\nhello";
	uint8_t bits = take_byte(input);
	struct pair pairs[VALUES];
	char back[256] = "";
	struct buf request;

	for (size_t i = 0; i < VALUES; i++) {
		const char *name = take_bytes(arena, input);
		/* a name ends at its "=", so that no server sends one within; this one is the library's own
		 */
		bool unfit = *name == '\0' || strchr(name, '=') != NULL || text_equal(name, "FCGI_ROLE");
		pairs[i].name = unfit ? "REQUEST_METHOD" : name;
		pairs[i].value = take_bytes(arena, input);
	}
	buf_init(&request, 16 * MOST);
	add_request(&request, pairs, input->at, input->left, bits);
	int fd = call(&request);
	buf_free(&request);
	assert(http_accept(http, NULL));
	check_request(http, pairs, (const char *)input->at, input->left);
	assert(http_write(http, answer, strlen(answer)) == RC_OK);
	http_finish(http);
	assert(recv(fd, back, sizeof(back), MSG_DONTWAIT) > 8 && back[1] == OUT);
	assert(memcmp(back + 8, answer, strlen(answer)) == 0);
	close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct http *http;
	struct input input = { data, size };

	if (http == NULL)
		http = start();
	if (size <= MOST)
		serve(fresh_arena(), http, &input);
	return 0;
}
