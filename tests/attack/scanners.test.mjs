/*
 * Scanners that others wrote, wapiti and sqlmap, as each role (T5, INJ-01): only under `make attack` and `make proof`, which install
 * them. What they find fails the run; what plain HTTP on one machine cannot have (Secure cookies, HSTS) is left out by name.
 * SCAN_SECONDS=300: the most that wapiti takes for a role; two fifths of it are the most for each address of sqlmap.
 */
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { routesOf } from "../web/routes.mjs";
import { logFaults } from "./judge.mjs";
import { CONF, ROLES, World, openGates } from "./world.mjs";

const SECONDS = Number(process.env.SCAN_SECONDS ?? 300);
const has = (command) => spawnSync("sh", ["-c", `command -v ${command}`]).status === 0;
const skip = process.env.PROOF || process.env.SCAN_SECONDS ? false : "make attack and make proof";

/* Those that need no server of somebody else's and no hour of guessing at names. */
const MODULES = "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss";

let stack, world, folder;

before(async () => {
	if (skip)
		return;
	stack = await startStack({ own: true, demo: false, build: process.env.BUILD_ASAN ?? "build-asan", workers: 3, conf: CONF, env: { PORTICO_ROBOT_SECONDS: "0" } });
	openGates(stack);
	world = new World(stack);
	folder = mkdtempSync(join(tmpdir(), "portico-scan-"));
});
after(async () => {
	if (folder)
		rmSync(folder, { recursive: true, force: true });
	await stack?.stop();
});

/* Runs a scanner; after `seconds` it is asked to end, later made to. What it wrote, and whether it came to its end by itself. */
function run(command, args, seconds, signal = "SIGINT") {
	return new Promise((done) => {
		const child = spawn(command, args, { env: { ...process.env, HOME: folder, TERM: "dumb", no_proxy: "*" }, stdio: ["pipe", "pipe", "pipe"] });
		child.stdin.on("error", () => {});
		child.stdin.end("r\n".repeat(20)); // stopped, wapiti asks what now: "write the report"
		let text = "";
		for (const stream of [child.stdout, child.stderr])
			stream.setEncoding("utf8").on("data", (piece) => (text += piece));
		const asked = setTimeout(() => child.kill(signal), seconds * 1000);
		const made = setTimeout(() => child.kill("SIGKILL"), (seconds + 30) * 1000);
		child.on("close", (code) => {
			clearTimeout(asked);
			clearTimeout(made);
			done({ text, whole: code === 0 });
		});
	});
}

const cookieOf = (role) => [...world[role].client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");

/* --- wapiti ------------------------------------------------------------------------------------------------------------------- */

/* What it says of every portal on plain HTTP, or of forms that need no token (GET; the anonymous vote, whose Origin is looked at). */
function isOfThisPlace(kind, { info, http_request: request = "", method, path }) {
	if (/secure flag|Strict-Transport-Security|HttpOnly flag is not set in the cookie : portico_(?:lang|theme)/i.test(info))
		return true;
	if (/X-XSS-Protection|X-Frame-Options/i.test(info)) // frame-ancestors and the policy say it
		return true;
	return kind === "Cross Site Request Forgery" && (method === "GET" || /\/vote$|\/login\/out$|\/forum\/preview$/.test(path) || request.startsWith("GET "));
}

function foundBy(report) {
	const all = { ...report.vulnerabilities, ...report.anomalies };
	return Object.entries(all).flatMap(([kind, list]) => list.filter((one) => !isOfThisPlace(kind, one)).map((one) => `${kind}: ${one.method} ${one.path} ${one.parameter ?? ""}: ${one.info}`));
}

for (const role of ROLES)
	test(`T5: wapiti finds nothing as ${role}`, { skip, timeout: (SECONDS + 120) * 1000 }, async (t) => {
		assert.ok(has("wapiti"), "wapiti is missing: sudo nginx/deps.sh attack");
		const output = join(folder, `${role}.json`);
		const starts = world.seeds(role).slice(0, 60).flatMap((path) => ["-s", `${stack.url}${path}`]);
		const cookie = cookieOf(role);
		const args = ["-u", `${stack.url}/`, "--scope", "domain", ...starts, "-m", MODULES, "-l", "2", "-S", "normal", "-d", "4", "--max-links-per-page", "60", "--max-parameters", "12", "--max-scan-time", String(Math.round(SECONDS / 3)), "--max-attack-time", String(Math.round(SECONDS / 24)), "-t", "10",
			"-f", "json", "-o", output, "--store-session", join(folder, role), "--flush-session", "--no-bugreport", ...(cookie ? ["-H", `Cookie: ${cookie}`] : [])];
		const again = setInterval(() => world.keep(role), 3000); // it presses "sign out", too
		const { text } = await run("wapiti", args, SECONDS).finally(() => clearInterval(again));
		assert.ok(existsSync(output), `wapiti wrote no report: ${text.slice(-1500)}`);
		const report = JSON.parse(readFileSync(output, "utf8"));
		t.diagnostic(`${/found (\d+) URLs/.exec(text)?.[1] ?? "no"} addresses and forms; modules: ${[...text.matchAll(/Launching module (\w+)/g)].map((found) => found[1]).join(", ")}`);
		assert.deepEqual(foundBy(report).slice(0, 20), []);
	});

/* --- sqlmap -------------------------------------------------------------------------------------------------------------------- */

/* [role, address, parameters, { body, page }]: where words become conditions of a query. */
const targets = () => [
	["anonymous", "/en/search?q=words&kind=topic&page=1", "q,kind,page"],
	["anonymous", "/en/search/suggest?q=words", "q"],
	["anonymous", `/en/kb/${world.article}*`, ""],
	["anonymous", `/en/forum?view=latest&tag=tag-${world.tag}&at=a1-1`, "view,tag,at"],
	["anonymous", `/en/suggestions?sort=top&status=open&tag=x&at=a1-1`, "sort,status,tag,at"],
	["anonymous", "/en/login", "mail,password", { body: "mail=a%40example.org&password=x&token=x", page: "/en/login" }],
	["anonymous", "/en/login/recover", "mail", { body: "mail=a%40example.org&token=x", page: "/en/login/recover" }],
	["customer", "/en/tickets?scope=company&tab=all&sort=updated&q=words&at=a1-1", "scope,tab,sort,q,at"],
	["customer", `/en/tickets/${world.open.number}*`, ""],
	["agent", "/desk?view=all&sort=newest&q=words&team=1&company=1&at=a1-1", "view,sort,q,team,company,at"],
	["admin", "/admin/people?q=a&role=customer&state=active&company=1&factor=on&sort=name&at=a1-1", "q,role,state,company,factor,sort,at"],
	["admin", "/admin/audit?who=a&action=x&object=ticket&number=1&from=2026-01-01&to=2026-12-31&at=a1-1", "who,action,object,number,from,to,at"],
];

test("INJ-01: sqlmap, level 5 and risk 3, injects nothing", { skip, timeout: 14 * (SECONDS * 0.4 + 60) * 1000 }, async (t) => {
	assert.ok(has("sqlmap"), "sqlmap is missing: sudo nginx/deps.sh attack");
	const found = [], stopped = [];
	const queue = targets();
	const one = async ([role, address, parameters, { body, page } = {}]) => {
		const cookie = cookieOf(role);
		const args = ["-u", `${stack.url}${address}`, "--batch", "--level", "5", "--risk", "3", "--dbms", "MySQL", ...(page ? [] : ["--threads", "4"]), "--time-sec", "3", "--timeout", "15", "--retries", "1", "--flush-session", "--disable-coloring", "--output-dir", join(folder, "sqlmap"), "--ignore-code", "*",
			...(parameters ? ["-p", parameters] : []), ...(cookie ? ["--cookie", cookie] : []), ...(body ? ["--data", body, "--csrf-token", "token", "--csrf-url", `${stack.url}${page}`, "--headers", `Origin: ${stack.url}`] : [])];
		const { text, whole } = await run("sqlmap", args, SECONDS * 0.4, "SIGTERM");
		if (/is vulnerable|injection point\(s\)|Parameter: .*\n\s+Type:|appears to be injectable|seems to be injectable|heuristic .* test shows that .* might be injectable/i.test(text.replace(/false positive or unexploitable.*/g, "")))
			found.push(`${role} ${address}: ${/.*(?:injectable|vulnerable|Type:).*/i.exec(text)?.[0]}`);
		if (!whole)
			stopped.push(address.split("?")[0]);
		assert.ok(/testing|tested|do not appear to be injectable/i.test(text), `sqlmap did nothing for ${address}: ${text.slice(-600)}`);
	};
	const lane = async () => {
		while (queue.length)
			await one(queue.shift());
	};
	await Promise.all([lane(), lane()]);
	t.diagnostic(`${targets().length} addresses; ended by the clock: ${stopped.length}`);
	assert.deepEqual(found, []);
});

test("T5: no program died of the scanners", { skip }, () => {
	assert.deepEqual(logFaults(stack, [...new Set(routesOf(stack).map((route) => route.program))]), []);
});
