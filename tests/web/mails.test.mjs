/* Mails: each kind in each language; links from base_url alone; nothing that somebody typed becomes a header. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { person } from "./people.mjs";

const LANGUAGES = ["en", "fa", "lt"];
const SECURITY = ["new_device", "factor_on", "factor_off", "factor_undone", "recovery_made", "recovery_used", "mail_changed", "sessions_ended",
	"data_taken", "deletion_planned", "deletion_stopped", "role_changed", "account_enabled", "account_approved", "company_joined",
	"company_left", "company_rights", "company_people"];
let stack;

before(async () => {
	stack = await startStack();
});
after(() => stack.stop());

/* --- people, tickets and companies of the test's own ------------------------------------------------- */

const key = () => randomBytes(5).toString("hex");
const quote = (text) => (text === null ? "NULL" : `X'${Buffer.from(String(text)).toString("hex")}'`);

function somebody(lang, { state = "active", role = "customer", name = "Ada Lovelace" } = {}) {
	const mail = `mails-${key()}@example.org`;
	stack.sql(`INSERT INTO account (mail, mail_key, name, password_hash, role, state, lang, delete_at, created_at, updated_at)
		VALUES ('${mail}', '${mail}', ${quote(name)}, ${state === "guest" ? "NULL" : "'x'"}, '${role}', '${state}', '${lang}',
			UNIX_TIMESTAMP() + 500000, UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	return { id: stack.value(`SELECT id FROM account WHERE mail_key = '${mail}'`), mail };
}

function companyOf(who, name = "Acme & Sons") {
	stack.sql(`INSERT INTO company (name, name_key, created_at, updated_at) VALUES (${quote(name)}, 'acme', 1, 1);
		INSERT INTO company_member (company_id, account_id, owner, created_at) VALUES (LAST_INSERT_ID(), ${who.id}, TRUE, 1)`);
	return stack.value(`SELECT company_id FROM company_member WHERE account_id = ${who.id}`);
}

function ticketOf(who, { subject = "The hub is silent", state = "solved", unproven = false } = {}) {
	const number = 30000000 + Math.floor(Math.random() * 60000000);
	stack.sql(`INSERT INTO ticket (number, requester_id, subject, state, lang, unproven, created_at, updated_at, activity_at)
		VALUES (${number}, ${who.id}, ${quote(subject)}, '${state}', 'en', ${unproven}, 1, 1, 1);
		SET @ticket = LAST_INSERT_ID();
		INSERT INTO ticket_message (ticket_id, kind, by_staff, body, files, created_at)
			VALUES (@ticket, 'public', TRUE, 'Press **both** buttons & wait.', 2, 1)`);
	const [row] = stack.sql(`SELECT t.id, m.id AS message FROM ticket t JOIN ticket_message m ON m.ticket_id = t.id WHERE number = ${number}`);
	return { ...row, number };
}

/* Queues a mail and waits for what becomes of it: { state, error }. */
async function queue(row) {
	const columns = { lang: "en", detail: "", ...row };
	stack.sql(`INSERT INTO outbox (${Object.keys(columns).join(", ")}, due_at, created_at)
		VALUES (${Object.values(columns).map(quote).join(", ")}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	const id = stack.value(`SELECT MAX(id) FROM outbox WHERE kind = '${row.kind}'`);
	await until(() => stack.value(`SELECT state FROM outbox WHERE id = ${id}`) !== "waiting", `mail ${row.kind}`);
	return stack.sql(`SELECT state, error FROM outbox WHERE id = ${id}`)[0];
}

async function send(row, to) {
	const result = await queue(row);
	assert.deepEqual(result, { state: "sent", error: null }, `${row.kind} ${row.detail ?? ""}`);
	return stack.mail(to);
}

/* --- what each mail must be --------------------------------------------------------------------------- */

const DIRECTIONS = { en: "ltr", fa: "rtl", lt: "ltr" };

function check(mail, lang, what) {
	assert.ok(mail.subject.length > 3, `${what}: subject`);
	for (const [part, text] of Object.entries({ subject: mail.subject, text: mail.text, html: mail.html })) {
		assert.doesNotMatch(text, /\{\w*\}|<\?cs|\(null\)|undefined|\bnull\b/, `${what}: ${part} has a raw placeholder:\n${text}`);
		assert.ok(text.trim().length > 0, `${what}: ${part} is empty`);
	}
	assert.match(mail.html, new RegExp(`<html lang="${lang}" dir="${DIRECTIONS[lang]}">`), what);
	assert.equal(mail.headers.get("content-language"), lang, what);
	assert.doesNotMatch(mail.html, /href="(?!https?:\/\/)/, `${what}: a link without address`);
	assert.doesNotMatch(mail.text, /\n{4}/, `${what}: holes in the text`);
	assert.doesNotMatch(mail.text, /&(amp|lt|quot|#\d+);/, `${what}: the text is escaped`);
	const html = [...mail.html.matchAll(/href="([^"]*)"/g)].map(([, link]) => link.replaceAll("&amp;", "&"));
	for (const link of [...mail.links, ...html])
		assert.ok(link.startsWith(stack.url), `${what}: ${link} is not ours`);
	for (const link of mail.links.filter((one) => one !== stack.url))
		assert.ok(html.includes(link), `${what}: ${link} stands in the text only`);
	assert.ok(mail.raw.split("\r\n").every((line) => Buffer.byteLength(line, "latin1") <= 998), what);
	assert.doesNotMatch(mail.raw.replaceAll("\r\n", ""), /[\r\n]/, `${what}: a bare line end`);
}

const linkTo = (mail, part) => mail.links.find((link) => link.includes(part));

/* kind → { row, to, links }: what to queue for a person of that language, and where its links must lead. */
const KINDS = {
	signup: (lang) => {
		const mail = `mails-${key()}@example.org`;
		stack.sql(`INSERT INTO signup (mail, mail_key, name, lang, created_at) VALUES ('${mail}', '${mail}', 'New', '${lang}', UNIX_TIMESTAMP())`);
		return { row: { signup_id: stack.value(`SELECT id FROM signup WHERE mail_key = '${mail}'`), mail, lang }, to: mail, links: ["/login/confirm/"] };
	},
	reset: (lang) => {
		const who = somebody(lang);
		return { row: { mail: who.mail }, to: who.mail, links: ["/login/reset/"] };
	},
	signin: (lang) => {
		const who = somebody(lang);
		return { row: { mail: who.mail }, to: who.mail, links: ["/login/mail/"], text: /^[0-9۰-۹]{4} [0-9۰-۹]{4}$/m };
	},
	password_changed: (lang) => {
		const who = somebody(lang);
		return { row: { account_id: who.id }, to: who.mail, links: ["/login/recover"] };
	},
	mail_new: (lang) => {
		const to = `mails-${key()}@example.org`;
		return { row: { account_id: somebody(lang).id, mail: to }, to, links: ["/account/address/"] };
	},
	mail_old: (lang) => {
		const to = `mails-${key()}@example.org`;
		return { row: { account_id: somebody(lang).id, mail: to }, to, links: ["/account/undo/"] };
	},
	invite: (lang) => {
		const [owner, to] = [somebody("en"), `mails-${key()}@example.org`];
		const company = companyOf(owner);
		stack.sql(`INSERT INTO company_invite (company_id, mail, mail_key, invited_by, lang, created_at, ends_at)
			VALUES (${company}, '${to}', '${to}', ${owner.id}, '${lang}', 1, UNIX_TIMESTAMP() + 600000)`);
		return { row: { invite_id: stack.value(`SELECT id FROM company_invite WHERE mail = '${to}'`), lang }, to, links: ["/company/invite/"], text: /Ada Lovelace.*Acme & Sons/ };
	},
	guest_link: (lang) => {
		const who = somebody(lang, { state: "guest" });
		return { row: { mail: who.mail, ticket_id: ticketOf(who, { unproven: true }).id }, to: who.mail, links: ["/tickets/guest/", "/login/reset/"] };
	},
	ticket_received: (lang) => {
		const who = somebody(lang, { state: "guest" });
		return { row: { account_id: who.id, ticket_id: ticketOf(who, { unproven: true }).id }, to: who.mail, links: ["/tickets/guest/", "/login/reset/"] };
	},
	ticket_answer: (lang) => {
		const who = somebody(lang);
		const ticket = ticketOf(who);
		return { row: { account_id: who.id, ticket_id: ticket.id, message_id: ticket.message }, to: who.mail, links: [`/tickets/${ticket.number}`, "/account/notifications"], text: /Press \*\*both\*\* buttons & wait\./ };
	},
	ticket_state: (lang) => {
		const who = somebody(lang);
		const ticket = ticketOf(who, { state: "closed" });
		return { row: { account_id: who.id, ticket_id: ticket.id }, to: who.mail, links: [`/tickets/${ticket.number}`, "/account/notifications"] };
	},
	participant: (lang) => {
		const who = somebody(lang);
		const ticket = ticketOf(who);
		return { row: { account_id: who.id, ticket_id: ticket.id }, to: who.mail, links: [`/tickets/${ticket.number}`, "/account/notifications"] };
	},
	signup_refused: (lang) => {
		const mail = `mails-${key()}@example.org`;
		return { row: { mail, lang }, to: mail, links: [] };
	},
	deleted: (lang) => {
		const mail = `mails-${key()}@example.org`;
		return { row: { mail, lang }, to: mail, links: [] };
	},
	approval: (lang) => {
		const who = somebody(lang, { role: "admin" });
		const waiting = somebody("en", { state: "waiting" });
		return { row: { account_id: who.id, detail: waiting.id }, to: who.mail, links: [`/admin/people/${waiting.id}`], admin: who };
	},
};

for (const [kind, make] of Object.entries(KINDS))
	test(`a mail “${kind}” is whole in each language, and leads where it must`, async () => {
		const subjects = new Set();
		for (const lang of LANGUAGES) {
			const { row, to, links, text, admin } = make(lang);
			const mail = await send({ kind, ...row }, to);
			check(mail, lang, `${kind} ${lang}`);
			for (const part of links)
				assert.ok(linkTo(mail, part), `${kind} ${lang}: no link to ${part} in\n${mail.text}`);
			if (text)
				assert.match(mail.text, text);
			subjects.add(mail.subject.replace(/\d+/g, ""));
			if (admin)
				stack.sql(`UPDATE account SET state = 'disabled' WHERE id = ${admin.id}`);
		}
		assert.equal(subjects.size, 3, `three languages: ${[...subjects].join(" | ")}`);
	});

test("each event of security has a mail in each language that says what to do", async () => {
	const defended = new Set(SECURITY.filter((detail) => !/company|deletion_planned|account_|role/.test(detail)));
	for (const lang of LANGUAGES) {
		const subjects = new Set();
		for (const detail of SECURITY) {
			const who = somebody(lang);
			const company = detail.startsWith("company_") ? companyOf(who) : null;
			const mail = await send({ kind: "security", account_id: who.id, company_id: company, detail }, who.mail);
			check(mail, lang, `${detail} ${lang}`);
			subjects.add(mail.subject);
			if (defended.has(detail))
				assert.ok(linkTo(mail, "/login/recover") && linkTo(mail, "/account/sessions"), `${detail} ${lang}`);
			if (company)
				assert.match(mail.subject, /Acme & Sons/);
			assert.equal(Boolean(linkTo(mail, "/account/keep/")), detail === "deletion_planned");
			assert.equal(Boolean(linkTo(mail, "/account/notifications")), detail.startsWith("company_"), detail);
		}
		assert.equal(subjects.size, SECURITY.length);
	}
});

/* --- promises ----------------------------------------------------------------------------------------- */

test("AUTH-11: a forged Host never gets into a mail", async () => {
	const forged = { Host: "evil.test", "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https", Forwarded: "host=evil.test" };
	const who = somebody("en");
	for (const [path, action] of [["/en/login/recover", "/login/recover"], ["/en/login/mail", "/login/mail"]]) {
		const client = new Client(stack);
		const filled = form(await client.get(path), (one) => one.names.includes("mail") && one.action.endsWith(action));
		const fields = filled.fields.filter(([name]) => name !== "mail");
		await client.post(filled.action, [...fields, ["mail", who.mail]], { headers: forged });
	}
	const direct = await send({ kind: "reset", mail: who.mail }, who.mail);
	check(direct, "en", "reset");
	await stack.settle();
	for (const mail of stack.mails().filter(({ to }) => to.includes(who.mail)))
		assert.ok(!/evil/.test(mail.raw + mail.text + mail.html + mail.subject));
});

test("EML-08, CVE-2012-4730: CR and LF in names and subjects never become headers", async () => {
	const nasty = "Ada\r\nBcc: thief@evil.test\r\n\r\n<script>alert(1)</script>";
	const who = somebody("en", { name: nasty });
	const company = companyOf(who, nasty);
	const ticket = ticketOf(who, { subject: nasty });
	const rows = [
		{ kind: "security", account_id: who.id, company_id: company, detail: "company_rights" },
		{ kind: "ticket_answer", account_id: who.id, ticket_id: ticket.id, message_id: ticket.message },
		{ kind: "participant", account_id: who.id, ticket_id: ticket.id },
	];
	for (const row of rows) {
		const before = stack.mails().length;
		await send(row, who.mail);
		const mail = stack.mails().at(-1);
		assert.ok(stack.mails().length > before);
		assert.deepEqual([...mail.headers.keys()].filter((name) => name === "bcc"), []);
		assert.ok(!/^bcc:/im.test(mail.raw.split("\r\n\r\n")[0]));
		assert.ok(!mail.html.includes("<script>alert"));
		assert.ok(!/[\r\n]/.test(mail.subject));
	}
});

test("RAT-02: what strangers ask for comes five times an hour over all forms; notices always come", async () => {
	const who = somebody("en");
	const ask = async (path, action) => {
		const client = new Client(stack);
		const page = await client.get(path);
		return client.submit(page, (one) => one.names.includes("mail") && one.action.endsWith(action), { mail: who.mail });
	};
	for (let i = 0; i < 4; i++) {
		await ask("/en/login/recover", "/login/recover");
		await ask("/en/login/mail", "/login/mail");
	}
	await stack.settle();
	const count = () => stack.mails().filter(({ to }) => to.includes(who.mail)).length;
	assert.ok(count() <= 5, `${count()} mails`);
	const before = count();
	await send({ kind: "security", account_id: who.id, detail: "factor_off" }, who.mail);
	assert.equal(count(), before + 1);
});

test("who is disabled, deleted or may not read the ticket gets nothing", async () => {
	const [off, gone, stranger, owner] = [somebody("en", { state: "disabled" }), somebody("en", { state: "deleted" }), somebody("en"), somebody("en")];
	const ticket = ticketOf(owner);
	for (const who of [off, gone])
		for (const row of [{ kind: "security", account_id: who.id, detail: "new_device" }, { kind: "reset", mail: who.mail }, { kind: "signin", mail: who.mail }])
			assert.equal((await queue(row)).state, "dropped", `${row.kind} to ${who.mail}`);
	assert.equal((await queue({ kind: "ticket_answer", account_id: stranger.id, ticket_id: ticket.id, message_id: ticket.message })).state, "dropped");
	assert.equal((await queue({ kind: "guest_link", mail: stranger.mail, ticket_id: ticket.id })).state, "dropped");
	assert.equal((await queue({ kind: "security", account_id: off.id, detail: "account_disabled" })).state, "sent");
});

/* --- notices and choices -------------------------------------------------------------------------------- */

const bell = (page) => /class="bell[^"]*" href="([^"]*)" aria-label="([^"]*)"/.exec(page.text);

test("a notice shows at the bell and in the list, and is read by following it, not by looking", async () => {
	const who = person(stack);
	const ticket = ticketOf(who);
	stack.sql(`INSERT INTO notice (account_id, event, ticket_id, created_at) VALUES (${who.id}, 'ticket_answer', ${ticket.id}, UNIX_TIMESTAMP());
		INSERT INTO notice (account_id, event, detail, created_at) VALUES (${who.id}, 'security', 'factor_on', UNIX_TIMESTAMP());
		UPDATE account SET notice_count = 2 WHERE id = ${who.id}`);
	const left = () => stack.value(`SELECT notice_count FROM account WHERE id = ${who.id}`);
	const home = await who.client.get("/en/");
	assert.equal(bell(home)[2], "What’s new: 2 unread notices");
	const list = await who.client.get(bell(home)[1]);
	assert.match(list.text, /The second step is turned on/);
	assert.match(list.text, /The hub is silent/);
	assert.equal(left(), "2");
	await who.client.get(`/en/tickets/${ticket.number}`);
	assert.equal(left(), "1");
	const followed = await who.client.submit(list, (one) => /notices\/\d+$/.test(one.action), {});
	assert.equal(followed.status, 303);
	assert.match(followed.location, /\/account\/security$/);
	assert.equal(left(), "0");
	assert.equal(bell(await who.client.get("/en/"))[2], "What’s new");
});

test("everything on the page is marked as read at once, later ones are not", async () => {
	const who = person(stack);
	const add = () => stack.sql(`INSERT INTO notice (account_id, event, detail, created_at) VALUES (${who.id}, 'security', 'data_taken', UNIX_TIMESTAMP());
		UPDATE account SET notice_count = notice_count + 1 WHERE id = ${who.id}`);
	add();
	add();
	const list = await who.client.get("/en/account/notices");
	add();
	const answer = await who.client.submit(list, (one) => one.names.includes("last"), {});
	assert.equal(answer.status, 303);
	assert.equal(stack.value(`SELECT notice_count FROM account WHERE id = ${who.id}`), "1");
});

test("the list pages by key, and is empty for who has no news", async () => {
	const who = person(stack);
	assert.match((await who.client.get("/en/account/notices")).text, /Nothing new/);
	stack.sql(`INSERT INTO notice (account_id, event, detail, seen, created_at)
		SELECT ${who.id}, 'security', 'data_taken', TRUE, UNIX_TIMESTAMP() FROM seq_1_to_45`);
	const rows = (page) => [...page.text.matchAll(/Your data was downloaded/g)].length;
	const seen = [];
	let page = await who.client.get("/en/account/notices");
	for (;;) {
		seen.push(rows(page));
		const next = /rel="next" href="([^"]*)"/.exec(page.text)?.[1];
		if (!next)
			break;
		page = await who.client.get(next.replaceAll("&amp;", "&"));
	}
	assert.deepEqual(seen, [20, 20, 5]);
	const back = await who.client.get(/rel="prev" href="([^"]*)"/.exec(page.text)[1].replaceAll("&amp;", "&"));
	assert.equal(rows(back), 20);
});

test("ACL-03: a notice of somebody else is a notice that does not exist, and a ticket one lost shows no subject", async () => {
	const [who, other] = [person(stack), person(stack)];
	const ticket = ticketOf(other, { subject: "Secret of another" });
	stack.sql(`INSERT INTO notice (account_id, event, ticket_id, created_at) VALUES (${who.id}, 'ticket_answer', ${ticket.id}, UNIX_TIMESTAMP());
		UPDATE account SET notice_count = 1 WHERE id = ${who.id}`);
	const id = stack.value(`SELECT MAX(id) FROM notice WHERE account_id = ${who.id}`);
	const list = await who.client.get("/en/account/notices");
	assert.doesNotMatch(list.text, /Secret of another/);
	assert.match(list.text, /no longer have access/);
	stack.sql(`INSERT INTO notice (account_id, event, detail, created_at) VALUES (${other.id}, 'security', 'factor_on', UNIX_TIMESTAMP());
		UPDATE account SET notice_count = 1 WHERE id = ${other.id}`);
	const filled = form(await other.client.get("/en/account/notices"), (one) => /notices\/\d+$/.test(one.action));
	const own = form(list, (one) => /notices\/\d+$/.test(one.action));
	const foreign = await who.client.post(filled.action, own.fields);
	const missing = await who.client.post(filled.action.replace(/\d+$/, "999999999"), form(await who.client.get("/en/account/notices"), (one) => /notices\/\d+$/.test(one.action)).fields);
	assert.deepEqual([foreign.status, missing.status], [404, 404]);
	assert.equal(stack.value(`SELECT notice_count FROM account WHERE id = ${other.id}`), "1");
	assert.equal((await who.client.submit(list, (one) => one.action.endsWith(`notices/${id}`), {})).status, 303);
});

test("H5: choices hold for mail and portal, and mails about security have none", async () => {
	const who = person(stack);
	const page = await who.client.get("/en/account/notifications");
	const filled = form(page, "/account/notifications");
	assert.ok(filled.names.includes("mail_ticket_answer") && filled.names.includes("portal_security"));
	assert.ok(!filled.names.includes("mail_security"));
	const kept = filled.fields.filter(([name]) => name !== "mail_ticket_state" && name !== "portal_company");
	const saved = await who.client.post(filled.action, [...kept, ["mail_security", ""]]);
	assert.equal(saved.status, 303);
	const rows = stack.sql(`SELECT event, channel, wanted FROM notify_choice WHERE account_id = ${who.id} ORDER BY event`);
	assert.deepEqual(rows, [{ event: "company", channel: "portal", wanted: "0" }, { event: "ticket_state", channel: "mail", wanted: "0" }]);
	const ticket = ticketOf(who);
	assert.equal((await queue({ kind: "ticket_state", account_id: who.id, ticket_id: ticket.id })).state, "dropped");
	const again = form(await who.client.get("/en/account/notifications"), "/account/notifications");
	assert.equal(again.value("mail_ticket_state"), undefined);
	assert.equal(again.value("mail_ticket_answer"), "1");
});
