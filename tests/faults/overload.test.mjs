/*
 * Ten times as many requests as the portal can serve (OVL-01): what it takes it serves nearly as quickly as when it is just full, the
 * rest is told at once to come again, memory stays, and a moment later all is as before.
 *
 * Full means about as many requests at once as nginx passes on to a program (max_conns of portico-http.conf); the rate at which they are
 * served then is what is offered ten-fold. A few readers beside the crowd measure both, in turns within a run; the crowd is wrk. What
 * else happens on the machine can disturb one side only: such a round is taken again, twice at most, and the best one counts.
 * PROOF=1 keeps the crowd for a minute. This file runs alone.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { TOP, startStack } from "../harness/stack.mjs";
import { article, category } from "../web/shelf.mjs";

const FULL = 128; // 32 by each of two workers to each of two entries
const BREATH_MS = 10; // of who is refused
const READERS = 32;
const CROWD = 1000; // connections
const SECONDS = process.env.PROOF ? 60 : 3;
const FULL_SECONDS = 3;
const RECOVERS_SECONDS = 5;
const ROUNDS = 3;
const SERVERS_MB = 32; // for the connections of the crowd
const run = promisify(execFile);
let stack, page;

before(async () => {
	stack = await startStack({ own: true, demo: false, cache: "off" });
	page = `${stack.url}/en/kb/${article(stack, category(stack), { en: ["Crowded", "Words of an article. ".repeat(200)] })}`;
});
after(() => stack?.stop());

/* What readers got while something lasts. */
async function readDuring(something, { lanes = READERS, pause = 0 } = {}) {
	const worker = new Worker(new URL("probe.mjs", import.meta.url), { workerData: { url: page, lanes, pause } });
	const answers = new Promise((done, failed) => worker.once("message", done).once("error", failed));
	worker.postMessage("read");
	await something;
	worker.postMessage("stop");
	const all = await answers;
	await worker.terminate();
	return all;
}

async function crowd(connections, seconds, pause = 0) {
	const script = ["-s", join(TOP, "tests/faults/overload.lua")];
	const { stdout } = await run("wrk", ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "20s", ...script, page, "--", String(pause)]);
	const number = (pattern) => Number(pattern.exec(stdout)?.[1] ?? 0);
	return { perSecond: number(/Requests\/sec:\s*([\d.]+)/), requests: number(/(\d+) requests in/), refused: number(/Non-2xx or 3xx responses: (\d+)/), broken: /Socket errors: .*/.exec(stdout)?.[0] };
}

function percentile(times, share) {
	return [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))];
}

const timesOf = (answers, status) => answers.filter(([one]) => one === status).map(([, ms]) => ms);
const p99 = (answers) => percentile(timesOf(answers, 200), 0.99);

/* Memory of a process with its share of what it has in common with others, in MB. */
const megabytes = (pid) => (existsSync(`/proc/${pid}`) ? Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) / 1024 : 0);
const children = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);
const programs = () => stack.workers("kb").reduce((sum, pid) => sum + megabytes(pid), 0);
const servers = () => children(stack.pid("nginx")).reduce((sum, pid) => sum + megabytes(pid), 0);

/* The seconds until readers who come now and then are served as usual; more than RECOVERS_SECONDS if they are not. */
async function recovery(usual) {
	const started = Date.now();
	let seconds = 0;
	for (let now = Infinity; now > usual && seconds <= RECOVERS_SECONDS; seconds = (Date.now() - started) / 1000)
		now = p99(await readDuring(sleep(700), { lanes: 2, pause: 5 }));
	return seconds;
}

async function round() {
	const usual = p99(await readDuring(sleep(1000), { lanes: 2, pause: 5 }));
	const filling = crowd(FULL - READERS, FULL_SECONDS, BREATH_MS);
	const full = await readDuring(filling, { pause: BREATH_MS });
	const filled = await filling;
	const perSecond = (filled.requests - filled.refused) / FULL_SECONDS;
	const before = { programs: programs(), servers: servers() };
	const pause = (CROWD / (10 * perSecond)) * 1000;
	const flooding = crowd(CROWD, SECONDS, Math.round(pause));
	const busy = await readDuring(flooding, { pause: BREATH_MS });
	const flood = await flooding;
	const after = { programs: programs(), servers: servers() };
	const recovered = await recovery(Math.max(2 * usual, usual + 20));
	const refused = timesOf(busy, 503);
	return { usual, full, busy, perSecond, flood, before, after, recovered, refused, ratio: p99(busy) / p99(full) };
}

function tell({ usual, full, busy, perSecond, flood, before, after, recovered, refused, ratio }) {
	const ms = (number) => `${number?.toFixed(0)} ms`;
	console.log(`full: ${perSecond.toFixed(0)} a second, p99 ${ms(p99(full))} of ${timesOf(full, 200).length} (usually ${ms(usual)}); ten-fold: ${flood.refused} of ${flood.requests} refused, p99 of what is served ${ms(p99(busy))} of ${timesOf(busy, 200).length}: ${ratio.toFixed(2)} times;`);
	console.log(`  refusals: p50 ${ms(percentile(refused, 0.5))}, p99 ${ms(percentile(refused, 0.99))} of ${refused.length}; programs ${before.programs.toFixed(1)} to ${after.programs.toFixed(1)} MB, nginx ${before.servers.toFixed(1)} to ${after.servers.toFixed(1)} MB; as usual after ${recovered.toFixed(1)} s`);
}

/* What the promise says and this round did not keep. */
function broken({ full, busy, before, after, recovered, refused, ratio }) {
	const quick = process.env.PROOF ? 100 : percentile(timesOf(full, 200), 0.5);
	return [
		...(ratio < 2 ? [] : [`what is served takes ${ratio.toFixed(2)} times as long`]),
		...(refused.length > 0 && percentile(refused, 0.5) < quick ? [] : [`refusals take ${percentile(refused, 0.5)?.toFixed(0)} ms`]),
		...(after.programs <= before.programs * 1.05 + 0.5 ? [] : [`the programs grew from ${before.programs.toFixed(1)} to ${after.programs.toFixed(1)} MB`]),
		...(after.servers <= before.servers + SERVERS_MB ? [] : [`nginx grew from ${before.servers.toFixed(1)} to ${after.servers.toFixed(1)} MB`]),
		...(recovered <= RECOVERS_SECONDS ? [] : [`not as usual after ${RECOVERS_SECONDS} s`]),
		...busy.filter(([status]) => status !== 200 && status !== 503).map(([status]) => `status ${status}`),
	];
}

test("OVL-01: at ten times the capacity what is taken is served within twice the time, the rest is refused at once, memory stays, and it is over in 5 s", { timeout: 600000 }, async () => {
	let wrong;
	for (let i = 0; i < ROUNDS && (!wrong || wrong.length > 0); i++) {
		const done = await round();
		tell(done);
		wrong = broken(done);
	}
	assert.deepEqual(wrong, []);
});
