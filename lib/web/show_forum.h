/*
 * The forum in pages: categories, rows of topics, posts with what one may do to them, the editor.
 */
#ifndef PORTICO_WEB_SHOW_FORUM_H
#define PORTICO_WEB_SHOW_FORUM_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/forum_category.h"
#include "domain/forum_post.h"
#include "domain/forum_topic.h"
#include "domain/forum_topic_list.h"
#include "web/request.h"

/* Who reads, in the page's language. */
struct forum_reader forum_reader_of(const struct request *request);

/* `path` with the id for {1}. */
const char *forum_url(struct request *request, const char *path, int64_t id);

/* The page of a topic on which a place stands, and the post's anchor there (0: none). */
const char *forum_place_url(struct request *request, int64_t topic_id, int32_t place, int64_t post_id);

/* "Home / Community", and the category unless NULL. */
void show_forum_way(struct request *request, const char *category_slug, const char *category);

/* <list>.N.url .title .description .colour .audience_text */
void show_forum_categories(struct request *request, const char *list, const struct db_rows *categories);

/* <list>.N for the macro topic_row; `categories` (NULL: none is named) holds those that the reader sees. */
void show_topic_rows(struct request *request, const char *list, const struct db_rows *rows,
        const struct db_rows *categories);

/* <list>.N.text .url, from lines; the addresses lead to the tag's topics. */
void show_forum_tags(struct request *request, const char *list, const char *lines);

/* A post at `path` ("Posts.3") for the macro forum_post, with its files and what the reader may do to it; the
 * forms of that need show_forum_tokens, once a page. `copy`: it stands elsewhere, too, and has no anchor and
 * no forms here. RC_NO_MEMORY, RC_TOO_LARGE. */
struct shown_post {
	const struct forum_post *post;
	const struct forum_topic *topic;
	const char *topic_url, *page_url; /* of the page on which it stands, of forum_place_url */
	const struct db_rows *files;      /* struct attachment */
	bool copy;
};
void show_forum_tokens(struct request *request, const struct forum_topic *topic);
enum rc show_forum_post(struct request *request, const char *path, const struct shown_post *shown) MUST_USE;

/* What the editor needs (Limits.*, Editor.preview_url), and a preview of the field "body" if the form was
 * sent for one (Preview.body_html). RC_NO_MEMORY, RC_TOO_LARGE. */
enum rc show_forum_editor(struct request *request) MUST_USE;

/* The form was sent to look at the text: nothing is to be written. */
bool forum_wants_preview(const struct request *request);

/* Notes an error of the field "files" if there are too many or too large ones for a post, or more than
 * somebody new here may send. RC_DB. */
enum rc check_post_files(struct request *request) MUST_USE;

/* For RC_LIMITED and RC_DENIED of trust_judge: notes why nothing was written and sets the status 429 or 403;
 * the page shows its form again. Any other code as it is. */
enum rc forum_refusal(struct request *request, enum rc rc) MUST_USE;

#endif
