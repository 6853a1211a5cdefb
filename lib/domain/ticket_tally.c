/* See ticket_tally.h. */
#include "domain/ticket_tally.h"

#include "base/text.h"

enum phase { OPEN, WAITING, SOLVED, PHASES };

/* clang-format off */
DB_QUERY(add_to_tally,
	"INSERT INTO ticket_tally (requester_id, company_id, open_count, waiting_count, solved_count)"
	" VALUES (?, ?, ?, ?, ?) ON DUPLICATE KEY UPDATE open_count = open_count + VALUES(open_count),"
	" waiting_count = waiting_count + VALUES(waiting_count), solved_count = solved_count + VALUES(solved_count)",
	DB_NO_ROW);
DB_QUERY(merge_tallies,
	"INSERT INTO ticket_tally (requester_id, company_id, open_count, waiting_count, solved_count)"
	" SELECT ?, o.company_id, o.open_count, o.waiting_count, o.solved_count FROM ticket_tally o WHERE o.requester_id = ?"
	" ON DUPLICATE KEY UPDATE open_count = ticket_tally.open_count + VALUES(open_count),"
	" waiting_count = ticket_tally.waiting_count + VALUES(waiting_count),"
	" solved_count = ticket_tally.solved_count + VALUES(solved_count)",
	DB_NO_ROW);
DB_QUERY(drop_tallies, "DELETE FROM ticket_tally WHERE requester_id = ?", DB_NO_ROW);
/* clang-format on */

/* As the column `phase` of a ticket says. */
static enum phase phase_of(const char *state)
{
	if (text_equal(state, "open"))
		return OPEN;
	return text_equal(state, "waiting") ? WAITING : SOLVED;
}

enum rc ticket_tally_move(
        struct db *db, int64_t requester_id, int64_t company_id, const char *from, const char *to)
{
	int64_t change[PHASES] = { 0 };

	change[phase_of(to)]++;
	if (from != NULL && phase_of(from) == phase_of(to))
		return RC_OK;
	if (from != NULL)
		change[phase_of(from)]--;
	return db_run(db, &add_to_tally,
	        DB_ARGS(requester_id, company_id, change[OPEN], change[WAITING], change[SOLVED]), NULL);
}

enum rc ticket_tally_merge(struct db *db, int64_t kept_id, int64_t other_id)
{
	enum rc rc = db_run(db, &merge_tallies, DB_ARGS(kept_id, other_id), NULL);

	return rc == RC_OK ? db_run(db, &drop_tallies, DB_ARGS(other_id), NULL) : rc;
}
