/* What a page of articles and searches costs: statements counted by the programs themselves, for a stranger and signed in. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "./people.mjs";

const MOST = 6;
let stack;

before(async () => {
	stack = await startStack({ own: true, conf: "log_level = debug" });
	await stack.settle();
});
after(() => stack.stop());

test("no page of this wing runs more than six statements", async () => {
	const alice = person(stack);
	await fileTicket(alice, topic(stack), "Open");
	const { slug } = stack.sql("SELECT slug FROM article WHERE series <> '' LIMIT 1")[0];
	const paths = ["/en/", "/en/kb", "/en/kb/c/devices", `/en/kb/${slug}`, "/en/search", "/en/search?q=lamp",
		"/en/search?q=grene%20lapm%20unknwn", "/en/search/suggest?q=la"];
	for (const client of [new Client(stack), alice.client])
		for (const path of paths)
			assert.equal((await client.get(path)).status, 200, path);
	await new Client(stack).post(`/en/kb/${slug}/vote`, { vote: "yes" });
	const counted = ["home", "kb", "search"].flatMap((program) => [...stack.log(program).matchAll(/page (\w+ \S+) .*?statements=(\d+)/g)]);
	assert.ok(counted.length >= paths.length * 2, `${counted.length} pages in the logs`);
	for (const [, page, statements] of counted)
		assert.ok(Number(statements) <= MOST, `${page}: ${statements}`);
	const articles = counted.filter(([, page]) => page === "GET /kb/:slug").map(([, , statements]) => Number(statements));
	assert.ok(Math.max(...articles) <= 4, `an article page took ${articles}`);
});
