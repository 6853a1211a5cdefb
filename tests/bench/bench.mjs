/*
 * The whole measurement: node tests/bench/bench.mjs, or make bench.
 *
 *	SCALE="1000 100000"   how many tickets, topics, suggestions and articles; several: each, and the growth between them
 *	DATA=folder           keeps the filled databases there for the next time
 *	JSON=file             where the figures go (build/bench.json)
 *	ROUNDS=5 RUN_SECONDS=1  of each comparison
 *	CONNECTIONS="1 16 64" of the claims, the first two are needed
 *	ROWS=word             only the rows with the word in their name; PARTS="start bare rows lists explain memory peers" some only
 *	PEERS="fossil"        other programs, measured beside it: fossil, mediawiki, redmine, request-tracker5 (tests/bench/peers)
 *
 * A table, the claims that are reached and those that are not; ends with 1 if one is not.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Client } from "../harness/client.mjs";
import { TOP } from "../harness/stack.mjs";
import { judge, tell } from "./claims.mjs";
import { explainPages } from "./explain.mjs";
import { compareLists, compareScales, longLists } from "./growth.mjs";
import { Side, bytesOf, compare, hammer, statementsOf } from "./measure.mjs";
import { memory, workerMemory } from "./memory.mjs";
import { comparePeers } from "./peers/peers.mjs";
import { print } from "./report.mjs";
import { cachedPages, forms, largeFile, otherForms, pages } from "./rows.mjs";
import { startTime } from "./start.mjs";
import { TICKET, startStand } from "./stand.mjs";

const SCALES = (process.env.SCALE ?? "100000").split(/\s+/).filter(Boolean).map(Number);
const ROUNDS = Number(process.env.ROUNDS ?? (process.env.PROOF ? 15 : 5));
const SECONDS = Number(process.env.RUN_SECONDS ?? (process.env.PROOF ? 3 : 1));
const PARTS = (process.env.PARTS ?? "start bare rows lists explain memory peers").split(/\s+/);
const CONNECTIONS = (process.env.CONNECTIONS ?? "1 16 64").split(/\s+/).map(Number);
const FEW_ROUNDS = 2; // where the ratio is shown, but nothing is claimed of it

const say = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
const wanted = ({ name }) => !process.env.ROWS || name.includes(process.env.ROWS);

/* --- one row -------------------------------------------------------------------------------------------- */

/* The limit goes to a new number of bytes in steps; this brings every worker there. */
async function settle(stand, what, bytes) {
	for (let i = 0; i < 5; i++) {
		await hammer(stand, what);
		if ((await bytesOf(what.url, {})) === bytes)
			return;
	}
	throw new Error(`the limit program does not come to ${bytes} bytes`);
}

async function limitOf(stand, row, { bytes, writes, rows }) {
	const workers = () => stand.limitWorkers(row.program);
	if (row.limit === "static")
		return new Side(stand, { name: "static", url: `${stand.url}/bench/10k.html` }, () => []);
	if (row.limit === "page") {
		const what = { name: "limit", url: stand.limitUrl(row.program, `bytes=${bytes}&number=${TICKET}`) };
		await settle(stand, what, bytes);
		return new Side(stand, what, workers);
	}
	if (row.limit === "write") {
		const path = new URL(stand.limitUrl(row.program, `statements=${writes - 1}&rows=${rows - 1}`));
		const lines = (count) => row.forms(count).map((line) => line.replace(/^[^\t]*/, path.pathname + path.search));
		return new Side(stand, { name: "limit", forms: lines, template: row.template }, workers);
	}
	return undefined;
}

/* What one request costs, apart from time. */
async function costOf(stand, row) {
	if (row.forms) {
		const run = new Side(stand, row, () => []);
		await run.run({ connections: 1, seconds: 1 });
		const before = run.requests;
		const cost = await statementsOf(stand, async () => void (await run.run({ connections: 1, seconds: 1 })), 1);
		const each = run.requests - before;
		return Object.fromEntries(Object.entries(cost).map(([key, sum]) => [key, key === "statements" ? sum / each : Math.round(sum / each)]));
	}
	const cost = await statementsOf(stand, async (times) => {
		for (let i = 0; i < times; i++)
			await bytesOf(row.url, row);
	}, 5);
	return { ...cost, bytes: await bytesOf(row.url, row), gzip: await bytesOf(row.url, row, "gzip") };
}

async function measure(stand, found) {
	const row = found.path ? { ...found, url: stand.url + found.path } : found;
	say(`${stand.scale}: ${row.name}`);
	if (row.path)
		await hammer(stand, row);
	const cost = row.cached ? {} : await (row.path ? stand.withoutWorker(() => costOf(stand, row)) : costOf(stand, row));
	const side = new Side(stand, row, () => stand.stack.workers(row.program));
	const limit = await limitOf(stand, row, cost);
	const loads = [];
	for (const connections of CONNECTIONS.filter((one) => row.connections?.includes(one) ?? true))
		loads.push(await compare(side, limit, { connections, seconds: SECONDS, rounds: connections === 16 ? ROUNDS : FEW_ROUNDS }));
	return { name: row.name, program: row.program, path: row.path, limit: row.limit, wanted: row.wanted, ...cost, loads, cpu: side.cpu, limitCpu: limit?.cpu, memory: row.cached ? undefined : workerMemory(stand, row.program) };
}

/* The limits by themselves, and nginx alone. */
async function measureBare(stand) {
	const found = [];
	for (const [name, url] of [["nginx, a static file of 10 kB", `${stand.url}/bench/10k.html`], ["libfcgi, a line", stand.limitUrl("kb", "hello")], ["libfcgi, one prepared SELECT", stand.limitUrl("kb", `select=${TICKET}`)], ["libfcgi, four SELECTs and a page of 20 kB", stand.limitUrl("kb", `bytes=20000&number=${TICKET}`)]]) {
		const side = new Side(stand, { name, url }, () => (url.includes("/limit") ? stand.limitWorkers("kb") : []));
		const loads = [];
		for (const connections of CONNECTIONS)
			loads.push(await compare(side, undefined, { connections, seconds: SECONDS, rounds: 2 }));
		found.push({ name, loads, cpu: side.cpu });
	}
	return found;
}

/* --- one portal --------------------------------------------------------------------------------------------- */

async function measureRows(stand) {
	const rows = [];
	for (const row of [...pages(stand), ...cachedPages(stand)].filter(wanted))
		rows.push(await measure(stand, row));
	await stand.withoutWorker(async () => {
		const others = otherForms(stand);
		for (const row of [...forms(stand), ...others].filter(wanted))
			rows.push(await measure(stand, row));
		const down = await largeFile(stand, new Client(stand.stack), others.find(({ template }) => template));
		if (wanted(down))
			rows.push(await measure(stand, down));
	});
	return rows;
}

const partsOf = (stand) => ({
	start: () => startTime(stand, "/en/kb/bench-article-150"),
	bare: () => measureBare(stand),
	rows: () => measureRows(stand),
	lists: () => compareLists(stand, { seconds: SECONDS, rounds: ROUNDS }),
	explain: () => explainPages(stand, [...longLists(stand), ...pages(stand).filter(({ name }) => /list|queue/.test(name))]),
	memory: () => memory(stand),
	peers: () => process.env.PEERS && comparePeers(stand, process.env.PEERS.split(/\s+/), { seconds: SECONDS, rounds: ROUNDS, say }),
});

async function measureScale(stand) {
	const result = { scale: stand.scale, filled: stand.filled, rows: [], bare: [], broken: [] };
	for (const [name, work] of Object.entries(partsOf(stand))) {
		if (!PARTS.includes(name))
			continue;
		say(`${stand.scale}: ${name}`);
		try {
			result[name] = await work();
		} catch (error) { // what the other parts measured is told all the same
			console.error(error);
			result.broken.push(name);
		}
	}
	return result;
}

function machine() {
	return { cpu: cpus()[0].model.trim(), cores: cpus().length, memory: Math.round(totalmem() / 2 ** 30), load: readFileSync("/proc/loadavg", "utf8").split(" ")[0] };
}

async function main() {
	const report = { date: new Date().toISOString().slice(0, 10), machine: machine(), seconds: SECONDS, rounds: ROUNDS, results: [], growth: [] };
	const stands = [];
	const stop = () => Promise.all(stands.splice(0).map((stand) => stand.stop()));
	for (const signal of ["SIGINT", "SIGTERM"])
		process.once(signal, () => stop().finally(() => process.exit(130)));
	try {
		for (const scale of SCALES) {
			stands.push(await startStand(scale, { data: process.env.DATA && join(process.env.DATA, String(scale)), say }));
			report.results.push(await measureScale(stands.at(-1)));
		}
		for (let i = 1; i < stands.length; i++)
			report.growth.push(await compareScales(stands[i - 1], stands[i], { seconds: SECONDS, rounds: ROUNDS }));
	} finally {
		await stop();
	}
	report.claims = judge(report);
	const path = resolve(TOP, process.env.JSON ?? "build/bench.json");
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, `${JSON.stringify(report, undefined, "\t")}\n`);
	print(report);
	const broken = report.results.flatMap((result) => result.broken.map((part) => `${result.scale}: ${part}`));
	if (broken.length)
		console.log(`Broke off: ${broken.join(", ")}`);
	return broken.length + tell(report.claims);
}

process.exitCode = (await main()) > 0 ? 1 : 0;
