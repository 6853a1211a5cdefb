/* See show_text.h. */
#include "web/show_text.h"

#include <string.h>

#include "base/limits.h"
#include "base/text.h"

enum rc show_text(struct request *request, const char *path, const char *html, const char *body)
{
	struct buf out;
	if (html) {
		view_html(request->view, path, html);
		return RC_OK;
	}
	const char *typed = text_cut(request->arena, body, LIMIT_TYPED_CHARS);
	if (!typed)
		return RC_NO_MEMORY;
	buf_init(&out, LIMIT_PAGE);
	buf_html(&out, typed, strlen(typed));
	enum rc rc = buf_finish(&out);
	if (rc == RC_OK)
		view_html(request->view, path, out.data);
	buf_free(&out);
	return rc;
}
