/*
 * kill -9 in a loop under four people who file tickets (DAT-01, DAT-02): what was acknowledged is there, once; a killed worker
 * is never noticed. By turns a worker of a program, mariadbd, and now and then the process that sends the mails. PROOF=1 takes
 * 240 turns, FAULT_CYCLES=500 as many, and both tell what was counted in a table.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { form } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { newPath, person, topic } from "../web/people.mjs";

const PROOF = Boolean(process.env.PROOF);
const CYCLES = Number(process.env.FAULT_CYCLES ?? (PROOF ? 240 : 16));
const WRITERS = 4;
let stack, slug;

before(async () => {
	stack = await startStack({ own: true, memory: !PROOF });
	slug = topic(stack);
	/* The writers file more in a minute than people may in an hour (RAT-01): nobody waits here. */
	stack.sql(`CREATE TRIGGER gate_open BEFORE UPDATE ON gate FOR EACH ROW SET NEW.count = OLD.count + 1, NEW.next_at = 0`);
});
after(() => stack.stop());

const pick = (list) => list[Math.floor(Math.random() * list.length)];

/* Files tickets one after the other until told to stop. Errors are noted; a form that failed is sent again as it is. */
class Writer {
	constructor(index) {
		this.who = person(stack, { name: `Writer ${index}` });
		this.index = index;
		this.acknowledged = new Map(); // subject → number
		this.sent = [];
		this.errors = [];
		this.stopping = false;
	}

	async once(subject) {
		const page = await this.who.client.get(newPath(slug, subject));
		if (page.status !== 200)
			return this.errors.push(`GET ${page.status}`);
		const filled = form(page, (one) => one.names.includes("body"));
		const fields = [...filled.fields.filter(([name]) => name !== "body" && name !== "field_1"), ["body", `Words of ${subject}`], ["field_1", "1"]];
		this.sent.push(subject);
		for (;;) {
			const answer = await this.who.client.post(filled.action, fields, { multipart: true }).catch((error) => ({ status: error.message }));
			const number = /\/tickets\/(\d{8})/.exec(answer.location ?? "")?.[1];
			if (answer.status === 303 && number)
				return this.acknowledged.set(subject, number);
			this.errors.push(`POST ${answer.status} ${answer.location ?? ""}`);
			if (this.stopping)
				return undefined;
			await sleep(100);
		}
	}

	async run() {
		for (let i = 0; !this.stopping; i++)
			await this.once(`fault ${this.index} ${i}`).catch((error) => this.errors.push(error.message));
	}
}

/* Milliseconds until something holds. */
async function timed(question, what, most) {
	const began = performance.now();
	await until(question, what, most);
	return performance.now() - began;
}

class Tally {
	constructor() {
		this.kills = { worker: 0, mailer: 0, database: 0 };
		this.recovery = { worker: [], mailer: [], database: [] };
		this.noticed = [];
		this.acknowledged = this.lost = this.doubled = this.strange = 0;
	}

	note(kind, ms) {
		this.kills[kind]++;
		this.recovery[kind].push(ms);
	}

	get rows() {
		const most = (list) => (list.length ? `${Math.round(Math.max(...list))} ms` : "-");
		const half = (list) => (list.length ? `${Math.round([...list].sort((a, b) => a - b)[list.length >> 1])} ms` : "-");
		const kinds = Object.keys(this.kills).map((kind) => ({ killed: kind, times: this.kills[kind], "back (median)": half(this.recovery[kind]), "back (most)": most(this.recovery[kind]) }));
		return { kinds, writes: { acknowledged: this.acknowledged, lost: this.lost, doubled: this.doubled, "never sent": this.strange, "failed while the database was up": this.noticed.length } };
	}
}

/* Nobody notices: the web server asks another worker, and the killed one has a follower soon. */
async function killWorker(tally, errors) {
	await sleep(100 + Math.random() * 250);
	const before = stack.workers("tickets");
	const pid = pick(before);
	process.kill(pid, "SIGKILL");
	const back = () => stack.workers("tickets").length === before.length && !stack.workers("tickets").includes(pid);
	tally.note("worker", await timed(back, "a new worker", 5000));
	await sleep(100);
	tally.noticed.push(...errors());
}

async function killMailer(tally, errors) {
	const pid = stack.pid("worker");
	if (!pid)
		return;
	process.kill(pid, "SIGKILL");
	tally.note("mailer", await timed(() => stack.pid("worker") && stack.pid("worker") !== pid, "the worker to be started again", 15000));
	tally.noticed.push(...errors());
}

/* The programs go on with the processes that they are. */
async function killDatabase(tally, errors, reader) {
	const pids = stack.workers("tickets");
	await stack.killDb();
	await sleep(150);
	await stack.startDb();
	tally.note("database", await timed(async () => (await reader.get("/en/tickets")).status === 200, "tickets after the database came back", 10000));
	assert.deepEqual(stack.workers("tickets"), pids, "no worker was restarted");
	await sleep(200);
	errors();
}

/* What each writer was told, against what is stored. */
function count(tally, writers) {
	for (const writer of writers) {
		const rows = stack.sql(`SELECT t.number, t.subject, COUNT(m.id) AS messages FROM ticket t JOIN ticket_message m ON m.ticket_id = t.id
			WHERE t.requester_id = ${writer.who.id} GROUP BY t.id`);
		const bySubject = new Map();
		for (const row of rows) {
			tally.doubled += Number(bySubject.has(row.subject) || row.messages !== "1");
			bySubject.set(row.subject, row.number);
		}
		for (const [subject, number] of writer.acknowledged)
			tally.lost += Number(bySubject.get(subject) !== number);
		for (const subject of bySubject.keys())
			tally.strange += Number(!writer.sent.includes(subject));
		tally.acknowledged += writer.acknowledged.size;
	}
}

test(`DAT-01, DAT-02: ${CYCLES} kills under ${WRITERS} writers lose nothing, double nothing, and a killed worker is not noticed`, { timeout: 3600000 }, async (t) => {
	const writers = Array.from({ length: WRITERS }, (_, i) => new Writer(i));
	const running = writers.map((writer) => writer.run());
	const errors = () => writers.flatMap((writer) => writer.errors.splice(0));
	const tally = new Tally();
	for (let i = 0; i < CYCLES; i++)
		if (i % 10 === 4)
			await killMailer(tally, errors);
		else if (i % 2 === 0)
			await killWorker(tally, errors);
		else
			await killDatabase(tally, errors, writers[0].who.client);
	for (const writer of writers)
		writer.stopping = true;
	await Promise.all(running);
	count(tally, writers);
	const { kinds, writes } = tally.rows;
	if (PROOF || process.env.FAULT_CYCLES) {
		console.table(kinds);
		console.table([writes]);
	}
	t.diagnostic(`${tally.acknowledged} acknowledged tickets; killed ${JSON.stringify(tally.kills)}`);
	assert.deepEqual(tally.noticed, [], "errors that reached a client while the database was up");
	assert.deepEqual([tally.lost, tally.doubled, tally.strange], [0, 0, 0], "lost, doubled, never sent");
	assert.ok(tally.acknowledged > CYCLES);
	assert.ok(Math.max(...tally.recovery.database) < 5000, "recovery after mariadbd came back");
	await stack.settleAfterFaults(30000 + 100 * tally.acknowledged); // each ticket has mails
	await stack.checkData();
});

test("UPL-07: an upload cut short, or whose worker is killed for good, leaves no row and no chunk", { timeout: 300000 }, async () => {
	const who = person(stack);
	const page = await who.client.get(newPath(slug, "cut upload"));
	const filled = form(page, (one) => one.names.includes("body"));
	const before = stack.sql("SELECT (SELECT COUNT(*) FROM attachment) AS files, (SELECT COUNT(*) FROM attachment_chunk) AS chunks")[0];
	const whole = [...filled.fields, ["files", { name: "large.bin", content: Buffer.alloc(3_000_000, 7) }]];
	const { multipart } = await import("../harness/client.mjs");
	const { type, body } = multipart(whole.filter(([name]) => name !== "body" && name !== "field_1").concat([["body", "x"], ["field_1", "1"]]));
	for (let i = 1; i < 12; i++) {
		const cut = body.subarray(0, Math.floor((body.length * i) / 12));
		const answer = await who.client.request("POST", filled.action, { type, body: cut, headers: { Origin: who.client.origin } });
		assert.equal(answer.status, 400, `cut after ${cut.length} of ${body.length} bytes`);
	}
	for (let i = 0; i < 6; i++) {
		const sending = who.client.clone().request("POST", filled.action, { type, body, headers: { Origin: who.client.origin } }).catch(() => {});
		await sleep(Math.random() * 40);
		for (const pid of stack.workers("tickets"))
			process.kill(pid, "SIGKILL");
		await sending;
		await until(() => stack.workers("tickets").length > 0, "workers to come back");
	}
	const orphans = stack.sql(`SELECT (SELECT COUNT(*) FROM attachment a LEFT JOIN ticket_message m ON m.id = a.message_id WHERE m.id IS NULL) AS files,
		(SELECT COUNT(*) FROM attachment_chunk c LEFT JOIN attachment a ON a.id = c.attachment_id WHERE a.id IS NULL) AS chunks,
		(SELECT COUNT(*) FROM attachment a WHERE a.size <> (SELECT COALESCE(SUM(LENGTH(c.data)), 0) FROM attachment_chunk c WHERE c.attachment_id = a.id)) AS short`)[0];
	assert.deepEqual(orphans, { files: "0", chunks: "0", short: "0" });
	const after = stack.sql("SELECT COUNT(*) AS files FROM attachment")[0];
	assert.ok(Number(after.files) - Number(before.files) <= 1, "one form makes one attachment at most");
	await stack.checkData();
});
