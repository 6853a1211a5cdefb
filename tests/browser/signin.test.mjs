/*
 * The ways in, as people go them: set up a second step because the role demands it, keep the recovery codes, sign in with a
 * code of an app, with a recovery code, and with a code by mail. In each language, on a phone and a wide screen; once without
 * scripts.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { LANGUAGES, launch, look, press, signIn, visitor, waysOf } from "./browser.mjs";

let stack, browser;

before(async () => {
	stack = await startStack();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

const oathtool = (key) => execFileSync("oathtool", ["--totp", "--base32", key.replace(/ /g, "")], { encoding: "utf8" }).trim();
const submit = (who) => press(who, who.page.locator("main form button[type=submit]").first());

/* An agent whose role demands a second step, with the password of the demo's. */
function agent(language) {
	const { mail, password } = stack.signIn("agent");
	const own = `stepper-${randomBytes(5).toString("hex")}@example.org`;
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, second_factor, created_at) VALUES ('${own}', '${own}', 'reply', TRUE, 1);
		INSERT INTO account (mail, mail_key, name, password_hash, role, role_id, state, lang, created_at, updated_at)
		SELECT '${own}', '${own}', 'Agnė Stepper', password_hash, 'agent', LAST_INSERT_ID(), 'active', '${language}', UNIX_TIMESTAMP(), UNIX_TIMESTAMP()
		FROM account WHERE mail_key = '${mail}'`);
	return { mail: own, password };
}

async function setUp(who, person) {
	const { page } = who;
	await signIn(who, person);
	await look(who, "signin-setup");
	const key = await page.locator(".key").first().textContent();
	await page.fill("#f-code", "000000");
	await submit(who);
	assert.ok(await page.locator(".error-summary").isVisible(), "a wrong code is said to be wrong");
	who.problems.splice(0); // the console notes the 422
	await page.fill("#f-code", oathtool(key));
	await submit(who);
	await look(who, "signin-codes");
	const codes = (await page.locator("main pre").textContent()).trim().split("\n");
	assert.equal(codes.length, 10);
	await press(who, page.locator("main a.btn-primary"));
	assert.match(new URL(page.url()).pathname, /^\/desk/);
	return codes;
}

async function withRecoveryCode(who, person, code) {
	const { page } = who;
	await who.context.clearCookies();
	await signIn(who, person);
	await look(who, "signin-factor");
	await page.locator("main details summary").click();
	await page.fill("#f-recovery", "abcd");
	await press(who, page.locator("main details button[type=submit]"));
	who.problems.splice(0);
	assert.ok(await page.locator("#f-recovery").isVisible(), "the field in question is open");
	await page.fill("#f-recovery", code);
	await press(who, page.locator("main details button[type=submit]"));
	assert.match(new URL(page.url()).pathname, /^\/desk/);
}

async function byMail(who) {
	const { page, language } = who;
	const mail = `reader-${randomBytes(5).toString("hex")}@example.org`;
	stack.sql(`INSERT INTO account (mail, mail_key, name, state, lang, created_at, updated_at) VALUES ('${mail}', '${mail}', 'Rima', 'active', '${language}', 1, 1)`);
	await who.context.clearCookies();
	await page.goto(`/${language}/login`);
	await look(who, "signin");
	await press(who, page.locator(`main a[href*="/login/mail"]`));
	await look(who, "signin-mail");
	await page.fill("#f-mail", mail);
	await submit(who);
	await look(who, "signin-mailcode");
	const letter = await stack.mail(mail);
	const link = letter.links.find((one) => one.includes("/login/mail/"));
	const reader = await visitor(browser, stack, { width: who.width, scripts: who.scripts, scheme: who.scheme, language });
	await reader.page.goto(new URL(link).pathname);
	await look(reader, "signin-maillink");
	await reader.context.close();
	await page.fill("#f-code", /\b\d{4} ?\d{4}\b/.exec(letter.text)[0]);
	await submit(who);
	assert.equal(new URL(page.url()).pathname, `/${language}/`);
	await page.goto(`/${language}/login/waiting`);
	await look(who, "signin-waiting");
}

async function way(options) {
	const who = await visitor(browser, stack, options);
	const person = agent(options.language);
	const codes = await setUp(who, person);
	await withRecoveryCode(who, person, codes[0]);
	await byMail(who);
	await who.context.close();
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "en"))
		test(`A3, A5: setting up a second step and each way in, ${language} at ${width} px, scripts ${scripts ? "on" : "off"}`, { timeout: 180000 }, () =>
			way({ language, width, scripts, scheme }));
