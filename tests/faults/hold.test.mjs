/*
 * The portal goes on while clients are slow (OVL-03), while searches are (OVL-02), while a process of a program stands still, and
 * while processes are replaced (PRC-05). What nginx keeps for strangers is shown while its program or the database is away (DAT-10).
 * PROOF=1: longer.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { Client } from "../harness/client.mjs";
import { TOP, isRunning, startStack, until } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { article, category } from "../web/shelf.mjs";

const SLOW = 1000; // connections of each kind
const SLOW_SECONDS = process.env.PROOF ? 30 : 2;
const ANSWER_MS = 5000; // what an answer may take to count as one
const HANG_SECONDS = 3;
const REQUESTS = 100; // that one process serves
const QUEUE_MS = 2000; // LIMIT_QUEUE_MS
const AGED_SECONDS = 11;
const CACHED = { "X-Test-Cache": "on" };
const KEPT = ["/en/forum", "/en/suggestions"];
const kept = new Map();
let stack, page, customer, keptAt;

before(async () => {
	stack = await startStack({
		own: true,
		demo: false,
		env: { PORTICO_PROCESS_REQUESTS: String(REQUESTS), PORTICO_PROCESS_SECONDS: String(HANG_SECONDS) },
	});
	const slug = article(stack, category(stack), { en: ["A long page", "Words."] }, { html: `<p>${randomBytes(330000).toString("base64").replace(/.{70}/g, "$& ")}</p>` });
	const version = /#define MARKUP_VERSION (\d+)/.exec(readFileSync(join(TOP, "lib/io/markup.h"), "utf8"))[1];
	stack.sql(`UPDATE article_text SET markup_version = ${version} WHERE article_id = (SELECT id FROM article WHERE slug = '${slug}')`);
	page = `/en/kb/${slug}`;
	const long = await new Client(stack).get(page);
	assert.ok(long.status === 200 && long.body.length > 400000, `${long.status}, ${long.body.length} bytes`);
	customer = person(stack);
	for (const path of KEPT)
		kept.set(path, await new Client(stack, { headers: CACHED }).get(path));
	keptAt = Date.now();
});
after(() => stack?.stop());

function thread(file, data) {
	const worker = new Worker(new URL(file, import.meta.url), { workerData: data });
	worker.once("error", (error) => assert.fail(error));
	return worker;
}

/* What readers of a page got while something lasts: [[status, ms], …]. */
async function readDuring(something, { path = "/en/kb", lanes = 4, pause = 50 } = {}) {
	const worker = thread("probe.mjs", { url: `${stack.url}${path}`, lanes, pause });
	const answers = new Promise((done) => worker.once("message", done));
	worker.postMessage("read");
	await something();
	worker.postMessage("stop");
	const all = await answers;
	await worker.terminate();
	return all;
}

const statusOf = ({ status, location = "" }) => `${status} ${location}`;

/* --- slow clients ------------------------------------------------------------------------------------ */

const KINDS = { headers: "headers without end", bodies: "bodies drop by drop", reads: "answers that are hardly read" };

class Slow {
	open = 0;

	constructor(how, path) {
		this.child = spawn(resolve(TOP, stack.build, "tests/bench/slow"), [String(stack.port), how, String(SLOW), path], { stdio: ["pipe", "pipe", "inherit"] });
		this.ended = new Promise((done) => this.child.once("exit", done));
		this.child.stdout.on("data", (text) => (this.open = Number(String(text).trim().split("\n").pop())));
	}

	end() {
		this.child.stdin.end();
		return this.ended;
	}
}

for (const [how, what] of Object.entries(KINDS))
	test(`OVL-03: ${SLOW} connections with ${what} leave the portal available`, { timeout: 120000 }, async () => {
		const slow = new Slow(how, page);
		const own = [];
		try {
			await until(() => slow.open > SLOW * 0.9, "the slow clients to be there", 20000);
			const answers = await readDuring(async () => {
				for (const end = Date.now() + SLOW_SECONDS * 1000; Date.now() < end; await sleep(300))
					own.push(await customer.client.get("/en/tickets"));
			});
			const slowest = Math.max(...answers.map(([, ms]) => ms));
			console.log(`${what}: ${slow.open} connections, ${answers.length} pages meanwhile, the slowest in ${slowest.toFixed(0)} ms`);
			assert.ok(answers.length >= 5, `${answers.length} answers`);
			assert.deepEqual(answers.filter(([status, ms]) => status !== 200 || ms > ANSWER_MS), []);
			assert.ok(own.length > 0 && own.every(({ status, ms }) => status === 200 && ms < ANSWER_MS), own.map(({ status, ms }) => `${status} ${ms}`).join(", "));
			assert.ok(slow.open > SLOW / 2, `${slow.open} held on`);
		} finally {
			await slow.end();
		}
	});

/* --- slow searches ----------------------------------------------------------------------------------- */

const CROWD = 40; // searches at once
const LOCKED_SECONDS = 1.5; // each of them takes so long, and the next one as long again if it had to wait
const LONGEST_MS = 8000; // waiting for a process, then the budget of a request

test("OVL-02: searches that take long run as many at once as the program has processes, end in time, and hold up nobody else", { timeout: 60000 }, async () => {
	const before = await new Client(stack).get("/en/search?q=hub");
	assert.equal(before.status, 200);
	const run = promisify(execFile);
	const locked = run("mariadb", [`--defaults-file=${stack.varDir}/etc/client.cnf`, "portico", "-e", `LOCK TABLES search_doc WRITE; SELECT SLEEP(${LOCKED_SECONDS}); UNLOCK TABLES`]);
	await until(() => stack.value("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'") !== "0", "the lock");
	const searches = Array.from({ length: CROWD }, (_, i) => new Client(stack).get(`/en/search?q=hub${i}`));
	await sleep(300);
	const running = Number(stack.value("SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%AGAINST%' AND id <> CONNECTION_ID()"));
	const beside = await new Client(stack).get("/en/kb");
	await locked;
	const answers = await Promise.all(searches);
	console.log(`${running} of ${CROWD} searches at once; a page beside them took ${beside.ms.toFixed(0)} ms, the slowest search ${Math.max(...answers.map(({ ms }) => ms)).toFixed(0)} ms`);
	assert.ok(running >= 1 && running <= stack.workers("search").length, `${running} at once`);
	assert.equal(beside.status, 200);
	assert.ok(beside.ms < LOCKED_SECONDS * 1000, `${beside.ms} ms`);
	for (const { status, ms } of answers)
		assert.ok([200, 503].includes(status) && ms < LONGEST_MS, `${status} after ${ms} ms`);
	assert.equal((await new Client(stack).get("/en/search?q=hub")).status, 200);
});

test("OVL-01: who has waited too long for a process is told to come again instead of being served too late", { timeout: 60000 }, async () => {
	const pids = stack.workers("company");
	const ask = () => customer.client.get("/en/company");
	const usual = statusOf(await ask());
	pids.forEach((pid) => process.kill(pid, "SIGSTOP"));
	const waiting = Array.from({ length: 6 }, ask);
	await sleep(QUEUE_MS + 500);
	pids.forEach((pid) => process.kill(pid, "SIGCONT"));
	const answers = await Promise.all(waiting);
	for (const answer of answers) {
		assert.equal(answer.status, 503);
		assert.match(answer.headers["retry-after"], /^\d+$/);
	}
	assert.equal(statusOf(await ask()), usual);
});

/* --- the processes of a program ---------------------------------------------------------------------- */

const wrong = (answers) => answers.filter(([status]) => status !== 200);

test("PRC-05: processes are replaced after their number of requests, and no request is lost", { timeout: 60000 }, async () => {
	const before = stack.workers("home");
	const answers = await readDuring(() => until(() => before.every((pid) => !isRunning(pid)), "all processes to be replaced", 40000), { path: "/en/", lanes: 8, pause: 0 });
	assert.deepEqual(wrong(answers), []);
	assert.ok(answers.length >= REQUESTS * before.length, `${answers.length} requests`);
	assert.equal(stack.workers("home").length, before.length);
	console.log(`${before.length} processes replaced within ${answers.length} requests`);
});

test(`PRC-05: a process that stands still holds up no request but its own, and one that hangs has ended after ${HANG_SECONDS} s`, { timeout: 60000 }, async () => {
	await until(async () => (await new Client(stack).get("/en/kb")).ms < 500, "the program to have time");
	const many = stack.workers("kb").length;
	let hanging;
	const answers = await readDuring(async () => {
		await sleep(200);
		hanging = connect(join(stack.varDir, "run/kb.sock")).on("error", () => {});
		hanging.write(Buffer.from([1, 1, 0, 1])); // half a record's head: whoever takes it waits for what never comes
		const ended = new Promise((done) => hanging.once("close", done));
		const [pid] = stack.workers("kb");
		process.kill(pid, "SIGSTOP");
		await Promise.race([ended, sleep((HANG_SECONDS + 2) * 1000)]);
		process.kill(pid, "SIGCONT");
		await sleep(300);
	}, { lanes: many * 2, pause: 50 });
	hanging.destroy();
	const slow = answers.filter(([, ms]) => ms > HANG_SECONDS * 1000 - 500);
	assert.deepEqual(wrong(answers), []);
	assert.ok(slow.length <= 1, `${slow.length} requests were held up`);
	assert.ok(answers.length > 20, `${answers.length} answers`);
	assert.match(stack.log("kb"), /error kb \S+ http: this request hangs/);
	await until(() => stack.workers("kb").length === many, "another to take its place");
});

/* --- away -------------------------------------------------------------------------------------------- */

test("DAT-10: pages that nginx has kept are shown while their program or the database is away; others say that it is for a moment", { timeout: 90000 }, async () => {
	const visitor = new Client(stack, { headers: CACHED });
	const isKept = async (path) => {
		const answer = await visitor.get(path);
		assert.equal(answer.status, 200, path);
		assert.equal(answer.text, kept.get(path).text);
	};
	await sleep(Math.max(0, keptAt + AGED_SECONDS * 1000 - Date.now()));
	await stack.hold("suggestions");
	try {
		await isKept("/en/suggestions");
		const other = await visitor.get("/lt/suggestions");
		assert.equal(other.status, 503);
		assert.match(other.headers["retry-after"], /^\d+$/);
		assert.match(other.text, /<html lang="en"/);
		assert.equal((await new Client(stack, ).get("/en/suggestions")).status, 503, "only from the cache");
	} finally {
		await stack.release("suggestions");
	}
	await stack.stopDb();
	try {
		await isKept("/en/forum");
		assert.equal((await visitor.get("/lt/forum")).status, 503);
		assert.equal((await customer.client.get("/en/forum")).status, 503, "who is signed in is not shown it");
	} finally {
		await stack.startDb();
	}
	await until(async () => (await visitor.get("/lt/forum")).status === 200, "the forum to be back");
});
