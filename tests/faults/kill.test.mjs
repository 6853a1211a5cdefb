/*
 * kill -9 in a loop under four people who file tickets (DAT-01, DAT-02): what was acknowledged is there, once; a killed worker
 * is never noticed. FAULT_CYCLES=500 for the long form.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { form } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { newPath, person, topic } from "../web/people.mjs";

const CYCLES = Number(process.env.FAULT_CYCLES ?? 30);
const WRITERS = 4;
let stack, slug;

before(async () => {
	stack = await startStack({ own: true });
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

test(`DAT-01, DAT-02: ${CYCLES} kills under ${WRITERS} writers lose nothing, double nothing, and a killed worker is not noticed`, { timeout: 1800000 }, async (t) => {
	const writers = Array.from({ length: WRITERS }, (_, i) => new Writer(i));
	const running = writers.map((writer) => writer.run());
	const errors = () => writers.flatMap((writer) => writer.errors.splice(0));
	let workerKills = 0, databaseKills = 0, noticed = [];
	for (let i = 0; i < CYCLES; i++) {
		if (i % 2 === 0) {
			await sleep(150 + Math.random() * 250);
			const pid = pick(stack.workers("tickets"));
			process.kill(pid, "SIGKILL");
			workerKills++;
			await sleep(250);
			noticed.push(...errors());
		} else {
			await stack.killDb();
			await sleep(200);
			await stack.startDb();
			databaseKills++;
			const pids = stack.workers("tickets");
			await until(async () => (await writers[0].who.client.get("/en/tickets")).status === 200, "tickets after the database came back", 10000);
			assert.ok(stack.workers("tickets").some((pid) => pids.includes(pid)), "workers recover without a restart");
			await sleep(300);
			errors();
		}
	}
	for (const writer of writers)
		writer.stopping = true;
	await Promise.all(running);
	assert.deepEqual(noticed, [], "errors that reached a client while the database was up");
	let acknowledged = 0;
	for (const writer of writers) {
		const rows = stack.sql(`SELECT t.number, t.subject, COUNT(m.id) AS messages FROM ticket t JOIN ticket_message m ON m.ticket_id = t.id
			WHERE t.requester_id = ${writer.who.id} GROUP BY t.id`);
		const bySubject = new Map();
		for (const row of rows) {
			assert.ok(!bySubject.has(row.subject), `${row.subject} stands twice`);
			assert.equal(row.messages, "1", row.subject);
			bySubject.set(row.subject, row.number);
		}
		for (const [subject, number] of writer.acknowledged)
			assert.equal(bySubject.get(subject), number, `${subject} was acknowledged and is lost`);
		for (const subject of bySubject.keys())
			assert.ok(writer.sent.includes(subject));
		acknowledged += writer.acknowledged.size;
	}
	t.diagnostic(`${acknowledged} acknowledged tickets, ${workerKills} workers and ${databaseKills} times mariadbd killed`);
	assert.ok(acknowledged > CYCLES);
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
});
