/*
 * FastCGI records straight to the workers' sockets (T2): wrong versions, lengths, types and ids, params that never end or claim
 * gigabytes (CVE-2025-23016), aborted, cut at each byte. Only the web server may reach these sockets; should something else do, it
 * can end a worker at worst: the parent stays and starts another, and who asks through nginx notices nothing. libfcgi reads the
 * records, so what a sanitizer says of it alone is told, and fails nothing. RECORDS= for more; PROOF=1: 100,000.
 */
import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { TYPE, begin, exchange, pair, pairs, paramsOf, record, request, stdoutOf } from "./fcgi.mjs";
import { dice, mix } from "./naughty.mjs";

const SEED = Number(process.env.SEED ?? 1);
const RECORDS = Number(process.env.RECORDS ?? (process.env.PROOF ? 100000 : 600));
const PROGRAMS = ["login", "search", "tickets"];
const LANES = 3;
const RESPAWN = 3000; /* ms until another worker answers; a sanitized program alone needs some hundreds to start */

let stack;
const socketOf = (program) => join(stack.varDir, "run", `${program}.sock`);

before(async () => {
	stack = await startStack({ own: true, demo: false, build: process.env.BUILD_ASAN ?? "build-asan", workers: 4 });
});
after(() => stack?.stop());

/* --- what is sent ----------------------------------------------------------------------------------------------------------- */

const GOOD = { path: "/en/login", more: { HTTP_COOKIE: "portico_visitor=abc", HTTP_USER_AGENT: "test" } };
const params = (content, options) => record(TYPE.params, 1, content, options);
const PATHS = { login: "/en/login", search: "/en/search?q=words", tickets: "/en/tickets/new" };
const bytes = (die, most) => Buffer.from(Array.from({ length: die.below(most) }, () => die.below(256)));
const HUGE = [0x7fffffff, 0x7ffffffe, 0x7fffff00, 0x40000000, 0x10000000, 65536, 128];

/* [name, pieces] of a kind of attack. */
const attacks = {
	version: (die, good) => {
		const bad = Buffer.from(good);
		bad[0] = die.pick([0, 2, 127, 255]);
		return [bad];
	},
	role: (die) => [begin(1, die.pick([0, 2, 3, 255, 65535])), params(pairs(paramsOf("/en/login"))), params(), record(TYPE.stdin, 1)],
	"short beginning": (die) => [record(TYPE.begin, 1, Buffer.alloc(die.below(8))), params()],
	"long beginning": (die, good) => [record(TYPE.begin, 1, Buffer.alloc(8 + die.below(300), 1)), good.subarray(16)],
	"flags that keep the connection": (die, good) => [begin(1, 1, 1), good.subarray(16)],
	"foreign id": (die) => [begin(1), record(TYPE.params, die.pick([0, 2, 65535]), pairs(paramsOf("/en/login"))), params(), record(TYPE.stdin, 1)],
	"no id": (die, good) => [begin(0), good.subarray(16)],
	"two at once": (die, good) => [begin(1), begin(2), begin(1), good],
	"huge name": (die) => [begin(1), params(pair("A", "b", { nameLength: die.pick(HUGE), valueLength: die.pick([0, 1, ...HUGE]), long: true })), params(bytes(die, 2000)), params()],
	"huge value": (die) => [begin(1), params(pair("CONTENT_LENGTH", "b", { valueLength: die.pick(HUGE) })), params(bytes(die, 2000)), params()],
	"lengths cut": (die) => [begin(1), params(Buffer.from([0x80, 0, 0].slice(0, 1 + die.below(3)))), params(), record(TYPE.stdin, 1)],
	"name past the record": (die) => [begin(1), params(pair("REQUEST_METHOD", "GET", { nameLength: 14 + die.below(100) })), params(), record(TYPE.stdin, 1)],
	"params that never end": (die, good) => [good.subarray(0, 16 + die.below(good.length - 40))],
	"many params": (die) => [begin(1), ...Array.from({ length: 20 }, () => params(pairs(Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`HTTP_X_${i}_${die.below(1e6)}`, "x".repeat(die.below(100))]))))), params(pairs(paramsOf("/en/login"))), params(), record(TYPE.stdin, 1)],
	"a param of 60 kB": (die) => [begin(1), params(pairs(paramsOf("/en/login", { more: { [die.pick(["HTTP_COOKIE", "QUERY_STRING", "HTTP_USER_AGENT", "DOCUMENT_URI", "HTTP_ACCEPT_LANGUAGE"])]: "a=b;".repeat(15000) } })).subarray(0, 65000)), params(), record(TYPE.stdin, 1)],
	aborted: (die, good) => [good.subarray(0, 16), record(TYPE.abort, 1), good.subarray(16)],
	"aborted late": (die, good) => [good.subarray(0, good.length - 8), record(TYPE.abort, 1)],
	"an unknown type": (die, good) => [good.subarray(0, 16), record(die.pick([0, 7, 8, 11, 12, 200, 255]), die.pick([0, 1, 9]), bytes(die, 100)), good.subarray(16)],
	management: (die) => [record(TYPE.values, 0, pairs({ FCGI_MAX_CONNS: "", FCGI_MPXS_CONNS: "", X: "y".repeat(die.below(200)) })), record(TYPE.values, 0, bytes(die, 60))],
	"management cut": (die) => [record(TYPE.values, 0, pair("FCGI_MAX_CONNS", "", { nameLength: die.pick([...HUGE, 200]) }))],
	"an answer from the asker": (die, good) => [begin(1), record(TYPE.stdout, 1, "Status: 200\r\n\r\nx"), record(TYPE.end, 1, Buffer.alloc(8)), good.subarray(16)],
	"body before the params": (die) => [begin(1), record(TYPE.stdin, 1, "a=b"), params(pairs(paramsOf("/en/login"))), params()],
	"longer than it says": (die, good) => [begin(1), params(pairs(paramsOf("/en/login")), { length: die.below(20) }), params(), good.subarray(16)],
	"shorter than it says": (die) => [begin(1), params(Buffer.from("abc"), { length: 100 + die.below(60000) })],
	padding: (die) => [begin(1), params(pairs(paramsOf("/en/login")), { padding: 255, pad: die.pick([0, 1, 255]) }), params(Buffer.alloc(0), { padding: 255, pad: 255 }), record(TYPE.stdin, 1)],
	noise: (die) => [bytes(die, 3000)],
	"noise behind a beginning": (die) => [begin(1), bytes(die, 500)],
	bits: (die, good) => {
		const bad = Buffer.from(good);
		for (let i = 0; i <= die.below(6); i++)
			bad[die.below(bad.length)] ^= 1 << die.below(8);
		return [bad];
	},
	cut: (die, good) => {
		const at = die.below(good.length);
		return [good.subarray(0, at), good.subarray(at)];
	},
	"cut in three": (die, good) => {
		const [a, b] = [die.below(good.length), die.below(good.length)].sort((x, y) => x - y);
		return [good.subarray(0, a), good.subarray(a, b), good.subarray(b)];
	},
	"odd params": (die) => {
		const odd = { REQUEST_METHOD: ["", "get", "G\0ET", "POST", "\n"], DOCUMENT_URI: ["", "en", "/\0", "//", "/en/../..", "/en/login\r\nX: y", "/%", "/en/\xff\xfe"], CONTENT_LENGTH: ["-1", "x", "99999999999999999999", "9", "1e3", "0x10"], QUERY_STRING: ["\0", "%", "a=\r\n", "&".repeat(5000)], REMOTE_ADDR: ["", "x", "\0", "1".repeat(500)], HTTP_COOKIE: ["\0", ";;;=", "portico_session=\n"], CONTENT_TYPE: ["\0", "multipart/form-data; boundary=\0", "\r\n"] };
		const name = die.pick(Object.keys(odd));
		return [request("/en/login", { method: die.pick(["GET", "POST"]), body: die.pick(["", "a=b"]), more: { [name]: die.pick(odd[name]) } })];
	},
	"missing params": (die) => {
		const all = Object.entries(paramsOf("/en/login"));
		return [begin(1), params(pairs(Object.fromEntries(all.filter(() => die.chance(0.5))))), params(), record(TYPE.stdin, 1)];
	},
	"a body other than its length": (die) => [request("/en/login", { method: "POST", body: "mail=a&password=b", more: { CONTENT_LENGTH: die.pick([0, 1, 16, 18, 1000, 2000000]) } })],
};
const NAMES = Object.keys(attacks);
/* These are right, however they are cut. */
const ANSWERED = new Set(["cut", "cut in three"]);

/* --- what comes of it ---------------------------------------------------------------------------------------------------------- */

/* Reports of sanitizers: [ours, of libfcgi alone]. A report is ours unless reading a record is all that was going on. */
function reports() {
	const folder = join(stack.varDir, "log");
	const all = readdirSync(folder).filter((name) => name.startsWith("sanitizer.")).map((name) => ({ path: join(folder, name), text: readFileSync(join(folder, name), "utf8") }));
	const frames = (text) => text.split("\n").filter((line) => /^\s+#[0-9] /.test(line)).slice(0, 4).join("\n");
	return [all.filter(({ text }) => !/libfcgi/.test(frames(text))), all.filter(({ text }) => /libfcgi/.test(frames(text)))];
}

/* A visitor beside it all: statuses that were not 200. */
function visitor(program) {
	const client = new Client(stack), bad = [];
	let stop = false, asked = 0;
	const running = (async () => {
		while (!stop) {
			const page = await client.get(PATHS[program]).catch((error) => ({ status: error.message }));
			asked++;
			if (page.status !== 200)
				bad.push(page.status);
			await new Promise((done) => setTimeout(done, 100));
		}
	})();
	return {
		async end() {
			stop = true;
			await running;
			return { asked, bad };
		},
	};
}

test(`T2, CVE-2025-23016: ${RECORDS} broken exchanges (seed ${SEED}): the parents live on, what is right is answered, no visitor notices`, { timeout: 7200000 }, async (t) => {
	const parents = PROGRAMS.map((program) => stack.pid(program));
	const visitors = PROGRAMS.map(visitor);
	const faults = [], patience = {};
	let next = 0;
	const lane = async () => {
		while (next < RECORDS) {
			const index = next++;
			const die = dice(mix(SEED, index)), program = PROGRAMS[index % PROGRAMS.length], name = NAMES[Math.floor(index / PROGRAMS.length) % NAMES.length];
			const good = request(PATHS[program], { more: GOOD.more, cut: die.pick([60000, 60000, 100, 9]) });
			const { answer, closed } = await exchange(socketOf(program), attacks[name](die, good), { hang: !ANSWERED.has(name) && die.chance(0.2), wait: 3000 });
			if (!closed)
				patience[name] = (patience[name] ?? 0) + 1;
			if (ANSWERED.has(name) && !/^Status: 200 /.test(stdoutOf(answer)))
				faults.push(`${index}: ${program}, ${name}: ${stdoutOf(answer).slice(0, 100) || "no answer"}`);
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	const seen = await Promise.all(visitors.map((one) => one.end()));
	const [ours, theirs] = reports();
	t.diagnostic(`${RECORDS} exchanges of ${NAMES.length} kinds, ${seen.reduce((sum, one) => sum + one.asked, 0)} visits beside them; ${theirs.length} workers ended inside libfcgi; not closed by the worker: ${JSON.stringify(patience)}`);
	if (theirs.length)
		t.diagnostic(theirs[0].text.slice(0, 1500));
	for (const { path } of theirs)
		rmSync(path);
	assert.deepEqual(faults, []);
	assert.deepEqual(seen.flatMap((one) => one.bad), [], "statuses that visitors met");
	assert.deepEqual(ours.map(({ text }) => text.slice(0, 3000)), []);
	assert.deepEqual(PROGRAMS.map((program) => stack.pid(program)), parents, "the parents");
	for (const program of PROGRAMS)
		await until(() => stack.workers(program).length === 4, `all workers of ${program}`, RESPAWN);
});

test("T2: a request that is cut at each of its bytes is answered each time", { timeout: 600000 }, async (t) => {
	const good = request("/en/login", { cut: 64 });
	const faults = [];
	const step = process.env.PROOF ? 1 : 3;
	for (let at = 1; at < good.length; at += step) {
		const { answer } = await exchange(socketOf("login"), [good.subarray(0, at), good.subarray(at)], { pause: 1 });
		if (!/^Status: 200 /.test(stdoutOf(answer)))
			faults.push(at);
	}
	t.diagnostic(`${good.length} bytes`);
	assert.deepEqual(faults, []);
});

test(`T2: a worker that dies is started again by its parent, within ${RESPAWN / 1000} s`, async (t) => {
	const parent = stack.pid("login"), times = [];
	for (let i = 0; i < 5; i++) {
		const workers = stack.workers("login");
		process.kill(workers[i % workers.length], "SIGKILL");
		const began = performance.now();
		await until(() => stack.workers("login").filter((pid) => !workers.includes(pid)).length > 0, "another worker", RESPAWN);
		times.push(Math.round(performance.now() - began));
		const { answer } = await exchange(socketOf("login"), [request("/en/login")]);
		assert.match(stdoutOf(answer), /^Status: 200 /);
	}
	t.diagnostic(`another one after ${times.join(", ")} ms`);
	assert.equal(stack.pid("login"), parent);
});
