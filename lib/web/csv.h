/*
 * Lists as CSV files (RFC 4180, UTF-8 with a byte order mark, as spreadsheets want it). A cell that a
 * spreadsheet would take for a formula gets an apostrophe in front (INJ-09).
 *
 *	rc = csv_begin(request, &csv);
 *	csv_head(csv, N_("Name")); … csv_end_row(csv);
 *	do {
 *		rc = thing_list(request->db, csv_batch(csv), &filter, LIMIT_EXPORT_BATCH, &rows, &more);
 *		… csv_text(csv, row->name); … csv_end_row(csv); … filter.place = after the last row
 *	} while (rc == RC_OK && more && csv_goes_on(csv));
 *	rc = csv_send(csv, "things", url(request, "/admin/things"));
 *
 * One file at a time is written on this machine: while another one is, nothing is read and csv_send says so.
 *
 * The file is made whole in memory, at most LIMIT_EXPORT_ROWS rows and LIMIT_EXPORT_BYTES bytes, so that its
 * length is known and an error is still a page.
 */
#ifndef PORTICO_WEB_CSV_H
#define PORTICO_WEB_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "web/request.h"

#define CSV_TURN "export" /* one such file at a time is written on a machine; made when a program starts */

struct csv;

/* Starts a file; it goes with the request. RC_NOT_FOUND unless the reader may export lists, RC_NO_MEMORY,
 * RC_IO. */
enum rc csv_begin(struct request *request, struct csv **csv) MUST_USE;

/* Memory for the next batch of rows; what it held before is gone. */
struct arena *csv_batch(struct csv *csv);

void csv_head(struct csv *csv, const char *message); /* a column's title, marked with N_ */
void csv_text(struct csv *csv, const char *text);    /* NULL: an empty cell */
void csv_number(struct csv *csv, int64_t number);
void csv_time(struct csv *csv, int64_t when); /* 2026-11-22T01:16:06Z; 0: an empty cell */
void csv_end_row(struct csv *csv);

/* False once the file is full or broken: reading further is of no use. */
bool csv_goes_on(const struct csv *csv);

/* Answers with the file "<name>-2026-11-22.csv" and notes the export in the audit log; `name` is a table's.
 * If the list is too long, or it is another file's turn, goes back to `back` and says so. RC_DB,
 * RC_NO_MEMORY. */
enum rc csv_send(struct csv *csv, const char *name, const char *back) MUST_USE;

#endif
