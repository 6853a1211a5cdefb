/*
 * Somebody else's things, asked for in every way (ACL-02, ACL-03, ACL-05): principals × routes × objects × tampering. A cell
 * fails when a thing shows to whom it is not meant for, when a forbidden and a missing thing can be told apart, or when a
 * refused form changes a row. A route that no object below stands for fails the run (ACL-01). FastCGI only: rights are the
 * same as plain CGI, and there are thousands of cells. With the community's things (hidden.mjs) the ways to tamper take turns; PROOF=1: each with all.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { formToken, keyOf } from "./form_token.mjs";
import { Hidden } from "./hidden.mjs";
import { person } from "./people.mjs";
import { addressOf, routesOf } from "./routes.mjs";

const PROOF = Boolean(process.env.PROOF);
const AT_MOST = PROOF ? 3600000 : 900000; // milliseconds for each of the two large tests
let stack, key, routes, hidden;
const who = {}; // name → { id, client }
const things = {}; // ids and markers

const marker = () => `secret${randomBytes(6).toString("hex")}`;
const number = () => String(10000000 + (randomBytes(4).readUInt32BE() % 90000000));

/* --- what there is --------------------------------------------------------------------------------------------------- */

function makeTicket({ companyId = "NULL", teamId = "NULL" }) {
	const made = { number: number(), mark: marker(), note: marker() };
	stack.sql(`INSERT INTO ticket (number, requester_id, company_id, team_id, subject, lang, message_count, last_name, created_at, updated_at, activity_at)
		VALUES (${made.number}, ${who.alice.id}, ${companyId}, ${teamId}, 'Subject ${made.mark}', 'en', 1, 'Alice', 1, 1, 1)`);
	made.id = stack.value(`SELECT id FROM ticket WHERE number = ${made.number}`);
	for (const [kind, words] of [["public", made.mark], ["note", made.note]]) {
		const file = randomBytes(16).toString("hex");
		stack.sql(`INSERT INTO ticket_message (ticket_id, kind, author_id, by_staff, body, files, created_at)
			VALUES (${made.id}, '${kind}', ${who.alice.id}, ${kind === "note"}, 'Words ${words}', 1, 1);
			SET @message = LAST_INSERT_ID();
			INSERT INTO attachment (public_id, ticket_id, message_id, owner_id, name, type, size, hash, created_at)
			VALUES (X'${file}', ${made.id}, @message, ${who.alice.id}, 'plan-${words}.txt', 'text/plain', ${words.length}, UNHEX(SHA2('x', 256)), 1);
			INSERT INTO attachment_chunk (attachment_id, position, data) VALUES (LAST_INSERT_ID(), 0, '${words}')`);
		made[`${kind}File`] = file;
	}
	return made;
}

function join_(companyId, name, rights, owner = false) {
	stack.sql(`INSERT INTO company_member (company_id, account_id, owner, rights, created_at) VALUES (${companyId}, ${who[name].id}, ${owner}, '${rights}', 1)`);
}

function makeNamed(table, columns, values) {
	const mark = marker();
	stack.sql(`INSERT INTO ${table} (name, name_key, ${columns}) VALUES ('Name ${mark}', 'name ${mark}', ${values})`);
	return { mark, id: stack.value(`SELECT id FROM ${table} WHERE name_key = 'name ${mark}'`) };
}

function makeRole(permissions) {
	return makeNamed("staff_role", "permissions, created_at", `'${permissions}', 1`);
}

const setRole = (name, role) => stack.sql(`UPDATE account SET role_id = ${role.id} WHERE id = ${who[name].id}`);

before(async () => {
	stack = await startStack();
	key = keyOf(stack);
	routes = routesOf(stack);
	things.aliceName = marker();
	who.anonymous = { id: 0, client: new Client(stack) };
	for (const name of ["alice", "bob", "mate", "exMate", "bookkeeper", "partner"])
		who[name] = person(stack, { name: name === "alice" ? `Alice ${things.aliceName}` : name });
	for (const name of ["agentElsewhere", "agentInTeam", "moderator"])
		who[name] = person(stack, { role: "agent" });
	who.admin = person(stack, { role: "admin" });
	who.guest = person(stack, { name: "Guest" });

	things.company = makeNamed("company", "created_at, updated_at", "1, 1");
	things.team = makeNamed("team", "created_at", "1");
	things.role = makeRole("reply note assign");
	setRole("agentElsewhere", things.role);
	setRole("agentInTeam", things.role);
	setRole("moderator", makeRole("reply note moderate"));
	stack.sql(`INSERT INTO team_member (team_id, account_id) VALUES (${things.team.id}, ${who.agentInTeam.id})`);
	join_(things.company.id, "alice", "", true);
	join_(things.company.id, "mate", "own colleagues members");
	join_(things.company.id, "bookkeeper", "finance");
	join_(things.company.id, "exMate", "own colleagues");
	stack.sql(`DELETE FROM company_member WHERE account_id = ${who.exMate.id}`);
	stack.sql(`UPDATE account SET acting_company_id = ${things.company.id} WHERE id IN (${who.mate.id}, ${who.exMate.id}, ${who.bookkeeper.id})`);
	stack.sql(`INSERT INTO company_invite (company_id, mail, mail_key, rights, lang, created_at, ends_at)
		VALUES (${things.company.id}, 'new@example.org', 'new@example.org', 'own', 'en', 1, UNIX_TIMESTAMP() + 86400)`);
	things.invite = stack.value(`SELECT MAX(id) FROM company_invite WHERE company_id = ${things.company.id}`);
	things.own = makeTicket({ teamId: things.team.id });
	things.shared = makeTicket({ companyId: things.company.id, teamId: things.team.id });
	guestOf();
	things.picture = { id: randomBytes(16).toString("hex"), mark: marker() };
	stack.sql(`INSERT INTO picture (public_id, account_id, state, data, created_at) VALUES (X'${things.picture.id}', ${who.alice.id}, 'ready', '${things.picture.mark}', 1);
		UPDATE account SET picture_id = LAST_INSERT_ID() WHERE id = ${who.alice.id}`);
	stack.sql(`INSERT INTO notice (account_id, event, ticket_id, created_at) VALUES (${who.alice.id}, 'ticket_answer', ${things.own.id}, 1)`);
	things.notice = stack.value(`SELECT MAX(id) FROM notice WHERE account_id = ${who.alice.id}`);
	things.group = makeNamed("people_group", "created_at", "1");
	stack.sql(`INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (${things.group.id}, ${who.partner.id}, 1)`);
	hidden = new Hidden(stack, who, things.company.id, things.group.id);
	await hidden.tell();
});
after(() => stack.stop());

/* A guest with the mailed link to another ticket than Alice's. */
function guestOf() {
	const other = number();
	stack.sql(`UPDATE account SET state = 'guest' WHERE id = ${who.guest.id};
		INSERT INTO ticket (number, requester_id, subject, lang, last_name, created_at, updated_at, activity_at)
		VALUES (${other}, ${who.guest.id}, 'A question', 'en', 'Guest', 1, 1, 1);
		UPDATE session SET ticket_id = (SELECT id FROM ticket WHERE number = ${other}) WHERE account_id = ${who.guest.id}`);
}

/* --- routes and the things behind them --------------------------------------------------------------------------------- */

const everybody = () => Object.keys(who);
const insiders = ["alice", "mate", "agentInTeam", "admin"];

/*
 * What a route's place may hold: [path's values, marks that only `allowed` may see, allowed]. Guests and everybody else are
 * refused. A route with places that is named here neither by its path nor by its beginning fails the run.
 */
function objectsOf(route) {
	const { own, shared, company, team, role, picture } = things;
	const p = route.path;
	const on = (values, marks, allowed, missing) => ({ values, marks, allowed, missing });
	const ticket = (thing, allowed) => on({ number: thing.number, account: who.alice.id }, [thing.mark, thing.note], allowed, { number: number() });
	if (p.startsWith("/tickets/:number")) /* only a company's ticket has participants */
		return [ticket(own, p.includes("/participants") ? [] : ["alice"]), ticket(shared, ["alice", "mate"])];
	if (p.startsWith("/desk/:number"))
		return [ticket(own, p.includes("/participants") ? [] : ["agentInTeam", "admin"]), ticket(shared, ["agentInTeam", "admin"])];
	if (p.startsWith("/files/picture/"))
		return [on({ id: picture.id }, [picture.mark], everybody().filter((name) => !["anonymous", "guest"].includes(name)), { id: randomBytes(16).toString("hex") })];
	if (p.startsWith("/files/:id"))
		return [...hidden.objectsOf(route), ...[own, shared].flatMap((thing) => {
			const readers = thing === own ? ["alice", "agentInTeam", "admin"] : insiders;
			const missing = { id: randomBytes(16).toString("hex") };
			return [on({ id: thing.publicFile, name: `plan-${thing.mark}.txt` }, [thing.mark], readers, missing),
				on({ id: thing.noteFile, name: `plan-${thing.note}.txt` }, [thing.note], ["agentInTeam", "admin"], missing)];
		})];
	const elsewhere = String(2 ** 40 + (randomBytes(2).readUInt16BE() % 1000));
	if (p.startsWith("/company/:id")) {
		const allowed = /\/billing/.test(p) ? ["alice", "bookkeeper"] : /\/(?:members|invites?)/.test(p) ? ["alice", "mate"] : ["alice", "mate", "bookkeeper"];
		return [on({ id: company.id, account: who.bookkeeper.id, invite: things.invite }, [company.mark], allowed, { id: elsewhere })];
	}
	if (p.startsWith("/account/notices/:id"))
		return [on({ id: things.notice }, [], ["alice"], { id: elsewhere })];
	if (p.startsWith("/admin/people/:id"))
		return [on({ id: who.alice.id, act: "disable" }, [things.aliceName], ["admin"], { id: elsewhere })];
	if (p.startsWith("/admin/companies/:id"))
		return [on({ id: company.id, account: who.alice.id, act: "disable" }, [company.mark], ["admin"], { id: elsewhere })];
	if (p.startsWith("/admin/roles/:id"))
		return [on({ id: role.id }, [role.mark], ["admin"], { id: elsewhere })];
	if (p.startsWith("/admin/teams/:id"))
		return [on({ id: team.id, account: who.alice.id }, [team.mark], ["admin"], { id: elsewhere })];
	if (p.startsWith("/admin/statuses/:status"))
		return [on({ status: "planned" }, [], ["admin"], { status: "forgotten" })];
	if (p.startsWith("/admin/groups/:id"))
		return [on({ id: things.group.id }, [things.group.mark], ["admin"], { id: elsewhere })];
	return hidden.objectsOf(route);
}

/* Places that hold a mailed secret or a public name: whoever has it may use it. */
const OPEN_PLACES = /^\/(?:kb\/|login\/|account\/(?:address|undo|keep)\/:key|company\/invite\/:key|tickets\/guest\/:key|forum\/unsubscribe\/:key)/;

/* What nobody but these sees anywhere, lists and searches included. */
const secrets = () => [
	[things.own.mark, ["alice", "agentInTeam", "admin"]],
	[things.own.note, ["agentInTeam", "admin"]],
	[things.shared.mark, insiders],
	[things.shared.note, ["agentInTeam", "admin"]],
	[things.company.mark, ["alice", "mate", "bookkeeper", "agentInTeam", "admin"]],
	[things.picture.mark, everybody()],
	[things.group.mark, ["partner", "agentElsewhere", "agentInTeam", "moderator", "admin"]],
	...hidden.secrets,
];

/* `asked`: a name that stood in the address, which an error page may repeat. */
function refuseLeaks(page, name, cell, asked = "") {
	const seen = `${page.text}\n${JSON.stringify(page.headers)}`.replaceAll(asked || "\0", "");
	for (const [mark, allowed] of secrets())
		assert.ok(allowed.includes(name) || !seen.includes(mark), `${cell}: shows what is not for ${name}`);
}

/* --- tampering ----------------------------------------------------------------------------------------------------------- */

const fill = (path, values) => path.replace(/:(\w+)/g, (_, name) => values[name] ?? "x");
const persian = (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)));
const each = (values, change) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(String(value))]));
const identity = () => ({ "X-Forwarded-User": who.alice.mail, "Remote-User": who.alice.mail, "X-Remote-User": who.alice.mail, "X-User-Id": String(who.alice.id), "X-Original-URL": `/en/tickets/${things.own.number}`, "X-Rewrite-URL": `/en/tickets/${things.own.number}`, "X-HTTP-Method-Override": "GET" });
const owners = () => `account_id=${who.alice.id}&requester_id=${who.alice.id}&user_id=${who.alice.id}&company_id=${things.company.id}&role=admin&internal=1&staff=1`;

const variants = {
	plain: (path, values) => ({ path: addressOf(fill(path, values)) }),
	slash: (path, values) => ({ path: `${addressOf(fill(path, values))}/` }),
	zeros: (path, values) => ({ path: addressOf(fill(path, each(values, (one) => `000${one}`))) }),
	persian: (path, values) => ({ path: addressOf(fill(path, each(values, (one) => encodeURIComponent(persian(one))))) }),
	encoded: (path, values) => ({ path: addressOf(fill(path, each(values, (one) => `%${one.charCodeAt(0).toString(16)}${one.slice(1)}`))) }),
	suffix: (path, values) => ({ path: addressOf(fill(path, each(values, (one) => `${one}.json`))) }),
	nul: (path, values) => ({ path: addressOf(fill(path, each(values, (one) => `${one}%00`))) }),
	owner: (path, values) => ({ path: `${addressOf(fill(path, values))}?${owners()}` }),
	identity: (path, values) => ({ path: addressOf(fill(path, values)), headers: identity() }),
	json: (path, values) => ({ path: addressOf(fill(path, values)), headers: { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" } }),
	language: (path, values) => ({ path: addressOf(fill(path, values)).replace(/^\/en\//, "/fa/") }),
	address: (path, values) => ({ path: addressOf(fill(path, values)), headers: { "X-Forwarded-For": "127.0.0.1", "X-Real-IP": "127.0.0.1", Forwarded: "for=127.0.0.1" } }),
};

let cells = 0;
let turn = 0;

/* Where there are very many cells, the ways to tamper take turns, unless there is time. */
const TAMPERED = Object.keys(variants).filter((name) => name !== "plain");
const inTurn = (names) => names[turn++ % names.length];
const isBrief = (object, name) => !PROOF && (object.sampled || ["partner", "moderator"].includes(name));

/* Which status a missing thing has is asked once for each route, person and way, however many things stand behind the route. */
function remembered() {
	const known = new Map();
	return async (key, ask) => {
		if (!known.has(key))
			known.set(key, await ask());
		return known.get(key);
	};
}

/* What may differ: ids of requests, tokens, and the address that was asked for. */
function masked(page, path) {
	const asked = path.split("?")[0].replace(/^\/(?:en|fa|lt)(?=\/)/, "");
	const decoded = decodeURIComponent(asked.replaceAll("%00", ""));
	const hide = (text) => [asked, decoded, encodeURI(decoded)].reduce((rest, one) => rest.replaceAll(one, "ASKED"), text);
	return {
		status: page.status,
		location: (page.location ?? "").replace(/next=.*/, "next=").replace(/\/desk\/.*/, "/desk/N"),
		type: page.headers["content-type"],
		text: hide(page.text).replace(/\b[0-9a-f]{16}\b/g, "ID").replace(/[A-Za-z0-9_-]{70,}/g, "TOKEN"),
	};
}

/* --- reading ------------------------------------------------------------------------------------------------------------- */

test("ACL-01: every place in a route is known to this matrix", () => {
	const unknown = routes.filter((route) => route.params.length && !OPEN_PLACES.test(route.path) && !objectsOf(route));
	assert.deepEqual(unknown.map((route) => `${route.method} ${route.path}`), []);
});

test("ACL-02, ACL-03: nobody reads what is not his, and forbidden looks like missing", { timeout: AT_MOST }, async () => {
	const refused = []; /* what the one it belongs to does not get: then the matrix is wrong, or the page */
	for (const route of routes.filter((one) => one.method === "GET" && one.params.length && !OPEN_PLACES.test(one.path)))
		for (const object of objectsOf(route))
			for (const name of everybody())
				for (const variant of isBrief(object, name) ? ["plain", inTurn(TAMPERED)] : Object.keys(variants)) {
					const { values, allowed, missing } = object;
					const make = variants[variant];
					const cell = `GET ${route.path} ${JSON.stringify(values)} as ${name}, ${variant}`;
					const { path, headers } = make(route.path, values);
					const page = await who[name].client.get(path, { headers });
					cells++;
					refuseLeaks(page, name, cell, values.name);
					if (allowed.includes(name)) {
						if (variant === "plain" && ![200, 303].includes(page.status))
							refused.push(`${cell}: ${page.status}`);
						continue;
					}
					/* staff are sent on to the desk, which knows the same */
					assert.ok([400, 404].includes(page.status) || (page.status === 303 && /\/login|\/desk\//.test(page.location ?? "")), `${cell}: ${page.status} ${page.location ?? ""}`);
					const other = make(route.path, { ...values, ...missing });
					const nothing = await who[name].client.get(other.path, { headers: other.headers });
					assert.deepEqual(masked(page, path), masked(nothing, other.path), `${cell}: differs from a missing one`);
				}
	assert.deepEqual(refused, []);
});

test("ACL-07: lists, searches, counts and suggestions show nobody what is not his", { timeout: 300000 }, async () => {
	const words = [things.own.mark, things.own.note, things.shared.mark, things.shared.note, things.company.mark, things.own.number, things.shared.number, who.alice.mail];
	for (const route of routes.filter((one) => one.method === "GET" && !one.params.length && one.path !== "/account/data"))
		for (const name of everybody())
			for (const word of route.fields.includes("q") ? ["", ...words] : [""]) {
				const query = [word && `q=${encodeURIComponent(word)}`, route.fields.includes("scope") && "scope=company", route.fields.includes("tab") && "tab=all"].filter(Boolean).join("&");
				const page = await who[name].client.get(`${addressOf(route.path)}${query && `?${query}`}`);
				cells++;
				const shown = word ? page.text.replaceAll(word, "") : page.text; // what was asked for stands in the box
				refuseLeaks({ ...page, text: shown, headers: {} }, name, `GET ${route.path} ${word} as ${name}`);
			}
});

test("ACL-06, ACL-07: every list, feed, history, profile and export of the community shows nobody what is not his", { timeout: 300000 }, async () => {
	const seen = new Set();
	for (const name of everybody())
		for (const path of hidden.lists()) {
			const page = await who[name].client.get(path);
			cells++;
			/* the mark that was asked for stands in the address, and so in the page */
			const asked = hidden.secrets.map(([mark]) => mark).filter((mark) => path.includes(mark));
			const text = asked.reduce((rest, mark) => rest.replaceAll(mark, ""), page.text);
			refuseLeaks({ text, headers: {} }, name, `GET ${path} as ${name}`);
			assert.ok([200, 303, 404].includes(page.status), `GET ${path} as ${name}: ${page.status}`);
			for (const [mark] of hidden.secrets)
				if (text.includes(mark))
					seen.add(mark);
		}
	assert.deepEqual(hidden.secrets.filter(([mark]) => !seen.has(mark)), [], "nobody saw these at all: the lists do not reach them");
});

test("ACL-07: a word that is hidden from somebody is found, counted and suggested like one that nobody wrote", { timeout: 300000 }, async () => {
	const answer = async (name, path, word) => {
		const page = await who[name].client.get(path);
		return { status: page.status, text: masked(page, path).text.replaceAll(word, "WORD") };
	};
	const nothing = marker();
	for (const name of everybody()) {
		const empty = new Map();
		for (const [index, path] of hidden.searches(nothing).entries())
			empty.set(index, await answer(name, path, nothing));
		for (const [mark] of hidden.secrets.filter(([, readers]) => !readers.includes(name)))
			for (const [index, path] of hidden.searches(mark).entries()) {
				cells++;
				assert.deepEqual(await answer(name, path, mark), empty.get(index), `GET ${path} as ${name}: not as for a word that nobody wrote`);
			}
	}
});

test("ACL-06, ACL-07: no mail, daily mail or notice tells a follower what he may not read", () => {
	const told = new Map();
	for (const mail of stack.mails())
		for (const name of everybody().filter((one) => who[one].mail && mail.to.includes(who[one].mail))) {
			cells++;
			const text = `${mail.subject}\n${mail.text}\n${mail.html}\n${mail.raw}`;
			refuseLeaks({ text, headers: {} }, name, `mail “${mail.subject}” to ${name}`);
			told.set(name, `${told.get(name) ?? ""}${text}`);
		}
	const kinds = (name, state) => stack.value(`SELECT COUNT(DISTINCT kind) FROM outbox WHERE account_id = ${who[name].id} AND state = '${state}'`);
	assert.equal(kinds("mate", "sent"), "7", "each kind of mail, the daily one with them");
	assert.deepEqual(["bob", "exMate"].map((name) => kinds(name, "sent")), ["0", "0"]);
	for (const [name, place] of [["mate", "company"], ["bookkeeper", "company"], ["partner", "group"]])
		for (const mark of [hidden[place].mark, hidden.idea[place].mark])
			assert.ok(told.get(name)?.includes(mark), `${name} was not told of the ${place}’s things: the test does not reach the mails`);
	for (const name of ["bob", "exMate"])
		assert.equal(stack.value(`SELECT COUNT(*) FROM notice WHERE account_id = ${who[name].id}`), "0", `${name} has notices`);
});

/* --- writing ------------------------------------------------------------------------------------------------------------- */

const VALUES = { body: "Words", reason: "answered", kind: "public", status: "closed", state: "disabled", priority: "low", assignee: "0", team: "0", version: "1", mail: "x@example.org", name: "Changed", role: "customer", rights: "own", owner: "1", other: "x@example.org" };

const formOf = (route, client) => Object.fromEntries([...route.fields.map((name) => [name, VALUES[name] ?? "1"]), ["token", formToken(key, client, route.path)]]);

/* Everything of Alice and around her that a form could change. */
const rows = () => stack.value(`SELECT SHA2(CONCAT_WS('|',
	(SELECT GROUP_CONCAT(CONCAT_WS(',', id, requester_id, company_id, team_id, subject, state, priority, assignee_id, version, message_count) ORDER BY id) FROM ticket WHERE id IN (${things.own.id}, ${things.shared.id})),
	(SELECT GROUP_CONCAT(id ORDER BY id) FROM ticket_message WHERE ticket_id IN (${things.own.id}, ${things.shared.id})),
	(SELECT GROUP_CONCAT(CONCAT_WS(',', ticket_id, account_id)) FROM ticket_participant WHERE ticket_id IN (${things.own.id}, ${things.shared.id})),
	(SELECT CONCAT_WS(',', mail, name, role, role_id, state, password_hash, totp_since, delete_at) FROM account WHERE id = ${who.alice.id}),
	(SELECT GROUP_CONCAT(CONCAT_WS(',', account_id, owner, rights) ORDER BY account_id) FROM company_member WHERE company_id = ${things.company.id}),
	(SELECT CONCAT_WS(',', name, state, billing_name, version) FROM company WHERE id = ${things.company.id}),
	(SELECT COUNT(*) FROM company_invite WHERE company_id = ${things.company.id}),
	(SELECT CONCAT_WS(',', name, permissions, version) FROM staff_role WHERE id = ${things.role.id}),
	(SELECT CONCAT_WS(',', name, version) FROM team WHERE id = ${things.team.id}),
	(SELECT GROUP_CONCAT(account_id ORDER BY account_id) FROM team_member WHERE team_id = ${things.team.id}),
	(SELECT CONCAT_WS(',', id, seen) FROM notice WHERE id = ${things.notice}),
	(SELECT COUNT(*) FROM session WHERE account_id = ${who.alice.id}),
	(SELECT COUNT(*) FROM attachment WHERE ticket_id IN (${things.own.id}, ${things.shared.id}))), 256)`);

const WRITTEN = ["plain", "slash", "zeros", "persian", "encoded", "suffix", "owner", "identity", "json", "address"];

test("ACL-02, ACL-05: no form of somebody else's does anything, and forbidden looks like missing", { timeout: AT_MOST }, async () => {
	const start = rows() + hidden.rows();
	const once = remembered();
	for (const route of routes.filter((one) => one.method === "POST" && one.params.length && !OPEN_PLACES.test(one.path)))
		for (const object of objectsOf(route)) {
			const { values, missing } = object;
			for (const name of everybody().filter((one) => !object.allowed.includes(one)))
				for (const variant of isBrief(object, name) ? [inTurn(WRITTEN)] : WRITTEN) {
					const { client } = who[name];
					const cell = `POST ${route.path} ${JSON.stringify(values)} as ${name}, ${variant}`;
					const { path, headers } = variants[variant](route.path, values);
					const page = await client.post(path, { ...formOf(route, client), account_id: who.alice.id, company_id: things.company.id, role: "admin" }, { headers });
					cells++;
					refuseLeaks(page, name, cell);
					assert.ok([400, 403, 404, 405, 422].includes(page.status), `${cell}: ${page.status} ${page.location ?? ""}`);
					const nothing = await once(`${route.path} ${name} ${variant}`, async () => {
						const other = variants[variant](route.path, { ...values, ...missing });
						return (await client.post(other.path, { ...formOf(route, client), account_id: who.alice.id, company_id: things.company.id, role: "admin" }, { headers: other.headers })).status;
					});
					assert.equal(page.status, nothing, `${cell}: ${page.status}, a missing one ${nothing}`);
				}
			assert.equal(rows() + hidden.rows(), start, `POST ${route.path} ${JSON.stringify(values)} changed something`);
		}
});

/* Columns that no form of the community names, by the row that a form makes or changes. */
const KEPT = {
	forum_topic: "category_id, audience, audience_id, author_id, author_name, lang, state, closed, pinned, solved_post_id, like_count, answered_at, ticket_id, suggestion_id, article_slug, source",
	forum_post: "author_id, author_name, by_staff, state, held_for, format, like_count, flag_count, source, created_at > 1000",
	suggestion: "board_id, audience, audience_id, author_id, author_name, lang, state, held_for, status, merged_id, vote_count, topic_id, ticket_id, source",
	suggestion_comment: "author_id, author_name, by_staff, state, held_for, created_at > 1000",
	suggestion_vote: "company_id, by_id, ticket_id, created_at > 1000",
	forum_flag: "account_id, state, created_at > 1000",
	follow: "account_id, kind, ref_id",
	forum_like: "account_id, created_at > 1000",
	account: "mail, role, role_id, state, password_hash, totp_since, delete_at, acting_company_id",
	trust: "level, fixed_level, blocked_until, flagged, solved",
};

test("ACL-05: no form of the community takes a column that it does not show", { timeout: 120000 }, async () => {
	const columns = stack.sql("SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'portico'").map((row) => row.name);
	const extra = { ...Object.fromEntries(columns.map((name) => [name, "1"])), role: "admin", audience: "staff", format: "text", internal: "1", staff: "1", kind: "note", account_id: who.alice.id, author_id: who.alice.id };
	const writer = person(stack), { client } = writer, { open } = hidden.places;
	stack.sql(`INSERT INTO trust (account_id, level, fixed_level, created_at) VALUES (${writer.id}, 3, 3, 1)`);
	const columnsOf = (table, where) => JSON.stringify(stack.sql(`SELECT ${KEPT[table]} FROM ${table} WHERE ${where}`));
	const newest = (table) => stack.value(`SELECT MAX(id) FROM ${table} WHERE author_id = ${writer.id}`);
	const send = async (route, values, fields, more = {}) => {
		const known = routes.find((one) => one.method === "POST" && one.path === route).fields;
		const kept = Object.entries(more).filter(([name]) => !known.includes(name) && name !== "token");
		const page = await client.post(addressOf(fill(route, values)), { ...Object.fromEntries(kept), ...fields, token: formToken(key, client, route) });
		assert.equal(page.status, 303, `POST ${route}: ${page.status}`);
	};
	const words = () => `Words ${randomBytes(4).toString("hex")}`;
	const ask = { title: "A question of mine", body: "Words", category: open.slug }, propose = { title: "An idea of mine", body: "Words", board: open.slug };
	await send("/forum/new", {}, ask);
	await send("/suggestions/new", {}, propose);
	const topic = newest("forum_topic"), first = newest("forum_post"), idea = newest("suggestion");
	const mine = (column = "account_id") => `${column} = ${writer.id}`;
	const versionOf = (table, id) => ({ version: stack.value(`SELECT version FROM ${table} WHERE id = ${id}`) });
	const forms = [
		["/forum/new", {}, () => ({ ...ask, title: words(), body: words() }), () => columnsOf("forum_topic", `id = ${newest("forum_topic")}`) + columnsOf("forum_post", `id = ${newest("forum_post")}`)],
		["/suggestions/new", {}, () => ({ ...propose, title: words(), body: words() }), () => columnsOf("suggestion", `id = ${newest("suggestion")}`)],
		["/forum/topic/:id/reply", { id: topic }, () => ({ body: words() }), () => columnsOf("forum_post", `id = ${newest("forum_post")}`)],
		["/forum/post/:id/edit", { id: first }, () => ({ title: words(), body: words(), ...versionOf("forum_topic", topic), edits: stack.value(`SELECT edit_count FROM forum_post WHERE id = ${first}`) }), () => columnsOf("forum_post", `id = ${first}`) + columnsOf("forum_topic", `id = ${topic}`)],
		["/suggestions/:id/edit", { id: idea }, () => ({ title: words(), body: words(), ...versionOf("suggestion", idea) }), () => columnsOf("suggestion", `id = ${idea}`)],
		["/suggestions/:id/comment", { id: idea }, () => ({ body: words() }), () => columnsOf("suggestion_comment", `id = ${newest("suggestion_comment")}`)],
		["/suggestions/:id/vote", { id: hidden.idea.open.id }, () => ({ vote: "yes" }), () => columnsOf("suggestion_vote", mine())],
		["/suggestions/:id/follow", { id: hidden.idea.open.id }, () => ({ mail: "now" }), () => columnsOf("follow", `${mine()} AND kind = 'suggestion' AND ref_id = ${hidden.idea.open.id}`)],
		["/forum/topic/:id/follow", { id: hidden.open.id }, () => ({ mail: "now" }), () => columnsOf("follow", `${mine()} AND kind = 'topic' AND ref_id = ${hidden.open.id}`)],
		["/forum/c/:slug/follow", { slug: open.slug }, () => ({ mail: "now" }), () => columnsOf("follow", `${mine()} AND kind = 'category'`)],
		["/suggestions/b/:slug/follow", { slug: open.slug }, () => ({ mail: "now" }), () => columnsOf("follow", `${mine()} AND kind = 'board'`)],
		["/forum/post/:id/like", { id: hidden.open.first.id }, () => ({ like: "yes" }), () => columnsOf("forum_like", mine())],
		["/forum/post/:id/flag", { id: hidden.open.first.id }, () => ({ reason: "other", note: "Words" }), () => columnsOf("forum_flag", mine())],
	];
	const account = () => columnsOf("account", `id = ${writer.id}`) + columnsOf("trust", mine());
	const names = Object.keys(extra), most = 150; // more fields than that no form may have
	for (const [route, values, fields, row] of forms) {
		await send(route, values, fields());
		const start = row() + account();
		for (let from = 0; from < names.length; from += most) {
			cells++;
			await send(route, values, fields(), Object.fromEntries(names.slice(from, from + most).map((name) => [name, extra[name]])));
			assert.equal(row() + account(), start, `POST ${route} took one of ${names.slice(from, from + most)}`);
		}
	}
	const written = routes.filter((one) => one.method === "POST" && one.needs !== "moderate" && one.needs !== "staff" && /^\/(?:forum|suggestions)\//.test(one.path)).map((one) => one.path);
	const other = ["/forum/post/:id/accept", "/forum/unsubscribe/:key", "/forum/preview"]; // one column, one follow, none
	assert.deepEqual(written.filter((path) => !other.includes(path) && !forms.some(([route]) => route === path)), [], "forms that are not tried here");
});

test("the matrix is as wide as it says", () => {
	console.log(`${everybody().length} principals, ${routes.length} routes, ${Object.keys(variants).length} variants: ${cells} cells`);
	assert.ok(everybody().length >= 8 && Object.keys(variants).length >= 8 && cells > 2000);
});
