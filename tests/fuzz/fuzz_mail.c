/*
 * Any texts in a mail: refused, or headers that hold what was given and nothing more, lines that every
 * program takes, and bodies that come back whole.
 */
#include "target.h"

#include <stdlib.h>

#include <sodium.h>

#include "base/buf.h"
#include "io/mail.h"

#define MOST     ((size_t)1 << 20)
#define BASE64   sodium_base64_VARIANT_ORIGINAL
#define HEADERS  13 /* that one mail has at most */
#define WORD     "=?UTF-8?B?"
#define WORD_END "?="

/* Lines end with CRLF and nothing else, and are short. */
static void check_lines(const char *text)
{
	while (*text != '\0') {
		size_t length = strcspn(text, "\r\n");

		assert(length <= 998 && text[length] == '\r' && text[length + 1] == '\n');
		for (size_t i = 0; i < length; i++)
			assert(text[i] >= 0x20 && text[i] < 0x7F);
		text += length + 2;
	}
}

/* The header's value, unfolded; NULL if there is none. */
static char *header(struct arena *arena, const char *mail, const char *name)
{
	const char *end = strstr(mail, "\r\n\r\n"), *at = mail;
	size_t length = strlen(name);

	while (at < end && (strncmp(at, name, length) != 0 || at[length] != ':'))
		at = strstr(at, "\r\n") + 2;
	if (at >= end)
		return NULL;
	char *value = arena_alloc(arena, strlen(at) + 1), *to = value;
	for (at += length + 2; at[0] != '\r' || at[2] == ' '; at++)
		if (at[0] == '\r')
			at += 1;
		else
			*to++ = *at;
	return value;
}

static size_t count_headers(const char *mail)
{
	const char *end = strstr(mail, "\r\n\r\n");
	size_t count = 0;

	for (const char *at = mail; at < end; at = strstr(at, "\r\n") + 2) {
		count += *at != ' ';
		assert(*at == ' ' ||
		        at[strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-")] == ':');
	}
	return count;
}

/* Encoded words and the blanks between them as text; what is none stays. */
static const char *decoded(struct arena *arena, const char *value)
{
	char *text = arena_alloc(arena, strlen(value) + 1);
	size_t used = 0;

	while (*value != '\0') {
		const char *end = text_starts(value, WORD) ? strstr(value + strlen(WORD), WORD_END) : NULL;
		size_t got = 0;

		if (end == NULL) {
			text[used++] = *value++;
			continue;
		}
		const char *from = value + strlen(WORD);
		assert(end - value <= 73 && end > from);
		assert(sodium_base642bin((unsigned char *)text + used, strlen(value), from,
		               (size_t)(end - from), NULL, &got, NULL, BASE64) == 0);
		assert(text_valid(text + used, got)); /* no character is cut in two */
		used += got;
		value = end + strlen(WORD_END);
		if (text_starts(value, " " WORD))
			value++;
	}
	text[used] = '\0';
	return text;
}

/* The base64 that follows `at`, up to `end`, is the text with CRLF for each LF. */
static void check_body(struct arena *arena, const char *at, const char *end, const char *text)
{
	char *body = arena_alloc(arena, (size_t)(end - at) + 1);
	size_t length = 0;

	assert(sodium_base642bin((unsigned char *)body, (size_t)(end - at), at, (size_t)(end - at), "\r\n",
	               &length, NULL, BASE64) == 0);
	for (const char *to = body; to < body + length; to++) {
		if (to[0] == '\r' && to[1] == '\n' && *text == '\n')
			to++;
		assert(*to == *text);
		text++;
	}
	assert(*text == '\0');
}

static void check_bodies(struct arena *arena, const struct mail *mail, const char *made)
{
	const char *text = strstr(strstr(made, "\r\nContent-Type: text/plain"), "\r\n\r\n") + 4;
	const char *end = made + strlen(made);

	if (mail->html == NULL) {
		check_body(arena, text, end, mail->text);
		return;
	}
	const char *between = strstr(text, "--=_portico_part\r\n"),
	           *last = strstr(text, "--=_portico_part--\r\n");
	assert(between != NULL && last != NULL && text_equal(last, "--=_portico_part--\r\n"));
	check_body(arena, text, between, mail->text);
	check_body(arena, strstr(between, "\r\n\r\n") + 4, last, mail->html);
}

static void check(struct arena *arena, const struct mail *mail, const char *made)
{
	check_lines(made);
	assert(count_headers(made) <= HEADERS);
	assert(text_equal(decoded(arena, header(arena, made, "Subject")), mail->subject));
	const char *to = decoded(arena, header(arena, made, "To"));
	const char *want = text_empty(mail->to_name)
	                           ? arena_format(arena, "<%s>", mail->to)
	                           : arena_format(arena, "%s <%s>", mail->to_name, mail->to);
	assert(text_equal(to, want) && header(arena, made, "Bcc") == NULL &&
	        header(arena, made, "Cc") == NULL);
	check_bodies(arena, mail, made);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = fresh_arena();
	struct input input = { data, size };
	uint8_t bits = take_byte(&input);
	struct buf out;
	struct mail mail = { .from = "support@firm.example", .from_name = "Firm", .date = 1700000000 };

	mail.to = bits & 1 ? take_bytes(arena, &input) : "ada@firm.example";
	mail.to_name = bits & 2 ? take_bytes(arena, &input) : NULL;
	mail.subject = take_bytes(arena, &input);
	mail.text = take_text(arena, &input);
	mail.html = bits & 4 ? take_text(arena, &input) : NULL;
	mail.message_id = bits & 8 ? take_bytes(arena, &input) : "1@firm.example";
	mail.language = bits & 16 ? take_bytes(arena, &input) : NULL;
	mail.list_id = bits & 32 ? take_bytes(arena, &input) : NULL;
	mail.unsubscribe = bits & 32 ? take_bytes(arena, &input) : NULL;
	buf_init(&out, MOST);
	if (mail_compose(arena, &mail, &out) == RC_OK)
		check(arena, &mail, out.data);
	buf_free(&out);
	return 0;
}
