/*
 * People and things to attack: of each kind that a page can show at least one, all of them around one customer, so that whoever
 * crawls from the start page meets nearly every form. Two worlds of one portal are alike: what happens in one can be compared.
 */
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { Client } from "../harness/client.mjs";
import { TOP } from "../harness/stack.mjs";
import { company, join as joinCompany, person, team, topic } from "../web/people.mjs";
import { article, category } from "../web/shelf.mjs";

export const PASSWORD = "a long enough phrase of words";
export const ROLES = ["anonymous", "customer", "agent", "admin"];
const RIGHTS = "own colleagues orders finance members";
const PERMISSIONS = "all_tickets reply note assign moderate articles people companies settings";

/* Hourly limits would be all that an attack meets: they let everybody pass. */
export function openGates(stack) {
	stack.sql(`CREATE TRIGGER gate_open BEFORE UPDATE ON gate FOR EACH ROW SET NEW.count = OLD.count + 1, NEW.next_at = 0`);
	stack.sql(`CREATE TRIGGER attempt_open BEFORE UPDATE ON attempt FOR EACH ROW SET NEW.count = 1`);
}

/* The settings of stack.sql's `conf` that spare strangers' forms their work. */
export const CONF = "robot_bits = 0\nrobot_seconds = 0";

/* Setting it by the command ends the sessions of whose it is: a stranger's. */
let hash;
function passwordHash(stack, mail) {
	if (!hash) {
		const env = { ...process.env, PORTICO_CONF: join(stack.varDir, "etc/portico.conf"), ASAN_OPTIONS: "detect_leaks=0" };
		execFileSync(join(resolve(TOP, stack.build), "bin/portico"), ["user", "password", mail, "--stdin"], { env, input: `${PASSWORD}\n`, stdio: ["pipe", "ignore", "ignore"] });
		hash = stack.value(`SELECT password_hash FROM account WHERE mail_key = '${mail}'`);
	}
	return hash;
}

export class World {
	constructor(stack) {
		this.stack = stack;
		this.tag = randomBytes(4).toString("hex");
		this.people();
		this.tickets();
		this.community();
		this.links();
	}

	get newest() {
		return (table) => this.stack.value(`SELECT MAX(id) FROM ${table}`);
	}

	/* --- people --------------------------------------------------------------------------------------------------------- */

	people() {
		const { stack } = this;
		this.company = company(stack);
		this.customer = joinCompany(stack, this.company, person(stack, { name: `Owner ${this.tag}` }), { owner: true });
		this.mate = joinCompany(stack, this.company, person(stack, { name: `Mate ${this.tag}` }), { rights: RIGHTS });
		this.other = joinCompany(stack, this.company, person(stack, { name: `Other ${this.tag}` }), { rights: "own" });
		this.stranger = person(stack, { name: `Stranger ${this.tag}` });
		this.agent = person(stack, { role: "agent", name: `Agent ${this.tag}` });
		this.colleague = person(stack, { role: "agent", name: `Colleague ${this.tag}` });
		this.admin = person(stack, { role: "admin", name: `Admin ${this.tag}` });
		this.anonymous = { id: 0, client: new Client(stack) };
		stack.sql(`INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('Role ${this.tag}', 'role ${this.tag}', '${PERMISSIONS}', 1);
			UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${this.agent.id};
			INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('Spare ${this.tag}', 'spare ${this.tag}', 'reply', 1);
			INSERT INTO people_group (name, name_key, created_at) VALUES ('Group ${this.tag}', 'group ${this.tag}', 1);
			INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (LAST_INSERT_ID(), ${this.customer.id}, 1);
			INSERT INTO company_invite (company_id, mail, mail_key, rights, lang, created_at, ends_at)
				VALUES (${this.company.id}, 'new-${this.tag}@example.org', 'new-${this.tag}@example.org', 'own', 'en', UNIX_TIMESTAMP() - 7200, UNIX_TIMESTAMP() + 86400)`);
		[this.spareRole, this.group, this.invite] = ["staff_role", "people_group", "company_invite"].map(this.newest);
		this.team = team(stack, [this.agent]);
		const all = [this.customer, this.mate, this.other, this.agent, this.admin];
		stack.sql(`UPDATE account SET password_hash = '${passwordHash(stack, this.stranger.mail)}' WHERE id IN (${all.map((one) => one.id)});
			INSERT INTO trust (account_id, level, fixed_level, created_at) VALUES ${all.map((one) => `(${one.id}, 3, 3, 1)`)};
			INSERT INTO picture (public_id, account_id, state, data, created_at) VALUES (X'${(this.picture = randomBytes(16).toString("hex"))}', ${this.customer.id}, 'ready', X'89504e470d0a1a0a', 1);
			UPDATE account SET picture_id = LAST_INSERT_ID() WHERE id = ${this.customer.id}`);
		for (const who of all)
			this.session(who.id);
		stack.sql(`INSERT INTO device (token_hash, account_id, trusted_until, created_at, seen_at) VALUES (RANDOM_BYTES(32), ${this.customer.id}, UNIX_TIMESTAMP() + 864000, 1, UNIX_TIMESTAMP())`);
	}

	/* A session, a new one unless its cookie is given: its cookie. */
	session(accountId, token = randomBytes(32).toString("base64url")) {
		this.stack.sql(`INSERT IGNORE INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for)
			VALUES (X'${createHash("sha256").update(token).digest("hex")}', ${accountId}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 864000, UNIX_TIMESTAMP() + 864000, 864000)`);
		return token;
	}

	/* The session that a role began with goes on, whoever ended it. */
	keep(role) {
		const who = this[role];
		if (role !== "anonymous" && this.stack.value(`SELECT id FROM account WHERE id = ${who.id}`))
			this.session(who.id, who.client.cookies.get("portico_session"));
	}

	/* Whatever somebody did to himself or others: this one is signed in again, with the rights he had. False: he is gone for good. */
	revive(role) {
		const who = this[role];
		if (role === "anonymous") {
			who.client.cookies.clear();
			return true;
		}
		const kind = role === "agent" || role === "admin" ? role : "customer";
		const [row] = this.stack.sql(`SELECT state FROM account WHERE id = ${who.id}`);
		if (!row || row.state === "deleted")
			return false;
		const roleId = kind === "agent" ? `(SELECT id FROM staff_role WHERE name_key = 'role ${this.tag}')` : "NULL";
		this.stack.sql(`UPDATE account SET state = 'active', role = '${kind}', role_id = ${roleId}, delete_at = NULL, totp_sealed = NULL, totp_since = NULL, password_hash = '${hash}' WHERE id = ${who.id};
			UPDATE trust SET blocked_until = 0, level = 3, fixed_level = 3 WHERE account_id = ${who.id};
			DELETE FROM setting`);
		who.client.cookies.clear();
		who.client.cookies.set("portico_session", this.session(who.id));
		return true;
	}

	/* --- tickets -------------------------------------------------------------------------------------------------------- */

	ticket({ state = "open", company: ofCompany = false, requester = this.customer } = {}) {
		const number = 10000000 + (randomBytes(4).readUInt32BE() % 90000000);
		const file = randomBytes(16).toString("hex");
		this.stack.sql(`INSERT INTO ticket (number, requester_id, company_id, subject, state, lang, message_count, last_name, solved_at, created_at, updated_at, activity_at)
				VALUES (${number}, ${requester.id}, ${ofCompany ? this.company.id : "NULL"}, 'Subject ${this.tag}', '${state}', 'en', 1, 'x', ${state === "solved" ? "UNIX_TIMESTAMP()" : "NULL"}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP());
			SET @ticket = LAST_INSERT_ID();
			INSERT INTO ticket_message (ticket_id, kind, author_id, body, files, created_at) VALUES (@ticket, 'public', ${requester.id}, 'Words **of** a ticket', 1, UNIX_TIMESTAMP());
			INSERT INTO attachment (public_id, ticket_id, message_id, owner_id, name, type, size, hash, created_at)
				VALUES (X'${file}', @ticket, LAST_INSERT_ID(), ${requester.id}, 'plan.txt', 'text/plain', 4, UNHEX(SHA2('x', 256)), 1);
			INSERT INTO attachment_chunk (attachment_id, position, data) VALUES (LAST_INSERT_ID(), 0, 'Plan')`);
		return { number, file, id: this.stack.value(`SELECT id FROM ticket WHERE number = ${number}`) };
	}

	tickets() {
		const { stack } = this;
		this.topic = topic(stack);
		this.open = this.ticket({ company: true });
		this.solved = this.ticket({ state: "solved" });
		this.second = this.ticket({ company: true });
		stack.sql(`INSERT INTO ticket_participant (ticket_id, account_id, added_by, created_at) VALUES (${this.open.id}, ${this.mate.id}, ${this.customer.id}, 1);
			INSERT INTO notice (account_id, event, ticket_id, created_at) VALUES (${this.customer.id}, 'ticket_answer', ${this.open.id}, UNIX_TIMESTAMP()), (${this.customer.id}, 'ticket_answer', ${this.solved.id}, UNIX_TIMESTAMP());
			UPDATE account SET notice_count = 2 WHERE id = ${this.customer.id};
			INSERT INTO team_member (team_id, account_id) VALUES (${this.team.id}, ${this.admin.id})`);
		this.notice = this.newest("notice");
	}

	/* --- articles, forum, suggestions ------------------------------------------------------------------------------------- */

	post(topicId, place, who, state = "open") {
		this.stack.sql(`INSERT INTO forum_post (topic_id, place, author_id, by_staff, state, held_for, body, created_at)
			VALUES (${topicId}, ${place}, ${who.id}, ${who === this.agent}, '${state}', '${state === "held" ? "new" : ""}', 'Words of a post', UNIX_TIMESTAMP())`);
		return this.newest("forum_post");
	}

	forumTopic(state = "open", who = this.customer) {
		this.stack.sql(`INSERT INTO forum_topic (category_id, audience, audience_id, author_id, title, lang, state, places, reply_count, created_at, activity_at)
				VALUES (${this.place}, 'public', 0, ${who.id}, 'A topic ${this.tag}', 'en', '${state}', ${state === "open" ? 3 : 1}, ${state === "open" ? 2 : 0}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP());
			INSERT INTO forum_tag (topic_id, tag_key, tag) VALUES (LAST_INSERT_ID(), 'tag-${this.tag}', 'tag-${this.tag}')`);
		const id = this.newest("forum_topic");
		const posts = [this.post(id, 1, who, state), ...(state === "open" ? [this.post(id, 2, this.agent), this.post(id, 3, this.stranger)] : [])];
		return { id, posts };
	}

	suggestion(state = "open", who = this.customer) {
		this.stack.sql(`INSERT INTO suggestion (board_id, audience, audience_id, author_id, title, body, lang, state, held_for, status_at, vote_count, comment_count, created_at, updated_at)
				VALUES (${this.board}, 'public', 0, ${who.id}, 'An idea ${this.tag} ${randomBytes(2).toString("hex")}', 'Words', 'en', '${state}', '${state === "held" ? "new" : ""}', 1, 1, 1, UNIX_TIMESTAMP(), 1);
			SET @idea = LAST_INSERT_ID();
			INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (@idea, ${who.id}, 1);
			INSERT INTO suggestion_comment (suggestion_id, author_id, body, created_at) VALUES (@idea, ${this.stranger.id}, 'A comment', 1)`);
		return this.newest("suggestion");
	}

	community() {
		const { stack, tag } = this;
		this.shelf = category(stack, `Shelf ${tag}`);
		this.article = article(stack, this.shelf, { en: [`An article ${tag}`, "# One\n\nWords\n\n## Two\n\nMore words"], fa: ["مقاله", "متن"], lt: ["Straipsnis", "Tekstas"] });
		const names = `SELECT LAST_INSERT_ID(), lang, 'Place ${tag}', 'About' FROM (SELECT 'en' AS lang UNION SELECT 'fa' UNION SELECT 'lt') l`;
		for (const [table, column] of [["forum_category", "category_id"], ["suggestion_board", "board_id"]])
			for (const slug of [`p-${tag}`, `q-${tag}`])
				stack.sql(`INSERT INTO ${table} (slug, audience, guests, position, created_at) VALUES ('${slug}', 'public', TRUE, 900, 1); INSERT INTO ${table}_text (${column}, lang, name, description) ${names}`);
		const idOf = (table, slug) => stack.value(`SELECT id FROM ${table} WHERE slug = '${slug}'`);
		this.place = idOf("forum_category", `p-${tag}`);
		this.sparePlace = idOf("forum_category", `q-${tag}`);
		this.board = idOf("suggestion_board", `p-${tag}`);
		this.spareBoard = idOf("suggestion_board", `q-${tag}`);
		this.talk = this.forumTopic();
		this.heldTalk = this.forumTopic("held", this.stranger);
		this.idea = this.suggestion();
		this.secondIdea = this.suggestion("open", this.mate);
		this.heldIdea = this.suggestion("held", this.stranger);
		stack.sql(`INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (${this.customer.id}, 'topic', ${this.talk.id}, 1), (${this.customer.id}, 'suggestion', ${this.idea}, 1);
			INSERT INTO forum_flag (post_id, account_id, reason, note, created_at) VALUES (${this.talk.posts[2]}, ${this.mate.id}, 'spam', 'Why', 1);
			UPDATE forum_post SET flag_count = 1 WHERE id = ${this.talk.posts[2]};
			INSERT INTO forum_edit (post_id, editor_id, body, created_at) VALUES (${this.talk.posts[0]}, ${this.customer.id}, 'Earlier words', 1);
			INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) VALUES (${this.secondIdea}, 'planned', ${this.agent.id}, 'We will', 1)`);
		this.follow = this.newest("follow");
	}

	/* --- what mails lead to ------------------------------------------------------------------------------------------------- */

	mailToken(purpose, columns = {}) {
		const token = randomBytes(32).toString("base64url");
		const names = Object.keys(columns);
		this.stack.sql(`INSERT INTO mail_token (token_hash, purpose, created_at, ends_at${names.map((name) => `, ${name}`).join("")})
			VALUES (UNHEX(SHA2('${token}', 256)), '${purpose}', UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 864000${names.map((name) => `, '${columns[name]}'`).join("")})`);
		return token;
	}

	/* [address, the role that goes there]: pages that no page links to. */
	links() {
		const { stack, tag, mate, other } = this;
		stack.sql(`INSERT INTO signup (mail, mail_key, name, lang, created_at) VALUES ('sign-${tag}@example.org', 'sign-${tag}@example.org', 'Signed up', 'en', UNIX_TIMESTAMP())`);
		const at = (path, purpose, columns) => `/en${path}/${this.mailToken(purpose, columns)}`;
		this.mailed = [
			[at("/login/confirm", "confirm", { signup_id: this.newest("signup") }), "anonymous"], [at("/login/reset", "reset", { account_id: this.stranger.id }), "anonymous"], [at("/login/mail", "signin", { account_id: other.id }), "anonymous"],
			[at("/account/address", "mail", { account_id: mate.id, mail: `moved-${tag}@example.org` }), "anonymous"], [at("/account/undo", "undo", { account_id: other.id, mail: `back-${tag}@example.org` }), "anonymous"],
			[at("/account/keep", "keep", { account_id: this.customer.id }), "anonymous"], [at("/company/invite", "invite", { invite_id: this.invite }), "anonymous"], [at("/tickets/guest", "ticket", { account_id: this.customer.id, ticket_id: this.open.id }), "anonymous"],
		];
	}

	/* Addresses to begin at; the crawl finds the rest. */
	seeds(role) {
		const t = (ticket) => `/en/tickets/${ticket.number}`, d = (ticket) => `/desk/${ticket.number}`, [first, answer, third] = this.talk.posts;
		const common = ["/en/", "/fa/", "/en/kb", `/en/kb/${this.article}`, `/en/kb/c/${this.shelf.slug}`, "/en/search?q=words", "/en/forum", `/en/forum/topic/${this.talk.id}`, "/en/suggestions", "/en/suggestions/roadmap", `/en/suggestions/${this.idea}`,
			`/en/suggestions/${this.secondIdea}`, `/en/forum/c/p-${this.tag}`, `/en/suggestions/b/p-${this.tag}`, "/en/forum/new", "/en/suggestions/new", `/en/tickets/new?topic=${this.topic}&subject=Words`, "/en/nothing", "/en/search/suggest?q=words", "/en/tickets/answers?q=words", "/en/forum/similar?q=words", "/en/suggestions/similar?q=words", `/en/suggestions/new?title=Words&board=p-${this.tag}`, "/en/suggestions/sent", "/en/tickets/sent", "/en/tickets/found", "/en/login/sent", "/en/login/waiting", "/en/forum/feed", "/en/suggestions/feed",
			`/en/forum/people/${this.customer.id}`];
		const own = [`files/picture/${this.picture}`, "account", "account/preferences", "account/security", "account/security/password", "account/security/address", "account/security/factor", "account/security/codes", "account/sessions", "account/notices", "account/notifications",
			"account/data", "account/delete", "account/picture", "account/follows", "company"].map((path) => `/en/${path}`);
		const posts = [`/en/forum/post/${first}/edit`, `/en/forum/post/${first}/history`, `/en/forum/post/${third}/flag`, `/en/suggestions/${this.idea}/edit`];
		const lists = { anonymous: ["/en/login", "/en/login/mail", "/en/login/mail/code", "/en/login/register", "/en/login/recover", "/en/login/factor", "/en/login/setup", "/en/tickets/find", "/en/tickets/solved", ...this.mailed.map(([path]) => path)] };
		lists.customer = [...own, ...posts, `/en/tickets`, t(this.open), `${t(this.second)}/close`, `${t(this.open)}/participants`, t(this.solved), `/en/company/${this.company.id}`, `/en/company/${this.company.id}/members`, `/en/company/${this.company.id}/members/${this.mate.id}`,
			`/en/company/${this.company.id}/members/${this.other.id}/remove`, `/en/company/${this.company.id}/leave`, `/en/company/${this.company.id}/billing`, `/en/company/${this.company.id}/invites/${this.invite}/withdraw`];
		lists.agent = [...own, ...posts, "/desk", "/desk/forum", "/desk/moderation", "/desk/moderation?tab=flags", "/desk/moderation?tab=suggestions", d(this.open), `${d(this.open)}/participants`, `${d(this.open)}/vote?q=idea`, `${d(this.open)}/vote?idea=${this.secondIdea}`, d(this.solved), `/en/forum/post/${answer}/edit`,
			`/en/forum/post/${third}/judge`, `/en/forum/post/${this.heldTalk.posts[0]}/judge`, `/en/forum/topic/${this.talk.id}/ticket`, `/en/forum/topic/${this.talk.id}/suggestion`, `/en/forum/topic/${this.heldTalk.id}`, `/en/suggestions/${this.heldIdea}`,
			`/en/suggestions/${this.idea}/merge?q=idea`, `/en/suggestions/${this.idea}/merge?target=${this.secondIdea}`, `/en/suggestions/${this.idea}/staff?act=delete`, `/en/suggestions/${this.idea}/voters`, `/en/suggestions/${this.idea}/voters.csv`];
		const admin = (area, id, ...rest) => ["", ...rest].map((end) => `/admin/${area}/${id}${end}`);
		lists.admin = [...lists.agent, ...["people", "companies", "roles", "teams", "groups", "forum", "suggestions", "audit"].map((list) => `/admin/${list}.csv`), "/admin", "/admin/audit", "/admin/settings", "/admin/community", "/admin/companies/new", "/admin/roles/new", "/admin/forum/new", "/admin/boards/new", "/admin/statuses/planned", `/en/forum/topic/${this.talk.id}/article`,
			...["people", "companies", "roles", "teams", "groups", "forum", "boards"].map((area) => `/admin/${area}`), ...admin("people", this.other.id, "/disable", "/merge", `/merge?with=${encodeURIComponent(this.stranger.mail)}`, "/reset", "/signout", "/erase"),
			...admin("companies", this.company.id, "/disable", `/members/${this.mate.id}`), ...admin("roles", this.spareRole, "/delete"), ...admin("teams", this.team.id, "/delete"), ...admin("groups", this.group, "/delete"),
			...admin("forum", this.place, "/delete"), ...admin("forum", this.sparePlace, "/delete"), ...admin("boards", this.board), ...admin("boards", this.spareBoard, "/delete")];
		return [...common, ...(lists[role] ?? lists.customer)];
	}
}
