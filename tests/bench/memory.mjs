/*
 * Every page and form is used; then: how many statements a page takes, what a worker's memory has come to, whether it still grows,
 * and what all programs take together.
 *
 * Private memory is Private_Clean + Private_Dirty. The programs cannot be looked into (they hold secrets), so who is not root
 * reads RssAnon instead, which leaves out only file pages that no other worker has touched, and cannot tell the sum.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Client } from "../harness/client.mjs";
import { PASSWORD, cookie } from "./fill.mjs";
import { hammer } from "./measure.mjs";
import { COMMON } from "./rows.mjs";
import { AGENT, CUSTOMER, PROGRAMS, TICKET } from "./stand.mjs";

const PROOF = Boolean(process.env.PROOF);
const EACH = 200; /* requests of every page */
const SENT = PROOF ? 1000 : 40; /* of every form, each after a look at its page */
const FURTHER = PROOF ? 100000 : 2000; /* of every program, while it must not grow */
const WHILE = PROOF ? 300000 : 15000; /* milliseconds */
const TOKEN = randomBytes(32).toString("base64url");

/* Pages by program: [path, who]. */
const PAGES = {
	home: [["/en/"], ["/en/", CUSTOMER], ["/fa/"], ["/lt/"]],
	login: [["/en/login"], ["/fa/login"], ["/lt/login"], ["/en/login/register"], ["/en/login/recover"], ["/en/login/sent"], ["/en/login/mail"], [`/en/login/mail/${TOKEN}`], [`/en/login/confirm/${TOKEN}`]],
	account: [["/en/account", CUSTOMER], ["/en/account/security", CUSTOMER], ["/en/account/preferences", CUSTOMER], ["/en/account/notices", CUSTOMER], ["/fa/account", CUSTOMER]],
	company: [["/en/company", 211]],
	kb: [["/en/kb"], ["/fa/kb", CUSTOMER], ["/en/kb/c/bench-category-1"], ["/en/kb/c/bench-category-2"], ["/en/kb/bench-article-150"], ["/en/kb/bench-article-101", CUSTOMER], ["/fa/kb/bench-article-101"], ["/lt/kb/bench-article-102"]],
	forum: [["/en/forum"], ["/en/forum", CUSTOMER], ["/en/forum?view=unanswered"], ["/en/forum/c/bench-forum-1"], ["/en/forum/topic/1"], ["/en/forum/topic/3?from=9981", CUSTOMER], ["/en/forum/new", CUSTOMER], ["/fa/forum/topic/1"], ["/en/forum/people/300"], ["/en/forum/similar?q=hub"]],
	suggestions: [["/en/suggestions"], ["/en/suggestions", CUSTOMER], ["/en/suggestions?sort=top"], ["/en/suggestions/b/bench-board-1"], ["/en/suggestions/20"], ["/en/suggestions/20", CUSTOMER], ["/en/suggestions/roadmap"], ["/en/suggestions/new", CUSTOMER], ["/en/suggestions/similar?q=hub"]],
	search: [[`/en/search?q=${COMMON}`], ["/en/search?q=thermostat+light"], ["/en/search?q=thermostaf"], ["/fa/search?q=%D9%87%D8%A7%D8%A8"], ["/en/search/suggest?q=therm"]],
	tickets: [
		["/en/tickets", CUSTOMER],
		["/en/tickets?tab=solved", CUSTOMER],
		["/en/tickets?q=thermostat", CUSTOMER],
		["/en/tickets/new"],
		["/en/tickets/new", CUSTOMER],
		["/en/tickets/answers?subject=device", CUSTOMER],
		[`/en/tickets/${TICKET}`, CUSTOMER],
		["/fa/tickets", CUSTOMER],
		[`/fa/tickets/${TICKET}`, CUSTOMER],
		["/lt/tickets/new", CUSTOMER],
		["/en/tickets/10000002", CUSTOMER],
		["/en/tickets/10000005/close", CUSTOMER],
	],
	desk: [["/desk", AGENT], ["/desk?view=open", AGENT], ["/desk?q=thermostat", AGENT], ["/desk/forum", AGENT], [`/desk/${TICKET}`, AGENT], ["/desk/10000002", AGENT]],
	admin: [["/admin", 1], ["/admin/people", 1], ["/admin/audit", 1], ["/admin/companies", 1], ["/admin/forum", 1]],
};

function clientOf(stand, who) {
	const client = new Client(stand.stack);
	if (who)
		client.cookies.set("portico_session", cookie(who));
	return client;
}

/* --- memory -------------------------------------------------------------------------------------------- */

function rollup(pid) {
	try {
		const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
		const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)[1]);
		return { own: of("Private_Clean") + of("Private_Dirty"), pss: of("Pss") };
	} catch (error) {
		if (error.code !== "EACCES" && error.code !== "EPERM")
			throw error;
		return { own: Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) };
	}
}

/* Kilobytes by process, of all programs: { "kb 4711": 2300 }. */
const ownMemory = (stand) => Object.fromEntries(PROGRAMS.flatMap((program) => stand.stack.workers(program).map((pid) => [`${program} ${pid}`, rollup(pid).own])));

/* The most of a program's workers. */
export const workerMemory = (stand, program) => Math.max(...stand.stack.workers(program).map((pid) => rollup(pid).own));

/* Workers, the parents that keep their sockets, and the one that works in the background. */
function sharedMemory(stand) {
	const all = PROGRAMS.flatMap((program) => [stand.stack.pid(program), ...stand.stack.workers(program)]);
	const shares = [...all, stand.stack.pid("worker")].map((pid) => rollup(pid).pss);
	return shares.includes(undefined) ? undefined : shares.reduce((sum, one) => sum + one, 0);
}

/* --- using everything -------------------------------------------------------------------------------------- */

async function ask(client, path) {
	const answer = await client.get(path);
	assert.ok(answer.status < 500, `${path}: ${answer.status}`);
	return answer;
}

/* Fills the form of a page and sends it; limits may say no, but nothing may break. */
async function send(client, path, form, values) {
	const answer = await client.submit(await ask(client, path), form, values);
	assert.ok(answer.status < 500, `POST ${path} ${form}: ${answer.status}`);
	return answer;
}

/* The pages of a program in turn, as each kind of visitor, until at least so many requests were sent; slow ones a while. */
async function hammerPages(stand, pages, requests) {
	const visitors = [...new Set(pages.map(([, who]) => who))].map((who) => [who, pages.filter(([, one]) => one === who).map(([path]) => path)]);
	const end = performance.now() + WHILE;
	for (let sent = 0; sent < requests && performance.now() < end; )
		for (const [who, paths] of visitors)
			sent += (await hammer(stand, { name: paths[0], who, pages: paths }, { seconds: PROOF ? 5 : 1, connections: 8, anyStatus: true })).requests;
}

async function useForms(stand) {
	const [customer, agent, visitor] = [CUSTOMER, AGENT, undefined].map((who) => clientOf(stand, who));
	const ticket = "/en/tickets/10000005";
	for (let i = 0; i < SENT; i++) {
		await send(customer, "/en/tickets/10000002", "/reply", { body: `It blinks again, ${i}.` });
		await send(customer, "/en/tickets/new?topic=bench-topic-1&subject=Lamp", "/tickets/new", { subject: `Lamp ${i}`, body: "It stays dark." });
		await send(customer, `${ticket}/close`, "/close", { reason: "answered" });
		await send(customer, ticket, "/reopen", {});
		await send(agent, "/desk/10000006", "/reply", { body: `Please restart it, ${i}.` });
		await send(agent, "/desk/10000006", "/update", {});
		await send(customer, "/en/forum/topic/1", "/reply", { body: `Here, too, ${i}.` });
		await send(customer, "/en/suggestions/20", "/vote", { vote: i % 2 ? "yes" : "no" });
		await send(visitor, "/en/login/register", "/register", { mail: `bench${i}@example.org`, name: "Bench" });
		await send(visitor, "/en/login/recover", "/recover", { mail: `bench${i}@example.org` });
		const vote = await visitor.post("/en/kb/bench-article-150/vote", { vote: i % 2 ? "yes" : "no" });
		assert.ok(vote.status < 500, `vote: ${vote.status}`);
	}
}

async function signInTenTimes(stand) {
	for (let i = 0; i < 10; i++)
		await new Client(stand.stack).signIn({ mail: `person${220 + i}@example.org`, password: PASSWORD });
}

/* 25 MB up and down, through every worker. */
async function carryLargeFile(stand) {
	const customer = clientOf(stand, CUSTOMER);
	const content = Buffer.alloc(25_000_000, "All work and no play makes the hub a dull box.\n");
	for (let i = 0; i < 4; i++) {
		const sent = await send(customer, "/en/tickets/10000009", "/reply", { body: "The log.", files: [{ name: `hub${i}.txt`, type: "text/plain", content }] });
		assert.equal(sent.status, 303);
		const page = await customer.follow(sent);
		const links = page.text.match(/\/en\/files\/[0-9a-f]{32}\/hub\d\.txt/g);
		const file = await customer.get(links.at(-1));
		assert.equal(file.status, 200);
		assert.equal(file.body.length, content.length);
	}
}

/* Statements of each page that is found, asked alone. */
async function statementsByPage(stand) {
	const found = {};
	for (const [path, who] of Object.values(PAGES).flat()) {
		const client = clientOf(stand, who);
		if ((await ask(client, path)).status !== 200)
			continue;
		const before = stand.counters().Com_stmt_execute;
		await ask(client, path);
		found[`${path}${who ? ` of ${who}` : ""}`] = stand.counters().Com_stmt_execute - before;
	}
	assert.ok(Object.keys(found).length >= 60, "few pages were found");
	return found;
}

/* { workers: kB by process, growth: kB by process, pss: kB, statements: by page } */
export async function memory(stand) {
	const pages = Object.values(PAGES);
	const statements = await stand.withoutWorker(() => statementsByPage(stand));
	await signInTenTimes(stand);
	await carryLargeFile(stand);
	await useForms(stand);
	for (const some of pages)
		await hammerPages(stand, some, EACH * some.length);
	const [workers, pss] = [ownMemory(stand), sharedMemory(stand)];
	for (const some of pages)
		await hammerPages(stand, some, FURTHER);
	const earlier = ownMemory(stand);
	for (const some of pages)
		await hammerPages(stand, some, FURTHER);
	const growth = Object.fromEntries(Object.entries(ownMemory(stand)).map(([name, size]) => [name, size - earlier[name]]));
	return { statements, workers, pss, growth };
}
