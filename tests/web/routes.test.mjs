/*
 * Who reaches which route (ACL-01): routes.tsv says for each route of each program what every kind of person gets, and each of
 * them asks. A route that the table lacks fails, and so does a line without a route.
 *
 *	GET     page   he gets it (200)            go     he is led to another page
 *	        login  he is led to the sign-in    no     it is missing (404)
 *	POST    form   it reaches the form, which asks for its token (403)
 *	        no     it is missing (404)         -      open to all without a token: not asked
 *
 * ROUTES=write writes the table anew, to be read line by line before it is kept.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";
import { addressOf, routesOf } from "./routes.mjs";
import { article, category, clear } from "./shelf.mjs";

const TABLE = new URL("routes.tsv", import.meta.url);

/*
 * The people, by how they stand to the things below: the ticket is a company's and of a team, filed by its owner.
 *	anonymous  nobody             guest      with the mailed link to a ticket of his own
 *	owner      of the ticket and the company               colleague  sees colleagues' tickets and manages members
 *	member     of the company, own tickets only            finance    of the company, finance only
 *	stranger   another customer   agent      in the ticket's team          outsider   agent of another team
 *	people … export  agents with that permission alone                     admin
 */
const PERMISSIONS = ["all_tickets", "people", "companies", "roles", "settings", "audit", "export"];
const PRINCIPALS = ["anonymous", "guest", "owner", "colleague", "member", "finance", "stranger", "agent", "outsider", ...PERMISSIONS, "admin"];

let stack, shelf, slug;
const who = {};
const things = {};

const quotedId = (name) => who[name].id;
const number = () => String(10000000 + (randomBytes(4).readUInt32BE() % 90000000));

function makeTicket(requester, { company = "NULL", team = "NULL" } = {}) {
	const made = { number: number(), file: randomBytes(16).toString("hex") };
	stack.sql(`INSERT INTO ticket (number, requester_id, company_id, team_id, subject, lang, message_count, last_name, created_at, updated_at, activity_at)
		VALUES (${made.number}, ${quotedId(requester)}, ${company}, ${team}, 'A question', 'en', 1, 'x', 1, 1, UNIX_TIMESTAMP());
		SET @ticket = LAST_INSERT_ID();
		INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, files, created_at)
		VALUES (@ticket, 'public', ${quotedId(requester)}, FALSE, 'Words', 1, 1);
		SET @message = LAST_INSERT_ID();
		INSERT INTO attachment (public_id, ticket_id, message_id, owner_id, name, type, size, hash, created_at)
		VALUES (X'${made.file}', @ticket, @message, ${quotedId(requester)}, 'a.txt', 'text/plain', 1, UNHEX(SHA2('x', 256)), 1);
		INSERT INTO attachment_chunk (attachment_id, position, data) VALUES (LAST_INSERT_ID(), 0, 'x')`);
	made.id = stack.value(`SELECT id FROM ticket WHERE number = ${made.number}`);
	return made;
}

function makeNamed(table, columns, values) {
	const name = `${table} ${randomBytes(5).toString("hex")}`;
	stack.sql(`INSERT INTO ${table} (name, name_key, ${columns}) VALUES ('${name}', '${name}', ${values})`);
	return stack.value(`SELECT id FROM ${table} WHERE name_key = '${name}'`);
}

function makeRole(name, permissions) {
	const id = makeNamed("staff_role", "permissions, created_at", `'${permissions}', 1`);
	stack.sql(`UPDATE account SET role_id = ${id} WHERE id = ${quotedId(name)}`);
	return id;
}

function joinCompany(name, rights, owner = false) {
	stack.sql(`INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES (${things.company}, ${quotedId(name)}, ${owner}, '${rights}', 1);
		UPDATE account SET acting_company_id = ${things.company} WHERE id = ${quotedId(name)}`);
}

before(async () => {
	stack = await startStack();
	who.anonymous = { id: "0", client: new Client(stack) };
	for (const name of ["guest", "owner", "colleague", "member", "finance", "stranger"])
		who[name] = person(stack, { name });
	for (const name of ["agent", "outsider", ...PERMISSIONS])
		who[name] = person(stack, { role: "agent", name });
	who.admin = person(stack, { role: "admin" });
	things.role = makeRole("agent", "reply note assign");
	makeRole("outsider", "reply note assign");
	for (const permission of PERMISSIONS)
		makeRole(permission, permission);
	things.company = makeNamed("company", "created_at, updated_at", "1, 1");
	things.team = makeNamed("team", "created_at", "1");
	stack.sql(`INSERT INTO team_member (team_id, account_id) VALUES (${things.team}, ${quotedId("agent")})`);
	joinCompany("owner", "", true);
	joinCompany("colleague", "own colleagues members");
	joinCompany("member", "own");
	joinCompany("finance", "finance");
	stack.sql(`INSERT INTO company_invite (company_id, mail, mail_key, lang, created_at, ends_at)
		VALUES (${things.company}, 'i@example.org', 'i@example.org', 'en', 1, UNIX_TIMESTAMP() + 86400)`);
	things.invite = stack.value(`SELECT id FROM company_invite WHERE company_id = ${things.company}`);
	things.ticket = makeTicket("owner", { company: things.company, team: things.team });
	things.guestTicket = makeTicket("guest");
	stack.sql(`UPDATE account SET state = 'guest' WHERE id = ${quotedId("guest")};
		UPDATE session SET ticket_id = ${things.guestTicket.id} WHERE account_id = ${quotedId("guest")}`);
	things.picture = randomBytes(16).toString("hex");
	stack.sql(`INSERT INTO picture (public_id, account_id, state, data, created_at) VALUES (X'${things.picture}', ${quotedId("owner")}, 'ready', 'x', 1)`);
	shelf = category(stack, "Of the routes");
	slug = article(stack, shelf, { en: ["An article", "Words."] });
});
after(async () => {
	clear(stack, shelf);
	await stack.stop();
});

/* --- asking ---------------------------------------------------------------------------------------------- */

/* What stands in a path's places, for one who asks: the guest's ticket is his own. */
function values(route, name) {
	const ticket = name === "guest" ? things.guestTicket : things.ticket;
	const key = randomBytes(32).toString("base64url");
	if (route.path.startsWith("/files/picture/"))
		return { id: things.picture };
	if (route.path.startsWith("/files/"))
		return { id: ticket.file, name: "a.txt" };
	if (route.path.startsWith("/kb/"))
		return { slug: route.path.startsWith("/kb/c/") ? shelf.slug : slug };
	const ids = { company: things.company, people: quotedId("stranger"), companies: things.company, roles: things.role, teams: things.team };
	const area = /^\/(?:admin\/)?(\w+)/.exec(route.path)?.[1];
	return { number: ticket.number, account: quotedId("member"), invite: things.invite, key, act: "disable", id: ids[area] ?? "1" };
}

function pathFor(route, name) {
	const place = values(route, name);
	return addressOf(route.path.replace(/:(\w+)/g, (all, one) => place[one] ?? assert.fail(`${route.path}: nothing stands for ${all}`)));
}

async function asked(route, name) {
	const path = pathFor(route, name);
	if (route.method === "POST") {
		if (route.flags.includes("anonymous"))
			return "-";
		const answer = await who[name].client.post(path, {});
		return { 403: "form", 404: "no" }[answer.status] ?? String(answer.status);
	}
	const page = await who[name].client.get(path);
	if (page.status === 303 || page.status === 302)
		return /\/login\?next=/.test(page.location) ? "login" : "go";
	return { 200: "page", 404: "no" }[page.status] ?? String(page.status);
}

/* --- the table --------------------------------------------------------------------------------------------- */

function readTable() {
	const [head, ...lines] = readFileSync(TABLE, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
	assert.deepEqual(head.split("\t"), ["method", "path", ...PRINCIPALS]);
	return new Map(lines.map((line) => {
		const [method, path, ...answers] = line.split("\t");
		assert.equal(answers.length, PRINCIPALS.length, path);
		return [`${method} ${path}`, answers];
	}));
}

async function writeTable(routes) {
	const lines = [["method", "path", ...PRINCIPALS]];
	for (const route of routes) {
		const answers = [];
		for (const name of PRINCIPALS)
			answers.push(await asked(route, name));
		lines.push([route.method, route.path, ...answers]);
	}
	writeFileSync(TABLE, `# Who reaches what: see routes.test.mjs.\n${lines.map((line) => line.join("\t")).join("\n")}\n`);
}

test("ACL-01: every route of every program is in the table, and every line of the table is a route", async () => {
	const routes = routesOf(stack);
	if (process.env.ROUTES === "write")
		await writeTable(routes);
	const names = routes.map((route) => `${route.method} ${route.path}`);
	const table = readTable();
	assert.deepEqual(names.filter((name) => !table.has(name)), [], "routes that routes.tsv lacks");
	assert.deepEqual([...table.keys()].filter((name) => !names.includes(name)), [], "lines of routes.tsv without a route");
	assert.ok(names.length > 60);
});

test("ACL-01: each person reaches what the table says and nothing else", async () => {
	const table = readTable();
	const wrong = [];
	let cells = 0;
	for (const route of routesOf(stack)) {
		const expected = table.get(`${route.method} ${route.path}`) ?? [];
		for (const [i, name] of PRINCIPALS.entries()) {
			if (expected[i] === undefined)
				continue;
			const found = await asked(route, name);
			cells++;
			if (found !== expected[i])
				wrong.push(`${route.method} ${route.path} for ${name}: ${found}, not ${expected[i]}`);
		}
	}
	console.log(`# ${cells} cells of route × person`);
	assert.deepEqual(wrong, []);
});

test("ACL-01: no line lets a person through whom the route’s own need shuts out", () => {
	const table = readTable();
	const staff = ["agent", "outsider", ...PERMISSIONS, "admin"];
	const admitted = {
		none: PRINCIPALS,
		guest: PRINCIPALS.filter((name) => name !== "anonymous"),
		login: PRINCIPALS.filter((name) => !["anonymous", "guest"].includes(name)),
		staff,
		management: ["people", "companies", "roles", "settings", "audit", "admin"],
		admin: ["admin"],
	};
	for (const route of routesOf(stack)) {
		const may = admitted[route.needs] ?? [route.needs, "admin"];
		for (const [i, answer] of (table.get(`${route.method} ${route.path}`) ?? []).entries()) {
			const name = PRINCIPALS[i];
			const shut = route.method === "GET" ? !["page", "go"].includes(answer) : answer !== "form" || ["anonymous", "guest"].includes(name);
			assert.ok(may.includes(name) || shut || answer === "-", `${route.method} ${route.path} lets ${name} through: ${answer}`);
		}
	}
});
