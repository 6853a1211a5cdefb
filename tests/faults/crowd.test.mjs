/*
 * Two hundred people sign in at once (AUTH-02, OVL-04): memory stays within what the number of slots allows, and whoever reads
 * articles meanwhile hardly notices.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, form } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";

const CROWD = 200;
const SLOTS = 2; // hash_slots
const HASH_MB = 19.5; // of one computation: 19 MiB, given back afterwards
const WORKER_MB = 8; // a program without a computation, with its share of the libraries
const READS = 400;
let stack;

before(async () => {
	stack = await startStack({ own: true, workers: 4, env: { PORTICO_TRUSTED_PROXIES: "127.0.0.1", PORTICO_HASH_SLOTS: String(SLOTS) } });
});
after(() => stack?.stop());

/* Private memory of a process in MB. */
function privateMb(pid) {
	const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
	return [...text.matchAll(/^Private_\w+:\s+(\d+) kB/gm)].reduce((sum, [, kb]) => sum + Number(kb), 0) / 1024;
}

/* Sums the workers' memory until told to stop; the most is what counts. */
async function watchMemory(watch) {
	while (!watch.stop) {
		const sum = stack.workers("login").reduce((all, pid) => {
			try {
				return all + privateMb(pid);
			} catch {
				return all; // replaced meanwhile
			}
		}, 0);
		watch.most = Math.max(watch.most, sum);
		await sleep(20);
	}
}

async function readArticles(count) {
	const reader = new Client(stack);
	const times = [];
	for (let i = 0; i < count; i++) {
		const page = await reader.get(`/en/kb?n=${i}`);
		assert.equal(page.status, 200);
		times.push(page.ms);
	}
	return times.sort((a, b) => a - b)[Math.floor(count * 0.99)];
}

async function prepare(index) {
	const client = new Client(stack, { headers: { "X-Forwarded-For": `10.9.${index >> 8}.${index & 255}` } });
	const page = await client.get("/en/login");
	return { client, page, filled: form(page, (one) => one.names.includes("password")) };
}

test(`AUTH-02, OVL-04: ${CROWD} sign-ins at once keep memory bounded and articles within twice their usual time`, { timeout: 300000 }, async () => {
	const people = [];
	for (let i = 0; i < CROWD; i++)
		people.push(await prepare(i));
	await readArticles(50);
	const usual = Math.max(await readArticles(READS), await readArticles(READS));
	const workers = stack.workers("login").length;
	const watch = { most: 0, stop: false };
	const watching = watchMemory(watch);
	const crowd = Promise.all(
		people.map(({ client, page, filled }, index) =>
			client.submit(page, (one) => one.action === filled.action && one.names.includes("password"), { mail: `crowd-${index}@example.org`, password: "not the password" })),
	);
	const busy = await readArticles(READS);
	const answers = await crowd;
	watch.stop = true;
	await watching;
	const bound = SLOTS * HASH_MB + workers * WORKER_MB;
	console.log(`memory of ${workers} login workers: at most ${watch.most.toFixed(1)} MB of ${bound.toFixed(1)} MB; p99 of articles ${busy.toFixed(1)} ms, usually ${usual.toFixed(1)} ms`);
	const statuses = answers.map((one) => one.status);
	assert.ok(statuses.every((status) => [422, 429, 503].includes(status)), statuses.join(" "));
	assert.ok(statuses.filter((status) => status === 422).length > CROWD / 10, "some were computed");
	assert.ok(watch.most <= bound, `${watch.most.toFixed(1)} MB, at most ${bound.toFixed(1)} MB`);
	assert.ok(busy <= Math.max(2 * usual, usual + 20), `${busy.toFixed(1)} ms, usually ${usual.toFixed(1)} ms`);
});
