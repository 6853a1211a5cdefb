/* What a page of articles and searches costs: statements counted by the programs themselves, for a stranger and signed in. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "./people.mjs";

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

test("no page of suggestions runs more than five statements", async () => {
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
		assert.ok(Number(statements) <= 5, `${page}: ${statements}`);
});
