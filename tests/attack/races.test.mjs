/*
 * Every form there is, sent many times at once as it stands (T7, DAT-05): one effect, one answer for all of them. What one sending
 * does is seen in a twin world: the same form, sent once. The rows of all tables and the sums of their counters must have moved
 * alike. PROOF=1: 50 at once for each form; else 50 for those where it would hurt most and 5 for the others.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, multipart, urlencoded } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { png } from "../web/png.mjs";
import { routesOf } from "../web/routes.mjs";
import { keyOfRoute, routeFinder, targetsOf } from "./crawl.mjs";
import { CONF, PASSWORD, World, openGates } from "./world.mjs";

const ROLES = ["customer", "mate", "agent", "admin", "anonymous"];
const MANY = 50;
const FEW = process.env.PROOF ? MANY : 5;
const HASHED = 4; /* passwords are hashed one after the other, and who waits too long is told so (AUTH-02) */

/* Where two effects would hurt most. */
const RISKY = new Set(["/tickets/new", "/tickets/:number/reply", "/tickets/:number/close", "/tickets/:number/reopen", "/desk/:number/reply", "/desk/:number/update", "/forum/new", "/forum/topic/:id/reply", "/forum/post/:id/like", "/suggestions/new", "/suggestions/:id/vote", "/suggestions/:id/comment",
	"/company/:id/invites", "/login/register", "/admin/companies/new", "/account/delete", "/kb/:slug/vote", "/admin/people/:id/merge"].map((path) => `POST ${path}`));

/* The same thing in both worlds: whoever comes second finds it changed already. */
const SHARED = /^POST \/admin\/(?:statuses|settings|community)/;

/* Forms that end things for the others: they come last. */
const LAST = [/\/(?:delete|remove|leave|staff|judge|withdraw|end|others|forget|close|trust)$|people\/:id\/merge$|\/moderation$|\/:act$/, /^POST \/account\/(?:delete|security)|^POST \/login|^POST \/company\/invite|^POST \/admin\/(?:settings|people\/:id\/role)/, /^POST \/login\/out/];

let stack, routes, findRoute, twin, world, plays;
const all = () => routes.filter((route) => route.method === "POST");
const isSecret = (route) => route.flags.includes("secret"); // hands something out once: outside the protocol, by name

before(async () => {
	stack = await startStack({ own: true, demo: false, build: process.env.BUILD_ASAN ?? "build-asan", workers: 4, conf: CONF, env: { PORTICO_ROBOT_SECONDS: "0" } });
	openGates(stack);
	routes = routesOf(stack);
	findRoute = routeFinder(routes);
	await stack.hold("worker"); // it would tidy away what is counted
});
after(() => stack?.stop());

/* --- what can be sent ----------------------------------------------------------------------------------------------------- */

/* Cookies that forms of strangers hang on. */
async function fresh(inWorld) {
	inWorld.anonymous.client = new Client(stack);
	await inWorld.anonymous.client.get("/en/login");
}

/* The same form in either world: numbers of things stand in its address and in its buttons. */
const placeOf = (target) => [keyOfRoute(target.route), ...(target.button ?? []).map((text) => text.replace(/\d+/g, "N")), ...new Set(Object.keys(target.kinds).map((name) => name.replace(/\d+/, "N")).sort())].join(" ");

/* For each route its forms, by role and page. Both worlds' pages are the same, one by one. */
async function findPlays(inWorld) {
	const found = new Map();
	for (const role of ROLES)
		for (const [index, path] of inWorld.seeds(role).entries()) {
			const page = await inWorld[role].client.get(path);
			for (const target of targetsOf(page, findRoute).filter((one) => one.method === "POST")) {
				const list = found.get(keyOfRoute(target.route)) ?? [];
				const same = (one) => one.role === role && one.place === placeOf(target);
				if (!list.some(same))
					found.set(keyOfRoute(target.route), [...list, { role, index, place: placeOf(target), route: target.route, button: target.button }]);
			}
		}
	return found;
}

let made = 0;

function valueFor(name, kind, target, inWorld) {
	const tag = `${inWorld.tag}-${made}`;
	const options = kind.values.filter(Boolean);
	const own = { billing_mail: `race-${tag}@example.org`, q: "idea", topic: inWorld.talk.id, mail: `race-${tag}@example.org`, name: `Race ${tag}`, password: `${PASSWORD} ${made}`, current: PASSWORD, slug: `race-${tag}`, title: `A title ${tag}`, subject: `A subject ${tag}`, tags: "one, two", field_1: "1", field_2: "A7", company: inWorld.company.name, person: options[0] ?? inWorld.mate.mail };
	if (/\/participants$/.test(target.route.path))
		return inWorld.other.mail;
	if (/\/groups\/:id\/members$|\/companies\/:id\/members$/.test(target.route.path) && name === "mail")
		return inWorld.stranger.mail;
	const ours = options.find((one) => [inWorld.place, inWorld.board, `p-${inWorld.tag}`].includes(one));
	if (/^(?:category|board)$/.test(name) && ours)
		return ours;
	if (kind.type === "select" || kind.type === "radio")
		return options.find((one) => one !== target.fields.find(([field]) => field === name)?.[1]) ?? options[0] ?? "";
	return own[name] ?? `Words ${tag}`;
}

/* A form's fields: what stands in it, and what somebody would write where nothing stands. */
function fill(target, inWorld) {
	const fields = new Map(target.fields);
	for (const [name, kind] of Object.entries(target.kinds)) {
		if (["token", "website"].includes(name) || ["submit", "button", "file", "hidden"].includes(kind.type))
			continue;
		if (kind.type === "select" && !/audience|company|lang|group|field_1/.test(name)) // another choice than the one that stands: else nothing would change
			fields.set(name, valueFor(name, kind, target, inWorld));
		else if (kind.type === "checkbox" ? !fields.has(name) && (name === "sure" || kind.required) : !fields.get(name) || ["name", "title", "body", "subject"].includes(name))
			fields.set(name, kind.type === "checkbox" ? (kind.values[0] ?? "on") : valueFor(name, kind, target, inWorld));
	}
	if (target.button)
		fields.set(...target.button);
	if (target.token)
		fields.set("token", target.token);
	const files = target.files.map((name) => [name, /picture/.test(name) ? { name: "a.png", type: "image/png", content: png(64) } : { name: "a.txt", content: "A file" }]);
	return target.multipart ? multipart([...fields, ...files]) : urlencoded([...fields]);
}

/* The form of a play in one of the worlds, filled in; undefined if its page does not show it any more. */
async function ready(play, inWorld) {
	if (play.role === "anonymous")
		await fresh(inWorld);
	else if ((await inWorld[play.role].client.get("/en/account")).status !== 200)
		inWorld.revive(play.role);
	const { client } = inWorld[play.role];
	const page = await client.get(inWorld.seeds(play.role)[play.index]);
	const target = targetsOf(page, findRoute).find((one) => placeOf(one) === play.place);
	return target && { client, path: target.path, ...fill(target, inWorld) };
}

const send = ({ client, path, type, body }) => client.clone().request("POST", path, { type, body, headers: { Origin: client.origin, "Sec-Fetch-Site": "same-origin" }, timeout: 60000 });

/* --- what it did ------------------------------------------------------------------------------------------------------------ */

/* Not looked at: what counts each sending, whether it did anything or not, and what is counted anew now and then. */
const LEFT_OUT = ["submit", "attempt", "gate", "session", "search_log", "heartbeat", "migration", "device", "trust", "badge"];
let census;

function countAll() {
	if (!census) {
		const columns = stack.sql(`SELECT c.table_name AS t, GROUP_CONCAT(IF(c.column_name REGEXP '(count|version|places|tries|level|topics|posts|votes)$' AND c.data_type IN ('int', 'bigint', 'smallint', 'tinyint'), c.column_name, NULL)) AS counters
			FROM information_schema.columns c JOIN information_schema.tables t ON t.table_name = c.table_name AND t.table_schema = c.table_schema AND t.table_type = 'BASE TABLE' WHERE c.table_schema = 'portico' GROUP BY c.table_name`);
		census = columns.filter(({ t }) => !LEFT_OUT.includes(t)).map(({ t, counters }) => `SELECT '${t}' AS t, COUNT(*) AS n, ${counters && t !== "setting" ? counters.split(",").map((one) => `COALESCE(SUM(\`${one}\`), 0)`).join(" + ") : "0"} AS s FROM \`${t}\``).join(" UNION ALL ");
	}
	return new Map(stack.sql(census).flatMap(({ t, n, s }) => [[`rows of ${t}`, Number(n)], [`counters of ${t}`, Number(s)]]));
}

const moved = (was, is) => Object.fromEntries([...is].filter(([name, count]) => count !== was.get(name)).map(([name, count]) => [name, count - was.get(name)]));

async function measured(play, inWorld, times) {
	const form = await ready(play, inWorld);
	if (!form)
		return undefined;
	const was = countAll();
	const answers = await Promise.all(Array.from({ length: times }, () => send(form)));
	return { answers, effect: moved(was, countAll()) };
}

/* --- the test ------------------------------------------------------------------------------------------------------------------ */

const turn = (name) => LAST.findLastIndex((pattern) => pattern.test(name)) + 1;
const timesOf = (route) => (/password|\/login\/(?:confirm|reset)|invite\/new|\/account\/(?:delete|data|security)/.test(`${route.fields} ${route.path}`) && route.fields.some((field) => ["password", "current"].includes(field)) ? HASHED : RISKY.has(keyOfRoute(route)) ? MANY : FEW);

/* Once in the twin, many times in the world: [what is wrong, whether it had an effect]. */
async function race(play) {
	made++;
	const single = await measured(play, twin, 1);
	if (!single || ![200, 303].includes(single.answers[0].status))
		return { refused: single?.answers[0].status ?? "no form" };
	const times = timesOf(play.route);
	const many = await measured(play, world, times);
	if (!many)
		return { faults: ["the form is not there in the second world"] };
	const seen = [...new Set(many.answers.map((answer) => `${answer.status} ${answer.location ?? ""}`))];
	const faults = [];
	if (seen.length > 1)
		faults.push(`${times} at once got ${seen.join(" and ")}`);
	if (many.answers.some((answer) => answer.status !== single.answers[0].status))
		faults.push(`status ${many.answers[0].status} instead of ${single.answers[0].status}`);
	const within = Object.entries(many.effect).every(([what, count]) => Math.abs(count) <= Math.abs(single.effect[what] ?? 0));
	if (SHARED.test(keyOfRoute(play.route)) ? !within : JSON.stringify(many.effect) !== JSON.stringify(single.effect))
		faults.push(`${times} at once did ${JSON.stringify(many.effect)}, one does ${JSON.stringify(single.effect)}`);
	return { faults, effect: Object.keys(single.effect).length > 0, times };
}

test(`T7, DAT-05: each form sent up to ${MANY} times at once has one effect and one answer`, { timeout: 3600000 }, async (t) => {
	twin = new World(stack);
	world = new World(stack);
	await Promise.all([fresh(twin), fresh(world)]);
	plays = await findPlays(twin);
	const names = all().filter((route) => !isSecret(route)).map(keyOfRoute).sort((a, b) => turn(a) - turn(b));
	const wrong = [], idle = [], refused = [];
	let acted = 0, sent = 0;
	for (const name of names) {
		let last;
		for (const play of (plays.get(name) ?? []).slice(0, 5)) {
			const one = await race(play);
			last = one.refused && last && !last.refused ? last : one;
			sent += one.times ?? 0;
			wrong.push(...(one.faults ?? []).map((fault) => `${name}: ${fault}`));
			if (one.effect)
				break;
		}
		if (last?.effect)
			acted++;
		else if (last && !last.refused)
			idle.push(name);
		else
			refused.push(`${name}: ${last?.refused ?? "no form"}`);
	}
	t.diagnostic(`${names.length} forms, ${acted} with an effect, ${sent} sent at once; without one: ${idle.join(", ") || "none"}; not sent: ${refused.join(", ") || "none"}`);
	assert.deepEqual(wrong, []);
	assert.ok(acted >= names.length * 0.65, `${acted} of ${names.length} forms had an effect`);
});

test("T7: forms that are refused are refused alike, and do nothing", { timeout: 600000 }, async () => {
	const wrong = [], other = new World(stack);
	for (const [role, path, action, fields] of [["customer", `/en/tickets/new?topic=${other.topic}&subject=x`, "/tickets/new", { subject: "" }], ["customer", "/en/account", "/account", { name: "" }], ["admin", "/admin/companies/new", "/admin/companies/new", { name: "" }], ["customer", "/en/forum/new", "/forum/new", { title: "", body: "" }]]) {
		const { client } = other[role];
		const page = await client.get(path);
		const target = targetsOf(page, findRoute).find((one) => one.method === "POST" && one.route.path === action);
		const form = { client, path: target.path, ...urlencoded([...target.fields.filter(([name]) => !(name in fields)), ...Object.entries(fields), ["token", target.token]]) };
		const was = countAll();
		const answers = await Promise.all(Array.from({ length: 20 }, () => send(form)));
		const effect = moved(was, countAll());
		const seen = [...new Set(answers.map(({ status }) => status))];
		if (String(seen) !== "422" || Object.keys(effect).length)
			wrong.push(`${action}: ${seen} ${JSON.stringify(effect)}`);
	}
	assert.deepEqual(wrong, []);
});

test("T7: no program died in the races, and no sanitizer had anything to say", () => {
	assert.equal(stack.sanitizerReports(), "");
	for (const program of new Set(routes.map((route) => route.program)))
		assert.equal(/.*(?:Assertion|Sanitizer).*/.exec(stack.log(program))?.[0], undefined, program);
});
