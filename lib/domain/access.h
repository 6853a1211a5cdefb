/*
 * Who may do what. The only file that decides; pages and queries ask here. Forbidden and missing look the
 * same outside.
 *
 * Staff: administrators may everything; an agent may what the permissions of his staff role say. Customers:
 * their own things, and those of a company as far as their membership's rights reach.
 */
#ifndef PORTICO_DOMAIN_ACCESS_H
#define PORTICO_DOMAIN_ACCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "domain/account.h"
#include "domain/audience.h"

/* --- staff ----------------------------------------------------------------------------------- */

/* What a staff role is built from; stored as words with spaces between. */
enum permission {
	PERMISSION_ALL_TICKETS, /* sees every team's tickets; else those of his own teams, of no team, or his
	                         */
	PERMISSION_REPLY,
	PERMISSION_NOTE,
	PERMISSION_ASSIGN,   /* state, priority, agent, team */
	PERMISSION_MODERATE, /* posts and proposals of customers */
	PERMISSION_ARTICLES,
	PERMISSION_PEOPLE, /* see and edit people who may not more than he */
	PERMISSION_COMPANIES,
	PERMISSION_ROLES, /* staff roles and teams */
	PERMISSION_SETTINGS,
	PERMISSION_AUDIT,
	PERMISSION_REPORTS,
	PERMISSION_EXPORT, /* lists as CSV, with what the lists show */
	PERMISSION__COUNT
};

/* Sets of permissions: bit n is enum permission n. */
#define PERMISSION_BIT(permission) (UINT32_C(1) << (permission))
#define PERMISSIONS_EVERY          (PERMISSION_BIT(PERMISSION__COUNT) - 1)

/* "reply" …; NULL past the last. */
const char *permission_word(enum permission permission);

/* The set that words name; unknown words count for nothing. */
uint32_t permissions_read(const char *words);

/* The words of a set, in order, at most 200 bytes. NULL without memory. */
const char *permissions_write(struct arena *arena, uint32_t permissions);

bool account_is_staff(const struct account *who); /* agent or admin, active */
bool account_is_admin(const struct account *who);

/* Active staff whose role holds it; an administrator always. */
bool may(const struct account *who, enum permission permission);

/* All that he may, as a set. */
uint32_t permissions_of(const struct account *who);

bool may_use_desk(const struct account *who);

/* Enter the management at all: any of its permissions. */
bool may_use_admin(const struct account *who);

/* Edit, disable, sign out, merge this person, reset his second factor: needs PERMISSION_PEOPLE, and whom he
 * manages may nothing that he may not himself. `role_permissions` is the set of the target's staff role. */
bool may_manage_person(const struct account *who, const struct account *target, uint32_t role_permissions);

/* Change his role, disable or refuse him, merge his account away: as above, but nobody does it to himself. */
bool may_restrict_person(const struct account *who, const struct account *target, uint32_t role_permissions);

/* Give somebody a role that holds these permissions, or put them into a role: nobody grants what he has not.
 * `admin`: full administrator. */
bool may_grant(const struct account *who, uint32_t permissions, bool admin);

/* Make, change and delete teams, their members and topics: PERMISSION_ROLES, and as a team opens tickets to
 * its members, only somebody who sees all tickets himself. */
bool may_manage_teams(const struct account *who);

/* Take the duty of the second step from a staff role: nobody lifts one that binds himself but a full
 * administrator, whom no role binds. `permissions`: the role's, as for may_grant. */
bool may_lift_factor(const struct account *who, int64_t role_id, uint32_t permissions);

/* Open a company's tickets to people as staff: add or invite somebody, give a member more rights or make him
 * an owner. Who sees every ticket may. Another agent only prepares a company that has no people yet, as the
 * account added might be a second one of his own; from then on its owners choose. */
bool may_open_company(const struct account *who, int64_t members);

/* Put this account into a company: as above, and a colleague, himself included, only if he sees every ticket
 * himself. `account` may be NULL: an address without one. */
bool may_put_into_company(const struct account *who, const struct account *account, int64_t members);

/* --- companies ------------------------------------------------------------------------------- */

/* A member's rights per area; stored as words with spaces between. */
enum company_right {
	COMPANY_OWN,        /* files tickets for the company and follows them */
	COMPANY_COLLEAGUES, /* reads and answers the colleagues' tickets too */
	COMPANY_ORDERS,
	COMPANY_FINANCE, /* invoices and billing details */
	COMPANY_MEMBERS, /* invites, changes and removes members */
	COMPANY__COUNT
};

#define COMPANY_BIT(right)   (UINT32_C(1) << (right))
#define COMPANY_RIGHTS_EVERY (COMPANY_BIT(COMPANY__COUNT) - 1)

const char *company_right_word(enum company_right right);
uint32_t company_rights_read(const char *words);
const char *company_rights_write(struct arena *arena, uint32_t rights);

/* What one person is in one company. */
struct membership {
	int64_t company_id; /* 0: no member, or the company is disabled */
	bool owner;
	const char *rights; /* words; NULL counts as none */
};

/* Active and a member with this right; an owner has every. */
bool may_in_company(const struct account *who, const struct membership *member, enum company_right right);

/* The same of the company for which he acts; false while he acts for himself. */
bool may_for_company(const struct account *who, enum company_right right);

/* For whom his tickets are: the company for which he acts, if he may file there; else 0, for himself. */
int64_t ticket_company(const struct account *who);

/* See the company's own page: any active member. */
bool may_see_company(const struct account *who, const struct membership *member);

/* Change or remove `target` or give him `rights`: needs COMPANY_MEMBERS, never an owner unless an owner asks,
 * and nobody grants what he has not. `owner`: make him an owner. */
bool may_manage_member(const struct account *who, const struct membership *member,
        const struct membership *target, uint32_t rights, bool owner);

/* --- tickets --------------------------------------------------------------------------------- */

struct ticket_rights { /* of a ticket, what deciding needs; of the person who asks, as the query found it */
	int64_t ticket_id;
	int64_t requester_id;
	int64_t company_id;  /* 0: the requester acted for himself */
	int64_t team_id;     /* 0: every agent's */
	int64_t assignee_id; /* 0: nobody */
	bool member;         /* he is a member of the ticket's company, which is active */
	bool member_owner;
	const char *member_rights; /* words; NULL counts as none */
	bool participant;          /* was added to the ticket */
	bool in_team;              /* belongs to the ticket's team */
};

/* As a customer: the guest whose mailed link leads to it; the requester (of a company's ticket while he is a
 * member with COMPANY_OWN), a colleague with COMPANY_COLLEAGUES, a participant who is still a member. */
bool may_read_ticket(const struct account *who, const struct ticket_rights *ticket);
/* Reply as a customer. */
bool may_write_ticket(const struct account *who, const struct ticket_rights *ticket);
/* Close, open again, add participants: the requester or a colleague with COMPANY_COLLEAGUES. */
bool may_act_as_requester(const struct account *who, const struct ticket_rights *ticket);

/* Add and remove participants of a company's ticket: who may act as its requester, or change it as staff. */
bool may_add_participants(const struct account *who, const struct ticket_rights *ticket);

/* As staff. */
bool may_work_ticket(const struct account *who, const struct ticket_rights *ticket);
bool may_reply_ticket(const struct account *who, const struct ticket_rights *ticket);
bool may_note_ticket(const struct account *who, const struct ticket_rights *ticket);
bool may_change_ticket(const struct account *who, const struct ticket_rights *ticket);
/* Notes and what came with them. */
bool may_read_notes(const struct account *who, const struct ticket_rights *ticket);

/* --- articles -------------------------------------------------------------------------------- */

/* public | signed_in | staff */
bool may_read_article(const struct account *who, const char *visibility);

/* The visibilities that `who` may read, for FIND_IN_SET in queries over articles: "public,signed_in". */
const char *readable_articles(const struct account *who);

/* --- forum and suggestions ------------------------------------------------------------------- */

/* Who looks, for queries. */
struct audience_reader audience_reader(const struct account *who);

/* `belongs`: an active member of the audience's company, or in its group. */
bool may_read_audience(const struct account *who, const char *audience, bool belongs);

/* A post, topic, suggestion or comment in this state (open | held | hidden | deleted | note): what is held or
 * hidden is seen by its author and by moderators, a note by staff, what is deleted by moderators. */
bool may_see_state(const struct account *who, const char *state, int64_t author_id);

/* Judge what is held and flagged; edit, move, close, hide and delete what others wrote; set the status of
 * suggestions and answer for the firm. */
bool may_moderate(const struct account *who);

/* Write here at all: signed in and active. Guests have a way of their own. */
bool may_post(const struct account *who);

/* Change a text of one's own while it is open or held and its topic is not closed; moderators at any time. */
bool may_edit_post(const struct account *who, int64_t author_id, const char *state, bool closed);

/* Say which reply is the answer: who asked, or a moderator. */
bool may_accept_answer(const struct account *who, int64_t asker_id);

/* Make something else of a topic: a ticket for who asked, a suggestion in his name, the draft of an article.
 */
bool may_turn_into_ticket(const struct account *who);
bool may_turn_into_suggestion(const struct account *who);
bool may_turn_into_article(const struct account *who);

/* Read that a topic goes on as a ticket: who asked, and staff. */
bool may_see_topic_ticket(const struct account *who, int64_t asker_id);

#endif
