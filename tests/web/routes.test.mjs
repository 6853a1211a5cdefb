/*
 * Who reaches which route (ACL-01): routes.tsv says for each route of each program what every kind of person gets, and each of
 * them asks. A route that the table lacks fails, and so does a line without a route.
 *
 *	GET     page   he gets it (200)            go     he is led to another page
 *	        login  he is led to the sign-in    no     it is missing (404)
 *	POST    form   it reaches the form, which asks for its token (403)
 *	        no     it is missing (404)         -      open to all without a token: not asked
 *
 * A path of the community stands once for each kind of thing behind it: "#company" is a thing kept for the company, "#group"
 * one for a group, "#held" one of the owner's that waits for a moderator in public, "#note" a staff note, "#public" an open one.
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
 *	partner    customer, in the group
 *	people … articles  agents with that permission alone                   admin
 */
const PERMISSIONS = ["all_tickets", "people", "companies", "roles", "settings", "audit", "export", "moderate", "articles"];
const PRINCIPALS = ["anonymous", "guest", "owner", "colleague", "member", "finance", "stranger", "partner", "agent", "outsider", ...PERMISSIONS, "admin"];

/* What the community's paths are asked for. */
const KINDS = [
	[/^\/forum\/c\/:slug/, ["public", "company", "group"]],
	[/^\/forum\/topic\/:id/, ["public", "company", "group", "held"]],
	[/^\/forum\/post\/:id/, ["public", "company", "held", "note"]],
	[/^\/suggestions\/b\/:slug/, ["public", "company", "group"]],
	[/^\/suggestions\/:id/, ["public", "company", "group", "held"]],
	[/^\/files\/:id/, ["ticket", "public", "company", "held", "note"]],
];

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

/* A place of the community with what lies in it, all of it the owner's. */
function makePlace(audience, id = 0) {
	const place = `routes-${randomBytes(5).toString("hex")}`;
	const common = `'${audience}', ${id}`;
	stack.sql(`INSERT INTO forum_category (slug, audience, audience_id, position, created_at) VALUES ('${place}', ${common}, 900, 1);
		INSERT INTO forum_category_text (category_id, lang, name) VALUES (LAST_INSERT_ID(), 'en', 'Place ${place}');
		INSERT INTO suggestion_board (slug, audience, audience_id, position, created_at) VALUES ('${place}', ${common}, 900, 1);
		INSERT INTO suggestion_board_text (board_id, lang, name) VALUES (LAST_INSERT_ID(), 'en', 'Place ${place}')`);
	const made = { slug: place, audience, audience_id: id };
	made.category = stack.value(`SELECT id FROM forum_category WHERE slug = '${place}'`);
	made.board = stack.value(`SELECT id FROM suggestion_board WHERE slug = '${place}'`);
	return { ...made, ...makeTexts(made, "open") };
}

function makeTexts(place, state, postState = state) {
	const file = randomBytes(16).toString("hex"), common = `'${place.audience}', ${place.audience_id}, ${quotedId("owner")}`;
	stack.sql(`INSERT INTO forum_topic (category_id, audience, audience_id, author_id, title, lang, state, places, created_at, activity_at)
			VALUES (${place.category}, ${common}, 'A topic', 'en', '${state}', 2, 1, 1);
		SET @topic = LAST_INSERT_ID();
		INSERT INTO forum_post (topic_id, place, author_id, state, body, created_at) VALUES (@topic, 1, ${quotedId("owner")}, '${state}', 'Words', 1);
		INSERT INTO forum_post (topic_id, place, author_id, by_staff, state, body, created_at)
			VALUES (@topic, 2, ${quotedId(postState === "note" ? "moderate" : "owner")}, ${postState === "note"}, '${postState}', 'Words', 1);
		SET @post = LAST_INSERT_ID();
		INSERT INTO forum_edit (post_id, editor_id, body, created_at) VALUES (@post, ${quotedId("owner")}, 'Earlier words', 1);
		INSERT INTO attachment (public_id, post_id, owner_id, name, type, size, hash, created_at)
			VALUES (X'${file}', @post, ${quotedId("owner")}, 'a.txt', 'text/plain', 1, UNHEX(SHA2('x', 256)), 1);
		INSERT INTO attachment_chunk (attachment_id, position, data) VALUES (LAST_INSERT_ID(), 0, 'x');
		INSERT INTO suggestion (board_id, audience, audience_id, author_id, title, body, lang, state, status_at, created_at, updated_at)
			VALUES (${place.board}, ${common}, 'An idea', 'Words', 'en', '${state}', 1, 1, 1)`);
	const made = { file, suggestion: stack.value(`SELECT MAX(id) FROM suggestion WHERE board_id = ${place.board}`) };
	made.topic = stack.value(`SELECT MAX(id) FROM forum_topic WHERE category_id = ${place.category}`);
	made.post = stack.value(`SELECT MAX(id) FROM forum_post WHERE topic_id = ${made.topic}`);
	return made;
}

before(async () => {
	stack = await startStack();
	who.anonymous = { id: "0", client: new Client(stack) };
	for (const name of ["guest", "owner", "colleague", "member", "finance", "stranger", "partner"])
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
	things.group = makeNamed("people_group", "created_at", "1");
	stack.sql(`INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (${things.group}, ${quotedId("partner")}, 1)`);
	things.places = { public: makePlace("public"), company: makePlace("company", things.company), group: makePlace("group", things.group) };
	things.places.held = { ...things.places.public, ...makeTexts(things.places.public, "held") };
	things.places.note = { ...things.places.public, ...makeTexts(things.places.public, "open", "note") };
	stack.sql(`INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (${quotedId("owner")}, 'topic', ${things.places.public.topic}, 1)`);
	things.follow = stack.value(`SELECT id FROM follow WHERE account_id = ${quotedId("owner")}`);
	shelf = category(stack, "Of the routes");
	slug = article(stack, shelf, { en: ["An article", "Words."] });
});
after(async () => {
	clear(stack, shelf);
	await stack.stop();
});

/* --- asking ---------------------------------------------------------------------------------------------- */

function placeValues(route, place) {
	if (route.path.startsWith("/files/"))
		return { id: place.file, name: "a.txt" };
	const id = route.path.startsWith("/suggestions/") ? place.suggestion : route.path.startsWith("/forum/post/") ? place.post : place.topic;
	return { slug: place.slug, id };
}

/* The routes, those of the community once for each kind of thing. */
const lines = () =>
	routesOf(stack).flatMap((route) => {
		const kinds = KINDS.find(([path]) => path.test(route.path))?.[1] ?? [""];
		return kinds.map((kind) => ({ ...route, kind, line: `${route.method}\t${route.path}${kind && `#${kind}`}` }));
	});

/* What stands in a path's places, for one who asks: the guest's ticket is his own. */
function values(route, name) {
	const ticket = name === "guest" ? things.guestTicket : things.ticket;
	const key = randomBytes(32).toString("base64url");
	if (route.path.startsWith("/files/picture/"))
		return { id: things.picture };
	const place = things.places[route.kind];
	if (place)
		return placeValues(route, place);
	if (route.path.startsWith("/files/"))
		return { id: ticket.file, name: "a.txt" };
	if (route.path.startsWith("/kb/"))
		return { slug: route.path.startsWith("/kb/c/") ? shelf.slug : slug };
	if (route.path.startsWith("/account/follows/"))
		return { id: things.follow };
	if (route.path.startsWith("/forum/people/"))
		return { id: quotedId("owner") };
	const ids = { boards: things.places.company.board, forum: things.places.company.category, groups: things.group,
		company: things.company, people: quotedId("stranger"), companies: things.company, roles: things.role, teams: things.team };
	const area = /^\/(?:admin\/)?(\w+)/.exec(route.path)?.[1];
	return { number: ticket.number, account: quotedId("member"), invite: things.invite, key, act: "disable", status: "planned", id: ids[area] ?? "1" };
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
	const [head, ...rest] = readFileSync(TABLE, "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
	assert.deepEqual(head.split("\t"), ["method", "path", ...PRINCIPALS]);
	return new Map(rest.map((line) => {
		const [method, path, ...answers] = line.split("\t");
		assert.equal(answers.length, PRINCIPALS.length, path);
		return [`${method}\t${path}`, answers];
	}));
}

async function writeTable(routes) {
	const table = [["method", "path", ...PRINCIPALS]];
	for (const route of routes) {
		const answers = [];
		for (const name of PRINCIPALS)
			answers.push(await asked(route, name));
		table.push([route.line, ...answers]);
	}
	writeFileSync(TABLE, `# Who reaches what: see routes.test.mjs.\n${table.map((line) => line.join("\t")).join("\n")}\n`);
}

test("ACL-01: every route of every program is in the table, and every line of the table is a route", async () => {
	const routes = lines();
	if (process.env.ROUTES === "write")
		await writeTable(routes);
	const names = routes.map((route) => route.line);
	const table = readTable();
	assert.deepEqual(names.filter((name) => !table.has(name)), [], "routes that routes.tsv lacks");
	assert.deepEqual([...table.keys()].filter((name) => !names.includes(name)), [], "lines of routes.tsv without a route");
	assert.ok(names.length > 60);
});

test("ACL-01: each person reaches what the table says and nothing else", async () => {
	const table = readTable();
	const wrong = [];
	let cells = 0;
	for (const route of lines()) {
		const expected = table.get(route.line) ?? [];
		for (const [i, name] of PRINCIPALS.entries()) {
			if (expected[i] === undefined)
				continue;
			const found = await asked(route, name);
			cells++;
			if (found !== expected[i])
				wrong.push(`${route.line} for ${name}: ${found}, not ${expected[i]}`);
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
	for (const route of lines()) {
		const may = admitted[route.needs] ?? [route.needs, "admin"];
		for (const [i, answer] of (table.get(route.line) ?? []).entries()) {
			const name = PRINCIPALS[i];
			const shut = route.method === "GET" ? !["page", "go"].includes(answer) : answer !== "form" || ["anonymous", "guest"].includes(name);
			assert.ok(may.includes(name) || shut || answer === "-", `${route.line} lets ${name} through: ${answer}`);
		}
	}
});

test("INJ-05: every form asks for its token, but those that need none and the link that mail programs follow", () => {
	const open = ["/login/out", "/kb/:slug/vote", "/forum/preview"]; // stand on pages for everybody; our own Origin is enough
	const keyed = ["/forum/unsubscribe/:key"]; // the key is the mail's own
	for (const [line, answers] of readTable()) {
		const [method, path] = line.split(/[\t#]/);
		if (method !== "POST")
			continue;
		const wanted = open.includes(path) ? ["-"] : keyed.includes(path) ? ["no"] : ["form", "no"];
		assert.deepEqual(answers.filter((answer) => !wanted.includes(answer)), [], line);
	}
});
