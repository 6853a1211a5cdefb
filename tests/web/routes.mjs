/* The routes of every program, as the programs themselves print them. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { TOP } from "../harness/stack.mjs";

/* [{ program, method, path, needs, flags, fields, params }] of a stack's build. */
export function routesOf(stack) {
	const programs = /^WEB = (.*)$/m.exec(readFileSync(join(TOP, "Makefile"), "utf8"))[1].split(" ");
	return programs.flatMap((program) => {
		const out = execFileSync(join(resolve(TOP, stack.build), "bin", program), ["--routes"], { encoding: "utf8", env: { PATH: process.env.PATH } });
		return out.split("\n").filter(Boolean).map((line) => {
			const [method, path, needs, ...rest] = line.split(" ");
			const fields = rest.find((word) => word.startsWith("fields="))?.slice(7).split(",") ?? [];
			return { program, method, path, needs, flags: rest.filter((word) => !word.startsWith("fields=")), fields, params: [...path.matchAll(/:(\w+)/g)].map((one) => one[1]) };
		});
	});
}

/* Staff's pages carry no language; all others do here. */
export const addressOf = (path) => (/^\/(?:desk|admin)(?:[/.]|$)/.test(path) ? path : `/en${path}`);
