/*
 * A portal for measuring: 10,000 rows and more in each growing table (portal.sql), no page cache, no request limits.
 * Account 11 is a customer with 200 tickets, 10000001 of 20 messages; account 2 is an agent. Both are signed in already.
 */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { TOP, startStack } from "../harness/stack.mjs";

export const PROOF = Boolean(process.env.PROOF);
export const PASSWORD = "slow trains carry patient people";
export const CUSTOMER = { mail: "person11@example.org", cookie: "bench-customer-bench-customer-bench-custome" };
export const AGENT = { mail: "person2@example.org", cookie: "bench-agent-bench-agent-bench-agent-bench-a" };
export const TICKET = 10000001;

/* The header of somebody who is signed in; nothing for a visitor. */
export const cookieOf = (who) => (who ? { Cookie: `portico_session=${who.cookie}` } : {});

const markupVersion = () => /#define MARKUP_VERSION (\d+)/.exec(readFileSync(join(TOP, "lib/io/markup.h"), "utf8"))[1];

export async function startPortal(options) {
	const stack = await startStack({ own: true, demo: false, cache: "off", limits: false, ...options });
	try {
		stack.sql(`SET @markup = ${markupVersion()};\n${readFileSync(join(TOP, "tests/bench/portal.sql"), "utf8")}`);
	} catch (error) {
		await stack.stop();
		throw error;
	}
	return stack;
}

const run = promisify(execFile);

/*
 * Sends requests for some seconds over 16 connections: { requests, perSecond }. A broken connection fails, and an error's status
 * does unless `anyStatus`. `script` is a Lua file for wrk, `args` what it is told.
 */
export async function hammer(url, { who, seconds = 2, connections = 16, script, args = [], anyStatus = false } = {}) {
	const headers = Object.entries(cookieOf(who)).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
	const scripted = script ? ["-s", script] : [];
	const command = ["-t1", `-c${connections}`, `-d${seconds}s`, "--timeout", "10s", ...headers, ...scripted, url, ...(args.length ? ["--", ...args] : [])];
	const { stdout } = await run("wrk", command);
	const bad = /Socket errors: .*/.exec(stdout) ?? /Non-2xx or 3xx responses: \d+/.exec(stdout);
	if (bad && !(anyStatus && bad[0].startsWith("Non")))
		throw new Error(`${url}: ${bad[0]}`);
	return { requests: Number(/(\d+) requests in/.exec(stdout)[1]), perSecond: Number(/Requests\/sec:\s*([\d.]+)/.exec(stdout)[1]) };
}
