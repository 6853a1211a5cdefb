/*
 * How the database goes about the lists: the EXPLAIN of each statement as it ran, out of its log of slow statements, which takes
 * all of them for a moment. Connections are cut before and after, because only new ones know of that.
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { bytesOf } from "./measure.mjs";

function reconnect(stand) {
	for (const { id } of stand.stack.sql("SELECT id FROM information_schema.processlist WHERE user = 'portico'"))
		try {
			stand.stack.sql(`KILL ${id}`);
		} catch {
			// it has gone by itself
		}
}

/* "s ref suggestion_seen_heat 21 rows", of each table that is not a result of the same statement. */
function stepsOf(entry) {
	const lines = [...entry.matchAll(/^# explain: (.*)$/gm)].map(([, line]) => line.split("\t"));
	const head = lines.shift() ?? [];
	const at = (line, name) => line[head.indexOf(name)];
	return lines.filter((line) => at(line, "table") && !/^<|^NULL$/.test(at(line, "table"))).map((line) => `${at(line, "table")} ${at(line, "type")} ${at(line, "key")} ${at(line, "r_rows")} rows`);
}

async function statementsOf(stand, page, file) {
	rmSync(file, { force: true });
	stand.stack.sql("FLUSH SLOW LOGS");
	await bytesOf(stand.url + page.path, page);
	return readFileSync(file, "utf8")
		.split(/^# Time: |^# User@Host: /m)
		.filter((entry) => /^# explain: /m.test(entry))
		.map((entry) => stepsOf(entry).join(", "))
		.filter(Boolean);
}

/* { path: [steps of each statement] } */
export async function explainPages(stand, pages) {
	const file = join(stand.stack.varDir, "tmp/statements.log");
	const found = {};
	await stand.withoutWorker(async () => {
		stand.stack.sql(`SET GLOBAL slow_query_log_file = '${file}'; SET GLOBAL log_slow_verbosity = 'explain'; SET GLOBAL long_query_time = 0; SET GLOBAL slow_query_log = 1`);
		reconnect(stand);
		try {
			for (const page of pages) {
				await bytesOf(stand.url + page.path, page);
				found[page.path] = await statementsOf(stand, page, file);
			}
		} finally {
			stand.stack.sql("SET GLOBAL slow_query_log = 0; SET GLOBAL long_query_time = 10");
			reconnect(stand);
		}
	});
	return found;
}
