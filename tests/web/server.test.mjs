/* What nginx does before a program is asked: the page cache, limits, methods, plain CGI without rewriting. FastCGI only. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";

describe("page cache", () => {
	const CACHED = { "X-Test-Cache": "on" };
	let stack;

	before(async () => {
		stack = await startStack();
	});
	after(() => stack.stop());

	/* How nginx served the last request of a path: HIT, MISS, BYPASS … */
	const servedAs = (path) =>
		until(() => {
			const line = stack.log("portico-access").trimEnd().split("\n").filter((one) => one.includes(`GET ${path} `)).pop();
			return line?.split(" ").at(-2);
		}, `a log line of ${path}`);

	test("an anonymous page is kept and answered again without the program", async () => {
		const visitor = new Client(stack, { headers: CACHED });
		const path = "/lt/kb";
		const first = await visitor.get(path);
		const second = await visitor.get(path);
		assert.equal(first.status, 200);
		assert.equal(second.text, first.text);
		assert.equal(second.headers["x-request-id"], first.headers["x-request-id"]);
		assert.equal(await servedAs(path), "HIT");
		assert.equal(first.cookies.length, 0);
	});

	test("another language, another query and another method are other pages", async () => {
		const visitor = new Client(stack, { headers: CACHED });
		const fa = await visitor.get("/fa/");
		const en = await visitor.get("/en/");
		assert.match(fa.text, /<html[^>]* dir="rtl"/);
		assert.match(en.text, /<html[^>]* dir="ltr"/);
		const one = await visitor.get("/en/search?q=hub");
		const two = await visitor.get("/en/search?q=doorbell");
		assert.notEqual(one.text, two.text);
		const head = await visitor.head("/en/");
		assert.equal(head.body.length, 0);
		assert.ok((await visitor.get("/en/")).body.length > 0);
	});

	test("who is signed in never meets a kept page, and leaves none behind", async () => {
		const customer = new Client(stack, { headers: CACHED });
		await customer.signIn(stack.signIn("customer"));
		const visitor = new Client(stack, { headers: CACHED });
		const kept = await visitor.get("/fa/kb");
		const own = await customer.get("/fa/kb");
		assert.notEqual(own.headers["x-request-id"], kept.headers["x-request-id"]);
		assert.equal(own.headers["cache-control"], "no-store");
		const path = "/lt/search?q=hub";
		await customer.get(path);
		const after = await visitor.get(path);
		assert.equal(after.headers["cache-control"], "no-cache");
		assert.equal(textOf(after.text).includes(stack.signIn("customer").mail), false);
	});

	test("errors and redirects are not kept", async () => {
		const visitor = new Client(stack, { headers: CACHED });
		for (const path of ["/en/kb/no-such-article", "/", "/en/tickets"]) {
			const first = await visitor.get(path);
			const second = await visitor.get(path);
			assert.notEqual(first.headers["x-request-id"], second.headers["x-request-id"], path);
		}
	});

	test("SES-06: the log holds no query, no referrer and no token of a mailed link", async () => {
		const token = "A".repeat(42) + "9";
		const visitor = new Client(stack, { headers: { Referer: `${stack.url}/en/search?q=marker-referrer` } });
		await visitor.get("/en/search?q=marker-query");
		await visitor.get(`/en/login/reset/${token}`);
		await visitor.get(`/en/login/reset?key=${token}`);
		const log = await until(() => {
			const text = stack.log("portico-access");
			return /login\/reset \S+" /.test(text) && text;
		}, "the log line");
		assert.equal(log.includes("marker-"), false);
		assert.equal(log.includes(token), false);
		assert.match(log, /\/en\/login\/reset\/\* /);
	});
});

describe("limits of nginx", () => {
	let stack;

	before(async () => {
		stack = await startStack({ own: true, demo: false, limits: true, build: process.env.PORTICO_TEST_BUILD });
	});
	after(() => stack.stop());

	test("OVL-03: a loop of searches is slowed down by a page that says so; others go on", async () => {
		const robot = new Client(stack);
		const answers = await Promise.all(Array.from({ length: 80 }, () => robot.get("/en/search?q=x")));
		const refused = answers.filter(({ status }) => status === 429);
		assert.ok(refused.length >= 20, `${refused.length} of 80 refused`);
		assert.ok(answers.some(({ status }) => status === 200));
		assert.match(refused[0].headers["retry-after"], /^\d+$/);
		assert.match(refused[0].headers["content-security-policy"], /default-src 'none'/);
		assert.match(refused[0].text, /<html lang="en"/);
		assert.equal((await robot.get("/en/kb")).status, 200);
	});

	test("HDR-04: a body that is too large for nginx meets our page with the policy", async () => {
		const visitor = new Client(stack);
		const answer = await visitor.post("/en/login", { mail: "x".repeat(1100000) });
		assert.equal(answer.status, 413);
		assert.match(answer.headers["content-security-policy"], /default-src 'none'/);
		assert.match(answer.text, /<html lang="en"/);
	});
});

describe("plain CGI without rewriting", () => {
	let stack;

	before(async () => {
		stack = await startStack({ own: true, mode: "pathinfo" });
	});
	after(() => stack.stop());

	test("every link of the start page leads below the programs’ folder and answers", async () => {
		const visitor = new Client(stack);
		const home = await visitor.follow(await visitor.get("/cgi-bin/home/en/"));
		assert.equal(home.status, 200);
		const links = [...new Set([...home.text.matchAll(/href="(\/[^"#]*)"/g)].map(([, link]) => link.replace(/&amp;/g, "&")))];
		assert.ok(links.length > 10, `${links.length} links`);
		for (const link of links) {
			assert.match(link, /^\/cgi-bin\//);
			const page = await visitor.get(link);
			assert.ok(page.status < 400, `${link}: ${page.status}`);
		}
	});

	test("signing in, filing and reading a ticket work", async () => {
		const customer = new Client(stack);
		await customer.signIn(stack.signIn("customer"));
		const list = await customer.get("/cgi-bin/tickets/en");
		assert.equal(list.status, 200);
		const [, link] = /href="(\/cgi-bin\/tickets\/en\/\d{8})"/.exec(list.text);
		assert.equal((await customer.get(link)).status, 200);
	});
});
