/* The order of the work, and how it is cut into transactions: see person_erase_community.h. */
#include "domain/person_erase_community.h"

#include "base/text.h"

#define SCRATCH_FIRST ((size_t)64 << 10)
#define SCRATCH_MOST  ((size_t)64 << 20)

static community_step *const steps[] = { erase_topics, erase_suggestions, erase_likes, erase_votes,
	erase_flags };

struct piece {
	const struct community_work *work;
	community_step *step;
	struct community_place before, after;
	bool more;
};

enum rc community_hide(const struct community_work *work, struct arena *arena, const char *text,
        const char **out, bool *changed)
{
	const char *made;
	enum rc rc = person_words_hide(work->erasure->words, arena, text, &made);
	*out = made != NULL ? made : text;
	*changed = *changed || made != NULL;
	return rc;
}

/* It may run again: the place moves on only when it has come through. */
static enum rc piece_unit(void *context)
{
	struct piece *piece = context;
	piece->after = piece->before;
	arena_reset(piece->work->scratch);
	arena_reset(piece->work->kept);
	return piece->step(piece->work, &piece->after, &piece->more);
}

static enum rc run_step(const struct community_work *work, community_step *step, bool alone)
{
	struct piece piece = { .work = work, .step = step, .more = true };
	enum rc rc = RC_OK;
	while (rc == RC_OK && piece.more) {
		rc = alone ? db_transact(work->db, piece_unit, &piece) : piece_unit(&piece);
		piece.before = piece.after;
	}
	return rc;
}

static enum rc run(struct db *db, const struct community_erasure *erasure, bool alone)
{
	const struct community_work work = { .db = db,
		.scratch = arena_new(SCRATCH_FIRST, SCRATCH_MOST),
		.kept = arena_new(SCRATCH_FIRST, SCRATCH_MOST),
		.erasure = erasure };
	enum rc rc = work.scratch == NULL || work.kept == NULL ? RC_NO_MEMORY : RC_OK;
	for (size_t i = 0; rc == RC_OK && i < LENGTH(steps); i++)
		rc = run_step(&work, steps[i], alone);
	arena_free(work.kept);
	arena_free(work.scratch);
	return rc;
}

enum rc erase_from_community(struct db *db, const struct community_erasure *erasure)
{
	return run(db, erasure, false);
}

enum rc erase_from_community_ahead(struct db *db, const struct community_erasure *erasure)
{
	return run(db, erasure, true);
}
