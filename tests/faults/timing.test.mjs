/*
 * What the clock tells (AUTH-05): signing in, registering and recovering take as long for an address with an account as for
 * one without. The measure is the area under the ROC curve: the chance that a known address answers later than an unknown
 * one; 0.5 tells nothing. A bound that noise passes once in some hundred runs is measured a second time before it counts. This file runs alone.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { randomBytes } from "node:crypto";
import { Client, form } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";

const SAMPLES = Number(process.env.TIMING_SAMPLES ?? (process.env.PROOF ? 1000 : 500)); // of each kind
const PEOPLE = SAMPLES / 5; // each address is asked five times: guessing limits must not answer instead
const BOUND = 0.55;
let stack;
const known = [], unknown = [];

before(async () => {
	stack = await startStack({ own: true, demo: true, workers: 2, env: { PORTICO_TRUSTED_PROXIES: "127.0.0.1", PORTICO_ROBOT_BITS: "0" } });
	const key = randomBytes(4).toString("hex");
	for (let i = 0; i < PEOPLE; i++) {
		known.push(`known-${key}-${i}@example.org`);
		unknown.push(`other-${key}-${i}@example.org`);
	}
	const hash = stack.value("SELECT password_hash FROM account WHERE password_hash IS NOT NULL LIMIT 1");
	const rows = known.map((mail) => `('${mail}', '${mail}', 'Known', '${hash}', 'customer', 'active', 'en', 1, 1)`);
	stack.sql(`INSERT INTO account (mail, mail_key, name, password_hash, role, state, lang, created_at, updated_at) VALUES ${rows.join(", ")}`);
});
after(() => stack?.stop());

/* Mann and Whitney's statistic as a share. */
function area(ones, others) {
	const all = [...ones.map((ms) => [ms, 1]), ...others.map((ms) => [ms, 0])].sort((a, b) => a[0] - b[0]);
	let ranks = 0;
	for (let from = 0; from < all.length;) {
		let to = from;
		while (to < all.length && all[to][0] === all[from][0])
			to++;
		for (let i = from; i < to; i++)
			ranks += all[i][1] * ((from + 1 + to) / 2);
		from = to;
	}
	return (ranks - (ones.length * (ones.length + 1)) / 2) / (ones.length * others.length);
}

function shuffled(list) {
	for (let i = list.length - 1; i > 0; i--) {
		const j = Math.floor(Math.random() * (i + 1));
		[list[i], list[j]] = [list[j], list[i]];
	}
	return list;
}

let visitors = 0;

/* Sends the form once as a visitor from a network of his own: { ms, text }. */
async function ask(path, values) {
	const number = ++visitors;
	const client = new Client(stack, { headers: { "X-Forwarded-For": `10.${number >> 16}.${(number >> 8) & 255}.${number & 255}` } });
	const page = await client.get(path);
	const filled = form(page, (one) => one.names.includes("mail"));
	const answer = await client.submit(page, (one) => one.action === filled.action && one.names.includes("mail"), values);
	return { ms: answer.ms, seen: `${answer.status} ${answer.location ?? ""}` };
}

async function measure(path, valuesOf) {
	const times = { known: [], unknown: [] };
	const seen = { known: new Set(), unknown: new Set() };
	const turns = shuffled([...known.map((mail) => ["known", mail]), ...unknown.map((mail) => ["unknown", mail])].flatMap((turn) => Array(5).fill(turn)));
	for (const [kind, mail] of turns) {
		const answer = await ask(path, valuesOf(mail));
		times[kind].push(answer.ms);
		seen[kind].add(answer.seen);
	}
	return { area: area(times.known, times.unknown), seen };
}

function claim(name, path, valuesOf) {
	test(`AUTH-05, CVE-2021-38562: ${name} takes as long for a known address as for an unknown one`, { timeout: 900000 }, async () => {
		await ask(path, valuesOf(unknown[0]));
		let result = await measure(path, valuesOf);
		console.log(`${name}: area under the curve ${result.area.toFixed(3)} over ${SAMPLES} samples each`);
		assert.deepEqual(result.seen.known, result.seen.unknown, "the same answer");
		if (Math.abs(result.area - 0.5) <= BOUND - 0.5)
			return;
		stack.sql("DELETE FROM attempt; DELETE FROM gate;");
		result = await measure(path, valuesOf);
		console.log(`${name}: once more: ${result.area.toFixed(3)}`);
		assert.ok(Math.abs(result.area - 0.5) <= BOUND - 0.5, `${result.area.toFixed(3)}; at most ${BOUND}`);
	});
}

claim("signing in", "/en/login", (mail) => ({ mail, password: "not the password" }));
claim("registering", "/en/login/register", (mail) => ({ mail, name: "Somebody" }));
claim("recovering", "/en/login/recover", (mail) => ({ mail }));
claim("a code by mail", "/en/login/mail", (mail) => ({ mail }));
