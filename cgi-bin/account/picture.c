/* /account/picture: the profile picture. It is only taken in here; what is shown, the worker draws (UPL-05).
 */
#include "account.h"

#include <errno.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/picture.h"
#include "io/picture.h"

static const char *address_of(struct request *request, struct bytes public_id)
{
	const char *hex = text_hex(request->arena, public_id.data, public_id.length);
	return hex ? urlf(request, "/files/picture/{1}", hex) : NULL;
}

enum rc picture_page(struct request *request)
{
	struct view *view = request->view;
	struct picture newest = { .state = "" };
	enum rc rc = picture_newest(request->db, request->arena, request->who.id, &newest);
	if (rc != RC_OK && rc != RC_NOT_FOUND)
		return rc;
	show_area(request, AREA_PROFILE, view_say(view, N_("Picture")));
	if (request->who.picture.data)
		view_text(view, "Picture.url", address_of(request, request->who.picture));
	view_flag(view, "Picture.waits", text_equal(newest.state, "waiting"));
	view_flag(view, "Picture.refused", text_equal(newest.state, "refused"));
	view_flag(view, "Picture.any", rc == RC_OK);
	view_text(view, "Picture.action", url(request, "/account/picture"));
	view_text(view, "Picture.remove_url", url(request, "/account/picture/remove"));
	view_number(view, "Picture.limit", LIMIT_PICTURE);
	view_text(view, "Picture.limit_text",
	        view_fill(view, N_("PNG, JPEG, GIF or WebP, at most {1} MB. The middle of it is shown."),
	                view_digits(view, LIMIT_PICTURE / 1000000)));
	page_token(request, "Token.picture", "/account/picture");
	page_token(request, "Token.remove", "/account/picture/remove");
	return page_show(request, "account/picture");
}

/* All of the file, whatever run of the transaction this is. */
static enum rc read_file(struct request *request, const struct form_file *file, struct bytes *content)
{
	size_t size = (size_t)file->size, length = 0;
	char *data = arena_alloc(request->arena, size);
	if (!data)
		return RC_NO_MEMORY;
	while (length < size) {
		ssize_t got = pread(file->fd, data + length, size - length, (off_t)length);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return RC_IO;
		length += (size_t)got;
	}
	*content = (struct bytes){ data, length };
	return RC_OK;
}

static void judge(struct request *request, const struct form_file *file)
{
	if (!file)
		request_error(request, "picture", N_("Choose a picture first."));
	else if (file->next)
		request_error(request, "picture", N_("Choose one picture only."));
	else if (file->size > LIMIT_PICTURE)
		request_error(request, "picture", N_("This picture is too large."));
}

enum rc send_picture(struct request *request)
{
	const struct form_file *file = field_files(request, "picture");
	struct bytes content;
	judge(request, file);
	if (request_has_errors(request))
		return picture_page(request);
	enum rc rc = read_file(request, file, &content);
	if (rc != RC_OK)
		return rc;
	if (!picture_known(content.data, content.length)) {
		request_error(request, "picture", N_("This is not a PNG, JPEG, GIF or WebP picture."));
		return picture_page(request);
	}
	rc = picture_add(request->db, request->who.id, content, request->now);
	if (rc == RC_OK)
		rc = note_act(request, "picture.add", NULL);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/picture"), "picture-sent"));
}

enum rc remove_picture(struct request *request)
{
	enum rc rc = picture_remove(request->db, request->who.id, request->now);
	if (rc == RC_OK)
		rc = note_act(request, "picture.remove", NULL);
	if (rc != RC_OK)
		return rc;
	return page_go(request, page_done(request, url(request, "/account/picture"), "picture-removed"));
}
