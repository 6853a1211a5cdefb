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

const ROUNDS = PROOF ? 11 : 5;
const SECONDS = PROOF ? 4 : 1;
const WORKERS = 4;
const LIMIT_NUMBER = 10000003; /* one of the limit's threads with 20 rows */

let stack;
let limit;

/* Puts the limit program beside the portal's own, behind its nginx. */
async function startLimit() {
	const socket = join(stack.varDir, "run/limit.sock");
	stack.sql(readFileSync(join(TOP, "tests/bench/limit.sql"), "utf8"), "mysql");
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

const limitUrl = (bytes) => `${stack.url}/limit?bytes=${bytes}&number=${LIMIT_NUMBER}`;

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

async function ratios(path, who) {
	const page = stack.url + path;
	const bytes = await bytesOf(page, who);
	const bare = limitUrl(bytes);
	await settle(bare, bytes);
	await hammer(page, { who, seconds: 1 });
	const pairs = [];
	const speed = async (url, whose) => (await hammer(url, { who: whose, seconds: SECONDS })).perSecond;
	for (let round = 0; round < ROUNDS; round++) {
		const [a, b, c, d] = [await speed(page, who), await speed(bare), await speed(bare), await speed(page, who)];
		pairs.push({ ratio: (a + d) / (b + c), page: (a + d) / 2, bare: (b + c) / 2 });
	}
	pairs.sort((one, other) => one.ratio - other.ratio);
	return { bytes, least: pairs[0], median: pairs[ROUNDS >> 1], most: pairs[ROUNDS - 1] };
}

const round = (number) => number.toFixed(2);

function claim(name, path, who, least) {
	test(`${name} reaches ${least} of a bare program`, async () => {
		const { bytes, least: low, median, most } = await ratios(path, who);
		console.log(
			`${name}: min ${round(low.ratio)}, median ${round(median.ratio)}, max ${round(most.ratio)} of the limit ` +
				`(${bytes} bytes, ${Math.round(median.page)} and ${Math.round(median.bare)} requests a second)`,
		);
		assert.ok(median.ratio >= least, `${round(median.ratio)} of the limit, ${least} is wanted`);
	});
}

claim("an uncached article page", "/en/kb/bench-article-150", undefined, 1.0);
claim("a ticket page with 20 messages", `/en/tickets/${TICKET}`, CUSTOMER, 0.7);
claim("a ticket list", "/en/tickets", CUSTOMER, 0.7);
