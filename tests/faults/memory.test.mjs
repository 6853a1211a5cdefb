/*
 * Memory that runs out at one allocation of a request, or at that and all after it (BLD-05): the reader gets the page whole or
 * an error page, no process ends, nothing half is stored, and the next request finds everything as it was.
 *
 * The short form fails some allocations of each page, spread evenly (POINTS=8); PROOF=1 each of them.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { join, resolve } from "node:path";
import { Client } from "../harness/client.mjs";
import { TOP, startStack, until } from "../harness/stack.mjs";
import { fileTicket, masked, newPath, person, topic } from "../web/people.mjs";

const PROOF = Boolean(process.env.PROOF);
const BUILD = resolve(TOP, process.env.BUILD ?? "build");
const POINTS = Number(process.env.POINTS ?? 8); // of a page in the short form
const ALWAYS = "1000000";

let stack, alice, agent, admin, slug, number;

before(async () => {
	stack = await startStack({ own: true, cache: "off", workers: 1, env: { LD_PRELOAD: join(BUILD, "tests/faults/no_memory.so") } });
	slug = topic(stack);
	[alice, agent, admin] = ["customer", "agent", "admin"].map((role) => person(stack, { role }));
	number = await fileTicket(alice, slug, "A lamp that is dark");
	await stack.settle(); // what the worker finds out later would change pages
	makeOld();
});
after(() => stack?.stop());

/* Past thirty days a page shows the date: "3 minutes ago" would be another page soon. */
function makeOld() {
	const columns = stack.sql(`SELECT table_name AS name, column_name AS cell FROM information_schema.columns WHERE table_schema = 'portico'
		AND column_name LIKE '%\\_at' AND data_type = 'bigint' AND (table_name LIKE 'ticket%' OR table_name LIKE 'forum%' OR table_name LIKE 'suggestion%' OR table_name = 'account')`);
	for (const { name, cell } of columns)
		stack.sql(`UPDATE ${name} SET ${cell} = ${cell} - 40 * 86400 WHERE ${cell} > 40 * 86400`);
}

/* --- counting and failing ------------------------------------------------------------------------ */

/* How many allocations the request makes; the line in the program's log comes after the answer. */
async function count(program, ask) {
	const mark = stack.log(program).length;
	await ask({ "X-Fail-At": "0" });
	const line = await until(() => /allocations at=0 for=0 seen=(\d+)/.exec(stack.log(program).slice(mark)), `${program} to count`);
	return Number(line[1]);
}

/* 1, …, count; or some of them. The first ones read the request, the last ones write the answer: those are always there. */
function points(count, most = POINTS) {
	const all = Array.from({ length: count }, (_, i) => i + 1);
	if (PROOF || count <= most)
		return all;
	const step = (count - 1) / (most - 1);
	return Array.from({ length: most }, (_, i) => all[Math.round(i * step)]);
}

/* What one person may do in an hour counts anew. */
const forgetPace = () => stack.sql("DELETE FROM gate; DELETE FROM attempt");

const failing = (at, many) => ({ "X-Fail-At": String(at), ...(many ? { "X-Fail-For": ALWAYS } : {}) });

/* What is wrong with an error page: it ends as pages do, or is the plain line of the last resort. */
function brokenError(page) {
	if (page.status !== 500 && page.status !== 503)
		return `status ${page.status}`;
	if (Number(page.headers["content-length"] ?? page.body.length) !== page.body.length || page.body.length === 0)
		return "not all of it came";
	return /text\/html/.test(page.headers["content-type"]) && !/<\/html>\s*$/.test(page.text) ? "the page does not end" : "";
}

/* A page as text, without what differs from one request to the next; its length follows from the rest. */
const sameness = (page) => JSON.stringify(masked(page, number)).replace(/\["content-length","\d+"\],/, "");

/* Where two pages differ, for a person to see; "" if nowhere. */
function difference(page, same) {
	const other = sameness(page);
	if (other === same)
		return "";
	let at = 0;
	while (other[at] === same[at])
		at++;
	return `…${same.slice(Math.max(0, at - 60), at + 60)}… became …${other.slice(Math.max(0, at - 60), at + 60)}…`;
}

/* --- pages --------------------------------------------------------------------------------------- */

const PAGES = [
	["home", "/en/", () => alice],
	["kb", "/lt/kb/set-up-hub", () => alice],
	["search", "/en/search?q=hub", () => alice],
	["tickets", "/en/tickets", () => alice],
	["tickets", () => `/en/tickets/${number}`, () => alice],
	["forum", "/fa/forum", () => alice],
	["suggestions", "/en/suggestions", () => alice],
	["account", "/en/account/security", () => alice],
	["company", "/en/company", () => alice],
	["login", "/en/login", () => ({ client: new Client(stack) })],
	["desk", "/desk", () => agent],
	["admin", "/admin/people", () => admin],
];

for (const [program, path, who] of PAGES) {
	const shown = typeof path === "string" ? path : "/en/tickets/:number";
	test(`BLD-05: ${shown} without memory is whole or an error page, and the process goes on`, async () => {
		const { client } = who();
		const address = typeof path === "string" ? path : path();
		const ask = (headers) => client.get(address, { headers });
		await ask({}); // formatters, statements and connections are there from here on
		const good = await ask({});
		assert.equal(good.status, 200, `${address}: ${good.status}`);
		const same = sameness(good);
		const all = await count(program, ask);
		const mark = stack.log(program).length;
		const wrong = [];
		let asked = 0;
		for (const at of points(all)) {
			if (at % 100 === 0)
				forgetPace();
			for (const many of [false, true]) {
				const page = await ask(failing(at, many));
				asked++;
				const bad = page.status === 200 ? difference(page, same) : brokenError(page);
				const next = difference(await ask({}), same);
				if (bad || next)
					wrong.push(`${many ? "from" : "at"} allocation ${at} of ${all}: ${bad || "good"}; the page after it: ${next || "good"}`);
			}
		}
		assert.deepEqual(wrong, [], address);
		/* the web server asks twice where no answer comes */
		const reached = () => new Set(stack.log(program).slice(mark).match(/allocations at=\d+ for=\d+/g)).size;
		await until(() => reached() === asked, `each of ${asked} requests to reach its end in ${program}`);
	});
}

/* --- the first request of a process: formatters, templates of a language, the connection ---------- */

async function freshWorker(program) {
	const [pid] = stack.workers(program);
	process.kill(pid, "SIGTERM");
	await until(() => stack.workers(program).length === 1 && stack.workers(program)[0] !== pid, `${program} to start again`);
}

for (const [program, path] of [
	["tickets", "/fa/tickets"],
	["kb", "/lt/kb/set-up-hub"],
])
	test(`BLD-05: what ${path} keeps from its first request on is whole or made again`, async () => {
		const ask = (headers) => alice.client.get(path, { headers });
		const same = sameness(await ask({}));
		await freshWorker(program);
		const all = await count(program, ask);
		const wrong = [];
		/* most of what a process keeps is opened before the page is begun */
		for (const at of new Set([...points(Math.min(all, 300), 20), ...points(all, 5)])) {
			await freshWorker(program);
			const page = await ask(failing(at, false));
			const bad = page.status === 200 ? difference(page, same) : brokenError(page);
			const next = difference(await ask({}), same);
			if (bad || next)
				wrong.push(`at allocation ${at} of ${all}: ${bad || "good"}; the page after it: ${next || "good"}`);
		}
		assert.deepEqual(wrong, []);
	});

/* --- forms --------------------------------------------------------------------------------------- */

/* Each: sends a form under a key of its own, with these headers; and how many things are stored under that key. */
const FORMS = {
	ticket: {
		program: "tickets",
		page: (key) => alice.client.get(newPath(slug, key)),
		send: (page, key, headers) => alice.client.submit(page, "/tickets/new", { body: `Words of ${key}.`, field_1: "1" }, { headers }),
		stored: (key) =>
			stack.value(`SELECT CONCAT(COUNT(DISTINCT t.id), ' tickets ', COUNT(m.id), ' messages') FROM ticket t LEFT JOIN ticket_message m ON m.ticket_id = t.id
				WHERE t.subject = '${key}'`),
		none: "0 tickets 0 messages",
		one: "1 tickets 1 messages",
	},
	topic: {
		program: "forum",
		page: () => agent.client.get("/en/forum/new"), // new members may not begin many
		send: (page, key, headers) => agent.client.submit(page, "/forum/new", { category: /<option value="([a-z][^"]*)"/.exec(page.text)?.[1], title: key, body: `Words of ${key}.` }, { headers }),
		stored: (key) =>
			stack.value(`SELECT CONCAT(COUNT(DISTINCT t.id), ' topics ', COUNT(p.id), ' posts') FROM forum_topic t LEFT JOIN forum_post p ON p.topic_id = t.id
				WHERE t.title = '${key}'`),
		none: "0 topics 0 posts",
		one: "1 topics 1 posts",
	},
};

for (const [name, form] of Object.entries(FORMS))
	test(`BLD-05: a ${name} that is sent without memory is stored whole or not at all, and once when it is sent again`, async () => {
		const key = () => `Memory ${randomBytes(6).toString("hex")}`;
		const first = key();
		const all = await count(form.program, async (headers) => form.send(await form.page(first), first, headers));
		assert.equal(form.stored(first), form.one);
		const wrong = [];
		for (const at of points(all, 6)) {
			const own = key();
			const what = `allocation ${at} of ${all}`;
			forgetPace();
			const page = await form.page(own);
			const answer = await form.send(page, own, failing(at, at % 2 === 0));
			const after = form.stored(own);
			if (answer.status === 303 ? after !== form.one : brokenError(answer) || (after !== form.none && after !== form.one))
				wrong.push(`${what}: ${answer.status} and ${after}`);
			const again = await form.send(page, own, {});
			if (again.status !== 303 || form.stored(own) !== form.one)
				wrong.push(`${what}, sent again: ${again.status} and ${form.stored(own)}`);
		}
		assert.deepEqual(wrong, []);
	});

test("BLD-05: who signs in without memory is signed in or not, and may try again", async () => {
	const who = stack.signIn("customer");
	const sessions = () => Number(stack.value(`SELECT COUNT(*) FROM session s JOIN account a ON a.id = s.account_id WHERE a.mail_key = '${who.mail}'`));
	const visit = async (headers) => {
		const client = new Client(stack);
		let page; // a process that has left makes room for the next one
		await until(async () => (page = await client.get("/en/login")).status === 200, "the page to sign in");
		return client.submit(page, (one) => one.names.includes("password"), { mail: who.mail, password: who.password }, { headers });
	};
	const all = await count("login", visit);
	const wrong = [];
	for (const at of points(all, 5)) {
		const before = sessions();
		const answer = await visit(failing(at, at % 2 === 0));
		const more = sessions() - before;
		/* An answer that cannot be sent is asked for once more by the web server; nobody ever holds the key to such a session. */
		const keyless = answer.status !== 303 && !/portico_session=[^;]/.test(JSON.stringify(answer.headers["set-cookie"] ?? ""));
		if (answer.status === 303 ? more !== 1 : brokenError(answer) || !keyless || more > 2)
			wrong.push(`allocation ${at} of ${all}: ${answer.status} and ${more} sessions more`);
		forgetPace();
	}
	assert.deepEqual(wrong, []);
	assert.equal((await visit({})).status, 303);
});
