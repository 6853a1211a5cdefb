/*
 * Backup and restore (DAT-09): taken while people write, brought back into an empty database of another portal. Row counts,
 * checksums and fifty pages, as several people see them, are the same on both.
 */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client, unescapeHtml } from "../harness/client.mjs";
import { TOP, isRunning, startStack, until } from "../harness/stack.mjs";
import { fileTicket, masked, person, topic } from "../web/people.mjs";

const PAGES = 50;
let first, second;

before(async () => {
	[first, second] = await Promise.all([startStack({ own: true, memory: true, workers: 2 }), startStack({ own: true, memory: true, workers: 2, demo: false })]);
});
after(async () => {
	await first?.stop();
	await second?.stop();
});

const folder = (name) => join(first.varDir, "tmp", name);

async function backup(name) {
	const { status, out } = await first.command("backup", folder(name));
	assert.equal(status, 0, out);
}

function emptySecond() {
	second.sql("DROP DATABASE portico; CREATE DATABASE portico CHARACTER SET utf8mb4 COLLATE utf8mb4_bin", "mysql");
}

/* Somebody of the demo with a session of his own. */
function signedIn(where) {
	const token = randomBytes(32).toString("base64url");
	first.sql(`INSERT INTO session (token_hash, account_id, created_at, seen_at, idle_at, ends_at, idle_for)
		SELECT X'${createHash("sha256").update(token).digest("hex")}', a.id, UNIX_TIMESTAMP(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 86400,
		UNIX_TIMESTAMP() + 86400, 86400 FROM account a WHERE a.state = 'active' AND ${where} ORDER BY (SELECT COUNT(*) FROM ticket t WHERE t.requester_id = a.id) DESC LIMIT 1`);
	return token;
}

/*
 * Rows and checksum of each table: of its values, since CHECKSUM TABLE changes with the place of unused bits when a table is
 * built anew.
 */
function sums(stack) {
	const columns = new Map();
	for (const { name, field } of stack.sql(`SELECT table_name AS name, column_name AS field FROM information_schema.columns
		WHERE table_schema = 'portico' ORDER BY table_name, ordinal_position`))
		columns.set(name, [...(columns.get(name) ?? []), `QUOTE(\`${field}\`)`]);
	const each = [...columns].map(([name, fields]) => `SELECT '${name}' AS name, COUNT(*) AS many,
		HEX(BIT_XOR(CAST(CONV(LEFT(MD5(CONCAT_WS(',', ${fields.join(", ")})), 16), 16, 10) AS UNSIGNED))) AS sum FROM \`${name}\``);
	return stack.sql(each.join(" UNION ALL ")).map(({ name, many, sum }) => `${name}: ${many} rows, ${sum}`);
}

/* Addresses that somebody finds from his front pages, in the order in which they stand. */
async function addresses(client, starts, most) {
	const found = new Set(starts);
	for (const start of starts)
		for (const [, address] of (await client.get(start)).text.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)"/g)) {
			const path = unescapeHtml(address);
			if (!/^\/static\/|\/(login|sign-out|take|files)\b|[?&](next|language)=/.test(path))
				found.add(path);
		}
	return [...found].slice(0, most);
}

/* Hits that match about as well stand in an order that follows from the server's statistics of the table. */
function ordered(text) {
	const hit = /<li class="result">[\s\S]*?<\/li>/g;
	const sorted = (text.match(hit) ?? []).sort();
	return text.replace(hit, () => sorted.shift());
}

/* A page without what differs from portal to portal and from second to second. */
const shown = (page, stack) => {
	const { status, text } = masked(page, "-");
	return `${status}\n${ordered(text).replaceAll(`:${stack.port}`, ":PORT").replace(/[A-Za-z0-9_-]{40,}/g, "TOKEN")}`;
};

async function compare(path, one, two) {
	for (let tries = 0; ; tries++) {
		const [here, there] = await Promise.all([one.get(path), two.get(path)]);
		const [left, right] = [shown(here, first), shown(there, second)];
		if (left === right)
			return here.status;
		if (tries === 2) /* "5 minutes ago" may have become 6 between the two */
			assert.equal(right, left, path);
	}
}

/* Programs read the key when they start. */
async function restartPrograms(stack) {
	const parts = readdirSync(join(stack.varDir, "run")).filter((name) => name.endsWith(".pid")).map((name) => name.slice(0, -4));
	const programs = parts.filter((part) => !["mariadb", "nginx", "worker"].includes(part));
	const pids = programs.map((part) => stack.pid(part));
	pids.forEach((pid) => process.kill(pid, "SIGTERM"));
	await until(() => !pids.some(isRunning) && programs.every((part) => stack.workers(part).length > 0), "the programs to start again", 30000);
	await until(async () => (await new Client(stack).get("/en/")).status === 200, "the portal to answer");
}

test("DAT-09: a backup taken while people write is consistent and holds all that was acknowledged before", { timeout: 120000 }, async (t) => {
	const slug = topic(first);
	const people = [person(first), person(first), person(first)];
	const numbers = [];
	let writing = true;
	const writers = people.map(async (who) => {
		while (writing)
			numbers.push(await fileTicket(who, slug, "while a backup runs"));
	});
	await until(() => numbers.length > 5, "the first tickets");
	const before = [...numbers];
	await backup("under-load");
	writing = false;
	await Promise.all(writers);
	await second.hold("worker");
	emptySecond();
	const { status, out } = await second.command("restore", folder("under-load"));
	assert.equal(status, 0, out);
	const there = new Set(second.sql("SELECT number FROM ticket").map(({ number }) => number));
	assert.deepEqual(before.filter((number) => !there.has(number)), []);
	t.diagnostic(`${before.length} acknowledged before, ${numbers.length} in all, ${there.size} tickets brought back`);
	await second.release("worker");
	await second.checkData();
});

test(`DAT-09: brought back into an empty database, row counts, checksums and ${PAGES} pages are the same`, { timeout: 180000 }, async () => {
	const people = [undefined, signedIn("a.role = 'customer'"), signedIn("a.role = 'agent'"), signedIn("a.role = 'admin'")];
	await first.settle();
	await first.hold("worker");
	await second.hold("worker");
	await backup("quiet");
	emptySecond();
	const { status, out } = await second.command("restore", folder("quiet"));
	assert.equal(status, 0, out);
	const [there, here] = [sums(second), sums(first)];
	assert.deepEqual(there.filter((line, i) => line !== here[i]), []);
	assert.equal(there.length, here.length);
	copyFileSync(join(folder("quiet"), "portico.key"), join(second.varDir, "etc/portico.key"));
	await restartPrograms(second);

	const starts = [["/en/", "/en/kb", "/en/forum", "/fa/suggestions", "/lt/"], ["/en/", "/en/tickets", "/en/account"], ["/en/desk", "/en/forum"], ["/en/admin", "/en/admin/people"]];
	let pages = 0;
	for (const [i, token] of people.entries()) {
		const [one, two] = [first, second].map((stack) => new Client(stack));
		for (const client of [one, two])
			token && client.cookies.set("portico_session", token);
		const statuses = [];
		for (const path of await addresses(one, starts[i], Math.ceil(PAGES / people.length)))
			statuses.push(await compare(path, one, two));
		pages += statuses.length;
		assert.ok(statuses.filter((code) => code === 200).length > statuses.length * 0.6, `person ${i}: ${statuses.join(" ")}`);
	}
	assert.ok(pages >= PAGES * 0.8, `${pages} pages`);
	await first.release("worker");
	await second.release("worker");
	await until(() => second.value("SELECT COUNT(*) FROM heartbeat WHERE name = 'worker' AND seen_at > UNIX_TIMESTAMP() - 60") === "1", "the worker to be seen");
	await second.checkData();
});

test("DAT-09: a backup is its owner's alone, and has a manifest that tells of each file", () => {
	const manifest = JSON.parse(readFileSync(join(folder("quiet"), "manifest.json"), "utf8"));
	assert.equal(statSync(folder("quiet")).mode & 0o777, 0o700);
	for (const name of readdirSync(folder("quiet"))) {
		assert.equal(statSync(join(folder("quiet"), name)).mode & 0o777, 0o600, name);
		assert.ok(name === "manifest.json" || manifest.files[name]?.sha256, name);
	}
	assert.ok(manifest.rows.account > 3 && manifest.files["portico.key"] && manifest.files["portico.conf"]);
});

test("CVE-2024-53991, DAT-09: no backup lies where a web server may hand it out, and none is written over another", async () => {
	const inside = join(resolve(TOP, first.build), "share/static/a-backup");
	for (const [path, why] of [[inside, /web server/], [folder("quiet"), /not empty/]]) {
		const { status, out } = await first.command("backup", path);
		assert.equal(status, 1, path);
		assert.match(out, why);
	}
	assert.equal(existsSync(inside), false);
});

test("DAT-09: a damaged or unfinished backup is refused before anything is touched, a full database without --force", async () => {
	const full = await second.command("restore", folder("quiet"));
	assert.equal(full.status, 1);
	assert.match(full.out, /not empty/);
	const before = second.value("SELECT COUNT(*) FROM account");
	mkdirSync(folder("damaged"));
	for (const name of readdirSync(folder("quiet")))
		copyFileSync(join(folder("quiet"), name), join(folder("damaged"), name));
	const dump = readFileSync(join(folder("damaged"), "database.sql"));
	dump[dump.length >> 1] ^= 1;
	writeFileSync(join(folder("damaged"), "database.sql"), dump);
	for (const [name, why] of [["damaged", /checksum/], ["nowhere", /No such file/]]) {
		const { status, out } = await second.command("restore", "--force", folder(name));
		assert.equal(status, 1, name);
		assert.match(out, why);
	}
	assert.equal(second.value("SELECT COUNT(*) FROM account"), before);
});
