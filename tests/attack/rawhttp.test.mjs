/*
 * Malformed HTTP in bytes (HDR-04), beyond the cases of tests/web/security.test.mjs: shapes in which a front and a back could see two
 * different requests, odd lines, lengths and chunks, and random damage to right requests. What is refused is refused by nginx; none
 * becomes two requests, no answer fails, each carries the policy, and a normal request is answered afterwards.
 * MUTATIONS= for more damaged ones; PROOF=1: 20,000.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { connect } from "node:net";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { routesOf } from "../web/routes.mjs";
import { logFaults } from "./judge.mjs";
import { dice, mix } from "./naughty.mjs";

const SEED = Number(process.env.SEED ?? 1);
const MUTATIONS = Number(process.env.MUTATIONS ?? (process.env.PROOF ? 20000 : 600));
let stack;

before(async () => {
	stack = await startStack({ own: true, demo: false, build: process.env.BUILD_ASAN ?? "build-asan", workers: 2 });
});
after(() => stack?.stop());

/* Sends pieces and waits for the end, or until nothing has come for a moment. */
function exchange(pieces, { quiet = 400, most = 4000, pause = 0 } = {}) {
	return new Promise((done) => {
		const got = [];
		const socket = connect(stack.port, "127.0.0.1");
		let idle;
		const end = () => {
			clearTimeout(idle);
			clearTimeout(timer);
			socket.destroy();
			done(Buffer.concat(got).toString("latin1"));
		};
		const timer = setTimeout(end, most);
		const wait = () => {
			clearTimeout(idle);
			idle = setTimeout(end, quiet);
		};
		const write = (i) => (i < pieces.length && !socket.destroyed ? socket.write(pieces[i], () => setTimeout(write, pause, i + 1)) : wait());
		socket.on("connect", () => write(0));
		socket.on("data", (piece) => {
			got.push(piece);
			wait();
		});
		socket.on("error", () => {});
		socket.on("close", end);
	});
}

const statuses = (text) => [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map((found) => Number(found[1]));

/* What every answer keeps, whoever made it. */
function faultsOf(text) {
	const faults = statuses(text).filter((status) => status >= 500 && status !== 501 && status !== 505).map((status) => `status ${status}`);
	for (const [head] of text.matchAll(/^HTTP\/1\.1 (?!100)[\s\S]*?\r\n\r\n/gm))
		if (!/^Content-Security-Policy: default-src 'none'/im.test(head) || !/^X-Content-Type-Options: nosniff\r$/im.test(head))
			faults.push(`without the policy: ${head.slice(0, 200)}`);
	if (/nginx\/\d|root:x:|smuggled|AddressSanitizer|\/work\/|\/tmp\/portico/i.test(text.replace(/^HTTP[\s\S]*?\r\n\r\n/, "")) || /zqheader/i.test(text))
		faults.push(`shows: ${text.slice(0, 300)}`);
	return faults;
}

const HOST = "Host: 127.0.0.1", END = "Connection: close", FORM = "Content-Type: application/x-www-form-urlencoded";
const lines = (line, ...headers) => `${[line, ...headers].join("\r\n")}\r\n\r\n`;
const get = (path, ...headers) => lines(`GET ${path} HTTP/1.1`, HOST, ...headers, END);
const post = (...headers) => lines("POST /en/login HTTP/1.1", HOST, FORM, ...headers);
const HIDDEN = "GET /en/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

/*
 * [what, bytes, the most answers that may come]. One answer more than the requests that stand in it would be a smuggled one; 0: it
 * may end without any.
 */
const cases = [
	/* two readings of where a body ends */
	["CL.TE", `${post("Content-Length: 6", "Transfer-Encoding: chunked")}0\r\n\r\nG`, 1],
	["TE.CL", `${post("Transfer-Encoding: chunked", "Content-Length: 4")}5c\r\nGPOST / HTTP/1.1\r\n\r\n0\r\n\r\n`, 1],
	["TE.TE, one unknown", `${post("Transfer-Encoding: chunked", "Transfer-Encoding: x")}0\r\n\r\n${HIDDEN}`, 1],
	["a coding in capitals and spaces", `${post("Transfer-Encoding:  CHUNKED  ")}0\r\n\r\n`, 1],
	["a coding with a NUL", `${post("Transfer-Encoding: chun\0ked")}0\r\n\r\n${HIDDEN}`, 1],
	["a folded coding", `${post("Transfer-Encoding:\r\n chunked")}0\r\n\r\n${HIDDEN}`, 1],
	["a coding behind a space", `${post("Transfer-Encoding : chunked")}0\r\n\r\n${HIDDEN}`, 1],
	["a coding named with an underscore", `${post("Transfer_Encoding: chunked", "Content-Length: 0")}`, 1],
	["a list of codings", `${post("Transfer-Encoding: gzip, chunked")}0\r\n\r\n${HIDDEN}`, 1],
	["identity", `${post("Transfer-Encoding: identity", "Content-Length: 3")}a=b`, 1],
	["chunks in HTTP/1.0", `${lines("POST /en/login HTTP/1.0", HOST, FORM, "Transfer-Encoding: chunked")}0\r\n\r\n${HIDDEN}`, 1],
	["two equal lengths", `${post("Content-Length: 3", "Content-Length: 3")}a=b${HIDDEN}`, 1],
	["a list of lengths", `${post("Content-Length: 3, 3")}a=b${HIDDEN}`, 1],
	["a length with a plus", `${post("Content-Length: +3")}a=b${HIDDEN}`, 1],
	["a length in hexadecimal", `${post("Content-Length: 0x3")}a=b${HIDDEN}`, 1],
	["a length with a space inside", `${post("Content-Length: 3 4")}a=b${HIDDEN}`, 1],
	["an empty length", `${post("Content-Length: ")}a=b${HIDDEN}`, 1],
	["a length behind a space", `${post("Content-Length : 3")}a=b${HIDDEN}`, 1],
	["a length with a tail", `${post("Content-Length: 3;x")}a=b${HIDDEN}`, 1],
	["a length on 64 bits", `${post("Content-Length: 18446744073709551619")}a=b${HIDDEN}`, 1],
	["a folded length", `${post("Content-Length:\r\n 3")}a=b${HIDDEN}`, 1],
	["a length in other digits", `${post("Content-Length: \u06f3")}a=b${HIDDEN}`, 1],
	/* chunks */
	["a chunk longer than it says", `${post("Transfer-Encoding: chunked", END)}2\r\na=bcdef\r\n0\r\n\r\n`, 1],
	["a chunk without its end", `${post("Transfer-Encoding: chunked", END)}3\r\na=b0\r\n\r\n`, 1],
	["a negative chunk", `${post("Transfer-Encoding: chunked", END)}-1\r\na\r\n0\r\n\r\n`, 1],
	["a chunk of 16 digits", `${post("Transfer-Encoding: chunked", END)}8000000000000000\r\na\r\n`, 1],
	["a chunk of many zeros", `${post("Transfer-Encoding: chunked", END)}${"0".repeat(9000)}3\r\na=b\r\n0\r\n\r\n`, 1],
	["a chunk with an extension of 9 kB", `${post("Transfer-Encoding: chunked", END)}3;x=${"y".repeat(9000)}\r\na=b\r\n0\r\n\r\n`, 1],
	["a chunk with a quoted extension", `${post("Transfer-Encoding: chunked", END)}3;x="\r\n"\r\na=b\r\n0\r\n\r\n`, 1],
	["a chunk in 0x", `${post("Transfer-Encoding: chunked", END)}0x3\r\na=b\r\n0\r\n\r\n`, 1],
	["chunks ended by LF", `${post("Transfer-Encoding: chunked", END)}3\na=b\n0\n\n`, 1],
	["trailers with a Host and a cookie", `${post("Transfer-Encoding: chunked", END)}3\r\na=b\r\n0\r\nHost: evil.test\r\nCookie: portico_session=x\r\nzqheader: 1\r\n\r\n`, 1],
	["a thousand chunks of one byte", `${post("Transfer-Encoding: chunked", END)}${"1\r\na\r\n".repeat(1000)}0\r\n\r\n`, 1],
	["chunks that never end", `${post("Transfer-Encoding: chunked")}3\r\na=b\r\n`, 1],
	["nothing but the last chunk", `${post("Transfer-Encoding: chunked", END)}0\r\n\r\n`, 1],
	/* the first line */
	["LF alone between lines", `GET /en/login HTTP/1.1\n${HOST}\n${END}\n\n`, 1],
	["CR alone between lines", `GET /en/login HTTP/1.1\r${HOST}\r${END}\r\r`, 1],
	["an empty line first", `\r\n${get("/en/login")}`, 1],
	["a space first", ` ${get("/en/login")}`, 1],
	["tabs for spaces", lines("GET\t/en/login\tHTTP/1.1", HOST, END), 1],
	["HTTP/0.9", "GET /en/login\r\n", 1],
	["HTTP/1.0 without a Host", lines("GET /en/login HTTP/1.0"), 1],
	["HTTP/2.0", lines("GET /en/login HTTP/2.0", HOST), 1],
	["HTTP/1.10", lines("GET /en/login HTTP/1.10", HOST, END), 1],
	["http in small letters", lines("GET /en/login http/1.1", HOST, END), 1],
	["a version with spaces behind", lines("GET /en/login HTTP/1.1  ", HOST, END), 1],
	["a method of 8 kB", lines(`${"A".repeat(8000)} /en/login HTTP/1.1`, HOST, END), 1],
	["a method with a colon", lines("GET: /en/login HTTP/1.1", HOST, END), 1],
	["an address without a slash", lines("GET en/login HTTP/1.1", HOST, END), 1],
	["an address with a fragment", get("/en/login#x"), 1],
	["an address with raw UTF-8", get("/en/kb/\u00e4\u06f1"), 1],
	["an address with control bytes", get("/en/\x01\x7f"), 1],
	["an address with a coded line break", get("/en/login%0d%0azqheader:%201"), 1],
	["an address coded twice", get("/en/%252e%252e/%252e%252e/etc/passwd"), 1],
	["an address with overlong dots", get("/static/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd"), 1],
	["an address with backslashes", get("/static/..\\..\\..\\etc\\passwd"), 1],
	["an address with semicolons", get("/en/login;x=1/..;/admin"), 1],
	["an address with many slashes", get(`/${"/".repeat(2000)}en/login`), 1],
	["an address with many dots", get(`/en${"/../en".repeat(600)}/login`), 1],
	["an address in absolute form with our host", lines("GET http://127.0.0.1/en/login HTTP/1.1", HOST, END), 1],
	["an address in absolute form with a person", lines("GET http://admin:x@127.0.0.1/en/login HTTP/1.1", HOST, END), 1],
	["another scheme", lines("GET ftp://127.0.0.1/en/login HTTP/1.1", HOST, END), 1],
	["a query of 7 kB", get(`/en/search?q=${"a".repeat(7000)}`), 1],
	["nothing but a question mark", get("/en/login?"), 1],
	/* headers */
	["a Host with a port past all", get("/en/login").replace(HOST, "Host: 127.0.0.1:999999"), 1],
	["an empty Host", get("/en/login").replace(HOST, "Host:"), 1],
	["a Host with a person", get("/en/login").replace(HOST, "Host: evil.test@127.0.0.1"), 1],
	["a Host in brackets", get("/en/login").replace(HOST, "Host: [::1"), 1],
	["a Host with a line break", get("/en/login").replace(HOST, "Host: a\rzqheader: 1"), 1],
	["a Host with quotes", get("/").replace(HOST, "Host: \"><script>"), 1],
	["a folded Host", get("/en/login").replace(HOST, "Host: 127.0.0.1\r\n evil.test"), 1],
	["a header that is only a colon", get("/en/login", ": x"), 1],
	["a header with bytes past ASCII in its name", get("/en/login", "X-\u00e4: 1"), 1],
	["a header with brackets in its name", get("/en/login", "X(a): 1"), 1],
	["a folded first header", `GET /en/login HTTP/1.1\r\n X: 1\r\n${HOST}\r\n${END}\r\n\r\n`, 1],
	["100 cookies", get("/en/login", ...Array.from({ length: 90 }, (_, i) => `Cookie: a${i}=b`)), 1],
	["two session cookies", get("/en/tickets", "Cookie: portico_session=a; portico_session=b"), 1],
	["a cookie with control bytes", get("/en/tickets", "Cookie: portico_session=\x01\x02\x7f"), 1],
	["a cookie of 7 kB", get("/en/login", `Cookie: portico_session=${"a".repeat(7000)}`), 1],
	["an expectation with a body", `${post("Expect: 100-continue", "Content-Length: 3", END)}a=b`, 2],
	["an upgrade to HTTP/2", get("/en/login", "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA").replace(END, "Connection: Upgrade, HTTP2-Settings"), 1],
	["an upgrade to a socket", get("/en/login", "Upgrade: websocket", "Sec-WebSocket-Key: x").replace(END, "Connection: Upgrade"), 1],
	["a connection of odd names", get("/en/login").replace(END, "Connection: close, Content-Length, Cookie, Host"), 1],
	["Proxy and gateway words", get("/en/login", "Proxy: http://evil.test", "HTTPS: on", "DOCUMENT_URI: /admin", "QUERY_STRING: x", "REQUEST_METHOD: POST"), 1],
	["a range past all numbers", get("/static/favicon.svg", "Range: bytes=99999999999999999999-"), 1],
	["a range of words", get("/static/favicon.svg", "Range: lines=1-2"), 1],
	["an If-Range of words", get("/static/favicon.svg", "Range: bytes=0-1", "If-Range: x"), 1],
	["dates that are none", get("/static/favicon.svg", "If-Modified-Since: yesterday", "If-Unmodified-Since: tomorrow"), 1],
	["an Accept-Encoding of all", get("/en/login", "Accept-Encoding: *;q=0, br, gzip;q=x"), 1],
	["methods of WebDAV", lines("PROPFIND /en/login HTTP/1.1", HOST, "Depth: infinity", "Content-Length: 0", END), 1],
	["DEBUG", lines("DEBUG /en/login HTTP/1.1", HOST, END), 1],
	["TRACE with a secret", lines("TRACE /en/login HTTP/1.1", HOST, "Cookie: portico_session=smuggled", END), 1],
	["HEAD with a body", `${lines("HEAD /en/login HTTP/1.1", HOST, "Content-Length: 5", END)}aaaaa`, 1],
	["DELETE with a body", `${lines("DELETE /en/login HTTP/1.1", HOST, "Content-Length: 5", END)}aaaaa`, 1],
	["twenty at once", `${`GET /en/login HTTP/1.1\r\n${HOST}\r\n\r\n`.repeat(19)}${get("/en/login")}`, 20],
	["a body behind the last", `${get("/en/login")}garbage\r\n\r\n${HIDDEN}`, 1],
];

const visitor = () => new Client(stack);

test(`HDR-04: ${cases.length} malformed requests: refused or answered once, never two for one, with the policy, and a normal one is answered after each`, { timeout: 300000 }, async (t) => {
	const faults = [], counts = {};
	const queue = [...cases];
	const one = async ([what, bytes, most]) => {
		const text = await exchange([Buffer.from(bytes, "utf8")]);
		const got = statuses(text).filter((status) => status !== 100);
		for (const status of got.length ? got : ["none"])
			counts[status] = (counts[status] ?? 0) + 1;
		if (got.length > most)
			faults.push(`${what}: ${got.length} answers (${got})`);
		faults.push(...faultsOf(text).map((fault) => `${what}: ${fault}`));
		const after = await visitor().get("/en/login");
		if (after.status !== 200)
			faults.push(`after ${what}: ${after.status}`);
	};
	const lane = async () => {
		while (queue.length)
			await one(queue.shift());
	};
	await Promise.all(Array.from({ length: 8 }, lane));
	t.diagnostic(JSON.stringify(counts));
	assert.deepEqual(faults, []);
});

test("HDR-04: a request that comes in pieces of any size is one request", { timeout: 120000 }, async () => {
	const whole = get("/en/login");
	for (let at = 1; at < whole.length; at += process.env.PROOF ? 1 : 7)
		assert.deepEqual(statuses(await exchange([whole.slice(0, at), whole.slice(at)], { pause: 1 })), [200], `cut at ${at}`);
});

/* Right requests, damaged: bytes turned, doubled, dropped, others put between. */
function damaged(die) {
	const right = Buffer.from(die.pick([get("/en/login"), get("/en/search?q=words", "Cookie: a=b", "Accept-Language: fa"), `${post("Content-Length: 17", END)}mail=a&password=b`, `${post("Transfer-Encoding: chunked", END)}11\r\nmail=a&password=b\r\n0\r\n\r\n`, lines("HEAD /static/style.css HTTP/1.1", HOST, "Range: bytes=0-9", END)]));
	const pieces = [...right];
	for (let i = 0; i <= die.below(5); i++) {
		const at = die.below(pieces.length);
		const act = die.below(6);
		if (act === 0)
			pieces[at] ^= 1 << die.below(8);
		else if (act === 1)
			pieces.splice(at, 1 + die.below(4));
		else if (act === 2)
			pieces.splice(at, 0, ...Buffer.from(die.pick(["\r\n", "\0", "\n", " ", ":", "\t", "%", "\xff", "\r\n\r\n", "Content-Length: 5\r\n", "Transfer-Encoding: chunked\r\n", "zqheader: 1\r\n", "/../", "?", "#"]), "latin1"));
		else if (act === 3)
			pieces.splice(at, 0, ...pieces.slice(at, at + die.below(40)));
		else if (act === 4)
			pieces[at] = die.below(256);
		else
			pieces.length = Math.max(1, at);
	}
	return Buffer.from(pieces);
}

test(`HDR-04: ${MUTATIONS} damaged requests (seed ${SEED}) end with an answer or none, never with a failure`, { timeout: 3600000 }, async (t) => {
	const faults = [], counts = {};
	let next = 0;
	const lane = async () => {
		while (next < MUTATIONS) {
			const index = next++;
			const bytes = damaged(dice(mix(SEED, index)));
			const text = await exchange([bytes], { quiet: 250 });
			for (const status of statuses(text))
				counts[status] = (counts[status] ?? 0) + 1;
			faults.push(...faultsOf(text).filter((fault) => !/zqheader/.test(bytes.toString("latin1")) || !fault.startsWith("shows")).map((fault) => `${index}: ${fault}: ${JSON.stringify(bytes.toString("latin1").slice(0, 200))}`));
		}
	};
	await Promise.all(Array.from({ length: 12 }, lane));
	t.diagnostic(JSON.stringify(counts));
	assert.deepEqual(faults.slice(0, 10), []);
	assert.equal((await visitor().get("/en/login")).status, 200);
});

test("HDR-04: no program died of it, and no raw byte stands in a log", () => {
	assert.deepEqual(logFaults(stack, [...new Set(routesOf(stack).map((route) => route.program))]), []);
});
