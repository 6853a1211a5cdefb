/*
 * See person_data.h. Each section is a query of its own with the account, the key after which to go on and
 * how many rows; its first column is that key and is not shown.
 */
#include "domain/person_data.h"

#define ROWS_AT_ONCE 20
#define ROWS_AT_MOST 1000 /* of a section that is read at once */

/* clang-format off */
struct own_profile {
	int64_t key;
	const char *mail, *name, *organisation, *industry, *role, *staff_role, *state, *lang, *zone, *calendar, *digits,
		*theme, *text_size;
	int64_t second_factor_at, delete_at, created_at, updated_at;
	int64_t recovery_codes;
	bool is_industry_shown;
};
DB_QUERY(own_profile,
	"SELECT a.id AS `key`, a.mail, a.name, a.organisation, a.industry, a.role, r.name AS staff_role, a.state, a.lang,"
	" a.zone, a.calendar, a.digits, a.theme, a.text_size, a.totp_since AS second_factor_at, a.delete_at, a.created_at,"
	" a.updated_at, (SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = a.id AND c.used_at IS NULL)"
	" AS recovery_codes, a.industry_shown AS is_industry_shown"
	" FROM account a LEFT JOIN staff_role r ON r.id = a.role_id WHERE a.id = ? AND a.id > ? LIMIT ?",
	DB_ROW(struct own_profile, key, mail, name, organisation, industry, role, staff_role, state, lang, zone, calendar,
		digits, theme, text_size, second_factor_at, delete_at, created_at, updated_at, recovery_codes,
		is_industry_shown));

struct own_company {
	int64_t key;
	const char *company, *rights;
	bool is_owner;
	int64_t created_at;
};
DB_QUERY(own_companies,
	"SELECT m.company_id AS `key`, c.name AS company, m.owner AS is_owner, m.rights, m.created_at"
	" FROM company_member m JOIN company c ON c.id = m.company_id"
	" WHERE m.account_id = ? AND m.company_id > ? ORDER BY m.company_id LIMIT ?",
	DB_ROW(struct own_company, key, company, is_owner, rights, created_at));

struct own_invite {
	int64_t key;
	const char *company, *rights;
	int64_t created_at, ends_at;
};
DB_QUERY(own_invites,
	"SELECT i.id AS `key`, c.name AS company, i.rights, i.created_at, i.ends_at"
	" FROM account a JOIN company_invite i ON i.mail_key = a.mail_key JOIN company c ON c.id = i.company_id"
	" WHERE a.id = ? AND i.id > ? ORDER BY i.id LIMIT ?",
	DB_ROW(struct own_invite, key, company, rights, created_at, ends_at));

struct own_team {
	int64_t key;
	const char *team;
};
DB_QUERY(own_teams,
	"SELECT g.team_id AS `key`, n.name AS team FROM team_member g JOIN team n ON n.id = g.team_id"
	" WHERE g.account_id = ? AND g.team_id > ? ORDER BY g.team_id LIMIT ?",
	DB_ROW(struct own_team, key, team));

struct own_ticket {
	int64_t key, number;
	const char *subject, *topic, *state, *priority, *company, *answers, *close_reason, *lang;
	int64_t created_at, updated_at, solved_at;
};
DB_QUERY(own_tickets,
	"SELECT t.id AS `key`, t.number, t.subject, x.name AS topic, t.state, t.priority, c.name AS company,"
	" (SELECT GROUP_CONCAT(w.label, ': ', w.value ORDER BY w.position SEPARATOR '; ')"
	" FROM ticket_field w WHERE w.ticket_id = t.id) AS answers,"
	" t.close_reason, t.lang, t.created_at, t.updated_at, t.solved_at"
	" FROM ticket t LEFT JOIN topic_text x ON x.topic_id = t.topic_id AND x.lang = t.lang"
	" LEFT JOIN company c ON c.id = t.company_id"
	" WHERE t.requester_id = ? AND t.id > ? ORDER BY t.id LIMIT ?",
	DB_ROW(struct own_ticket, key, number, subject, topic, state, priority, company, answers, close_reason, lang,
		created_at, updated_at, solved_at));

struct own_message {
	int64_t key, number;
	const char *author, *body;
	bool is_staff, is_yours;
	int32_t files;
	int64_t created_at;
};
#define MESSAGE_ROW DB_ROW(struct own_message, key, number, author, is_yours, is_staff, body, files, created_at)
DB_QUERY(own_messages,
	"SELECT m.id AS `key`, t.number, a.name AS author, m.author_id = t.requester_id AS is_yours,"
	" m.by_staff AS is_staff, m.body, m.files, m.created_at"
	" FROM ticket t JOIN ticket_message m ON m.ticket_id = t.id LEFT JOIN account a ON a.id = m.author_id"
	" WHERE t.requester_id = ? AND m.id > ? AND m.kind = 'public' ORDER BY m.id LIMIT ?",
	MESSAGE_ROW);
DB_QUERY(own_replies,
	"SELECT m.id AS `key`, t.number, NULL AS author, TRUE AS is_yours, m.by_staff AS is_staff, m.body, m.files,"
	" m.created_at FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id AND t.requester_id <> m.author_id"
	" WHERE m.author_id = ? AND m.id > ? AND m.kind = 'public' ORDER BY m.id LIMIT ?",
	MESSAGE_ROW);

struct own_act {
	int64_t key, number;
	const char *event, *event_to, *body;
	int64_t created_at;
};
DB_QUERY(own_acts,
	"SELECT m.id AS `key`, t.number, m.event, m.event_to, m.body, m.created_at"
	" FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id"
	" WHERE m.author_id = ? AND m.id > ? AND m.kind = 'event' AND NOT m.by_staff ORDER BY m.id LIMIT ?",
	DB_ROW(struct own_act, key, number, event, event_to, body, created_at));

struct own_participation {
	int64_t key, number, created_at;
};
DB_QUERY(own_participations,
	"SELECT p.ticket_id AS `key`, t.number, p.created_at FROM ticket_participant p JOIN ticket t ON t.id = p.ticket_id"
	" WHERE p.account_id = ? AND p.ticket_id > ? ORDER BY p.ticket_id LIMIT ?",
	DB_ROW(struct own_participation, key, number, created_at));

struct own_file {
	int64_t key, number, size;
	const char *name, *type;
	int64_t created_at;
};
DB_QUERY(own_files,
	"SELECT f.id AS `key`, t.number, f.name, f.type, f.size, f.created_at"
	" FROM ticket_message m JOIN attachment f ON f.message_id = m.id JOIN ticket t ON t.id = m.ticket_id"
	" WHERE m.author_id = ? AND f.id > ? AND m.kind = 'public' ORDER BY f.id LIMIT ?",
	DB_ROW(struct own_file, key, number, name, type, size, created_at));

struct own_picture {
	int64_t key;
	const char *state;
	int64_t created_at;
};
DB_QUERY(own_pictures,
	"SELECT id AS `key`, state, created_at FROM picture WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?",
	DB_ROW(struct own_picture, key, state, created_at));

struct own_notice {
	int64_t key, number;
	const char *event, *detail;
	bool is_seen;
	int64_t created_at;
};
DB_QUERY(own_notices,
	"SELECT n.id AS `key`, n.event, n.detail, t.number, n.seen AS is_seen, n.created_at"
	" FROM notice n LEFT JOIN ticket t ON t.id = n.ticket_id"
	" WHERE n.account_id = ? AND n.id > ? ORDER BY n.id LIMIT ?",
	DB_ROW(struct own_notice, key, event, detail, number, is_seen, created_at));

struct own_choice {
	int64_t key;
	const char *event, *channel;
	bool is_wanted;
};
DB_QUERY(own_choices,
	"SELECT account_id AS `key`, event, channel, wanted AS is_wanted FROM notify_choice"
	" WHERE account_id = ? AND account_id > ? ORDER BY event, channel LIMIT ?",
	DB_ROW(struct own_choice, key, event, channel, is_wanted));

struct own_signin {
	int64_t key;
	const char *address, *browser;
	int64_t created_at, seen_at, ends_at;
};
DB_QUERY(own_signins,
	"SELECT account_id AS `key`, address, agent AS browser, created_at, seen_at, ends_at FROM session"
	" WHERE account_id = ? AND account_id > ? ORDER BY created_at LIMIT ?",
	DB_ROW(struct own_signin, key, address, browser, created_at, seen_at, ends_at));

struct own_device {
	int64_t key, created_at, seen_at, trusted_at;
};
DB_QUERY(own_devices,
	"SELECT account_id AS `key`, created_at, seen_at, trusted_until AS trusted_at FROM device"
	" WHERE account_id = ? AND account_id > ? ORDER BY created_at LIMIT ?",
	DB_ROW(struct own_device, key, created_at, seen_at, trusted_at));

struct own_mail {
	int64_t key, number;
	const char *kind, *detail, *state;
	int64_t created_at, sent_at;
};
DB_QUERY(own_mails,
	"SELECT o.id AS `key`, o.kind, o.detail, o.state, t.number, o.created_at, o.done_at AS sent_at"
	" FROM outbox o LEFT JOIN ticket t ON t.id = o.ticket_id"
	" WHERE o.account_id = ? AND o.id > ? ORDER BY o.id LIMIT ?",
	DB_ROW(struct own_mail, key, kind, detail, state, number, created_at, sent_at));

struct own_audit {
	int64_t key;
	const char *action, *object, *address;
	int64_t created_at;
};
DB_QUERY(own_audit,
	"SELECT a.id AS `key`, a.action, a.object, o.address, a.created_at"
	" FROM audit a LEFT JOIN audit_origin o ON o.audit_id = a.id"
	" WHERE a.actor_id = ? AND a.id > ? ORDER BY a.id LIMIT ?",
	DB_ROW(struct own_audit, key, action, object, address, created_at));

/* --- the community --- */
struct own_topic {
	int64_t key;
	const char *title, *category, *tags, *state, *lang;
	bool is_solved;
	int64_t created_at;
};
DB_QUERY(own_forum_topics,
	"SELECT t.id AS `key`, t.title, COALESCE(x.name, c.slug) AS category,"
	" (SELECT GROUP_CONCAT(g.tag ORDER BY g.tag_key SEPARATOR ', ') FROM forum_tag g WHERE g.topic_id = t.id) AS tags,"
	" t.state, t.lang, t.solved AS is_solved, t.created_at"
	" FROM forum_topic t FORCE INDEX (forum_topic_author_id) JOIN forum_category c ON c.id = t.category_id"
	" LEFT JOIN forum_category_text x ON x.category_id = c.id AND x.lang = t.lang"
	" WHERE t.author_id = ? AND t.id > ? ORDER BY t.id LIMIT ?",
	DB_ROW(struct own_topic, key, title, category, tags, state, lang, is_solved, created_at));

struct own_post {
	int64_t key;
	const char *title, *state, *body;
	bool is_staff;
	int32_t like_count;
	int64_t edited_at, created_at;
};
DB_QUERY(own_posts,
	"SELECT p.id AS `key`, t.title, p.state, p.by_staff AS is_staff, p.body, p.like_count, p.edited_at, p.created_at"
	" FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id"
	" WHERE p.author_id = ? AND p.id > ? AND p.state <> 'note' AND p.held_for <> 'note' ORDER BY p.id LIMIT ?",
	DB_ROW(struct own_post, key, title, state, is_staff, body, like_count, edited_at, created_at));

/* Up to the first that somebody else changed: what follows holds his words. */
struct own_edit {
	int64_t key;
	const char *title, *body;
	int64_t created_at;
};
DB_QUERY(own_edits,
	"SELECT e.id AS `key`, e.title, e.body, e.created_at FROM forum_edit e JOIN forum_post p ON p.id = e.post_id"
	" WHERE p.author_id = ? AND e.id > ? AND p.state <> 'note' AND p.held_for <> 'note'"
	" AND NOT EXISTS (SELECT 1 FROM forum_edit o WHERE o.post_id = e.post_id AND o.id < e.id"
	" AND NOT (o.editor_id <=> p.author_id)) ORDER BY e.id LIMIT ?",
	DB_ROW(struct own_edit, key, title, body, created_at));

struct own_post_file {
	int64_t key, size;
	const char *title, *name, *type;
	int64_t created_at;
};
DB_QUERY(own_post_files,
	"SELECT f.id AS `key`, t.title, f.name, f.type, f.size, f.created_at"
	" FROM forum_post p JOIN attachment f ON f.post_id = p.id JOIN forum_topic t ON t.id = p.topic_id"
	" WHERE p.author_id = ? AND f.id > ? AND p.state <> 'note' AND p.held_for <> 'note' ORDER BY f.id LIMIT ?",
	DB_ROW(struct own_post_file, key, title, name, type, size, created_at));

struct own_like {
	int64_t key;
	const char *title;
	int64_t created_at;
};
/* What he reads no more is told without its title. */
DB_QUERY(own_likes,
	"SELECT l.post_id AS `key`, IF(c.audience IN ('public', 'signed_in') AND t.state = 'open', t.title, '') AS title,"
	" l.created_at FROM forum_like l JOIN forum_post p ON p.id = l.post_id JOIN forum_topic t ON t.id = p.topic_id"
	" JOIN forum_category c ON c.id = t.category_id"
	" WHERE l.account_id = ? AND l.post_id > ? ORDER BY l.post_id LIMIT ?",
	DB_ROW(struct own_like, key, title, created_at));

struct own_flag {
	int64_t key;
	const char *title, *reason, *note, *state;
	int64_t created_at;
};
DB_QUERY(own_flags,
	"SELECT f.post_id AS `key`, IF(c.audience IN ('public', 'signed_in') AND t.state = 'open', t.title, '') AS title,"
	" f.reason, f.note, f.state, f.created_at"
	" FROM forum_flag f JOIN forum_post p ON p.id = f.post_id JOIN forum_topic t ON t.id = p.topic_id"
	" JOIN forum_category c ON c.id = t.category_id"
	" WHERE f.account_id = ? AND f.post_id > ? ORDER BY f.post_id LIMIT ?",
	DB_ROW(struct own_flag, key, title, reason, note, state, created_at));

struct own_suggestion {
	int64_t key;
	const char *title, *board, *tags, *state, *status, *lang, *industry, *body;
	int32_t votes;
	int64_t created_at, updated_at;
};
DB_QUERY(own_suggestions,
	"SELECT s.id AS `key`, s.title, COALESCE(x.name, b.slug) AS board,"
	" (SELECT GROUP_CONCAT(g.tag ORDER BY g.tag_key SEPARATOR ', ') FROM suggestion_tag g WHERE g.suggestion_id = s.id)"
	" AS tags, s.state, s.status, s.lang, s.industry, s.body, s.vote_count AS votes, s.created_at, s.updated_at"
	" FROM suggestion s FORCE INDEX (suggestion_author_id) JOIN suggestion_board b ON b.id = s.board_id"
	" LEFT JOIN suggestion_board_text x ON x.board_id = b.id AND x.lang = s.lang"
	" WHERE s.author_id = ? AND s.id > ? ORDER BY s.id LIMIT ?",
	DB_ROW(struct own_suggestion, key, title, board, tags, state, status, lang, industry, body, votes, created_at,
		updated_at));

struct own_vote {
	int64_t key, number;
	const char *title, *company, *industry;
	bool is_staff;
	int64_t created_at;
};
DB_QUERY(own_votes,
	"SELECT v.suggestion_id AS `key`,"
	" IF(b.audience IN ('public', 'signed_in') AND s.state = 'open' OR s.author_id = v.account_id, s.title, '') AS title,"
	" k.name AS company, v.industry, v.by_id IS NOT NULL AS is_staff, t.number, v.created_at"
	" FROM suggestion_vote v JOIN suggestion s ON s.id = v.suggestion_id JOIN suggestion_board b ON b.id = s.board_id"
	" LEFT JOIN company k ON k.id = v.company_id LEFT JOIN ticket t ON t.id = v.ticket_id"
	" WHERE v.account_id = ? AND v.suggestion_id > ? ORDER BY v.suggestion_id LIMIT ?",
	DB_ROW(struct own_vote, key, title, company, industry, is_staff, number, created_at));

struct own_comment {
	int64_t key;
	const char *title, *state, *body;
	bool is_staff;
	int64_t created_at;
};
DB_QUERY(own_comments,
	"SELECT c.id AS `key`, s.title, c.state, c.by_staff AS is_staff, c.body, c.created_at"
	" FROM suggestion_comment c JOIN suggestion s ON s.id = c.suggestion_id"
	" WHERE c.author_id = ? AND c.id > ? AND c.state <> 'note' AND c.held_for <> 'note' ORDER BY c.id LIMIT ?",
	DB_ROW(struct own_comment, key, title, state, is_staff, body, created_at));

struct own_follow {
	int64_t key;
	const char *kind, *channel;
	int64_t created_at;
};
DB_QUERY(own_follows,
	"SELECT id AS `key`, kind, mail AS channel, created_at FROM follow"
	" WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?",
	DB_ROW(struct own_follow, key, kind, channel, created_at));

struct own_trust {
	int64_t key;
	int32_t level, topics_read, posts_read, days, topics, posts, solved, likes_given, likes_got, suggestions, votes,
		flags_right, flagged;
	int64_t blocked_at;
};
DB_QUERY(own_trust,
	"SELECT account_id AS `key`, COALESCE(fixed_level, level) AS level, topics_read, posts_read, days, topics, posts,"
	" solved, likes_given, likes_got, suggestions, votes, flags_right, flagged, blocked_until AS blocked_at"
	" FROM trust WHERE account_id = ? AND account_id > ? LIMIT ?",
	DB_ROW(struct own_trust, key, level, topics_read, posts_read, days, topics, posts, solved, likes_given, likes_got,
		suggestions, votes, flags_right, flagged, blocked_at));

struct own_badge {
	int64_t key;
	const char *badge;
	int64_t created_at;
};
DB_QUERY(own_badges,
	"SELECT account_id AS `key`, badge, created_at FROM badge WHERE account_id = ? AND account_id > ?"
	" ORDER BY created_at, badge LIMIT ?",
	DB_ROW(struct own_badge, key, badge, created_at));

struct own_group {
	int64_t key;
	const char *name;
	int64_t created_at;
};
DB_QUERY(own_groups,
	"SELECT m.group_id AS `key`, g.name, m.created_at FROM people_group_member m JOIN people_group g ON g.id = m.group_id"
	" WHERE m.account_id = ? AND m.group_id > ? ORDER BY m.group_id LIMIT ?",
	DB_ROW(struct own_group, key, name, created_at));

struct own_line {
	int64_t key;
	const char *kind;
	int64_t due_at, created_at;
};
DB_QUERY(own_lines,
	"SELECT id AS `key`, kind, due_at, created_at FROM digest_item WHERE account_id = ? AND id > ? ORDER BY id LIMIT ?",
	DB_ROW(struct own_line, key, kind, due_at, created_at));

DB_QUERY(next_post_file,
	"SELECT f.id, f.message_id, f.public_id, f.name, f.type, f.size"
	" FROM forum_post p JOIN attachment f ON f.post_id = p.id"
	" WHERE p.author_id = ? AND f.id > ? AND p.state <> 'note' AND p.held_for <> 'note' ORDER BY f.id LIMIT 1",
	DB_ROW(struct attachment, id, message_id, public_id, name, type, size));
DB_QUERY(next_file,
	"SELECT f.id, f.message_id, f.public_id, f.name, f.type, f.size"
	" FROM ticket_message m JOIN attachment f ON f.message_id = m.id"
	" WHERE m.author_id = ? AND f.id > ? AND m.kind = 'public' ORDER BY f.id LIMIT 1",
	DB_ROW(struct attachment, id, message_id, public_id, name, type, size));
/* clang-format on */

struct shown_picture {
	struct bytes data;
};
DB_QUERY(shown_picture,
        "SELECT p.data FROM account a JOIN picture p ON p.id = a.picture_id AND p.state = 'ready' WHERE a.id "
        "= ?",
        DB_ROW(struct shown_picture, data));

static const struct person_section sections[] = {
	{ "profile", &own_profile, true },
	{ "companies", &own_companies, false },
	{ "invitations", &own_invites, false },
	{ "teams", &own_teams, false },
	{ "tickets", &own_tickets, false },
	{ "messages", &own_messages, false },
	{ "replies", &own_replies, false },
	{ "acts", &own_acts, false },
	{ "participations", &own_participations, false },
	{ "files", &own_files, false },
	{ "pictures", &own_pictures, false },
	{ "notices", &own_notices, false },
	{ "choices", &own_choices, true },
	{ "forum_topics", &own_forum_topics, false },
	{ "posts", &own_posts, false },
	{ "earlier", &own_edits, false },
	{ "post_files", &own_post_files, false },
	{ "likes", &own_likes, false },
	{ "flags", &own_flags, false },
	{ "suggestions", &own_suggestions, false },
	{ "votes", &own_votes, false },
	{ "comments", &own_comments, false },
	{ "follows", &own_follows, false },
	{ "trust", &own_trust, true },
	{ "badges", &own_badges, true },
	{ "groups", &own_groups, false },
	{ "digest", &own_lines, false },
	{ "signins", &own_signins, true },
	{ "devices", &own_devices, true },
	{ "mails", &own_mails, false },
	{ "log", &own_audit, false },
};

size_t person_section_count(void)
{
	return LENGTH(sections);
}

const struct person_section *person_section_at(size_t index)
{
	return &sections[index];
}

enum rc person_data_read(struct db *db, struct arena *scratch, const struct person_section *section,
        int64_t account_id, person_take *take, void *context)
{
	size_t most = section->once ? ROWS_AT_MOST : ROWS_AT_ONCE;
	struct db_rows rows = { .count = most };
	enum rc rc = RC_OK;
	for (int64_t last = 0; rc == RC_OK && rows.count == most;) {
		arena_reset(scratch);
		rc = db_all(db, scratch, section->query, DB_ARGS(account_id, last, (int64_t)most), &rows);
		if (rc != RC_OK)
			return rc;
		const char *row = rows.items;
		for (size_t i = 0; rc == RC_OK && i < rows.count; i++, row += section->query->row_size) {
			last = *(const int64_t *)(const void *)row; /* the key stands first */
			rc = take(context, section, row);
		}
		if (section->once)
			return rc;
	}
	return rc;
}

enum rc person_data_file(struct db *db, struct arena *arena, int64_t account_id, bool posted, int64_t after,
        struct attachment *file)
{
	return db_one(db, arena, posted ? &next_post_file : &next_file, DB_ARGS(account_id, after), file);
}

enum rc person_data_picture(struct db *db, struct arena *arena, int64_t account_id, struct bytes *png)
{
	struct shown_picture picture;
	enum rc rc = db_one(db, arena, &shown_picture, DB_ARGS(account_id), &picture);
	if (rc == RC_OK)
		*png = picture.data;
	return rc;
}
