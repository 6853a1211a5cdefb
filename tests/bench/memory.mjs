/*
 * Every route is used; then: how many statements a page takes, what a worker's memory has come to, and whether it still grows.
 *
 * Private memory is Private_Clean + Private_Dirty. The programs cannot be looked into (they hold secrets), so who is not root
 * reads RssAnon instead, which leaves out only file pages that no other worker has touched.
 */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { TOP } from "../harness/stack.mjs";
import { AGENT, CUSTOMER, PASSWORD, PROOF, TICKET, hammer, startPortal } from "./portal.mjs";

const PROGRAMS = ["home", "login", "kb", "search", "tickets", "files", "desk"];
const EACH = 1000; /* requests of every page */
const SENT = PROOF ? 1000 : 100; /* of every form, each after a look at its page */
const FURTHER = PROOF ? 100000 : 5000; /* of every program, while it must not grow */
const MOST_STATEMENTS = 6;
const MOST_KB = 4096;
const MOST_GROWTH_KB = 64;

const TOKEN = randomBytes(32).toString("base64url");
const FILE = createHash("md5").update("2").digest("hex"); /* of ticket 10000002, see portal.sql */

/* Pages by program: [path, who]. */
const PAGES = {
	home: [["/en/"], ["/en/", CUSTOMER], ["/fa/"], ["/lt/"]],
	login: [["/en/login"], ["/fa/login"], ["/lt/login"], ["/en/login/register"], ["/en/login/recover"], ["/en/login/sent"], ["/en/login/mail"], ["/en/login/waiting"], [`/en/login/mail/${TOKEN}`], [`/en/login/confirm/${TOKEN}`], [`/en/login/reset/${TOKEN}`]],
	kb: [
		["/en/kb"],
		["/fa/kb", CUSTOMER],
		["/en/kb/c/bench-category-1"],
		["/en/kb/c/bench-category-2"],
		["/en/kb/bench-article-150"],
		["/en/kb/bench-article-101", CUSTOMER],
		["/fa/kb/bench-article-107"],
		["/lt/kb/bench-article-8"],
	],
	search: [["/en/search?q=device"], ["/en/search?q=devicf+word1"], ["/fa/search?q=%D9%BE%D8%B4%D8%AA"], ["/en/search/suggest?q=devi"]],
	tickets: [
		["/en/tickets", CUSTOMER],
		["/en/tickets?tab=solved", CUSTOMER],
		["/en/tickets?q=thermostat", CUSTOMER],
		["/en/tickets/new"],
		["/en/tickets/new", CUSTOMER],
		["/en/tickets/sent"],
		["/en/tickets/solved"],
		["/en/tickets/answers?subject=device", CUSTOMER],
		[`/en/tickets/${TICKET}`, CUSTOMER],
		["/fa/tickets", CUSTOMER],
		[`/fa/tickets/${TICKET}`, CUSTOMER],
		["/fa/tickets/new", CUSTOMER],
		["/lt/tickets", CUSTOMER],
		[`/lt/tickets/${TICKET}`, CUSTOMER],
		["/lt/tickets/new", CUSTOMER],
		["/en/tickets/10000002", CUSTOMER],
		[`/en/tickets/${TICKET}/close`, CUSTOMER],
	],
	files: [[`/en/files/${FILE}/photo.png`, CUSTOMER]],
	desk: [["/desk", AGENT], ["/desk?view=open", AGENT], ["/desk?q=thermostat", AGENT], [`/desk/${TICKET}`, AGENT], ["/desk/10000002", AGENT]],
};

let stack;

before(async () => {
	stack = await startPortal({ workers: 2, conf: "log_level = debug" });
});

after(() => stack?.stop());

function clientOf(who) {
	const client = new Client(stack);
	if (who)
		client.cookies.set("portico_session", who.cookie);
	return client;
}

/* --- memory --------------------------------------------------------------------------------------- */

function readMemory(pid) {
	try {
		const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
		const of = (name) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(text)[1]);
		return of("Private_Clean") + of("Private_Dirty");
	} catch (error) {
		if (error.code !== "EACCES" && error.code !== "EPERM")
			throw error;
		return Number(/^RssAnon:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
	}
}

/* Kilobytes by process, of all programs: { "kb 4711": 2300 }. */
function memory() {
	return Object.fromEntries(PROGRAMS.flatMap((program) => stack.workers(program).map((pid) => [`${program} ${pid}`, readMemory(pid)])));
}

/* --- using every route ------------------------------------------------------------------------------- */

async function repeat(times, work) {
	for (let i = 0; i < times; i++)
		await work(i);
}

async function ask(client, path) {
	const answer = await client.get(path);
	assert.ok(answer.status < 500, `${path}: ${answer.status}`);
	return answer;
}

/* Fills the form of a page and sends it; limits may say no, but nothing may break. */
async function send(client, path, form, values, options) {
	const answer = await client.submit(await ask(client, path), form, values, options);
	assert.ok(answer.status < 500, `POST ${path} ${form}: ${answer.status}`);
	return answer;
}

/* The pages of a program in turn, as each kind of visitor, until at least so many requests were sent. */
async function hammerPages(pages, requests) {
	const visitors = [undefined, CUSTOMER, AGENT].map((who) => [who, pages.filter(([, one]) => one === who).map(([path]) => path)]);
	for (let sent = 0; sent < requests; )
		for (const [who, paths] of visitors.filter(([, paths]) => paths.length > 0)) {
			const options = { who, seconds: PROOF ? 5 : 1, connections: 8, script: join(TOP, "tests/bench/routes.lua"), args: paths, anyStatus: true };
			sent += (await hammer(stack.url, options)).requests;
		}
}

async function usePages() {
	for (const pages of Object.values(PAGES))
		await hammerPages(pages, EACH * pages.length);
}

async function useForms() {
	const customer = clientOf(CUSTOMER);
	const agent = clientOf(AGENT);
	const visitor = clientOf();
	const ticket = "/en/tickets/10000005";
	await repeat(SENT, async (i) => {
		if (i % 50 === 0)
			stack.sql("DELETE FROM gate"); // one person sends what many do
		await send(customer, "/en/tickets/10000002", "/reply", { body: `It blinks again, ${i}.` });
		await send(customer, "/en/tickets/new", "/tickets/new", { subject: `Lamp ${i}`, body: "It stays dark." });
		await send(customer, `${ticket}/close`, "/close", { reason: "answered" });
		await send(customer, ticket, "/reopen", {});
		await send(agent, "/desk/10000006", "/reply", { body: `Please restart it, ${i}.` });
		await send(agent, "/desk/10000006", "/update", {});
		await send(visitor, "/en/login/register", "/register", { mail: `bench${i}@example.org`, name: "Bench", password: `${PASSWORD} ${i}` });
		await send(visitor, "/en/login/recover", "/recover", { mail: `bench${i}@example.org` });
		const vote = await visitor.post("/en/kb/bench-article-150/vote", { vote: i % 2 ? "yes" : "no" });
		assert.ok(vote.status < 500, `vote: ${vote.status}`);
	});
}

async function signInTenTimes() {
	for (let i = 0; i < 10; i++)
		await new Client(stack).signIn({ mail: `person${20 + i}@example.org`, password: PASSWORD });
}

/* 25 MB up and down, through every worker. */
async function carryLargeFile() {
	const customer = clientOf(CUSTOMER);
	const content = Buffer.alloc(25_000_000, "All work and no play makes the hub a dull box.\n");
	for (let i = 0; i < 4; i++) {
		const sent = await send(customer, "/en/tickets/10000003", "/reply", { body: "The log.", files: [{ name: `hub${i}.txt`, type: "text/plain", content }] });
		assert.equal(sent.status, 303);
		const page = await customer.follow(sent);
		const links = page.text.match(/\/en\/files\/[0-9a-f]{32}\/hub\d\.txt/g);
		const file = await customer.get(links.at(-1));
		assert.equal(file.status, 200);
		assert.equal(file.body.length, content.length);
	}
}

/* --- what is claimed ------------------------------------------------------------------------------------ */

test("a page takes at most 6 statements", async () => {
	for (const pages of Object.values(PAGES))
		for (const [path, who] of pages)
			await ask(clientOf(who), path);
	const most = {};
	for (const program of PROGRAMS)
		for (const [, route, status, count] of stack.log(program).matchAll(/page GET (\S+) status=(\d+) statements=(\d+)/g))
			if (status !== "404" && Number(count) >= (most[route] ?? 0))
				most[route] = Number(count);
	console.log(Object.entries(most).map(([route, count]) => `${count} ${route}`).join("\n"));
	assert.ok(Object.keys(most).length >= 15, "few pages were logged");
	assert.deepEqual(Object.entries(most).filter(([, count]) => count > MOST_STATEMENTS), []);
});

test("a worker stays below 4 MB after using every route", async () => {
	await signInTenTimes();
	await carryLargeFile();
	await useForms();
	await usePages();
	const kilobytes = memory();
	console.log(Object.entries(kilobytes).map(([name, size]) => `${name}: ${size} kB`).join("\n"));
	assert.equal(Object.keys(kilobytes).length, 2 * PROGRAMS.length);
	assert.deepEqual(Object.entries(kilobytes).filter(([, size]) => size >= MOST_KB), []);
});

test(`a worker grows by less than 64 kB over ${FURTHER} further requests of its program`, { timeout: 20 * 60000 }, async () => {
	for (const pages of Object.values(PAGES))
		await hammerPages(pages, FURTHER);
	const earlier = memory();
	for (const pages of Object.values(PAGES))
		await hammerPages(pages, FURTHER);
	const growth = Object.entries(memory()).map(([name, size]) => [name, size - earlier[name]]);
	console.log(growth.map(([name, size]) => `${name}: ${size >= 0 ? "+" : ""}${size} kB`).join("\n"));
	assert.deepEqual(growth.filter(([, size]) => !(size < MOST_GROWTH_KB)), []);
});
