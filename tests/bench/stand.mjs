/*
 * Where it is measured: a portal of its own with a filled database, and beside it, behind the same nginx, the limit program
 * (limit.c) once with four and once with two workers, as the portal's programs have, and a static file of 10 kB.
 *
 * The database gets as much memory for its pages at every scale as an operator would give to the largest.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { TOP, startStack, until } from "../harness/stack.mjs";
import { cookie, fill } from "./fill.mjs";

const POOL = 1 << 30;
export const TICKET = 10000001; // of account 11, with 20 messages
export const CUSTOMER = 11;
export const AGENT = 2;
export const PROGRAMS = ["home", "login", "account", "company", "kb", "forum", "suggestions", "search", "tickets", "files", "desk", "admin"];

/* The headers of an account that is signed in; none for a visitor. */
export const headersOf = (who) => (who ? { Cookie: `portico_session=${cookie(who)}` } : {});

export const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);

export class Stand {
	limits = new Map(); // workers → process

	constructor(stack, scale) {
		Object.assign(this, { stack, scale, url: stack.url });
	}

	program(name) {
		return join(resolve(TOP, this.stack.build), "tests/bench", name);
	}

	/* The limit program with as many workers as the portal's program has. */
	limitUrl(program, query) {
		return `${this.url}/limit/${this.stack.workers(program).length}?${query}`;
	}

	limitWorkers(program) {
		return childrenOf(this.limits.get(this.stack.workers(program).length).pid);
	}

	async startLimit(workers) {
		const socket = join(this.stack.varDir, `run/limit${workers}.sock`);
		rmSync(socket, { force: true }); // of a run that was killed
		const limit = spawn("spawn-fcgi", ["-n", "-s", socket, "-M", "0666", "--", "/usr/bin/multiwatch", "-f", String(workers), "--", this.program("limit")], {
			stdio: ["ignore", "inherit", "inherit"],
			env: { ...process.env, LIMIT_DEFAULTS: join(this.stack.varDir, "etc/client.cnf") },
		});
		this.limits.set(workers, limit);
		await until(() => existsSync(socket), "the limit program");
		this.#location(`location = /limit/${workers} { fastcgi_pass unix:${socket}; }`);
	}

	#location(text) {
		appendFileSync(join(this.stack.varDir, "etc/nginx/portico-locations.conf"), `\n${text}\n`);
	}

	async startBeside() {
		const folder = join(this.stack.varDir, "state/bench");
		mkdirSync(folder, { recursive: true });
		writeFileSync(join(folder, "10k.html"), `${"All work and no play makes the hub a dull box.\n".repeat(213).slice(0, 10239)}\n`);
		this.#location(`location ^~ /bench/ { alias ${folder}/; }`);
		for (const workers of [4, 2])
			await this.startLimit(workers);
		process.kill(this.stack.pid("nginx"), "SIGHUP");
		for (const path of ["/limit/4?hello", "/limit/2?hello", "/bench/10k.html"])
			await until(() => fetch(this.url + path).then(({ ok }) => ok, () => false), `nginx to know ${path}`);
	}

	/* What the database has counted since it started. */
	counters() {
		const rows = this.stack.sql("SHOW GLOBAL STATUS WHERE Variable_name IN ('Com_stmt_execute', 'Com_begin', 'Com_commit', 'Com_insert', 'Com_insert_select', 'Com_replace', 'Com_update', 'Com_update_multi', 'Com_delete', 'Com_delete_multi', 'Handler_write', 'Handler_update', 'Handler_delete', 'Innodb_buffer_pool_pages_dirty')");
		return Object.fromEntries(rows.map((row) => [row.Variable_name, Number(row.Value)]));
	}

	/* What forms have queued for the worker: thousands of mails that nobody waits for. */
	emptyQueues() {
		this.stack.sql("DELETE FROM outbox WHERE state = 'waiting'; DELETE FROM search_dirty; DELETE FROM community_event; DELETE FROM digest_item");
	}

	/* Runs something while the worker rests. */
	async withoutWorker(work) {
		await this.stack.hold("worker");
		try {
			return await work();
		} finally {
			this.emptyQueues();
			await this.stack.release("worker");
		}
	}

	/* The pages that the load left to be written are, so that nothing is measured beside it. */
	async rest() {
		this.stack.sql("SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0.001");
		await until(() => this.counters().Innodb_buffer_pool_pages_dirty < 500, "the database to write its pages", 120000).catch(() => {});
		this.stack.sql("SET GLOBAL innodb_max_dirty_pages_pct_lwm = 0");
	}

	async stop() {
		for (const limit of this.limits.values())
			limit.kill("SIGTERM");
		await this.stack.stop();
	}
}

function filledScale(stack) {
	const known = stack.value("SELECT COUNT(*) FROM information_schema.tables WHERE table_schema = 'bench' AND table_name = 'filled'");
	return known === "1" ? Number(stack.value("SELECT scale FROM bench.filled")) : 0;
}

/* The index was put together by the database: the worker must write the same of some texts of each kind and language. */
async function checkIndex(stack) {
	const some = [["article", "150, 151, 152"], ["topic", "211, 212, 215, 220"], ["suggestion", "220, 221, 230"]];
	const documents = () => some.flatMap(([kind, ids]) => stack.sql(`SELECT kind, ref_id, lang, title_ix, body_ix, text, answer FROM search_doc WHERE kind = '${kind}' AND ref_id IN (${ids}) ORDER BY ref_id, lang`));
	const before = documents();
	for (const [kind, ids] of some)
		stack.sql(ids.split(",").map((id) => `INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('${kind}', ${id}, 1)`).join(";"));
	await until(() => stack.value("SELECT COUNT(*) FROM search_dirty WHERE NOT late") === "0", "the worker to index", 120000);
	stack.sql("DELETE FROM search_dirty"); // what to read further is not compared
	assert.deepEqual(documents(), before);
}

async function fillOnce(stack, scale, say) {
	const before = filledScale(stack);
	if (before === scale)
		return undefined;
	if (before !== 0)
		throw new Error(`the data has scale ${before}, not ${scale}`);
	await stack.hold("worker");
	say(`filling: ${scale} tickets, topics, suggestions and articles`);
	const seconds = fill(stack, scale);
	stack.sql(`CREATE TABLE bench.filled AS SELECT ${scale} AS scale`);
	say(`filled in ${Math.round(seconds)} s`);
	await stack.release("worker");
	await checkIndex(stack);
	return seconds;
}

/* `data`: a folder that keeps the database for the next time. */
export async function startStand(scale, { data, say = () => {} } = {}) {
	if (data) {
		mkdirSync(data, { recursive: true });
		process.env.KEEP_VAR = "1";
	}
	const stack = await startStack({ own: true, demo: false, cache: "ask", limits: false, ...(data ? { varDir: resolve(data) } : {}) });
	const stand = new Stand(stack, scale);
	try {
		stack.sql(`SET GLOBAL innodb_buffer_pool_size = ${POOL}`);
		stand.filled = await fillOnce(stack, scale, say);
		await stand.startBeside();
		await stack.settle();
		await stand.rest();
	} catch (error) {
		await stand.stop();
		throw error;
	}
	return stand;
}
