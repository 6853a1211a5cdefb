/*
 * A whole portal for tests: nginx/portico.sh in a folder of its own below /tmp, on a free port.
 *
 *	import { startStack } from "../harness/stack.mjs";
 *	const stack = await startStack();            // demo, normal build, FastCGI
 *	after(() => stack.stop());
 *
 * Under `make check-web` and its kin one portal serves all files of a suite: startStack() then joins it and stop() leaves it
 * alone. A test that kills or reconfigures things asks for `{ own: true }`. What belongs to a portal of its own:
 *
 *	demo   true: load sql/demo            build  "build" or "build-asan"
 *	mode   "fcgi", "cgi" or "pathinfo"    cache  "ask" (page cache only for requests with X-Test-Cache: on), "on", "off"
 *	limits true: nginx's request limits and that of searches without an account   workers  processes of each program    conf  further lines of portico.conf
 *	parts  "all", or "db": database and schema only   memory  true: its folder lies in memory, where there is such a place
 */
import { execFile, execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseMail } from "./mail.mjs";

export const TOP = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

export function freePort() {
	return new Promise((done, failed) => {
		const server = createServer();
		server.once("error", failed);
		server.listen(0, "127.0.0.1", () => {
			const { port } = server.address();
			server.close(() => done(port));
		});
	});
}

/* Asks until `question` answers something true, and returns it. */
export async function until(question, what, milliseconds = 30000) {
	const end = Date.now() + milliseconds;
	for (;;) {
		const answer = await question();
		if (answer)
			return answer;
		if (Date.now() > end)
			throw new Error(`waited ${milliseconds / 1000} s for ${what}`);
		await sleep(50);
	}
}

/* A private folder. One in memory is for tests of killed processes: what they wrote is as safe there as on a disk. */
export function newFolder(memory = false) {
	return mkdtempSync(join(memory && existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "portico-test-"));
}

function readText(path) {
	try {
		return readFileSync(path, "utf8");
	} catch {
		return "";
	}
}

const UNESCAPED = { n: "\n", t: "\t", "\\": "\\", 0: "\0" };
const unescapeCell = (cell) => (cell === "NULL" ? null : cell.replace(/\\([nt\\0])/g, (_, sign) => UNESCAPED[sign]));

export class Stack {
	#child;
	#ended;
	#mails = new Map();

	constructor({ url, varDir, build, mode, child, ended }) {
		this.url = url;
		this.port = Number(new URL(url).port);
		this.varDir = varDir;
		this.build = build;
		this.mode = mode;
		this.#child = child;
		this.#ended = ended;
	}

	/* --- the database, as its root --------------------------------------------------------------- */

	/* Runs SQL; rows as objects of strings (NULL is null). */
	sql(query, database = "portico") {
		const out = execFileSync("mariadb", [`--defaults-file=${this.varDir}/etc/client.cnf`, "--batch", database], {
			input: query,
			encoding: "utf8",
			maxBuffer: 1 << 28,
			stdio: "pipe", // what it complains of stands in the error
		});
		const lines = out.split("\n").slice(0, -1);
		const names = (lines.shift() ?? "").split("\t");
		return lines.map((line) => Object.fromEntries(line.split("\t").map((cell, i) => [names[i], unescapeCell(cell)])));
	}

	/* The first column of the first row, or undefined. */
	value(query) {
		const [row] = this.sql(query);
		return row && Object.values(row)[0];
	}

	/* --- mails ----------------------------------------------------------------------------------- */

	/* All mails sent so far, oldest first: { path, to, from, subject, text, html, links, headers, raw }. */
	mails() {
		const folder = join(this.varDir, "state/mail");
		const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")).sort() : [];
		for (const name of names) // a mail appears whole and stays as it is
			if (!this.#mails.has(name))
				this.#mails.set(name, { path: join(folder, name), ...parseMail(readFileSync(join(folder, name), "utf8")) });
		return names.map((name) => this.#mails.get(name));
	}

	/* Waits for the newest mail to an address that `fits`; one that failed is tried again after a minute, and what was wrong told. */
	async mail(to, fits = () => true) {
		const wanted = (mail) => mail.to.includes(to) && fits(mail);
		const find = () => this.mails().filter(wanted).pop();
		try {
			return await until(find, `a mail to ${to}`);
		} catch {
			const complaints = this.log("worker").split("\n").filter((line) => / (?:warn|error) /.test(line)).slice(-10);
			const jobs = this.sql("SELECT id, kind, state, tries, due_at - UNIX_TIMESTAMP() AS due_in, error FROM outbox WHERE state <> 'sent' OR tries > 1 ORDER BY id DESC LIMIT 10");
			console.log(`no mail to ${to} yet:`, jobs, complaints);
			return until(find, `a mail to ${to}; ${JSON.stringify(jobs)}; ${complaints.join("; ")}`, 60000);
		}
	}

	/* Waits until the worker has nothing left: no mail waiting, no text to index, nobody to be told. */
	settle(most = 60000) {
		return until(
			() => this.value("SELECT (SELECT COUNT(*) FROM outbox WHERE state = 'waiting') + (SELECT COUNT(*) FROM search_dirty) + (SELECT COUNT(*) FROM community_event)") === "0",
			"the worker to finish",
			most,
		);
	}

	/* The demo's people: [{ role, mail, password, line }]. */
	get signIns() {
		const rows = [];
		for (const line of readText(join(this.varDir, "demo-sign-ins.txt")).split("\n")) {
			const found = /^\s*(.*?)\s*(\S+@\S+)\s+(\S+)\s*$/.exec(line);
			if (found)
				rows.push({ role: found[1].replace(/[:,]$/, "").toLowerCase(), mail: found[2], password: found[3], line });
		}
		return rows;
	}

	/* The first one whose role or address has the word. */
	signIn(word) {
		const found = this.signIns.find((who) => who.role.includes(word) || who.mail.includes(word));
		if (!found)
			throw new Error(`no demo sign-in for ${word} in ${this.varDir}/demo-sign-ins.txt`);
		return found;
	}

	/* --- processes ------------------------------------------------------------------------------- */

	/* The process of a part ("mariadb", "nginx", "worker", "tickets": its parent), or 0. */
	pid(part) {
		const [pid] = readText(join(this.varDir, "run", `${part}.pid`)).split(" ");
		return pid && existsSync(`/proc/${pid}`) ? Number(pid) : 0;
	}

	/* The worker processes of a web program. */
	workers(program) {
		const parent = this.pid(this.mode === "fcgi" ? program : "cgi");
		return parent ? readText(`/proc/${parent}/task/${parent}/children`).trim().split(/\s+/).filter(Boolean).map(Number) : [];
	}

	/* Ends a part and keeps it down until release(). */
	async hold(part, signal = "SIGTERM") {
		const pid = this.pid(part);
		writeFileSync(join(this.varDir, "run", `${part}.hold`), "");
		if (pid) {
			process.kill(pid, signal);
			await until(() => !isRunning(pid), `${part} to end`, 30000);
		}
	}

	/* Lets a held part start again and waits until it runs. */
	async release(part) {
		rmSync(join(this.varDir, "run", `${part}.hold`), { force: true });
		await until(() => isRunning(this.pid(part)), `${part} to start`);
	}

	dbAnswers() {
		try {
			this.sql("DO 1");
			return true;
		} catch {
			return false;
		}
	}

	stopDb() {
		return this.hold("mariadb");
	}

	/* kill -9, and it stays away until startDb(). */
	killDb() {
		return this.hold("mariadb", "SIGKILL");
	}

	async startDb() {
		await this.release("mariadb");
		await until(() => this.dbAnswers(), "the database to answer", 60000);
	}

	async restartDb() {
		await this.stopDb();
		await this.startDb();
	}

	/* --- the command line ------------------------------------------------------------------------ */

	/* Runs bin/portico with this portal's settings: { status, out } (both streams). */
	command(...args) {
		const env = { ...process.env, PORTICO_CONF: join(this.varDir, "etc/portico.conf") };
		return new Promise((done) =>
			execFile(join(resolve(TOP, this.build), "bin/portico"), args, { env, maxBuffer: 1 << 26 }, (error, out, err) =>
				done({ status: error ? (error.code ?? error.signal) : 0, out: out + err }),
			),
		);
	}

	/* After a fault: the doctor finds settings, services and stored data in order (DAT-12). */
	async checkData() {
		await until(() => this.dbAnswers(), "the database to answer", 60000);
		if (!this.pid("worker"))
			await this.command("worker", "--once");
		await until(() => this.value("SELECT COUNT(*) FROM heartbeat WHERE name = 'worker'") === "1", "the worker to be heard", 30000);
		const { status, out } = await this.command("doctor", "--data");
		if (status !== 0)
			throw new Error(`portico doctor --data ended with ${status}:\n${out.split("\n").filter((line) => !line.startsWith("ok")).join("\n")}`);
	}

	/* Waits until the worker has done all that faults held up: mails that a killed one had taken are tried again in minutes, here now. */
	settleAfterFaults(most) {
		this.sql("UPDATE outbox SET locked_until = 0, due_at = LEAST(due_at, UNIX_TIMESTAMP()) WHERE state = 'waiting'");
		return this.settle(most);
	}

	/* --- logs ------------------------------------------------------------------------------------ */

	/* The log of a part: "tickets", "worker", "nginx-error", "portico-access", "mariadb", "stack". */
	log(part) {
		return readText(join(this.varDir, part === "stack" ? "stack.log" : `log/${part}.log`));
	}

	/* Reports of ASan and UBSan, "" if there are none. */
	sanitizerReports() {
		const folder = join(this.varDir, "log");
		const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith("sanitizer.")) : [];
		return names.map((name) => `${name}\n${readText(join(folder, name))}`).join("\n");
	}

	/* --- the end --------------------------------------------------------------------------------- */

	/* Ends all of it; fails if a sanitizer had something to say. KEEP_VAR=1 keeps the folder. */
	async stop() {
		if (!this.#child)
			return;
		const child = this.#child;
		this.#child = undefined;
		const pid = Number(readText(join(this.varDir, "run/ready"))) || child.pid;
		if (child.exitCode === null)
			process.kill(pid, "SIGTERM");
		await Promise.race([this.#ended, sleep(90000, undefined, { ref: false })]);
		if (child.exitCode === null)
			process.kill(child.pid, "SIGKILL");
		const reports = this.sanitizerReports();
		if (!process.env.KEEP_VAR)
			rmSync(this.varDir, { recursive: true, force: true });
		if (reports)
			throw new Error(`sanitizer reports:\n${reports}`);
	}
}

export function isRunning(pid) {
	const stat = pid ? readText(`/proc/${pid}/stat`) : "";
	return stat !== "" && stat[stat.lastIndexOf(")") + 2] !== "Z";
}

/* Environment of sanitized programs. Web programs cannot be traced (they hold secrets), so leaks are looked for elsewhere. */
export function sanitizerEnv(varDir, leaks) {
	const common = `${varDir ? `log_path=${varDir}/log/sanitizer:` : ""}print_stacktrace=1`;
	return { ASAN_OPTIONS: `${common}:detect_leaks=${leaks ? 1 : 0}:exitcode=99`, UBSAN_OPTIONS: common };
}

function joined() {
	return new Stack({
		url: process.env.PORTICO_TEST_URL,
		varDir: process.env.PORTICO_TEST_VAR,
		build: process.env.PORTICO_TEST_BUILD,
		mode: process.env.PORTICO_TEST_MODE,
	});
}

/* What a child process needs to join this portal. */
export function stackEnv(stack) {
	return {
		PORTICO_TEST_URL: stack.url,
		PORTICO_TEST_VAR: stack.varDir,
		PORTICO_TEST_BUILD: stack.build,
		PORTICO_TEST_MODE: stack.mode,
	};
}

export async function startStack(options = {}) {
	if (process.env.PORTICO_TEST_URL && !options.own)
		return joined();
	const { demo = true, build = process.env.BUILD ?? "build", mode = "fcgi", cache = "ask", limits = false, parts = "all", workers, conf = "" } = options;
	const varDir = options.varDir ?? newFolder(options.memory);
	const port = await freePort();
	const out = openSync(join(varDir, "stack.log"), "a");
	const child = spawn(join(TOP, "nginx/portico.sh"), {
		cwd: TOP,
		stdio: ["ignore", out, out],
		env: {
			...process.env,
			PORTICO_ROBOT_SECONDS: "0", // tests are quicker than people
			...(limits ? {} : { PORTICO_SEARCH_LIMIT: "0" }),
			...(/asan/.test(build) ? { PORTICO_PROCESS_MEMORY_MB: "100000" } : {}), // a sanitizer holds much itself
			...sanitizerEnv(varDir, false),
			...options.env,
			PORT: String(port),
			VAR: varDir,
			BUILD: resolve(TOP, build),
			DEMO: demo ? "1" : "0",
			PARTS: parts,
			MODE: mode,
			CACHE: cache,
			LIMITS: limits ? "on" : "off",
			CONF: conf,
			UNTIL_PID: String(process.pid),
			...(workers ? { WORKERS: String(workers) } : {}),
		},
	});
	closeSync(out);
	const ended = new Promise((done) => child.once("exit", done));
	const url = `http://127.0.0.1:${port}${mode === "pathinfo" ? "/cgi-bin" : ""}`;
	const stack = new Stack({ url, varDir, build, mode, child, ended });
	try {
		await until(
			() => {
				if (child.exitCode !== null)
					throw new Error("the portal did not start");
				return existsSync(join(varDir, "run/ready"));
			},
			"the portal to start",
			120000,
		);
	} catch (error) {
		const log = stack.log("stack");
		await stack.stop().catch(() => {});
		throw new Error(`${error.message}:\n${log}`);
	}
	return stack;
}
