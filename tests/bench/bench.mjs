/*
 * Pages as shares of the bare limit program (limit.c): both behind the same nginx with as many workers, the same number of
 * bytes, each pair measured back to back, so that a busy machine slows both. The median of the pairs counts.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { TOP, until } from "../harness/stack.mjs";
import { CUSTOMER, PROOF, TICKET, cookieOf, hammer, startPortal } from "./portal.mjs";

const ROUNDS = PROOF ? 15 : 7;
const SECONDS = PROOF ? 3 : 1;
const WORKERS = 4;

let stack;
let limit;

/* Puts the limit program beside the portal's own, behind its nginx. */
async function startLimit() {
	const socket = join(stack.varDir, "run/limit.sock");
	limit = spawn(
		"spawn-fcgi",
		["-n", "-s", socket, "-M", "0666", "--", "/usr/bin/multiwatch", "-f", String(WORKERS), "--", join(TOP, stack.build, "tests/bench/limit")],
		{ stdio: ["ignore", "inherit", "inherit"], env: { ...process.env, LIMIT_DEFAULTS: join(stack.varDir, "etc/client.cnf") } },
	);
	await until(() => existsSync(socket), "the limit program");
	appendFileSync(join(stack.varDir, "etc/nginx/portico-locations.conf"), `\nlocation = /limit { fastcgi_pass unix:${socket}; }\n`);
	process.kill(stack.pid("nginx"), "SIGHUP");
	await until(async () => (await fetch(limitUrl(20000))).ok, "nginx to know the limit program");
}

before(async () => {
	stack = await startPortal({ workers: WORKERS });
	await startLimit();
});

after(async () => {
	limit?.kill("SIGTERM");
	await stack?.stop();
});

const limitUrl = (bytes) => `${stack.url}/limit?bytes=${bytes}&number=${TICKET}`;

/* As wrk asks: no compression, nothing cached. */
async function bytesOf(url, who) {
	const answer = await fetch(url, { redirect: "manual", headers: { "Accept-Encoding": "identity", ...cookieOf(who) } });
	assert.equal(answer.status, 200, url);
	return (await answer.arrayBuffer()).byteLength;
}

/* The limit goes to a new number of bytes in steps; this brings every worker there. */
async function settle(url, bytes) {
	await hammer(url, { seconds: 1 });
	assert.equal(await bytesOf(url), bytes);
}

/* Processor time so far of the database, nginx and the workers of a program, in microseconds. */
function processorTime(workers) {
	const nginx = childrenOf(stack.pid("nginx"));
	const ticks = [stack.pid("mariadb"), ...nginx, ...workers].map((pid) => {
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
		return Number(fields[11]) + Number(fields[12]);
	});
	return ticks.reduce((sum, one) => sum + one, 0) * 10000;
}

const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).map(Number);

/* A side of the comparison, with what it has done and used so far. */
class Side {
	requests = 0;
	used = 0;

	constructor(url, who, workers) {
		Object.assign(this, { url, who, workers });
	}

	async run() {
		const before = processorTime(this.workers);
		const { requests, perSecond } = await hammer(this.url, { who: this.who, seconds: SECONDS });
		this.used += processorTime(this.workers) - before;
		this.requests += requests;
		return perSecond;
	}

	get each() {
		return `${Math.round(this.used / this.requests)} µs`;
	}
}

async function compare(program, path, who) {
	const page = new Side(stack.url + path, who, stack.workers(program));
	const bytes = await bytesOf(page.url, who);
	const bare = new Side(limitUrl(bytes), undefined, childrenOf(limit.pid));
	await settle(bare.url, bytes);
	await hammer(page.url, { who, seconds: 1 });
	const ratios = [];
	for (let round = 0; round < ROUNDS; round++) {
		const [a, b, c, d] = [await page.run(), await bare.run(), await bare.run(), await page.run()];
		ratios.push((a + d) / (b + c));
	}
	ratios.sort((one, other) => one - other);
	return { bytes, page, bare, least: ratios[0], median: ratios[ROUNDS >> 1], most: ratios[ROUNDS - 1] };
}

const shown = (number) => number.toFixed(2);

function claim(name, program, path, who, wanted) {
	test(`${name} reaches ${wanted} of a bare program`, async () => {
		const { bytes, page, bare, least, median, most } = await compare(program, path, who);
		console.log(
			`${name}: min ${shown(least)}, median ${shown(median)}, max ${shown(most)} of the limit; ` +
				`${bytes} bytes, processor time ${page.each} and ${bare.each} a request`,
		);
		assert.ok(median >= wanted, `${shown(median)} of the limit, ${wanted} is wanted`);
	});
}

claim("an uncached article page", "kb", "/en/kb/bench-article-150", undefined, 1.0);
claim("a ticket page with 20 messages", "tickets", `/en/tickets/${TICKET}`, CUSTOMER, 0.7);
claim("a ticket list", "tickets", "/en/tickets", CUSTOMER, 0.7);
