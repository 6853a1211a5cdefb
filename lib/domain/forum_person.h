/*
 * A person as the community sees him: his name, what he has done here, what he wrote. Nothing of his account:
 * no address, no company, no tickets.
 *
 * Somebody who has written nothing that the reader may read has no such page, so that the numbers of accounts
 * tell nobody the names of customers. Staff sees every one, and each his own.
 */
#ifndef PORTICO_DOMAIN_FORUM_PERSON_H
#define PORTICO_DOMAIN_FORUM_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/list.h"
#include "io/db.h"

struct forum_person {
	int64_t id;
	const char *name;
	struct bytes picture; /* its public id; data NULL: none */
	bool staff;
	const char *industry; /* a word; "" if he does not show it */
	int64_t created_at;
	int32_t level;       /* enum trust_level */
	int32_t fixed_level; /* -1: none */
	int64_t blocked_until;
	int32_t topics, posts, solved, likes_got,
	        suggestions; /* that the reader may see; of LIMIT_COUNT at most */
};

/* RC_NOT_FOUND unless he is active. One statement. RC_DB, RC_NO_MEMORY. */
enum rc forum_person_find(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        struct forum_person *person) MUST_USE;

struct forum_person_post {
	int64_t id; /* of the post */
	int64_t topic_id;
	const char *title; /* of the topic */
	bool question;     /* he asked it; else he answered */
	bool accepted;     /* it is the answer */
	int32_t like_count;
	int64_t created_at;
};

/* His open posts in open topics that `who` may read, newest first, at most `most` struct forum_person_post.
 * One statement. */
enum rc forum_person_posts(struct db *db, struct arena *arena, const struct account *who, int64_t id,
        struct list_place place, size_t most, struct db_rows *rows, bool *more) MUST_USE;

/* Whether `who` may see his page at all, given what was found of him. */
bool forum_person_is_shown(
        const struct account *who, const struct forum_person *person, const struct db_rows *posts);

#endif
