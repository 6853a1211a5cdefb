/*
 * The management, looked at in all languages, on a phone and a wide screen, light and dark: one test for each list of pages. The
 * acts on them are proved over HTTP (tests/web/admin-*.test.mjs); here the pages are seen, and walked without scripts.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { launch, look, press, views, visitor } from "./browser.mjs";

let stack, browser, target, double, waiting, company;

before(async () => {
	stack = await startStack();
	browser = await launch();
	target = person(stack, { name: "Živilė Šukytė" });
	double = person(stack, { name: "Živilė Š." });
	waiting = person(stack, { name: "رضا منتظر" });
	const name = `UAB Ąžuolas ${randomBytes(3).toString("hex")}`;
	company = stack.value(`INSERT INTO company (name, name_key, industry, created_at, updated_at)
		VALUES ('${name}', LOWER('${name}'), 'energy', 1750000000, 1760000000) RETURNING id`);
	stack.sql(`UPDATE account SET state = 'waiting' WHERE id = ${waiting.id};
		UPDATE account SET totp_sealed = 'x', totp_since = 1750000000, organisation = 'Ąžuolas' WHERE id = ${target.id};
		INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES (${company}, ${target.id}, TRUE, '', 1750000000),
			(${company}, ${double.id}, FALSE, 'own finance', 1750000100);
		INSERT INTO company_invite (company_id, mail, mail_key, rights, lang, created_at, ends_at)
			VALUES (${company}, 'guest@example.org', 'guest@example.org', 'own', 'en', 1, UNIX_TIMESTAMP() + 86400)`);
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* An administrator of the test's own, signed in, with a browser. */
async function administrator(options) {
	const who = await visitor(browser, stack, options);
	const account = person(stack, { role: "admin", lang: who.language, name: "Head" });
	await who.context.addCookies([...account.client.cookies].map(([name, value]) => ({ name, value, url: stack.url })));
	return { ...who, account };
}

/* Opens each page as it is seen in each of these; `pages` is a list of [name, path]. */
async function lookAt(pages) {
	for (const [language, width, scheme] of views) {
		const who = await administrator({ language, width, scheme });
		for (const [name, path] of pages) {
			await who.page.goto(path);
			if (path.includes("nobody@"))
				who.problems.splice(0); // the 422 is noted by the console
			await look(who, `admin-${name}`);
		}
		await who.context.close();
	}
}

test("the overview and the pages of people", async () => {
	await lookAt([
		["index", "/admin"],
		["people", "/admin/people"],
		["people-found", `/admin/people?q=${encodeURIComponent("Živilė")}`],
		["people-none", "/admin/people?q=nobody-has-this"],
		["people-waiting", "/admin/people?state=waiting&sort=newest"],
		["people-company", `/admin/people?company=${company}`],
		["person", `/admin/people/${target.id}`],
		["person-waiting", `/admin/people/${waiting.id}`],
		["person-disable", `/admin/people/${target.id}/disable`],
		["person-factor", `/admin/people/${target.id}/reset-factor`],
		["merge", `/admin/people/${target.id}/merge`],
		["merge-unknown", `/admin/people/${target.id}/merge?with=nobody@example.org`],
		["merge-preview", `/admin/people/${target.id}/merge?with=${double.mail}`],
	]);
});

test("the pages of companies", async () => {
	await lookAt([
		["companies", "/admin/companies"],
		["companies-none", "/admin/companies?q=nothing-like-it"],
		["company-new", "/admin/companies/new"],
		["company", `/admin/companies/${company}`],
		["company-disable", `/admin/companies/${company}/disable`],
		["member", `/admin/companies/${company}/members/${double.id}`],
	]);
});

test("without scripts a person is found, edited with a mistake, then rightly, and seen to be saved", async () => {
	const who = await administrator({ scripts: false, width: 390 });
	const { page } = who;
	const found = person(stack, { name: `Edith ${randomBytes(3).toString("hex")}` });
	await page.goto("/admin");
	await press(who, page.locator(".views a", { hasText: "People" }));
	await page.fill("#f-q", found.name);
	await press(who, page.locator(".list-tools button[type=submit]"));
	await press(who, page.locator(".cell-main a").first());
	await page.fill("#f-name", "");
	await press(who, page.locator("main form .actions button[type=submit]").first());
	who.problems.splice(0); // the 422 of an empty field is noted by the console
	await look(who, "admin-person-wrong");
	await page.fill("#f-name", "Edith Right");
	await press(who, page.locator("main form .actions button[type=submit]").first());
	await look(who, "admin-person-saved");
	assert.equal(await page.locator("h1").innerText(), "Edith Right");
	await press(who, page.locator(".act-list a", { hasText: "Sign out everywhere" }));
	await press(who, page.locator("main form .actions button[type=submit]").first());
	assert.match(await page.locator(".notice").innerText(), /signed out everywhere/);
	await look(who, "admin-person-signed-out");
});
