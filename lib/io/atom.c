/* See atom.h. */
#include "io/atom.h"

#include <string.h>

#include "base/text.h"
#include "base/time.h"

/* Bytes of a character of UTF-8 that XML 1.0 does not have (control characters, U+FFFE and U+FFFF); 0: it
 * has. */
static size_t foreign(const unsigned char *at)
{
	if (*at < 0x20)
		return *at == '\t' || *at == '\n' || *at == '\r' ? 0 : 1;
	if (at[0] == 0xEF && at[1] == 0xBF && (at[2] == 0xBE || at[2] == 0xBF))
		return 3;
	return 0;
}

static const char *entity(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\r':
		return "&#13;";
	default:
		return NULL;
	}
}

void atom_text(struct buf *out, const char *text)
{
	const unsigned char *at = (const unsigned char *)(text != NULL ? text : ""), *from = at;
	while (*at != '\0') {
		size_t left_out = foreign(at);
		const char *instead = entity(*at);
		if (left_out == 0 && instead == NULL) {
			at++;
			continue;
		}
		buf_add(out, from, (size_t)(at - from));
		buf_text(out, instead);
		at += left_out > 0 ? left_out : 1;
		from = at;
	}
	buf_add(out, from, (size_t)(at - from));
}

static void add_element(struct buf *out, const char *name, const char *text)
{
	buf_format(out, "<%s>", name);
	atom_text(out, text);
	buf_format(out, "</%s>\n", name);
}

static void add_link(struct buf *out, const char *relation, const char *url)
{
	buf_format(out, "<link rel=\"%s\" href=\"", relation);
	atom_text(out, url);
	buf_text(out, "\"/>\n");
}

static enum rc add_time(struct arena *arena, struct buf *out, const char *name, int64_t when)
{
	const char *text = time_iso(arena, when);
	if (text == NULL)
		return RC_NO_MEMORY;
	add_element(out, name, text);
	return RC_OK;
}

enum rc atom_begin(struct arena *arena, struct buf *out, const struct atom_feed *feed)
{
	buf_text(out,
	        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
	if (!text_empty(feed->language))
		buf_format(out, " xml:lang=\"%s\"", feed->language);
	buf_text(out, " xml:base=\"");
	atom_text(out, feed->base);
	buf_text(out, "\">\n");
	add_element(out, "id", feed->id);
	add_element(out, "title", feed->title);
	add_link(out, "self", feed->self);
	add_link(out, "alternate", feed->page);
	return add_time(arena, out, "updated", feed->updated);
}

static void add_content(struct buf *out, const struct atom_entry *entry)
{
	if (entry->html == NULL && entry->text == NULL)
		return;
	buf_format(out, "<content type=\"%s\">", entry->html != NULL ? "html" : "text");
	atom_text(out, entry->html != NULL ? entry->html : entry->text);
	buf_text(out, "</content>\n");
}

enum rc atom_add(struct arena *arena, struct buf *out, const struct atom_entry *entry)
{
	buf_text(out, "<entry>\n");
	add_element(out, "id", entry->id);
	add_element(out, "title", entry->title);
	add_link(out, "alternate", entry->url);
	buf_text(out, "<author>");
	add_element(out, "name", entry->author);
	buf_text(out, "</author>\n");
	if (!text_empty(entry->category)) {
		buf_text(out, "<category term=\"");
		atom_text(out, entry->category);
		buf_text(out, "\"/>\n");
	}
	enum rc rc = add_time(arena, out, "published", entry->published);
	if (rc == RC_OK)
		rc = add_time(arena, out, "updated", entry->updated);
	add_content(out, entry);
	buf_text(out, "</entry>\n");
	return rc;
}

void atom_end(struct buf *out)
{
	buf_text(out, "</feed>\n");
}
