/*
 * Roles, teams, audit log and settings in the management, as an administrator uses them: in each language, on a phone and a
 * wide screen, light and dark, with and without scripts; every page on it is looked at.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { LANGUAGES, choose, launch, look, press, visitor, waysOf } from "./browser.mjs";

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

const unique = (word) => `${word} ${randomBytes(3).toString("hex")}`;
const submitIn = (who, place) => press(who, who.page.locator(`${place} button[type=submit]`).first());

async function keepRoles(who) {
	const { page } = who;
	await page.goto("/admin/roles");
	await look(who, "admin-roles");
	await press(who, page.locator(".page-head a.btn-primary"));
	await look(who, "admin-role-new");
	const name = unique("Night shift");
	await page.fill("#f-name", name);
	await choose(who, page.locator("input[name=may_reply]"));
	await submitIn(who, "main form");
	assert.equal(await page.locator("h1").textContent(), name);
	await look(who, "admin-role");
	await press(who, page.locator("main a.btn-danger"));
	await look(who, "admin-role-delete");
	await submitIn(who, "main form");
	assert.ok(!(await page.locator("main").textContent()).includes(name));
}

async function keepTeams(who, agent) {
	const { page } = who;
	await page.goto("/admin/teams");
	await look(who, "admin-teams");
	const name = unique("Deliveries");
	await page.fill("#f-name", name);
	await submitIn(who, "main form[method=post]");
	await look(who, "admin-team-empty");
	await page.selectOption("#f-person", agent.id);
	await submitIn(who, "form[action$='/members']");
	await page.locator("#f-topic").selectOption({ index: 1 });
	await submitIn(who, "form[action$='/topics']");
	assert.ok((await page.locator("main").textContent()).includes(agent.name));
	await look(who, "admin-team");
	await press(who, page.locator("form[action$='/members/remove'] button").first());
	await press(who, page.locator("main a.btn-danger"));
	await look(who, "admin-team-delete");
	await submitIn(who, "main form");
	assert.ok(!(await page.locator("main").textContent()).includes(name));
}

async function readLog(who) {
	const { page } = who;
	await page.goto("/admin/audit");
	await look(who, "admin-audit");
	await page.fill("#f-who", who.mail);
	await submitIn(who, "main form");
	assert.ok((await page.locator("main .rows .row-title").count()) > 0);
	await look(who, "admin-audit-person");
	await page.goto("/admin/audit?who=nobody%40nowhere.example&from=x");
	await look(who, "admin-audit-nothing");
}

async function readSettings(who) {
	const { page } = who;
	await page.goto("/admin/settings");
	await look(who, "admin-settings");
	await page.fill("#f-delete_days", "99");
	await submitIn(who, "main form");
	assert.equal(await page.locator("#f-delete_days").inputValue(), "99");
	assert.equal(await page.locator("#f-delete_days[aria-invalid=true]").count(), 1);
	who.problems.splice(0); // the browser takes note of the 422
	await look(who, "admin-settings-wrong");
}

for (const language of LANGUAGES)
	for (const seat of waysOf(language, "en"))
		test(`an administrator keeps roles, teams and settings and reads the log: ${language}, ${seat.width} px, ${seat.scheme}, scripts ${seat.scripts ? "on" : "off"}`, async () => {
			const agent = person(stack, { role: "agent", name: unique("Agnes") });
			const who = await enter(person(stack, { role: "admin", lang: language }), { ...seat, language });
			await keepRoles(who);
			await keepTeams(who, agent);
			await readLog(who);
			await readSettings(who);
			await who.context.close();
		});

test("what an agent may not do himself is shown and cannot be pressed", async () => {
	const agent = person(stack, { role: "agent" });
	const name = unique("Lead");
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('${name}', '${name}', 'reply roles', 1);
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${agent.id};
		INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('${name} big', '${name} big', 'reply people', 1)`);
	const who = await enter(agent, { width: 390 });
	const idOf = (one) => stack.value(`SELECT id FROM staff_role WHERE name = '${one}'`);
	await who.page.goto(`/admin/roles/${idOf(name)}`);
	assert.equal(await who.page.locator("input[name=may_people]").isDisabled(), true);
	await look(who, "admin-role-own");
	await who.page.goto(`/admin/roles/${idOf(`${name} big`)}`);
	assert.equal(await who.page.locator("main button").count(), 0);
	await look(who, "admin-role-shown");
	await who.page.goto("/admin/teams");
	assert.equal(await who.page.locator("main form[method=post]").count(), 0);
	await look(who, "admin-teams-shown");
	await who.context.close();
});
