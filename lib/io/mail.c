/*
 * Mails as bytes: headers in UTF-8 by RFC 2047 encoded words, bodies as base64 in multipart/alternative.
 * Sending is in mail_send.c.
 */
#include "io/mail.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"

#define WORD_BYTES                                                                                           \
	45 /* of text in an encoded word: 60 characters of base64, 72 with its frame (RFC 2047: at most 75)  \
	    */
#define WORD_FRAME     12 /* =?UTF-8?B? and ?= */
#define LINE_MAX_WORDS ((size_t)76)
#define LINE_BYTES     57   /* of text in a base64 line of 76 characters */
#define HEADER_MAX     2000 /* bytes of a header value before encoding */

/* --- base64 ---------------------------------------------------------------------------------- */

static void add_base64(struct buf *out, const unsigned char *data, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		size_t left = length - i;
		uint32_t three = (uint32_t)data[i] << 16;
		three |= left > 1 ? (uint32_t)data[i + 1] << 8 : 0;
		three |= left > 2 ? data[i + 2] : 0;
		buf_char(out, digits[three >> 18]);
		buf_char(out, digits[three >> 12 & 63]);
		buf_char(out, left > 1 ? digits[three >> 6 & 63] : '=');
		buf_char(out, left > 2 ? digits[three & 63] : '=');
	}
}

/* Text with CRLF at the end of each line, as base64 wants it (RFC 2045, 6.8), in lines of base64. */
static void add_body(struct buf *out, const char *text)
{
	unsigned char line[LINE_BYTES];
	size_t length = 0;
	char before = '\0';
	while (*text) {
		bool bare = *text == '\n' && before != '\r';
		before = bare ? '\r' : *text++;
		line[length++] = (unsigned char)before;
		if (length < LINE_BYTES && *text)
			continue;
		add_base64(out, line, length);
		buf_text(out, "\r\n");
		length = 0;
	}
}

/* --- headers --------------------------------------------------------------------------------- */

static bool is_plain(const char *text)
{
	for (const unsigned char *at = (const unsigned char *)text; *at; at++)
		if (*at < 0x20 || *at > 0x7E)
			return false;
	return strlen(text) <= 60 && !strstr(text, "=?");
}

/* Bytes of the longest piece of at most `most` that ends between characters. */
static size_t word_length(const char *text, size_t most)
{
	size_t length = strnlen(text, most + 1);
	if (length <= most)
		return length;
	length = most;
	while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
		length--;
	return length;
}

/* The first line has the header's name before it: `column` bytes of the 76 that a line with encoded words may
 * have. */
static void add_words(struct buf *out, const char *text, size_t column)
{
	const char *between = "";
	size_t most = (LINE_MAX_WORDS - WORD_FRAME - column) / 4 * 3;
	while (*text) {
		size_t length = word_length(text, most);
		most = WORD_BYTES;
		buf_text(out, between);
		buf_text(out, "=?UTF-8?B?");
		add_base64(out, (const unsigned char *)text, length);
		buf_text(out, "?=");
		between = "\r\n ";
		text += length;
	}
}

/* A value that came from people: refused with a control character, encoded unless it is short plain ASCII. */
static enum rc add_text_header(struct buf *out, const char *name, const char *text)
{
	if (text_has_break(text) || strlen(text) > HEADER_MAX || !text_valid(text, strlen(text)))
		return RC_INVALID;
	buf_text(out, name);
	buf_text(out, ": ");
	if (is_plain(text))
		buf_text(out, text);
	else
		add_words(out, text, strlen(name) + 2);
	buf_text(out, "\r\n");
	return RC_OK;
}

static bool is_atom_text(const char *name)
{
	for (const char *at = name; *at; at++) {
		bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z') ||
		              (*at >= '0' && *at <= '9');
		if (!letter && *at != ' ' && *at != '-' && *at != '\'')
			return false;
	}
	return *name != '\0' && strlen(name) <= 60;
}

static enum rc add_address(struct buf *out, const char *header, const char *name, const char *address)
{
	if (!text_is_mail(address))
		return RC_INVALID;
	buf_text(out, header);
	buf_text(out, ": ");
	if (!text_empty(name)) {
		if (text_has_break(name) || strlen(name) > HEADER_MAX || !text_valid(name, strlen(name)))
			return RC_INVALID;
		if (is_atom_text(name))
			buf_text(out, name);
		else
			add_words(out, name, strlen(header) + 2);
		buf_text(out, "\r\n ");
	}
	buf_char(out, '<');
	buf_text(out, address);
	buf_text(out, ">\r\n");
	return RC_OK;
}

static bool is_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x80)
		text++;
	return !*text;
}

/* A value of our own making: still refused with a control character or a letter that is not ASCII. */
static enum rc add_own_header(
        struct buf *out, const char *name, const char *before, const char *value, const char *after)
{
	if (text_has_break(value) || !is_ascii(value) || strlen(value) > 250)
		return RC_INVALID;
	buf_text(out, name);
	buf_text(out, ": ");
	buf_text(out, before);
	buf_text(out, value);
	buf_text(out, after);
	buf_text(out, "\r\n");
	return RC_OK;
}

/* What mail programs make a button of: it sends a POST, without opening the page (RFC 2369, 2919, 8058). */
static enum rc add_list_headers(const struct mail *mail, struct buf *out)
{
	if (!mail->list_id || !mail->unsubscribe)
		return RC_OK;
	if (strpbrk(mail->list_id, " <>") || strpbrk(mail->unsubscribe, " <>,"))
		return RC_INVALID;
	enum rc rc = add_own_header(out, "List-Id", "<", mail->list_id, ">");
	if (rc == RC_OK)
		rc = add_own_header(out, "List-Unsubscribe", "<", mail->unsubscribe, ">");
	buf_text(out, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
	return rc;
}

static enum rc add_headers(struct arena *arena, const struct mail *mail, struct buf *out)
{
	const char *date = time_mail(arena, mail->date);
	if (!date)
		return RC_NO_MEMORY;
	enum rc rc = add_own_header(out, "Date", "", date, "");
	if (rc == RC_OK)
		rc = add_address(out, "From", mail->from_name, mail->from);
	if (rc == RC_OK)
		rc = add_address(out, "To", mail->to_name, mail->to);
	if (rc == RC_OK)
		rc = add_text_header(out, "Subject", mail->subject);
	if (rc == RC_OK)
		rc = strpbrk(mail->message_id, " <>")
		             ? RC_INVALID
		             : add_own_header(out, "Message-ID", "<", mail->message_id, ">");
	if (rc == RC_OK && mail->language)
		rc = add_own_header(out, "Content-Language", "", mail->language, "");
	if (rc == RC_OK)
		rc = add_list_headers(mail, out);
	buf_text(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
	return rc;
}

static void add_part(struct buf *out, const char *type, const char *text)
{
	buf_text(out, "Content-Type: ");
	buf_text(out, type);
	buf_text(out, "; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
	add_body(out, text);
}

enum rc mail_compose(struct arena *arena, const struct mail *mail, struct buf *out)
{
	/* bodies are base64, so no line of theirs can be this one */
	static const char boundary[] = "=_portico_part";
	enum rc rc = add_headers(arena, mail, out);
	if (rc != RC_OK)
		return rc;
	if (!mail->html) {
		add_part(out, "text/plain", mail->text);
		return buf_finish(out);
	}
	buf_format(out, "Content-Type: multipart/alternative; boundary=\"%s\"\r\n\r\n--%s\r\n", boundary,
	        boundary);
	add_part(out, "text/plain", mail->text);
	buf_format(out, "--%s\r\n", boundary);
	add_part(out, "text/html", mail->html);
	buf_format(out, "--%s--\r\n", boundary);
	return buf_finish(out);
}
