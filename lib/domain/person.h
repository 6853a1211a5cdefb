/*
 * People as staff sees them: lists, one person, and what staff does to an account. Whom the reader may see
 * and manage is asked of access.h before; see also person_merge.h.
 *
 * Functions that change something run inside the caller's transaction, on a person that person_lock has
 * locked. They write the audit row and queue the mail that tells the person. `actor_id` is who does it; 0:
 * the operator's command line.
 */
#ifndef PORTICO_DOMAIN_PERSON_H
#define PORTICO_DOMAIN_PERSON_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/rc.h"
#include "domain/account.h"
#include "domain/ticket_list.h"
#include "io/db.h"

/* --- lists ----------------------------------------------------------------------------------- */

struct person_row {
	int64_t id;
	const char *name, *mail;
	const char *role, *state;
	const char *lang;
	const char *organisation;
	const char *staff_role; /* name of an agent's; NULL: none */
	const char *company;    /* the first one he joined; NULL: none */
	bool has_factor;
	int64_t created_at;
};

struct person_filter {
	const char *role;    /* customer | agent | admin; "" or NULL: all */
	const char *state;   /* guest | waiting | active | disabled; "" or NULL: all */
	int64_t company_id;  /* members of it; 0: all */
	int factor;          /* 1: with a second factor, -1: without; 0: all */
	bool by_created;     /* else by name */
	bool downwards;      /* Z first, or the newest first */
	const char *search;  /* the beginning of a name, surname or address; "" or NULL: none. Finds at most
	                      * 500 of  each before the filters, in the order of names, without pages */
	const char *visible; /* what person_visible answered; NULL: everyone */
	struct list_place place; /* at: created_at, unused by name */
};

/* Whom `who` may see, as a value for person_filter: his like and below. NULL without memory. One statement.
 */
enum rc person_visible(
        struct db *db, struct arena *arena, const struct account *who, const char **visible) MUST_USE;

/* At most `most` struct person_row in order; deleted accounts never. *more: there are further ones in the
 * direction of reading. One statement, by name with a place two. */
enum rc person_list(struct db *db, struct arena *arena, const struct person_filter *filter, size_t most,
        struct db_rows *rows, bool *more) MUST_USE;

struct management_counts { /* each stops at LIMIT_COUNT */
	int64_t active_count, waiting_count, guest_count, disabled_count;
	int64_t company_count, role_count, team_count;
	int64_t category_count, group_count; /* of the forum; of people */
};

/* For the management's first page. One statement. */
enum rc management_counts(struct db *db, struct arena *arena, struct management_counts *counts) MUST_USE;

/* --- one person ------------------------------------------------------------------------------ */

struct person {
	int64_t id;
	const char *name, *mail;
	const char *role, *state;
	const char *lang, *zone;
	const char *organisation, *industry;
	int64_t role_id;         /* an agent's staff role; 0: none */
	const char *staff_role;  /* its name; NULL: none */
	const char *permissions; /* its words; "" for none */
	bool has_password;
	int64_t totp_since; /* 0: no second factor */
	int64_t delete_at;  /* when the account is deleted, as its owner asked; 0: not */
	int64_t created_at;

	/* of person_read only */
	int64_t codes_left; /* unused recovery codes */
	int64_t session_count, device_count;
	int64_t seen_at;                     /* newest visit of a living sign-in; 0: none */
	int64_t ticket_count, company_count; /* of tickets at most LIMIT_COUNT */
	const char *teams;                   /* their names with commas between; NULL: none */
};

/* RC_NOT_FOUND also for a deleted account. One statement. */
enum rc person_read(struct db *db, struct arena *arena, int64_t id, struct person *person) MUST_USE;

/* The same without counts, locked for the rest of the transaction. Also RC_RETRY. */
enum rc person_lock(struct db *db, struct arena *arena, int64_t id, struct person *person) MUST_USE;

/* For access.h: what may_manage_person wants to know. */
struct account person_account(const struct person *person);

/* What staff may edit. */
struct person_facts {
	const char *name, *mail, *lang, *organisation, *industry;
};

/* A short text that differs when one of the facts or the role does: travels through the edit form. NULL
 * without memory. */
const char *person_version(struct arena *arena, const struct person *person);

/* Sets the facts. A new address counts at once; both addresses get a notice, the old one with a link back,
 * and links mailed to the old one die. RC_CONFLICT: the address is another account's. RC_INVALID: an unknown
 * language or industry. */
enum rc person_edit(struct db *db, struct arena *arena, const struct person *locked,
        const struct person_facts *facts, int64_t actor_id, int64_t now) MUST_USE;

/* role: customer | agent | admin, role_id: the staff role of an agent. Ends all sessions. RC_CONFLICT: he is
 * the last administrator. RC_INVALID: no such role. RC_OK and nothing done if it is so already. */
enum rc person_set_role(struct db *db, struct arena *arena, const struct person *locked, const char *role,
        int64_t role_id, int64_t actor_id, int64_t now) MUST_USE;

/* One of the acts below. Each: RC_INVALID if the person's state does not allow it. */
typedef enum rc person_act(
        struct db *db, struct arena *arena, const struct person *locked, int64_t actor_id, int64_t now);

/* An active or waiting account: sessions and mailed links end. RC_CONFLICT: the last administrator. */
person_act person_disable;
person_act person_enable;
person_act person_sign_out;
/* Turns the second factor off: recovery codes, trusted devices and sessions go with it. */
person_act person_reset_factor;
/* Mails a link to choose a password. */
person_act person_send_link;
/* A waiting account becomes active. */
person_act person_approve;
/* A waiting account is removed; one that has tickets (a guest's before) becomes a guest's again. */
person_act person_refuse;

#endif
