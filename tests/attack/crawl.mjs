/* Goes through all pages that somebody reaches by links, and notes every address and form by its route. */
import { forms } from "../harness/client.mjs";

const unescape = (text) => text.replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");

/* A function that knows which route an address belongs to. Literal segments come before places, as in the programs. */
export function routeFinder(routes) {
	const known = [...routes].sort((a, b) => a.params.length - b.params.length);
	const patterns = known.map((route) => ({ route, pattern: new RegExp(`^${route.path.replace(/[.]/g, "\\.").replace(/:\w+/g, "[^/]+")}/?$`) }));
	return (method, address) => {
		const path = address.split(/[?#]/)[0].replace(/^\/(?:en|fa|lt)(?=\/|$)/, "") || "/";
		return patterns.find(({ route, pattern }) => route.method === method && pattern.test(path))?.route;
	};
}

export const keyOfRoute = (route) => `${route.method} ${route.path}`;

function linksOf(html) {
	return [...html.matchAll(/<(?:a|link)\b[^>]*?\shref="(\/[^"]*)"/g)].map(([, href]) => unescape(href)).filter((href) => !href.startsWith("//") && !href.startsWith("/static/")).map((href) => href.split("#")[0]);
}

/* Languages are other words of the same page: one link of each kind is followed. */
function kindOf(route, href) {
	const query = href.split("?")[1] ?? "";
	const names = query.split("&").map((pair) => pair.split("=")[0]).filter(Boolean).sort().join(",");
	return `${route ? keyOfRoute(route) : "none"}?${names}`;
}

/* What a form's fields may hold, by name: { type, options }. */
function fieldsOf(one) {
	const found = {};
	for (const [tag] of one.html.matchAll(/<(?:input|textarea|select|button)\b(?:[^>"]|"[^"]*")*>/g)) {
		const name = /\sname="([^"]*)"/.exec(tag)?.[1];
		if (!name)
			continue;
		const type = tag.startsWith("<input") ? (/\stype="([^"]*)"/.exec(tag)?.[1] ?? "text") : /^<(\w+)/.exec(tag)[1];
		found[name] ??= { type, values: [], required: false };
		const value = /\svalue="([^"]*)"/.exec(tag)?.[1];
		if (value !== undefined)
			found[name].values.push(unescape(value));
		found[name].required ||= /\srequired\b/.test(tag);
	}
	for (const [select] of one.html.matchAll(/<select\b[\s\S]*?<\/select>/g)) {
		const name = /\sname="([^"]*)"/.exec(select)?.[1];
		if (name && found[name])
			found[name].values = [...select.matchAll(/<option\b(?:[^>"]|"[^"]*")*?\svalue="([^"]*)"/g)].map(([, value]) => unescape(value));
	}
	return found;
}

/* A form as somebody could send it, once for each of its buttons. */
export function targetsOf(page, findRoute) {
	return forms(page.text).flatMap((one) => {
		const path = (one.action ?? page.path).startsWith("/") ? (one.action ?? page.path) : page.path;
		const method = one.method === "POST" ? "POST" : "GET";
		const route = findRoute(method, path);
		if (!route)
			return [];
		const kinds = fieldsOf(one);
		const files = Object.keys(kinds).filter((name) => kinds[name].type === "file");
		const target = { method, route, path, fields: one.fields.filter(([name]) => name !== "token"), token: one.value("token"), kinds, files, multipart: one.enctype === "multipart/form-data", page: page.path };
		const buttons = one.buttons.filter((button) => button.name).slice(0, 6).map((button) => [button.name, button.value ?? ""]);
		const plain = buttons.length === 0 || /<button\b(?![^>]*\sname=)/.test(one.html);
		return [...(plain ? [target] : []), ...buttons.map((button) => ({ ...target, button }))];
	});
}

/*
 * Crawls from `seeds` with a client: { pages, targets, links }, where pages is the number of pages, targets a Map from a route's key to
 * forms and links a Map from a route's key to addresses. `look(answer)` sees each page. `most` pages of one kind are read.
 */
export async function crawl(client, seeds, { findRoute, look = () => {}, most = 2, total = 400, formsEach = 4 }) {
	const queue = [...seeds], queued = new Set(queue), kinds = new Map(), targets = new Map(), links = new Map();
	const given = new Set(seeds);
	let pages = 0;
	const note = (map, route, value, limit, same) => {
		const list = map.get(keyOfRoute(route)) ?? [];
		if (list.length < limit && !list.some(same))
			map.set(keyOfRoute(route), [...list, value]);
	};
	const visit = async (path) => {
		const page = await client.get(path);
		pages++;
		look(page);
		const route = findRoute("GET", path);
		if (route && page.status < 400)
			note(links, route, path, 4, (one) => one === path);
		const further = page.location ? [client.pathOf(page.location, path)] : [];
		if (!/^text\/html/.test(page.headers["content-type"] ?? ""))
			return further;
		for (const target of targetsOf(page, findRoute))
			note(targets, target.route, target, formsEach * (target.button ? 3 : 1), (one) => one.path === target.path && String(one.button) === String(target.button) && String(Object.keys(one.kinds)) === String(Object.keys(target.kinds)));
		return [...further, ...linksOf(page.text)];
	};
	const take = (found) => {
		for (const href of found) {
			const kind = kindOf(findRoute("GET", href), href);
			const seen = kinds.get(kind) ?? 0;
			if (queued.has(href) || seen >= most)
				continue;
			kinds.set(kind, seen + 1);
			queued.add(href);
			queue.push(href);
		}
	};
	const lane = async () => {
		while (queue.length && (pages < total || given.has(queue[0])))
			take(await visit(queue.shift()));
	};
	while (queue.length && pages < total)
		await Promise.all([lane(), lane(), lane()]);
	return { pages, targets, links };
}
