/*
 * No room left (DAT-04): a full disk, no inode, a spool that turned read-only, no descriptor, no memory. Whoever sends something
 * gets a clear 503 or 507, nothing is half written, and all works again when there is room, with the same processes.
 *
 * The portal lies on a tmpfs of its own, which only root may mount: without it the tests of the disk are skipped.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, statfsSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { form } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { newPath, person, topic } from "../web/people.mjs";

const SIZE = 230; // MB: the database takes 170 before anybody has written
const RESERVE = 4; // MB that uploads leave free: free_space_mb
let folder, mounted, whyNot, stack, slug, pids;
const mounts = [];

function mount(where, options) {
	execFileSync("mount", ["-t", "tmpfs", "-o", options, "portico-test", where], { stdio: "pipe" });
	mounts.push(where);
}

function tryMount() {
	if (process.getuid() !== 0)
		return "only root may mount a tmpfs";
	try {
		mount(folder, `size=${SIZE}m,nr_inodes=6000,mode=0755`);
		return undefined;
	} catch (error) {
		return `mount: ${error.stderr?.toString().trim()}`;
	}
}

/* What the portal keeps goes onto the tmpfs: the database, the spool, what the web server and the database put aside. */
async function moveOntoDisk() {
	await stack.hold("mariadb");
	for (const name of ["data", "state", "tmp"]) {
		execFileSync("cp", ["-a", join(stack.varDir, name), folder]);
		rmSync(join(stack.varDir, name), { recursive: true });
		symlinkSync(join(folder, name), join(stack.varDir, name));
	}
	await stack.startDb();
}

before(async () => {
	stack = await startStack({ own: true, memory: true, workers: 2, demo: false, conf: `free_space_mb = ${RESERVE}` });
	folder = join(stack.varDir, "disk");
	mkdirSync(folder);
	whyNot = tryMount();
	mounted = !whyNot;
	if (mounted)
		await moveOntoDisk();
	slug = topic(stack);
	stack.sql("CREATE TRIGGER gate_open BEFORE UPDATE ON gate FOR EACH ROW SET NEW.count = OLD.count + 1, NEW.next_at = 0");
	await person(stack).client.get("/en/tickets");
});
/* The database writes until it ends, and what is mounted cannot be removed. */
after(async () => {
	await stack?.hold("mariadb");
	for (const where of mounts.reverse())
		execFileSync("umount", ["-l", where]);
	await stack?.stop();
});

const diskTest = (name, work) => test(name, { timeout: 180000 }, (t) => (mounted ? work(t) : t.skip(whyNot)));

/* A file that takes all of the disk but `leave` bytes. */
function fill(leave) {
	const path = join(folder, "filler");
	const piece = Buffer.alloc(1 << 20);
	const fd = openSync(path, "w");
	try {
		for (;;) {
			const { bavail, bsize } = statfsSync(folder);
			const room = bavail * bsize - leave;
			if (room < bsize)
				return path;
			writeSync(fd, piece, 0, Math.min(room, piece.length));
		}
	} finally {
		closeSync(fd);
	}
}

/* The form of a ticket, filled in. It is opened while all is well: what counts is what becomes of the sending. */
async function open(who, subject) {
	const page = await who.client.get(newPath(slug, subject));
	if (page.status !== 200)
		throw new Error(`the form answered ${page.status}`);
	const filled = form(page, (one) => one.names.includes("body"));
	return { action: filled.action, fields: [...filled.fields.filter(([name]) => name !== "body" && name !== "field_1"), ["body", "Words."], ["field_1", "1"]] };
}

/* Sends it, with a file of so many bytes if wanted: the answer and, if it was taken, the ticket's number. */
async function send(who, { action, fields }, bytes = 0) {
	const file = bytes ? [["files", { name: "large.bin", content: Buffer.alloc(bytes, 7) }]] : [];
	const answer = await who.client.post(action, [...fields, ...file], { multipart: true });
	return { ...answer, text: answer.text, number: /\/tickets\/(\d{8})/.exec(answer.location ?? "")?.[1] };
}

/* A refusal is a page that says so and when to come again. */
function assertClear(answer, statuses = [503, 507]) {
	assert.ok(statuses.includes(answer.status), `status ${answer.status}: ${answer.text?.slice(0, 300)}`);
	assert.ok(Number(answer.headers["retry-after"]) > 0, "Retry-After");
	assert.match(answer.text, /<html lang="/);
	assert.ok(answer.ms < 6000, `${Math.round(answer.ms)} ms`);
}

/* One that was refused goes through when it is sent once more, as it is. */
async function worksAgain(who, opened, bytes) {
	let last;
	const taken = async () => (last = (await send(who, opened, bytes).catch((error) => ({ status: error.message }))).status) === 303;
	await until(taken, "the same form to be taken", 30000).catch((error) => assert.fail(`${error.message}; last status ${last}`));
}

diskTest("DAT-04: on a full disk what is sent is taken whole or refused clearly, and all works again when there is room", async (t) => {
	const who = person(stack);
	const forms = [];
	for (let i = 0; i < 30; i++)
		forms.push(await open(who, `full ${i}`));
	const last = await open(who, "afterwards");
	pids = stack.workers("tickets");
	const taken = new Map();
	const statuses = {};
	let filler = fill((RESERVE - 1) << 20);
	assertClear(await send(who, forms[0], 2_000_000), [507]);
	for (const [i, opened] of forms.entries()) {
		if (i === 10) { /* the last byte */
			rmSync(filler);
			filler = fill(0);
		}
		const answer = await send(who, opened, i % 3 === 2 ? 0 : 200_000);
		statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
		if (answer.status === 303)
			taken.set(`full ${i}`, answer.number);
		else
			assertClear(answer);
	}
	t.diagnostic(`statuses ${JSON.stringify(statuses)}`);
	assert.ok((statuses[507] ?? 0) + (statuses[503] ?? 0) > 10, "some were refused");
	rmSync(filler);
	await until(() => stack.dbAnswers(), "the database", 30000);
	await worksAgain(who, last, 2_000_000);
	assert.deepEqual(stack.workers("tickets"), pids, "by the same processes");
	const rows = stack.sql(`SELECT t.subject, t.number, COUNT(m.id) AS messages FROM ticket t JOIN ticket_message m ON m.ticket_id = t.id
		WHERE t.requester_id = ${who.id} AND t.subject <> 'afterwards' GROUP BY t.id`);
	assert.deepEqual(new Map(rows.map(({ subject, number }) => [subject, number])), taken);
	assert.ok(rows.every(({ messages }) => messages === "1"));
	await stack.checkData();
});

diskTest("DAT-04: without an inode files are refused with 507, texts are taken", async () => {
	const who = person(stack);
	const [small, large, text] = [await open(who, "small"), await open(who, "large"), await open(who, "text")];
	const spare = join(folder, "spare");
	mkdirSync(spare);
	try {
		assert.throws(() => {
			for (let i = 0; ; i++)
				writeFileSync(join(spare, String(i)), "");
		}, /ENOSPC/);
		assertClear(await send(who, small, 30_000), [507]);
		assertClear(await send(who, large, 3_000_000));
		assert.equal((await send(who, text)).status, 303);
	} finally {
		rmSync(spare, { recursive: true });
	}
	await worksAgain(who, small, 30_000);
	await worksAgain(who, large, 3_000_000);
	await stack.checkData();
});

diskTest("DAT-04: a spool that turned read-only refuses files with 507", async () => {
	const who = person(stack);
	const [large, text] = [await open(who, "large"), await open(who, "text")];
	const spool = join(folder, "state/spool");
	const { uid, gid } = statSync(spool);
	mount(spool, `size=8m,mode=0700,uid=${uid},gid=${gid}`);
	execFileSync("mount", ["-o", "remount,ro", spool]);
	try {
		assertClear(await send(who, large, 3_000_000), [507]);
		assert.equal((await send(who, text)).status, 303);
	} finally {
		execFileSync("mount", ["-o", "remount,rw", spool]);
	}
	await worksAgain(who, large, 3_000_000);
	execFileSync("umount", [spool]);
	mounts.pop();
	await stack.checkData();
});

/* --- limits of a process --------------------------------------------------------------------------- */

/* Sets a soft limit of a process as its owner: the hard one stays, so that it can be lifted again. */
function limit(pid, what, value) {
	const [uid, gid] = ["Uid", "Gid"].map((name) => new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]);
	const as = process.getuid() === 0 && uid !== "0" ? ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"] : [];
	const [command, ...args] = [...as, "prlimit", "--pid", String(pid), `--${what}=${value}:`];
	execFileSync(command, args, { stdio: "pipe" });
}

const limitAll = (what, value) => stack.workers("tickets").forEach((pid) => limit(pid, what, value));
const ticks = (pid) => {
	const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1].split(" ");
	return Number(fields[11]) + Number(fields[12]); // of 10 ms: user and system
};

/* The lowest number of descriptors with which a page still comes. */
async function leastDescriptors(who) {
	for (let most = 4; most < 64; most++) {
		limitAll("nofile", most);
		const page = await who.client.get("/en/tickets", { timeout: 1500 }).catch(() => undefined);
		if (page?.status === 200)
			return most;
	}
	throw new Error("no page with 64 descriptors");
}

test("DAT-04: without a descriptor files are refused with 507, and pages come", { timeout: 180000 }, async (t) => {
	const who = person(stack);
	const [large, text] = [await open(who, "large"), await open(who, "text")];
	pids = stack.workers("tickets");
	await Promise.all(Array.from({ length: 8 }, () => who.client.clone().get("/en/tickets"))); // all workers have met the database
	const least = await leastDescriptors(who);
	t.diagnostic(`${least} descriptors are enough for a page`);
	try {
		assertClear(await send(who, large, 3_000_000), [507]);
		assert.equal((await send(who, text)).status, 303);
	} finally {
		limitAll("nofile", 1024);
	}
	await worksAgain(who, large, 3_000_000);
	assert.deepEqual(stack.workers("tickets"), pids);
	await stack.checkData();
});

test("DAT-04: workers that can take no connection wait instead of spinning; while one is left, it serves", { timeout: 60000 }, async (t) => {
	const who = person(stack);
	const all = stack.workers("tickets");
	const spent = () => all.reduce((sum, pid) => sum + ticks(pid), 0);
	limit(all[0], "nofile", 3);
	for (let i = 0; i < 4; i++)
		assert.equal((await who.client.get("/en/tickets")).status, 200);
	limitAll("nofile", 3);
	const before = spent();
	const began = Date.now();
	await assert.rejects(who.client.get("/en/tickets", { timeout: 2500 }), /no answer/);
	const share = ((spent() - before) * 10) / (Date.now() - began);
	limitAll("nofile", 1024);
	t.diagnostic(`${Math.round(share * 100)} % of a processor`);
	assert.ok(share < 0.1, `${Math.round(share * 100)} % of a processor`);
	await until(async () => (await who.client.get("/en/tickets")).status === 200, "the page");
	assert.deepEqual(stack.workers("tickets"), all);
});

test("DAT-04: without memory the answer is a clear one, and the next one is good when there is some", { timeout: 120000 }, async (t) => {
	const who = person(stack);
	const statuses = {};
	const size = (pid) => Number(/^VmSize:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))[1]) * 1024;
	for (const spare of [0, 64 << 10, 1 << 20])
		for (const bytes of [0, 200_000, 5_000_000]) {
			const opened = await open(who, `no memory ${spare} ${bytes}`);
			for (const pid of stack.workers("tickets"))
				limit(pid, "as", size(pid) + spare);
			const answer = await send(who, opened, bytes);
			limitAll("as", "unlimited");
			statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
			if (answer.status !== 303)
				assertClear(answer);
			await worksAgain(who, opened, bytes);
		}
	t.diagnostic(`statuses ${JSON.stringify(statuses)}`);
	await stack.checkData();
});
