/*
 * Rows of the OWASP Application Security Verification Standard that no other test shows (tests/check/asvs.tsv says which test shows
 * which row): cookies over https, the ends of sessions, passwords as browsers meet them, what is decoded, logged and answered.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client, form, forms, textOf } from "../harness/client.mjs";
import { TOP, startStack } from "../harness/stack.mjs";
import { fileTicket, newPath, person, retire, topic } from "./people.mjs";

const DAY = 86400, HOUR = 3600;
let stack, slug, password, hash;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	const demo = stack.signIn("customer");
	password = demo.password;
	hash = stack.value(`SELECT password_hash FROM account WHERE mail_key = '${demo.mail}'`);
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const anonymous = (options) => new Client(stack, options);
const byPassword = (one) => one.names.includes("password");

/* Somebody who signs in with the demo's password. */
function member(options) {
	const who = person(stack, options);
	stack.sql(`UPDATE account SET password_hash = '${hash}' WHERE id = ${who.id}`);
	return who;
}

async function signIn(who, fields = {}, client = anonymous()) {
	const answer = await client.submit(await client.get("/en/login"), byPassword, { mail: who.mail, password, ...fields });
	return { client, answer };
}

/* As plain CGI all programs share a log but the one that signs people in. */
const logOf = (program) => (stack.mode === "fcgi" ? program : program === "login" ? "cgi-login" : "cgi");

/* What a program has logged about somebody. */
const logged = (program, who) =>
	stack.log(logOf(program)).split("\n").filter((line) => line.includes(` warn ${program} `) && line.includes(" security ") && line.includes(`account=${who.id} `));

/* --- cookies over https ------------------------------------------------------------------------------------------- */

/* One request to a program as plain CGI, with a base_url of https: { status, headers: [[name, value]], text }. */
function overHttps(conf, program, method, path, { cookies = "", body = "", origin = "https://help.example.org" } = {}) {
	const ran = spawnSync(join(resolve(TOP, stack.build), "bin", program), [], {
		input: body,
		encoding: "utf8",
		env: {
			PATH: process.env.PATH, PORTICO_CONF: conf, ASAN_OPTIONS: "detect_leaks=0", GATEWAY_INTERFACE: "CGI/1.1", SERVER_PROTOCOL: "HTTP/1.1",
			REQUEST_METHOD: method, DOCUMENT_URI: path, QUERY_STRING: "", REMOTE_ADDR: "127.0.0.1", HTTPS: "on", SCRIPT_NAME: `/${program}`,
			HTTP_HOST: "help.example.org", HTTP_COOKIE: cookies,
			...(method === "POST" ? { CONTENT_TYPE: "application/x-www-form-urlencoded", CONTENT_LENGTH: String(Buffer.byteLength(body)), HTTP_ORIGIN: origin } : {}),
		},
	});
	const [head, ...rest] = ran.stdout.split("\r\n\r\n");
	const headers = head.split("\r\n").map((line) => [line.split(": ")[0].toLowerCase(), line.slice(line.indexOf(": ") + 2)]);
	return { status: Number.parseInt(headers.find(([name]) => name === "status")?.[1], 10), headers, text: rest.join("\r\n\r\n"), said: ran.stderr };
}

test("SES-01, HDR-02: over https each cookie is __Host-, Secure, HttpOnly and SameSite, and HSTS stands on every answer", () => {
	const who = member();
	const folder = mkdtempSync(join(tmpdir(), "portico-https-"));
	try {
		const conf = join(folder, "portico.conf");
		const lines = readFileSync(join(stack.varDir, "etc/portico.conf"), "utf8").replace(/^base_url = .*$/m, "base_url = https://help.example.org");
		writeFileSync(conf, lines, { mode: 0o600 });
		const jar = new Map(), answers = [];
		const ask = (program, method, path, options = {}) => {
			const answer = overHttps(conf, program, method, path, { ...options, cookies: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") });
			for (const [name, value] of answer.headers)
				if (name === "set-cookie")
					jar.set(value.split("=")[0], value.split(";")[0].split("=")[1]);
			answers.push(answer);
			return answer;
		};
		const page = ask("login", "GET", "/en/login");
		assert.equal(page.status, 200, page.said);
		const token = form({ text: page.text, path: "/en/login" }, byPassword).value("token");
		const inside = ask("login", "POST", "/en/login", { body: new URLSearchParams({ token, mail: who.mail, password, next: "" }).toString() });
		assert.equal(inside.status, 303, textOf(inside.text));
		assert.ok(jar.get("__Host-portico_session"));
		assert.equal(ask("tickets", "GET", "/en/tickets").status, 200);
		assert.equal(ask("home", "GET", "/en/nothing").status, 404);
		assert.equal(overHttps(conf, "login", "POST", "/en/login", { body: "mail=x", origin: "http://help.example.org" }).status, 403, "plain http is another site");
		const cookies = answers.flatMap((answer) => answer.headers.filter(([name]) => name === "set-cookie").map(([, value]) => value));
		assert.ok(cookies.length >= 2);
		for (const cookie of cookies)
			assert.match(cookie, /^__Host-portico_\w+=[\w-]*; Path=\/; HttpOnly; SameSite=Lax(?:; Max-Age=\d+)?; Secure$/);
		for (const answer of answers)
			assert.deepEqual(answer.headers.filter(([name]) => name === "strict-transport-security"), [["strict-transport-security", "max-age=31536000; includeSubDomains"]]);
		const led = (cookie) => overHttps(conf, "home", "GET", "/", { cookies: cookie }).headers.find(([name]) => name === "location")[1];
		assert.equal(led("__Host-portico_lang=lt"), "/lt/");
		assert.equal(led("portico_lang=lt"), "/en/", "another name, which another host could have set");
	} finally {
		rmSync(folder, { recursive: true });
	}
});

/* --- the ends of sessions ------------------------------------------------------------------------------------------- */

const rowOf = (client) => {
	const key = createHash("sha256").update(client.cookies.get("portico_session")).digest("hex");
	const row = stack.sql(`SELECT ends_at - created_at AS whole, idle_at - seen_at AS idle FROM session WHERE token_hash = X'${key}'`)[0];
	const set = (column, value) => stack.sql(`UPDATE session SET ${column} = ${value} WHERE token_hash = X'${key}'`);
	const read = (column) => Number(stack.value(`SELECT ${column} FROM session WHERE token_hash = X'${key}'`));
	return { whole: Number(row.whole), idle: Number(row.idle), set, read };
};

test("SES-03: a session ends after its hours without a visit, and after its longest life whatever is visited", async () => {
	const customer = member(), agent = member({ role: "agent" });
	const plain = await signIn(customer), kept = await signIn(customer, { remember: "1" }), staff = await signIn(agent, { remember: "1" });
	for (const { answer } of [plain, kept, staff])
		assert.equal(answer.status, 303);
	const near = (value, wanted) => assert.ok(Math.abs(value - wanted) < 60, `${value} is not ${wanted}`);
	for (const [{ client }, idle, whole] of [[plain, 12 * HOUR, 12 * HOUR], [kept, 30 * DAY, 90 * DAY], [staff, 8 * HOUR, 24 * HOUR]]) {
		near(rowOf(client).idle, idle);
		near(rowOf(client).whole, whole);
	}
	assert.match(kept.answer.cookies.find((line) => line.startsWith("portico_session=")), /; Max-Age=7776000/);
	assert.doesNotMatch(staff.answer.cookies.find((line) => line.startsWith("portico_session=")), /Max-Age/, "staff is not remembered");

	const idle = rowOf(kept.client);
	idle.set("seen_at", "UNIX_TIMESTAMP() - 600");
	idle.set("idle_at", "UNIX_TIMESTAMP() + 60");
	const end = idle.read("ends_at");
	assert.equal((await kept.client.get("/en/tickets")).status, 200);
	near(idle.read("idle_at") - Date.now() / 1000, 30 * DAY);
	assert.equal(idle.read("ends_at"), end, "a visit puts off the one end, never the other");
	idle.set("idle_at", "UNIX_TIMESTAMP() - 1");
	assert.equal((await kept.client.get("/en/tickets")).status, 303);

	const old = rowOf(staff.client);
	assert.equal((await staff.client.get("/desk")).status, 200);
	old.set("ends_at", "UNIX_TIMESTAMP() - 1");
	assert.equal((await staff.client.get("/desk")).status, 303);
});

test("every page of somebody who is signed in has the way out", async () => {
	const alice = member(), agent = person(stack, { role: "agent" }), admin = person(stack, { role: "admin" });
	const number = await fileTicket(alice, slug, "The way out");
	const pages = [[alice, ["/en/", "/fa/kb", "/lt/search?q=hub", "/en/tickets", `/en/tickets/${number}`, newPath(slug, "x"), "/en/account", "/en/account/security", "/en/company", "/en/forum", "/en/suggestions", "/en/nothing"]], [agent, ["/desk", `/desk/${number}`]], [admin, ["/admin", "/admin/settings"]]];
	for (const [who, paths] of pages)
		for (const path of paths) {
			const page = await who.client.get(path);
			assert.ok([200, 404].includes(page.status), path);
			assert.ok(forms(page.text).some((one) => one.action.endsWith("/login/out") && one.method === "POST"), path);
		}
});

test("SES-06: no address that a page leads to holds a session, a token or a password, and no form puts one there", async () => {
	const alice = member(), agent = person(stack, { role: "agent" });
	const number = await fileTicket(alice, slug, "Addresses");
	const token = alice.client.cookies.get("portico_session");
	let links = 0;
	for (const [who, paths] of [[alice, ["/en/", "/en/tickets", `/en/tickets/${number}`, "/en/account", "/en/account/security", "/en/account/sessions", "/en/account/data", "/en/forum", "/en/suggestions"]], [agent, ["/desk", `/desk/${number}`]], [{ client: anonymous() }, ["/en/login", "/en/login/register", "/en/login/recover", newPath(slug, "x")]]])
		for (const path of paths) {
			const page = await who.client.get(path);
			assert.equal(page.status, 200, path);
			assert.ok(!page.text.includes(token), `${path} shows the session`);
			for (const [, address] of page.text.matchAll(/\s(?:href|src|action)="([^"]*)"/g)) {
				assert.doesNotMatch(address, /[?&;](?:token|password|session|sid|key|mail)=|[\w-]{43}/, `${path}: ${address}`);
				links++;
			}
			for (const one of forms(page.text).filter(({ method }) => method === "GET"))
				assert.deepEqual(one.names.filter((name) => /token|password|current|code|mail/.test(name)), [], `${path}: ${one.action}`);
		}
	assert.ok(links > 300, `${links} addresses`);
});

/* --- passwords ------------------------------------------------------------------------------------------------------ */

test("AUTH-03: password fields hide what is typed, and let browsers and password managers fill them", async () => {
	const who = member();
	const pages = [anonymous().get("/en/login"), who.client.get("/en/account/security/password"), who.client.get("/en/account/security/address"), who.client.get("/en/account/data")];
	let fields = 0;
	for (const page of await Promise.all(pages))
		for (const [field] of page.text.matchAll(/<input\b[^>]*\bname="(?:password|current)"[^>]*>/g)) {
			assert.match(field, /\btype="password"/, page.path);
			assert.match(field, /\bautocomplete="(?:current|new)-password"/, page.path);
			assert.doesNotMatch(field, /readonly|onpaste|autocomplete="off"/, page.path);
			fields++;
		}
	assert.ok(fields >= 5);
	const home = await anonymous().get("/en/login");
	for (const [, address] of home.text.matchAll(/<script\b[^>]*\bsrc="([^"]*)"/g))
		assert.doesNotMatch((await anonymous().get(address.replaceAll("&amp;", "&"))).text, /(?:addEventListener\(|\.on)["']?(?:paste|copy|contextmenu)/, address);
});

test("AUTH-03: a password of ten years ago still signs in: nobody is made to change it", async () => {
	const who = member();
	const before = stack.value("SELECT UNIX_TIMESTAMP() - 10 * 366 * 86400");
	stack.sql(`UPDATE account SET created_at = ${before}, updated_at = ${before} WHERE id = ${who.id}`);
	const { client, answer } = await signIn(who);
	assert.equal(answer.status, 303);
	assert.doesNotMatch(answer.location, /password|security/);
	assert.equal((await client.get("/en/tickets")).status, 200);
});

test("no form asks for a hint or a secret question: who registers gives a name and an address", async () => {
	const asked = form(await anonymous().get("/en/login/register"), "/login/register");
	const own = asked.names.filter((name) => !/^(?:token|next|work|robot_\w+|website|answer)$/.test(name));
	assert.deepEqual(own.sort(), ["mail", "name"], asked.names.join(" "));
	const lost = form(await anonymous().get("/en/login/recover"), "/login/recover");
	assert.deepEqual(lost.names.filter((name) => !/^(?:token|next)$/.test(name)), ["mail"]);
});

/* --- what comes in ---------------------------------------------------------------------------------------------------- */

test("INJ-10: what is sent is decoded once, in addresses, queries and forms", async () => {
	const alice = person(stack);
	const found = await anonymous().get("/en/search?q=%2541%2526lt%3B%26amp%3B");
	assert.equal(found.status, 200);
	assert.match(found.text, /value="%41%26lt;&amp;amp;"/);
	assert.equal((await anonymous().get("/en/%256bb")).status, 404);
	const number = await fileTicket(alice, slug, "Decoded %41 &lt;b&gt; once", { body: "A body of %3Cb%3E, &lt;i&gt; and +." });
	const page = await alice.client.get(`/en/tickets/${number}`);
	assert.match(page.text, /Decoded %41 &amp;lt;b&amp;gt; once/);
	assert.equal(stack.value(`SELECT m.body FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id WHERE t.number = '${number}' LIMIT 1`), "A body of %3Cb%3E, &lt;i&gt; and +.");
});

test("of a field that comes twice the first counts, and no address or cookie stands in for a form", async () => {
	const alice = person(stack);
	const number = await fileTicket(alice, slug, "Twice");
	const reply = form(await alice.client.get(`/en/tickets/${number}`), "/reply");
	const path = new URL(reply.action, stack.url).pathname;
	const fields = reply.fields.filter(([name]) => name !== "body");
	const count = () => stack.sql(`SELECT m.body FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id WHERE t.number = '${number}' ORDER BY m.id`).map((row) => row.body);
	const elsewhere = await alice.client.post(`${path}?body=from-the-address`, fields, { headers: { Cookie: `portico_session=${alice.client.cookies.get("portico_session")}; body=from-a-cookie` } });
	assert.notEqual(elsewhere.status, 303);
	assert.equal(count().length, 1);
	const token = fields.find(([name]) => name === "token")[1];
	const inAddress = await alice.client.post(`${path}?token=${token}`, [...fields.filter(([name]) => name !== "token"), ["body", "No token of its own."]]);
	assert.equal(inAddress.status, 403);
	const doubled = await alice.client.post(path, [...fields, ["body", "the first"], ["body", "the second"], ["token", "x"]]);
	assert.equal(doubled.status, 303);
	assert.deepEqual(count().slice(1), ["the first"]);
});

/* --- what goes out ---------------------------------------------------------------------------------------------------- */

test("no answer lets another site read it, whatever Origin asks", async () => {
	const alice = person(stack);
	const home = await anonymous().get("/en/");
	const css = /href="(\/static\/style\.css\?v=[0-9a-f]+)"/.exec(home.text)[1];
	const headers = { Origin: "https://evil.test", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-anything" };
	for (const path of ["/en/", "/en/kb", "/en/search/suggest?q=hub", "/en/tickets/answers?q=hub", "/en/tickets", "/en/forum/feed", "/en/nothing", css])
		for (const method of ["GET", "OPTIONS"]) {
			const page = await alice.client.request(method, path, { headers });
			assert.deepEqual(Object.keys(page.headers).filter((name) => name.startsWith("access-control-")), [], `${method} ${path}`);
			assert.equal(page.headers["cross-origin-resource-policy"], "same-origin", `${method} ${path}`);
		}
});

test("what is text says in which letters, static files too", async () => {
	const home = await anonymous().get("/en/");
	const files = new Set([...home.text.matchAll(/(?:href|src)="(\/static\/[^"#]+)/g)].map(([, path]) => path.replaceAll("&amp;", "&")));
	assert.ok([...files].some((path) => path.includes(".css")) && [...files].some((path) => path.includes(".js")) && [...files].some((path) => path.includes(".svg")));
	for (const path of [...files, "/en/", "/en/nothing", "/en/forum/feed", "/static/nothing", "/en/search/suggest?q=hub"])
		assert.match((await anonymous().get(path)).headers["content-type"], /^(?:text\/\w+|application\/[\w+]+|image\/svg\+xml); ?charset=utf-8$/i, path);
});

test("what scripts ask for holds the fields that they show and no others", async () => {
	const alice = person(stack);
	const keysOf = async (path) => {
		const page = await alice.client.get(path, { headers: { Accept: "application/json" } });
		assert.equal(page.status, 200, path);
		assert.match(page.headers["content-type"], /^application\/json; charset=utf-8$/);
		const answer = JSON.parse(page.text);
		assert.ok(answer.items.length > 0, path);
		return [Object.keys(answer).sort().join(" "), ...new Set(answer.items.map((item) => Object.keys(item).sort().join(" ")))];
	};
	const allowed = /^(?:(?:all|crumb|exact|icon|id|items|kind|more|status|summary|title|url|votes) ?)+$/;
	for (const path of ["/en/search/suggest?q=hub", "/en/tickets/answers?q=hub"])
		for (const keys of await keysOf(path))
			assert.match(keys, allowed, path);
});

test("HDR-03: no folder is listed, and no page tells of the inside: status, metrics, documentation of programs", async () => {
	for (const path of ["/static/", "/static/fonts/", "/static", "/server-status", "/nginx_status", "/stub_status", "/status", "/metrics", "/health", "/debug", "/api", "/api/docs", "/swagger.json", "/openapi.json", "/phpinfo.php", "/fpm-status", "/INSTALL", "/static/../INSTALL", "/cgi-bin/", "/en/static/"]) {
		const page = await anonymous().get(path);
		assert.ok([302, 404].includes(page.status), `${path}: ${page.status}`);
		assert.doesNotMatch(page.text, /Index of|Active connections|nginx\/\d|worker_|libfcgi/, path);
	}
	const page = await anonymous().get("/en/");
	assert.equal(page.headers.server, "nginx");
	assert.equal(page.headers["x-powered-by"], undefined);
});

test("INJ-11: words that are template language stay words, on pages and in mails", async () => {
	const mark = `t${randomBytes(4).toString("hex")}`;
	const code = `<?cs var:Config.VarEscapeMode ?>${mark}{{7*7}}\${7*7}<?cs linclude:"/etc/passwd" ?>%(name)s`;
	const alice = person(stack), agent = person(stack, { role: "agent" });
	const number = await fileTicket(alice, slug, code, { body: code, field_2: code });
	for (const [who, path] of [[alice, `/en/tickets/${number}`], [alice, "/en/tickets"], [agent, `/desk/${number}`]]) {
		const page = await who.client.get(path);
		assert.equal(page.status, 200, path);
		assert.ok(textOf(page.text).includes(code), path);
		assert.doesNotMatch(page.text, /root:|>?html\s*t[0-9a-f]{8}/, path);
	}
	const sent = await agent.client.submit(await agent.client.get(`/desk/${number}`), "/reply", { kind: "reply", body: `${code} answered` });
	assert.equal(sent.status, 303);
	const letter = await stack.mail(alice.mail, (mail) => mail.text.includes("answered"));
	assert.ok(letter.text.includes(`{{7*7}}\${7*7}<?cs linclude:"/etc/passwd" ?>%(name)s`), letter.text);
	for (const path of ["/en/search?q=x&template=../../etc/passwd", "/en/kb/..%2f..%2fetc%2fpasswd", "/en/login?page=admin/home"])
		assert.doesNotMatch((await anonymous().get(path)).text, /root:/, path);
});

/* --- what is logged --------------------------------------------------------------------------------------------------- */

test("PRC-07: each way of signing in, each failure and each limit is a line of its program’s log, with who, where from and when", async () => {
	const who = member();
	const client = anonymous({ from: "127.77.5.1" });
	assert.equal((await signIn(who, { password: "not this one" }, client)).answer.status, 422);
	assert.equal((await signIn(who, {}, client)).answer.status, 303);
	for (let i = 0; i < 12; i++)
		await signIn(who, { password: `wrong ${i}` }, anonymous({ from: "127.77.5.2" }));
	await who.client.post("/en/account/security/password", { current: "x", password: "y" }, { origin: "https://evil.test" });
	const page = await who.client.get("/en/account/security/password");
	assert.equal((await who.client.submit(page, "/security/password", { current: "wrong", password: "a fresh long phrase" })).status, 403);
	const lines = logged("login", who), account = logged("account", who);
	const form = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z warn \w+ [0-9a-f]{16} security [\w-]+ account=\d+ ip=127\.[\d.]+(?: \S+)?$/;
	for (const line of [...lines, ...account])
		assert.match(line, form);
	const words = (list) => list.map((line) => / security ([\w-]+)/.exec(line)[1]);
	assert.deepEqual(words(lines).slice(0, 2), ["sign-in-failed", "sign-in"]);
	assert.match(lines[0], /ip=127\.77\.5\.1/);
	assert.match(lines[1], / password$/, "by which way");
	assert.ok(words(lines).includes("sign-in-limited"), words(lines).join(" "));
	assert.ok(words(account).includes("foreign-form") && words(account).includes("password-wrong"), words(account).join(" "));
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE actor_id = ${who.id} AND action = 'sign-in'`), "1");
});

test("PRC-07: whoever asks for what is not his, or not there, leaves a line with the kind of address and no more", async () => {
	const alice = person(stack), eve = person(stack);
	const number = await fileTicket(alice, slug, "Not for others");
	assert.equal((await eve.client.get(`/en/tickets/${number}?x=secret`)).status, 404);
	assert.equal((await eve.client.get("/en/tickets/10000001")).status, 404);
	assert.equal((await alice.client.get(`/en/tickets/${number}`)).status, 200);
	assert.equal((await anonymous().get("/en/kb/there-is-no-such-article")).status, 404);
	const lines = logged("tickets", eve);
	assert.equal(lines.length, 2, lines.join("\n"));
	for (const line of lines)
		assert.match(line, / security missing account=\d+ ip=127\.0\.0\.1 \/tickets\/:\w+$/);
	assert.deepEqual(logged("tickets", alice), []);
});
