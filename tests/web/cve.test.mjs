/*
 * What has gone wrong in software of this kind elsewhere, tried here: each test is named after the entry that teaches it. Entries
 * whose lesson another test holds stand in that test's name; tests/check/promises.tsv lists all.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { TOP, startStack } from "../harness/stack.mjs";
import { fileTicket, person, retire, topic } from "./people.mjs";
import { article, category, clear } from "./shelf.mjs";

let stack, slug, password, hash, shelf;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	shelf = category(stack);
	const demo = stack.signIn("customer");
	password = demo.password;
	hash = stack.value(`SELECT password_hash FROM account WHERE mail_key = '${demo.mail}'`);
});
after(async () => {
	clear(stack, shelf);
	retire(stack, slug);
	await stack.stop();
});

const anonymous = (options) => new Client(stack, options);
const byPassword = (one) => one.names.includes("password");

function member(options) {
	const who = person(stack, options);
	stack.sql(`UPDATE account SET password_hash = '${hash}' WHERE id = ${who.id}`);
	return who;
}

/* A place of this machine that nobody has a reason to ask: what asks it is counted. */
async function trap() {
	const hits = [];
	const server = createServer((request, response) => {
		hits.push(request.url);
		response.end("caught");
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	return { hits, url: `http://127.0.0.1:${server.address().port}`, close: () => new Promise((done) => server.close(done)) };
}

test("SSR-05, CVE-2020-24881, CVE-2022-1191, CVE-2026-22200: no address in a text, a name or a picture is fetched, by page, mail, index or archive", async () => {
	const caught = await trap();
	try {
		const mark = randomBytes(5).toString("hex");
		const at = (name) => `${caught.url}/${name}-${mark}`;
		const text = ["image", "link", "raw", "style", "frame"].map((name) => `![x](${at(`md-${name}`)}) <img src="${at(name)}"> <iframe src="${at(name)}"></iframe> <link rel=stylesheet href="${at(name)}"> [x](${at(`a-${name}`)}) ${at(`bare-${name}`)} <style>@import "${at(name)}"</style> file:///etc/passwd ![](file:///etc/passwd)`).join("\n\n");
		const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="${at("svg")}"/></svg>`;
		const alice = member(), agent = person(stack, { role: "agent" });
		stack.sql(`UPDATE account SET name = '${at("name")}' WHERE id = ${alice.id}`);
		const number = await fileTicket(alice, slug, `See ${at("subject")}`, { body: text, files: [{ name: "x.svg", type: "image/svg+xml", content: svg }, { name: "x.html", content: text }] });
		await agent.client.submit(await agent.client.get(`/desk/${number}`), "/reply", { kind: "reply", body: text });
		const drawn = await alice.client.submit(await alice.client.get("/en/account/picture"), "/account/picture", { picture: [{ name: "x.svg", type: "image/svg+xml", content: svg }] });
		assert.equal(drawn.status, 422, "a picture that could name others is none");
		const story = article(stack, shelf, { en: [`Article ${at("title")}`, text] });
		await stack.settle();
		for (const [who, path] of [[alice, `/en/tickets/${number}`], [agent, `/desk/${number}`], [alice, `/en/kb/${story}`], [alice, `/en/search?q=${mark}`]])
			assert.equal((await who.client.get(path, { headers: { Referer: at("referrer"), "X-Forwarded-Host": new URL(caught.url).host } })).status, 200, path);
		const archive = await alice.client.submit(await alice.client.get("/en/account/data"), "/account/data", { current: password });
		assert.equal(archive.status, 200);
		assert.ok(!archive.body.includes("root:"));
		await stack.mail(alice.mail, (mail) => mail.text.includes(at("a-image")));
		assert.deepEqual(caught.hits, []);
		assert.equal((await fetch(at("proof"))).status, 200);
		assert.equal(caught.hits.length, 1, "the trap works");
	} finally {
		await caught.close();
	}
	const folder = join(resolve(TOP, stack.build), "bin");
	for (const name of readdirSync(folder).filter((one) => one !== "portico")) {
		const symbols = execFileSync("nm", ["-D", "--undefined-only", join(folder, name)], { encoding: "utf8" });
		assert.doesNotMatch(symbols, / (?:curl_\w+|connect|getaddrinfo|gethostbyname)(?:@|$)/m, `${name} can open a connection of its own`);
	}
});

test("INJ-01, CVE-2021-42235: SQL in the fields of signing in, of lost passwords and of registering is a word like another", async () => {
	const alice = member();
	const tries = ["' OR 1=1 -- ", `${alice.mail}' -- `, "\\' OR '1'='1", "' UNION SELECT 1,2,3 -- ", "'; UPDATE account SET role='admin' -- ", "%", "_%@%", "x' AND SLEEP(60) AND 'x'='x", `${alice.mail}\u00a7\u2019 OR 1=1`];
	/* whoever else is made meanwhile is another test's */
	const rows = () => stack.value(`SELECT GROUP_CONCAT(role, state, mail ORDER BY id) FROM account WHERE id <= ${alice.id}`);
	const before = rows();
	for (const word of tries) {
		const client = anonymous({ from: `127.78.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}` });
		for (const [path, which, fields] of [
			["/en/login", byPassword, { mail: word, password }],
			["/en/login", byPassword, { mail: alice.mail, password: word }],
			["/en/login/recover", "/login/recover", { mail: word }],
			["/en/login/register", "/login/register", { name: "x", mail: word }],
		]) {
			const answer = await client.submit(await client.get(path), which, fields);
			assert.ok([303, 422, 429].includes(answer.status), `${path} ${word}: ${answer.status}`);
			assert.ok(answer.ms < 30000, `${path} ${word} took ${answer.ms} ms`);
			assert.ok(!client.cookies.has("portico_session"), `${path} ${word}`);
			assert.doesNotMatch(textOf(answer.text), /SQL|syntax|mariadb/i);
		}
	}
	await stack.settle();
	assert.equal(stack.mails().filter((mail) => mail.to.includes(alice.mail)).length, 0, "no address is found by a pattern");
	assert.equal(rows(), before);
	assert.equal(stack.value("SELECT COUNT(*) FROM account WHERE mail NOT LIKE '_%@_%' AND state <> 'deleted'"), "0", "nobody is called by what was typed");
});

test("CVE-2011-4357: marks of formats in addresses, fields and headers are printed as they are, and nothing stops", async () => {
	const alice = person(stack);
	const marks = "%s%n%x%5$p%*c%999999d%hhn%ls";
	const number = await fileTicket(alice, slug, marks, { body: marks, field_2: marks });
	for (const path of [`/en/tickets/${number}`, "/en/tickets"])
		assert.ok(textOf((await alice.client.get(path)).text).includes(marks), path);
	const code = encodeURIComponent(marks);
	for (const path of [`/en/${code}`, `/en/kb/${code}`, `/en/search?q=${code}`, `/en/tickets?tab=${code}`, `/en/login?next=/${code}`, `/files/1/${code}`]) {
		const page = await alice.client.get(path, { headers: { "User-Agent": marks, Referer: marks, "Accept-Language": marks, "X-Forwarded-For": marks } });
		assert.ok(page.status < 500, `${path}: ${page.status}`);
		assert.doesNotMatch(page.text, /0x[0-9a-f]{8}|\(null\)|\(nil\)/, path);
	}
	const wrong = await alice.client.post("/en/tickets/new", { subject: marks, topic: marks, priority: marks, body: marks });
	assert.ok(wrong.status >= 400 && wrong.status < 500);
	assert.equal((await alice.client.get("/en/tickets")).status, 200);
});

test("AUTH-15, CVE-2026-34720: no header says who somebody is", async () => {
	const admin = person(stack, { role: "admin" }), alice = person(stack);
	for (const value of [admin.mail, admin.id, "admin", "true"])
		for (const name of ["X-Forwarded-User", "X-Forwarded-Login", "X-Forwarded-Email", "Remote-User", "REMOTE_USER", "X-Remote-User", "X-Auth-User", "X-User-Id", "X-Real-User", "Auth-User", "X-Webauth-User", "X-Ssl-Client-S-Dn", "Ssl-Client-Verify", "X-Admin", "From"]) {
			const headers = { [name]: value };
			assert.equal((await anonymous().get("/en/tickets", { headers })).status, 303, `${name}: ${value}`);
			assert.equal((await alice.client.get("/admin", { headers })).status, 404, `${name}: ${value}`);
		}
	for (const authorization of [`Basic ${Buffer.from(`${admin.mail}:${password}`).toString("base64")}`, `Bearer ${randomBytes(32).toString("base64url")}`])
		assert.equal((await anonymous().get("/admin", { headers: { Authorization: authorization } })).status, 303);
});

test("DAT-09, CVE-2024-53991: nothing that a visitor sends makes nginx hand out a file: no internal address, no header for it", async () => {
	const alice = person(stack);
	const number = await fileTicket(alice, slug, "Files", { files: [{ name: "a.txt", content: "own" }] });
	const own = /class="chip" href="([^"]*)"/.exec((await alice.client.get(`/en/tickets/${number}`)).text)[1].replaceAll("&amp;", "&");
	const headers = {};
	for (const name of ["X-Accel-Redirect", "X-Sendfile", "X-Sendfile-Type", "X-Accel-Mapping", "X-Accel-Expires", "X-Original-URL", "X-Rewrite-URL"])
		headers[name] = name === "X-Accel-Mapping" ? "/=/static/error/" : "/static/error/413.html";
	for (const path of ["/en/", "/en/tickets", own, "/en/nothing"]) {
		const plain = await alice.client.get(path), asked = await alice.client.get(path, { headers });
		assert.equal(asked.status, plain.status, path);
		assert.equal(asked.headers["content-type"], plain.headers["content-type"], path);
		assert.equal(asked.headers["x-accel-redirect"], undefined, path);
		assert.equal(asked.headers["x-accel-expires"], undefined, path);
	}
	assert.equal((await alice.client.get(own, { headers })).text, "own");
	for (const path of ["/static/error/413.html", "/static/error/", "/backup", "/backup.sql.gz", "/state/portico.key", "/var/state/", "/static/..%2f..%2fstate%2fportico.key", "/static/%2e%2e%2fbackup/portico.sql", "/static//../../etc/passwd"])
		assert.ok([400, 404].includes((await anonymous().get(path)).status), path);
});

test("CVE-2024-33668: files come with the form that they belong to: neither a number nor another person’s form takes them along", async () => {
	const alice = person(stack), eve = person(stack);
	const number = await fileTicket(alice, slug, "With a file", { files: [{ name: "secret.txt", content: "of alice" }] });
	const [file] = stack.sql(`SELECT a.id FROM attachment a JOIN ticket_message m ON m.id = a.message_id JOIN ticket t ON t.id = m.ticket_id WHERE t.number = '${number}'`);
	const extra = {};
	for (const name of ["attachment", "attachment_id", "attachments", "file", "file_id", "files[]", "form_id", "draft", "upload"])
		extra[name] = file.id;
	const other = await fileTicket(eve, slug, "Takes along", extra);
	assert.doesNotMatch((await eve.client.get(`/en/tickets/${other}`)).text, /secret\.txt|class="chip"/);
	const page = await alice.client.get(`/en/tickets/${number}`);
	const stolen = await eve.client.submit(page, "/reply", { body: "With the form of alice." });
	assert.ok([403, 404].includes(stolen.status));
	assert.equal(stack.value(`SELECT COUNT(*) FROM attachment a JOIN ticket_message m ON m.id = a.message_id JOIN ticket t ON t.id = m.ticket_id WHERE t.number = '${other}'`), "0");
});
