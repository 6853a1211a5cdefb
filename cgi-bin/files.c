/*
 * Files of tickets and posts, and profile pictures. Rights are asked each time, a forbidden file and a
 * missing one are the same, and what is sent can do nothing in a browser: our own list of types, nosniff, a
 * sandbox, and a download unless it is a plain picture (UPL-03).
 */
#include "base/buf.h"
#include "base/message.h"
#include "base/text.h"
#include "domain/access.h"
#include "domain/attachment.h"
#include "domain/picture.h"
#include "io/filetype.h"
#include "io/picture.h"
#include "web/page.h"
#include "web/route.h"

/* The name for readers that know ASCII only. */
static void add_plain_name(struct buf *out, const char *name)
{
	for (const char *at = name; *at != '\0'; at++) {
		unsigned char byte = (unsigned char)*at;
		if (byte >= 0x80 && byte < 0xC0)
			continue; /* one underscore for a whole character */
		bool plain = byte > 0x1F && byte < 0x7F && byte != '"' && byte != '\\' && byte != '%';
		buf_char(out, plain ? *at : '_');
	}
}

/* RFC 6266: the plain name, then the whole one as RFC 8187 encodes it. */
static const char *disposition(struct request *request, const char *kind, const char *name)
{
	struct buf out;

	buf_init(&out, 4096);
	buf_text(&out, kind);
	buf_text(&out, "; filename=\"");
	add_plain_name(&out, name);
	buf_text(&out, "\"; filename*=UTF-8''");
	buf_url(&out, name);
	return buf_keep(&out, request->arena);
}

static bool may_read(const struct account *who, const struct attachment *file)
{
	struct ticket_rights rights = attachment_rights(file);

	return may_work_ticket(who, &rights) || (!file->in_note && may_read_ticket(who, &rights));
}

static enum rc find_file(struct request *request, struct attachment *file)
{
	uint8_t id[ATTACHMENT_ID];
	enum rc rc;

	if (text_unhex(param_text(request, "id"), id, sizeof(id)) != RC_OK)
		return RC_NOT_FOUND;
	rc = attachment_find(request->db, request->arena, id, request->who.id, file);
	if (rc == RC_OK)
		return may_read(&request->who, file) ? RC_OK : RC_NOT_FOUND;
	if (rc != RC_NOT_FOUND)
		return rc;
	rc = attachment_find_post(request->db, request->arena, id, request->who.id, file);
	if (rc != RC_OK)
		return rc;
	return attachment_may_read_post(&request->who, file) ? RC_OK : RC_NOT_FOUND;
}

/* Nobody is signed in, not even as a guest: there may be such a file or not. */
static bool is_stranger(const struct request *request)
{
	return !request->signed_in && request->who.guest_ticket_id == 0;
}

static enum rc write_piece(void *context, const void *data, size_t length)
{
	const struct request *request = context;

	return http_write(request->http, data, length);
}

static enum rc send_file(struct request *request, void *context)
{
	db_budget(request->db, 0); /* a slow reader may take his time */
	return attachment_read(request->db, context, write_piece, request);
}

static enum rc set_headers(struct request *request, const struct attachment *file)
{
	bool show = field_flag(request, "inline") && filetype_inline(file->type);
	const char *value = disposition(request, show ? "inline" : "attachment", file->name);
	enum rc rc = value == NULL ? RC_NO_MEMORY : response_header(request, "Content-Disposition", value);

	if (rc == RC_OK)
		rc = response_header(request, "Content-Security-Policy", "default-src 'none'; sandbox");
	if (rc == RC_OK)
		rc = response_header(request, "Cache-Control", "private, no-store");
	return rc;
}

static enum rc file_page(struct request *request)
{
	struct attachment *file = ARENA_NEW(request->arena, struct attachment);
	enum rc rc = file == NULL ? RC_NO_MEMORY : find_file(request, file);

	if (rc == RC_OK && !text_equal(param_text(request, "name"), file->name))
		rc = RC_NOT_FOUND; /* no link may show it as what it is not */
	if (rc == RC_NOT_FOUND && is_stranger(request))
		return page_go(
		        request, urlf(request, "/login?next={1}", url_here(request, request->language)));
	if (rc == RC_OK)
		rc = set_headers(request, file);
	if (rc != RC_OK)
		return rc;
	request->response.content_type = file->type;
	request->response.stream = send_file;
	request->response.stream_context = file;
	request->response.stream_length = file->size;
	return RC_OK;
}

/* --- profile pictures ------------------------------------------------------------------------ */

/* For whoever is signed in: a picture stands beside a name. It never changes under its address. */
static enum rc picture_page(struct request *request)
{
	uint8_t id[PICTURE_ID];
	struct bytes png;
	enum rc rc;

	if (text_unhex(param_text(request, "id"), id, sizeof(id)) != RC_OK)
		return RC_NOT_FOUND;
	rc = picture_find(request->db, request->arena, id, &png);
	if (rc == RC_OK)
		rc = response_header(request, "Content-Security-Policy", "default-src 'none'; sandbox");
	if (rc == RC_OK)
		rc = response_header(request, "Cache-Control", "private, max-age=3600");
	if (rc != RC_OK)
		return rc;
	request->response.content_type = PICTURE_TYPE;
	buf_add(&request->response.body, png.data, png.length);
	return buf_finish(&request->response.body);
}

static const struct field file_fields[] = {
	{ .name = "inline", .kind = FIELD_FLAG },
};

static const struct route routes[] = {
	{ METHOD_GET, "/files/picture/:id", picture_page, NEED_LOGIN, NO_FIELDS, 0, NULL },
	{ METHOD_GET, "/files/:id/:name", file_page, NEED_NONE, FIELDS(file_fields), 0, NULL },
};

int main(int argc, char **argv)
{
	return program_main(argc, argv, "files", routes, LENGTH(routes));
}
