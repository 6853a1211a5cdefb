/*
 * Crawls the portal as each role and asks again for everything it found, with naughty strings, wrong types, broken UTF-8, missing,
 * doubled and unknown fields, tampered tokens. No answer may fail, show hostile text raw, show the machine's inside, lack a header
 * or be slow; no program may die. SEED= for other dice, REQUESTS= for more or fewer; PROOF=1: 200,000.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { formToken, keyOf } from "../web/form_token.mjs";
import { routesOf } from "../web/routes.mjs";
import { crawl, keyOfRoute, routeFinder } from "./crawl.mjs";
import { Fuzzer } from "./fuzzer.mjs";
import { faultsOf, logFaults, SLOWEST } from "./judge.mjs";
import { MARK } from "./naughty.mjs";
import { CONF, ROLES, World, openGates } from "./world.mjs";

const SEED = Number(process.env.SEED ?? 1);
const REQUESTS = Number(process.env.REQUESTS ?? (process.env.PROOF ? 200000 : 3000));
const MINUTES = Number(process.env.FUZZ_MINUTES ?? 600); /* stops earlier, and says how far it came */
const LANES = 6;
const RENEW = 3000;  /* requests after which people and things are new: the old ones have been worn out */
const CHECK_EACH = 40; /* requests of a role after which somebody looks whether it is still signed in */

let stack, routes, findRoute, world;
const findings = new Map();

before(async () => {
	stack = await startStack({ own: true, demo: false, build: process.env.BUILD_ASAN ?? "build-asan", workers: 2, conf: CONF, env: { PORTICO_ROBOT_SECONDS: "0" } });
	openGates(stack);
	routes = routesOf(stack);
	findRoute = routeFinder(routes);
});
after(() => stack?.stop());

/* Alike findings are told once, with the first request that showed them. */
function note(what, faults, request) {
	for (const fault of faults) {
		const kind = `${request.method} ${findRoute(request.method, request.path)?.path ?? request.path.slice(0, 80)}: ${fault.slice(0, 300)}`;
		const known = findings.get(kind);
		if (known)
			known.times++;
		else
			findings.set(kind, { times: 1, what, request: `${request.method} ${request.path.slice(0, 600)} ${JSON.stringify(request.headers ?? {}).slice(0, 300)} ${String(request.body ?? "").slice(0, 900)}` });
	}
}

const told = () => [...findings].slice(0, 25).map(([kind, { times, what, request }]) => `${kind}\n   ${times} times, first by ${what}\n   ${request}`).join("\n");

async function surfaceOf(role, phase) {
	const { client } = world[role];
	const look = (page) => note(`${phase} as ${role}`, faultsOf(stack, page), { method: "GET", path: page.path });
	return crawl(client, world.seeds(role), { findRoute, look, ...(process.env.PROOF ? { total: 320 } : { total: 130, most: 1 }) });
}

async function surfaces(phase) {
	const found = await Promise.all(ROLES.map((role) => surfaceOf(role, phase)));
	return Object.fromEntries(ROLES.map((role, i) => [role, found[i]]));
}

test("HDR-01, HDR-02: every page that a role reaches by links carries the policy and its companions, and nothing inline", { timeout: 600000 }, async (t) => {
	world = new World(stack);
	const found = await surfaces("crawl");
	const reached = new Set(ROLES.flatMap((role) => [...found[role].targets.keys(), ...found[role].links.keys()]));
	t.diagnostic(`${ROLES.map((role) => `${role} ${found[role].pages}`).join(", ")} pages; ${reached.size} of ${routes.length} routes reached`);
	const missed = routes.map(keyOfRoute).filter((name) => !reached.has(name));
	t.diagnostic(`not reached by links: ${missed.join(", ") || "none"}`);
	assert.ok(reached.size > routes.length * 0.85, `${reached.size} of ${routes.length} routes are reached`);
	assert.equal(told(), "");
	fuzzer = new Fuzzer({ seed: SEED, key: keyOf(stack), routes, surfaces: found, world: () => world });
});

let fuzzer;
const counts = { statuses: {}, slowest: { ms: 0 }, revived: 0, worlds: 1 };
const since = {};

/* Signed out, disabled or worse: he comes back. False if he cannot. */
async function keepAlive(role) {
	since[role] = 0;
	const { client } = world[role];
	if (role !== "anonymous" && (await client.get(role === "customer" ? "/en/account" : role === "agent" ? "/desk" : "/admin")).status === 200)
		return true;
	counts.revived += role === "anonymous" ? 0 : 1;
	if (!world.revive(role))
		return false;
	await client.get("/en/login"); // the cookie that a stranger's tokens hang on
	return true;
}

/* Each form empty, then with each field wrong: a page that shows itself again must not lean on what was not sent. */
const wrongly = (target, client) =>
	[() => undefined, () => MARK, () => "99999999", () => "\u06f9"].map((value) => {
		const fields = target.route.fields.map((name) => [name, value()]).filter(([, one]) => one !== undefined);
		return [...fields, ["token", formToken(fuzzer.key, client, target.route.path)]];
	});

test("T1: each form that is empty, or wrong in every field, is refused with a page", { timeout: 600000 }, async (t) => {
	const statuses = {};
	for (const role of ROLES)
		for (const targets of fuzzer.surfaces[role].targets.values()) {
			const [target] = targets, { client } = world[role];
			if (target.method !== "POST" || /\/out$|\/delete$/.test(target.route.path))
				continue;
			for (const fields of wrongly(target, client)) {
				const page = await client.post(target.path, fields, { multipart: target.multipart });
				note(`a wrong form of ${role}`, faultsOf(stack, page), { method: "POST", path: target.path, body: String(fields) });
				statuses[page.status] = (statuses[page.status] ?? 0) + 1;
			}
			if (role !== "anonymous" && ["/account/security", "/login", "/account/sessions", "/admin/people"].some((start) => target.route.path.startsWith(start)))
				await keepAlive(role);
		}
	t.diagnostic(JSON.stringify(statuses));
	assert.equal(told(), "");
	assert.ok(statuses[422] > 30);
});

async function renew(phase) {
	world = new World(stack);
	counts.worlds++;
	await world.anonymous.client.get("/en/login");
	fuzzer.surfaces = await surfaces(phase);
}

async function one(index) {
	const request = fuzzer.make(index);
	const { client } = world[request.role];
	const answer = await client.request(request.method, request.path, { headers: { ...(request.method === "POST" && request.headers.Origin === undefined ? { Origin: client.origin } : {}), ...request.headers }, body: request.body, type: request.type }).catch((error) => ({ error }));
	if (answer.error)
		return note(request.what, [`no answer: ${answer.error.message}`], request);
	counts.statuses[answer.status] = (counts.statuses[answer.status] ?? 0) + 1;
	if (answer.ms > counts.slowest.ms)
		counts.slowest = { ms: Math.round(answer.ms), what: `${request.what} ${request.method} ${request.path.slice(0, 100)}` };
	note(request.what, faultsOf(stack, answer), request);
	since[request.role] = (since[request.role] ?? 0) + 1;
	const lost = answer.status === 303 && /\/login\?next=/.test(answer.location ?? "") && request.role !== "anonymous" && !request.headers.Cookie;
	if ((lost || since[request.role] > CHECK_EACH) && !(await keepAlive(request.role)))
		await renew("after a loss");
}

test(`T1: ${REQUESTS} hostile requests as each role (seed ${SEED}): none fails, comes back raw, tells of the inside, lacks a header or takes longer than ${SLOWEST / 1000} s`, { timeout: 36000000 }, async (t) => {
	await world.anonymous.client.get("/en/login");
	const started = Date.now(), end = started + MINUTES * 60000;
	let next = 0;
	while (next < REQUESTS && Date.now() < end) {
		const stop = Math.min(REQUESTS, next + RENEW);
		const lane = async () => {
			while (next < stop && Date.now() < end)
				await one(next++);
		};
		await Promise.all(Array.from({ length: LANES }, lane));
		if (next < REQUESTS && Date.now() < end)
			await renew("crawl between");
	}
	t.diagnostic(`${next} requests in ${Math.round((Date.now() - started) / 1000)} s; ${Object.entries(counts.statuses).map(([status, times]) => `${status}: ${times}`).join(", ")}`);
	t.diagnostic(`slowest ${counts.slowest.ms} ms (${counts.slowest.what}); ${counts.revived} signed in again, ${counts.worlds} worlds`);
	assert.equal(told(), "");
	assert.ok(counts.statuses[303] > next / 100, "forms that are accepted are among them");
});

test("INJ-02: what the hostile requests left behind is shown escaped, in every page and mail", { timeout: 600000 }, async (t) => {
	for (const role of ROLES)
		await keepAlive(role) || await renew("after a loss");
	findings.clear();
	const found = await surfaces("crawl afterwards");
	t.diagnostic(`${ROLES.map((role) => `${role} ${found[role].pages}`).join(", ")} pages afterwards`);
	const mails = stack.mails().slice(-2000);
	for (const mail of mails)
		note(`mail ${mail.subject.slice(0, 60)}`, [
			...(/<\/?zq|<\?cs|zq"(?:'|&#39;)/i.test(mail.html) ? ["hostile text is raw in a mail"] : []),
			...([...mail.headers.keys()].some((name) => name.startsWith("zqheader") || name === "bcc") ? ["a header was begun by a field"] : []),
		], { method: "MAIL", path: mail.path });
	t.diagnostic(`${mails.length} mails`);
	assert.equal(told(), "");
});

test("T1: no program died, no sanitizer had anything to say, and no raw byte stands in a log", () => {
	const programs = [...new Set(routes.map((route) => route.program))];
	assert.deepEqual(logFaults(stack, programs), []);
});
