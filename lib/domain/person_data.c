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
};
DB_QUERY(own_profile,
	"SELECT a.id AS `key`, a.mail, a.name, a.organisation, a.industry, a.role, r.name AS staff_role, a.state, a.lang,"
	" a.zone, a.calendar, a.digits, a.theme, a.text_size, a.totp_since AS second_factor_at, a.delete_at, a.created_at,"
	" a.updated_at, (SELECT COUNT(*) FROM recovery_code c WHERE c.account_id = a.id AND c.used_at IS NULL)"
	" AS recovery_codes"
	" FROM account a LEFT JOIN staff_role r ON r.id = a.role_id WHERE a.id = ? AND a.id > ? LIMIT ?",
	DB_ROW(struct own_profile, key, mail, name, organisation, industry, role, staff_role, state, lang, zone, calendar,
		digits, theme, text_size, second_factor_at, delete_at, created_at, updated_at, recovery_codes));

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

enum rc person_data_file(
        struct db *db, struct arena *arena, int64_t account_id, int64_t after, struct attachment *file)
{
	return db_one(db, arena, &next_file, DB_ARGS(account_id, after), file);
}

enum rc person_data_picture(struct db *db, struct arena *arena, int64_t account_id, struct bytes *png)
{
	struct shown_picture picture;
	enum rc rc = db_one(db, arena, &shown_picture, DB_ARGS(account_id), &picture);
	if (rc == RC_OK)
		*png = picture.data;
	return rc;
}
