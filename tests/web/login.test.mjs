/* Accounts over HTTP: registering, confirming, signing in and out, recovering; what an attacker tries against them. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";

const PASSWORD = "correct horse battery staple";
let stack;

before(async () => {
	stack = await startStack();
});
after(() => stack.stop());

const newMail = () => `person-${randomBytes(5).toString("hex")}@example.net`;
const words = (page) => textOf(page.text);
const linkTo = (mail, part) => mail.links.map((link) => new URL(link).pathname).find((path) => path.includes(part));
const bySecret = (one) => one.names.includes("password");

async function registerOnly(client, { mail, name = "Rūta Žukaitė", lang = "en" }) {
	const page = await client.get(`/${lang}/login/register`);
	return client.submit(page, "/login/register", { name, mail });
}

/* The page behind the link of a registration, where the password is chosen. */
async function confirmation(mail, client = new Client(stack)) {
	await registerOnly(client, { mail });
	const letter = await stack.mail(mail);
	return { client, page: await client.get(linkTo(letter, "/login/confirm/")) };
}

/* Registers and confirms; answers the confirmed client. */
async function register(mail, options = {}) {
	const client = new Client(stack);
	const sent = await registerOnly(client, { mail, ...options });
	assert.equal(sent.status, 303);
	const letter = await stack.mail(mail);
	const page = await client.get(linkTo(letter, "/login/confirm/"));
	const done = await client.submit(page, "/login/confirm", { password: options.password ?? PASSWORD });
	assert.equal(done.status, 303);
	return client;
}

async function trySignIn(mail, password, client = new Client(stack)) {
	const page = await client.get("/en/login");
	return { client, answer: await client.submit(page, bySecret, { mail, password }) };
}

/* --- A1 -------------------------------------------------------------------------------------------- */

test("A1: an account is made only when the link in the mail is confirmed by a button", async () => {
	const mail = newMail();
	const client = new Client(stack);
	const sent = await registerOnly(client, { mail });
	assert.equal(sent.status, 303);
	assert.match(words(await client.follow(sent)), /Check your mail/);
	assert.equal(stack.value(`SELECT COUNT(*) FROM account WHERE mail_key = '${mail}'`), "0");
	const letter = await stack.mail(mail);
	const path = linkTo(letter, "/login/confirm/");
	await client.get(path);
	assert.equal(stack.value(`SELECT COUNT(*) FROM account WHERE mail_key = '${mail}'`), "0", "opening the link changes nothing");
	const page = await client.get(path);
	const done = await client.follow(await client.submit(page, "/login/confirm", { password: PASSWORD }));
	assert.match(words(done), /address is confirmed/);
	const { answer } = await trySignIn(mail, PASSWORD);
	assert.equal(answer.status, 303);
	assert.equal((await client.get(path)).status, 404, "the link works once");
});

test("A1: mails come in the language of the page they were asked on", async () => {
	for (const [lang, direction] of [["fa", "rtl"], ["lt", "ltr"]]) {
		const mail = newMail();
		await registerOnly(new Client(stack), { mail, lang });
		const letter = await stack.mail(mail);
		assert.equal(letter.headers.get("content-language"), lang);
		assert.match(letter.html, new RegExp(`dir="${direction}"`));
		assert.ok(linkTo(letter, `/${lang}/login/confirm/`));
	}
});

test("AUTH-05: registering a known address answers as an unknown one does; its owner gets a mail that says so", async () => {
	const known = newMail();
	await register(known);
	const again = new Client(stack), fresh = new Client(stack);
	const one = await registerOnly(again, { mail: known });
	const other = await registerOnly(fresh, { mail: newMail() });
	assert.deepEqual([one.status, one.location], [other.status, other.location]);
	const letter = await stack.mail(known, (mail) => !linkTo(mail, "/login/confirm/"));
	assert.ok(linkTo(letter, "/login"), "the owner is shown the way to sign in");
	assert.equal(stack.value(`SELECT COUNT(*) FROM account WHERE mail_key = '${known}'`), "1");
});

test("AUTH-04: common passwords, the site's name and the address are refused, and the page says why", async () => {
	const mail = newMail();
	const { client, page } = await confirmation(mail);
	for (const password of ["password123", "Aurora Home2026", "qwertyuiop", mail.split("@")[0]]) {
		const answer = await client.submit(page, "/login/confirm", { password });
		assert.equal(answer.status, 422, password);
		assert.match(answer.text, /id="f-password"[^>]*aria-invalid="true"/);
		assert.ok(!answer.text.includes(`value="${password}"`));
		assert.match(answer.text, /<title>Error: /);
	}
	assert.equal((await client.submit(page, "/login/confirm", { password: PASSWORD })).status, 303, "the link is not used up by a refusal");
});

test("A1: a form that lacks something keeps what was typed and names the field", async () => {
	const answer = await registerOnly(new Client(stack), { mail: "no address" });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /id="f-mail"[^>]*aria-invalid="true"/);
	assert.match(answer.text, /value="Rūta Žukaitė"/);
});

test("AUTH-03, CVE-2023-30082, CVE-2022-29700: 8 to 256 bytes of any Unicode, none cut off; more is refused before hashing", async () => {
	const mail = newMail();
	const phrase = "ژاله‌ای ą̃ 漢字 ".repeat(6).trim();
	await register(mail, { password: phrase });
	assert.equal((await trySignIn(mail, phrase)).answer.status, 303);
	assert.equal((await trySignIn(mail, `${phrase.slice(0, -1)}x`)).answer.status, 422);
	const { client, page } = await confirmation(newMail());
	for (const password of ["short77", "x".repeat(257)])
		assert.equal((await client.submit(page, "/login/confirm", { password })).status, 422);
	const huge = await new Client(stack).post("/en/login", { mail, password: "x".repeat(10_000_000) });
	assert.equal(huge.status, 413);
});

/* --- signing in ------------------------------------------------------------------------------------ */

test("AUTH-01: passwords are kept as Argon2id with at least 19 MiB and two passes", async () => {
	const mail = newMail();
	await register(mail);
	const hash = stack.value(`SELECT password_hash FROM account WHERE mail_key = '${mail}'`);
	const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash);
	assert.ok(found && Number(found[1]) >= 19456 && Number(found[2]) >= 2);
});

test("AUTH-05: unknown, wrong, unconfirmed, guest and disabled get the same page and status", async () => {
	const good = newMail(), waiting = newMail(), off = newMail(), guest = newMail();
	await register(good);
	await register(off);
	await registerOnly(new Client(stack), { mail: waiting });
	stack.sql(`UPDATE account SET state = 'disabled' WHERE mail_key = '${off}'`);
	stack.sql(`INSERT INTO account (mail, mail_key, name, state, created_at, updated_at) VALUES ('${guest}', '${guest}', 'G', 'guest', 1, 1)`);
	const pages = [];
	for (const [mail, password] of [[newMail(), PASSWORD], [good, "wrong wrong wrong"], [waiting, PASSWORD], [off, PASSWORD], [guest, PASSWORD]]) {
		const { answer } = await trySignIn(mail, password);
		pages.push(`${answer.status} ${words(answer).replaceAll(mail, "MAIL")}`);
	}
	assert.equal(new Set(pages).size, 1, pages.join("\n"));
	assert.match(pages[0], /^422 .*do not match/);
});

test("SES-01: the cookie is HttpOnly and SameSite=Lax, and only its hash is kept", async () => {
	const mail = newMail();
	await register(mail);
	const { answer, client } = await trySignIn(mail, PASSWORD);
	const cookie = answer.cookies.find((line) => line.startsWith("portico_session="));
	assert.match(cookie, /; Path=\/; HttpOnly; SameSite=Lax/);
	const token = client.cookies.get("portico_session");
	assert.equal(token.length, 43);
	assert.equal(stack.value(`SELECT COUNT(*) FROM session WHERE token_hash = UNHEX(SHA2('${token}', 256))`), "1");
});

test("SES-02, CVE-2022-31888: a session the visitor brings along is never adopted, and signing in gives a new one", async () => {
	const mail = newMail();
	await register(mail);
	const client = new Client(stack);
	const fixed = "A".repeat(43);
	client.cookies.set("portico_session", fixed);
	client.cookies.set("portico_visitor", "B".repeat(43));
	const { answer } = await trySignIn(mail, PASSWORD, client);
	assert.equal(answer.status, 303);
	assert.notEqual(client.cookies.get("portico_session"), fixed);
	const before = client.cookies.get("portico_session");
	const again = new Client(stack);
	again.cookies.set("portico_session", fixed);
	assert.equal((await again.get("/en/tickets")).status, 303, "the fixed id signs nobody in");
	assert.equal(client.cookies.get("portico_session"), before);
});

test("SES-04: signing out ends the session at once and clears the cache; twice does no harm", async () => {
	const who = person(stack);
	const page = await who.client.get("/en/tickets");
	const thief = who.client.clone();
	const out = await who.client.submit(page, "/login/out");
	assert.equal(out.status, 303);
	assert.equal(out.headers["clear-site-data"], '"cache"');
	assert.equal((await thief.get("/en/tickets")).status, 303, "the old cookie is dead");
	const twice = await thief.submit(page, "/login/out");
	assert.equal(twice.status, 303);
});

test("INJ-07, CVE-2022-25803: next leads only to paths of this site", async () => {
	const mail = newMail();
	await register(mail);
	for (const next of ["//evil.test/", "https://evil.test/", "/\\evil.test", "\\\\evil.test", "/%09/evil.test", "javascript:alert(1)", "/a\tb", "///evil.test"]) {
		const client = new Client(stack);
		const page = await client.get(`/en/login?next=${encodeURIComponent(next)}`);
		const answer = await client.submit(page, bySecret, { mail, password: PASSWORD, next });
		if (answer.status === 422)
			continue; // refused as a field: leads nowhere
		assert.equal(answer.status, 303);
		const target = new URL(answer.location, stack.url);
		assert.equal(target.origin, new URL(stack.url).origin, `${next} led to ${answer.location}`);
	}
	const client = new Client(stack);
	const page = await client.follow(await client.get("/en/tickets?tab=solved"));
	const answer = await client.submit(page, bySecret, { mail, password: PASSWORD });
	assert.equal(answer.location, "/en/tickets?tab=solved", "the page asked for comes after signing in");
});

test("AUTH-14: there is no default account or password", async () => {
	const rows = stack.sql("SELECT mail FROM account WHERE password_hash IS NOT NULL AND mail LIKE 'admin@%'");
	assert.deepEqual(rows, []);
});

/* --- A2 -------------------------------------------------------------------------------------------- */

async function askReset(mail, headers = {}) {
	const client = new Client(stack);
	const page = await client.get("/en/login/recover");
	return client.submit(page, "/login/recover", { mail }, { headers });
}

test("A2: known and unknown addresses get the same answer, only the known one a mail", async () => {
	const known = newMail(), unknown = newMail();
	await register(known);
	const one = await askReset(known), other = await askReset(unknown);
	assert.deepEqual([one.status, one.location, one.text], [other.status, other.location, other.text]);
	await stack.mail(known, (mail) => linkTo(mail, "/login/reset/"));
	await stack.settle();
	assert.equal(stack.mails().filter((mail) => mail.to.includes(unknown)).length, 0);
});

test("AUTH-09, AUTH-10: a reset link works once, ends all sessions, signs nobody in and is followed by a notice", async () => {
	const mail = newMail();
	await register(mail);
	const { client: signedIn } = await trySignIn(mail, PASSWORD);
	await askReset(mail);
	const letter = await stack.mail(mail, (one) => linkTo(one, "/login/reset/"));
	const path = linkTo(letter, "/login/reset/");
	const token = path.split("/").pop();
	assert.equal(token.length, 43);
	assert.equal(stack.value(`SELECT COUNT(*) FROM mail_token WHERE token_hash = UNHEX(SHA2('${token}', 256))`), "1");
	const life = Number(stack.value(`SELECT ends_at - created_at FROM mail_token WHERE token_hash = UNHEX(SHA2('${token}', 256))`));
	assert.equal(life, 30 * 60);
	const client = new Client(stack);
	const page = await client.get(path);
	const done = await client.submit(page, bySecret, { password: "another long enough phrase" });
	assert.equal(done.status, 303);
	assert.ok(!client.cookies.has("portico_session"));
	assert.equal((await signedIn.get("/en/tickets")).status, 303, "old sessions are over");
	assert.equal((await trySignIn(mail, PASSWORD)).answer.status, 422);
	assert.equal((await trySignIn(mail, "another long enough phrase")).answer.status, 303);
	assert.equal((await client.get(path)).status, 404, "the link is used up");
	await stack.mail(mail, (one) => /password/i.test(one.subject) && !linkTo(one, "/login/reset/"));
});

test("AUTH-09, CVE-2020-1772: wildcards, wrong length and foreign purposes are no tokens", async () => {
	for (const token of ["%", "_".repeat(43), "%".repeat(43), "A".repeat(43), "A".repeat(42), "' OR 1=1 -- "])
		assert.equal((await new Client(stack).get(`/en/login/reset/${encodeURIComponent(token)}`)).status, 404, token);
	const mail = newMail();
	await registerOnly(new Client(stack), { mail });
	const confirm = linkTo(await stack.mail(mail), "/login/confirm/").split("/").pop();
	assert.equal((await new Client(stack).get(`/en/login/reset/${confirm}`)).status, 404);
});

test("AUTH-09: an expired link is dead", async () => {
	const mail = newMail();
	await register(mail);
	await askReset(mail);
	const path = linkTo(await stack.mail(mail, (one) => linkTo(one, "/login/reset/")), "/login/reset/");
	stack.sql(`UPDATE mail_token SET ends_at = UNIX_TIMESTAMP() - 1 WHERE token_hash = UNHEX(SHA2('${path.split("/").pop()}', 256))`);
	assert.equal((await new Client(stack).get(path)).status, 404);
});

test("AUTH-11, CVE-2017-8295: links in mails come from the configuration, whatever Host and X-Forwarded-Host say", async () => {
	const mail = newMail();
	await register(mail);
	await askReset(mail, { Host: "evil.test", "X-Forwarded-Host": "evil.test", "X-Forwarded-Proto": "https" });
	const letter = await stack.mail(mail, (one) => linkTo(one, "/login/reset/"));
	assert.ok(!letter.raw.includes("evil") && !letter.html.includes("evil") && !letter.text.includes("evil"));
	for (const link of letter.links)
		assert.equal(new URL(link).origin, new URL(stack.url).origin);
});

test("RAT-02, CVE-2022-29701: a stranger triggers at most five mails an hour to one address", async () => {
	const mail = newMail();
	await register(mail);
	for (let i = 0; i < 9; i++)
		assert.equal((await askReset(mail)).status, 303);
	await stack.settle();
	assert.ok(stack.mails().filter((one) => one.to.includes(mail)).length <= 5);
});

test("RAT-03: a forged X-Forwarded-For does not change who is counted", async () => {
	const mail = newMail();
	await register(mail);
	const seen = [];
	for (let i = 0; i < 12; i++) {
		const client = new Client(stack, { from: "127.77.0.3", headers: { "X-Forwarded-For": `203.0.113.${i}` } });
		seen.push((await trySignIn(mail, `wrong guess ${i}`, client)).answer.status);
	}
	assert.ok(seen.includes(429), seen.join(" "));
});

test("DAT-05: one registration form sent twenty times at once makes one row and one mail", async () => {
	const mail = newMail();
	const client = new Client(stack);
	const page = await client.get("/en/login/register");
	const send = () => client.clone().submit(page, "/login/register", { name: "Twenty", mail });
	const answers = await Promise.all(Array.from({ length: 20 }, send));
	assert.deepEqual([...new Set(answers.map((one) => `${one.status} ${one.location}`))], [`303 ${answers[0].location}`]);
	assert.equal(stack.value(`SELECT COUNT(*) FROM signup WHERE mail_key = '${mail}'`), "1");
});
