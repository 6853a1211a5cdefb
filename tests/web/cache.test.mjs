/*
 * nginx keeps the pages that strangers read: what is shared is nobody's, shows edits within ten seconds, and cannot be poisoned or
 * made to keep what a person sees. Also the static files, which are kept for good. FastCGI only.
 */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { Client } from "../harness/client.mjs";
import { TOP, startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";
import { article, category, clear } from "./shelf.mjs";

const CACHED = { "X-Test-Cache": "on" };
const REQUESTS = 1000;
const LANES = 8;
const EDIT_SECONDS = 10;
const LANGUAGES = ["en", "fa", "lt"];
let stack, shelf, slug;

before(async () => {
	stack = await startStack();
	shelf = category(stack, "Kept pages");
	slug = article(stack, shelf, { en: ["A kept page", "Words."], fa: ["صفحه", "متن."], lt: ["Puslapis", "Tekstas."] });
});
after(async () => {
	clear(stack, shelf);
	await stack.stop();
});

const bodyOf = (answer) => (answer.headers["content-encoding"] === "gzip" ? gunzipSync(answer.body).toString("utf8") : answer.text);
const anybody = (headers = {}) => new Client(stack, { headers: { ...CACHED, ...headers } });
const idOf = (answer) => answer.headers["x-request-id"];
const fresh = (path) => `${path}${path.includes("?") ? "&" : "?"}fresh=${randomBytes(6).toString("hex")}`;

/* Somebody whose requests may meet the cache. */
function visitorOf(options) {
	const who = person(stack, options);
	Object.assign(who.client.headers, CACHED);
	return who;
}

/* Always the same choices, told when a test fails. */
class Dice {
	constructor(seed) {
		this.seed = seed;
	}

	below(most) {
		this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
		return Math.floor((this.seed / 2 ** 32) * most);
	}

	of(list) {
		return list[this.below(list.length)];
	}
}

/* --- what nobody may see of another ------------------------------------------------------------------ */

/* Pages, and addresses that try to look like something else: a file, another program, a page that is kept. */
const PAGES = (lang) => [
	`/${lang}/`, `/${lang}/kb`, `/${lang}/kb/${slug}`, `/${lang}/kb/c/${shelf.slug}`, `/${lang}/forum`, `/${lang}/suggestions`,
	`/${lang}/suggestions/roadmap`, `/${lang}/search?q=hub`, `/${lang}/kb?utm_source=mail`, `/${lang}/tickets`, `/${lang}/account`,
];
const TRICKS = (lang) => [
	`/${lang}/tickets/x.css`, `/${lang}/account/x.js`, `/${lang}/account/profile/x.png`, `/${lang}/account;x.css`, `/${lang}/account%2fx.css`,
	`/${lang}/account/..%2f`, `/${lang}/account/..%2fkb`, `/${lang}/account/%2e%2e/kb`, `/${lang}/kb/..%2faccount`, `/${lang}/kb/../account`,
	`/${lang}/kb/%2e%2e%2faccount`, `/${lang}//account`, `//${lang}/account`, `/${lang}/account%3fx.css`, `/${lang}/account%23.css`, `/${lang}/account%0a.css`,
	`/static/..%2f${lang}/account`, `/static/%2e%2e/${lang}/account`, `/static/x/../../${lang}/account`, `/${lang}/account/?x=.css`, `/${lang}/kb/./../tickets`,
	`/${lang}/kb%2f..%2faccount`, `/${lang}/search/..%2faccount?q=hub`, `/${lang}/account/robots.txt`, `/${lang}/ACCOUNT`, `/${lang}/account%20`, "/account", "/",
];
const CRAFTED = [
	{ "X-Forwarded-Host": "evil.example" }, { Host: "evil.example" }, { "X-Host": "evil.example", "X-Forwarded-Server": "evil.example" }, { "X-Original-URL": "/en/account" },
	{ "X-Rewrite-URL": "/en/account" }, { Range: "bytes=0-40" }, { Range: "bytes=5-1,-9" }, { "Accept-Language": "lt,fa;q=0.9,*;q=0" }, { "Accept-Language": "<b>" },
	{ Accept: "application/json" }, { "X-HTTP-Method-Override": "POST" }, { "X-Forwarded-Proto": "https", Forwarded: "host=evil.example;proto=https" }, { "X-Accel-Expires": "900" },
	{ "Cache-Control": "max-age=900" }, { "Accept-Encoding": "gzip" }, { "Accept-Encoding": "br, zstd, gzip;q=0" }, { "If-None-Match": "*", "If-Modified-Since": "Sun, 22 Nov 2026 00:00:00 GMT" },
	{ "X-Forwarded-Prefix": "/evil.example" }, { "PORTICO-KEEPS": "1", PORTICO_KEEPS: "1" }, { "User-Agent": "evil.example" }, { Via: "1.1 evil.example" }, {}, {}, {},
];

class Watch {
	constructor(people) {
		this.people = people;
		this.owners = new Map(); // of form tokens
	}

	/* Fails when an answer shows somebody else than its asker, undefined for nobody. */
	look(answer, asker, what) {
		const text = `${bodyOf(answer)}\n${answer.rawHeaders.join("\n")}`;
		for (const one of this.people)
			if (one !== asker)
				for (const secret of [one.name, one.mail, one.client.cookies.get("portico_session")])
					assert.equal(text.includes(secret), false, `${what} shows ${secret}`);
		assert.equal(text.includes("evil.example"), false, `${what} repeats a header`);
		for (const [, token] of text.matchAll(/name="token" value="([^"]+)"/g)) {
			assert.ok(!this.owners.has(token) || (asker && this.owners.get(token) === asker), `${what}: a token was given twice`);
			this.owners.set(token, asker);
		}
		if (asker && answer.status === 200 && /<html/.test(text)) {
			assert.ok(text.includes(asker.name), `${what} does not know its reader`);
			assert.equal(answer.headers["cache-control"], "no-store", what);
		} else if (!asker && answer.status === 200 && /<html/.test(text)) {
			assert.equal(answer.headers["cache-control"], "no-cache", what);
			assert.equal(answer.cookies.length, 0, what);
		}
	}
}

const statusOf = (answer) => `${answer.status} ${(answer.location ?? "").replace(/fresh=\w+/, "")}`;

test("among 1,000 mixed requests nobody meets a page of somebody else, each answer is right for its asker, and kept pages are used", { timeout: 240000 }, async () => {
	const people = LANGUAGES.map((lang, i) => visitorOf({ lang, name: `Marker${randomBytes(4).toString("hex")}x${i}` }));
	people.push(visitorOf({ role: "agent", name: `Marker${randomBytes(4).toString("hex")}agent` }));
	const watch = new Watch(people);
	const dice = new Dice(20261122);
	const first = new Map(); // what an asker was answered before
	const shared = []; // answers that strangers got of pages
	let done = 0;
	const one = async () => {
		const asker = dice.below(3) === 0 ? dice.of(people) : undefined;
		const lang = dice.of(LANGUAGES);
		const page = dice.below(3) > 0;
		const path = dice.of(page ? PAGES(lang) : TRICKS(lang));
		const headers = dice.of(CRAFTED);
		const client = asker?.client.clone() ?? anybody();
		if (!asker && dice.below(4) === 0)
			client.cookies.set(dice.of(["portico_lang", "portico_visitor", "xportico_session", "theme"]), dice.of(["fa", "A".repeat(43), "evil.example"]));
		const method = dice.below(12) === 0 ? "HEAD" : "GET";
		const answer = await client.request(method, path, { headers });
		const what = `${method} ${path} of ${asker?.name ?? "nobody"} with ${JSON.stringify(headers)}`;
		watch.look(answer, asker, what);
		assert.ok(answer.status < 500 && answer.status !== 206, `${what}: ${answer.status}`);
		/* who asked before got the same kind of answer, whatever came between: an address without a language follows the browser */
		const key = `${asker?.name ?? ""} ${path}`;
		if (/^\/(?:en|fa|lt)\//.test(path)) {
			assert.equal(statusOf(answer), first.get(key) ?? statusOf(answer), what);
			first.set(key, statusOf(answer));
		}
		if (page && answer.status === 200 && method === "GET" && /text\/html/.test(answer.headers["content-type"])) {
			assert.match(bodyOf(answer), new RegExp(`<html lang="${lang}"`), what);
			if (!asker)
				shared.push(idOf(answer));
		}
	};
	const lane = async () => {
		while (done < REQUESTS) {
			done++;
			await one();
		}
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	const made = new Set(shared).size;
	console.log(`${done} requests; strangers got ${shared.length} pages, of which the programs made ${made}`);
	assert.ok(shared.length > 200 && made < shared.length / 2, `${made} made for ${shared.length}`);
});

test("web cache deception: what a person is lured to look at is not kept for the next one", async () => {
	const victim = visitorOf({ name: `Victim${randomBytes(4).toString("hex")}` });
	const watch = new Watch([victim]);
	for (const path of [...TRICKS("en"), ...PAGES("en")].map(fresh)) {
		watch.look(await victim.client.get(path), victim, path);
		watch.look(await anybody().get(path), undefined, `after ${victim.name}: ${path}`);
	}
});

test("web cache poisoning: what one stranger says in headers or cookies is not told to the next", async () => {
	const watch = new Watch([]);
	const clean = (answer) => bodyOf(answer).replace(/\b[0-9a-f]{16}\b|fresh=\w+/g, "");
	for (const headers of CRAFTED) {
		const path = fresh(`/en/kb/${slug}`);
		await anybody({ ...headers, Cookie: 'portico_lang=fa; portico_visitor="x"; evil=evil.example' }).get(path);
		const answer = await anybody().get(path);
		watch.look(answer, undefined, `after ${JSON.stringify(headers)}`);
		assert.equal(answer.status, 200);
		assert.equal(clean(answer), clean(await new Client(stack).get(path)), JSON.stringify(headers));
	}
});

test("only strangers’ pages are kept: no error, no redirect, no form, no HEAD, no POST, nothing that a visitor’s cookie is behind", async () => {
	const kept = async (path, client = anybody()) => {
		const first = await client.get(path);
		return idOf(first) === idOf(await anybody().get(path));
	};
	assert.equal(await kept(fresh(`/en/kb/${slug}`)), true);
	for (const path of ["/en/kb/no-such", "/en/login", "/en/tickets/new", "/", "/kb", "/en/forum/new", `/en/search?q=${"x".repeat(5000)}`])
		assert.equal(await kept(fresh(path)), false, path);
	const visitor = anybody();
	visitor.cookies.set("portico_visitor", randomBytes(32).toString("base64url"));
	assert.equal(await kept(fresh("/en/forum"), visitor), false, "with a visitor’s cookie");
	const path = fresh("/en/");
	const head = await anybody().head(path);
	const get = await anybody().get(path);
	assert.notEqual(idOf(head), idOf(get));
	assert.ok(bodyOf(get).length > 1000);
	const post = await anybody().post(path, { q: "x" });
	assert.equal(post.status, 405);
	assert.equal(idOf(await anybody().get(path)), idOf(get));
});

test("a kept page is compressed once, and unpacked for who cannot read it", async () => {
	const path = fresh(`/en/kb/${slug}`);
	const packed = await anybody({ "Accept-Encoding": "gzip" }).get(path);
	const plain = await anybody().get(path);
	assert.equal(packed.headers["content-encoding"], "gzip");
	assert.match(packed.headers.vary, /accept-encoding/i);
	assert.ok(packed.headers["content-length"], "its length is known: nobody packs it again");
	assert.equal(plain.headers["content-encoding"], undefined);
	assert.equal(idOf(plain), idOf(packed));
	assert.equal(bodyOf(packed), plain.text);
	const uncached = await new Client(stack, { headers: { "Accept-Encoding": "identity" } }).get(path);
	assert.equal(uncached.headers["content-encoding"], undefined);
});

test("an edit is seen within ten seconds, on a page that is read all the time and on one that nobody read meanwhile", { timeout: 60000 }, async () => {
	const busy = article(stack, shelf, { en: ["Before the edit", "Words."] });
	const quiet = article(stack, shelf, { en: ["Before the edit", "Words."] });
	const title = async (one) => /<h1[^>]*>([^<]*)/.exec(bodyOf(await anybody().get(`/en/kb/${one}`)))[1].trim();
	for (const one of [busy, quiet])
		assert.equal(await title(one), "Before the edit");
	stack.sql(`UPDATE article_text t JOIN article a ON a.id = t.article_id SET t.title = 'After the edit' WHERE a.slug IN ('${busy}', '${quiet}')`);
	const edited = Date.now();
	const seconds = () => (Date.now() - edited) / 1000;
	let seen;
	while (seconds() < EDIT_SECONDS) {
		if ((await title(busy)) === "After the edit")
			seen ??= seconds();
		await sleep(400);
	}
	assert.ok(seen, `not within ${EDIT_SECONDS} s`);
	await sleep(600);
	assert.equal(await title(quiet), "After the edit");
	assert.equal(await title(busy), "After the edit");
	console.log(`seen after ${seen.toFixed(1)} s`);
});

/* --- static files ------------------------------------------------------------------------------------ */

describe("static files", () => {
	const folder = join(TOP, "templates/static");
	const files = readdirSync(folder, { recursive: true }).filter((name) => /\.(?:css|js|svg)$/.test(name) && !name.startsWith("error"));
	const ask = (path, encoding) => new Client(stack, { headers: { "Accept-Encoding": encoding } }).get(path);

	test("text is compressed at build and sent so to whoever takes it", async () => {
		assert.ok(files.length > 5, files.join(" "));
		for (const name of files) {
			const packed = await ask(`/static/${name}`, "gzip, br");
			const plain = await ask(`/static/${name}`, "identity");
			assert.equal(packed.headers["content-encoding"], "gzip", name);
			assert.equal(Number(packed.headers["content-length"]), packed.body.length, `${name}: made at build, not now`);
			assert.match(packed.headers.vary ?? "", /accept-encoding/i, name);
			assert.equal(plain.headers["content-encoding"], undefined, name);
			assert.deepEqual(plain.body, readFileSync(join(folder, name)), name);
			assert.deepEqual(gunzipSync(packed.body), plain.body, name);
		}
	});

	test("what a page names is kept for good under a name that changes with the content; anything else is asked for again", async () => {
		const home = await new Client(stack).get("/en/");
		const named = [...home.text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, path]) => path.split("#")[0]);
		assert.ok(named.length > 3, named.join(" "));
		for (const path of named) {
			assert.match(path, /\?v=[0-9a-f]{10}$/);
			assert.equal((await new Client(stack).get(path)).headers["cache-control"], "public, max-age=31536000, immutable", path);
		}
		for (const path of ["/static/style.css", "/static/style.css?v=", "/static/style.css?v=123", "/static/style.css?v=0123456789abcdef", "/static/fonts/vazirmatn.woff2"])
			assert.equal((await new Client(stack).get(path)).headers["cache-control"], "public, max-age=3600", path);
	});

	test("the font’s address in the style sheet holds the hash of its content", () => {
		const sheet = readFileSync(join(folder, "style.css"), "utf8");
		for (const [, name, version] of sheet.matchAll(/url\((fonts\/[^?)]+)(?:\?v=(\w+))?\)/g))
			assert.equal(version, createHash("sha256").update(readFileSync(join(folder, name))).digest("hex").slice(0, 10), name);
	});

	test("a missing file is not kept", async () => {
		const missing = await new Client(stack).get("/static/no-such.css?v=0123456789");
		assert.equal(missing.status, 404);
		assert.doesNotMatch(missing.headers["cache-control"], /immutable|max-age/);
	});
});
