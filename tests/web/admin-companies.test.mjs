/* The management of companies over HTTP: lists and their file, a new company, edits that meet, members and owners. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf, unescapeHtml } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";

let stack, admin, manager, clerk, agent; // the clerk manages companies, but sees his teams' tickets only

before(async () => {
	stack = await startStack();
	admin = person(stack, { role: "admin", name: "Head" });
	agent = person(stack, { role: "agent", name: "Plain agent" });
	manager = withRole("Manager", "companies all_tickets");
	clerk = withRole("Clerk", "companies");
});
after(() => stack.stop());

function withRole(name, permissions) {
	const who = person(stack, { role: "agent", name });
	const role = `companies-${key()}`;
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('${role}', '${role}', '${permissions}', 1);
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${who.id}`);
	return who;
}

const key = () => randomBytes(4).toString("hex");
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const names = (page) => [...page.text.matchAll(/<td class="cell-main"><a [^>]*>([^<]*)</g)].map(([, name]) => unescapeHtml(name));
const count = (sql) => Number(stack.value(`SELECT COUNT(*) FROM ${sql}`));
const row = (id) => stack.sql(`SELECT * FROM company WHERE id = ${id}`)[0];
const path = (id, rest = "") => `/admin/companies/${id}${rest}`;

async function make(fields) {
	const page = await manager.client.get("/admin/companies/new");
	const sent = await manager.client.submit(page, "/new", { name: `Company ${key()}`, industry: "it", ...fields });
	return { sent, id: /companies\/(\d+)\?/.exec(sent.location ?? "")?.[1] };
}

test("ACL-01: companies are missing for customers and for staff without the permission", async () => {
	const customer = person(stack), { id } = await make({ mail: customer.mail });
	for (const address of ["/admin/companies", "/admin/companies.csv", "/admin/companies/new", path(id), path(id, `/members/${customer.id}`), path(id, "/disable")]) {
		for (const who of [customer, agent])
			assert.equal((await who.client.get(address)).status, 404, address);
		assert.equal((await new Client(stack).get(address)).status, 303, address);
	}
	for (const rest of ["", "/members", "/disable", `/members/${customer.id}`, `/members/${customer.id}/remove`])
		assert.ok([403, 404].includes((await agent.client.post(path(id, rest), { name: "x", version: "1", mail: agent.mail })).status));
	assert.equal((await manager.client.get("/admin/companies.csv")).status, 404, "export is a permission of its own");
	assert.equal((await manager.client.get("/admin/companies/999999999")).status, 404);
	assert.equal((await manager.client.get("/admin/people")).status, 404);
});

test("a company is made for its owner, who is invited if there is no account", async () => {
	const owner = person(stack);
	const { sent, id } = await make({ mail: owner.mail.toUpperCase() });
	assert.equal(sent.status, 303);
	assert.equal(count(`company_member WHERE company_id = ${id} AND account_id = ${owner.id} AND owner`), 1);
	const mail = `nobody-${key()}@example.org`;
	const second = await make({ mail });
	assert.equal(count(`company_invite WHERE company_id = ${second.id} AND mail = '${mail}'`), 1);
	const page = await manager.client.get(path(second.id));
	assert.match(words(page), /no owner yet/);
	assert.match(words(page), new RegExp(mail));
	const wrong = await make({ mail: "nonsense", name: "" });
	assert.equal(wrong.sent.status, 422);
	assert.equal((await make({ mail: owner.mail, industry: "magic" })).sent.status, 422);
});

test("ACL-05, DAT-07: an edit writes its fields alone, and of two editors the later sees both sides", async () => {
	const { id } = await make({ mail: person(stack).mail });
	const mine = await manager.client.get(path(id)), theirs = await admin.client.get(path(id));
	const before = row(id);
	const sent = await admin.client.submit(theirs, (one) => one.action === path(id), { name: "Theirs", tax_number: "LT1", state: "disabled", created_at: "1", id: "1" });
	assert.equal(sent.status, 303);
	const now = row(id);
	const changed = Object.keys(now).filter((name) => now[name] !== before[name] && name !== "updated_at").sort();
	assert.deepEqual(changed, ["name", "name_key", "rest_key", "tax_number", "version"]);
	const late = await manager.client.submit(mine, (one) => one.action === path(id), { name: "Mine" });
	assert.equal(late.status, 409);
	assert.match(words(late), /Theirs/);
	assert.equal(form(late, (one) => one.action === path(id)).value("name"), "Mine");
	assert.equal(row(id).name, "Theirs");
	assert.equal((await manager.client.submit(late, (one) => one.action === path(id), {})).status, 303);
	assert.equal(row(id).name, "Mine");
});

test("members are added by address, changed and removed; an owner always remains", async () => {
	const owner = person(stack), mate = person(stack);
	const { id } = await make({ mail: owner.mail });
	let page = await manager.client.get(path(id));
	const added = await manager.client.submit(page, "/members", { mail: mate.mail, own: "1", finance: "1" });
	assert.equal(added.status, 303);
	assert.equal(stack.value(`SELECT rights FROM company_member WHERE company_id = ${id} AND account_id = ${mate.id}`), "own finance");
	assert.equal(count(`outbox WHERE kind = 'security' AND detail = 'company_joined' AND account_id = ${mate.id}`), 1);
	const again = await manager.client.submit(page = await manager.client.get(path(id)), "/members", { mail: mate.mail, orders: "1" });
	assert.equal(again.status, 422);
	assert.match(words(again), /belongs to the company already/);
	const lone = await manager.client.get(path(id, `/members/${owner.id}`));
	assert.equal((await manager.client.submit(lone, "/remove", {})).status, 422);
	assert.equal((await manager.client.submit(lone, `/members/${owner.id}`, { owner: undefined })).status, 422);
	const other = await manager.client.get(path(id, `/members/${mate.id}`));
	const late = await manager.client.get(path(id, `/members/${mate.id}`));
	assert.equal((await manager.client.submit(other, `/members/${mate.id}`, { owner: "1" })).status, 303);
	assert.equal((await manager.client.submit(late, `/members/${mate.id}`, { orders: "1" })).status, 409);
	assert.equal((await manager.client.submit(await manager.client.get(path(id, `/members/${owner.id}`)), "/remove", {})).status, 303);
	assert.equal(count(`company_member WHERE company_id = ${id}`), 1);
	assert.equal((await manager.client.get(path(id, `/members/${owner.id}`))).status, 404);
});

test("a disabled company gives nobody a right, an enabled one does again", async () => {
	const owner = person(stack);
	const { id } = await make({ mail: owner.mail });
	assert.equal((await owner.client.get(`/en/company/${id}`)).status, 200);
	for (const [act, state, status] of [["disable", "disabled", 404], ["enable", "active", 200]]) {
		const page = await manager.client.get(path(id, `/${act}`));
		assert.equal((await manager.client.submit(page, `/${act}`, {})).status, 303);
		assert.equal(row(id).state, state);
		assert.equal((await owner.client.get(`/en/company/${id}`)).status, status);
	}
	assert.equal((await manager.client.get(path(id, "/explode"))).status, 404);
});

test("the list is found by any beginning, filtered, sorted and saved as a file without formulas", async () => {
	const mark = key();
	const mail = person(stack).mail;
	const first = await make({ name: `UAB ${mark} namai`, mail, industry: "energy" });
	await make({ name: `=${mark} formula`, mail });
	const find = async (query) => names(await admin.client.get(`/admin/companies?${query}`));
	assert.deepEqual(await find(`q=${mark}`), [`UAB ${mark} namai`]);
	assert.deepEqual(await find(`q=uab+${mark}`), [`UAB ${mark} namai`]);
	assert.deepEqual(await find(`q=${mark}&industry=it`), []);
	assert.deepEqual(await find(`q=${mark}&state=disabled`), []);
	assert.ok((await find("sort=newest")).includes(`=${mark} formula`));
	assert.ok((await find("industry=energy&sort=newest&state=active")).includes(`UAB ${mark} namai`));
	const file = await admin.client.get(`/admin/companies.csv?q=%3D${mark}`);
	assert.equal(file.status, 200);
	assert.match(file.text, new RegExp(`"'=${mark} formula"`));
	assert.match(words(await admin.client.get("/admin/companies?q=nothing-like-it")), /No company fits/);
	assert.ok(first.id);
});

const tokenOf = (page, action) => form(page, (one) => one.action?.endsWith(action)).value("token");
const told = (who) => count(`outbox WHERE kind = 'security' AND detail = 'company_people' AND account_id = ${who.id}`);

test("ACL-02: who cannot read a company’s tickets puts nobody into it, neither at once nor by an invitation", async () => {
	const owner = person(stack), second = person(stack, { name: "Second account" });
	const { id } = await make({ mail: owner.mail });
	const page = await clerk.client.get(path(id));
	assert.equal(page.status, 200);
	assert.doesNotMatch(page.text, /name="own"/);
	assert.match(words(page), /owners invite people themselves/);
	const token = tokenOf(await manager.client.get(path(id)), `${path(id)}/members`);
	assert.ok(token);
	const fresh = await clerk.client.post(path(id, "/members"), { token, mail: second.mail, colleagues: "1" });
	assert.ok([403, 404].includes(fresh.status), `${fresh.status}`);
	const made = await clerk.client.get("/admin/companies/new"), empty = `Company ${key()}`;
	const prepared = await clerk.client.submit(made, "/new", { name: empty, industry: "it", mail: clerk.mail });
	assert.equal(prepared.status, 404, "a colleague, himself included");
	assert.equal(count(`company WHERE name = '${empty}'`), 0);
	const first = await clerk.client.submit(await clerk.client.get("/admin/companies/new"), "/new", { name: empty, industry: "it", mail: second.mail });
	assert.equal(first.status, 303, "he prepares a company for its first person");
	assert.equal(count(`company_member WHERE company_id = ${id}`), 1);
	assert.equal(count(`company_invite WHERE company_id = ${id}`), 0);
});

test("ACL-02: who cannot read a company’s tickets gives a member no more rights, but can take some away", async () => {
	const owner = person(stack), mate = person(stack);
	const { id } = await make({ mail: owner.mail });
	stack.sql(`INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES (${id}, ${mate.id}, FALSE, 'own finance', 1)`);
	const rights = () => stack.value(`SELECT CONCAT(owner, ' ', rights) FROM company_member WHERE company_id = ${id} AND account_id = ${mate.id}`);
	const address = path(id, `/members/${mate.id}`);
	for (const more of [{ colleagues: "1" }, { owner: "1" }]) {
		const answer = await clerk.client.submit(await clerk.client.get(address), address, more);
		assert.equal(answer.status, 422);
		assert.match(words(answer), /Only staff who see all tickets/);
		assert.equal(rights(), "0 own finance");
	}
	assert.equal((await clerk.client.submit(await clerk.client.get(address), address, { finance: undefined })).status, 303);
	assert.equal(rights(), "0 own");
});

test("the owners of a company hear when staff change who belongs to it, and what one may do", async () => {
	const owner = person(stack), mate = person(stack);
	const { id } = await make({ mail: owner.mail });
	assert.equal(told(owner), 0);
	const send = async (address, which, fields) => assert.equal((await manager.client.submit(await manager.client.get(address), which, fields)).status, 303);
	await send(path(id), "/members", { mail: mate.mail, own: "1" });
	assert.equal(told(owner), 1);
	await send(path(id), "/members", { mail: `nobody-${key()}@example.org`, own: "1" });
	assert.equal(told(owner), 2);
	const address = path(id, `/members/${mate.id}`);
	await send(address, address, { own: "1" });
	assert.equal(told(owner), 2, "nothing was changed");
	await send(address, address, { finance: "1" });
	await send(address, "/remove", {});
	assert.equal(told(owner), 4);
	assert.equal(told(mate), 0);
});
