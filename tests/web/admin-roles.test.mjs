/* Roles, teams, audit log and settings over HTTP: who may, what a change does at once, and what the log tells of it. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf, unescapeHtml } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { masked, person, retire, topic } from "./people.mjs";

let stack, admin;

before(async () => {
	stack = await startStack();
	admin = person(stack, { role: "admin", name: "Adele Admin" });
});
after(() => stack.stop());

const unique = (word) => `${word} ${randomBytes(4).toString("hex")}`;
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const actions = (object, id) => stack.sql(`SELECT action, actor_id, detail FROM audit WHERE object = '${object}' AND object_id = ${id} ORDER BY id`);

/* A staff role straight in the database, and an agent who holds it. */
function role(permissions, { factor = false } = {}) {
	const name = unique("Role");
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, second_factor, created_at)
		VALUES ('${name}', '${name.toLowerCase()}', '${permissions}', ${factor}, 1)`);
	return { name, id: stack.value(`SELECT id FROM staff_role WHERE name = '${name}'`) };
}

function holder(made, name) {
	const who = person(stack, { role: "agent", ...(name ? { name } : {}) });
	stack.sql(`UPDATE account SET role_id = ${made.id} WHERE id = ${who.id}`);
	return who;
}

const withPermissions = (permissions, name) => holder(role(permissions), name);
const rowOf = (table, id) => stack.sql(`SELECT * FROM ${table} WHERE id = ${id}`)[0];
const idIn = (answer) => /\/(\d+)\?/.exec(answer.location ?? "")?.[1];

async function makeRole(who, fields) {
	return who.client.submit(await who.client.get("/admin/roles/new"), "/admin/roles/new", fields);
}

const making = (one) => one.method === "POST" && one.action === "/admin/teams";

async function makeTeam(who, name) {
	const answer = await who.client.submit(await who.client.get("/admin/teams"), making, { name });
	assert.equal(answer.status, 303);
	return idIn(answer);
}

/* --- both lists ------------------------------------------------------------------------------------ */

for (const [table, area, columns, values] of [["staff_role", "roles", ", permissions", ", 'reply'"], ["team", "teams", "", ""]])
	test(`OVL-02: ${area} are found by a piece of the name, sorted, paged by key both ways, and saved as they are shown`, async () => {
		const mark = randomBytes(4).toString("hex");
		const wanted = Array.from({ length: 23 }, (_, i) => `List ${mark} & ${String(i).padStart(2, "0")}`);
		wanted.forEach((name, i) => stack.sql(`INSERT INTO ${table} (name, name_key${columns}, created_at)
			VALUES ('${name}', '${name.toLowerCase()}'${values}, ${100 - i})`));
		const shown = (page) => [...page.text.matchAll(/class="row-title" dir="auto">([^<]*)</g)].map(([, name]) => unescapeHtml(name));
		const go = async (page, which) => admin.client.get(unescapeHtml(new RegExp(`rel="${which}" href="([^"]*)"`).exec(page.text)[1]));
		const find = (rest) => admin.client.get(`/admin/${area}?q=${mark.toUpperCase()}+%26${rest}`);
		for (const [sort, order] of [["", wanted], ["&sort=name-down", [...wanted].reverse()], ["&sort=newest", wanted], ["&sort=oldest", [...wanted].reverse()]]) {
			const first = await find(sort);
			assert.deepEqual(shown(first), order.slice(0, 20), sort);
			const second = await go(first, "next");
			assert.deepEqual(shown(second), order.slice(20), sort);
			assert.doesNotMatch(second.text, /rel="next"/);
			assert.deepEqual(shown(await go(second, "prev")), order.slice(0, 20), sort);
		}
		const filtered = await find("&sort=name-down");
		const link = unescapeHtml(new RegExp(`href="(/admin/${area}\\.csv[^"]*)"`).exec(filtered.text)[1]);
		const file = await admin.client.get(link);
		assert.deepEqual(file.text.split("\r\n").slice(1, -1).map((line) => line.split(",")[1]), [...wanted].reverse());
		const nothing = await admin.client.get(`/admin/${area}?q=no-${mark}-such`);
		assert.equal(nothing.status, 200);
		assert.match(words(nothing), /No (?:role|team) fits/);
		assert.doesNotMatch(words(nothing), /yet/);
		assert.deepEqual(shown(nothing), []);
		assert.match(nothing.text, new RegExp(`value="no-${mark}-such"`));
		for (const odd of ["%25", "_", "%5C", "'"])
			assert.deepEqual(shown(await find(odd)), [], "a pattern is no pattern");
		stack.sql(`DELETE FROM ${table} WHERE name LIKE 'List ${mark}%'`);
	});

/* --- roles ----------------------------------------------------------------------------------------- */

test("ACL-01: roles, teams, audit and settings are missing for whoever lacks the permission", async () => {
	const made = role("reply");
	const paths = ["/admin/roles", "/admin/roles/new", `/admin/roles/${made.id}`, `/admin/roles/${made.id}/delete`, "/admin/teams",
		"/admin/audit", "/admin/audit.csv", "/admin/settings"];
	for (const who of [person(stack), holder(made)]) {
		const missing = masked(await who.client.get("/admin/nothing-here"), "x");
		for (const path of paths)
			assert.deepEqual(masked(await who.client.get(path), "x"), missing, path);
	}
	for (const path of paths) {
		const stranger = await new Client(stack).get(path);
		assert.equal(stranger.status, 303, path);
		assert.match(stranger.location, /\/login\?next=/);
	}
});

test("each permission opens its own area and no other", async () => {
	const areas = { roles: ["/admin/roles", "/admin/teams"], audit: ["/admin/audit"], settings: ["/admin/settings"] };
	for (const [permission, own] of Object.entries(areas)) {
		const who = withPermissions(permission);
		for (const path of Object.values(areas).flat())
			assert.equal((await who.client.get(path)).status, own.includes(path) ? 200 : 404, `${permission} ${path}`);
	}
});

test("a role is made, changed and deleted, and the log tells it without names", async () => {
	const name = unique("Quagga");
	const made = await makeRole(admin, { name, may_reply: "1", may_note: "1" });
	assert.equal(made.status, 303);
	const id = idIn(made);
	assert.equal(rowOf("staff_role", id).permissions, "reply note");
	assert.match(words(await admin.client.get("/admin/roles")), /Administrator May do everything/);
	assert.ok(words(await admin.client.get(`/admin/roles?q=${encodeURIComponent(name)}`)).includes(name));
	const page = await admin.client.get(`/admin/roles/${id}`);
	const changed = await admin.client.submit(page, (one) => one.names.includes("may_reply"), { may_note: undefined, may_audit: "1" });
	assert.equal(changed.status, 303);
	assert.equal(rowOf("staff_role", id).permissions, "reply audit");
	const asked = await admin.client.get(`/admin/roles/${id}/delete`);
	assert.match(words(asked), /Nobody holds this role/);
	assert.ok(rowOf("staff_role", id));
	assert.equal((await admin.client.submit(asked, "/delete")).status, 303);
	assert.equal(rowOf("staff_role", id), undefined);
	const told = actions("staff_role", id);
	assert.deepEqual(told.map((one) => [one.action, one.detail]), [["role.add", "reply note"], ["role.change", "reply audit"], ["role.delete", "reply audit"]]);
	assert.ok(told.every((one) => one.actor_id === admin.id && !one.detail.includes("uagga")));
});

test("a role without a name or with one that is taken comes back with what was ticked", async () => {
	const taken = role("reply");
	const nameless = await makeRole(admin, { name: "", may_reply: "1", second_factor: "1" });
	assert.equal(nameless.status, 422);
	assert.match(words(nameless), /Give the role a name/);
	const typed = form(nameless, "/admin/roles/new");
	assert.deepEqual([typed.value("may_reply"), typed.value("may_note"), typed.value("second_factor")], ["1", undefined, "1"]);
	const twin = await makeRole(admin, { name: taken.name.toUpperCase(), may_reply: "1" });
	assert.equal(twin.status, 422);
	assert.match(words(twin), /a role with this name already/);
	assert.equal(form(twin, "/admin/roles/new").value("name"), taken.name.toUpperCase());
});

test("ACL-05: nobody puts into a role what he has not, whatever the form says", async () => {
	const lead = withPermissions("roles reply");
	const page = await lead.client.get("/admin/roles/new");
	const boxes = [...page.text.matchAll(/<input type="checkbox" name="(may_\w+)"[^>]*>/g)];
	assert.equal(boxes.filter(([tag]) => !/ disabled/.test(tag)).map((one) => one[1]).sort().join(), "may_reply,may_roles");
	const raised = await lead.client.submit(page, "/admin/roles/new", { name: unique("Raised"), may_reply: "1", may_settings: "1" });
	assert.equal(raised.status, 404);
	const own = stack.value(`SELECT role_id FROM account WHERE id = ${lead.id}`);
	const mine = await lead.client.submit(await lead.client.get(`/admin/roles/${own}`), (one) => one.names.includes("may_reply"),
		{ may_people: "1", permissions: "people", role: "admin" });
	assert.equal(mine.status, 404);
	assert.equal(rowOf("staff_role", own).permissions, "roles reply");
	assert.equal(rowOf("account", lead.id).role, "agent");
});

test("ACL-05: a role that holds more than the reader may is shown and cannot be changed or deleted", async () => {
	const lead = withPermissions("roles reply");
	const big = role("reply people");
	const page = await lead.client.get(`/admin/roles/${big.id}`);
	assert.equal(page.status, 200);
	assert.match(words(page), /may do more than you/);
	assert.throws(() => form(page, (one) => one.names.includes("may_reply")));
	assert.equal((await lead.client.get(`/admin/roles/${big.id}/delete`)).status, 404);
	const own = await lead.client.get(`/admin/roles/${stack.value(`SELECT role_id FROM account WHERE id = ${lead.id}`)}`);
	const token = form(own, (one) => one.names.includes("may_reply")).value("token");
	const forged = await lead.client.post(`/admin/roles/${big.id}`, { token, version: "1", name: "Mine", may_reply: "1" });
	assert.equal(forged.status, 404);
	assert.equal(rowOf("staff_role", big.id).name, big.name);
	const made = role("reply");
	const removal = await lead.client.get(`/admin/roles/${made.id}/delete`);
	const other = await lead.client.post(`/admin/roles/${big.id}/delete`, { token: form(removal, "/delete").value("token") });
	assert.equal(other.status, 404);
	assert.ok(rowOf("staff_role", big.id));
});

test("DAT-07: the second of two who edit a role sees both sides, and may then decide", async () => {
	const made = role("reply");
	const path = `/admin/roles/${made.id}`;
	const fits = (one) => one.names.includes("may_reply");
	const [one, two] = [await admin.client.get(path), await admin.client.get(path)];
	assert.ok(!/meanwhile/.test(words(one)));
	assert.equal((await admin.client.submit(one, fits, { may_note: "1" })).status, 303);
	const name = unique("Late");
	const late = await admin.client.submit(two, fits, { name, may_audit: "1" });
	assert.equal(late.status, 409);
	assert.match(words(late), /Somebody changed this role meanwhile/);
	assert.ok(words(late).includes(made.name) && words(late).includes(name));
	assert.match(words(late), /Write internal notes/);
	assert.equal(rowOf("staff_role", made.id).permissions, "reply note");
	assert.equal((await admin.client.submit(late, fits)).status, 303);
	assert.deepEqual([rowOf("staff_role", made.id).name, rowOf("staff_role", made.id).permissions], [name, "reply audit"]);
});

test("a role that somebody holds stays", async () => {
	const made = role("reply");
	const removal = await admin.client.get(`/admin/roles/${made.id}/delete`);
	holder(made);
	const kept = await admin.client.submit(removal, "/delete");
	assert.equal(kept.status, 409);
	assert.match(words(kept), /Somebody holds this role/);
	assert.ok(rowOf("staff_role", made.id));
});

test("a changed role counts from the next request on, in sessions that go on", async () => {
	const made = role("reply");
	const agent = holder(made);
	assert.equal((await agent.client.get("/admin/audit")).status, 404);
	const fits = (one) => one.names.includes("may_reply");
	await admin.client.submit(await admin.client.get(`/admin/roles/${made.id}`), fits, { may_audit: "1" });
	assert.equal((await agent.client.get("/admin/audit")).status, 200);
	await admin.client.submit(await admin.client.get(`/admin/roles/${made.id}`), fits, { may_audit: undefined });
	assert.equal((await agent.client.get("/admin/audit")).status, 404);
});

test("a second factor that becomes a duty signs out the holders who have none", async () => {
	const made = role("reply");
	const [without, withOne] = [holder(made), holder(made)];
	stack.sql(`UPDATE account SET totp_sealed = 'x', totp_since = 1 WHERE id = ${withOne.id}`);
	const page = await admin.client.get(`/admin/roles/${made.id}`);
	assert.equal((await admin.client.submit(page, (one) => one.names.includes("may_reply"), { second_factor: "1" })).status, 303);
	assert.equal((await without.client.get("/desk")).status, 303);
	assert.equal((await withOne.client.get("/desk")).status, 200);
});

test("DAT-05: 20 parallel forms make one role", async () => {
	const name = unique("Once");
	const page = await admin.client.get("/admin/roles/new");
	const answers = await Promise.all(Array.from({ length: 20 }, () => admin.client.clone().submit(page, "/admin/roles/new", { name, may_reply: "1" })));
	assert.equal(new Set(answers.map((one) => `${one.status} ${one.location}`)).size, 1);
	assert.equal(stack.value(`SELECT COUNT(*) FROM staff_role WHERE name = '${name}'`), "1");
});

test("nobody lifts the duty of a second step that binds himself", async () => {
	const made = role("roles reply", { factor: true });
	const who = holder(made);
	stack.sql(`UPDATE account SET totp_since = 1, totp_sealed = 'x' WHERE id = ${who.id}`);
	const page = await who.client.get(`/admin/roles/${made.id}`);
	assert.match(words(page), /only an administrator can lift this duty/);
	assert.equal((await who.client.submit(page, `/admin/roles/${made.id}`, { second_factor: undefined })).status, 404);
	assert.equal(rowOf("staff_role", made.id).second_factor, "1");
	const renamed = unique("Role");
	assert.equal((await who.client.submit(await who.client.get(`/admin/roles/${made.id}`), `/admin/roles/${made.id}`, { name: renamed })).status, 303);
	assert.equal(rowOf("staff_role", made.id).second_factor, "1");
	const admins = await admin.client.get(`/admin/roles/${made.id}`);
	assert.equal((await admin.client.submit(admins, `/admin/roles/${made.id}`, { second_factor: undefined })).status, 303);
	assert.equal(rowOf("staff_role", made.id).second_factor, "0");
});

/* --- teams ----------------------------------------------------------------------------------------- */

test("a team gets members and topics, is renamed, and gives all back when it is deleted", async () => {
	const slug = topic(stack);
	const topicId = stack.value(`SELECT id FROM topic WHERE slug = '${slug}'`);
	const agent = person(stack, { role: "agent", name: unique("Agnes") });
	const id = await makeTeam(admin, unique("Billing"));
	const path = `/admin/teams/${id}`;
	const act = async (which, fields, options) => {
		const answer = await admin.client.submit(await admin.client.get(path), which, fields, options);
		assert.equal(answer.status, 303, which);
	};
	await act("/members", { person: agent.id });
	await act("/topics", { topic: topicId });
	const page = words(await admin.client.get(path));
	assert.ok(page.includes(agent.name) && page.includes(`Topic ${slug}`));
	assert.deepEqual(stack.sql(`SELECT account_id FROM team_member WHERE team_id = ${id}`), [{ account_id: agent.id }]);
	assert.equal(stack.value(`SELECT team_id FROM topic WHERE id = ${topicId}`), id);
	const name = unique("Money");
	await act((one) => one.names.includes("version"), { name });
	assert.equal(rowOf("team", id).name, name);
	stack.sql(`INSERT INTO ticket (number, requester_id, subject, lang, team_id, created_at, updated_at, activity_at)
		VALUES (${10000000 + Math.floor(Math.random() * 80000000)}, ${agent.id}, 'Of the team', 'en', ${id}, 1, 1, 1)`);
	const asked = await admin.client.get(`${path}/delete`);
	assert.match(words(asked), /1 member.*1 topic.*1 ticket/);
	assert.equal((await admin.client.submit(asked, "/delete")).status, 303);
	assert.equal(rowOf("team", id), undefined);
	assert.equal(stack.value(`SELECT team_id FROM topic WHERE id = ${topicId}`), null);
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket WHERE requester_id = ${agent.id} AND team_id IS NULL`), "1");
	assert.deepEqual(actions("team", id).map((one) => one.action), ["team.add", "team.member.add", "team.topic.add", "team.rename", "team.delete"]);
	retire(stack, slug);
});

test("members and topics are taken out again by one press", async () => {
	const slug = topic(stack);
	const topicId = stack.value(`SELECT id FROM topic WHERE slug = '${slug}'`);
	const agent = person(stack, { role: "agent" });
	const id = await makeTeam(admin, unique("Short"));
	stack.sql(`INSERT INTO team_member (team_id, account_id) VALUES (${id}, ${agent.id}); UPDATE topic SET team_id = ${id} WHERE id = ${topicId}`);
	const page = await admin.client.get(`/admin/teams/${id}`);
	assert.equal((await admin.client.submit(page, "/members/remove", {}, { button: { person: agent.id } })).status, 303);
	assert.equal((await admin.client.submit(page, "/topics/remove", {}, { button: { topic: topicId } })).status, 303);
	assert.equal(stack.value(`SELECT COUNT(*) FROM team_member WHERE team_id = ${id}`), "0");
	assert.equal(stack.value(`SELECT team_id FROM topic WHERE id = ${topicId}`), null);
	retire(stack, slug);
});

test("ACL-05: only staff becomes a member of a team", async () => {
	const customer = person(stack);
	const id = await makeTeam(admin, unique("Strict"));
	const page = await admin.client.get(`/admin/teams/${id}`);
	const refused = await admin.client.submit(page, "/members", { person: customer.id });
	assert.equal(refused.status, 422);
	assert.match(words(refused), /no agent any more/);
	const nobody = await admin.client.submit(await admin.client.get(`/admin/teams/${id}`), "/members", { person: "" });
	assert.equal(nobody.status, 422);
	assert.match(words(nobody), /Choose a person/);
	assert.equal(stack.value(`SELECT COUNT(*) FROM team_member WHERE team_id = ${id}`), "0");
});

test("DAT-07: the second of two who rename a team sees both names", async () => {
	const name = unique("Old");
	const id = await makeTeam(admin, name);
	const fits = (one) => one.names.includes("version");
	const [one, two] = [await admin.client.get(`/admin/teams/${id}`), await admin.client.get(`/admin/teams/${id}`)];
	assert.ok(!/meanwhile/.test(words(one)));
	const [first, second] = [unique("First"), unique("Second")];
	assert.equal((await admin.client.submit(one, fits, { name: first })).status, 303);
	const late = await admin.client.submit(two, fits, { name: second });
	assert.equal(late.status, 409);
	assert.ok(words(late).includes(first) && words(late).includes(second));
	assert.equal(rowOf("team", id).name, first);
	assert.equal((await admin.client.submit(late, fits)).status, 303);
	assert.equal(rowOf("team", id).name, second);
});

test("whoever does not see all tickets only looks at teams", async () => {
	const lead = withPermissions("roles reply");
	const id = await makeTeam(admin, unique("Closed"));
	const page = await lead.client.get(`/admin/teams/${id}`);
	assert.match(words(page), /Only somebody who sees the tickets of all teams/);
	assert.equal([...page.text.matchAll(/action="\/admin\/teams/g)].length, 0);
	assert.equal((await lead.client.get(`/admin/teams/${id}/delete`)).status, 404);
	const role = await lead.client.get("/admin/roles/new");
	const token = form(role, "/admin/roles/new").value("token");
	for (const [path, fields] of [["", { name: "x", version: "1" }], ["/members", { person: lead.id }], ["/delete", {}]])
		assert.ok([403, 404].includes((await lead.client.post(`/admin/teams/${id}${path}`, { token, ...fields })).status), path);
	assert.equal(stack.value(`SELECT COUNT(*) FROM team_member WHERE team_id = ${id}`), "0");
});

/* --- the audit log --------------------------------------------------------------------------------- */

const log = (query) => admin.client.get(`/admin/audit?${new URLSearchParams(query)}`);

function note(actor, action, object, id, { at = "UNIX_TIMESTAMP()", address = "192.0.2.7", detail = "" } = {}) {
	stack.sql(`INSERT INTO audit (actor_id, action, object, object_id, detail, created_at) VALUES (${actor}, '${action}', '${object}', ${id}, '${detail}', ${at});
		INSERT INTO audit_origin (audit_id, account_id, address, created_at) VALUES (LAST_INSERT_ID(), ${actor}, '${address}', ${at})`);
}

test("the log is found by person, act, thing and day, in words", async () => {
	const actor = person(stack, { role: "agent", name: unique("Actor") });
	const team = await makeTeam(admin, unique("Logged"));
	note(actor.id, "team.rename", "team", team, { address: "2001:db8::99" });
	note(actor.id, "role.add", "staff_role", 987654);
	for (const query of [{ who: actor.mail }, { who: actor.id }, { who: actor.mail.toUpperCase() }]) {
		const page = words(await log(query));
		assert.match(page, /Renamed a team/);
		assert.ok(!/· (?:$|[A-Z])/.test(page.split("Renamed a team")[1].slice(0, 80)), "no mark before a detail that is not there");
		assert.match(page, /Made a staff role: Staff role #987654/);
		assert.ok(page.includes(actor.name) && page.includes("2001:db8::99"));
	}
	const count = async (query) => [...(await log({ who: actor.id, ...query })).text.matchAll(/class="row-title"/g)].length;
	assert.equal(await count({}), 2);
	assert.equal(await count({ action: "team." }), 1);
	assert.equal(await count({ action: "role.add" }), 1);
	assert.equal(await count({ action: "ticket." }), 0);
	assert.equal(await count({ object: "team" }), 1);
	assert.equal(await count({ object: "team", number: team }), 1);
	assert.equal(await count({ object: "team", number: "999999" }), 0);
	assert.equal(await count({ from: "2020-01-01" }), 2);
	assert.equal(await count({ from: "2020-01-01", to: "2020-01-02" }), 0);
	assert.match(words(await log({ who: actor.id, to: "2020-01-02" })), /Nothing fits/);
});

test("a filter that names nobody or no day says so and finds nothing", async () => {
	for (const [query, message] of [
		[{ who: "nobody@nowhere.example" }, /Nobody has this address or number/],
		[{ from: "2026-02-30" }, /year-month-day/],
		[{ to: "yesterday" }, /year-month-day/],
		[{ number: "5" }, /Choose what kind of number this is/],
		[{ object: "ticket", number: "5" }, /no ticket with this number/],
	]) {
		const page = await log(query);
		assert.equal(page.status, 200);
		assert.match(words(page), message);
		assert.equal([...page.text.matchAll(/class="row-title"/g)].length, 0);
		for (const [name, value] of Object.entries(query))
			assert.equal(form(page, "/admin/audit").value(name), value);
	}
	for (const action of ["%", "ticket%.", "' OR 1=1 -- "])
		assert.equal([...(await log({ action })).text.matchAll(/class="row-title"/g)].length, 0);
});

test("days are those of the reader’s calendar, in any digits", async () => {
	const reader = person(stack, { role: "admin", lang: "fa" });
	stack.sql(`UPDATE account SET zone = 'Asia/Tehran' WHERE id = ${reader.id}`);
	const actor = person(stack, { role: "agent" });
	note(actor.id, "team.rename", "team", 1, { at: "UNIX_TIMESTAMP('2024-03-19 20:40:00')" }); // 1 Farvardin 1403 there
	note(actor.id, "team.rename", "team", 1, { at: "UNIX_TIMESTAMP('2024-03-19 20:20:00')" }); // the evening before
	const count = async (from, to) =>
		[...(await reader.client.get(`/admin/audit?${new URLSearchParams({ who: actor.id, from, to })}`)).text.matchAll(/class="row-title"/g)].length;
	assert.equal(await count("1403-01-01", "1403-01-01"), 1);
	assert.equal(await count("۱۴۰۳/۰۱/۰۱", "۱۴۰۳/۱/۱"), 1);
	assert.equal(await count("1402-12-29", "1403-01-01"), 2);
	assert.equal(await count("1403-01-02", ""), 0);
});

test("a deleted person is a number in the log", async () => {
	const actor = person(stack, { role: "agent", name: unique("Goner") });
	note(actor.id, "team.rename", "team", 1);
	stack.sql(`UPDATE account SET state = 'deleted' WHERE id = ${actor.id}`);
	const page = words(await log({ who: actor.id }));
	assert.match(page, new RegExp(`Deleted person #${actor.id}`));
	assert.ok(!page.includes("Goner"));
});

test("the log pages both ways", async () => {
	const actor = person(stack, { role: "agent" });
	stack.sql(`INSERT INTO audit (actor_id, action, object, object_id, created_at) SELECT ${actor.id}, 'ticket.note', 'ticket', 900000 + seq, 1700000000 FROM seq_1_to_45`);
	const things = (page) => [...page.text.matchAll(/<bdi>Ticket #(\d+)<\/bdi>/g)].map((one) => Number(one[1]));
	const next = (page, rel) => new RegExp(`rel="${rel}" href="([^"]*)"`).exec(page.text)[1].replaceAll("&amp;", "&");
	const first = await log({ who: actor.id });
	const second = await admin.client.get(next(first, "next"));
	const third = await admin.client.get(next(second, "next"));
	assert.deepEqual([...things(first), ...things(second), ...things(third)], Array.from({ length: 45 }, (_, i) => 900045 - i));
	assert.ok(!/rel="next"/.test(third.text));
	assert.deepEqual(things(await admin.client.get(next(third, "prev"))), things(second));
});

test("INJ-09: the log as CSV holds the same rows, is for those who may export, and is itself in the log", async () => {
	const actor = person(stack, { role: "agent", name: "=1+1" });
	note(actor.id, "team.rename", "team", 1, { detail: "@SUM(A1)" });
	const page = await log({ who: actor.id });
	const link = /href="([^"]*audit\.csv[^"]*)"/.exec(page.text)[1].replaceAll("&amp;", "&");
	const file = await admin.client.get(link);
	assert.equal(file.status, 200);
	assert.match(file.headers["content-type"], /text\/csv/);
	const lines = file.text.trim().split(/\r\n/);
	assert.equal(lines.length, 2);
	assert.match(lines[1], /"?'=1\+1"?,/);
	assert.match(lines[1], /"?'@SUM\(A1\)"?/);
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${admin.id} AND action LIKE '%export%' AND created_at > UNIX_TIMESTAMP() - 60`) > 0, true);
	const reader = withPermissions("audit");
	assert.equal((await reader.client.get("/admin/audit")).status, 200);
	assert.ok(!(await reader.client.get("/admin/audit")).text.includes("audit.csv"));
	assert.equal((await reader.client.get("/admin/audit.csv")).status, 404);
});

test("INJ-09: roles and teams as CSV are for those who may export, hold what the lists hold, and are in the log", async () => {
	const made = role("reply note", { factor: true });
	stack.sql(`UPDATE staff_role SET name = '=${made.name}', name_key = '=${made.name.toLowerCase()}' WHERE id = ${made.id}`);
	const team = await makeTeam(admin, `@${unique("Team")}`);
	const exporter = withPermissions("roles all_tickets export"), reader = withPermissions("roles all_tickets");
	for (const [list, table, id, cell] of [["roles", "staff_role", made.id, `'=${made.name}`], ["teams", "team", team, "'@Team"]]) {
		const page = await exporter.client.get(`/admin/${list}`);
		assert.match(page.text, new RegExp(`href="[^"]*/admin/${list}\\.csv"`));
		const file = await exporter.client.get(`/admin/${list}.csv`);
		assert.equal(file.status, 200);
		assert.match(file.headers["content-type"], /text\/csv/);
		const line = file.text.split(/\r\n/).find((one) => new RegExp(`^"?${id}"?,`).test(one));
		assert.ok(line?.includes(cell), `${line}`);
		assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${exporter.id} AND action LIKE '%export%' AND CONCAT(object, detail) LIKE '%${table}%'`), "1");
		assert.ok(!(await reader.client.get(`/admin/${list}`)).text.includes(".csv"));
		assert.equal((await reader.client.get(`/admin/${list}.csv`)).status, 404);
	}
	stack.sql(`DELETE FROM team WHERE id = ${team}`);
});

test("PRC-07: a staff act that is denied is in the log of the program, with its route and no more", async () => {
	const agent = withPermissions("reply");
	await agent.client.get("/admin/settings");
	await agent.client.get("/admin/roles/77?x=secret");
	const lines = stack.log(stack.mode === "fcgi" ? "admin" : "cgi").split("\n").filter((line) => line.includes(`security denied account=${agent.id} `));
	assert.equal(lines.length, 2);
	assert.match(lines[0], / ip=127\.0\.0\.1 \/admin\/settings$/);
	assert.match(lines[1], /\/admin\/roles\/:id$/);
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${agent.id}`), "0");
});

test("PRC-07: changes of rights and exports are in the log of the program, by ids alone", async () => {
	const name = unique("Okapi");
	const id = idIn(await makeRole(admin, { name, may_reply: "1" }));
	await admin.client.get("/admin/audit.csv?action=role.");
	const lines = stack.log(stack.mode === "fcgi" ? "admin" : "cgi").split("\n").filter((line) => line.includes(`account=${admin.id} `));
	assert.equal(lines.filter((line) => line.includes(`security role.add account=${admin.id} ip=127.0.0.1 staff_role=${id}`)).length, 1);
	assert.ok(lines.some((line) => /security export account=/.test(line)));
	assert.ok(lines.every((line) => !line.includes("Okapi") && !line.includes(admin.mail)));
});
