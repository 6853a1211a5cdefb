/*
 * The own account, as people use it: profile, preferences that hold everywhere, a new password, the second step with its codes,
 * devices, another address. In each language, on a phone and a wide screen, with and without scripts, light, dark and in high
 * contrast; every page is looked at.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { totp } from "../web/totp.mjs";
import { LANGUAGES, choose, launch, look, press, visitor, waysOf } from "./browser.mjs";

let stack, browser, known;

before(async () => {
	stack = await startStack();
	browser = await launch();
	const [customer] = stack.signIns.filter((one) => one.role.includes("customer"));
	known = { password: customer.password, hash: stack.value(`SELECT password_hash FROM account WHERE mail_key = '${customer.mail}'`) };
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* A person of the test's own, signed in, with a browser. */
async function member(options) {
	const who = await visitor(browser, stack, options);
	const account = person(stack, { lang: who.language, name: { en: "Ada Lovelace", fa: "مینا آژنگ", lt: "Rūta Žukaitė" }[who.language] });
	stack.sql(`UPDATE account SET password_hash = '${known.hash}' WHERE id = ${account.id}`);
	await who.context.addCookies([...account.client.cookies].map(([name, value]) => ({ name, value, url: stack.url })));
	return { ...who, account };
}

const save = (who) => press(who, who.page.locator("main form .actions button[type=submit]").first());
const htmlOf = (who, name) => who.page.evaluate((attribute) => document.documentElement.getAttribute(attribute), name);

async function useProfile(who) {
	const { page, language } = who;
	await page.goto(`/${language}/account`);
	await look(who, "account");
	await page.fill("#f-organisation", "Ąžuolas & Co");
	await page.selectOption("#f-industry", "it");
	await save(who);
	await look(who, "account-saved");
	assert.equal(await page.inputValue("#f-organisation"), "Ąžuolas & Co");
}

async function usePreferences(who) {
	const { page, language } = who;
	await page.goto(`/${language}/account/preferences`);
	await look(who, "preferences");
	if (who.scripts) {
		await page.fill("[data-filter]", "vilni");
		assert.equal(await page.locator("#f-zone option:not([value^='Etc'])").filter({ hasText: /Viln|ویلن/ }).count(), 1);
	}
	await page.selectOption("#f-zone", "Europe/Vilnius");
	await choose(who, page.locator("input[name=calendar][value=persian]"));
	await choose(who, page.locator("input[name=digits][value=latin]"));
	await choose(who, page.locator("input[name=theme][value=contrast]"));
	await choose(who, page.locator("input[name=text_size][value=larger]"));
	await save(who);
	assert.equal(await htmlOf(who, "data-theme"), "contrast");
	assert.equal(await htmlOf(who, "data-text"), "larger");
	assert.match(await page.locator(".sample").innerText(), /14\d\d.*1.?234.?567/s);
	await look(who, "preferences-contrast");
	for (const path of ["", "/kb", "/tickets", "/account/sessions", "/account/security"]) {
		await page.goto(`/${language}${path}`);
		await look(who, `contrast${path.replaceAll("/", "-") || "-home"}`);
	}
	await page.goto(`/${language}/account/preferences`);
	await choose(who, page.locator("input[name=theme][value='']"));
	await choose(who, page.locator("input[name=text_size][value='']"));
	await save(who);
	assert.equal(await htmlOf(who, "data-theme"), null);
	await look(who, "preferences-saved");
}

async function useSecondStep(who) {
	const { page, language } = who;
	await page.goto(`/${language}/account/security`);
	await look(who, "security");
	await press(who, page.locator("main a.btn-primary"));
	await look(who, "factor");
	await page.fill("#f-code", totp(await page.locator(".key").innerText()));
	await page.fill("#f-current", known.password);
	await save(who);
	assert.equal(await page.locator(".codes li").count(), 10);
	await shownOnce(who);
	await press(who, page.locator("main a.btn-primary"));
	await look(who, "security-on");
	await page.goto(`/${language}/account/security/factor/off`);
	await look(who, "factor-off");
	await page.goto(`/${language}/account/security/codes`);
	await look(who, "recovery");
}

/* The page of the codes cannot be asked for again, so its HTML is that of the form before. */
async function shownOnce(who) {
	assert.equal(await who.page.locator("h1").count(), 1);
	const wide = await who.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
	assert.ok(!wide, "no sideways scrolling");
	if (process.env.SHOTS)
		await who.page.screenshot({ path: `${process.env.SHOTS}/codes-${who.language}-${who.width}.png`, fullPage: true });
}

async function usePassword(who) {
	const { page, language } = who;
	await page.goto(`/${language}/account/security/password`);
	await look(who, "password");
	await page.fill("#f-current", "not this one");
	await page.fill("#f-password", "a lamp that blinks twice");
	await save(who);
	assert.ok(await page.locator(".error-summary").isVisible());
	who.problems.splice(0); // the 403 is noted by the console
	await page.fill("#f-current", known.password);
	await page.fill("#f-password", "a lamp that blinks twice");
	await save(who);
	assert.ok(await page.locator(".notice-success").isVisible());
}

async function useDevices(who) {
	const { page, language } = who;
	stack.sql(`INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for, address, agent)
		VALUES (UNHEX(SHA2(RAND(), 256)), ${who.account.id}, UNIX_TIMESTAMP() - 9000, UNIX_TIMESTAMP() - 60, UNIX_TIMESTAMP() + 9000, UNIX_TIMESTAMP() + 9000, 9000, '2001:db8::1', 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1');`);
	await page.goto(`/${language}/account/sessions`);
	await look(who, "sessions");
	await press(who, page.locator("form[action$='/sessions/end'] button").first());
	assert.equal(await page.locator("form[action$='/sessions/end']").count(), 0);
}

async function useAddress(who) {
	const { page, language } = who;
	const mail = `moved-${who.account.id}@example.net`;
	await page.goto(`/${language}/account/security/address`);
	await look(who, "address");
	await page.fill("#f-mail", mail);
	await page.fill("#f-current", known.password);
	await save(who);
	const letter = await stack.mail(mail);
	await page.goto(letter.links.map((link) => new URL(link).pathname).find((path) => path.includes("/account/address/")));
	await look(who, "address-confirm");
	await press(who, page.locator("main form button[type=submit]"));
	const old = await stack.mail(who.account.mail, (one) => one.links.some((link) => link.includes("/account/undo/")));
	await page.goto(old.links.map((link) => new URL(link).pathname).find((path) => path.includes("/account/undo/")));
	await look(who, "address-undo");
}

async function everything(options) {
	const who = await member(options);
	await useProfile(who);
	await usePreferences(who);
	await useAddress(who);
	await useDevices(who);
	await useSecondStep(who);
	await usePassword(who);
	assert.deepEqual(who.problems, []);
	await who.context.close();
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "fa"))
		test(`H7, H10, A5, A7: an account is kept in ${language} at ${width} px, ${scripts ? "with" : "without"} scripts, ${scheme}`, { timeout: 240000 }, () =>
			everything({ language, width, scripts, scheme }));
