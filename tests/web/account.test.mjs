/* A person's own account: profile, preferences, password, address, second step, devices; and what a thief of a session tries. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, forms, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";
import { totp } from "./totp.mjs";

const PASSWORD = "correct horse battery staple";
const NEXT = "another horse in another stable";
let stack, hash;

const words = (page) => textOf(page.text);
const newMail = () => `moved-${randomBytes(5).toString("hex")}@example.net`;
const pathIn = (mail, part) => mail.links.map((link) => new URL(link).pathname).find((path) => path.includes(part));
const rowOf = (who, columns) => stack.sql(`SELECT ${columns} FROM account WHERE id = ${who.id}`)[0];
const queued = (who, detail) => stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${who.id} AND (detail = '${detail}' OR kind = '${detail}')`);

before(async () => {
	stack = await startStack();
	const mail = newMail(), client = new Client(stack);
	await client.submit(await client.get("/en/login/register"), "/login/register", { name: "Template", mail });
	const page = await client.get(pathIn(await stack.mail(mail), "/login/confirm/"));
	assert.equal((await client.submit(page, "/login/confirm", { password: PASSWORD })).status, 303);
	hash = stack.value(`SELECT password_hash FROM account WHERE mail_key = '${mail}'`);
});
after(() => stack.stop());

/* A person with a password, signed in. */
function member(options = {}) {
	const who = person(stack, options);
	stack.sql(`UPDATE account SET password_hash = '${hash}' WHERE id = ${who.id}`);
	return who;
}

async function signIn(mail, password) {
	const client = new Client(stack);
	return { client, answer: await client.submit(await client.get("/en/login"), (one) => one.names.includes("password"), { mail, password }) };
}

/* A second sign-in of the same person. */
async function elsewhere(who, password = PASSWORD) {
	const { client, answer } = await signIn(who.mail, password);
	assert.equal(answer.status, 303);
	return client;
}

const isIn = async (client) => (await client.get("/en/account")).status === 200;

/* Fills a page's form, whose action ends as the page's path does unless told otherwise. */
async function send(client, path, values, action = path.replace("/en", "")) {
	return client.submit(await client.get(path), action, values);
}

/* --- profile ------------------------------------------------------------------------------------------------ */

test("A person changes name, organisation and industry; a wrong field is named and nothing is lost", async () => {
	const who = member();
	const saved = await send(who.client, "/en/account", { name: "Ada <b>L</b>", organisation: "Engines & Co", industry: "it" });
	assert.equal(saved.status, 303);
	const page = await who.client.follow(saved);
	assert.match(words(page), /Your profile was saved/);
	assert.equal(form(page, "/account").value("organisation"), "Engines & Co");
	assert.equal(form(page, "/account").value("industry"), "it");
	assert.ok(!page.text.includes("<b>L</b>"));
	const wrong = await send(who.client, "/en/account", { name: "", organisation: "Kept", industry: "it" });
	assert.equal(wrong.status, 422);
	assert.equal(form(wrong, "/account").value("organisation"), "Kept");
	assert.match(wrong.text, /id="f-name"[^>]*aria-invalid="true"/);
	assert.equal((await send(who.client, "/en/account", { industry: "sorcery" })).status, 422);
	assert.equal(rowOf(who, "name").name, "Ada <b>L</b>");
});

test("ACL-05: no form of the account takes role, state, address, company or any other column that it does not show", async () => {
	const columns = stack.sql("SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'portico'").map((row) => row.name);
	const extra = { ...Object.fromEntries(columns.map((name) => [name, "1"])), role: "admin", state: "disabled", mail: newMail(), account_id: "1", id: "1" };
	const who = member(), watched = "mail, mail_key, role, role_id, state, password_hash, company, acting_company_id, totp_since, delete_at, notice_count, created_at".replace("company, ", "");
	const before = rowOf(who, watched);
	const own = { name: "Ada", organisation: "Co", industry: "it", lang: "en", zone: "", calendar: "", digits: "", theme: "", text_size: "" };
	const names = Object.keys(extra), most = 150; // more fields than that no form may have
	for (const path of ["/en/account", "/en/account/preferences"])
		for (let from = 0; from < names.length; from += most) {
			const some = Object.fromEntries(names.slice(from, from + most).map((name) => [name, extra[name]]));
			assert.equal((await send(who.client, path, { ...some, ...own })).status, 303, path);
		}
	assert.deepEqual(rowOf(who, watched), before);
	assert.deepEqual(rowOf(who, "name, organisation, theme"), { name: "Ada", organisation: "Co", theme: "" });
});

/* --- preferences ---------------------------------------------------------------------------------------------- */

test("H7: calendar and digits hold on every page, in numbers and dates", async () => {
	const who = member({ lang: "fa" });
	const sample = (page) => page.text.match(/class="sample">([\s\S]*?)<\/span>/)[1].replace(/<[^>]*>/g, "");
	const before = await who.client.get("/fa/account/preferences");
	assert.match(sample(before), /[۰-۹]/);
	assert.doesNotMatch(sample(before), /[0-9]/);
	assert.match(sample(before), /۱۴[۰-۹]{2}/, "the language's calendar");
	const saved = await send(who.client, "/fa/account/preferences", { lang: "fa", calendar: "gregorian", digits: "latin", zone: "Asia/Tokyo" }, "/account/preferences");
	assert.equal(saved.status, 303);
	const page = await who.client.follow(saved);
	assert.doesNotMatch(sample(page), /[۰-۹]/);
	assert.match(sample(page), /20\d\d/);
	assert.match(sample(page), /1,234,567/);
	const devices = await who.client.get("/fa/account/sessions");
	assert.doesNotMatch(devices.text.match(/<ul class="rows[\s\S]*?<\/ul>/)[0], /[۰-۹]/);
	const persian = await send(who.client, "/en/account/preferences", { lang: "en", calendar: "persian", digits: "", zone: "" });
	assert.match(sample(await who.client.follow(persian)), /\b14\d\d\b/);
});

test("H7: the language of mails and of pages without one is the person's; the zone is one that exists", async () => {
	const who = member({ role: "agent" });
	const saved = await send(who.client, "/en/account/preferences", { lang: "lt", zone: "Europe/Vilnius" });
	assert.match(saved.location, /\/lt\/account\/preferences\?/);
	assert.match((await who.client.get("/desk")).text, /<html lang="lt"/);
	assert.equal(form(await who.client.get("/lt/account/preferences"), "/account/preferences").value("zone"), "Europe/Vilnius");
	for (const [name, value] of [["zone", "Mars/Olympus"], ["lang", "xx"], ["theme", "neon"], ["digits", "roman"], ["calendar", "maya"], ["text_size", "huge"]]) {
		const wrong = await send(who.client, "/lt/account/preferences", { lang: "lt", [name]: value }, "/account/preferences");
		assert.equal(wrong.status, 422, name);
	}
	assert.deepEqual(rowOf(who, "lang, zone, theme"), { lang: "lt", zone: "Europe/Vilnius", theme: "" });
});

test("H10: theme and text size of the account stand on every page; strangers keep their switch", async () => {
	const who = member();
	await send(who.client, "/en/account/preferences", { lang: "en", theme: "contrast", text_size: "larger" });
	for (const path of ["/en/", "/en/kb", "/en/tickets", "/en/account/security", "/en/nothing-here"]) {
		const html = (await who.client.get(path)).text.match(/<html[^>]*>/)[0];
		assert.match(html, /data-theme="contrast"/, path);
		assert.match(html, /data-text="larger"/, path);
	}
	const page = await who.client.get("/en/kb"), stranger = await new Client(stack).get("/en/kb");
	assert.ok(!page.text.includes("data-theme-switch") && !page.text.includes("theme.js"));
	assert.ok(stranger.text.includes("data-theme-switch") && stranger.text.includes("theme.js"));
	assert.doesNotMatch(stranger.text.match(/<html[^>]*>/)[0], /data-/);
});

test("the whole list of time zones stands in the page, by region", async () => {
	const page = await member().client.get("/en/account/preferences");
	assert.ok(page.text.match(/<option /g).length > 300);
	assert.match(page.text, /<optgroup label="Europe">/);
	assert.match(page.text, /<option value="Asia\/Tehran">Tehran · /);
});

/* --- the password ----------------------------------------------------------------------------------------------- */

test("SES-04, SES-02: a new password ends all other sessions, keeps this one under a new id, and is told by mail", async () => {
	const who = member(), other = await elsewhere(who), old = who.client.clone();
	const page = await who.client.follow(await send(who.client, "/en/account/security/password", { current: PASSWORD, password: NEXT }));
	assert.match(words(page), /Your password was changed/);
	assert.ok(await isIn(who.client), "this device stays");
	assert.ok(!(await isIn(other)), "the other is signed out");
	assert.ok(!(await isIn(old)), "the id of before is dead");
	assert.equal(queued(who, "password_changed"), "1");
	assert.equal((await signIn(who.mail, PASSWORD)).answer.status, 422);
	assert.equal((await signIn(who.mail, NEXT)).answer.status, 303);
});

test("AUTH-03, AUTH-04: the new password is judged as everywhere", async () => {
	const who = member();
	for (const password of ["short", "password123", who.mail.split("@")[0], "x".repeat(257)]) {
		const answer = await send(who.client, "/en/account/security/password", { current: PASSWORD, password });
		assert.equal(answer.status, 422, password.slice(0, 20));
		assert.match(answer.text, /id="f-password"[^>]*aria-invalid="true"/);
		assert.ok(!answer.text.includes(PASSWORD));
	}
	assert.equal(rowOf(who, "password_hash").password_hash, hash);
});

/* Each act that asks for the password, and what it needs besides. */
const SENSITIVE = [
	["/en/account/security/password", { password: NEXT }],
	["/en/account/security/address", { mail: "thief@example.net" }],
	["/en/account/security/factor", { code: "000000" }],
];

test("AUTH-12: whoever has the session alone changes neither password, address nor second step: 403", async () => {
	const who = member();
	for (const [path, values] of SENSITIVE)
		for (const current of [undefined, "", "not the password", hash]) {
			const answer = await send(who.client, path, { ...values, current });
			assert.equal(answer.status, 403, `${path} ${current}`);
			assert.match(answer.text, /id="f-current"[^>]*aria-invalid="true"/);
		}
	assert.deepEqual(rowOf(who, "password_hash, mail, totp_since"), { password_hash: hash, mail: who.mail, totp_since: null });
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${who.id}`), "0");
});

test("AUTH-12, CVE-2025-32359: the same over JSON, with any header", async () => {
	const who = member();
	for (const [path, values] of SENSITIVE) {
		const page = await who.client.get(path);
		const token = form(page, path.replace("/en", "")).value("token");
		const answer = await who.client.post(path, { token, ...values }, { headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } });
		assert.equal(answer.status, 403, path);
	}
});

test("AUTH-06: guesses of the current password stop after ten, for this person alone", async () => {
	const who = member(), other = member();
	const answers = [];
	for (let i = 0; i < 12; i++)
		answers.push((await send(who.client, "/en/account/security/password", { current: `guess ${i}`, password: NEXT })).status);
	assert.deepEqual(answers, [...Array(10).fill(403), 429, 429]);
	const right = await send(who.client, "/en/account/security/address", { current: PASSWORD, mail: newMail() });
	assert.equal(right.status, 429, "one count for all forms");
	assert.match(words(right), /quarter of an hour/);
	assert.equal((await send(other.client, "/en/account/security/password", { current: PASSWORD, password: NEXT })).status, 303);
});

/* --- the address ------------------------------------------------------------------------------------------------- */

async function ask(who, mail) {
	return send(who.client, "/en/account/security/address", { current: PASSWORD, mail });
}

test("a new address counts once its reader confirms it, signed in or not; the old one hears of it", async () => {
	const who = member(), mail = newMail();
	assert.equal((await ask(who, mail)).status, 303);
	assert.equal(rowOf(who, "mail").mail, who.mail, "asking changes nothing");
	const link = pathIn(await stack.mail(mail), "/account/address/");
	const reader = new Client(stack);
	await reader.get(link);
	assert.equal(rowOf(who, "mail").mail, who.mail, "opening the link changes nothing");
	const done = await reader.submit(await reader.get(link), "/account/address");
	assert.equal(done.status, 303);
	assert.equal(rowOf(who, "mail").mail, mail);
	assert.equal((await reader.get(link)).status, 404, "the link works once");
	const notice = await stack.mail(who.mail, (one) => pathIn(one, "/account/undo/"));
	assert.ok(pathIn(notice, "/account/undo/"));
	assert.equal(queued(who, "mail_changed"), "1");
	assert.equal((await signIn(who.mail, PASSWORD)).answer.status, 422);
	assert.equal((await signIn(mail, PASSWORD)).answer.status, 303);
});

test("the old address takes the change back: sessions, password and later links end, also after a thief's new password", async () => {
	const who = member(), thiefs = [newMail(), newMail()];
	for (const mail of thiefs) {
		await ask(who, mail);
		const link = pathIn(await stack.mail(mail), "/account/address/");
		assert.equal((await who.client.submit(await who.client.get(link), "/account/address")).status, 303);
	}
	assert.equal((await send(who.client, "/en/account/security/password", { current: PASSWORD, password: NEXT })).status, 303);
	const undo = pathIn(await stack.mail(who.mail, (one) => pathIn(one, "/account/undo/")), "/account/undo/");
	const later = pathIn(await stack.mail(thiefs[0], (one) => pathIn(one, "/account/undo/")), "/account/undo/");
	const owner = new Client(stack);
	const done = await owner.submit(await owner.get(undo), "/account/undo");
	assert.match(done.location, /\/login\/recover\?/);
	assert.match(words(await owner.follow(done)), /old e-mail address is back/);
	assert.equal(rowOf(who, "mail").mail, who.mail);
	assert.ok(!(await isIn(who.client)), "the thief is signed out");
	assert.equal((await signIn(who.mail, NEXT)).answer.status, 422, "and his password is worth nothing");
	assert.equal((await owner.get(later)).status, 404, "and cannot go forth again");
	assert.equal((await owner.get(undo)).status, 404);
});

test("AUTH-05: a taken address gets the answer of a free one, and no link", async () => {
	const who = member(), known = member();
	const taken = await ask(who, known.mail), free = await ask(who, newMail());
	assert.deepEqual([taken.status, taken.location], [free.status, free.location]);
	await stack.settle();
	assert.ok(!stack.mails().some((one) => one.to.includes(known.mail) && pathIn(one, "/account/address/")));
	const own = await ask(who, who.mail.toUpperCase());
	assert.equal(own.status, 422);
	assert.match(words(own), /your address already/);
});

test("AUTH-09: the link is bound to its purpose and dies with a new password", async () => {
	const who = member(), mail = newMail();
	await ask(who, mail);
	const link = pathIn(await stack.mail(mail), "/account/address/");
	const key = link.split("/").at(-1), reader = new Client(stack);
	for (const path of [`/en/account/undo/${key}`, `/en/login/reset/${key}`, `/en/account/address/${key.slice(0, -1)}_`, "/en/account/address/%25"])
		assert.equal((await reader.get(path)).status, 404, path);
	assert.equal((await send(who.client, "/en/account/security/password", { current: PASSWORD, password: NEXT })).status, 303);
	assert.equal((await reader.get(link)).status, 404);
});

test("wishes for another address are limited: mails to strangers are a weapon", async () => {
	const who = member();
	const answers = [];
	for (let i = 0; i < 11; i++)
		answers.push((await ask(who, newMail())).status);
	assert.deepEqual(answers, [...Array(10).fill(303), 429]);
});

/* --- the second step --------------------------------------------------------------------------------------------- */

const keyIn = (page) => textOf(page.text.match(/<bdi class="key"[^>]*>([\s\S]*?)<\/bdi>/)[1]);
const codesIn = (page) => [...page.text.matchAll(/<bdi class="key"[^>]*>([\s\S]*?)<\/bdi>/g)].map(([, code]) => textOf(code));

/* Turns it on; answers the key and the page that shows the codes. */
async function turnOn(who) {
	const page = await who.client.get("/en/account/security/factor");
	const key = keyIn(page);
	const shown = await who.client.submit(page, "/account/security/factor", { current: PASSWORD, code: totp(key) });
	assert.equal(shown.status, 200, words(shown).slice(0, 300));
	return { key, codes: codesIn(shown) };
}

test("A5, AUTH-08: the second step is turned on with a code of the app; ten recovery codes are shown once", async () => {
	const who = member(), other = await elsewhere(who);
	const page = await who.client.get("/en/account/security/factor");
	const key = keyIn(page), proposal = form(page, "/account/security/factor").value("proposal");
	assert.match(page.text, /<svg[^>]*class="qr"/);
	assert.match(key, /^([A-Z2-7]{4} ?){8}$/);
	const wrong = await who.client.submit(page, "/account/security/factor", { current: PASSWORD, code: "000000" });
	assert.equal(wrong.status, 422);
	assert.equal(keyIn(wrong), key, "the same key is shown again: the app has it already");
	const shown = await who.client.submit(wrong, "/account/security/factor", { current: PASSWORD, code: totp(key) });
	const codes = codesIn(shown);
	assert.equal(shown.status, 200);
	assert.equal(new Set(codes).size, 10);
	assert.equal(shown.headers["cache-control"], "no-store");
	assert.equal(queued(who, "factor_on"), "1");
	assert.ok(!(await isIn(other)), "who came in without it starts again");
	assert.equal(stack.value(`SELECT COUNT(*) FROM recovery_code WHERE account_id = ${who.id}`), "10");
	const security = await who.client.get("/en/account/security");
	assert.match(words(security), /10 unused codes are left/);
	assert.ok(codes.every((code) => !security.text.includes(code)));
	const thief = member();
	const foreign = await thief.client.submit(await thief.client.get("/en/account/security/factor"), "/account/security/factor", { current: PASSWORD, code: totp(key), proposal });
	assert.equal(foreign.status, 422, "a proposal is bound to its account");
});

test("AUTH-08, AUTH-12: new recovery codes ask for the password and a code, never for one of them, and end the old ones", async () => {
	const who = member(), { key, codes } = await turnOn(who);
	const path = "/en/account/security/codes";
	const tries = [
		[{ current: "wrong", code: totp(key, 1) }, 403],
		[{ current: PASSWORD }, 422],
		[{ current: PASSWORD, code: "000000" }, 422],
		[{ current: PASSWORD, code: totp(key, -1) }, 422],
	];
	for (const [fields, status] of tries) {
		const refused = await send(who.client, path, fields);
		assert.equal(refused.status, status, JSON.stringify(fields));
		assert.equal(codesIn(refused).length, 0);
	}
	const made = await send(who.client, path, { current: PASSWORD, code: codes[0] });
	assert.equal(made.status, 200);
	assert.equal(new Set([...codes, ...codesIn(made)]).size, 20);
	assert.equal(stack.value(`SELECT COUNT(*) FROM recovery_code WHERE account_id = ${who.id}`), "10");
	assert.equal(queued(who, "recovery_made"), "1");
});

test("AUTH-12: the second step goes off with password and code, or a recovery code; never with one of them", async () => {
	const who = member(), { key, codes } = await turnOn(who);
	const path = "/en/account/security/factor/off";
	assert.equal((await send(who.client, path, { current: "wrong", code: totp(key, 1) })).status, 403);
	assert.equal((await send(who.client, path, { current: PASSWORD, code: "123456" })).status, 422);
	assert.equal((await send(who.client, path, { current: PASSWORD, code: totp(key, -1) })).status, 422, "a step of before");
	assert.equal((await send(who.client, path, { current: PASSWORD, code: "aaaa-bbbb-cccc-dddd" })).status, 422);
	assert.notEqual(rowOf(who, "totp_since").totp_since, null);
	const off = await send(who.client, path, { current: PASSWORD, code: codes[3].toUpperCase() });
	assert.equal(off.status, 303);
	assert.deepEqual(rowOf(who, "totp_since, totp_sealed"), { totp_since: null, totp_sealed: null });
	assert.equal(stack.value(`SELECT COUNT(*) FROM recovery_code WHERE account_id = ${who.id}`), "0");
	assert.equal(queued(who, "factor_off"), "1");
	assert.equal((await who.client.get(path)).status, 303, "there is nothing to turn off");
});

test("A5: whose role requires the second step cannot turn it off", async () => {
	const who = member({ role: "agent" }), { key } = await turnOn(who);
	const page = await who.client.get("/en/account/security/factor/off");
	assert.equal(page.status, 200);
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, second_factor, created_at) VALUES ('Guard ${who.id}', 'guard ${who.id}', 'reply', TRUE, UNIX_TIMESTAMP());
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${who.id};`);
	assert.ok(!(await who.client.get("/en/account/security")).text.includes("/factor/off"));
	assert.equal((await who.client.get("/en/account/security/factor/off")).status, 303);
	const answer = await who.client.submit(page, "/account/security/factor/off", { current: PASSWORD, code: totp(key, 1) });
	assert.equal(answer.status, 404);
	assert.notEqual(rowOf(who, "totp_since").totp_since, null);
});

test("AUTH-07: codes for turning it off are counted for the account", async () => {
	const who = member();
	await turnOn(who);
	const answers = [];
	for (let i = 0; i < 11; i++)
		answers.push((await send(who.client, "/en/account/security/factor/off", { current: PASSWORD, code: String(100000 + i) })).status);
	assert.deepEqual(answers, [...Array(10).fill(422), 429]);
});

/* --- devices ----------------------------------------------------------------------------------------------------- */

test("SES-05: a person sees his sign-ins in plain words, ends one, and ends all others", async () => {
	const who = member(), stranger = member();
	const phone = new Client(stack, { headers: { "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36" } });
	await phone.signIn({ mail: who.mail, password: PASSWORD });
	const laptop = await elsewhere(who);
	const page = await who.client.get("/en/account/sessions");
	assert.match(words(page), /Chrome on Android/);
	assert.match(words(page), /This device/);
	assert.match(words(page), /127\.0\.0\.1/);
	const ends = forms(page.text).filter((one) => one.action.endsWith("/sessions/end"));
	assert.equal(ends.length, 2, "all but this one");
	const rows = page.text.split("<li class=\"row-item\"");
	const id = /name="id" value="([0-9a-f]{64})"/.exec(rows.find((row) => row.includes("Android")))[1];
	const foreign = await stranger.client.get("/en/account/sessions");
	const tokens = form(page, "/sessions/end").value("token");
	assert.equal((await stranger.client.post("/en/account/sessions/end", { token: tokens, id })).status, 403);
	assert.ok(!foreign.text.includes(id));
	assert.ok(await isIn(phone), "nobody else ends it");
	assert.equal((await who.client.submit(page, "/sessions/end", { id })).status, 303);
	assert.ok(!(await isIn(phone)));
	assert.ok((await isIn(laptop)) && (await isIn(who.client)));
	await who.client.submit(await who.client.get("/en/account/sessions"), "/sessions/others");
	assert.ok(!(await isIn(laptop)) && (await isIn(who.client)));
	assert.equal(queued(who, "sessions_ended"), "1");
});

test("a long list of sign-ins has pages", async () => {
	const who = member();
	stack.sql(Array.from({ length: 45 }, () => `INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for)
		VALUES (X'${randomBytes(32).toString("hex")}', ${who.id}, UNIX_TIMESTAMP() - 60, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400, UNIX_TIMESTAMP() + 86400, 86400);`).join("\n"));
	const ids = new Set();
	let page = await who.client.get("/en/account/sessions"), pages = 1;
	for (;;) {
		for (const [, id] of page.text.matchAll(/name="id" value="([0-9a-f]{64})"/g))
			ids.add(id);
		const next = /rel="next" href="([^"]+)"/.exec(page.text)?.[1];
		if (!next)
			break;
		page = await who.client.get(next.replaceAll("&amp;", "&"));
		pages++;
	}
	assert.deepEqual([ids.size, pages], [45, 3]);
	for (const at of ["x", "1-2", "-5-ff", "99999999999999999999-00"])
		assert.equal((await who.client.get(`/en/account/sessions?at=${at}`)).status, 200);
});

test("known browsers are forgotten on wish", async () => {
	const who = member();
	await elsewhere(who);
	assert.notEqual(stack.value(`SELECT COUNT(*) FROM device WHERE account_id = ${who.id}`), "0");
	assert.equal((await who.client.submit(await who.client.get("/en/account/sessions"), "/sessions/forget")).status, 303);
	assert.equal(stack.value(`SELECT COUNT(*) FROM device WHERE account_id = ${who.id}`), "0");
});

/* --- all pages --------------------------------------------------------------------------------------------------- */

test("PRV-05, SES: pages of the account are for who is signed in, and are kept nowhere", async () => {
	const who = member(), stranger = new Client(stack);
	for (const path of ["/en/account", "/en/account/preferences", "/en/account/security", "/en/account/security/password", "/en/account/security/address", "/en/account/security/factor", "/en/account/sessions"]) {
		const page = await who.client.get(path);
		assert.equal(page.status, 200, path);
		assert.equal(page.headers["cache-control"], "no-store", path);
		const away = await stranger.get(path);
		assert.equal(away.status, 303, path);
		assert.match(away.location, /\/login\?next=/);
	}
});

test("the menu leads to the account, a planned deletion is told on each page", async () => {
	const who = member();
	assert.match((await who.client.get("/en/kb")).text, /href="\/en\/account"/);
	assert.doesNotMatch(words(await who.client.get("/en/kb")), /will be deleted/);
	stack.sql(`UPDATE account SET delete_at = UNIX_TIMESTAMP() + 86400 * 5 WHERE id = ${who.id}`);
	const page = await who.client.get("/en/kb");
	assert.match(words(page), /Your account will be deleted on/);
	assert.match(page.text, /href="\/en\/account\/delete"/);
});
