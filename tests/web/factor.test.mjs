/* Signing in beyond the password: the second step, codes by mail, known browsers, and what stops those who guess. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";

const PASSWORD = "correct horse battery staple";
let stack;

before(async () => {
	stack = await startStack();
});
after(() => stack.stop());

const words = (page) => textOf(page.text);
const bySecret = (one) => one.names.includes("password");
const byCode = (one) => one.names.includes("code");
let networks = 0;
/* An address that nobody else in the tests comes from. */
const network = () => `127.${80 + (process.pid % 100)}.${networks >> 8}.${(networks++ % 250) + 2}`;
const visitor = () => new Client(stack, { from: network() });
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/* A customer with PASSWORD, made by the portal's own registration. */
async function member({ role = "customer" } = {}) {
	const mail = `member-${randomBytes(5).toString("hex")}@example.net`;
	const client = visitor();
	await client.submit(await client.get("/en/login/register"), "/login/register", { name: "Vita", mail });
	const letter = await stack.mail(mail);
	const path = letter.links.map((link) => new URL(link).pathname).find((one) => one.includes("/login/confirm/"));
	const done = await client.submit(await client.get(path), "/login/confirm", { password: PASSWORD });
	assert.equal(done.status, 303);
	const id = stack.value(`SELECT id FROM account WHERE mail_key = '${mail}'`);
	if (role === "agent")
		stack.sql(`UPDATE account SET role = 'agent', role_id = (SELECT MIN(id) FROM staff_role) WHERE id = ${id}`);
	return { mail, id };
}

async function typePassword(client, mail, password = PASSWORD, more = {}) {
	return client.submit(await client.get("/en/login"), bySecret, { mail, password, ...more });
}

const oathtool = (key, when = "now") => execFileSync("oathtool", ["--totp", "--base32", "--now", when, key.replace(/ /g, "")], { encoding: "utf8" }).trim();
const at = (seconds) => new Date(Date.now() + seconds * 1000).toISOString().replace("T", " ").slice(0, 19) + " UTC";

/* Waits until at least `seconds` are left of the half minute, so that a code is still good when it arrives. */
async function roomInStep(seconds = 8) {
	const left = 30 - ((Date.now() / 1000) % 30);
	if (left < seconds)
		await sleep((left + 0.2) * 1000);
}

/* The factor as the account page sets it up, by way of a duty to have one: answers key and recovery codes. */
async function withFactor(options) {
	const who = await member({ role: "agent", ...options });
	const role = `duty-${who.id}`;
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, second_factor, created_at) VALUES ('${role}', '${role}', 'all_tickets reply', TRUE, 1);
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${who.id}`);
	const client = visitor();
	const step = await typePassword(client, who.mail);
	assert.equal(step.location, "/en/login/setup");
	const page = await client.get(step.location);
	const key = /class="key"[^>]*>([A-Z2-7 ]+)</.exec(page.text)[1];
	const done = await client.submit(page, "/login/setup", { code: oathtool(key) });
	assert.equal(done.status, 200, words(done));
	const codes = [...done.text.matchAll(/\b(?:[0-9a-z]{4}-){5}[0-9a-z]{4}\b/g)].map(([code]) => code);
	// the code of this half minute is used up by setting up
	stack.sql(`UPDATE account SET totp_step = 0 WHERE id = ${who.id}`);
	return { ...who, key, codes, client, page, done };
}

/* A browser at the step where the code is asked. */
async function atTheStep(who, client = visitor()) {
	const answer = await typePassword(client, who.mail);
	assert.equal(answer.location, "/en/login/factor", `${answer.status} ${words(answer).slice(0, 200)}`);
	return { client, page: await client.get(answer.location) };
}

const isSignedIn = async (client) => (await client.get("/en/tickets")).status === 200;

/* --- A5: setting up, signing in ---------------------------------------------------------------------- */

test("A5: who must have a second step sets it up on the way in: QR, typed key, ten recovery codes shown once", async () => {
	const who = await withFactor();
	assert.match(who.page.text, /<svg class="qr"/);
	assert.equal(who.page.headers["cache-control"], "no-store");
	assert.equal(new Set(who.codes).size, 10);
	assert.equal(who.done.headers["cache-control"], "no-store");
	assert.ok(who.client.cookies.has("portico_session"));
	assert.ok(!who.client.cookies.has("portico_step"));
	assert.equal(stack.value(`SELECT COUNT(*) FROM recovery_code WHERE account_id = ${who.id}`), "10");
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${who.id} AND kind = 'security' AND detail = 'factor_on'`), "1");
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${who.id} AND action = 'factor-on'`), "1");
	assert.ok(!stack.value(`SELECT HEX(totp_sealed) FROM account WHERE id = ${who.id}`).includes(Buffer.from(who.key).toString("hex").toUpperCase()));
	const again = await who.client.submit(who.page, "/login/setup", { code: oathtool(who.key) });
	assert.ok(![200, 303].includes(again.status), "the step works once");
	const home = await who.client.get("/desk");
	assert.equal(home.status, 200);
});

test("A5: a wrong code at the set-up keeps the key, and no session begins before a right one", async () => {
	const who = await member({ role: "agent" });
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, second_factor, created_at) VALUES ('wrong-${who.id}', 'wrong-${who.id}', 'reply', TRUE, 1);
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${who.id}`);
	const client = visitor();
	const page = await client.follow(await typePassword(client, who.mail));
	const again = await client.submit(page, "/login/setup", { code: "000000" });
	assert.equal(again.status, 422);
	assert.equal(form(again, "/login/setup").value("proposal"), form(page, "/login/setup").value("proposal"));
	assert.ok(!client.cookies.has("portico_session"));
	assert.equal((await client.get("/desk")).status, 303);
	const foreign = await client.submit(page, "/login/setup", { proposal: "A".repeat(80), code: "000000" });
	assert.equal(foreign.status, 422);
	assert.equal(stack.value(`SELECT COUNT(*) FROM account WHERE id = ${who.id} AND totp_since IS NULL`), "1");
});

test("AUTH-07: a code of oathtool signs in, in any digits and with a space", async () => {
	const who = await withFactor();
	await roomInStep();
	const { client, page } = await atTheStep(who);
	assert.match(page.text, /autocomplete="one-time-code"/);
	assert.ok(!client.cookies.has("portico_session"), "the password alone opens nothing");
	assert.equal((await client.get("/desk")).status, 303);
	const persian = oathtool(who.key).replace(/\d/g, (digit) => "۰۱۲۳۴۵۶۷۸۹"[digit]);
	const done = await client.submit(page, byCode, { code: `${persian.slice(0, 3)} ${persian.slice(3)}` });
	assert.equal(done.status, 303, words(done));
	assert.equal(done.location, "/desk");
	assert.equal((await client.get("/desk")).status, 200);
});

test("AUTH-07: a used code does not sign in again, nor does one of an older step", async () => {
	const who = await withFactor();
	await roomInStep(12);
	const first = await atTheStep(who);
	const code = oathtool(who.key), older = oathtool(who.key, at(-30)), old = oathtool(who.key, at(-120)), early = oathtool(who.key, at(90));
	assert.equal((await first.client.submit(first.page, byCode, { code })).status, 303);
	const second = await atTheStep(who);
	for (const [wrong, what] of [[code, "used"], [older, "older than the last used"], [old, "two minutes old"], [early, "of the future"]])
		assert.equal((await second.client.submit(second.page, byCode, { code: wrong })).status, 422, what);
	assert.ok(!second.client.cookies.has("portico_session"));
	const later = oathtool(who.key, at(30));
	assert.equal((await second.client.submit(second.page, byCode, { code: later })).status, 303, "the next step's code, early by a little");
});

test("AUTH-08: a recovery code signs in once, and its owner hears of it", async () => {
	const who = await withFactor();
	const first = await atTheStep(who);
	const typed = ` ${who.codes[3].toUpperCase().replace(/-/g, " ")} `;
	assert.equal((await first.client.submit(first.page, byCode, { code: "", recovery: typed })).status, 303);
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${who.id} AND detail = 'recovery_used'`), "1");
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${who.id} AND action = 'recovery-used'`), "1");
	const second = await atTheStep(who);
	const refused = await second.client.submit(second.page, byCode, { code: "", recovery: who.codes[3] });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /<details[^>]* open/, "the field in question is shown");
	assert.ok(!second.client.cookies.has("portico_session"));
});

/* --- AUTH-07: guessing codes -------------------------------------------------------------------------- */

test("AUTH-07, CVE-2021-3138: of a thousand codes with the right password five are looked at; the owner's browser signs in meanwhile", { timeout: 300000 }, async () => {
	const who = await withFactor();
	const owner = who.client.clone();
	owner.cookies.delete("portico_session");
	const checked = () => Number(stack.value(`SELECT COALESCE(SUM(count), 0) FROM gate WHERE key_hash = UNHEX(SHA2(CONCAT(UNHEX(SHA2('factor-account', 256)), UNHEX(SHA2('${who.id}', 256))), 256))`));
	const seen = { 422: 0, 429: 0, 303: 0 };
	let asked = 0; // codes
	const loop = async () => {
		const client = visitor();
		while (asked < 1000) {
			assert.equal((await typePassword(client, who.mail)).status, 303, "the password is right each time");
			const page = await client.get("/en/login/factor");
			for (let i = 0; i < 25 && asked < 1000; i++) {
				const answer = await client.submit(page, byCode, { code: String(asked++).padStart(6, "0") });
				seen[answer.status]++;
			}
		}
	};
	await Promise.all([loop(), loop(), loop(), loop()]);
	assert.equal(seen[303], 0, "none was let in");
	assert.ok(checked() <= 5, `${checked()} were looked at`);
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${who.id} AND action = 'sign-in'`), "1", "of setting up");
	await roomInStep();
	const stranger = visitor();
	const late = await atTheStep(who, stranger);
	const refused = await stranger.submit(late.page, byCode, { code: oathtool(who.key) });
	assert.equal(refused.status, 429, "a stranger's right code is not looked at either");
	assert.ok(Number(refused.headers["retry-after"]) > 0);
	assert.ok(!stranger.cookies.has("portico_step"), "and it is back to the password");
	const { client, page } = await atTheStep(who, owner);
	assert.equal((await client.submit(page, byCode, { code: oathtool(who.key) })).status, 303, "the owner's own browser has a count of its own");
});

test("AUTH-07: after five wrong codes the step is over", async () => {
	const who = await withFactor();
	const { client, page } = await atTheStep(who);
	const seen = [];
	for (let i = 0; i < 5; i++)
		seen.push((await client.submit(page, byCode, { code: `00000${i}` })).status);
	assert.deepEqual(seen, [422, 422, 422, 422, 429]);
	assert.ok(!client.cookies.has("portico_step"));
	assert.equal(stack.value(`SELECT COUNT(*) FROM signin_step WHERE account_id = ${who.id}`), "0");
	const recovered = await atTheStep(who);
	assert.equal((await recovered.client.submit(recovered.page, byCode, { code: "", recovery: who.codes[0] })).status, 303, "a recovery code still is a way in");
});

/* --- AUTH-06: guessing passwords ---------------------------------------------------------------------- */

test("AUTH-06: of a thousand guessed passwords at most twenty are computed; the owner's browser signs in meanwhile", { timeout: 300000 }, async () => {
	const who = await member();
	const owner = visitor();
	assert.equal((await typePassword(owner, who.mail)).status, 303);
	owner.cookies.delete("portico_session");
	const seen = { 422: 0, 429: 0, 303: 0 };
	let asked = 0, waited = 0;
	const loop = async () => {
		const client = visitor();
		const page = await client.get("/en/login");
		while (asked < 1000) {
			const answer = await client.submit(page, bySecret, { mail: who.mail, password: `guess number ${asked++}` });
			seen[answer.status]++;
			waited = Math.max(waited, Number(answer.headers["retry-after"] ?? 0));
		}
	};
	await Promise.all([loop(), loop(), loop(), loop(), loop()]);
	assert.equal(seen[303], 0);
	assert.ok(seen[422] <= 20, `${seen[422]} were computed`); // the others were refused before
	assert.ok(waited >= 2, "the delay grows");
	const stranger = await typePassword(visitor(), who.mail);
	if (stranger.status !== 303)
		assert.match(words(stranger), /Too many tries\. Please wait \d+ (second|minute)/);
	assert.equal((await typePassword(owner, who.mail)).status, 303, "the owner is not held up");
});

test("AUTH-05, AUTH-06: an address without an account is limited as one with an account", async () => {
	const who = await member();
	const seen = [];
	for (const mail of [who.mail, `nobody-${randomBytes(5).toString("hex")}@example.net`]) {
		const client = visitor();
		const page = await client.get("/en/login");
		const answers = [];
		for (let i = 0; i < 7; i++) {
			const answer = await client.submit(page, bySecret, { mail, password: `guess number ${i}` });
			answers.push(`${answer.status} ${words(answer).replaceAll(mail, "MAIL").replace(/wait \d+ seconds?/g, "wait")}`);
		}
		seen.push(answers.slice(0, 6));
	}
	assert.deepEqual(seen[0], seen[1]);
	assert.match(seen[0][4], /^422/);
	assert.match(seen[0][5], /^429/);
});

test("AUTH-06: a browser that another account knows is a stranger to this one", async () => {
	const who = await member(), other = await member();
	const client = visitor();
	await typePassword(client, other.mail);
	client.cookies.delete("portico_session");
	const seen = [];
	for (let i = 0; i < 8; i++)
		seen.push((await typePassword(client, who.mail, `guess number ${i}`)).status);
	assert.ok(seen.includes(429), seen.join(" "));
});

/* --- known and trusted browsers ----------------------------------------------------------------------- */

test("A7: a sign-in from a new browser is told to the owner, the first one and known ones are not", async () => {
	const who = await member();
	const told = () => Number(stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${who.id} AND detail = 'new_device'`));
	const first = visitor();
	const answer = await typePassword(first, who.mail);
	assert.match(answer.cookies.find((line) => line.startsWith("portico_device=")), /; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax|; Path=\/; HttpOnly; SameSite=Lax; Max-Age=31536000/);
	assert.equal(told(), 0);
	first.cookies.delete("portico_session");
	await typePassword(first, who.mail);
	assert.equal(told(), 0);
	await typePassword(visitor(), who.mail);
	assert.equal(told(), 1);
});

test("SES-02: a browser's cookie that somebody else knows is not taken over", async () => {
	const attacker = await member(), who = await member();
	const planted = visitor();
	await typePassword(planted, attacker.mail);
	const known = planted.cookies.get("portico_device");
	const victim = visitor();
	victim.cookies.set("portico_device", known);
	assert.equal((await typePassword(victim, who.mail)).status, 303);
	assert.notEqual(victim.cookies.get("portico_device"), known);
	const count = (token) => stack.value(`SELECT COUNT(*) FROM device WHERE token_hash = UNHEX(SHA2('${token}', 256)) AND account_id = ${who.id}`);
	assert.equal(count(known), "0");
	assert.equal(count(victim.cookies.get("portico_device")), "1");
});

test("A5: a trusted browser is asked for no code, until the second step is reset", async () => {
	const who = await withFactor();
	await roomInStep();
	const { client, page } = await atTheStep(who);
	assert.ok(form(page, byCode).names.includes("trust"));
	assert.equal((await client.submit(page, byCode, { code: oathtool(who.key), trust: "1" })).status, 303);
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${who.id} AND action = 'device-trusted'`), "1");
	client.cookies.delete("portico_session");
	assert.equal((await typePassword(client, who.mail)).location, "/desk");
	client.cookies.delete("portico_session");
	assert.equal((await typePassword(visitor(), who.mail)).location, "/en/login/factor", "others are asked");
	stack.sql(`UPDATE device SET trusted_until = UNIX_TIMESTAMP() - 1 WHERE account_id = ${who.id}`);
	assert.equal((await typePassword(client, who.mail)).location, "/en/login/factor", "trust ends by itself");
	stack.sql(`UPDATE device SET trusted_until = UNIX_TIMESTAMP() + 86400 WHERE account_id = ${who.id};
		UPDATE account SET role_id = (SELECT MIN(id) FROM staff_role) WHERE id = ${who.id}`);
	assert.equal((await typePassword(client, who.mail)).location, "/desk");
	const off = await client.get("/en/account/security/factor/off");
	assert.equal((await client.submit(off, "/factor/off", { current: PASSWORD, code: who.codes[0] })).status, 303);
	assert.equal(stack.value(`SELECT COUNT(*) FROM device WHERE account_id = ${who.id} AND trusted_until > 0`), "0", "nor does it outlive the second step");
});

/* --- SES-02: the way through the steps ---------------------------------------------------------------- */

test("SES-02: neither a session nor a step that the visitor brings along is adopted, and each step gives a new id", async () => {
	const who = await withFactor();
	await roomInStep();
	const client = visitor();
	const fixed = "A".repeat(43);
	for (const name of ["portico_session", "portico_step", "portico_visitor", "portico_device"])
		client.cookies.set(name, fixed);
	assert.equal((await client.get("/en/login/factor")).location, "/en/login");
	const { page } = await atTheStep(who, client);
	const step = client.cookies.get("portico_step");
	assert.notEqual(step, fixed);
	const thief = visitor();
	thief.cookies.set("portico_session", step);
	assert.equal((await thief.get("/desk")).status, 303, "a step is no session");
	assert.equal((await client.submit(page, byCode, { code: oathtool(who.key) })).status, 303);
	assert.notEqual(client.cookies.get("portico_session"), fixed);
	assert.notEqual(client.cookies.get("portico_session"), step);
	assert.notEqual(client.cookies.get("portico_device"), fixed);
	thief.cookies.set("portico_session", fixed);
	assert.equal((await thief.get("/desk")).status, 303);
	thief.cookies.delete("portico_session");
	thief.cookies.set("portico_step", step);
	assert.equal((await thief.get("/en/login/factor")).location, "/en/login", "the step is used up");
});

test("AUTH-10: a new password ends a sign-in that is half done, and does not do without the second step", async () => {
	const who = await withFactor();
	const half = await atTheStep(who);
	const client = visitor();
	await client.submit(await client.get("/en/login/recover"), "/login/recover", { mail: who.mail });
	const isReset = (link) => link.includes("/login/reset/");
	const letter = await stack.mail(who.mail, (mail) => mail.links.some(isReset));
	const reset = await client.get(new URL(letter.links.find(isReset)).pathname);
	assert.equal((await client.submit(reset, bySecret, { password: "another long enough phrase" })).status, 303);
	assert.ok(!client.cookies.has("portico_session"));
	await roomInStep();
	const late = await half.client.submit(half.page, byCode, { code: oathtool(who.key) });
	assert.notEqual(late.status, 303);
	assert.ok(!half.client.cookies.has("portico_session"));
	assert.equal((await typePassword(client, who.mail, "another long enough phrase")).location, "/en/login/factor");
});

test("SES-04: a step of an account that was disabled meanwhile opens nothing", async () => {
	const who = await withFactor();
	await roomInStep();
	const { client, page } = await atTheStep(who);
	stack.sql(`UPDATE account SET state = 'disabled' WHERE id = ${who.id}`);
	const answer = await client.submit(page, byCode, { code: oathtool(who.key) });
	assert.notEqual(answer.status, 303);
	assert.ok(!client.cookies.has("portico_session"));
});

test("INJ-07: next leads only to paths of this site, also behind the second step", async () => {
	const who = await withFactor();
	for (const [next, expected] of [["//evil.test/", "/desk"], ["/en/kb?x=1", "/en/kb?x=1"]]) {
		stack.sql(`UPDATE account SET totp_step = 0 WHERE id = ${who.id}`);
		await roomInStep();
		const client = visitor();
		await typePassword(client, who.mail, PASSWORD, { next });
		const done = await client.submit(await client.get("/en/login/factor"), byCode, { code: oathtool(who.key) });
		assert.equal(done.location, expected);
	}
});

/* --- A3: by mail instead of a password ---------------------------------------------------------------- */

async function askCode(mail, client = visitor()) {
	const sent = await client.submit(await client.get("/en/login/mail"), "/login/mail", { mail });
	return { client, sent };
}

async function codeOf(mail) {
	const isLink = (link) => /\/login\/mail\/[\w-]{43}$/.test(link);
	const letter = await stack.mail(mail, (one) => one.links.some(isLink));
	return { code: /\b(\d{4}) ?(\d{4})\b/.exec(letter.text).slice(1).join(" "), link: new URL(letter.links.find(isLink)).pathname };
}

test("A3, AUTH-05: known and unknown addresses get the same answer, only the known one a code", async () => {
	const who = await member();
	const nobody = `nobody-${randomBytes(5).toString("hex")}@example.net`;
	const pages = [];
	for (const mail of [who.mail, nobody]) {
		const { client, sent } = await askCode(mail);
		const page = await client.follow(sent);
		const wrong = await client.submit(page, "/login/mail/code", { code: "12345678" });
		pages.push([sent.status, sent.location, words(page), wrong.status, words(wrong)].map((one) => String(one).replaceAll(mail, "MAIL")));
	}
	assert.deepEqual(pages[0], pages[1]);
	await codeOf(who.mail);
	await stack.settle();
	assert.ok(!stack.mails().some((mail) => mail.to.includes(nobody)));
});

test("A3: the code signs in once, in the browser that asked", async () => {
	const who = await member();
	const { client, sent } = await askCode(who.mail);
	const page = await client.follow(sent);
	const { code } = await codeOf(who.mail);
	const other = visitor();
	await other.get("/en/login/mail");
	assert.equal((await other.get("/en/login/mail/code")).location, "/en/login/mail");
	const twin = client.clone();
	const done = await client.submit(page, "/login/mail/code", { code });
	assert.equal(done.status, 303, words(done));
	assert.ok(await isSignedIn(client));
	assert.equal((await twin.submit(page, "/login/mail/code", { code })).status, 422);
	assert.ok(!twin.cookies.has("portico_session"));
});

test("A3: the link shows one button and signs in once", async () => {
	const who = await member();
	await askCode(who.mail);
	const { link } = await codeOf(who.mail);
	const scanner = visitor();
	await scanner.get(link);
	assert.equal(stack.value(`SELECT COUNT(*) FROM mail_token WHERE account_id = ${who.id} AND purpose = 'signin'`), "1", "opening it changes nothing");
	const client = visitor();
	const page = await client.get(link);
	assert.equal((await client.submit(page, "/login/mail/enter")).status, 303);
	assert.ok(await isSignedIn(client));
	assert.equal((await client.get(link)).status, 404);
	assert.equal((await scanner.submit(await scanner.get("/en/login"), bySecret, { mail: who.mail, password: "x" })).status, 422);
});

test("A3: the second step is asked after a mailed code, too", async () => {
	const who = await withFactor();
	const { client, sent } = await askCode(who.mail);
	const page = await client.follow(sent);
	const { code } = await codeOf(who.mail);
	assert.equal((await client.submit(page, "/login/mail/code", { code })).location, "/en/login/factor");
	assert.ok(!client.cookies.has("portico_session"));
});

test("A3, AUTH-07: five mailed codes are tried, then none for a while, whoever asks; the link still works", async () => {
	const who = await member();
	const { client, sent } = await askCode(who.mail);
	const page = await client.follow(sent);
	const { code, link } = await codeOf(who.mail);
	const seen = [];
	for (let i = 0; i < 8; i++)
		seen.push((await client.submit(page, "/login/mail/code", { code: `1234567${i}` })).status);
	assert.deepEqual(seen, [422, 422, 422, 422, 422, 429, 429, 429]);
	const refused = await client.submit(page, "/login/mail/code", { code });
	assert.equal(refused.status, 429, "nor is the right one looked at");
	assert.equal((await client.submit(await client.get(link), "/login/mail/enter")).status, 303);
});
