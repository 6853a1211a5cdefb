/* A guest and his one ticket: reached by the mailed link alone, and nothing but that ticket. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, masked, newPath, person, retire, topic } from "./people.mjs";

let stack, slug, agent;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	agent = person(stack, { role: "agent", name: "Agnė" });
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const row = (number) => stack.sql(`SELECT * FROM ticket WHERE number = ${number}`)[0];
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const address = () => `guest-${randomBytes(5).toString("hex")}@example.org`;
const accountOf = (mail) => stack.sql(`SELECT * FROM account WHERE mail_key = '${mail}'`)[0];

/* Files a ticket without an account: { mail, number }. */
async function fileAsGuest(mail = address(), subject = "From a guest") {
	const visitor = new Client(stack);
	const sent = await visitor.submit(await visitor.get(newPath(slug, subject)), "/tickets/new", { name: "Gus", mail, body: "Hello.", field_1: "1" });
	assert.equal(sent.status, 303);
	return { mail, number: stack.value(`SELECT t.number FROM ticket t JOIN account a ON a.id = t.requester_id WHERE a.mail_key = '${mail}' ORDER BY t.id DESC LIMIT 1`) };
}

/* The path of a link to the ticket, from a mail that came. */
async function linkOf({ mail, number }) {
	const found = await stack.mail(mail, (one) => one.raw.includes(number) && one.links.some((link) => link.includes("/tickets/guest/")));
	return new URL(found.links.find((link) => link.includes("/tickets/guest/"))).pathname;
}

/* Follows the link and presses its button. */
async function enter(ticket, client = new Client(stack)) {
	const page = await client.get(await linkOf(ticket));
	assert.equal(page.status, 200);
	const sent = await client.submit(page, "/tickets/guest");
	assert.equal(sent.status, 303);
	assert.ok(sent.location.endsWith(`/tickets/${ticket.number}`), sent.location);
	return client;
}

/* --- the link ---------------------------------------------------------------------------------------- */

test("A4: a ticket filed without an account is read, answered, closed and opened again by the mailed link", async () => {
	const ticket = await fileAsGuest();
	const guest = await enter(ticket);
	const page = await guest.get(`/en/tickets/${ticket.number}`);
	assert.equal(page.status, 200);
	assert.match(textOf(page.text), new RegExp(`Guest access to ticket #${ticket.number}`));
	const sent = await guest.submit(page, "/reply", { body: "One thing more.", files: [{ name: "a.txt", content: "attached" }] });
	assert.equal(sent.status, 303);
	const after = await guest.follow(sent);
	assert.match(words(after), /One thing more/);
	const file = /href="([^"]*\/files\/[^"]*)"/.exec(after.text)[1].replaceAll("&amp;", "&");
	assert.equal((await guest.get(file)).text, "attached");
	assert.notEqual((await new Client(stack).get(file)).status, 200);
	const closed = await guest.submit(await guest.get(`/en/tickets/${ticket.number}/close`), "/close", { reason: "answered" });
	assert.equal(closed.status, 303);
	assert.equal(row(ticket.number).state, "closed");
	assert.equal((await guest.submit(await guest.follow(closed), "/reopen")).status, 303);
	assert.equal(row(ticket.number).state, "open");
});

test("A4: the link does nothing by itself, and works again until it ends", async () => {
	const ticket = await fileAsGuest();
	const path = await linkOf(ticket);
	const visitor = new Client(stack);
	const page = await visitor.get(path);
	assert.equal(page.status, 200);
	assert.ok(!page.cookies.some((line) => line.includes("portico_session=") && !line.includes("portico_session=;")));
	assert.equal((await visitor.get(`/en/tickets/${ticket.number}`)).status, 303);
	assert.ok(!page.text.includes("From a guest"));
	await enter(ticket);
	await enter(ticket);
	stack.sql(`UPDATE mail_token k JOIN account a ON a.id = k.account_id SET k.ends_at = UNIX_TIMESTAMP() - 1 WHERE a.mail_key = '${ticket.mail}'`);
	assert.equal((await visitor.get(path)).status, 404);
	assert.equal((await visitor.submit(page, "/tickets/guest")).status, 404);
});

test("A4: a guest’s sign-in is short, and gone with the browser", async () => {
	const ticket = await fileAsGuest();
	const client = new Client(stack);
	const link = await client.get(await linkOf(ticket));
	assert.equal(link.headers["cache-control"], "no-store");
	const sent = await client.submit(link, "/tickets/guest");
	assert.equal((await client.follow(sent)).headers["cache-control"], "no-store", "and nothing of it stays behind");
	const cookie = sent.cookies.find((line) => /portico_session=./.test(line));
	assert.ok(!/max-age|expires/i.test(cookie), cookie);
	const session = stack.sql(`SELECT s.* FROM session s JOIN account a ON a.id = s.account_id WHERE a.mail_key = '${ticket.mail}'`)[0];
	assert.equal(session.ticket_id, row(ticket.number).id);
	assert.ok(Number(session.ends_at) - Number(session.created_at) <= 12 * 3600);
});

test("ACL-04, CVE-2018-7195: no number opens a ticket, and no other key does", async () => {
	const ticket = await fileAsGuest();
	const visitor = new Client(stack);
	for (const key of [ticket.number, randomBytes(32).toString("base64url"), "x".repeat(43), "a".repeat(300)])
		assert.equal((await visitor.get(`/en/tickets/guest/${key}`)).status, 404, key);
	stack.sql(`INSERT INTO mail_token (token_hash, purpose, account_id, created_at, ends_at)
		VALUES (UNHEX(SHA2('${"r".repeat(43)}', 256)), 'reset', ${accountOf(ticket.mail).id}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 900)`);
	assert.equal((await visitor.get(`/en/tickets/guest/${"r".repeat(43)}`)).status, 404);
});

/* --- one ticket and nothing else -------------------------------------------------------------------- */

test("ACL-02: a guest reaches no other ticket, not even his own second one, and no file of it", async () => {
	const first = await fileAsGuest();
	const second = await fileAsGuest(first.mail, "The second one");
	const alice = person(stack);
	const hers = await fileTicket(alice, slug, "Hers", { files: [{ name: "secret.txt", content: "secret" }] });
	const guest = await enter(second);
	assert.equal((await guest.get(`/en/tickets/${second.number}`)).status, 200);
	for (const other of [first.number, hers, "99999999"]) {
		for (const end of ["", "/close"]) {
			const page = await guest.get(`/en/tickets/${other}${end}`);
			assert.equal(page.status, 404, `${other}${end}`);
			assert.deepEqual(masked(page, other), masked(await guest.get(`/en/tickets/99999998${end}`), "99999998"));
		}
		const token = form(await guest.get(`/en/tickets/${second.number}`), "/reply").value("token");
		assert.equal((await guest.post(`/en/tickets/${other}/reply`, { token, body: "mine" })).status, 404);
	}
	const file = /href="([^"]*\/files\/[^"]*)"/.exec((await alice.client.get(`/en/tickets/${hers}`)).text)[1].replaceAll("&amp;", "&");
	assert.equal((await guest.get(file)).status, 404);
});

test("A4: everywhere else a guest is not signed in", async () => {
	const guest = await enter(await fileAsGuest());
	for (const path of ["/en/tickets", "/en/account", "/en/company", "/desk", "/admin"]) {
		const page = await guest.get(path);
		assert.equal(page.status, 303, path);
		assert.match(page.location, /\/login\?next=/);
	}
	const form_ = await guest.get(newPath(slug, "Once more"));
	assert.ok(form(form_, "/tickets/new").names.includes("mail"));
	const home = await guest.get("/en/");
	assert.ok(!home.text.includes("/login/out"));
});

test("A4: a guest leaves, and his sign-in is over", async () => {
	const ticket = await fileAsGuest();
	const guest = await enter(ticket);
	const page = await guest.get(`/en/tickets/${ticket.number}`);
	assert.match(page.text, /\/login\/recover/);
	const copy = guest.clone();
	assert.equal((await guest.submit(page, "/login/out")).status, 303);
	assert.equal((await copy.get(`/en/tickets/${ticket.number}`)).status, 303);
	assert.equal(stack.value(`SELECT COUNT(*) FROM session WHERE account_id = ${accountOf(ticket.mail).id}`), "0");
});

test("A4: a password takes the tickets along and ends the guest’s sign-in; the old link leads to the sign-in page", async () => {
	const ticket = await fileAsGuest();
	const path = await linkOf(ticket);
	const guest = await enter(ticket);
	const mail = await stack.mail(ticket.mail, (one) => one.links.some((link) => link.includes("/login/reset/")));
	const visitor = new Client(stack);
	const page = await visitor.get(new URL(mail.links.find((link) => link.includes("/login/reset/"))).pathname);
	assert.equal((await visitor.submit(page, "/login/reset", { password: "seven quiet lamps at night" })).status, 303);
	assert.equal(accountOf(ticket.mail).state, "active");
	assert.equal((await guest.get(`/en/tickets/${ticket.number}`)).status, 303);
	assert.equal((await guest.get(path)).status, 404);
	const owner = new Client(stack);
	await owner.signIn({ mail: ticket.mail, password: "seven quiet lamps at night" });
	assert.equal((await owner.get(`/en/tickets/${ticket.number}`)).status, 200);
	assert.ok((await owner.get("/en/tickets")).text.includes(`/tickets/${ticket.number}"`));
});

test("SES-02: opening the ticket as a guest ends the sign-in of the person who was there", async () => {
	const alice = person(stack);
	const ticket = await fileAsGuest();
	const before = alice.client.cookies.get("portico_session");
	await enter(ticket, alice.client);
	assert.notEqual(alice.client.cookies.get("portico_session"), before);
	assert.equal(stack.value(`SELECT COUNT(*) FROM session WHERE account_id = ${alice.id}`), "0");
	assert.equal((await alice.client.get("/en/tickets")).status, 303);
});

test("a guest sees what staff wrote to him, and no note", async () => {
	const ticket = await fileAsGuest();
	const desk = async (values) => agent.client.submit(await agent.client.get(`/desk/${ticket.number}`), "/reply", values);
	assert.equal((await desk({ kind: "note", body: "zebra for staff" })).status, 303);
	assert.equal((await desk({ kind: "reply", body: "An answer for you.", status: "waiting" })).status, 303);
	const guest = await enter(ticket);
	const page = await guest.get(`/en/tickets/${ticket.number}`);
	assert.match(words(page), /An answer for you/);
	assert.ok(!page.text.includes("zebra"));
	assert.ok(Number(row(ticket.number).customer_seen_at) > 0);
	const mail = await stack.mail(ticket.mail, (one) => one.text.includes("An answer for you."));
	assert.ok(mail.links.some((link) => link.includes("/tickets/guest/")));
});

/* --- a lost link ------------------------------------------------------------------------------------- */

const ask = async (mail, number, client = new Client(stack)) => client.submit(await client.get("/en/tickets/find"), "/tickets/find", { mail, number });

test("A4: a lost link is mailed anew to the address of the ticket, and the answer never tells whether there was one", async () => {
	const ticket = await fileAsGuest();
	await stack.settle();
	const count = () => stack.mails().filter((mail) => mail.to.includes(ticket.mail)).length;
	const before = count();
	const stranger = address();
	const answers = [];
	for (const [mail, number] of [[ticket.mail, ticket.number], [stranger, ticket.number], [ticket.mail, "99999999"]]) {
		const client = new Client(stack);
		const sent = await ask(mail, number, client);
		const page = await client.follow(sent);
		answers.push([sent.status, sent.location, masked(page, "-").text]);
	}
	assert.equal(answers[0][0], 303);
	assert.deepEqual(answers[1], answers[0]);
	assert.deepEqual(answers[2], answers[0]);
	await stack.settle();
	assert.equal(count(), before + 1);
	assert.equal(stack.mails().filter((mail) => mail.to.includes(stranger)).length, 0);
	await enter(ticket);
});

test("A4: the number may be typed as people type it", async () => {
	const ticket = await fileAsGuest();
	const persian = [...ticket.number].map((digit) => String.fromCodePoint(0x6f0 + Number(digit))).join("");
	for (const number of [`#${ticket.number}`, persian]) {
		assert.equal((await ask(ticket.mail.toUpperCase(), number)).status, 303);
		assert.equal(stack.value(`SELECT ticket_id FROM outbox WHERE kind = 'guest_link' ORDER BY id DESC LIMIT 1`), row(ticket.number).id);
	}
});

test("A4: without address or number the form says what is missing and keeps the rest", async () => {
	const back = await ask("", "12345678");
	assert.equal(back.status, 422);
	assert.match(back.text, /id="f-mail-error"/);
	assert.equal(form(back, "/tickets/find").value("number"), "12345678");
});

test("RAT-02: a stranger can have at most five links an hour sent to one address", async () => {
	const ticket = await fileAsGuest();
	await stack.settle();
	const before = stack.mails().filter((mail) => mail.to.includes(ticket.mail)).length;
	const answers = [];
	for (let i = 0; i < 9; i++)
		answers.push((await ask(ticket.mail, ticket.number, new Client(stack, { from: `127.0.0.${20 + i}` }))).location);
	assert.equal(new Set(answers).size, 1);
	await stack.settle();
	const came = stack.mails().filter((mail) => mail.to.includes(ticket.mail)).length;
	assert.ok(came <= 5, `${came} mails, ${before} before`);
});

/* --- switched off ------------------------------------------------------------------------------------- */

test("guests may be switched off: filing needs a sign-in then, and comes back to the form", async () => {
	const own = await startStack({ own: true });
	try {
		own.sql("INSERT INTO setting (name, value, updated_at) VALUES ('guest_tickets', '0', 1) ON DUPLICATE KEY UPDATE value = '0'");
		const ownSlug = topic(own);
		const visitor = new Client(own);
		const page = await visitor.get(newPath(ownSlug, "A lamp"));
		assert.equal(page.status, 303);
		const next = new URL(page.location, own.url).searchParams.get("next");
		assert.match(next, /^\/en\/tickets\/new\?topic=.*&subject=A%20lamp/);
		const alice = person(own);
		assert.equal((await alice.client.get(next)).status, 200);
		assert.match(await fileTicket(alice, ownSlug, "As herself"), /^\d{8}$/);
	} finally {
		await own.stop();
	}
});
