/* Bare addresses: see markup_autolink.h. One pass; what is looked at twice is bounded by the address found.
 */
#include "io/markup_autolink.h"

#include <stdint.h>
#include <string.h>
#include <strings.h>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

static bool alnum(char c)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

static bool one_of(char c, const char *set)
{
	return c != '\0' && strchr(set, c) != NULL;
}

static bool begins(const char *text, size_t length, const char *with)
{
	return length >= strlen(with) && strncasecmp(text, with, strlen(with)) == 0;
}

/* Past the character at `at` if a web address may hold it; else `at`. */
static size_t url_step(const char *text, size_t length, size_t at)
{
	if ((unsigned char)text[at] < 0x80)
		return alnum(text[at]) || one_of(text[at], "-._~:/?#[]@!$&'()*+,;=%|") ? at + 1 : at;

	int32_t next = (int32_t)at;
	UChar32 c;
	U8_NEXT((const uint8_t *)text, next, (int32_t)length, c);
	bool fits = c > 0 && (u_isalnum(c) || (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0);
	return fits ? (size_t)next : at;
}

/* Without the punctuation that closes a sentence, and without a ")" that was opened before the address. */
static size_t url_trim(const char *text, size_t start, size_t end)
{
	size_t opened = 0, closed = 0;

	for (size_t at = start; at < end; at++) {
		opened += text[at] == '(';
		closed += text[at] == ')';
	}
	for (; end > start; end--) {
		char last = text[end - 1];
		if (last == ')' && closed > opened)
			closed--;
		else if (!one_of(last, ".,:;!?'*_~&|"))
			break;
	}
	return end;
}

/* An address that starts with `head` at `start`: at least one letter or digit of a host, for www. a further
 * dot. */
static bool match_url(
        const char *text, size_t length, size_t start, size_t head, bool www, struct autolink *link)
{
	size_t at = start + head, next;
	bool dot = false;

	if (at >= length || (alnum(text[at]) == false && (unsigned char)text[at] < 0x80))
		return false;
	while (at < length && (next = url_step(text, length, at)) > at) {
		dot = dot || text[at] == '.';
		at = next;
	}
	size_t end = url_trim(text, start, at);
	if (end <= start + head || (www && !dot))
		return false;
	*link = (struct autolink){ start, end - start, www ? "http://" : "" };
	return true;
}

/* An address around the @ at `sign`; nothing before `from` belongs to it. */
static bool match_mail(const char *text, size_t length, size_t from, size_t sign, struct autolink *link)
{
	size_t start = sign, end = sign + 1, dot = 0;

	while (start > from && (alnum(text[start - 1]) || one_of(text[start - 1], "._+-")))
		start--;
	while (end < length && (alnum(text[end]) || one_of(text[end], ".-"))) {
		if (text[end] == '.' && end > sign + 1 && text[end - 1] != '.')
			dot = end;
		end++;
	}
	while (end > sign && !alnum(text[end - 1])) {
		end--;
		if (dot >= end)
			dot = 0;
	}
	while (start < sign && one_of(text[start], ".-"))
		start++;
	if (start == sign || dot == 0)
		return false;
	*link = (struct autolink){ start, end - start, "mailto:" };
	return true;
}

bool autolink_find(const char *text, size_t length, size_t from, struct autolink *link)
{
	for (size_t at = from; at < length; at++) {
		const char *rest = text + at;
		size_t left = length - at;
		bool word_starts = at == from ||
		                   !(alnum(rest[-1]) || (unsigned char)rest[-1] >= 0x80 || rest[-1] == '_');

		if (*rest == '@' && match_mail(text, length, from, at, link))
			return true;
		if (!word_starts)
			continue;
		size_t head = begins(rest, left, "http://") ? 7 : begins(rest, left, "https://") ? 8 : 0;
		if (head > 0 && match_url(text, length, at, head, false, link))
			return true;
		if (begins(rest, left, "www.") && match_url(text, length, at, 4, true, link))
			return true;
	}
	return false;
}
