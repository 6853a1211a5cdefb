/*
 * A long quiet day: reads and writes mixed at half of what the machine can do, for SOAK_SECONDS (600 with PROOF=1, 86400 for a day
 * and a night; else left out). No 5xx, no descriptor that stays open, and memory that stops growing. This file runs alone.
 *
 * Memory is that of the programs' processes: the mean of the last quarter of the time against that of the second one, the first
 * being warm-up. Their replacement after some number of requests is switched off, since it would hide what they lose.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "../web/people.mjs";

const SECONDS = Number(process.env.SOAK_SECONDS ?? (process.env.PROOF ? 600 : 0));
const SAMPLES = 40;
const PEOPLE = 6;
const GROWTH = 0.01;
const PROGRAMS = ["home", "kb", "search", "forum", "suggestions", "tickets", "account"];
const READS = ["/en/", "/en/kb", "/en/kb/set-up-hub", "/fa/kb", "/en/search?q=hub", "/lt/forum", "/en/forum", "/en/suggestions", "/en/tickets", "/en/account"];
let stack, slug;

before(async () => {
	if (!SECONDS)
		return;
	stack = await startStack({ own: true, workers: 2, cache: "off", conf: "process_requests = 1000000000\nprocess_memory_mb = 100000" });
	slug = topic(stack);
	stack.sql("CREATE TRIGGER gate_open BEFORE UPDATE ON gate FOR EACH ROW SET NEW.count = OLD.count + 1, NEW.next_at = 0");
});
after(() => stack?.stop());

const pids = () => PROGRAMS.flatMap((program) => stack.workers(program));
const mean = (list) => list.reduce((sum, one) => sum + one, 0) / list.length;

/* Proportional memory in kB; what is told to everybody where that is not: resident without what is shared. */
function memory(pid) {
	try {
		return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]);
	} catch {
		const [, resident, shared] = readFileSync(`/proc/${pid}/statm`, "utf8").split(" ").map(Number);
		return (resident - shared) * 4;
	}
}

/* Open descriptors of all, or NaN where only root may look. */
function descriptors() {
	try {
		return pids().reduce((sum, pid) => sum + readdirSync(`/proc/${pid}/fd`).length, 0);
	} catch {
		return NaN;
	}
}

class Load {
	constructor() {
		this.people = Array.from({ length: PEOPLE }, () => person(stack));
		this.pause = 0; // milliseconds of each person between two acts
		this.done = this.writes = 0;
		this.bad = [];
		this.stopping = false;
	}

	async write(who, i) {
		if (!who.number || i % 400 === 0)
			who.number = await fileTicket(who, slug, `soak ${i}`);
		const page = await who.client.get(`/en/tickets/${who.number}`);
		const answer = await who.client.submit(page, "/reply", { body: `Words ${i}` });
		if (answer.status !== 303)
			this.bad.push(`reply ${answer.status}`);
		this.writes++;
	}

	async act(who, i) {
		if (i % 10 === 0)
			return this.write(who, i);
		const path = READS[i % READS.length];
		const page = await who.client.get(path);
		if (page.status >= 500)
			this.bad.push(`${path} ${page.status}`);
	}

	async run() {
		await Promise.all(this.people.map(async (who, start) => {
			for (let i = start; !this.stopping; i++) {
				await this.act(who, i).catch((error) => this.bad.push(error.message));
				this.done++;
				await sleep(this.pause);
			}
		}));
	}
}

/* Acts a second without a pause, and from that the pause that halves them. */
async function setPace(load) {
	await sleep(2000);
	const before = load.done;
	await sleep(5000);
	const most = (load.done - before) / 5;
	load.pause = (PEOPLE / most) * 1000;
	return most;
}

test(`${SECONDS} s at half load: no 5xx, nothing left open, memory does not grow`, { timeout: (SECONDS + 300) * 1000, skip: SECONDS ? false : "PROOF=1, or SOAK_SECONDS=86400 for a day" }, async () => {
	const load = new Load();
	const running = load.run();
	const most = await setPace(load);
	const before = pids();
	const samples = [], open = [];
	for (let i = 0; i < SAMPLES; i++) {
		await sleep((SECONDS * 1000) / SAMPLES);
		samples.push(pids().reduce((sum, pid) => sum + memory(pid), 0));
		open.push(descriptors());
	}
	load.stopping = true;
	await running;
	const quarter = SAMPLES / 4;
	const early = mean(samples.slice(quarter, 2 * quarter)), late = mean(samples.slice(-quarter));
	console.log(`${load.done} acts, ${load.writes} of them writes, ${(load.done / (SECONDS + 7)).toFixed(1)}/s of ${most.toFixed(1)}/s; ${pids().length} processes: ${(early / 1024).toFixed(2)} MB, at the end ${(late / 1024).toFixed(2)} MB (${((late / early - 1) * 100).toFixed(2)} %); descriptors ${open[quarter]}, at the end ${open.at(-1)}`);
	assert.deepEqual(load.bad, []);
	assert.deepEqual(pids(), before, "the same processes");
	assert.ok(late < early * (1 + GROWTH), `memory grew by ${((late / early - 1) * 100).toFixed(2)} %`);
	const fewest = Math.min(...open.slice(quarter, 2 * quarter));
	assert.ok(Number.isNaN(fewest) || Math.min(...open.slice(-quarter)) <= fewest, "descriptors stay open");
	await stack.checkData();
});
