/* The judge of the other attacks: it sees what is wrong, and nothing in what is right. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { faultsOf } from "./judge.mjs";
import { KINDS, dice, mix, naughty } from "./naughty.mjs";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'";
const HEADERS = { "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "same-origin", "cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin", "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()", "content-type": "text/html; charset=utf-8" };
const stack = { varDir: "/tmp/portico-test-abc" };

function answer(text, { status = 200, headers = {}, ms = 5, cookies = [], raw = [] } = {}) {
	const all = Object.fromEntries(Object.entries({ ...HEADERS, ...headers }).filter(([, value]) => value !== undefined));
	return { status, ms, text, cookies, location: all.location, headers: all, rawHeaders: [...Object.entries(all).flat(), ...raw] };
}

const PAGE = '<!DOCTYPE html><html lang="en"><head><script src="/static/theme.js?v=1"></script></head><body><p title="&lt;zq&quot;&#39;&amp;&gt;">&lt;zq&quot;&#39;&amp;&gt; a =&gt; b</p><form action="/en/login"><input name="mail" required></form></body></html>';

test("what is right passes", () => {
	assert.deepEqual(faultsOf(stack, answer(PAGE)), []);
	assert.deepEqual(faultsOf(stack, answer("", { status: 303, headers: { location: "/en/tickets?done=x" } })), []);
	assert.deepEqual(faultsOf(stack, answer("name,count\r\n'=1+1,-5\r\n\"a, b\",2\r\n", { headers: { "content-type": "text/csv; charset=utf-8" } })), []);
	assert.deepEqual(faultsOf(stack, answer("<zq>", { headers: { "content-type": "application/octet-stream", "content-security-policy": "default-src 'none'; sandbox" } })), []);
});

const wrong = [
	["a failure", answer(PAGE, { status: 502 })],
	["a slow answer", answer(PAGE, { ms: 60000 })],
	["raw text", answer(PAGE.replace("&lt;zq", "<zq"))],
	["the end of an attribute", answer(PAGE.replace("zq&quot;", 'zq"'))],
	["a template's tag", answer(`${PAGE}<?cs var:x ?>`)],
	["an inline script", answer(`${PAGE}<script>a()</script>`)],
	["words in a script", answer(PAGE.replace("></script>", ">a()</script>"))],
	["a style", answer(`${PAGE}<p style="color:red">`)],
	["a handler", answer(`${PAGE}<p onclick="a()">`)],
	["an attribute without quotes", answer(`${PAGE}<p class=a>`)],
	["an address that runs", answer(`${PAGE}<a href="javascript:a()">`)],
	["a form that leads away", answer(`${PAGE}<form action="https://evil.test/">`)],
	["a path of the machine", answer(`${PAGE}/tmp/portico-test-abc/etc`)],
	["an error of the database", answer(`${PAGE}You have an error in your SQL syntax`)],
	["a line of our source", answer(`${PAGE}lib/web/page.c:12: x`)],
	["another policy", answer(PAGE, { headers: { "content-security-policy": `${POLICY} https:` } })],
	["no policy", answer(PAGE, { headers: { "content-security-policy": undefined } })],
	["two policies", answer(PAGE, { raw: ["Content-Security-Policy", POLICY] })],
	["sniffing", answer(PAGE, { headers: { "x-content-type-options": undefined } })],
	["no charset", answer(PAGE, { headers: { "content-type": "text/html" } })],
	["a header of the attacker", answer(PAGE, { headers: { zqheader: "1" } })],
	["a loose cookie", answer(PAGE, { cookies: ["portico_session=x; Path=/; SameSite=Lax"] })],
	["a way out", answer("", { status: 303, headers: { location: "//evil.test" } })],
	["another way out", answer("", { status: 303, headers: { location: "/\\evil.test" } })],
	["a formula", answer("name\r\n=1+1\r\n", { headers: { "content-type": "text/csv; charset=utf-8" } })],
	["broken JSON", answer("{", { headers: { "content-type": "application/json; charset=utf-8" } })],
];

for (const [what, page] of wrong)
	test(`${what} is seen`, () => assert.notDeepEqual(faultsOf(stack, page), []));

test("the dice fall the same way for the same seed, and differently for another", () => {
	const thrown = (seed) => Array.from({ length: 50 }, (_, i) => naughty(dice(mix(seed, i))));
	assert.deepEqual(thrown(1), thrown(1));
	assert.notDeepEqual(thrown(1), thrown(2));
	assert.ok(new Set(thrown(1)).size > 25 && Object.keys(KINDS).length > 10);
});
