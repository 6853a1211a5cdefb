/* What a page of articles and searches costs: statements counted by the programs themselves, for a stranger and signed in. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "./people.mjs";
import { addressOf, routesOf } from "./routes.mjs";

const MOST = 6;
const MOST_OF_SEARCH = 7; /* one of them counts it */
let stack;

before(async () => {
	stack = await startStack({ own: true, conf: "log_level = debug" });
	await stack.settle();
});
after(() => stack.stop());

test("no page of this wing runs more than six statements, a search seven", async () => {
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
		assert.ok(Number(statements) <= (page === "GET /search" ? MOST_OF_SEARCH : MOST), `${page}: ${statements}`);
	const articles = counted.filter(([, page]) => page === "GET /kb/:slug").map(([, , statements]) => Number(statements));
	assert.ok(Math.max(...articles) <= 4, `an article page took ${articles}`);
});

test("no page of the forum runs more than five statements once it was read today", async () => {
	const alice = person(stack);
	const { id } = stack.sql("SELECT t.id FROM forum_topic t WHERE t.solved_post_id IS NOT NULL AND t.audience = 'public' LIMIT 1")[0];
	const { slug } = stack.sql(`SELECT c.slug FROM forum_category c JOIN forum_topic t ON t.category_id = c.id WHERE t.id = ${id}`)[0];
	const post = stack.value(`SELECT solved_post_id FROM forum_topic WHERE id = ${id}`);
	const paths = ["/en/forum", "/en/forum?view=unanswered", "/en/forum?view=mine", "/en/forum?view=following", "/en/forum?view=industry",
		"/en/forum?tag=lamp", `/en/forum/c/${slug}`, `/en/forum/topic/${id}`, `/en/forum/topic/${id}?quote=${post}`, "/en/forum/new",
		`/en/forum/post/${post}/history`];
	const visit = async () => {
		for (const client of [new Client(stack), alice.client])
			for (const path of paths)
				assert.ok((await client.get(path)).status < 400, path);
	};
	const counted = () => [...stack.log("forum").matchAll(/page (\w+ \S+) .*?statements=(\d+)/g)];
	await visit();
	const before = counted().length;
	await visit();
	assert.ok(counted().length >= before + paths.length);
	for (const [, page, statements] of counted().slice(before))
		assert.ok(Number(statements) <= 5, `${page}: ${statements}`);
});

test("no page of suggestions runs more than six statements", async () => {
	const admin = person(stack, { role: "admin" }), alice = person(stack);
	const { id } = stack.sql("SELECT s.id FROM suggestion s WHERE s.audience = 'public' AND s.state = 'open' AND s.merged_id IS NULL AND s.status = 'open' LIMIT 1")[0];
	const { slug } = stack.sql(`SELECT b.slug FROM suggestion_board b JOIN suggestion s ON s.board_id = b.id WHERE s.id = ${id}`)[0];
	const open = ["", "?sort=top", "?status=planned&sort=new", "?tag=app", `/b/${slug}`, "/roadmap", `/${id}`, "/similar?q=dark%20app"].map((end) => `/en/suggestions${end}`);
	const own = ["/en/suggestions?sort=mine", `/en/suggestions/new?board=${slug}`, `/en/suggestions/new?board=${slug}&title=dark%20app`];
	const staff = [`/en/suggestions/${id}/edit`, `/en/suggestions/${id}/staff`, `/en/suggestions/${id}/merge`, `/en/suggestions/${id}/voters`];
	for (const [client, paths] of [[new Client(stack), open], [alice.client, [...open, ...own]], [admin.client, [...open, ...own, ...staff]]])
		for (const path of paths)
			assert.equal((await client.get(path)).status, 200, path);
	const counted = [...stack.log("suggestions").matchAll(/page (\w+ \S+) .*?statements=(\d+)/g)];
	assert.ok(counted.length >= open.length * 3, `${counted.length} pages in the log`);
	for (const [, page, statements] of counted)
		assert.ok(Number(statements) <= 6, `${page}: ${statements}`);
});

/* What looking may write: visits, what was read and searched for, and how often; and that a list was taken out as a file. */
const SEEN = new RegExp(
	["UPDATE session SET seen_at", "UPDATE \\w+ SET \\w*seen\\w* =", "INSERT INTO (?:search_log|gate) ", "INSERT INTO (?:forum_read|trust) ", "UPDATE trust SET level = ", "INSERT INTO audit \\([^)]*\\) VALUES \\(\\d+, 'export'", "INSERT INTO audit_origin"]
		.map((one) => `^${one}`).join("|"),
);

test("INJ-05: no GET of any route changes more than what was seen and searched for, whatever its address says", { timeout: 120000 }, async () => {
	const alice = person(stack), agent = person(stack, { role: "agent" }), admin = person(stack, { role: "admin" });
	const number = await fileTicket(alice, topic(stack), "Only looked at");
	const one = (query) => Object.values(stack.sql(query)[0])[0];
	const places = {
		number, slug: one("SELECT slug FROM article LIMIT 1"), id: one("SELECT id FROM forum_topic WHERE audience = 'public' LIMIT 1"), name: "x",
		key: randomBytes(32).toString("base64url"), post: one("SELECT solved_post_id FROM forum_topic WHERE solved_post_id IS NOT NULL LIMIT 1"), company: "1", member: "1",
	};
	const asked = new URLSearchParams({ q: "hub", vote: "yes", choice: "yes", state: "solved", take: "1", remove: "1", delete: "1", like: "1", follow: "1", confirm: "1", body: "text", agent: agent.id, role: "admin", done: "1" });
	const routes = routesOf(stack).filter((route) => route.method === "GET");
	await stack.settle();
	await stack.hold("worker");
	stack.sql("SET GLOBAL log_output = 'TABLE'; TRUNCATE TABLE mysql.general_log; SET GLOBAL general_log = 1");
	let pages = 0;
	for (const who of [{ client: new Client(stack) }, alice, agent, admin])
		for (const { path } of routes) {
			const address = addressOf(path.replace(/:(\w+)/g, (_, name) => places[name] ?? "1"));
			for (const query of who === admin ? ["", `?${asked}`] : [`?${asked}`]) {
				const page = await who.client.get(`${address}${query}`);
				assert.ok(page.status < 500, `${address}: ${page.status}`);
				pages += page.status === 200;
			}
		}
	stack.sql("SET GLOBAL general_log = 0");
	await stack.release("worker");
	assert.ok(pages > 100, `${pages} pages`);
	const written = stack.sql("SELECT DISTINCT CONVERT(argument USING utf8mb4) AS line FROM mysql.general_log WHERE user_host LIKE 'portico%' AND command_type IN ('Execute', 'Query')")
		.map(({ line }) => line).filter((line) => /^\s*(?:INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|ALTER|CREATE|DROP)\b/i.test(line));
	assert.ok(written.length > 0, "the log is looked at");
	assert.deepEqual(written.filter((line) => !SEEN.test(line)).map((line) => line.slice(0, 200)), []);
});

test("DAT-12: the doctor finds the data in order after all this, and says so when a counter is wrong", async () => {
	await stack.settle();
	await stack.checkData();
	stack.sql("UPDATE forum_topic SET reply_count = reply_count + 1 ORDER BY id LIMIT 1");
	const { status, out } = await stack.command("doctor", "--data");
	stack.sql("UPDATE forum_topic SET reply_count = reply_count - 1 ORDER BY id LIMIT 1");
	assert.notEqual(status, 0);
	assert.match(out, /topic/);
	await stack.checkData();
});
