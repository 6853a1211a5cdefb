/* What every page keeps, whatever it shows: headers, methods, tokens, languages, errors. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, form, forms, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, newPath, person, topic } from "./people.mjs";

let stack, slug, alice, agent, number;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	alice = person(stack, { name: "Alice" });
	agent = person(stack, { role: "agent" });
	number = await fileTicket(alice, slug, "Something of Alice’s");
});
after(() => stack.stop());

const POLICY = {
	"default-src": "'none'",
	"script-src": "'self'",
	"style-src": "'self'",
	"img-src": "'self'",
	"font-src": "'self'",
	"connect-src": "'self'",
	"form-action": "'self'",
	"base-uri": "'none'",
	"frame-ancestors": "'none'",
	"object-src": "'none'",
};
const anonymous = () => new Client(stack);

/* Addresses of every kind of answer: pages, redirects, JSON, errors, nginx's own. */
const answers = () => [
	["/en/", 200], ["/fa/", 200], ["/lt/", 200], ["/en/kb", 200], ["/en/search?q=hub", 200], ["/en/search/suggest?q=hub", 200],
	["/en/login", 200], ["/en/login/register", 200], ["/en/login/recover", 200], ["/en/tickets/new", 200],
	["/en/tickets", 303], ["/desk", 303], ["/", 302], ["/tickets", 302],
	["/en/nothing", 404], ["/en/kb/no-such-article", 404], ["/en/tickets/99999999", 303], ["/nothing", 404], ["/xx/kb", 404],
];

test("HDR-01, HDR-02: every answer carries the policy and its companions exactly once", async () => {
	for (const [path, status] of answers()) {
		const page = await anonymous().get(path);
		assert.equal(page.status, status, path);
		const names = page.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
		for (const name of ["content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy",
			"cross-origin-resource-policy", "permissions-policy", "cache-control", "content-type"])
			assert.equal(names.filter((one) => one === name).length, 1, `${path}: ${name}`);
		const policy = Object.fromEntries(page.headers["content-security-policy"].split("; ").map((part) => [part.split(" ")[0], part.split(" ").slice(1).join(" ")]));
		assert.deepEqual(policy, POLICY, path);
		assert.equal(page.headers["x-content-type-options"], "nosniff");
		assert.equal(page.headers["referrer-policy"], "same-origin");
		assert.match(page.headers["content-type"], /charset=utf-8$/);
	}
});

test("HDR-02: static files carry nosniff and the policy and may be kept for a year", async () => {
	const home = await anonymous().get("/en/");
	const css = /href="(\/static\/style\.css\?v=[0-9a-f]+)"/.exec(home.text)[1];
	const file = await anonymous().get(css);
	assert.equal(file.status, 200);
	assert.equal(file.headers["x-content-type-options"], "nosniff");
	assert.ok(file.headers["content-security-policy"]);
	assert.match(file.headers["cache-control"], /max-age=31536000.*immutable/);
});

test("HDR-03: other methods get 405 and name the ones that work; TRACE too", async () => {
	for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND"]) {
		const page = await anonymous().request(method, "/en/login");
		assert.equal(page.status, 405, method);
	}
	assert.equal((await anonymous().request("TRACE", "/en/login")).status, 405);
	const wrong = await anonymous().post("/en/kb", {});
	assert.equal(wrong.status, 405);
	assert.match(wrong.headers.allow, /GET/);
});

test("HDR-03: files that editors, dumps and version control leave behind are not there", async () => {
	for (const path of ["/.git/config", "/.env", "/static/.htaccess", "/en/kb~", "/backup.sql", "/static/style.css.bak", "/portico.conf", "/static/../portico.conf", "/static/%2e%2e/%2e%2e/etc/portico.conf"])
		assert.ok([400, 404].includes((await anonymous().get(path)).status), path);
});

test("HEAD answers the headers of GET without a body", async () => {
	const get = await anonymous().get("/en/login/recover");
	const head = await anonymous().head("/en/login/recover");
	assert.equal(head.status, 200);
	assert.equal(head.body.length, 0);
	assert.equal(head.headers["content-type"], get.headers["content-type"]);
});

test("pages of a signed-in person are never stored, shared ones carry no cookie", async () => {
	const mine = await alice.client.get("/en/tickets");
	assert.equal(mine.headers["cache-control"], "no-store");
	for (const path of ["/en/", "/en/kb", "/en/search?q=hub"]) {
		const page = await anonymous().get(path);
		assert.equal(page.cookies.length, 0, path);
		assert.equal(page.headers["cache-control"], "no-cache", path);
		assert.ok(forms(page.text).every((one) => !one.names.includes("token")), `${path} has a token`);
		const signedIn = await alice.client.get(path);
		assert.equal(signedIn.headers["cache-control"], "no-store", path);
	}
});

test("the language comes from the path, else from our cookie, else from the browser", async () => {
	const to = async (headers) => (await anonymous().get("/", { headers })).location;
	assert.equal(await to({ "Accept-Language": "fa-IR,fa;q=0.9,en;q=0.5" }), "/fa/");
	assert.equal(await to({ "Accept-Language": "de,lt;q=0.4,en;q=0.3" }), "/lt/");
	assert.equal(await to({ "Accept-Language": "de" }), "/en/");
	assert.equal(await to({ "Accept-Language": "fa", Cookie: "portico_lang=lt" }), "/lt/");
	const raw = await new Client(stack).get('/tickets?q=\xc3\xa9"<b>%0d%0ax:%201+|&tab=open');
	assert.equal(raw.location, "/en/tickets?q=%C3%A9%22%3Cb%3E%0d%0ax:%201+%7C&tab=open", "what no address may hold is encoded");
	for (const [lang, dir] of [["en", "ltr"], ["fa", "rtl"], ["lt", "ltr"]]) {
		const page = await anonymous().get(`/${lang}/login`);
		assert.match(page.text, new RegExp(`<html lang="${lang}" dir="${dir}"`));
	}
	assert.equal((await anonymous().get("/tickets/new?topic=x")).location, "/en/tickets/new?topic=x");
});

test("another language shows the same search", async () => {
	const page = await anonymous().get("/en/search?q=hub%20%26%20lamp");
	assert.match(page.text, /href="\/lt\/search\?q=hub%20%26%20lamp"/);
	const sent = await anonymous().get("/en/login?done=signed-out");
	assert.match(sent.text, /href="\/lt\/login"/);
});

/* --- forms --------------------------------------------------------------------------------------------- */

test("INJ-05: a form without a token, with a foreign one or from another site changes nothing", async () => {
	const page = await alice.client.get(`/en/tickets/${number}`);
	const filled = form(page, "/reply");
	const bob = person(stack);
	const bobsToken = form(await bob.client.get(newPath(slug, "x")), (one) => one.names.includes("body")).value("token");
	const otherRoute = form(await alice.client.get(newPath(slug, "x")), (one) => one.names.includes("body")).value("token");
	const count = () => stack.value(`SELECT COUNT(*) FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id WHERE t.number = ${number}`);
	const before = count();
	const path = filled.action;
	const body = "words that must not arrive";
	for (const [token, origin, site] of [
		[undefined, alice.client.origin], ["", alice.client.origin], [bobsToken, alice.client.origin], [otherRoute, alice.client.origin],
		[filled.value("token"), "https://evil.test"], [filled.value("token"), "null"],
		[filled.value("token"), alice.client.origin, "cross-site"], [filled.value("token"), `${alice.client.origin}.evil.test`],
	]) {
		const answer = await alice.client.post(path, { token, body }, { origin, headers: site ? { "Sec-Fetch-Site": site } : {}, multipart: true });
		assert.equal(answer.status, 403, `${token} ${origin} ${site}`);
	}
	assert.equal(count(), before);
});

test("an expired form keeps what was typed and can be sent again", async () => {
	const page = await alice.client.get(`/en/tickets/${number}`);
	const path = form(page, "/reply").action;
	const expired = await alice.client.post(path, { token: "A".repeat(75), body: "typed with <care> & “patience”" }, { multipart: true });
	assert.equal(expired.status, 403);
	const again = form(expired, "/reply");
	assert.equal(again.value("body"), "typed with <care> & “patience”");
	const sent = await alice.client.submit(expired, "/reply");
	assert.equal(sent.status, 303);
});

test("a form sent after the sign-in has ended is kept too", async () => {
	const who = person(stack);
	const own = await fileTicket(who, slug, "Soon signed out");
	const page = await who.client.get(`/en/tickets/${own}`);
	stack.sql(`DELETE FROM session WHERE account_id = ${who.id}`);
	const answer = await who.client.submit(page, "/reply", { body: "an hour of typing" });
	assert.equal(answer.status, 403);
	assert.equal(form(answer, "/reply").value("body"), "an hour of typing");
});

test("DAT-05: Back, edit, send asks whether a second one is meant; the same again answers the same", async () => {
	const page = await alice.client.get(`/en/tickets/${number}`);
	const first = await alice.client.submit(page, "/reply", { body: "the first version" });
	const again = await alice.client.submit(page, "/reply", { body: "the first version" });
	assert.deepEqual([again.status, again.location], [first.status, first.location]);
	const edited = await alice.client.submit(page, "/reply", { body: "the second version" });
	assert.equal(edited.status, 409);
	assert.match(textOf(edited.text), /sent already/);
	const sent = await alice.client.submit(edited, "/reply");
	assert.equal(sent.status, 303);
	const bodies = stack.sql(`SELECT body FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id WHERE t.number = ${number} AND body LIKE '%version'`).map((row) => row.body);
	assert.deepEqual(bodies, ["the first version", "the second version"]);
});

test("INJ-10: bytes that are not UTF-8, and NUL, are refused with 400", async () => {
	for (const path of ["/en/search?q=%ff", "/en/search?q=%ed%a0%80", "/en/search?q=%c0%af", "/en/search?q=a%00b", "/en/kb/%ff%fe"])
		assert.equal((await anonymous().get(path)).status, 400, path);
	const page = await alice.client.get(`/en/tickets/${number}`);
	const token = form(page, "/reply").value("token");
	const bad = await alice.client.request("POST", form(page, "/reply").action, {
		type: "application/x-www-form-urlencoded",
		body: `token=${token}&body=%ff%fe`,
		headers: { Origin: alice.client.origin },
	});
	assert.equal(bad.status, 400);
});

test("limits: a body past the route’s limit is 413, too many fields too, an unknown type 400", async () => {
	const post = (type, body) => alice.client.request("POST", "/en/login/recover", { type, body, headers: { Origin: alice.client.origin } });
	assert.equal((await post("application/x-www-form-urlencoded", `mail=${"x".repeat(1_100_000)}`)).status, 413);
	assert.equal((await post("application/x-www-form-urlencoded", "a=1&".repeat(300))).status, 413);
	assert.equal((await post("text/xml", "<a/>")).status, 400);
	assert.equal((await post("multipart/form-data; boundary=xx", "--xx\r\nbroken")).status, 400);
	assert.equal((await anonymous().get(`/en/search?q=${"x".repeat(5000)}`)).status, 400);
});

/* --- errors ---------------------------------------------------------------------------------------------- */

test("PRC-06: error pages speak the page’s language, carry an id that the log knows, and tell nothing else", async () => {
	for (const lang of ["en", "fa", "lt"]) {
		const page = await anonymous().get(`/${lang}/nothing-here`);
		assert.equal(page.status, 404);
		assert.match(page.text, new RegExp(`<html lang="${lang}"`));
		assert.ok(!/lib\/|\.c:|mysql|SELECT |\/var\/|\/tmp\//i.test(page.text));
	}
	const page = await anonymous().get("/en/nothing-here");
	assert.match(page.headers["x-request-id"], /^[0-9a-f]{16}$/);
});

test("INJ-08: what a client sends never reaches the log as raw control bytes", async () => {
	await anonymous().get("/en/kb/x%0aforged%1b[31m", { headers: { "User-Agent": "a\tb" } });
	for (const part of ["kb", "home", "login"])
		assert.ok(!/[\x00-\x08\x0b-\x1f\x7f]/.test(stack.log(part)), part);
});

test("ACL: the desk is for staff; for a customer it is not there", async () => {
	assert.equal((await alice.client.get("/desk")).status, 404);
	assert.equal((await alice.client.get(`/desk/${number}`)).status, 404);
	assert.equal((await agent.client.get("/desk")).status, 200);
	const anon = await anonymous().get("/desk");
	assert.equal(anon.status, 303);
	assert.match(anon.location, /\/login\?next=/);
});
