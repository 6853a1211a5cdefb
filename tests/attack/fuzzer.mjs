/*
 * Makes hostile requests of what a crawl found: request `index` of a seed is the same each time, given the same pages.
 * What a program would take as right (a token, the other fields) is right, so that the hostile part gets as deep as it can.
 */
import { BODIES, BROKEN, FILES, HEADERS, KINDS, MARK, TYPES, dice, encode, mix, naughty } from "./naughty.mjs";
import { formToken } from "../web/form_token.mjs";
import { keyOfRoute } from "./crawl.mjs";
import { addressOf } from "../web/routes.mjs";

const WORDS = { mail: "somebody@example.org", password: "a long enough phrase of words", current: "a long enough phrase of words", name: "Somebody", number: "12345678" };

/* Fields that nobody declared, as mass assignment tries them. */
const FOREIGN = ["role", "role_id", "account_id", "requester_id", "author_id", "state", "version", "is_admin", "id", "by_staff", "audience", "__proto__", "constructor", "_method", "token", MARK, "a[b]", "field_0", "field_6", "item-20", "x".repeat(65), "x".repeat(64)];

export class Fuzzer {
	constructor({ seed, key, routes, surfaces, world, languages = ["en", "fa", "lt"] }) {
		Object.assign(this, { seed, key, routes, surfaces, world, languages, roles: Object.keys(surfaces) });
		this.columns = FOREIGN;
	}

	/* The request as { role, what, method, path, headers, body, type }. */
	make(index) {
		const die = dice(mix(this.seed, index));
		const role = die.pick(this.roles);
		const route = this.routes[(index + die.below(7)) % this.routes.length];
		const target = this.target(die, role, route);
		const client = this.world()[role].client;
		const request = { role, route, method: route.method, path: this.path(die, target), headers: {}, fields: this.fieldsOf(target, client), files: [], raw: "", multipart: target.multipart };
		const tricks = [];
		for (let more = true; more; more = die.chance(0.2)) {
			const [name, trick] = this.trick(die, route);
			tricks.push(name);
			trick.call(this, die, request, target, client);
		}
		return this.finish(request, `${index}: ${role} ${tricks.join("+")}`);
	}

	/* --- what is asked ---------------------------------------------------------------------------------------------------- */

	/* A form or address that this role was shown; else one that another was shown; else what the route declares. */
	target(die, role, route) {
		const name = keyOfRoute(route);
		for (const one of die.chance(0.85) ? [role, ...this.roles] : [die.pick(this.roles)]) {
			const forms = this.surfaces[one].targets.get(name);
			if (forms?.length)
				return die.pick(forms);
			const links = this.surfaces[one].links.get(name);
			if (links?.length)
				return { route, path: die.pick(links), fields: route.fields.map((field) => [field, WORDS[field] ?? "1"]), kinds: {}, files: [], multipart: false };
		}
		const path = addressOf(route.path).replace(/:(\w+)/g, () => die.pick(["1", "12345678", "x", "A".repeat(43), "0".repeat(32), encode(naughty(die)).slice(0, 500) || "x"]));
		return { route, path, fields: route.fields.map((field) => [field, WORDS[field] ?? "1"]), kinds: {}, files: [], multipart: false };
	}

	path(die, target) {
		const path = target.path.split("?")[0];
		return die.chance(0.3) ? path.replace(/^\/en(?=\/|$)/, `/${die.pick(this.languages)}`) : path;
	}

	/* A form as it is filled in without malice. */
	fieldsOf(target, client) {
		const fields = [];
		const given = new Map(target.fields);
		for (const name of new Set([...given.keys(), ...Object.keys(target.kinds), ...target.route.fields])) {
			const kind = target.kinds[name];
			if (name === "token" || name === "website" || (kind?.type === "submit" || kind?.type === "button") || target.files.includes(name))
				continue;
			const standing = given.get(name) || kind?.values.find(Boolean);
			if (kind?.type === "checkbox" && !given.has(name))
				continue;
			fields.push([name, standing ?? WORDS[name] ?? (given.has(name) ? "Words" : "1")]);
		}
		if (target.button)
			fields.push(target.button);
		if (target.route.method === "POST")
			fields.push(["token", formToken(this.key, client, target.route.path)]);
		else if (target.path.includes("?"))
			for (const [name, value] of new URLSearchParams(target.path.split("?")[1]))
				fields.push([name, value]);
		return fields.map(([name, value]) => [encode(name), encode(String(value))]);
	}

	/* --- tricks ------------------------------------------------------------------------------------------------------------- */

	trick(die, route) {
		const share = die.below(100);
		const table = route.method === "GET" ? GETS : POSTS;
		return table.find(([most]) => share < most).slice(1);
	}

	finish(request, what) {
		const { method, fields, files, headers } = request;
		const text = [...fields.map(([name, value]) => `${name}=${value}`), ...(request.raw ? [request.raw] : [])].join("&");
		if (request.body !== undefined || method === "GET" || method === "HEAD") {
			const path = method === "POST" || !text ? request.path : `${request.path}?${text}`;
			return { role: request.role, what, method, path: path.slice(0, 30000), headers, body: request.body, type: request.type };
		}
		if (!request.multipart && files.length === 0)
			return { role: request.role, what, method, path: request.path, headers, body: text, type: request.type ?? "application/x-www-form-urlencoded" };
		return { role: request.role, what, method, path: request.path, headers, ...multipartOf(fields, files, request.type) };
	}
}

function decode(text) {
	try {
		return Buffer.from(decodeURIComponent(text));
	} catch {
		return Buffer.from(text.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))), "latin1");
	}
}

function multipartOf(fields, files, type) {
	const pieces = [];
	for (const [name, value] of fields)
		pieces.push(Buffer.from(`--zq\r\nContent-Disposition: form-data; name="${name.replace(/%22/g, "")}"\r\n\r\n`), decode(value), Buffer.from("\r\n"));
	for (const { field, name, type: kind, content } of files)
		pieces.push(Buffer.from(`--zq\r\nContent-Disposition: form-data; name="${field}"; filename="${name.replace(/"/g, "%22")}"\r\nContent-Type: ${kind ?? "application/octet-stream"}\r\n\r\n`), Buffer.from(content), Buffer.from("\r\n"));
	pieces.push(Buffer.from("--zq--\r\n"));
	return { body: Buffer.concat(pieces), type: type ?? "multipart/form-data; boundary=zq" };
}

const anyField = (die, request) => (request.fields.length ? die.below(request.fields.length) : -1);
const isToken = ([name]) => name === "token";

function oneField(die, request) {
	const free = request.fields.map((pair, i) => [pair, i]).filter(([pair]) => !isToken(pair));
	if (!free.length)
		return void request.fields.push([die.pick(["q", "at", "next", "x"]), encode(naughty(die))]);
	const [[name], i] = die.pick(free);
	request.fields[i] = [name, encode(die.chance(0.2) ? die.pick(KINDS.NUMBERS) : naughty(die))];
}

function allFields(die, request) {
	request.fields = request.fields.map((pair) => (isToken(pair) ? pair : [pair[0], encode(naughty(die)).slice(0, 20000)]));
}

function brokenText(die, request) {
	const at = anyField(die, request);
	const bytes = die.pick(BROKEN);
	if (at < 0 || die.chance(0.2))
		request.raw = `${bytes}=${bytes}`;
	else
		request.fields[at] = [request.fields[at][0], `a${bytes}b`];
}

function missing(die, request) {
	const at = anyField(die, request);
	if (at >= 0)
		request.fields.splice(at, die.chance(0.3) ? 100 : 1);
}

function doubled(die, request) {
	const at = anyField(die, request);
	if (at < 0)
		return;
	const [name, value] = request.fields[at];
	const times = die.chance(0.1) ? 250 : 1;
	for (let i = 0; i < times; i++)
		request.fields.splice(die.chance(0.5) ? at : request.fields.length, 0, [name, die.chance(0.5) ? value : encode(naughty(die)).slice(0, 2000)]);
}

function unknown(die, request) {
	const names = Array.from({ length: die.chance(0.1) ? 210 : 1 + die.below(5) }, () => die.pick(FOREIGN));
	for (const name of names)
		request.fields.push([encode(name), die.pick(["1", "admin", "true", encode(MARK)])]);
}

function token(die, request, target, client) {
	const i = request.fields.findIndex(isToken);
	const right = i >= 0 ? request.fields[i][1] : "";
	const flip = (text) => {
		const at = die.below(text.length || 1);
		return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
	};
	const made = die.pick([
		() => flip(right), () => right.slice(0, die.below(right.length || 1)), () => `${right}A`, () => "", () => "A".repeat(96), () => encode(naughty(die)), () => "A".repeat(60000),
		() => formToken(this.key, client, "/login"), () => formToken(this.key, { cookies: new Map() }, target.route.path), () => formToken(this.key, client, target.route.path, 13 * 3600), () => formToken(this.key, client, target.route.path, -3600),
		() => formToken(this.key, client, target.route.path, 2 ** 40),
	])();
	request.fields = [...request.fields.filter((pair) => !isToken(pair)), ["token", made]];
}

function place(die, request) {
	const pieces = request.path.split("/");
	const at = 1 + die.below(Math.max(1, pieces.length - 1));
	const text = die.pick([() => encode(die.pick(KINDS.NUMBERS)) || "0", () => encode(naughty(die)).slice(0, 3000) || "x", () => die.pick(BROKEN.filter((one) => /^%[0-9a-f]{2}/.test(one))), () => `${pieces[at]}/`, () => `${pieces[at]}%00`, () => `0${pieces[at]}`, () => `${pieces[at]}.json`, () => "", () => ".."])();
	pieces[at] = text;
	request.path = pieces.join("/") || "/";
	if (!request.path.startsWith("/"))
		request.path = `/${request.path}`;
}

function query(die, request) {
	const text = die.pick([() => `${encode(naughty(die))}`.slice(0, 6000), () => `at=${encode(naughty(die))}`.slice(0, 6000), () => `done=${encode(MARK)}&lang=xx`, () => "a=1&".repeat(die.pick([10, 300, 1100])), () => die.pick(BROKEN), () => `next=${encode(die.pick(KINDS.ADDRESSES))}`, () => "?", () => "&=&"])();
	if (request.method === "POST")
		request.path = `${request.path}?${text}`;
	else
		request.raw = text;
}

function head(die, request) {
	const one = die.pick(HEADERS);
	Object.assign(request.headers, Object.fromEntries(Object.entries(one).filter(([, value]) => value !== "")));
}

function otherMethod(die, request) {
	request.method = die.pick(["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"]);
	if (request.method !== "GET" && request.method !== "HEAD")
		request.body = "a=1";
}

function otherType(die, request) {
	request.type = die.pick(TYPES);
	request.multipart = die.chance(0.5);
}

function oddBody(die, request) {
	request.body = die.pick(BODIES);
	request.type = die.pick([`multipart/form-data; boundary=zq`, "application/x-www-form-urlencoded", die.pick(TYPES)]);
}

function shape(die, request) {
	request.multipart = !request.multipart;
}

function files(die, request, target) {
	const many = die.chance(0.1) ? 12 : 1 + die.below(2);
	for (let i = 0; i < many; i++)
		request.files.push({ field: target.files[0] ?? "files", ...die.pick(FILES) });
	if (die.chance(0.5))
		oneField(die, request);
}

/* A form that is right, with text that is only hostile: it is stored, and shown to the next reader. */
function stored(die, request, target) {
	request.fields = request.fields.map((pair) => {
		const type = target.kinds[decode(pair[0]).toString()]?.type;
		return (type === "textarea" || type === "text") && !/^(?:version|mail|at)$/.test(pair[0]) ? [pair[0], encode(die.pick([MARK, die.pick(KINDS.MARKUP), die.pick(KINDS.CELLS), die.pick(KINDS.UNICODE)]).slice(0, 150))] : pair;
	});
}

/* Shares out of 100. */
const GETS = [
	[45, "one field", oneField], [55, "all fields", allFields], [62, "broken text", brokenText], [70, "place", place], [78, "query", query], [84, "header", head], [88, "doubled", doubled], [93, "unknown", unknown], [96, "missing", missing], [100, "method", otherMethod],
];
const POSTS = [
	[28, "one field", oneField], [38, "stored", stored], [45, "all fields", allFields], [52, "broken text", brokenText], [58, "missing", missing], [64, "doubled", doubled], [69, "unknown", unknown], [75, "token", token], [79, "place", place], [82, "query", query],
	[86, "header", head], [88, "method", otherMethod], [91, "type", otherType], [94, "body", oddBody], [96, "shape", shape], [100, "files", files],
];
