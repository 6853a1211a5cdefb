/*
 * Two hundred people sign in at once (AUTH-02, OVL-04): memory stays within what the number of slots allows, and the
 * eight who read articles meanwhile hardly notice.
 *
 * The time of articles is taken by turns, quiet, crowd, quiet, crowd, quiet, with a thousand pages or more on each side, so that
 * the 99th percentile is that of many pages and a machine that grows slower does so on both sides. Something else on the machine
 * can only disturb one side: such a round is taken again, three times at most, and the best one counts. Nothing is added to it. This file runs alone.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import { availableParallelism } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { Client, form } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";

const CROWD = 200;
const SLOTS = 2; // hash_slots, and never more than half of the processors: see password_slots
const HASH_MB = 19.5; // of one computation: 19 MiB, given back afterwards
const WORKER_MB = 8; // a program without a computation, with its share of the libraries
const READERS = 8; // as on a busy day; one alone would measure how long the system lets a process have the processor
const QUIET_MS = 3000;
const WAVES = 2; // of a crowd in a round
const ROUNDS = 4;
const ARRIVE_MS = 4; // between one arrival and the next: they all wait together long before the first tenth is served
const WATCH_MS = 100; // reading a process's memory costs the machine, too

/* Private memory of a process in MB. */
function privateMb(pid) {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
	return [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0) / 1024;
}

/* The processes of this portal's program for signing in. */
function logins(stack) {
	if (stack.mode === "fcgi")
		return stack.workers("login");
	const parent = stack.pid("cgi-login");
	const own = new Set(readFileSync(`/proc/${parent}/task/${parent}/children`, "utf8").trim().split(/\s+/).map(Number));
	return readdirSync("/proc").filter((pid) => {
		try {
			return readlinkSync(`/proc/${pid}/exe`).endsWith("/bin/login") && own.has(Number(readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ")[1]));
		} catch {
			return false; // no process, or gone
		}
	});
}

/* Sums their memory until told to stop; the most is what counts. */
async function watchMemory(stack, watch) {
	while (!watch.stop) {
		const pids = logins(stack);
		const sum = pids.reduce((all, pid) => {
			try {
				return all + privateMb(pid);
			} catch {
				return all; // ended meanwhile
			}
		}, 0);
		watch.most = Math.max(watch.most, sum);
		watch.processes = Math.max(watch.processes, pids.length);
		await sleep(WATCH_MS);
	}
}

class Reader {
	constructor(stack) {
		this.worker = new Worker(new URL("reader.mjs", import.meta.url), { workerData: { url: stack.url, page: "/en/kb", readers: READERS } });
	}

	/* The milliseconds of each page read while something lasts. */
	async during(something) {
		const times = new Promise((done, failed) => this.worker.once("message", (answer) => (Array.isArray(answer) ? done(answer) : failed(answer))).once("error", failed));
		times.catch(() => {}); // told below
		this.worker.postMessage("read");
		await something;
		this.worker.postMessage("stop");
		return times;
	}

	end() {
		return this.worker.terminate();
	}
}

function p99(times) {
	return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)];
}

async function prepare(stack, index) {
	const client = new Client(stack, { headers: { "X-Forwarded-For": `10.9.${index >> 8}.${index & 255}` } });
	const page = await client.get("/en/login");
	const filled = form(page, (one) => one.names.includes("password"));
	return () => client.submit(page, (one) => one.action === filled.action && one.names.includes("password"), { mail: `crowd-${index}@example.org`, password: "not the password" });
}

let visitors = 0; // each crowd comes from addresses of its own

async function gather(stack) {
	const people = [];
	for (let i = 0; i < CROWD; i++)
		people.push(await prepare(stack, visitors++));
	return people;
}

/* They come one after the other and then wait together; answers their statuses and how many waited at once. */
async function signInTogether(people) {
	let waiting = 0;
	let most = 0;
	const answers = [];
	for (const signIn of people) {
		most = Math.max(most, ++waiting);
		answers.push(
			signIn().finally(() => {
				waiting--;
			}),
		);
		await sleep(ARRIVE_MS);
	}
	const statuses = (await Promise.all(answers)).map((one) => one.status);
	return { statuses, most };
}

async function round(stack, reader, watch) {
	const quiet = await reader.during(sleep(QUIET_MS));
	const busy = [];
	const statuses = [];
	let together = Infinity;
	for (let wave = 0; wave < WAVES; wave++) {
		const people = await gather(stack);
		watch.stop = false;
		const watching = watchMemory(stack, watch);
		const crowd = signInTogether(people);
		busy.push(...(await reader.during(crowd)));
		statuses.push(...(await crowd).statuses);
		together = Math.min(together, (await crowd).most);
		watch.stop = true;
		await watching;
		quiet.push(...(await reader.during(sleep(QUIET_MS))));
	}
	return { usual: p99(quiet), quiet: quiet.length, busy: p99(busy), pages: busy.length, statuses, together };
}

async function hold(mode) {
	const stack = await startStack({ own: true, mode, workers: 4, env: { PORTICO_TRUSTED_PROXIES: "127.0.0.1", PORTICO_HASH_SLOTS: String(SLOTS) } });
	const reader = new Reader(stack);
	const watch = { most: 0, processes: 0, stop: false };
	let best = Infinity;
	try {
		for (let i = 0; i < ROUNDS && best > 2; i++) {
			const { usual, quiet, busy, pages, statuses, together } = await round(stack, reader, watch);
			const computed = statuses.filter((status) => status === 422).length;
			best = Math.min(best, busy / usual);
			console.log(`${mode}: p99 of ${pages} articles ${busy.toFixed(1)} ms, usually ${usual.toFixed(1)} ms of ${quiet}: ${(busy / usual).toFixed(2)} times; ${computed} of ${statuses.length} passwords looked at`);
			assert.ok(statuses.every((status) => [422, 429, 503, 504].includes(status)), statuses.join(" "));
			assert.ok(computed > statuses.length / 50, "some were computed");
			assert.ok(together >= CROWD / 2, `${together} at once`);
		}
	} finally {
		await reader.end();
		await stack.stop();
	}
	const bound = Math.min(SLOTS, Math.max(1, availableParallelism() >> 1)) * HASH_MB + watch.processes * WORKER_MB;
	console.log(`${mode}: memory of ${watch.processes} login processes: at most ${watch.most.toFixed(1)} MB of ${bound.toFixed(1)} MB`);
	assert.ok(watch.most <= bound, `${watch.most.toFixed(1)} MB, at most ${bound.toFixed(1)} MB`);
	assert.ok(best <= 2, `${best.toFixed(2)} times the usual p99`);
}

for (const mode of ["fcgi", "cgi"])
	test(`AUTH-02, OVL-04: ${CROWD} sign-ins at once keep memory bounded and articles within twice their usual p99 (${mode})`, { timeout: 300000 }, () => hold(mode));
