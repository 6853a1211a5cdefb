/* nginx/portico.sh itself: what it starts it ends, what it keeps it finds again. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { TOP, isRunning, startStack, until } from "../harness/stack.mjs";

const PARTS = ["mariadb", "home", "login", "kb", "search", "tickets", "files", "desk", "worker", "nginx"];
let varDir;

before(() => {
	varDir = mkdtempSync(join(tmpdir(), "portico-stack-"));
});
after(() => rmSync(varDir, { recursive: true, force: true }));

const start = (options = {}) => startStack({ own: true, varDir, ...options });

/* Every process that the portal has: parts and workers. */
const processes = (stack) => [...PARTS.map((part) => stack.pid(part)), ...PARTS.slice(1, 8).flatMap((part) => stack.workers(part))];

async function endKeeping(stack, signal = "SIGTERM") {
	const supervisor = Number(readFileSync(join(varDir, "run/ready"), "utf8"));
	process.kill(supervisor, signal);
	await until(() => !isRunning(supervisor), "the script to end", 60000);
}

test("a signal ends every process it started, and a second start is quick and keeps the data", async () => {
	const first = await start();
	const all = processes(first);
	assert.equal(all.includes(0), false, `every part runs: ${all}`);
	const signIns = first.signIns.map(({ password }) => password);
	const tickets = first.value("SELECT COUNT(*) FROM ticket");
	assert.ok(signIns.length > 3);
	await endKeeping(first);
	assert.deepEqual(all.filter(isRunning), []);

	const began = Date.now();
	const second = await start();
	assert.ok(Date.now() - began < 15000, `${Date.now() - began} ms`);
	assert.deepEqual(second.signIns.map(({ password }) => password), signIns);
	assert.equal(second.value("SELECT COUNT(*) FROM ticket"), tickets);
	await endKeeping(second, "SIGINT");
});

/* A database that starts removes what looks like its temporary tables: in a shared folder those of others, which then fail. */
test("a new database leaves alone the temporary tables of others", async () => {
	const [folder, shared] = ["portico-stack-", "portico-shared-"].map((name) => mkdtempSync(join(tmpdir(), name)));
	const theirs = join(shared, "#sql-temptable-1.MAI");
	chmodSync(shared, 0o777); // whoever the parts belong to might remove it
	writeFileSync(theirs, "");
	try {
		const stack = await startStack({ own: true, varDir: folder, parts: "db", demo: false, env: { TMPDIR: shared } });
		await stack.stop();
		assert.ok(existsSync(theirs));
	} finally {
		rmSync(shared, { recursive: true, force: true });
		rmSync(folder, { recursive: true, force: true });
	}
});

test("after kill -9 of the script its parts end by themselves, and the next start works", async () => {
	const first = await start();
	const all = processes(first);
	const supervisor = Number(readFileSync(join(varDir, "run/ready"), "utf8"));
	process.kill(supervisor, "SIGKILL");
	rmSync(join(varDir, "run/ready"), { force: true });
	const second = await start();
	assert.deepEqual(all.filter(isRunning), []);
	assert.equal((await new Client(second).get("/en/")).status, 200);
	await endKeeping(second);
});

test("what dies is started again", async () => {
	const stack = await start();
	for (const part of ["worker", "tickets", "nginx"]) {
		const before = stack.pid(part);
		const workers = stack.workers(part);
		process.kill(before, "SIGKILL");
		await until(() => stack.pid(part) && stack.pid(part) !== before, `${part} to be started again`);
		await until(() => !workers.some(isRunning), `the workers of the old ${part} to end`);
	}
	await until(async () => {
		const page = await new Client(stack).get("/en/tickets/new").catch(() => undefined);
		return page?.status === 200;
	}, "the pages to answer again");
	await endKeeping(stack);
});

test("a taken port, and a second start in the same folder, are refused with a reason", async () => {
	const stack = await start();
	const run = (env) => spawnSync(join(TOP, "nginx/portico.sh"), { env: { ...process.env, ...env }, encoding: "utf8", timeout: 60000 });
	const again = run({ VAR: varDir, PORT: String(stack.port) });
	assert.equal(again.status, 1);
	assert.match(again.stderr, /already running/);
	const other = mkdtempSync(join(tmpdir(), "portico-stack-"));
	const taken = run({ VAR: other, PORT: String(stack.port) });
	assert.equal(taken.status, 1);
	assert.match(taken.stderr, new RegExp(`port ${stack.port} is taken`));
	rmSync(other, { recursive: true, force: true });
	await endKeeping(stack);
});

test("PRC-04: everything it writes is its owner’s alone", async () => {
	const loose = (folder) =>
		readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
			const path = join(folder, entry.name);
			if (entry.isSymbolicLink() || entry.isSocket())
				return [];
			return [...(statSync(path).mode & 0o077 ? [path] : []), ...(entry.isDirectory() ? loose(path) : [])];
		});
	assert.equal(statSync(varDir).mode & 0o777, 0o700);
	for (const folder of ["etc", "state"])
		assert.deepEqual(loose(join(varDir, folder)), []);
	assert.equal(existsSync(join(varDir, "demo-sign-ins.txt")) && statSync(join(varDir, "demo-sign-ins.txt")).mode & 0o077, 0);
});

test("a path too long for a socket still works", async () => {
	const long = mkdtempSync(join(tmpdir(), `portico-${"long-".repeat(20)}`));
	const stack = await startStack({ own: true, demo: false, varDir: long });
	assert.equal((await new Client(stack).get("/en/")).status, 200);
	await stack.stop();
	assert.equal(existsSync(long), false);
});
