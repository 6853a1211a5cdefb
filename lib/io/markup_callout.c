/* A small automaton over what md4c reports: see markup_callout.h. */
#include "io/markup_callout.h"

#include <string.h>

#include "base/text.h"
#include "io/markup_text.h"

#define LABEL_BYTES 64

static const struct {
	const char *label; /* folded */
	const char *kind;
} labels[] = {
	{ "note", "note" },
	{ "tip", "tip" },
	{ "warning", "warning" },
	{ "important", "important" },
	{ "نکته", "note" },
	{ "توصیه", "tip" },
	{ "هشدار", "warning" },
	{ "مهم", "important" },
	{ "pastaba", "note" },
	{ "patarimas", "tip" },
	{ "įspėjimas", "warning" },
	{ "svarbu", "important" },
};

void callout_start(struct callout_watch *watch)
{
	watch->state = WATCH_NONE;
	watch->kind = NULL;
	buf_init(&watch->label, LABEL_BYTES);
}

void callout_end(struct callout_watch *watch)
{
	buf_free(&watch->label);
}

void callout_enter_quote(struct callout_watch *watch)
{
	watch->state = WATCH_QUOTE;
}

void callout_enter_block(struct callout_watch *watch, MD_BLOCKTYPE type)
{
	watch->state = watch->state == WATCH_QUOTE && type == MD_BLOCK_P ? WATCH_PARAGRAPH : WATCH_NONE;
}

void callout_leave_block(struct callout_watch *watch)
{
	watch->state = WATCH_NONE;
}

bool callout_is_title(const struct callout_watch *watch)
{
	return watch->state == WATCH_QUOTE;
}

void callout_enter_span(struct callout_watch *watch, MD_SPANTYPE type)
{
	watch->state = watch->state == WATCH_PARAGRAPH && type == MD_SPAN_STRONG ? WATCH_LABEL : WATCH_NONE;
	buf_clear(&watch->label);
}

static enum rc find_kind(struct arena *arena, const char *label, const char **kind)
{
	const char *folded = text_fold(arena, label);

	*kind = NULL;
	if (folded == NULL)
		return RC_NO_MEMORY;
	for (size_t i = 0; i < LENGTH(labels); i++)
		if (strcmp(folded, labels[i].label) == 0)
			*kind = labels[i].kind;
	return RC_OK;
}

enum rc callout_leave_span(struct callout_watch *watch, struct arena *arena, const char **kind)
{
	struct buf *label = &watch->label;
	bool ended = watch->state == WATCH_LABEL;

	*kind = NULL;
	watch->state = WATCH_NONE;
	if (!ended || label->length == 0 || buf_finish(label) != RC_OK)
		return RC_OK;
	bool colon = label->data[label->length - 1] == ':';
	if (colon)
		buf_cut(label, label->length - 1);
	enum rc rc = find_kind(arena, label->data, &watch->kind);
	if (rc == RC_OK && colon)
		*kind = watch->kind;
	else if (rc == RC_OK && watch->kind != NULL)
		watch->state = WATCH_COLON;
	return rc;
}

void callout_text(
        struct callout_watch *watch, MD_TEXTTYPE type, const char *text, size_t length, const char **kind)
{
	*kind = NULL;
	if (watch->state == WATCH_LABEL) {
		markup_add_text(&watch->label, type, text, length);
		return;
	}
	if (watch->state == WATCH_COLON && length > 0 && text[0] == ':')
		*kind = watch->kind;
	watch->state = WATCH_NONE;
}
