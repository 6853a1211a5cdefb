/* People of a test's own, signed in: the tests of a suite share one portal and must not meet. */
import { createHash, randomBytes } from "node:crypto";
import { Client } from "../harness/client.mjs";

let made = 0;

/* A new account with a session: { id, name, mail, client }. */
export function person(stack, { role = "customer", lang = "en", name } = {}) {
	const key = `${randomBytes(4).toString("hex")}${made++}`;
	const mail = `${role}-${key}@example.org`;
	const token = randomBytes(32).toString("base64url");
	const hash = createHash("sha256").update(token).digest("hex");
	const own = name ?? `${role[0].toUpperCase()}${role.slice(1)} ${key}`;
	const staffRole = role === "agent" ? "(SELECT MIN(id) FROM staff_role)" : "NULL";
	stack.sql(`INSERT INTO account (mail, mail_key, name, role, role_id, state, lang, created_at, updated_at)
		VALUES ('${mail}', '${mail}', '${own}', '${role}', ${staffRole}, 'active', '${lang}', UNIX_TIMESTAMP(), UNIX_TIMESTAMP());
		INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for)
		VALUES (X'${hash}', LAST_INSERT_ID(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400,
			UNIX_TIMESTAMP() + 86400, 86400);`);
	const client = new Client(stack);
	client.cookies.set("portico_session", token);
	return { id: stack.value(`SELECT id FROM account WHERE mail_key = '${mail}'`), name: own, mail, client };
}

/* A topic of the test's own, so that no demo is needed: a choice that must be made, then a line. */
export function topic(stack) {
	const slug = `t-${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO topic (slug, position) VALUES ('${slug}', 900);
		SET @topic = LAST_INSERT_ID();
		INSERT INTO topic_text (topic_id, lang, name, hint) VALUES (@topic, 'en', 'Topic ${slug}', 'A hint');
		INSERT INTO topic_field (topic_id, slug, kind, required, position) VALUES (@topic, 'product', 'select', TRUE, 1);
		INSERT INTO topic_field_text (field_id, lang, label, options) VALUES (LAST_INSERT_ID(), 'en', 'Product', 'Hub\\nLamp');
		INSERT INTO topic_field (topic_id, slug, kind, required, position) VALUES (@topic, 'serial', 'text', FALSE, 2);
		INSERT INTO topic_field_text (field_id, lang, label) VALUES (LAST_INSERT_ID(), 'en', 'Serial');`);
	return slug;
}

/* Takes the topic out of the choice again. */
export const retire = (stack, slug) => stack.sql(`UPDATE topic SET active = FALSE WHERE slug = '${slug}'`);

export const newPath = (slug, subject) => `/en/tickets/new?topic=${slug}&subject=${encodeURIComponent(subject)}`;

/* Files a ticket and returns its number. */
export async function fileTicket(who, slug, subject, fields = {}) {
	const page = await who.client.get(newPath(slug, subject));
	const answer = await who.client.submit(page, "/tickets/new", { body: "Words of the ticket.", field_1: "1", ...fields });
	const number = /\/tickets\/(\d{8})\?/.exec(answer.location ?? "")?.[1];
	if (answer.status !== 303 || !number)
		throw new Error(`filing answered ${answer.status} ${answer.location ?? answer.text}`);
	return number;
}

/* A page without what may differ from one request to the next: ids, tokens, and the number asked for. */
export function masked(page, number) {
	const hide = (text) =>
		text
			.replace(/\b[0-9a-f]{16}\b/g, "ID")
			.replace(/[A-Za-z0-9_-]{70,}/g, "TOKEN")
			.replace(new RegExp(`(?<=[/=#])${number}(?![0-9A-Za-z])`, "g"), "NUMBER");
	const headers = Object.entries(page.headers).filter(([name]) => name !== "date" && name !== "x-request-id");
	return { status: page.status, headers: headers.map(([name, value]) => [name, hide(String(value))]), text: hide(page.text) };
}

/* A company of the test's own: { id, name }. */
export function company(stack, { state = "active" } = {}) {
	const name = `Company ${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO company (name, name_key, state, created_at, updated_at)
		VALUES ('${name}', '${name.toLowerCase()}', '${state}', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	return { id: stack.value(`SELECT id FROM company WHERE name = '${name}'`), name };
}

/* Makes somebody a member who acts for the company; returns him. */
export function join(stack, made, who, { owner = false, rights = "" } = {}) {
	stack.sql(`INSERT INTO company_member (company_id, account_id, owner, rights, created_at)
		VALUES (${made.id}, ${who.id}, ${owner}, '${rights}', UNIX_TIMESTAMP());
		UPDATE account SET acting_company_id = ${made.id} WHERE id = ${who.id}`);
	return who;
}

/* A team of agents: { id, name }. */
export function team(stack, members = []) {
	const name = `Team ${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO team (name, name_key, created_at) VALUES ('${name}', '${name.toLowerCase()}', UNIX_TIMESTAMP())`);
	const id = stack.value(`SELECT id FROM team WHERE name = '${name}'`);
	for (const who of members)
		stack.sql(`INSERT INTO team_member (team_id, account_id) VALUES (${id}, ${who.id})`);
	return { id, name };
}

/* An agent with a staff role of his own. */
export function agentWho(stack, permissions, { name } = {}) {
	const who = person(stack, { role: "agent", name });
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, created_at)
		VALUES ('Role ${who.id}', 'role ${who.id}', '${permissions}', UNIX_TIMESTAMP());
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${who.id}`);
	return who;
}
