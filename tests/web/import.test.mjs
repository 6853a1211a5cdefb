/* portico forum import and portico suggestions import: JSON and CSV of other programs, told row by row. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { TOP, startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";

const THREADS = resolve(TOP, "../shared/data/forum/default-threads.json");

let stack, folder;
let made = 0;

before(async () => {
	stack = await startStack();
	folder = mkdtempSync(join(tmpdir(), "portico-import-"));
});
after(async () => {
	rmSync(folder, { recursive: true, force: true });
	await stack.stop();
});

function portico(...words) {
	return spawnSync(resolve(TOP, stack.build, "bin/portico"), words, {
		encoding: "utf8",
		env: { ...process.env, PORTICO_CONF: join(stack.varDir, "etc/portico.conf") },
	});
}

function file(content) {
	const path = join(folder, `${++made}.txt`);
	writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
	return path;
}

/* A category that everyone may read. */
function category() {
	const slug = `import-${made}-${Math.random().toString(36).slice(2, 8)}`;
	stack.sql(`INSERT INTO forum_category (slug, audience, created_at) VALUES ('${slug}', 'public', 1)`);
	return slug;
}

function board() {
	const slug = `import-${made}-${Math.random().toString(36).slice(2, 8)}`;
	stack.sql(`INSERT INTO suggestion_board (slug, audience, created_at) VALUES ('${slug}', 'public', 1)`);
	return slug;
}

const topicsOf = (slug) =>
	cells(`SELECT t.id, t.title, t.reply_count, t.created_at, t.activity_at, t.author_name, t.last_name, t.solved_post_id IS NOT NULL AS is_solved, t.places
		FROM forum_topic t JOIN forum_category c ON c.id = t.category_id WHERE c.slug = '${slug}' ORDER BY t.id`);

/* The rows of a query as lists of their cells. */
const cells = (query) => stack.sql(query).map(Object.values);
const read = async (path) => (await new Client(stack).get(path)).text;
const words = (html) =>
	html.replace(/<[^>]*>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&amp;/g, "&");
const bare = (text) => text.replace(/[>\s]/g, "");

/* --- the forum --------------------------------------------------------------------------------------- */

test("a mailing list imports whole, once, with its dates and names; quotes and patches stay as they were", { skip: !existsSync(THREADS) && "no data" }, async () => {
	const threads = JSON.parse(readFileSync(THREADS, "utf8"));
	const slug = category();
	const first = portico("forum", "import", THREADS, `--category=${slug}`);
	assert.equal(first.status, 0, first.stderr);
	assert.match(first.stderr, new RegExp(`^${threads.length} taken in, 0 unchanged, 0 skipped$`, "m"));
	const topics = topicsOf(slug);
	assert.equal(topics.length, threads.length);
	for (const [i, thread] of threads.entries()) {
		const dates = thread.posts.map((post) => Date.parse(post.date) / 1000);
		assert.equal(Number(topics[i][2]), thread.posts.length - 1);
		assert.equal(Number(topics[i][3]), Math.min(...dates));
		assert.equal(Number(topics[i][4]), Math.max(...dates));
		const shown = cells(`SELECT author_name, body, html FROM forum_post WHERE topic_id = ${topics[i][0]} ORDER BY place`);
		assert.deepEqual(shown.map(([name]) => name).sort(), thread.posts.map((post) => post.author).sort());
	}
	const again = portico("forum", "import", THREADS, `--category=${slug}`, "--quiet");
	assert.match(again.stderr, new RegExp(`^0 taken in, ${threads.length} unchanged, 0 skipped$`, "m"));
	assert.equal(topicsOf(slug).length, threads.length);

	const longest = threads.reduce((a, b) => (b.posts.length > a.posts.length ? b : a));
	const id = topics[threads.indexOf(longest)][0];
	const page = await read(`/en/forum/topic/${id}`);
	const text = bare(words(page));
	for (const post of longest.posts)
		assert.ok(text.includes(bare(post.body)), `the page holds all of the post of ${post.author}`);
});

test("rows of CSV become topics with answers; each row that cannot be taken in is told with its reason", async () => {
	const slug = category();
	const path = file(
		"topic,title,tags,author,date,body,answer\r\n" +
			't1,How do I descale it?,"coffee, care",Ann,2024-01-02,"With vinegar?",\r\n' +
			't1,,,Bob,2024-01-03 10:00,"No, ""citric"" acid.",yes\r\n' +
			"t2,Bad date,,Ann,2024-02-30,text,\r\n" +
			"t3,No body,,Ann,2024-01-02,,\r\n" +
			`t4,${"x".repeat(201)},,Ann,2024-01-02,text,\r\n` +
			"t5,<b>ي ك ۱۲۳ O'Brien</b>,,\"O'Brien <i>\",2024-01-04,<script>alert(1)</script>,\r\n",
	);
	const { status, stderr } = portico("forum", "import", path, `--category=${slug}`, "--quiet");
	assert.equal(status, 1);
	assert.match(stderr, /skipped {4}row 4.*date/);
	assert.match(stderr, /skipped {4}row 5.*no text/);
	assert.match(stderr, /skipped {4}row 6.*longer than 200/);
	assert.match(stderr, /^2 taken in/m);
	const [solved, odd] = topicsOf(slug);
	assert.deepEqual([solved[1], solved[2], solved[5], solved[7]], ["How do I descale it?", "1", "Ann", "1"]);
	assert.equal(Number(solved[4]), Date.parse("2024-01-03T10:00Z") / 1000);
	const page = await read(`/en/forum/topic/${odd[0]}`);
	assert.match(page, /&lt;b&gt;ي ك ۱۲۳ O&#39;Brien&lt;\/b&gt;/);
	assert.doesNotMatch(page, /<script>alert/);
	assert.match(page, /O&#39;Brien &lt;i&gt;/);
});

test("a topic that has grown gets its new posts, at the end and once", () => {
	const slug = category();
	const posts = [{ id: "a", author: "Ann", date: "2024-01-02", body: "One" }];
	const topic = () => file([{ id: `grows-${slug}`, title: "It grows", category: slug, posts }]);
	assert.equal(portico("forum", "import", topic(), "--quiet").status, 0);
	posts.push({ id: "b", parent: "a", author: "Bob", date: "2024-01-05", body: "Two", answer: true });
	assert.match(portico("forum", "import", topic()).stdout, /^grown +1 posts {2}It grows$/m);
	assert.match(portico("forum", "import", topic()).stdout, /^unchanged/m);
	const [row] = topicsOf(slug);
	assert.deepEqual([row[2], row[6], row[7], row[8]], ["1", "Bob", "1", "2"]);
});

test("a category that nobody made is for staff until somebody opens it", async () => {
	const slug = `fresh-${Math.random().toString(36).slice(2, 8)}`;
	const { status, stderr } = portico("forum", "import", file([{ title: "Hidden", posts: [{ author: "A", date: "2024-01-01", body: "x" }] }]), `--category=${slug}`);
	assert.equal(status, 0);
	assert.match(stderr, /only staff sees it/);
	const [[id]] = topicsOf(slug);
	assert.equal((await new Client(stack).get(`/en/forum/topic/${id}`)).status, 404);
	assert.equal((await person(stack).client.get(`/en/forum/topic/${id}`)).status, 404);
});

test("what is no list of topics is refused as a whole", () => {
	assert.equal(portico("forum", "import", file("{}")).status, 1);
	assert.match(portico("forum", "import", file("[{")).stderr, /line/);
	assert.equal(portico("forum", "import", file("")).status, 1);
	assert.equal(portico("forum", "import", join(folder, "missing.json")).status, 1);
	assert.equal(portico("forum", "import", file("[]"), "--lang=xx").status, 1);
	assert.equal(portico("forum", "import", file("[]"), "--category=../x").status, 1);
	assert.equal(portico("forum", "import").status, 2);
});

/* --- suggestions ------------------------------------------------------------------------------------- */

const suggestionsOf = (slug) =>
	cells(`SELECT s.id, s.title, s.status, s.author_name, s.created_at, s.status_at FROM suggestion s JOIN suggestion_board b ON b.id = s.board_id
		WHERE b.slug = '${slug}' ORDER BY s.id`);

test("suggestions come with status, dated answer, tags and the author's name, once", async () => {
	const slug = board();
	const rows = [
		{ id: `${slug}-1`, title: "A dark theme", body: "**Please**", author: "Ann", date: "2024-01-02", status: "planned", answer: "In spring.", status_date: "2024-02-03", tags: ["look"] },
		{ id: `${slug}-2`, title: "A louder bell", author: "Bob", date: "2024-01-03" },
		{ id: `${slug}-3`, title: "Odd", date: "2024-01-03", status: "maybe" },
		{ id: `${slug}-4`, title: "Merged", date: "2024-01-03", status: "duplicate" },
		{ id: `${slug}-5`, title: "", date: "2024-01-03" },
		"text",
	];
	const { status, stderr } = portico("suggestions", "import", file(rows), `--board=${slug}`);
	assert.equal(status, 1);
	assert.match(stderr, /row 3.*status/);
	assert.match(stderr, /row 5.*no title/);
	assert.match(stderr, /^2 taken in, 0 unchanged, 4 skipped$/m);
	assert.match(portico("suggestions", "import", file(rows.slice(0, 2)), `--board=${slug}`).stderr, /^0 taken in, 2 unchanged, 0 skipped$/m);
	const [dark, bell] = suggestionsOf(slug);
	assert.deepEqual(dark.slice(1, 4), ["A dark theme", "planned", "Ann"]);
	assert.equal(Number(dark[5]), Date.parse("2024-02-03") / 1000);
	assert.equal(bell[2], "open");
	const page = await read(`/en/suggestions/${dark[0]}`);
	assert.match(page, /<strong>Please<\/strong>/);
	assert.match(page, /In spring\./);
});

test("suggestions as CSV with semicolons", () => {
	const slug = board();
	const path = file(`\ufefftitle;body;author;date;board\n"Two; parts";text;رضا;2024-05-06T10:00:00+03:30;${slug}\n`);
	assert.equal(portico("suggestions", "import", path, "--lang=fa", "--quiet").status, 0);
	const [row] = suggestionsOf(slug);
	assert.deepEqual([row[1], row[3], Number(row[4])], ["Two; parts", "رضا", Date.parse("2024-05-06T06:30:00Z") / 1000]);
});

test("a JSON file may begin with a byte order mark, and a column named _row hides no row's number", () => {
	const slug = category();
	const marked = portico("forum", "import", `--category=${slug}`, file("\ufeff" + JSON.stringify([{ id: "1", title: "Marked", body: "Text", date: 1700000000 }])));
	assert.equal(marked.status, 0, marked.stderr);
	assert.equal(topicsOf(slug).length, 1);
	const numbered = portico("forum", "import", `--category=${slug}`, file("_row,id,title,body,date\nx,2,,Text,yesterday\n"));
	assert.match(numbered.stderr, /row 2\b/);
});
