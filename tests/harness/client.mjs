/*
 * A visitor without a browser: cookies, pages, forms. Redirects are answers like any other.
 *
 *	const alice = new Client(stack);
 *	let page = await alice.get("/en/tickets/new");
 *	page = await alice.submit(page, "/tickets/new", { subject: "Lamp", body: "Dark.", files: [{ name: "a.txt", content: "x" }] });
 *	assert.equal(page.status, 303);
 *	page = await alice.follow(page);
 *
 * Addresses are paths of the site. A POST carries our own Origin unless `origin` says otherwise (null: none).
 */
import http from "node:http";
import { createHash, randomBytes } from "node:crypto";

const NAMED = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

export function unescapeHtml(text) {
	return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (all, hex, decimal, name) => {
		if (name)
			return NAMED[name] ?? all;
		return String.fromCodePoint(hex ? parseInt(hex, 16) : Number(decimal));
	});
}

function attributesOf(tag) {
	const found = {};
	for (const [, name, value] of tag.matchAll(/\s([a-zA-Z][\w:-]*)(?:="([^"]*)")?/g))
		found[name.toLowerCase()] ??= unescapeHtml(value ?? "");
	return found;
}

/* The visible words of HTML, spaces folded. */
export function textOf(html) {
	return unescapeHtml(html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, " ").replace(/<[^>]*>/g, " ")).replace(/\s+/g, " ").trim();
}

function readSelect(select, attributes, add) {
	const options = [...select.matchAll(/<option\b[^>]*>([^<]*)/g)].map(([tag, text]) => ({ text, ...attributesOf(tag) }));
	const chosen = options.filter((option) => "selected" in option);
	for (const option of chosen.length || "multiple" in attributes ? chosen : options.slice(0, 1))
		add(attributes.name, option.value ?? unescapeHtml(option.text).trim());
}

function readForm(attributes, inner) {
	const fields = [];
	const buttons = [];
	const names = new Set();
	const add = (name, value) => name && fields.push([name, value]);
	const pattern = /<input\b[^>]*>|<button\b[^>]*>|<textarea\b[^>]*>([\s\S]*?)<\/textarea>|<select\b[^>]*>[\s\S]*?<\/select>/g;
	for (const [tag, area] of inner.matchAll(pattern)) {
		const own = attributesOf(tag.slice(0, tag.indexOf(">") + 1));
		if (own.name)
			names.add(own.name);
		if ("disabled" in own)
			continue;
		if (tag.startsWith("<textarea"))
			add(own.name, unescapeHtml(area).replace(/^\n/, ""));
		else if (tag.startsWith("<select"))
			readSelect(tag, own, add);
		else if (tag.startsWith("<button") || own.type === "submit")
			own.name && buttons.push(own);
		else if (own.type === "checkbox" || own.type === "radio")
			"checked" in own && add(own.name, own.value ?? "on");
		else if (own.type !== "file")
			add(own.name, own.value ?? "");
	}
	return {
		action: attributes.action,
		method: (attributes.method ?? "get").toUpperCase(),
		enctype: attributes.enctype ?? "application/x-www-form-urlencoded",
		attributes,
		fields,
		buttons,
		names: [...names],
		html: inner,
		value: (name) => fields.find(([key]) => key === name)?.[1],
	};
}

/* All forms of a page, in order. */
export function forms(html) {
	return [...html.matchAll(/(<form\b[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag, inner]) => readForm(attributesOf(tag), inner));
}

/* The form whose action has the given text (without its query), or for which a function says yes; fails if there is none. */
export function form(page, which) {
	const html = typeof page === "string" ? page : page.text;
	const fits = typeof which === "function" ? which : (one) => (one.action ?? "").split("?")[0].endsWith(which) || (one.action ?? "").includes(which);
	const found = forms(html).find(fits);
	if (!found)
		throw new Error(`no form ${which} in the page; it has: ${forms(html).map((one) => `${one.method} ${one.action}`).join(", ") || "none"}`);
	return found;
}

const isFile = (value) => value !== null && typeof value === "object" && "content" in value;

/* A list of [name, value]; values may be lists, and files { name, type, content }. */
function pairs(fields) {
	const list = Array.isArray(fields) ? fields : Object.entries(fields);
	return list.flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map((one) => [name, one])).filter(([, value]) => value !== undefined);
}

export function multipart(fields) {
	const boundary = `portico-${randomBytes(12).toString("hex")}`;
	const pieces = [];
	for (const [name, value] of pairs(fields)) {
		const file = isFile(value) ? `; filename="${value.name.replace(/"/g, "%22")}"\r\nContent-Type: ${value.type ?? "application/octet-stream"}` : "";
		pieces.push(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n`, isFile(value) ? value.content : String(value), "\r\n");
	}
	pieces.push(`--${boundary}--\r\n`);
	return { type: `multipart/form-data; boundary=${boundary}`, body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))) };
}

export function urlencoded(fields) {
	const encoded = pairs(fields).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
	return { type: "application/x-www-form-urlencoded", body: Buffer.from(encoded.join("&")) };
}

/* The number that a stranger's form asks the browser to find, as templates/static/robot.js does. */
export function robotWork(token, bits) {
	for (let number = 0; ; number++) {
		const hash = createHash("sha256").update(`${token}.${number}`).digest();
		if (Math.clz32(hash.readUInt32BE(0)) >= bits)
			return String(number);
	}
}

/* What a browser with scripts adds to a form by itself. */
function workOf(filled) {
	const tag = /<input\b[^>]*\bdata-robot="[^>]*>/.exec(filled.html)?.[0];
	if (!tag)
		return {};
	const own = attributesOf(tag);
	return { robot_work: robotWork(own["data-robot"], Number(own["data-bits"])) };
}

export class Client {
	/* `site`: a stack or its URL. `headers` go with every request. `from`: one of our own addresses, "127.0.0.9": another network. */
	constructor(site, { headers = {}, from } = {}) {
		this.base = new URL(typeof site === "string" ? site : site.url);
		this.prefix = this.base.pathname.replace(/\/$/, "");
		this.headers = headers;
		this.from = from;
		this.cookies = new Map();
	}

	get origin() {
		return this.base.origin;
	}

	/* Another visitor with the same cookies. */
	clone() {
		const copy = new Client(this.base.href, { headers: this.headers, from: this.from });
		copy.cookies = new Map(this.cookies);
		return copy;
	}

	#keepCookies(lines) {
		for (const line of lines ?? []) {
			const [, name, value, rest] = /^([^=]+)=([^;]*)(.*)$/.exec(line);
			const gone = value === "" || /;\s*max-age=0\b/i.test(rest) || /;\s*expires=[^;]*\b19[67]\d\b/i.test(rest);
			gone ? this.cookies.delete(name) : this.cookies.set(name, value);
		}
	}

	/*
	 * One exchange: { status, headers, cookies (Set-Cookie lines), body (Buffer), text, location, path, ms }. `path` is sent as it
	 * is. Never throws for a status.
	 */
	request(method, path, { headers = {}, body, type, timeout = 30000 } = {}) {
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
		const all = {
			...(cookie ? { Cookie: cookie } : {}),
			...(body !== undefined ? { "Content-Type": type, "Content-Length": Buffer.byteLength(body) } : {}),
			...this.headers,
			...headers,
		};
		for (const name of Object.keys(all))
			if (all[name] === null || all[name] === undefined)
				delete all[name];
		const started = performance.now();
		return new Promise((done, failed) => {
			const request = http.request(
				{ host: "127.0.0.1", port: this.base.port, method, path, headers: all, agent: false, timeout, localAddress: this.from },
				(response) => {
					const pieces = [];
					response.on("data", (piece) => pieces.push(piece));
					response.on("error", failed);
					response.on("end", () => {
						const bytes = Buffer.concat(pieces);
						this.#keepCookies(response.headers["set-cookie"]);
						done({
							status: response.statusCode,
							headers: response.headers,
							rawHeaders: response.rawHeaders,
							cookies: response.headers["set-cookie"] ?? [],
							location: response.headers.location,
							body: bytes,
							get text() {
								return bytes.toString("utf8");
							},
							path,
							ms: performance.now() - started,
						});
					});
				},
			);
			request.on("timeout", () => request.destroy(new Error(`no answer to ${method} ${path} in ${timeout} ms`)));
			request.on("error", failed);
			request.end(body);
		});
	}

	/* A full address or a path of the site as a path. */
	pathOf(address, from = "/") {
		const url = new URL(address, new URL(from, this.base.origin));
		return url.pathname + url.search;
	}

	get(path, options) {
		return this.request("GET", path, options);
	}

	head(path, options) {
		return this.request("HEAD", path, options);
	}

	/* Posts fields as urlencoded, or as multipart if a file is among them or `multipart` is set. */
	post(path, fields, { headers = {}, origin = this.origin, multipart: asMultipart = false, ...options } = {}) {
		const many = asMultipart || pairs(fields).some(([, value]) => isFile(value));
		const { type, body } = many ? multipart(fields) : urlencoded(fields);
		const sent = { Origin: origin, "Sec-Fetch-Site": origin === this.origin ? "same-origin" : null, ...headers };
		return this.request("POST", path, { type, body, ...options, headers: sent });
	}

	/*
	 * Fills a form of a page and sends it: what stands in it, then `values` (undefined takes a field away), then the button
	 * ({ name: value }) if one is pressed.
	 */
	submit(page, which, given = {}, { button, ...options } = {}) {
		const filled = form(page, which);
		const values = { ...workOf(filled), ...given };
		const path = this.pathOf(filled.action ?? page.path, page.path);
		const fields = [...filled.fields.filter(([name]) => !(name in values)), ...Object.entries(values), ...Object.entries(button ?? {})];
		if (filled.method === "GET") {
			const query = urlencoded(fields).body.toString();
			return this.request("GET", `${path.split("?")[0]}?${query}`, options);
		}
		return this.post(path, fields, { multipart: filled.enctype === "multipart/form-data", ...options });
	}

	/* Goes where a redirect points, up to `most` times. */
	async follow(response, most = 5) {
		let page = response;
		for (let i = 0; i < most && page.status >= 300 && page.status < 400 && page.location; i++)
			page = await this.request("GET", this.pathOf(page.location, page.path));
		return page;
	}

	/* Signs in with { mail, password }; fails unless a redirect with a session cookie comes. */
	async signIn({ mail, password }, language = "en") {
		const path = this.prefix ? `${this.prefix}/login/${language}` : `/${language}/login`;
		const page = await this.follow(await this.request("GET", path));
		const answer = await this.submit(page, (one) => one.names.includes("password"), { mail, password });
		if (answer.status !== 303 || ![...this.cookies.keys()].some((name) => name.endsWith("portico_session")))
			throw new Error(`sign-in of ${mail}: ${answer.status} ${textOf(answer.text).slice(0, 400)}`);
		return answer;
	}
}
