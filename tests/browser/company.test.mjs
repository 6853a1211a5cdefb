/*
 * A company's day: its owner invites somebody without an account, who joins behind the link; the bookkeeper has finance and
 * nothing else; a member who is removed has lost everything with his next page. In each language, on a phone and a wide screen,
 * with and without scripts; every page on it is looked at.
 */
import assert from "node:assert/strict";
import { randomBytes, randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { LANGUAGES, choose, launch, look, press, signIn, visitor, waysOf } from "./browser.mjs";

const NAMES = { en: "Harbour Homes Ltd", fa: "شرکت آرمان‌سازه", lt: "UAB „Pamario namai“" };
const PASSWORD = "a door that opens twice";
let stack, browser;

before(async () => {
	stack = await startStack();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* Someone with a session, in a browser of his own: a page of his is open at once. */
async function enter(who, options) {
	const seat = await visitor(browser, stack, options);
	await seat.context.addCookies([{ name: "portico_session", value: who.client.cookies.get("portico_session"), url: stack.url }]);
	return { ...who, ...seat };
}

function makeCompany(language) {
	const id = randomInt(10000000, 90000000);
	const name = `${NAMES[language]} ${randomBytes(2).toString("hex")}`;
	stack.sql(`INSERT INTO company (id, name, name_key, industry, created_at, updated_at)
		VALUES (${id}, '${name}', '${name.toLowerCase()}', 'real_estate', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	return { id, name, path: `/${language}/company/${id}` };
}

const join = (company, who, owner, rights) =>
	stack.sql(`INSERT INTO company_member (company_id, account_id, owner, rights, created_at)
		VALUES (${company.id}, ${who.id}, ${owner}, '${rights}', UNIX_TIMESTAMP())`);

const submitIn = (who, place) => press(who, who.page.locator(`${place} button[type=submit]`).first());

/* What an answer other than 200 leaves in the console is no fault of the page. */
async function missing(who, path) {
	const answer = await who.page.goto(path);
	assert.equal(answer.status(), 404, path);
	who.problems.splice(0);
	await look(who, "company-missing");
	who.problems.splice(0);
}

async function ownerInvites(owner, company, mail) {
	const { page, language } = owner;
	await page.goto(`/${language}/company`);
	await look(owner, "companies");
	await choose(owner, page.locator("main input[name=company]").nth(1));
	await submitIn(owner, "main form.panel");
	await look(owner, "companies-acting");
	await press(owner, page.locator(`main a[href="${company.path}"]`));
	await look(owner, "company");
	await press(owner, page.locator(`main a[href="${company.path}/members"]`));
	await look(owner, "company-members");
	await submitIn(owner, "#invite");
	assert.ok(await page.locator(".error-summary").isVisible(), "an empty form says what is missing");
	owner.problems.splice(0); // the 422 of an empty form is noted by the console
	await look(owner, "company-members-wrong");
	await page.fill("#f-mail", mail);
	await submitIn(owner, "#invite");
	await look(owner, "company-members-invited");
	assert.ok((await page.locator("main").innerText()).includes(mail));
}

async function newcomerJoins(newcomer, company, mail) {
	const { page, language } = newcomer;
	const letter = await stack.mail(mail, (one) => one.links.some((link) => link.includes("/company/invite/")));
	const path = new URL(letter.links.find((link) => link.includes("/company/invite/"))).pathname;
	await page.goto(path);
	await look(newcomer, "invitation-new");
	await submitIn(newcomer, "main form");
	newcomer.problems.splice(0);
	assert.ok(await page.locator(".error-summary").isVisible());
	await page.fill("#f-name", "Mina Ąžuolė");
	await page.fill("#f-password", PASSWORD);
	await submitIn(newcomer, "main form");
	await look(newcomer, "invitation-joined");
	await page.fill("#f-mail", mail);
	await page.fill("#f-password", PASSWORD);
	await submitIn(newcomer, "main form");
	assert.equal(new URL(page.url()).pathname, company.path, "after signing in the company's page is there");
	await look(newcomer, "company-newcomer");
	assert.equal(await page.locator(`main a[href$="/members"], main a[href$="/billing"]`).count(), 0);
	await missing(newcomer, `${company.path}/members`);
	await missing(newcomer, path);
	return language;
}

async function bookkeeperWorks(bookkeeper, company) {
	const { page } = bookkeeper;
	await page.goto(company.path);
	await look(bookkeeper, "company-bookkeeper");
	assert.equal(await page.locator(`main a[href$="/members"]`).count(), 0);
	await press(bookkeeper, page.locator(`main a[href="${company.path}/billing"]`));
	await look(bookkeeper, "billing");
	await page.fill("#f-billing_mail", "no address");
	await submitIn(bookkeeper, "main form.panel");
	bookkeeper.problems.splice(0);
	assert.ok(await page.locator(".error-summary").isVisible());
	await page.fill("#f-billing_name", company.name);
	await page.fill("#f-billing_address", "Tiltų g. 14\nKlaipėda");
	await page.fill("#f-billing_mail", "accounts@example.org");
	await page.fill("#f-tax_number", "LT100000000019");
	await submitIn(bookkeeper, "main form.panel");
	await look(bookkeeper, "billing-saved");
	assert.equal(stack.value(`SELECT tax_number FROM company WHERE id = ${company.id}`), "LT100000000019");
	await missing(bookkeeper, `${company.path}/members`);
}

async function ownerRemoves(owner, company, leaver) {
	const { page } = owner;
	await page.goto(`${company.path}/members?q=${encodeURIComponent(leaver.mail)}`);
	await press(owner, page.locator(`main a[href="${company.path}/members/${leaver.id}"]`));
	await look(owner, "company-member");
	await choose(owner, page.locator("#f-finance"));
	await submitIn(owner, "main form.panel");
	await look(owner, "company-member-changed");
	await page.goto(`${company.path}/members/${leaver.id}`);
	await press(owner, page.locator(`main a[href$="/remove"]`));
	await look(owner, "company-remove");
	await submitIn(owner, "main form.panel");
	await look(owner, "company-removed");
	await page.goto(`${company.path}/leave`);
	await look(owner, "company-leave");
	await submitIn(owner, "main form.panel");
	assert.ok(await page.locator(".error-summary").isVisible(), "the last owner stays");
	owner.problems.splice(0);
}

async function removedIsGone(leaver, company) {
	await missing(leaver, company.path);
	await leaver.page.goto(`/${leaver.language}/company`);
	await look(leaver, "companies-none");
	assert.ok(await leaver.page.locator("main .empty").isVisible());
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "lt"))
		test(`A company owner, an invited member, a bookkeeper with finance only and a removed member each do their day: ${language}, scripts ${scripts ? "on" : "off"}`, { timeout: 240000 }, async () => {
			const options = { width, scripts, scheme, language };
			const company = makeCompany(language);
			const people = ["Olga Owner", "Bea Books", "Leo Leaves"].map((name) => person(stack, { lang: language, name }));
			const rights = [[true, ""], [false, "finance"], [false, "own colleagues"]];
			people.forEach((who, i) => join(company, who, ...rights[i]));
			const [owner, bookkeeper, leaver] = await Promise.all(people.map((who) => enter(who, options)));
			const newcomer = await visitor(browser, stack, options);
			const mail = `new-${language}-${randomBytes(4).toString("hex")}@example.net`;

			await leaver.page.goto(company.path);
			await look(leaver, "company-leaver");
			await ownerInvites(owner, company, mail);
			await newcomerJoins(newcomer, company, mail);
			await bookkeeperWorks(bookkeeper, company);
			await ownerRemoves(owner, company, leaver);
			await removedIsGone(leaver, company);
			await Promise.all([owner, bookkeeper, leaver, newcomer].map((who) => who.context.close()));
		});

for (const [language, mail] of [["lt", "giedre.stankeviciene@"], ["fa", "kaveh.rostami@"]])
	test(`The demo’s companies are there to try: ${language}`, { timeout: 120000 }, async () => {
		const who = await visitor(browser, stack, { width: 1280, scheme: "light", language });
		await signIn(who, stack.signIn(mail), `/${language}/company`);
		await look(who, "demo-companies");
		await press(who, who.page.locator(`main a.row-link[href*="/${language}/company/"]`).first());
		await look(who, "demo-company");
		await press(who, who.page.locator(`main a[href$="/members"]`));
		await look(who, "demo-members");
		assert.equal(await who.page.locator("main ul.rows a.row-link").count(), 4);
		await who.context.close();
	});
