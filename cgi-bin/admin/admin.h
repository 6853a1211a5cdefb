/*
 * The management: people, companies, roles, teams, audit, settings. Each area is a file of its own; main.c
 * has the table of all routes. Whoever lacks a route's permission finds nothing here.
 */
#ifndef PORTICO_ADMIN_H
#define PORTICO_ADMIN_H

#include "web/request.h"

/* The list of areas beside each page, those that the reader may enter; `current` is the code of one
 * ("people") or "" for the index. Also sets crumbs "Management" and, inside an area, the area itself: the
 * page adds its own. */
void admin_frame(struct request *request, const char *current);

/* urlf with one number. */
const char *admin_url(struct request *request, const char *path, int64_t id);

enum rc admin_page(struct request *request); /* index.c */

/* people.c */
enum rc people_page(struct request *request);
enum rc people_csv(struct request *request);

/* person.c: the person of the path, whom the reader may manage; else RC_NOT_FOUND. */
struct person;
enum rc admin_person(struct request *request, struct person *person) MUST_USE;
enum rc admin_person_locked(struct request *request, struct person *person) MUST_USE;

/* Whether he may also take something from this person: role, access, account. */
bool admin_may_restrict(const struct request *request, const struct person *person);

enum rc person_page(struct request *request);
enum rc person_save(struct request *request);
enum rc person_role(struct request *request);

/* act.c: what staff does to an account, each asked first. */
void admin_show_acts(struct request *request, const struct person *person); /* Acts.N.url .text */
enum rc act_page(struct request *request);
enum rc act_do(struct request *request);

/* merge.c */
enum rc merge_page(struct request *request);
enum rc merge_do(struct request *request);

/* companies.c */
enum rc companies_page(struct request *request);
enum rc companies_csv(struct request *request);
enum rc company_new_page(struct request *request);
enum rc company_add(struct request *request);

/* company.c */
struct company;
enum rc admin_company(struct request *request, bool lock, struct company *company) MUST_USE; /* of the path */
uint32_t admin_sent_rights(const struct request *request);
void admin_show_rights(struct request *request, uint32_t checked); /* Rights.N, see company/rights.cs */
enum rc company_page(struct request *request);
enum rc company_save(struct request *request);
enum rc company_add_member(struct request *request);
enum rc company_act_page(struct request *request);
enum rc company_act_do(struct request *request);

/* member.c */
enum rc company_member_page(struct request *request);
enum rc company_member_save(struct request *request);
enum rc company_member_out(struct request *request);

/* roles.c */
enum rc roles_page(struct request *request);
enum rc roles_csv(struct request *request);
enum rc role_new_page(struct request *request);
enum rc role_add(struct request *request);
enum rc role_page(struct request *request);
enum rc role_change(struct request *request);
enum rc role_delete_page(struct request *request);
enum rc role_delete(struct request *request);

/* teams.c */
enum rc teams_page(struct request *request);
enum rc teams_csv(struct request *request);
enum rc team_make(struct request *request);
enum rc team_page(struct request *request);
enum rc team_change(struct request *request);
enum rc team_member_add(struct request *request);
enum rc team_member_remove(struct request *request);
enum rc team_topic_add(struct request *request);
enum rc team_topic_remove(struct request *request);
enum rc team_delete_page(struct request *request);
enum rc team_remove(struct request *request);

/* groups.c */
enum rc groups_page(struct request *request);
enum rc groups_csv(struct request *request);
enum rc group_make(struct request *request);
enum rc group_page(struct request *request);
enum rc group_change(struct request *request);
enum rc group_member_add(struct request *request);
enum rc group_member_remove(struct request *request);
enum rc group_delete_page(struct request *request);
enum rc group_delete(struct request *request);

/* forum.c */
enum rc categories_page(struct request *request);
enum rc categories_csv(struct request *request);
enum rc category_order(struct request *request);
enum rc category_new_page(struct request *request);
enum rc category_add(struct request *request);
enum rc category_page(struct request *request);
enum rc category_save(struct request *request);
enum rc category_move(struct request *request);
enum rc category_delete_page(struct request *request);
enum rc category_delete(struct request *request);

/* community.c */
enum rc community_page(struct request *request);
enum rc community_save(struct request *request);

/* boards.c */
enum rc boards_page(struct request *request);
enum rc suggestions_csv(struct request *request);
enum rc board_new_page(struct request *request);
enum rc board_add(struct request *request);
enum rc board_page(struct request *request);
enum rc board_save(struct request *request);
enum rc board_delete_page(struct request *request);
enum rc board_delete(struct request *request);

/* statuses.c */
enum rc rules_page(struct request *request);
enum rc rule_page(struct request *request);
enum rc rule_save(struct request *request);

/* topics.c */
enum rc topics_csv(struct request *request);

/* The file of all topics or of all suggestions: for who moderates and may export. */
bool admin_may_export_community(const struct request *request);

/* audit.c */
enum rc audit_page(struct request *request);
enum rc audit_csv(struct request *request);

/* settings.c */
enum rc settings_page(struct request *request);
enum rc settings_save(struct request *request);

#endif
