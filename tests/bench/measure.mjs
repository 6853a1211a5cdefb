/*
 * Asking over and over, by wrk: how many a second, how long each, what processor time the machine's parts use for it, how many
 * statements reach the database. What is compared is asked in turns (a, b, b, a), so that a busy machine slows both.
 */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { TOP } from "../harness/stack.mjs";
import { childrenOf, headersOf } from "./stand.mjs";

const exec = promisify(execFile);
const TICK_US = 10000; // of /proc/PID/stat
const MOST_TOKENS = 60000;
const CROWD = 64; // connections: as many as nginx passes on to a program at once; more it may refuse

export const median = (numbers) => [...numbers].sort((one, other) => one - other)[numbers.length >> 1];

/* --- one run of wrk -------------------------------------------------------------------------------- */

/*
 * What is asked: `url`, or `pages` (paths in turn), or `forms`: a function that answers so many lines for wrk.lua, with `template`
 * for those with files. `who` is signed in, `headers` go with it, `cached` says that nginx may answer, `mayRefuse` that the portal
 * may say "too many at once": only what it answers counts then. An answer that takes more than `patience` seconds is lost.
 */
async function wrk(stand, what, options) {
	const said = await wrkOnce(stand, what, options);
	/* A machine that has other things to do may answer nothing for a second. */
	return said.requests > 0 ? said : wrkOnce(stand, what, { ...options, seconds: options.seconds * 5 });
}

async function wrkOnce(stand, what, { connections, seconds, count, anyStatus }) {
	const folder = mkdtempSync(join(tmpdir(), "portico-bench-"));
	const headers = { ...headersOf(what.who), ...(what.cached ? { "X-Test-Cache": "on" } : {}), ...what.headers };
	const script = ["pages", ...(what.pages ?? [])];
	if (what.forms) {
		const [lines, template] = [join(folder, "lines"), join(folder, "template")];
		writeFileSync(lines, `${what.forms(count).join("\n")}\n`);
		script.splice(0, 1, what.template ? "files" : "forms", lines, stand.url);
		if (what.template)
			writeFileSync(template, what.template) ?? script.push(template);
	}
	const command = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", `${what.patience ?? 20}s`, "-s", join(TOP, "tests/bench/wrk.lua")];
	for (const [name, value] of Object.entries(headers))
		command.push("-H", `${name}: ${value}`);
	try {
		const { stdout } = await exec("wrk", [...command, what.url ?? stand.url, "--", ...script]);
		const said = JSON.parse(stdout.trim().split("\n").at(-1));
		const refused = what.forms ? said.refused - said.spare : said.status;
		if (said.socket > 0 || (refused > 0 && !anyStatus && !what.mayRefuse && connections < CROWD))
			throw new Error(`${what.name ?? what.url}: ${JSON.stringify(said)}`);
		return { ...said, perSecond: (said.requests - refused) / said.seconds };
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/* Processor time so far of the database, nginx and the workers of a program, in microseconds. */
function processorTime(stand, workers) {
	const ticks = [stand.stack.pid("mariadb"), ...childrenOf(stand.stack.pid("nginx")), ...workers].map((pid) => {
		const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1).split(" ");
		return Number(fields[11]) + Number(fields[12]);
	});
	return ticks.reduce((sum, one) => sum + one, 0) * TICK_US;
}

/* A side of a comparison, with what it has done and used so far. */
export class Side {
	requests = 0;
	used = 0;
	runs = [];
	#rate = 2000;

	constructor(stand, what, workers) {
		Object.assign(this, { stand, what, workers });
	}

	async run(options) {
		const before = processorTime(this.stand, this.workers());
		const count = Math.min(MOST_TOKENS, Math.ceil(this.#rate * options.seconds) + 100);
		const got = await wrk(this.stand, this.what, { ...options, count });
		if (got.spare > 0) {
			this.#rate *= 3; // quicker than thought: there were not enough forms
			return this.run(options);
		}
		this.#rate = Math.max(200, got.perSecond * 2);
		this.used += processorTime(this.stand, this.workers()) - before;
		this.requests += got.requests;
		this.runs.push(got);
		return got;
	}

	forget() {
		this.runs = [];
	}

	get figures() {
		const of = (key) => median(this.runs.map((run) => run[key]));
		return { perSecond: of("perSecond"), p50: of("p50"), p99: of("p99") };
	}

	get cpu() {
		return this.used / this.requests;
	}
}

/* Both sides in turns; the median of the rounds' ratios counts. `other` may be missing: then there is no ratio. */
export async function compare(side, other, { connections, seconds, rounds }) {
	const ratios = [];
	side.forget();
	other?.forget();
	for (let round = 0; round < rounds; round++) {
		const order = other ? [side, other, other, side] : [side];
		const got = [];
		for (const one of order)
			got.push((await one.run({ connections, seconds })).perSecond);
		if (other)
			ratios.push((got[0] + got[3]) / (got[1] + got[2]));
	}
	const ratio = other ? { median: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) } : undefined;
	return { connections, ...side.figures, ratio, other: other?.figures };
}

/* For those that only want to know how many, or to make workers warm. */
export const hammer = (stand, what, options) => wrk(stand, what, { connections: 16, seconds: 1, count: 5000, ...options });

/* --- one request ------------------------------------------------------------------------------------- */

/* Bytes of the body as it is carried, after checking that it is the page. */
export function bytesOf(url, what, encoding = "identity") {
	return new Promise((done, failed) => {
		const headers = { "Accept-Encoding": encoding, ...headersOf(what.who), ...what.headers, ...(what.cached ? { "X-Test-Cache": "on" } : {}) };
		http.get(url, { headers, agent: false }, (answer) => {
			let bytes = 0;
			answer.on("data", (piece) => (bytes += piece.length));
			answer.on("error", failed);
			answer.on("end", () => (answer.statusCode === 200 ? done(bytes) : failed(new Error(`${url}: ${answer.statusCode}`))));
		}).on("error", failed);
	});
}

/* Statements that so many requests cost; the worker should rest. */
export async function statementsOf(stand, work, times) {
	const before = stand.counters();
	await work(times);
	const after = stand.counters();
	const grown = (...names) => names.reduce((sum, name) => sum + after[name] - before[name], 0) / times;
	return {
		statements: grown("Com_stmt_execute"),
		writes: grown("Com_insert", "Com_insert_select", "Com_replace", "Com_update", "Com_update_multi", "Com_delete", "Com_delete_multi"),
		rows: grown("Handler_write", "Handler_update", "Handler_delete"),
	};
}

/* A form token for each of these cookies, as a route's page would carry it. */
export function tokens(stand, cookies, route) {
	const out = execFileSync(stand.program("tokens"), [join(stand.stack.varDir, "etc/portico.key"), route], { input: `${cookies.join("\n")}\n`, encoding: "utf8", maxBuffer: 1 << 28 });
	return out.trim().split("\n");
}
