/*
 * A company's own pages: what they share. Each file holds the pages of its name; main.c holds the fields and
 * the routes. Who may come is decided by access.c; whoever may not gets what a missing page gets.
 */
#ifndef PORTICO_COMPANY_COMPANY_H
#define PORTICO_COMPANY_COMPANY_H

#include "domain/access.h"
#include "domain/company.h"
#include "domain/company_member.h"
#include "web/page.h"
#include "web/route.h"

/* --- the company of the address -------------------------------------------------------------- */

/* As the person signed in stands to it; RC_NOT_FOUND for whoever is no member. */
enum rc find_company(struct request *request, struct company *company) MUST_USE;

/* The same for members with a right. */
enum rc find_company_for(struct request *request, enum company_right right, struct company *company) MUST_USE;

/* The same, locked for the rest of the transaction. */
enum rc lock_company(struct request *request, struct company *company) MUST_USE;
enum rc lock_company_for(struct request *request, enum company_right right, struct company *company) MUST_USE;

/* --- addresses and the frame ----------------------------------------------------------------- */

/* "/company/{1}" and what follows: company_url(r, c, "/members"). */
const char *company_url(struct request *request, int64_t company_id, const char *rest);

/* The same with a second number: company_url_of(r, id, "/members/{2}/remove", account). */
const char *company_url_of(struct request *request, int64_t company_id, const char *rest, int64_t number);

/* Title, the way back (my companies, the company, `middle` if not NULL, the title) and Company.name .url. */
void show_frame(struct request *request, const struct company *company, const char *middle,
        const char *middle_url, const char *title);

/* A question before an act that cannot be taken back (company/confirm). */
struct question {
	const char *text, *warning; /* in the page's language; warning may be NULL */
	const char *button;
	const char *route; /* of the POST, for its token */
	const char *action, *back;
};

enum rc show_question(struct request *request, const struct question *question) MUST_USE;

/* --- rights in forms ------------------------------------------------------------------------- */

/* The fields of a form with a checkbox for each right; named as access.h names the rights. */
#define RIGHT_FIELDS                                                                                         \
	{ .name = "own", .kind = FIELD_FLAG }, { .name = "colleagues", .kind = FIELD_FLAG },                 \
	        { .name = "orders", .kind = FIELD_FLAG }, { .name = "finance", .kind = FIELD_FLAG },         \
	{                                                                                                    \
		.name = "members", .kind = FIELD_FLAG                                                        \
	}

/* The rights that are ticked in what was sent. */
uint32_t sent_rights(const struct request *request);

/* Checkboxes, Rights.N.name .text .checked .locked .one_way; of those that `member` has not got himself, what
 * the target holds can be taken away but not given back, and what it does not hold is locked. */
void show_rights(struct request *request, const struct membership *member, uint32_t held, uint32_t checked);

/* --- pages ----------------------------------------------------------------------------------- */

/* mine.c */
page_fn mine_page;
page_fn act;

/* overview.c */
page_fn overview_page;
page_fn leave_page;
page_fn leave;

/* members.c */
page_fn members_page;
page_fn prepare_invitation;
page_fn invite;
page_fn prepare_sending;
page_fn send_again;
page_fn withdraw_page;
page_fn withdraw;

/* member.c */
page_fn member_page;
page_fn change_member;
page_fn remove_page;
page_fn remove_member;

/* billing.c */
page_fn billing_page;
page_fn save_billing;

/* join.c */
page_fn invitation_page;
page_fn join;
page_fn prepare_joining_new;
page_fn join_new;

#endif
