/*
 * Any bytes as query, urlencoded body, multipart body in pieces, and Cookie header: all text is UTF-8 and
 * within its limits, and how the body is cut changes nothing.
 */
#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/text.h"
#include "io/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct source {
	const uint8_t *data;
	size_t length, step;
};

static enum rc read_source(void *context, void *data, size_t size, size_t *got)
{
	struct source *source = context;

	*got = size < source->step ? size : source->step;
	*got = *got < source->length ? *got : source->length;
	memcpy(data, source->data, *got);
	source->data += *got;
	source->length -= *got;
	return RC_OK;
}

static void check(const struct form *form)
{
	size_t fields = 0, files = 0;

	for (const struct form_field *field = form->fields; field != NULL; field = field->next, fields++) {
		assert(text_valid(field->name, strlen(field->name)) &&
		        strlen(field->name) <= LIMIT_FIELD_NAME);
		assert(text_valid(field->value, strlen(field->value)));
	}
	for (const struct form_file *file = form->files; file != NULL; file = file->next, files++) {
		assert(!text_has_break(file->name) && strpbrk(file->name, "/\\") == NULL &&
		        file->name[0] != '\0');
		assert(lseek(file->fd, 0, SEEK_END) == file->size);
	}
	assert(fields == form->field_count && fields <= LIMIT_FIELDS);
	assert(files == form->file_count);
}

static enum rc read_body(struct arena *arena, struct form *form, const char *type, const uint8_t *data,
        size_t size, size_t step)
{
	const struct form_limits limits = { 60000, 3, 500, 800, "/tmp" };
	struct source source = { data, size, step };

	*form = (struct form){ 0 };
	enum rc rc = form_body(arena, form, type, read_source, &source, &limits);
	if (rc == RC_OK)
		check(form);
	return rc;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[] = { "application/x-www-form-urlencoded",
		"multipart/form-data; boundary=X", "multipart/form-data; boundary=\"Xy\"" };
	static struct arena *arena;
	struct form form = { 0 };

	if (arena == NULL) {
		arena = arena_new((size_t)256 << 10, (size_t)24 << 20);
		assert(secret_start() == RC_OK);
		log_start("fuzz", LOG_LEVEL_ERROR);
	}
	if (arena == NULL || size < 2)
		return 0;
	const char *type = types[data[0] % LENGTH(types)];
	size_t step = data[1];
	enum rc whole = read_body(arena, &form, type, data + 2, size - 2, SIZE_MAX);
	size_t fields = form.field_count, files = form.file_count;
	assert(read_body(arena, &form, type, data + 2, size - 2, step + 1) == whole);
	assert(form.field_count == fields && form.file_count == files);

	form = (struct form){ 0 };
	if (form_query(arena, &form, (const char *)data, size) == RC_OK)
		check(&form);
	char *text = arena_copy(arena, data, size);
	const char *cookie = text != NULL ? form_cookie(arena, text, "a") : NULL;
	assert(cookie == NULL || (!text_has_break(cookie) && strpbrk(cookie, " \",;\\") == NULL));
	char *other = arena_format(arena, "multipart/form-data;%s", text);
	if (other != NULL)
		(void)read_body(arena, &form, other, data, size, step + 1);
	arena_reset(arena);
	return 0;
}
