/*
 * For whom a forum category or a suggestion board is: everyone, everyone signed in, one company, one group of
 * people, or staff. access.h says who belongs to it; this file is the same rule as a part of queries.
 *
 * Topics and suggestions carry a copy of it, by which lists are cut. The category's or board's own row is the
 * truth: after a change the worker brings the copies up to date, and until then a list shows no row whose
 * copy differs.
 */
#ifndef PORTICO_DOMAIN_AUDIENCE_H
#define PORTICO_DOMAIN_AUDIENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "io/db.h"

#define AUDIENCE_PUBLIC    "public"
#define AUDIENCE_SIGNED_IN "signed_in"
#define AUDIENCE_COMPANY   "company"
#define AUDIENCE_GROUP     "group"
#define AUDIENCE_STAFF     "staff"

/* Who looks, as queries need it. From audience_reader() in access.h. */
struct audience_reader {
	int64_t account_id; /* 0: nobody */
	int64_t company_id; /* for which he acts; 0: none */
	bool signed_in;
	bool staff; /* sees every audience */
};

/* True for rows of `row` (an alias of a table with audience and audience_id) that the reader may see; takes
 * AUDIENCE_ARGS(reader) as four values. For single rows and for hits of a search; a list over all
 * categories that pages by key is cut by an index instead, one branch of a UNION ALL for each of: public,
 * signed_in, the company for which he acts. */
#define AUDIENCE_SEEN(row)                                                                                   \
	"(" row ".audience = 'public' OR ? OR (" row ".audience = 'signed_in' AND ?)"                        \
	" OR (" row ".audience = 'company' AND EXISTS (SELECT 1 FROM company_member am"                      \
	"  JOIN company ak ON ak.id = am.company_id AND ak.state = 'active'"                                 \
	"  WHERE am.company_id = " row ".audience_id AND am.account_id = ?))"                                \
	" OR (" row ".audience = 'group' AND EXISTS (SELECT 1 FROM people_group_member ag"                   \
	"  WHERE ag.group_id = " row ".audience_id AND ag.account_id = ?)))"

#define AUDIENCE_ARGS(reader) (reader)->staff, (reader)->signed_in, (reader)->account_id, (reader)->account_id

/* True for a row whose company or group a person belongs to: the column `belongs` that may_read_audience asks
 * for. Takes his id twice. */
#define AUDIENCE_BELONGS(row) AUDIENCE_BELONGS_TO(row, "?")

/* The same of a person whom the query names itself ("n.account_id"). */
#define AUDIENCE_BELONGS_TO(row, account)                                                                    \
	"((" row ".audience = 'company' AND EXISTS (SELECT 1 FROM company_member bm"                         \
	"  JOIN company bk ON bk.id = bm.company_id AND bk.state = 'active'"                                 \
	"  WHERE bm.company_id = " row ".audience_id AND bm.account_id = " account "))"                      \
	" OR (" row ".audience = 'group' AND EXISTS (SELECT 1 FROM people_group_member bg"                   \
	"  WHERE bg.group_id = " row ".audience_id AND bg.account_id = " account ")))"

/* "public", "signed_in" …; NULL past the last. */
const char *audience_at(size_t index);
bool audience_is_known(const char *word);

/* Whether who looks belongs to the company or group that a row is for: AUDIENCE_BELONGS of one row whose
 * audience is known, with a statement only where it is a company's or a group's. RC_DB. */
enum rc audience_belongs(
        struct db *db, const char *audience, int64_t audience_id, int64_t account_id, bool *belongs) MUST_USE;

/* The active company of this name, in any case, or of this number. RC_NOT_FOUND; RC_CONFLICT: several have
 * the name; RC_DB, RC_NO_MEMORY. */
enum rc audience_find_company(struct db *db, struct arena *arena, const char *name, int64_t *id) MUST_USE;

#endif
