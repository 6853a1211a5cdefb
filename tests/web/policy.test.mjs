/* What an administrator decides about signing up and in. A portal of its own: the settings are everybody's. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";

const PASSWORD = "correct horse battery staple";
let stack;

before(async () => {
	const { PORTICO_TEST_BUILD: build } = process.env;
	stack = await startStack({ own: true, demo: true, ...(build ? { build } : {}) });
});
after(() => stack?.stop());

const newMail = () => `person-${randomBytes(5).toString("hex")}@example.net`;
const words = (page) => textOf(page.text);
const bySecret = (one) => one.names.includes("password");
const set = (name, value) => stack.sql(`REPLACE INTO setting (name, value, updated_at) VALUES ('${name}', '${value}', 1)`);
const unset = () => stack.sql("DELETE FROM setting");

async function linkOf(mail, part) {
	const fits = (link) => link.includes(part);
	const letter = await stack.mail(mail, (one) => one.links.some(fits));
	return new URL(letter.links.find(fits)).pathname;
}

async function register(mail, client = new Client(stack)) {
	const sent = await client.submit(await client.get("/en/login/register"), "/login/register", { name: "Vita", mail });
	assert.equal(sent.status, 303);
	const page = await client.get(await linkOf(mail, "/login/confirm/"));
	return client.submit(page, "/login/confirm", { password: PASSWORD });
}

async function signIn(mail, password = PASSWORD, client = new Client(stack)) {
	return { client, answer: await client.submit(await client.get("/en/login"), bySecret, { mail, password }) };
}

test("A1: closed to registrations, the page says so, and no form of before registers anybody", async () => {
	unset();
	const mail = newMail(), late = newMail(), client = new Client(stack);
	const before = await client.get("/en/login/register");
	await client.submit(before, "/login/register", { name: "Vita", mail: late });
	const link = await linkOf(late, "/login/confirm/");
	const confirmation = await client.get(link);
	const again = await client.get("/en/login/register");
	set("signup", "closed");
	const page = await client.get("/en/login/register");
	assert.match(words(page), /by our team only/);
	assert.ok(!page.text.includes('name="mail"'));
	assert.ok(!(await client.get("/en/login")).text.includes('/login/register">Create an account</a></p>'));
	const refused = await client.submit(again, "/login/register", { name: "Vita", mail });
	assert.equal(refused.status, 403);
	assert.equal(stack.value(`SELECT COUNT(*) FROM signup WHERE mail_key = '${mail}'`), "0");
	assert.match(words(await client.get(link)), /by our team only/);
	assert.equal((await client.submit(confirmation, "/login/confirm", { password: PASSWORD })).status, 403);
	assert.equal(stack.value(`SELECT COUNT(*) FROM account WHERE mail_key = '${late}'`), "0");
});

test("A1: where staff approve first, a confirmed account waits, says so to its owner alone, and signs in once approved", async () => {
	unset();
	set("signup", "approve");
	const mail = newMail(), client = new Client(stack);
	const done = await register(mail, client);
	assert.match(words(await client.follow(done)), /Waiting for approval/);
	assert.equal(stack.value(`SELECT state FROM account WHERE mail_key = '${mail}'`), "waiting");
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox o JOIN account a ON a.id = o.account_id WHERE o.kind = 'approval' AND a.mail_key = '${mail}'`) >= 1, true);
	const wrong = await signIn(mail, "not the password"), nobody = await signIn(newMail(), "not the password");
	assert.equal(wrong.answer.status, nobody.answer.status);
	assert.match(words(wrong.answer), /do not match/);
	const right = await signIn(mail);
	assert.match(words(right.answer), /Waiting for approval/);
	assert.ok(!right.client.cookies.has("portico_session"));
	stack.sql(`UPDATE account SET state = 'active' WHERE mail_key = '${mail}'`);
	assert.equal((await signIn(mail)).answer.status, 303);
});

test("A1: a guest's first password is a registration, too", async () => {
	unset();
	for (const [policy, state] of [["approve", "waiting"], ["closed", "guest"]]) {
		const mail = newMail(), client = new Client(stack);
		stack.sql(`INSERT INTO account (mail, mail_key, name, state, created_at, updated_at) VALUES ('${mail}', '${mail}', 'Guest', 'guest', 1, 1)`);
		unset();
		await client.submit(await client.get("/en/login/recover"), "/login/recover", { mail });
		const page = await client.get(await linkOf(mail, "/login/reset/"));
		set("signup", policy);
		await client.submit(page, bySecret, { password: PASSWORD });
		assert.equal(stack.value(`SELECT state FROM account WHERE mail_key = '${mail}'`), state);
	}
});

test("A3: signing in by mail can be taken away", async () => {
	unset();
	const client = new Client(stack);
	const page = await client.get("/en/login/mail");
	assert.equal(page.status, 200);
	set("mail_signin", "0");
	assert.equal((await client.get("/en/login/mail")).status, 404);
	assert.equal((await client.submit(page, "/login/mail", { mail: newMail() })).status, 404);
	assert.ok(!(await client.get("/en/login")).text.includes("/login/mail"));
});

test("A5: a second step can be demanded of customers and of administrators; trust can be taken away", async () => {
	unset();
	const mail = newMail();
	assert.equal((await register(mail)).status, 303);
	assert.equal((await signIn(mail)).answer.location, "/en/");
	set("factor_customers", "1");
	assert.equal((await signIn(mail)).answer.location, "/en/login/setup");
	const admin = stack.signIn("admin");
	assert.equal((await signIn(admin.mail, admin.password)).answer.location, "/desk");
	set("factor_admins", "1");
	assert.equal((await signIn(admin.mail, admin.password)).answer.location, "/en/login/setup");
	stack.sql(`UPDATE account SET totp_sealed = 'x', totp_since = 1 WHERE mail_key = '${mail}'`);
	const step = await signIn(mail);
	assert.match((await step.client.get("/en/login/factor")).text, /name="trust"/);
	set("device_trust_days", "0");
	assert.ok(!(await step.client.get("/en/login/factor")).text.includes('name="trust"'));
});

test("an account that is about to be deleted signs in and sees so", async () => {
	unset();
	const mail = newMail();
	await register(mail);
	stack.sql(`UPDATE account SET delete_at = UNIX_TIMESTAMP() + 86400 WHERE mail_key = '${mail}'`);
	const { client, answer } = await signIn(mail);
	assert.equal(answer.status, 303);
	assert.match(words(await client.get("/en/")), /will be deleted on/);
});
