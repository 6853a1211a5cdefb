/*
 * The migrator killed with kill -9 at its statements (DAT-08): before one reaches the server, while it runs, and when it is done
 * but nobody heard of it. Then it is started once more, and the schema is that of a fresh install, letter by letter. PROOF=1 takes
 * every statement in every way, else some of them; that each statement may run again is shown by tests/domain/test_migrate.c.
 */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { TOP, newFolder, startStack } from "../harness/stack.mjs";
import { startProxy } from "./proxy.mjs";

const STEP = process.env.PROOF ? 1 : 23;
const WAYS = ["before", "during", "after"];
const OTHER = "portico_migrated";
let stack, proxy, settings, whole;

before(async () => {
	const varDir = newFolder(true);
	stack = await startStack({ own: true, varDir, demo: false, parts: "db" });
	proxy = await startProxy(join(varDir, "proxy.sock"), join(varDir, "run/mariadb.sock"));
	settings = join(varDir, "etc/other.conf");
	const kept = readFileSync(join(varDir, "etc/portico.conf"), "utf8").replace(/^db_(name|socket).*\n/gm, "");
	writeFileSync(settings, `${kept}\ndb_name = ${OTHER}\ndb_socket = ${join(varDir, "proxy.sock")}\n`, { mode: 0o600 });
	whole = dump("portico");
});
after(async () => {
	await proxy?.stop();
	await stack?.stop();
});

const dump = (database) =>
	execFileSync("mariadb-dump", [`--defaults-file=${stack.varDir}/etc/client.cnf`, "--no-data", "--skip-comments", "--skip-dump-date", database], { encoding: "utf8" })
		.replace(/ AUTO_INCREMENT=\d+/g, "");

function empty() {
	stack.sql(`DROP DATABASE IF EXISTS ${OTHER}; CREATE DATABASE ${OTHER} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`, "mysql");
}

/* Runs the migrator; `look` may kill it: { status, err }. */
function migrate(look) {
	const child = spawn(join(resolve(TOP, stack.build), "bin/portico"), ["migrate"], {
		env: { ...process.env, PORTICO_CONF: settings },
		stdio: ["ignore", "ignore", "pipe"],
	});
	let err = "";
	child.stderr.on("data", (data) => (err += data));
	proxy.look = look && ((sql) => look(sql, child));
	return new Promise((done) => child.once("close", (code, signal) => done({ status: signal ?? code, err })));
}

/* What changes the schema; the connection's own settings and questions do not. */
const counts = (sql) => !/^(SET|SELECT|COMMIT|ROLLBACK|START)\b/.test(sql);

function killAt(number, way) {
	let seen = 0;
	return migrate((sql, child) => {
		if (!counts(sql) || seen++ !== number)
			return undefined;
		proxy.cut = () => child.kill("SIGKILL");
		if (way !== "after")
			child.kill("SIGKILL");
		return way === "during" ? undefined : way;
	});
}

/* Until the server has noticed that the killed one is gone. */
async function migrateOn() {
	for (let i = 0; ; i++) {
		const { status, err } = await migrate();
		if (status === 0 || !/another migration is running/.test(err) || i > 100)
			return { status, err };
		await sleep(100);
	}
}

test(`DAT-08: a migrator killed at ${STEP === 1 ? "every" : "a"} statement is started once more, and the schema is that of a fresh install`, { timeout: 3600000 }, async (t) => {
	empty();
	let statements = 0;
	assert.equal((await migrate((sql) => void (statements += Number(counts(sql))))).status, 0);
	assert.equal(dump(OTHER), whole, "through the proxy it is the same");
	assert.ok(statements > 60, `${statements} statements`);
	let kills = 0;
	for (let number = 0; number < statements; number += STEP)
		for (const way of STEP === 1 ? WAYS : [WAYS[(number / STEP) % 3]]) {
			empty();
			const killed = await killAt(number, way);
			assert.notEqual(killed.status, 0, `killed at ${number} ${way}`);
			const { status, err } = await migrateOn();
			assert.equal(status, 0, `after ${number} ${way}: ${err}`);
			assert.equal(dump(OTHER), whole, `after ${number} ${way}`);
			kills++;
		}
	t.diagnostic(`${statements} statements, killed ${kills} times`);
});

test("DAT-08: the same one killed again and again comes to its end", { timeout: 600000 }, async (t) => {
	empty();
	let kills = 0;
	for (; kills < 40; kills++)
		if ((await killAt(2 + kills * 5, WAYS[kills % 3])).status === 0)
			break;
	assert.equal((await migrateOn()).status, 0);
	assert.equal(dump(OTHER), whole);
	t.diagnostic(`killed ${kills} times in one database`);
});
