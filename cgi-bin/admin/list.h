/*
 * What the management's lists share: filters that travel in the address, an order, pages by key, and the file
 * of the same rows. Fields are q, sort, at and the list's own filters.
 */
#ifndef PORTICO_ADMIN_LIST_H
#define PORTICO_ADMIN_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "domain/list.h"
#include "io/db.h"
#include "web/csv.h"
#include "web/pager.h"
#include "web/request.h"

struct admin_list {
	const char *path, *csv;
	const char *const *filters; /* fields that cut or order it, without q; NULL at the end */
	bool pages_search;          /* else a search shows its first rows alone */
	struct page_key (*key)(const struct db_rows *rows, size_t index);
};

/* --- what is asked for ----------------------------------------------------------------------- */

struct list_place list_place(const struct request *request);
bool list_by_date(const struct request *request);
bool list_downwards(const struct request *request);
bool list_is_search(const struct request *request);

/* All of it, for a list of things with a name. */
struct named_filter list_named_filter(const struct request *request);

/* The fields of these names that are filled, as a query; "" without one or without memory. */
const char *list_query(struct request *request, const char *const *names);

/* --- the page -------------------------------------------------------------------------------- */

/* List.action .query .filtered, .csv_url for who may export, and Pager or List.summary_text. */
void list_show(struct request *request, const struct admin_list *list, const struct db_rows *rows, bool more);

/* Sorts.N */
void list_show_sorts(struct request *request);

/* <hdf>.N: `all`, then the words as `say` puts them; the field's is chosen. */
void list_show_choice(struct request *request, const char *hdf, const char *field, const char *all,
        const char *const *words, size_t count, const char *(*say)(const struct view *, const char *));

/* --- the file -------------------------------------------------------------------------------- */

/* Starts it with a row of titles. As csv_begin. */
enum rc list_file(
        struct request *request, const char *const *titles, size_t count, struct csv **csv) MUST_USE;

/* After a batch was written: whether there is a next one, from *place. */
bool list_next(struct request *request, const struct admin_list *list, const struct csv *csv,
        const struct db_rows *rows, bool more, struct list_place *place);

/* Answers with the file; `name` is a table's. */
enum rc list_send(
        struct request *request, const struct admin_list *list, struct csv *csv, const char *name) MUST_USE;

#endif
