/*
 * Reporter of `node --test` for run.mjs: one line a test, "ok 12 name" or "not ok 12 name" with what went wrong below it.
 * Suites and the files themselves are not tests, unless a file fails as a whole.
 */
import { inspect } from "node:util";

const trails = new Map();

/* The names of the suites around a test, by file and nesting. */
function nameOf({ name, nesting, file }, started) {
	const trail = trails.get(file) ?? [];
	if (started) {
		trail[nesting] = name;
		trail.length = nesting + 1;
		trails.set(file, trail);
	}
	return [...trail.slice(0, nesting), name].join(" > ");
}

const isFile = ({ name, file }) => name === file || (name.endsWith(".mjs") && name.includes("/"));

function explain(error) {
	const cause = error?.cause ?? error;
	return (cause?.stack ?? inspect(cause)).split("\n").slice(0, 40).map((line) => `    ${line}`).join("\n");
}

export default async function* report(events) {
	let number = 0;
	for await (const { type, data } of events) {
		if (type === "test:start") {
			nameOf(data, true);
			continue;
		}
		if (type === "test:stdout" || type === "test:stderr") {
			yield data.message;
			continue;
		}
		if (type !== "test:pass" && type !== "test:fail")
			continue;
		const { details = {}, skip, todo } = data;
		const parts = details.type === "suite" || isFile(data) || details.error?.failureType === "subtestsFailed";
		const onlyParts = details.error?.failureType === "subtestsFailed";
		if (parts && (type === "test:pass" || onlyParts))
			continue;
		const name = nameOf(data, false);
		const time = `(${Math.round(details.duration_ms ?? 0)} ms)`;
		if (skip !== undefined && skip !== false)
			yield `skip ${++number} ${name} # ${skip === true ? "" : skip}\n`;
		else if (type === "test:pass" || todo)
			yield `ok ${++number} ${name} ${time}\n`;
		else
			yield `not ok ${++number} ${name} ${time}\n${explain(details.error)}\n`;
	}
}
