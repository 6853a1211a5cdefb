/*
 * Runs test suites and adds up what they say: node tests/harness/run.mjs [--parallel] SUITE…
 *
 *	unit, unit-asan        cmocka programs of tests/unit
 *	domain, domain-asan    those of tests/domain, against a private database (PORTICO_TEST_CONF)
 *	lint                   executables in tests/check
 *	web                    tests/web on one portal with ASan and UBSan
 *	cgi                    one file of tests/web for each program as plain CGI (PROOF=1: all); a file that says
 *	                       "FastCGI only" is left out
 *	browser, faults        files of these folders; browser shares one portal, the others start their own
 *	bench                  tests/bench/bench.mjs, whose head says what can be chosen
 *	timing                 the files of tests/faults that measure time: they say "runs alone"; SOAK_SECONDS=86400 adds a day
 *	attack                 files of tests/attack, against the sanitized build; PROOF=1: their long form, scanners, and what
 *	                       other folders have against attackers
 *	fuzz                   each fuzz target for FUZZ_SECONDS (2)
 *
 * BUILD and BUILD_ASAN name other build folders than build and build-asan.
 * --parallel runs the suites that do not measure time in two lanes. ONLY=word runs only the files with the word in their path.
 * Output goes to build/test-logs/SUITE.log; failures are shown. The last line is "N passed, N failed".
 */
import { spawn } from "node:child_process";
import { accessSync, constants, cpSync, createWriteStream, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync } from "node:fs";
import { cpus } from "node:os";
import { basename, join, resolve } from "node:path";
import { TOP, sanitizerEnv, stackEnv, startStack } from "./stack.mjs";

const LOGS = join(TOP, "build/test-logs");
const MINUTE = 60000;
const NORMAL = process.env.BUILD ?? "build";
const SANITIZED = process.env.BUILD_ASAN ?? "build-asan";
const PROOF = Boolean(process.env.PROOF);
const LONG = (PROOF ? 60 : 15) * MINUTE + Number(process.env.SOAK_SECONDS ?? 0) * 1000; // of a file of faults
/* The way a program is started is the same for all its pages: some files of tests show it, with PROOF all do. */
const CGI = /^(core|files|forum|guest|home|kb|login|tickets)\./;
const running = new Set();

/* --- one suite's output and counts --------------------------------------------------------------- */

class Tally {
	constructor(suite) {
		this.suite = suite;
		this.passed = 0;
		this.failed = 0;
		this.skipped = 0;
		this.failures = [];
		this.started = Date.now();
		this.log = createWriteStream(join(LOGS, `${suite}.log`));
	}

	pass() {
		this.passed++;
	}

	skip() {
		this.skipped++;
	}

	fail(name, why = "") {
		this.failed++;
		this.failures.push(`${name}\n${why}`.trimEnd());
	}

	get seconds() {
		return Math.round((Date.now() - this.started) / 1000);
	}

	report() {
		this.log.end();
		for (const failure of this.failures)
			console.log(`\n✗ ${this.suite}: ${failure}`);
		const skipped = this.skipped ? `, ${this.skipped} skipped` : "";
		console.log(`${this.failed ? "✗" : "✓"} ${this.suite}: ${this.passed} passed, ${this.failed} failed${skipped} (${this.seconds} s)`);
	}
}

/* Runs a command; every line of its output goes to the log and to `line`. Resolves to the exit status, or "killed". */
function run(tally, command, args, { env = {}, line = () => {}, timeout = 15 * MINUTE, show = false } = {}) {
	return new Promise((done) => {
		const child = spawn(command, args, { cwd: TOP, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });
		running.add(child);
		const clock = setTimeout(() => child.kill("SIGKILL"), timeout);
		for (const stream of [child.stdout, child.stderr]) {
			let rest = "";
			stream.setEncoding("utf8");
			stream.on("data", (text) => {
				tally.log.write(text);
				if (show)
					process.stdout.write(text);
				const lines = (rest + text).split("\n");
				rest = lines.pop();
				lines.forEach(line);
			});
			stream.on("end", () => rest && line(rest));
		}
		const end = (code) => {
			clearTimeout(clock);
			running.delete(child);
			done(code);
		};
		child.on("error", (error) => {
			tally.log.write(`${error}\n`);
			end(127);
		});
		child.on("close", (code, signal) => end(signal ? `killed by ${signal}` : code));
	});
}

/* Reads "ok", "not ok", "skip" lines, TAP or our reporter's; what follows a failure until the next line belongs to it. */
function reader(tally) {
	let failing;
	const tail = [];
	const close = () => {
		if (failing)
			tally.fail(failing.name, failing.lines.slice(0, 40).join("\n"));
		failing = undefined;
	};
	const line = (text) => {
		tail.push(text);
		if (tail.length > 30)
			tail.shift();
		const found = /^(ok|not ok|skip)\b\s*\d*\s*(?:-\s*)?(.*)$/.exec(text);
		if (!found) {
			failing?.lines.push(text);
			return;
		}
		close();
		if (found[1] === "skip" || /# skip/i.test(found[2]))
			tally.skip();
		else if (found[1] === "not ok")
			failing = { name: found[2], lines: [] };
		else
			tally.pass();
	};
	return { line, close, tail };
}

/* Runs a command that prints such lines. A bad exit without a failed test counts as one. */
async function runCounted(tally, name, command, args, options) {
	const { line, close, tail } = reader(tally);
	const before = tally.failed;
	const status = await run(tally, command, args, { ...options, line });
	close();
	if (status === 77)
		tally.skip();
	else if (status !== 0 && tally.failed === before)
		tally.fail(`${name} ended with ${status}`, tail.join("\n"));
}

/* --- suites -------------------------------------------------------------------------------------- */

const wanted = (path) => !process.env.ONLY || path.includes(process.env.ONLY);

function list(folder, fits) {
	const path = join(TOP, folder);
	return existsSync(path) ? readdirSync(path).filter((name) => fits(join(path, name), name) && wanted(`${folder}/${name}`)).sort() : [];
}

function isExecutable(path) {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

const testFiles = (folder, fits = () => true) =>
	list(folder, (path, name) => name.endsWith(".mjs") && /from "node:test"/.test(readFileSync(path, "utf8")) && fits(readFileSync(path, "utf8"), name)).map(
		(name) => join(folder, name),
	);

async function programs(tally, folder, build, env) {
	for (const name of list(`tests/${folder}`, (_, file) => /^test_.*\.c$/.test(file))) {
		const program = basename(name, ".c");
		await runCounted(tally, program, resolve(TOP, build, "tests", folder, program), [], {
			env: { ...sanitizerEnv("", true), CMOCKA_MESSAGE_OUTPUT: "TAP", ...env },
			timeout: 5 * MINUTE,
		});
	}
}

async function withStack(tally, options, work) {
	let stack;
	try {
		stack = await startStack({ ...options, own: true });
		await work(stack);
	} catch (error) {
		tally.fail("the portal for the tests", error.message);
	}
	try {
		await stack?.stop();
	} catch (error) {
		tally.fail("the portal at its end", error.message);
	}
}

function domain(tally, build) {
	if (list("tests/domain", (_, file) => /^test_.*\.c$/.test(file)).length === 0)
		return undefined;
	/* What a machine's memory holds need not reach its disk here: the fault tests are about that. */
	const memory = isExecutable("/dev/shm") ? { varDir: mkdtempSync("/dev/shm/portico-test-") } : {};
	return withStack(tally, { parts: "db", demo: false, build, ...memory }, (stack) =>
		programs(tally, "domain", build, {
			PORTICO_TEST_CONF: join(stack.varDir, "etc/portico.conf"),
			PORTICO_TEST_RESTART: `'${process.execPath}' '${join(TOP, "tests/harness/restart-db.mjs")}' '${stack.varDir}'`,
		}),
	);
}

async function nodeTests(tally, files, { env, concurrency = 1, timeout } = {}) {
	if (files.length === 0)
		return;
	const args = ["--test", `--test-reporter=${join(TOP, "tests/harness/reporter.mjs")}`, "--test-reporter-destination=stdout"];
	const queue = [...files];
	const lane = async () => {
		for (let file = queue.shift(); file; file = queue.shift())
			await runCounted(tally, file, process.execPath, [...args, join(TOP, file)], { env, timeout });
	};
	await Promise.all(Array.from({ length: concurrency }, lane));
}

function sharedTests(tally, files, options, concurrency) {
	if (files.length === 0)
		return undefined;
	return withStack(tally, options, (stack) => nodeTests(tally, files, { env: stackEnv(stack), concurrency }));
}

/* Seeds are copied, so that what the fuzzer finds never lands in the sources by itself. */
async function fuzz(tally) {
	const seconds = process.env.FUZZ_SECONDS ?? "2";
	const names = list("tests/fuzz", (_, file) => /^fuzz_.*\.c$/.test(file)).map((file) => basename(file, ".c"));
	if (names.length === 0)
		return;
	const status = await run(tally, "make", ["--no-print-directory", "-j2", "fuzzers"]);
	if (status !== 0) {
		tally.fail("the fuzz targets do not build", `make fuzzers ended with ${status}, see build/test-logs/fuzz.log`);
		return;
	}
	const queue = [...names];
	const lane = async () => {
		for (let name = queue.shift(); name; name = queue.shift()) {
			const corpus = join(TOP, "build-fuzz/corpus", name);
			mkdirSync(corpus, { recursive: true });
			const seeds = join(TOP, "tests/fuzz/corpus", name);
			if (existsSync(seeds))
				cpSync(seeds, corpus, { recursive: true });
			const tail = [];
			const args = [`-max_total_time=${seconds}`, "-timeout=5", "-rss_limit_mb=1024", "-print_final_stats=1", `-artifact_prefix=${corpus}-`, corpus];
			const dictionary = join(TOP, "tests/fuzz", `${name}.dict`);
			if (existsSync(dictionary))
				args.unshift(`-dict=${dictionary}`);
			const code = await run(tally, join(TOP, "build-fuzz/tests/fuzz", name), args, {
				env: sanitizerEnv("", true),
				line: (text) => tail.push(text) > 40 && tail.shift(),
				timeout: Number(seconds) * 1000 + 5 * MINUTE,
			});
			code === 0 ? tally.pass() : tally.fail(`${name} ended with ${code}`, tail.join("\n"));
		}
	};
	await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, lane));
}

/* Each starts a portal of its own: they wear it out. */
function attack(tally) {
	const others = PROOF ? ["tests/web/idor.test.mjs", "tests/browser/polyglots.test.mjs", "tests/browser/payloads.test.mjs"].filter(wanted) : [];
	const env = { BUILD: SANITIZED, BUILD_ASAN: SANITIZED };
	return nodeTests(tally, [...testFiles("tests/attack"), ...others], { env, timeout: PROOF ? 24 * 60 * MINUTE : undefined });
}

const SUITES = {
	unit: (tally) => programs(tally, "unit", NORMAL),
	"unit-asan": (tally) => programs(tally, "unit", SANITIZED),
	domain: (tally) => domain(tally, NORMAL),
	"domain-asan": (tally) => domain(tally, SANITIZED),
	lint: async (tally) => {
		for (const name of list("tests/check", (path, file) => !file.includes(".") && isExecutable(path)))
			await runCounted(tally, name, "nice", [join(TOP, "tests/check", name)]); // browsers beside it come first
	},
	web: (tally) => sharedTests(tally, testFiles("tests/web"), { build: SANITIZED, workers: 4 }, 2),
	cgi: (tally) => sharedTests(tally, testFiles("tests/web", (text, name) => !text.includes("FastCGI only") && (PROOF || CGI.test(name))), { mode: "cgi" }, 2),
	browser: (tally) => sharedTests(tally, testFiles("tests/browser"), {}, 2),
	faults: (tally) => nodeTests(tally, testFiles("tests/faults", (text) => !text.includes("runs alone")), { timeout: LONG }),
	timing: (tally) => nodeTests(tally, testFiles("tests/faults", (text) => text.includes("runs alone")), { timeout: LONG }),
	attack,
	bench: (tally) => runCounted(tally, "bench", process.execPath, [join(TOP, "tests/bench/bench.mjs")], { timeout: 360 * MINUTE, show: true }),
	fuzz,
};

/* --- running ------------------------------------------------------------------------------------- */

/* Suites that measure time or load the machine run alone, after the others. */
const ALONE = ["timing", "fuzz", "bench"];
/* Both keep two cores busy, so they never run at once. Whatever lane ends first takes what is left of the other's. */
const SECOND_LANE = ["browser", "web"];

async function runSuite(suite) {
	const tally = new Tally(suite);
	try {
		await SUITES[suite](tally);
	} catch (error) {
		tally.fail("the suite", error.stack);
	}
	tally.report();
	return tally;
}

/* Takes the suites off the list one after another; two lanes may share one. */
async function runLane(suites, tallies) {
	for (let suite = suites.shift(); suite; suite = suites.shift())
		tallies.push(await runSuite(suite));
}

async function main(args) {
	const parallel = args.includes("--parallel");
	const suites = args.filter((arg) => arg !== "--parallel");
	const unknown = suites.filter((suite) => !(suite in SUITES));
	if (suites.length === 0 || unknown.length > 0) {
		console.error(`suites: ${Object.keys(SUITES).join(", ")}`);
		return 2;
	}
	mkdirSync(LOGS, { recursive: true });
	const tallies = [];
	const alone = parallel ? suites.filter((suite) => ALONE.includes(suite)) : suites;
	const rest = suites.filter((suite) => !alone.includes(suite));
	const first = rest.filter((suite) => !SECOND_LANE.includes(suite));
	const second = SECOND_LANE.filter((suite) => rest.includes(suite));
	await Promise.all([runLane(first, tallies), runLane(second, tallies).then(() => runLane(first, tallies))]);
	await runLane(alone, tallies);
	const sum = (key) => tallies.reduce((total, tally) => total + tally[key], 0);
	const skipped = sum("skipped");
	console.log(`\n${sum("passed")} passed, ${sum("failed")} failed${skipped ? `, ${skipped} skipped` : ""}`);
	return sum("failed") > 0 || sum("passed") === 0 ? 1 : 0;
}

for (const signal of ["SIGINT", "SIGTERM"])
	process.once(signal, () => {
		for (const child of running)
			child.kill("SIGTERM");
		process.exit(130);
	});

process.exitCode = await main(process.argv.slice(2));
