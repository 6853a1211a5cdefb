/*
 * What the checks share: the tree they look at, C and templates taken apart, and TAP lines.
 *
 * A check is an executable in this folder. It states a claim, a function that lists what breaks it, and small trees that must be
 * found guilty: a check that cannot fail proves nothing.
 *
 *	check("floors include downwards only", (tree) => [...problems], [{ "lib/base/x.c": '#include "io/db.h"\n' }]);
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const TOP = path.resolve(__dirname, "../..");
const LEFT_OUT = new Set([".git", "node_modules", "build", "build-asan", "build-fuzz", "build-coverage", "var"]);

class Tree {
	#texts;
	#names;

	constructor(texts) {
		this.#texts = texts;
	}

	/* Paths that match, sorted. */
	files(pattern) {
		this.#names ??= this.#texts ? Object.keys(this.#texts).sort() : walk("").sort();
		return this.#names.filter((name) => pattern.test(name));
	}

	read(name) {
		return this.#texts ? this.#texts[name] : fs.readFileSync(path.join(TOP, name), "utf8");
	}

	get isReal() {
		return !this.#texts;
	}
}

function walk(folder) {
	return fs.readdirSync(path.join(TOP, folder), { withFileTypes: true }).flatMap((entry) => {
		const name = folder ? `${folder}/${entry.name}` : entry.name;
		if (LEFT_OUT.has(entry.name))
			return [];
		return entry.isDirectory() ? walk(name) : entry.isFile() ? [name] : [];
	});
}

let number = 0;

function tell(ok, claim, problems = []) {
	console.log(`${ok ? "ok" : "not ok"} ${++number} - ${claim}`);
	for (const problem of problems.slice(0, 200))
		console.log(`    ${problem}`);
	if (!ok)
		process.exitCode = 1;
}

function skip(claim, why) {
	console.log(`ok ${++number} - ${claim} # SKIP ${why}`);
}

/* `bad`: trees (path → text) that the claim must not hold for. `good`: trees it must hold for. */
function check(claim, find, bad = [], good = []) {
	const problems = find(new Tree());
	tell(problems.length === 0, claim, problems);
	const blind = bad.filter((texts) => find(new Tree(texts)).length === 0);
	const harsh = good.flatMap((texts) => find(new Tree(texts)));
	tell(blind.length === 0 && harsh.length === 0, `${claim}: the check itself can fail`, [
		...blind.map((texts) => `not found: ${JSON.stringify(texts)}`),
		...harsh.map((problem) => `wrongly found: ${problem}`),
	]);
}

const lineOf = (text, index) => text.slice(0, index).split("\n").length;

/* Every match of a pattern in files that match another, as "path:line: what". */
function grep(tree, names, pattern, what, prepare = (text) => text) {
	return tree.files(names).flatMap((name) => {
		const text = prepare(tree.read(name), name);
		return [...text.matchAll(pattern)].map((found) => `${name}:${lineOf(text, found.index)}: ${what ?? ""}${found[0].trim().slice(0, 100)}`);
	});
}

const blank = (text) => text.replace(/[^\n]/g, " ");

/* C without comments; with `strings` false also without the contents of literals. Lines stay where they are. */
function code(text, strings = false) {
	return text.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, (found) => {
		if (found.startsWith("/"))
			return blank(found);
		return strings ? found : found[0] + blank(found.slice(1, -1)) + found.at(-1);
	});
}

/* C string literals, neighbours joined: [{ value, line, index }]. */
function literals(text) {
	const bare = code(text, true);
	return [...bare.matchAll(/"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*/g)].map((found) => ({
		value: join(found[0]),
		index: found.index,
		line: lineOf(bare, found.index),
	}));
}

const SIGNS = { n: "\n", t: "\t", r: "\r", 0: "\0" };

function join(pieces) {
	return [...pieces.matchAll(/"((?:\\.|[^"\\\n])*)"/g)]
		.map(([, inner]) => inner.replace(/\\(x[0-9a-fA-F]{2}|.)/g, (_, sign) => (sign[0] === "x" ? String.fromCharCode(parseInt(sign.slice(1), 16)) : (SIGNS[sign] ?? sign))))
		.join("");
}

module.exports = { TOP, Tree, check, tell, skip, grep, code, literals, join, lineOf, blank };
