/*
 * What the tests have reached of a build with COVERAGE=1: node tests/harness/coverage.mjs BUILD
 * Prints lines and branches of each folder, then of each file that reads what comes from outside, and the lines of
 * those that no test reached (LINES=1: of every file).
 */
import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { TOP } from "./stack.mjs";

const BUILD = resolve(TOP, process.argv[2] ?? "build-coverage");
const FOLDERS = ["lib/base", "lib/io", "lib/domain", "lib/web", "cgi-bin"];
/* Files that have a target in tests/fuzz. */
const PARSERS =
	/^lib\/(base\/(authority|buf|config|isodate|language|mask|text|unicode|user_agent)|io\/(atom|catalog|csv_read|entity|form|form_multipart|frontmatter|mail|markup\w*|picture_size|plaintext|password_judge|searchtext|searchquery|searchword|searchsnippet|stem_\w+)|web\/(address|fields|form_token|origin|pager|route))\.c$/;

function counters(folder) {
	return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
		const path = join(folder, entry.name);
		return entry.isDirectory() ? counters(path) : /^[^.]+\.gcda$/.test(entry.name) ? [path] : [];
	});
}

/* gcov's words for one object: { file, lines: [{ line_number, count, branches: [{ count, throw }] }] }. */
function read(path) {
	const out = execFileSync("gcov", ["--json-format", "--stdout", "--branch-probabilities", path], { cwd: TOP, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
	return out
		.toString()
		.split("\n")
		.filter(Boolean)
		.flatMap((line) => JSON.parse(line).files);
}

/* By file: line number to { count, branches reached, branches }. */
const files = new Map();
for (const path of counters(join(BUILD, "obj"))) {
	for (const { file, lines } of read(path)) {
		const name = relative(TOP, resolve(TOP, file));
		if (!FOLDERS.some((folder) => name.startsWith(`${folder}/`)))
			continue;
		const known = files.get(name) ?? files.set(name, new Map()).get(name);
		for (const { line_number: number, count, branches } of lines) {
			const line = known.get(number) ?? { count: 0, branches: branches.map(() => 0) };
			line.count += count;
			branches.forEach((branch, i) => (line.branches[i] = (line.branches[i] ?? 0) + branch.count));
			known.set(number, line);
		}
	}
}

const share = (part, all) => (all === 0 ? "     –" : `${((100 * part) / all).toFixed(1).padStart(5)} %`);

function row(name, lines) {
	const branches = lines.flatMap((line) => line.branches);
	const reached = lines.filter((line) => line.count > 0).length;
	const taken = branches.filter((count) => count > 0).length;
	console.log(`${name.padEnd(34)} ${share(reached, lines.length)} of ${String(lines.length).padStart(6)} lines   ${share(taken, branches.length)} of ${String(branches.length).padStart(6)} branches`);
}

const linesOf = (fits) => [...files].filter(([name]) => fits(name)).flatMap(([, lines]) => [...lines.values()]);
const missed = ([name, lines]) => {
	const numbers = [...lines].filter(([, line]) => line.count === 0).map(([number]) => number);
	if (numbers.length > 0)
		console.log(`  ${name}: ${numbers.sort((a, b) => a - b).join(" ")}`);
};

for (const folder of FOLDERS)
	row(folder, linesOf((name) => name.startsWith(`${folder}/`)));
row("all", linesOf(() => true));
const parsers = [...files].filter(([name]) => PARSERS.test(name)).sort();
console.log("\nparsers");
row("all of them", linesOf((name) => PARSERS.test(name)));
for (const [name, lines] of parsers)
	row(name, [...lines.values()]);
console.log("\nlines that no test reached");
(process.env.LINES ? [...files].sort() : parsers).forEach(missed);
