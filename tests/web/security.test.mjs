/* Promises that span all pages: nothing is written raw, nothing but a form's own fields counts, nothing secret is kept or readable. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client, form, forms, textOf } from "../harness/client.mjs";
import { TOP, startStack } from "../harness/stack.mjs";
import { fileTicket, newPath, person, retire, topic } from "./people.mjs";
import { routesOf } from "./routes.mjs";
import { article, category, clear } from "./shelf.mjs";

const MARK = `<zq"'&>`;
const PASSWORD = "a long enough phrase of words";
let stack, slug, alice, agent, shelf, story;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	alice = person(stack);
	agent = person(stack, { role: "agent" });
	shelf = category(stack);
	story = article(stack, shelf, { en: ["A story", "Some words."] });
});
after(async () => {
	clear(stack, shelf);
	retire(stack, slug);
	await stack.stop();
});

const anonymous = () => new Client(stack);
const escaped = (text) => text.replace(/[\\']/g, "\\$&");

/* An address of a route: one that leads somewhere, or one with the mark in each place. */
function addressOf(path, places) {
	const filled = path.replace(/:(\w+)/g, (_, name) => places[name] ?? encodeURIComponent(MARK));
	return /^\/(?:desk|admin)/.test(path) ? filled : `/en${filled}`;
}

const mailToken = (purpose, accountId) => {
	const token = randomBytes(32).toString("base64url");
	stack.sql(`INSERT INTO mail_token (token_hash, purpose, account_id, created_at, ends_at)
		VALUES (UNHEX(SHA2('${token}', 256)), '${purpose}', ${accountId}, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 600)`);
	return token;
};

/* --- INJ-02 ------------------------------------------------------------------------------------------------------ */

const RAW = /<zq|zq"(?:'|&#39;)|zq&quot;'&>/; /* the mark, or the end of an attribute in it */

function assertEscaped(page, what) {
	const type = page.headers["content-type"] ?? "";
	if (type.startsWith("application/json"))
		return void JSON.parse(page.text || "null");
	assert.ok(!RAW.test(page.text), `${what}: ${page.text.slice(page.text.search(RAW) - 60).slice(0, 150)}`);
	assert.ok(!/<zq|%3Czq"/i.test(page.location ?? ""), `${what}: ${page.location}`);
	assert.ok(page.status < 500, `${what}: ${page.status}`);
}

test("INJ-02: every field and place of every address holds hostile text; no page writes it raw", async () => {
	const routes = routesOf(stack);
	assert.ok(routes.length >= 35, `${routes.length} routes`);
	const number = await fileTicket(alice, slug, "A ticket");
	const article = { slug: story };
	let asked = 0, echoed = 0;
	for (const who of [{ client: anonymous() }, alice, agent]) {
		await who.client.get("/en/login");
		for (const route of routes)
			for (const places of [{}, { number, ...(route.path.startsWith("/kb/c/") ? { slug: shelf.slug } : article), key: randomBytes(32).toString("base64url"), id: "0".repeat(32), name: "x" }]) {
				const path = addressOf(route.path, places), what = `${route.method} ${path}`;
				const fields = Object.fromEntries(route.fields.map((name) => [name, MARK]));
				const page = route.method === "GET" ? await who.client.get(`${path}?${new URLSearchParams(fields)}`) : await who.client.post(path, { token: MARK, ...fields });
				assertEscaped(page, what);
				asked++;
				echoed += page.text.includes("&lt;zq");
				if (route.method === "GET")
					assertEscaped(await who.client.get(`${path}?${new URLSearchParams({ [MARK]: MARK, done: MARK, lang: MARK })}`), what);
				else
					assertEscaped(await who.client.post(`${path}?x=${encodeURIComponent(MARK)}`, fields, { multipart: true, headers: { Accept: "application/json" } }), what);
			}
	}
	assert.ok(asked > 200 && echoed > 20, `${asked} asked, ${echoed} echoed`);
});

/* --- INJ-08 ------------------------------------------------------------------------------------------------------ */

test("INJ-08: CR, LF and NUL in any field of any form begin no header, no address and no line of a log", async () => {
	const breaks = ["\r\nSet-Cookie: evil=1\r\n\r\n<b>evil</b>", "a\nevil: 1", "a\revil: 1", "a\0evil"];
	let sent = 0;
	for (const who of [{ client: anonymous() }, alice, agent]) {
		await who.client.get("/en/login");
		for (const route of routesOf(stack).filter((one) => one.fields.length))
			for (const text of breaks) {
				const path = addressOf(route.path, {});
				const fields = Object.fromEntries(route.fields.map((name) => [name, text]));
				const page = route.method === "GET" ? await who.client.get(`${path}?${new URLSearchParams(fields)}`) : await who.client.post(path, { token: "x", ...fields });
				sent++;
				assert.ok(page.status < 500, `${route.method} ${path}: ${page.status}`);
				assert.ok(!page.cookies.some((line) => line.includes("evil")) && !("evil" in page.headers), `${route.method} ${path}`);
				assert.ok(!/[\r\n\0]/.test(page.location ?? ""), `${route.method} ${path}: ${page.location}`);
			}
	}
	assert.ok(sent > 300, `${sent} sent`);
	for (const name of ["login", "tickets", "account", "company", "admin"])
		assert.ok(!/^evil/m.test(stack.log(name)), `a line of ${name}.log was begun by a field`);
});

/* The names of a form's fields that take any text, files among them. */
function textFields({ names, html }) {
	const chosen = (name) => new RegExp(`<(?:select|button)[^>]*name="${name}"|<input(?=[^>]*name="${name}")[^>]*type="(?:radio|checkbox|hidden)"`).test(html);
	return names.filter((name) => !chosen(name) && name !== "website"); // a trap that only robots fill
}

function valueFor(name, whole) {
	const fit = { mail: `zq&${randomBytes(4).toString("hex")}@example.org`, password: PASSWORD, files: { name: `${MARK}.txt`, content: MARK } };
	return whole || name === "files" ? (fit[name] ?? MARK) : MARK;
}

/* All forms of a page sent with the mark in every field that takes text; choices are made as they stand. */
async function sendForms(who, path, sent) {
	for (const one of forms((await who.client.get(path)).text)) {
		if (one.method !== "POST" || /logout|\/out$|\/vote$/.test(one.action))
			continue;
		for (const whole of [true, false]) {
			const page = await who.client.get(path);
			const now = forms(page.text).find((other) => other.action === one.action);
			if (!now)
				continue;
			const values = Object.fromEntries(textFields(now).map((name) => [name, valueFor(name, whole)]));
			const chosen = whole ? Object.fromEntries(Object.entries({ reason: "other", field_1: "1" }).filter(([name]) => now.names.includes(name))) : {};
			const answer = await who.client.submit(page, (other) => other.action === one.action, { ...values, ...chosen });
			assertEscaped(answer, `${one.action} from ${path}`);
			sent.add(`${one.action.replace(/\d{8}/, "N")} ${answer.status}`);
			assertEscaped(await who.client.follow(answer), `after ${one.action}`);
		}
	}
}

test("INJ-02: the same through the real forms, and on all pages after that", async () => {
	const own = topic(stack), rows = category(stack, MARK);
	stack.sql(`UPDATE topic_text SET name = '${escaped(MARK)}', hint = '${escaped(MARK)}' WHERE topic_id = (SELECT id FROM topic WHERE slug = '${own}');
		UPDATE topic_field_text t JOIN topic_field f ON f.id = t.field_id JOIN topic p ON p.id = f.topic_id
			SET t.label = '${escaped(MARK)}', t.hint = '${escaped(MARK)}', t.options = IF(t.options = '', '', '${escaped(MARK)}\\nOther') WHERE p.slug = '${own}';
		UPDATE category_text SET description = '${escaped(MARK)}' WHERE category_id = ${rows.id}`);
	const tale = article(stack, rows, { en: [MARK, `# ${MARK}\n\n## ${MARK}\n\n## ${MARK}\n\n## ${MARK}\n\n${MARK} [${MARK}](/x "${MARK}") ![${MARK}](/y)\n\n    ${MARK}\n\n\`\`\`${MARK}\n${MARK}\n\`\`\`\n\n|${MARK}|\n|-|\n|${MARK}|\n`] });
	const eve = person(stack, { name: escaped(MARK) }), gus = person(stack, { role: "agent", name: escaped(MARK) });
	const number = await fileTicket(eve, own, MARK, { body: MARK, field_2: MARK, files: [{ name: `${MARK}.txt`, content: MARK }] });
	const second = await fileTicket(eve, own, MARK, { body: MARK });
	const { id } = person(stack), reset = mailToken("reset", id), sent = new Set();
	const stranger = { client: anonymous() };
	for (const path of ["/en/login", "/en/login/register", "/en/login/recover", `/en/login/reset/${reset}`, newPath(own, MARK)])
		await sendForms(stranger, path, sent);
	for (const path of [newPath(own, MARK), `/en/tickets/${number}`, `/en/tickets/${second}/close`])
		await sendForms(eve, path, sent);
	await sendForms(gus, `/desk/${number}`, sent);
	await sendForms(gus, `/desk/${second}`, sent);
	await stack.settle();
	for (const wanted of ["/en/login 422", "/en/login/register 303", "/en/login/register 422", "/en/login/reset 303", "/en/tickets/new 303", "/en/tickets/N/reply 303", "/en/tickets/N/close 303", "/desk/N/reply 303", "/desk/N/update 303"])
		assert.ok(sent.has(wanted), `${wanted} is not among ${[...sent].join(", ")}`);
	const q = encodeURIComponent(MARK);
	const paths = ["/en/", "/en/kb", `/en/kb/c/${rows.slug}`, `/en/kb/${tale}`, `/fa/kb/${tale}`, `/en/search?q=${q}`, "/en/search?q=zq", `/en/search/suggest?q=zq`, `/en/tickets/answers?q=zq`, newPath(own, MARK), `/en/tickets/new?topic=${own}`];
	for (const who of [stranger, eve, gus])
		for (const path of [...paths, "/en/tickets", `/en/tickets?q=${q}`, `/en/tickets/${number}`, `/en/tickets/${second}`, "/desk", `/desk?q=${q}`, "/desk?view=solved&sort=newest", `/desk/${number}`, `/desk/${second}`])
			assertEscaped(await who.client.get(path), path);
	const thread = await gus.client.get(`/desk/${number}`);
	assert.ok(thread.text.split("&lt;zq").length > 10, "the marks stand in the page");
	const mails = stack.mails().filter((mail) => mail.to.includes(eve.mail) || mail.html.includes("zq"));
	assert.ok(mails.length >= 3, `${mails.length} mails`);
	for (const mail of mails)
		assert.ok(!RAW.test(mail.html), mail.subject);
	clear(stack, rows);
	retire(stack, own);
});

test("INJ-06, CVE-2024-29185: no program can start a shell", () => {
	const folder = join(resolve(TOP, stack.build), "bin");
	for (const name of readdirSync(folder)) {
		const symbols = execFileSync("nm", ["-D", "--undefined-only", join(folder, name)], { encoding: "utf8" });
		assert.ok(!/ (?:system|popen|execlp|execvp|execvpe|posix_spawnp|wordexp|dlopen)(?:@|$)/m.test(symbols), name);
	}
});

/* --- ACL-05 ------------------------------------------------------------------------------------------------------ */

/* Every column there is, with a value that would be felt. */
function foreignFields(who) {
	const values = { role: "admin", state: "active", status: "solved", priority: "urgent", kind: "note", requester_id: who.id, account_id: who.id, owner_id: who.id, author_id: who.id, assignee_id: who.id, by_staff: "1", unproven: "0", visibility: "staff", lang: "fa", zone: "Asia/Tehran", theme: "dark", calendar: "persian", mail: "other@example.org", password_hash: "x", agent: who.id, take: "1" };
	const columns = stack.sql("SELECT DISTINCT column_name AS name FROM information_schema.columns WHERE table_schema = 'portico'").map((row) => row.name);
	return { ...Object.fromEntries(columns.map((name) => [name, "1"])), ...values };
}

/* Everything that people do, with further fields in every form; what came of it. */
async function life(extra) {
	const mail = `life-${randomBytes(5).toString("hex")}@example.org`;
	const routes = routesOf(stack);
	const send = (client, page, which, values) => {
		const { action } = form(page, which);
		const route = routes.find((one) => one.method === "POST" && new RegExp(`${one.path.replace(/:\w+/g, "[^/]+")}$`).test(action.split("?")[0]));
		const foreign = Object.fromEntries(Object.entries(extra).filter(([name]) => !route.fields.includes(name)));
		return client.submit(page, which, { ...foreign, ...values });
	};
	const go = async (answer, client) => {
		assert.equal(answer.status, 303, textOf(answer.text).slice(0, 300));
		return client.follow(answer);
	};
	const client = anonymous();
	await go(await send(client, await client.get("/en/login/register"), "/login/register", { name: "Lee", mail }), client);
	const path = (await stack.mail(mail)).links.map((link) => new URL(link).pathname).find((one) => one.includes("/login/confirm/"));
	await go(await send(client, await client.get(path), "/login/confirm", { password: PASSWORD }), client);
	await go(await send(client, await client.get("/en/login/recover"), "/login/recover", { mail }), client);
	const reset = (await stack.mail(mail, (one) => one.text.includes("/login/reset/"))).links.map((link) => new URL(link).pathname).find((one) => one.includes("/login/reset/"));
	await go(await send(client, await client.get(reset), "/login/reset", { password: `${PASSWORD} two` }), client);
	await go(await send(client, await client.get("/en/login"), (one) => one.names.includes("password"), { mail, password: `${PASSWORD} two` }), client);
	const read = await go(await send(client, await client.get(newPath(slug, "Of a life")), "/tickets/new", { body: "Words.", field_1: "1" }), client);
	const number = /tickets\/(\d{8})/.exec(read.path)[1];
	await go(await send(client, read, "/reply", { body: "More." }), client);
	const desk = () => agent.client.get(`/desk/${number}`);
	await go(await send(agent.client, await desk(), "/reply", { kind: "reply", body: "An answer.", status: "waiting" }), agent.client);
	await go(await send(agent.client, await desk(), "/reply", { kind: "note", body: "A note." }), agent.client);
	await go(await send(agent.client, await desk(), "/update", { priority: "high" }), agent.client);
	await go(await send(client, await client.get(`/en/tickets/${number}/close`), "/close", { reason: "other" }), client);
	await go(await send(client, await client.get(`/en/tickets/${number}`), "/reopen", {}), client);
	const voter = anonymous();
	await go(await send(voter, await voter.get(`/en/kb/${story}`), (one) => "data-vote" in one.attributes, { vote: "yes" }), voter);
	const { id } = stack.sql(`SELECT id FROM account WHERE mail_key = '${mail}'`)[0];
	const hide = (rows) => JSON.parse(JSON.stringify(rows).replaceAll(`"${id}"`, '"ME"'));
	return hide({
		account: stack.sql(`SELECT name, role, state, lang, zone, calendar, theme FROM account WHERE id = ${id}`),
		ticket: stack.sql(`SELECT requester_id, topic_id, subject, state, priority, assignee_id, lang, unproven, follows_id, close_reason, version, message_count, last_by_staff, last_name FROM ticket WHERE number = ${number}`),
		messages: stack.sql(`SELECT kind, author_id, by_staff, event, event_to, body, files FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id WHERE t.number = ${number} ORDER BY m.id`),
		fields: stack.sql(`SELECT position, label, value FROM ticket_field f JOIN ticket t ON t.id = f.ticket_id WHERE t.number = ${number} ORDER BY position`),
		sessions: stack.sql(`SELECT account_id, idle_for, ends_at - created_at AS life FROM session WHERE account_id = ${id}`),
	});
}

test("ACL-05, CVE-2025-48476: fields that a form does not declare change nothing, in any form", { timeout: 120000 }, async () => {
	const plain = await life({});
	assert.equal(plain.messages.filter((row) => row.kind !== "event").length, 4);
	const foreign = Object.entries(foreignFields(person(stack))), most = 150; // more fields than that no form may have
	for (let from = 0; from < foreign.length; from += most)
		assert.deepEqual(await life(Object.fromEntries(foreign.slice(from, from + most))), plain);
});

/* --- SES ----------------------------------------------------------------------------------------------------------- */

test("SES-04, CVE-2020-1776: sessions end at once when an account is disabled or its role changes", async () => {
	const kim = person(stack, { role: "agent" }), lee = person(stack);
	assert.equal((await kim.client.get("/desk")).status, 200);
	execFileSync(join(resolve(TOP, stack.build), "bin/portico"), ["user", "role", kim.mail, "customer"], {
		env: { ...process.env, PORTICO_CONF: join(stack.varDir, "etc/portico.conf"), ASAN_OPTIONS: "detect_leaks=0" },
		stdio: "ignore",
	});
	assert.equal((await kim.client.get("/desk")).status, 303);
	assert.equal((await lee.client.get("/en/tickets")).status, 200);
	stack.sql(`UPDATE account SET state = 'disabled' WHERE id = ${lee.id}`);
	assert.equal((await lee.client.get("/en/tickets")).status, 303);
});

test("SES-06, PRV-03: no log holds a session, a mailed token, a password or the words of a ticket", async () => {
	const secret = `pw-${randomBytes(12).toString("hex")} and more`, body = `body-${randomBytes(12).toString("hex")}`;
	const mail = `logs-${randomBytes(5).toString("hex")}@example.org`;
	const client = anonymous(), wrong = anonymous();
	const registered = await client.submit(await client.get("/en/login/register"), "/login/register", { name: "Logs", mail });
	assert.equal(registered.status, 303);
	const paths = (await stack.mail(mail)).links.map((link) => new URL(link).pathname);
	const confirm = paths.find((path) => path.includes("/login/confirm/"));
	const token = confirm.split("/").pop();
	for (const path of [confirm, `${confirm}?x=1`, `${confirm}/`, `${confirm}%20`, `/login/confirm/${token}`, `/en/login/reset/${token}`, confirm.replace(token, `%${token.charCodeAt(0).toString(16)}${token.slice(1)}`), `/en/search?q=${token}`])
		await client.get(path, { headers: { Referer: `${stack.url}${confirm}` } });
	await client.submit(await client.get(confirm), "/login/confirm", { password: secret });
	await wrong.submit(await wrong.get("/en/login"), (one) => one.names.includes("password"), { mail, password: `${secret}!` });
	await client.signIn({ mail, password: secret });
	const number = await fileTicket({ client }, slug, `subject-${body}`, { body });
	await client.get(`/en/tickets/${number}?q=${body}`);
	await client.submit(await client.get(`/en/tickets/${number}`), "/reply", { body: `${body} again` });
	await client.get("/en/search?q=4111%201111%201111%201111");
	await stack.settle();
	const cookies = [...client.cookies.values()];
	assert.ok(cookies.length > 0);
	const folder = join(stack.varDir, "log");
	const logs = readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "latin1")]);
	assert.ok(stack.log("portico-access").includes(`/tickets/${number}`), "the access log is looked at");
	for (const [name, text] of logs)
		for (const hidden of [...cookies, token, token.slice(1), secret, secret.split(" ")[0], body, "4111 1111", "4111%201111"])
			assert.ok(!text.includes(hidden), `${name} holds ${hidden}`);
});

test("what staff searches for and finds among its own articles is shown to nobody as a popular search", async () => {
	const word = `zub${randomBytes(4).toString("hex").replace(/\d/g, "q")}`;
	article(stack, shelf, { en: [`About ${word}`, "For staff only."] }, { visibility: "staff" });
	await stack.settle();
	for (let i = 0; i < 4; i++)
		assert.match((await agent.client.get(`/en/search?q=${word}&n=${i}`)).text, new RegExp(`About <mark>${word}`));
	for (const path of ["/en/", "/en/search", `/en/search/suggest?q=${word.slice(0, 6)}`, `/en/search?q=${word.slice(0, -1)}`])
		assert.ok(!(await anonymous().get(path)).text.includes(word), path);
	assert.ok(!(await anonymous().get(`/en/search?q=${word}`)).text.includes("<mark>"));
});

/* --- the page cache -------------------------------------------------------------------------------------------------- */

test("a page kept for everybody is never a person’s, and stands under its own address only", async () => {
	const headers = { "X-Test-Cache": "on" };
	const name = `Cached-${randomBytes(5).toString("hex")}`;
	const own = person(stack, { name });
	for (const path of ["/en/", "/en/kb", `/en/kb/${story}`, "/en/search?q=story"]) {
		const fresh = `${path}${path.includes("?") ? "&" : "?"}n=${randomBytes(4).toString("hex")}`;
		assert.ok((await own.client.get(fresh, { headers })).text.includes(name), path);
		const other = await anonymous().get(fresh, { headers });
		assert.ok(!other.text.includes(name), `${path} leaked`);
		const again = await anonymous().get(fresh, { headers });
		assert.equal(again.text, other.text, `${path} is not kept`);
		assert.ok((await own.client.get(fresh, { headers })).text.includes(name), path);
		for (const cookie of [`x=1,portico_session=${own.client.cookies.get("portico_session")}`, `x=1;\tportico_session=${own.client.cookies.get("portico_session")}`, `; ;portico_session=${own.client.cookies.get("portico_session")}`]) {
			const odd = `${fresh}${randomBytes(3).toString("hex")}`;
			await anonymous().get(odd, { headers: { ...headers, Cookie: cookie } });
			assert.ok(!(await anonymous().get(odd, { headers })).text.includes(name), `${path} leaked by ${cookie}`);
		}
	}
	await anonymous().get(`/en/kb/${story}?vote=no`, { headers });
	assert.equal((await anonymous().get(`/en/kb/${story}%3Fvote=no`, { headers })).status, 404);
	const head = await anonymous().head(`/en/kb/${story}?h=1`, { headers });
	assert.equal(head.body.length, 0);
	assert.ok((await anonymous().get(`/en/kb/${story}?h=1`, { headers })).body.length > 1000);
});

test("an address is led on whole: to its language, through the sign-in, and never as a further header", async () => {
	const name = "نام a&b #1 50%25?.txt".replace("%25", "%");
	const { client, mail } = person(stack);
	const page = await client.get(newPath(slug, "Led on"));
	await client.submit(page, "/tickets/new", { body: "See the file.", field_1: "1", files: [{ name, content: "led on" }] });
	const number = stack.value(`SELECT t.number FROM ticket t JOIN account a ON a.id = t.requester_id WHERE a.mail = '${mail}'`);
	const link = /class="chip" href="([^"]*)"/.exec((await client.get(`/en/tickets/${number}`)).text)[1].replaceAll("&amp;", "&");
	const visitor = anonymous();
	const bare = await visitor.get(link.replace("/en/", "/"));
	assert.equal(bare.location, link);
	const asked = await visitor.get(link);
	assert.equal(new URL(asked.location, stack.url).searchParams.get("next"), link);
	assert.equal(form(await visitor.get(asked.location), (one) => one.names.includes("password")).value("next"), link);
	for (const path of ["/tickets/x%0d%0aSet-Cookie:a=b", "/kb/x%0aLocation:%20https://evil.test", "/tickets?x=%0d%0aSet-Cookie:a=b", "//evil.test/tickets", "/tickets//evil.test", "/kb/%2f%2fevil.test"]) {
		const answer = await anonymous().get(path);
		assert.equal(answer.cookies.length, 0, path);
		assert.ok(!/[\r\n]|^(?:https?:)?\/\//.test(answer.location ?? ""), `${path}: ${answer.location}`);
	}
});

test("RAT-03: behind a trusted proxy an IPv6 subscriber is counted as one, an IPv4 one by his address", async () => {
	const own = await startStack({ own: true, demo: false, conf: "trusted_proxies = 127.0.0.1" });
	try {
		const recover = async (address) => {
			const visitor = new Client(own);
			const page = await visitor.get("/en/login/recover");
			const sent = await visitor.submit(page, "/login/recover", { mail: "nobody@example.org" }, { headers: { "X-Forwarded-For": `198.51.100.9, ${address}` } });
			assert.equal(sent.status, 303);
		};
		for (const address of ["2001:db8:1:2::1", "2001:db8:1:2:ffff::2", "2001:db8:1:3::1", "192.0.2.1", "192.0.2.2", "::ffff:192.0.2.3"])
			await recover(address);
		const counts = own.sql("SELECT SUM(count) AS n FROM attempt GROUP BY key_hash ORDER BY n").map((row) => Number(row.n));
		assert.deepEqual(counts, [1, 1, 1, 1, 2]);
	} finally {
		await own.stop();
	}
});

test("a thread of texts that grow most when they are rendered can still be read, and answered", async () => {
	const number = await fileTicket(alice, slug, "Growing");
	const grown = [">\n-\n", "- + ", '"', "<a@b>"].map((piece) => piece.repeat(Math.floor(65000 / piece.length)));
	for (let i = 0; i < 60; i++) {
		const sent = await alice.client.submit(await alice.client.get(`/en/tickets/${number}`), "/reply", { body: grown[i < 52 ? 0 : i % grown.length] });
		assert.equal(sent.status, 303);
	}
	for (const [who, path] of [[alice, `/en/tickets/${number}`], [agent, `/desk/${number}`]])
		for (let at = path, pages = 0; at; pages++) {
			const page = await who.client.get(at);
			assert.equal(page.status, 200, `${at}: ${textOf(page.text).slice(0, 200)}`);
			assert.ok(pages < 61);
			at = pages < 3 ? /href="([^"]*\?before=\d+)"/.exec(page.text)?.[1] : undefined;
		}
	const answered = await agent.client.submit(await agent.client.get(`/desk/${number}`), "/reply", { kind: "reply", body: "Plain words." });
	assert.equal(answered.status, 303);
	await stack.mail(alice.mail, (mail) => mail.text.includes("Plain words."));
});

/* --- HDR-04 ------------------------------------------------------------------------------------------------------------ */

/* Sends bytes and waits for the end: all that came back. */
function exchange(data, { wait = 1500, slowly = false } = {}) {
	return new Promise((done) => {
		const pieces = [];
		const socket = connect(stack.port, "127.0.0.1");
		const timer = setTimeout(() => socket.destroy(), wait);
		let drip;
		socket.on("connect", () => {
			if (!slowly)
				return void socket.write(data);
			let at = 0;
			drip = setInterval(() => socket.write(data.slice(at, ++at) || "x"), 500);
		});
		socket.on("data", (piece) => pieces.push(piece));
		socket.on("error", () => {});
		socket.on("close", () => {
			clearTimeout(timer);
			clearInterval(drip);
			done(Buffer.concat(pieces).toString("latin1"));
		});
	});
}

const statuses = (text) => [...text.matchAll(/^HTTP\/1\.[01] (\d{3})/gm)].map((found) => Number(found[1]));
const request = (line, ...headers) => `${[line, ...headers].join("\r\n")}\r\n\r\n`;
const HOST = "Host: 127.0.0.1", END = "Connection: close";
const SMUGGLED = "GET /en/smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

/* What is sent, and the statuses that may come; [] means that the connection ends without one. */
const malformed = [
	["nothing but lines", "\r\n\r\n\r\n", [[], [400]]],
	["binary", Buffer.from([0, 1, 2, 3, 255, 254, 13, 10, 13, 10]), [[400]]],
	["a TLS greeting", Buffer.from("16030100c8010000c40303", "hex"), [[400], []]],
	["the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [[400], [505], []]],
	["a method alone", "GET\r\n\r\n", [[400]]],
	["a small method", request("get /en/ HTTP/1.1", HOST, END), [[400]]],
	["a method with a NUL", request("G\0ET /en/ HTTP/1.1", HOST, END), [[400]]],
	["an unknown version", request("GET /en/ HTTP/9.9", HOST, END), [[400], [505]]],
	["a version of words", request("GET /en/ HTTP/one", HOST, END), [[400]]],
	["two spaces and more words", request("GET /en/ x HTTP/1.1", HOST, END), [[400]]],
	["no Host", request("GET /en/ HTTP/1.1", END), [[400]]],
	["two Hosts", request("GET /en/ HTTP/1.1", HOST, "Host: evil.test", END), [[400]]],
	["a Host with a space", request("GET /en/ HTTP/1.1", "Host: a b", END), [[400], [200]]],
	["a Host with a slash", request("GET /en/ HTTP/1.1", "Host: a/../b", END), [[400]]],
	["a header without a colon", request("GET /en/ HTTP/1.1", HOST, "Broken", END), [[400], [200]]],
	["a space before the colon", request("GET /en/ HTTP/1.1", HOST, "X-A : 1", END), [[400], [200]]],
	["a folded header", request("GET /en/ HTTP/1.1", HOST, "X-A: 1\r\n 2", END), [[400], [200]]],
	["a NUL in a header", request("GET /en/ HTTP/1.1", HOST, "X-A: a\0b", END), [[400]]],
	["a lone CR in a header", request("GET /en/ HTTP/1.1", HOST, "X-A: a\rb", END), [[400], [200]]],
	["a header of 40 kB", request("GET /en/ HTTP/1.1", HOST, `X-A: ${"a".repeat(40000)}`, END), [[400], [494]]],
	["3000 headers", request("GET /en/ HTTP/1.1", HOST, ...Array.from({ length: 3000 }, (_, i) => `X-${i}: ${i}`), END), [[400], [494]]],
	["an address of 40 kB", request(`GET /en/${"a".repeat(40000)} HTTP/1.1`, HOST, END), [[414], [400]]],
	["a NUL in the address", request("GET /en/\0kb HTTP/1.1", HOST, END), [[400]]],
	["a coded NUL in the address", request("GET /en/%00kb HTTP/1.1", HOST, END), [[400]]],
	["a broken code in the address", request("GET /en/%zz HTTP/1.1", HOST, END), [[400]]],
	["half a code in the address", request("GET /en/% HTTP/1.1", HOST, END), [[400]]],
	["a way out of the root", request("GET /../../etc/passwd HTTP/1.1", HOST, END), [[400]]],
	["a coded way out of the root", request("GET /static/%2e%2e/%2e%2e/etc/passwd HTTP/1.1", HOST, END), [[400]]],
	["another host in the address", request("GET http://evil.test/en/ HTTP/1.1", HOST, END), [[200], [400]]],
	["CONNECT", request("CONNECT evil.test:443 HTTP/1.1", HOST, END), [[400], [405]]],
	["OPTIONS *", request("OPTIONS * HTTP/1.1", HOST, END), [[400], [405]]],
	["a negative length", request("POST /en/login HTTP/1.1", HOST, "Content-Length: -1", END), [[400]]],
	["a length of words", request("POST /en/login HTTP/1.1", HOST, "Content-Length: ten", END), [[400]]],
	["a length past all numbers", request("POST /en/login HTTP/1.1", HOST, "Content-Length: 99999999999999999999", END), [[400], [413]]],
	["two lengths", `${request("POST /en/login HTTP/1.1", HOST, "Content-Length: 5", "Content-Length: 50")}aaaaa${SMUGGLED}`, [[400]]],
	["a length and chunks", `${request("POST /en/login HTTP/1.1", HOST, "Content-Length: 4", "Transfer-Encoding: chunked")}0\r\n\r\n${SMUGGLED}`, [[400]]],
	["chunks twice", `${request("POST /en/login HTTP/1.1", HOST, "Transfer-Encoding: chunked", "Transfer-Encoding: identity")}0\r\n\r\n${SMUGGLED}`, [[400], [501]]],
	["an unknown coding", `${request("POST /en/login HTTP/1.1", HOST, "Transfer-Encoding: xchunked")}0\r\n\r\n${SMUGGLED}`, [[400], [501]]],
	["a coding behind a tab", `${request("POST /en/login HTTP/1.1", HOST, "Transfer-Encoding:\x0bchunked")}0\r\n\r\n${SMUGGLED}`, [[400], [501]]],
	["a chunk of no number", request("POST /en/login HTTP/1.1", HOST, "Transfer-Encoding: chunked") + "zz\r\nabc\r\n0\r\n\r\n", [[400]]],
	["a chunk past all numbers", request("POST /en/login HTTP/1.1", HOST, "Transfer-Encoding: chunked") + "ffffffffffffffffff\r\nabc\r\n0\r\n\r\n", [[400], [413]]],
	["a body that is too large", request("POST /en/login HTTP/1.1", HOST, "Content-Length: 99999999", END), [[413]]],
	["a body that never comes whole", `${request("POST /en/login HTTP/1.1", HOST, "Content-Length: 100")}abc`, [[], [408], [400]]],
	["a body on a GET", `${request("GET /en/login HTTP/1.1", HOST, "Content-Length: 5", END)}aaaaa${SMUGGLED}`, [[200], [400]]],
	["ten thousand ranges", request("GET /static/favicon.svg HTTP/1.1", HOST, `Range: bytes=${"0-1,".repeat(1000)}0-1`, END), [[200], [206], [416]]],
	["an unknown expectation", request("POST /en/login HTTP/1.1", HOST, "Expect: the-unexpected", "Content-Length: 0", END), [[403], [417], [400]]],
	["words of the gateway as headers", request("GET /en/tickets HTTP/1.1", HOST, "REMOTE-USER: admin", "X-Forwarded-User: admin", "X-Original-URL: /desk", "X-Rewrite-URL: /desk", "SCRIPT_NAME: /desk", END), [[303]]],
];

test(`HDR-04: ${malformed.length} malformed requests are refused, none becomes two, and a normal one is answered after each`, { timeout: 120000 }, async () => {
	const slow = exchange("GET /en/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", { wait: 25000, slowly: true });
	const started = Date.now();
	for (const [what, data, allowed] of malformed) {
		const text = await exchange(data);
		const got = statuses(text);
		assert.ok(allowed.some((one) => String(one) === String(got)), `${what}: ${got} ${text.slice(0, 300)}`);
		assert.ok(!/\/usr\/|\/etc\/|root:|smuggled/.test(text), what);
		assert.equal((await anonymous().get("/en/login")).status, 200, `after ${what}`);
	}
	assert.deepEqual(statuses(await slow).filter((status) => status !== 408), [], "a header that comes slowly");
	assert.ok(Date.now() - started < 60000);
});

/* --- PRV-04 -------------------------------------------------------------------------------------------------------------- */

test("PRV-04: no page, style or script of ours names another host to load from", async () => {
	const number = await fileTicket(alice, slug, "Hosts", { body: "![x](https://evil.test/a.png) <img src=https://evil.test/b.png> [link](https://evil.test/)" });
	const loads = /<(?:script|img|iframe|embed|source|video|audio|use|link|form|input|object)\b[^>]*?\s(?:src|srcset|href|action|poster|data|formaction)="([^"]*)"/g;
	const files = new Set();
	for (const who of [{ client: anonymous() }, alice, agent])
		for (const path of ["/en/", "/fa/", "/lt/", "/en/kb", `/en/kb/${story}`, "/en/search?q=story", "/en/login", "/en/login/register", newPath(slug, "x"), "/en/tickets", `/en/tickets/${number}`, "/desk", `/desk/${number}`, "/en/none"])
			for (const [tag, address] of (await who.client.get(path)).text.matchAll(loads)) {
				assert.match(address, /^(?:\/(?!\/)|#|$)/, `${path}: ${tag}`);
				if (address.includes("/static/"))
					files.add(address.split("#")[0].replaceAll("&amp;", "&"));
			}
	assert.ok(files.size >= 4, [...files].join(" "));
	for (const address of files) {
		const file = await anonymous().get(address);
		assert.equal(file.status, 200, address);
		assert.ok(!/(?:https?:)?\/\/(?!www\.w3\.org\/)[a-z0-9-]+\.[a-z]{2,}/i.test(file.text.replace(/\/\*[\s\S]*?\*\//g, "")), address);
	}
});

/* --- PRC-04 ---------------------------------------------------------------------------------------------------------------- */

/* Files come and go while the stack works: a folder is read once, and one that has gone is left out. */
function* below(folder) {
	let entries;
	try {
		entries = readdirSync(folder, { withFileTypes: true });
	} catch (error) {
		if (error.code !== "ENOENT")
			throw error;
		return;
	}
	for (const entry of entries) {
		const path = join(folder, entry.name);
		yield path;
		if (entry.isDirectory())
			yield* below(path);
	}
}

const permissions = (path) => statSync(path).mode & 0o777;

test("PRC-04: config, keys, state and sockets are for their owner alone", () => {
	const sockets = [];
	assert.equal(permissions(stack.varDir), 0o700);
	for (const path of below(stack.varDir)) {
		if (path.startsWith(join(stack.varDir, "data/")))
			continue; /* MariaDB's own */
		let info;
		try {
			info = statSync(path);
		} catch {
			continue; /* it was there for a moment only */
		}
		if (info.isSocket() && !path.endsWith("mariadb.sock"))
			sockets.push([path, info.mode & 0o777]);
		else if (!info.isSocket() && /\/(?:etc|state)(?:\/|$)/.test(path.slice(stack.varDir.length)))
			assert.equal(info.mode & 0o077, 0, `${path} ${(info.mode & 0o777).toString(8)}`);
	}
	for (const [path, mode] of sockets)
		assert.equal(mode, 0o660, path);
	assert.ok(sockets.length > 0);
});

const root = process.getuid() === 0 ? false : "only root can become somebody else";

test("PRC-04: another user of the machine reads no secret, enters no folder, connects to no socket, looks into no process", { skip: root }, () => {
	const run = join(stack.varDir, "run");
	const files = ["etc/portico.conf", "etc/portico.key", "etc/db-password", "etc/db-admin-password", "etc/db-worker-password", "etc/db-operator-password", "etc/client.cnf"].map((name) => join(stack.varDir, name));
	const folders = ["state", "state/spool", "state/slots", "state/mail", "log", "cache", "run"].map((name) => join(stack.varDir, name));
	const sockets = readdirSync(run).filter((name) => name.endsWith(".sock")).map((name) => join(run, name));
	const workers = stack.mode === "fcgi" ? ["home", "login", "tickets"].flatMap((name) => stack.workers(name)) : [];
	assert.ok(sockets.length > 0);
	const script = `
		const fs = require("fs"), net = require("net"), open = [];
		const [files, folders, sockets, workers] = ${JSON.stringify([files, folders, sockets, workers])};
		for (const path of [...files, ...workers.flatMap((pid) => ["environ", "mem", "maps"].map((name) => "/proc/" + pid + "/" + name))])
			try { fs.readFileSync(path); open.push(path); } catch (error) { }
		for (const path of folders)
			try { fs.readdirSync(path); open.push(path); } catch (error) { }
		for (const path of sockets)
			net.connect(path).on("connect", () => { console.log(path); process.exit(1); }).on("error", () => {});
		process.on("exit", () => console.log(open.join("\\n")));`;
	const other = spawnSync("setpriv", ["--reuid=65534", "--regid=65534", "--clear-groups", process.execPath, "-e", script], { encoding: "utf8", cwd: "/" });
	assert.equal(other.status, 0, other.stderr);
	assert.equal(other.stdout.trim(), "");
});

/* Of a status file: one line's value. */
const told = (pid, word) => new RegExp(`^${word}:\\s+(\\S+)`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];

test("PRC-02: every worker, the worker and its helpers keep to a list of system calls and gain no new rights", (t) => {
	if (stack.mode !== "fcgi" || readFileSync(join(resolve(TOP, stack.build), "bin/home")).includes("libasan.so"))
		return t.skip("sanitizers ask the kernel for more than the list allows");
	const programs = ["home", "login", "account", "company", "kb", "forum", "suggestions", "search", "tickets", "files", "desk", "admin"].flatMap((name) => stack.workers(name));
	const worker = stack.pid("worker");
	const helpers = readFileSync(`/proc/${worker}/task/${worker}/children`, "utf8").trim().split(" ").map(Number);
	assert.ok(programs.length >= 12 && helpers.length >= 2);
	for (const pid of [...programs, worker, ...helpers]) {
		assert.equal(told(pid, "Seccomp"), "2", `process ${pid}`);
		assert.equal(told(pid, "NoNewPrivs"), "1", `process ${pid}`);
	}
	for (const part of ["home", "login", "account", "tickets", "files", "admin", "worker"])
		assert.ok(!/ confined: /.test(stack.log(part)), `${part} was ended by its list`);
});

test("PRC-04, CVE-2012-6687: the workers leave no core and nothing in /tmp, and hold no more descriptors than they may", { skip: root }, () => {
	if (stack.mode !== "fcgi")
		return;
	for (const pid of ["home", "login", "kb", "search", "tickets", "files", "desk"].flatMap((name) => stack.workers(name))) {
		const limits = readFileSync(`/proc/${pid}/limits`, "utf8");
		assert.ok(Number(/Max open files\s+(\d+)/.exec(limits)[1]) <= 1024);
		assert.equal(statSync(`/proc/${pid}/environ`).uid, 0, "not dumpable");
		const status = readFileSync(`/proc/${pid}/status`, "utf8");
		assert.equal(/Umask:\s+(\d+)/.exec(status)[1], "0077");
	}
});
