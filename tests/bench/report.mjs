/*
 * The figures as a table: for the terminal, and as the README's (node tests/bench/report.mjs [JSON] --readme), so that no figure
 * is ever typed by hand.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { TOP } from "../harness/stack.mjs";

const KEPT = join(TOP, "build/bench.json");
const [START, END] = ["<!-- bench: written by make bench-table -->", "<!-- bench: end -->"];

const whole = (number) => Math.round(number).toLocaleString("en-US");
const brief = (number) => (number === undefined ? "" : number >= 100 ? whole(number) : number.toFixed(number >= 10 ? 1 : 2));
const at = (row, connections) => row.loads.find((load) => load.connections === connections);
const load = (row, connections, key, show = brief) => (at(row, connections) ? show(at(row, connections)[key]) : "");
const ratio = (row, connections) => brief(at(row, connections)?.ratio?.median);
const kinds = { page: "page", write: "write", static: "static" };

const COLUMNS = [
	["", (row) => row.name],
	["1: /s", (row) => load(row, 1, "perSecond", whole)],
	["p50 ms", (row) => load(row, 1, "p50")],
	["p99", (row) => load(row, 1, "p99")],
	["16: /s", (row) => load(row, 16, "perSecond", whole)],
	["p50", (row) => load(row, 16, "p50")],
	["p99", (row) => load(row, 16, "p99")],
	["64: /s", (row) => load(row, 64, "perSecond", whole)],
	["p50", (row) => load(row, 64, "p50")],
	["p99", (row) => load(row, 64, "p99")],
	["stmts", (row) => (row.statements === undefined ? "" : brief(row.statements))],
	["gz kB", (row) => (row.gzip === undefined ? "" : (row.gzip / 1000).toFixed(1))],
	["CPU ms", (row) => (row.cpu === undefined ? "" : (row.cpu / 1000).toFixed(2))],
	["limit’s", (row) => (row.limitCpu === undefined ? "" : (row.limitCpu / 1000).toFixed(2))],
	["worker MB", (row) => (row.memory === undefined ? "" : (row.memory / 1024).toFixed(1))],
	["of limit", (row) => ratio(row, 16)],
	["1", (row) => ratio(row, 1)],
	["64", (row) => ratio(row, 64)],
	["limit", (row) => kinds[row.limit] ?? ""],
	["wanted", (row) => (row.wanted?.ratio === undefined ? "" : brief(row.wanted.ratio))],
];

function plain(head, rows) {
	const lines = [head, ...rows];
	const widths = head.map((_, i) => Math.max(...lines.map((line) => line[i].length)));
	return lines.map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join("  ")).join("\n");
}

function markdown(head, rows) {
	const line = (cells) => `| ${cells.join(" | ")} |`;
	return [line(head), line(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...rows.map(line)].join("\n");
}

function table(draw, columns, rows) {
	return draw(columns.map(([head]) => head), rows.map((row) => columns.map(([, cell]) => cell(row))));
}

function growthTable(draw, { results, growth }) {
	if (growth.length === 0)
		return "";
	const names = results[0].rows.filter((row) => row.path).map(({ name }) => name);
	const found = (result, name) => result.rows.find((row) => row.name === name);
	const columns = [["p50 ms at 16 connections", (name) => name]];
	for (const result of results)
		columns.push([whole(result.scale), (name) => load(found(result, name), 16, "p50")]);
	for (const { from, to, rows } of growth)
		columns.push([`${whole(from)} → ${whole(to)}`, (name) => `× ${brief(rows.find((row) => row.name === name)?.growth)}`]);
	return table(draw, columns, names.filter((name) => growth[0].rows.some((row) => row.name === name)));
}

function notes(result) {
	const lines = [];
	if (result.start)
		lines.push(`From exec to the last byte of an article as plain CGI: ${brief(result.start)} ms.`);
	if (result.memory)
		lines.push(`Private memory of a worker after every page and form: at most ${(Math.max(...Object.values(result.memory.workers)) / 1024).toFixed(1)} MB; of all programs together (PSS): ${result.memory.pss ? `${whole(result.memory.pss / 1024)} MB` : "unknown"}.`);
	for (const { name, ratio: times } of result.lists ?? [])
		lines.push(`${name[0].toUpperCase()}${name.slice(1)}: ${brief(times)} times the short one’s.`);
	return lines;
}

function peersTable(draw, peers) {
	const columns = [["", (row) => row.name], ["portal /s", (row) => whole(row.own)], ["peer /s", (row) => whole(row.peer)], ["times", (row) => brief(row.times)]];
	return peers.map((peer) => `${peer.name} ${peer.version}\n${draw === markdown ? "\n" : ""}${table(draw, columns, peer.rows)}`).join("\n\n");
}

function bodyOf(draw, report) {
	const parts = [];
	for (const result of report.results) {
		parts.push(`${whole(result.scale)} tickets, topics, suggestions and articles${result.filled ? ` (filled in ${whole(result.filled)} s)` : ""}`);
		parts.push(table(draw, COLUMNS, [...result.rows, ...result.bare]));
		parts.push(notes(result).map((line) => (draw === markdown ? `- ${line}` : line)).join("\n"));
		if (result.peers?.length)
			parts.push(peersTable(draw, result.peers));
	}
	return [...parts, growthTable(draw, report)].filter(Boolean).join("\n\n");
}

const machine = ({ date, machine: { cpu, cores, memory, load: busy } }) => `${date}, ${cores} × ${cpu}, ${memory} GB, load before the run ${busy}`;

/* How the lists are read, on the terminal only. */
function plans({ scale, explain = {} }) {
	const lines = Object.entries(explain).flatMap(([path, statements]) => [path, ...statements.map((steps) => `    ${steps}`)]);
	return lines.length ? `How the lists are read at ${whole(scale)} rows:\n${lines.join("\n")}\n` : "";
}

export function print(report) {
	console.log(`${machine(report)}\n\n${bodyOf(plain, report)}\n\n${report.results.map(plans).join("\n")}`);
}

/* Claims that fell short stand below the table. */
export function readme(report) {
	const missed = report.claims.filter(({ reached }) => !reached);
	const short = missed.length ? `\n\nFalls short of what is wanted:\n\n${missed.map((one) => `- ${one.name} (${one.what})`).join("\n")}` : "";
	return `${machine(report)}; ${report.claims.length - missed.length} of ${report.claims.length} wanted figures reached.\n\n${bodyOf(markdown, report)}${short}`;
}

export function writeReadme(report) {
	const path = join(TOP, "README.md");
	const text = readFileSync(path, "utf8");
	const [from, to] = [text.indexOf(START), text.indexOf(END)];
	if (from < 0 || to < from)
		throw new Error("README.md has no place for the table");
	writeFileSync(path, `${text.slice(0, from + START.length)}\n\n${readme(report)}\n\n${text.slice(to)}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
	const args = process.argv.slice(2);
	const report = JSON.parse(readFileSync(args.find((arg) => !arg.startsWith("--")) ?? KEPT, "utf8"));
	args.includes("--readme") ? writeReadme(report) : print(report);
}
