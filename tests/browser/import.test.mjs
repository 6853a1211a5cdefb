/*
 * A mailing list that was taken in reads well: its longest thread at both widths in each language, and, with so many posts that it
 * has pages, by page and by anchor. The threads lie beside the checkout in ../shared/data; where they are absent this is skipped.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { TOP, startStack, until } from "../harness/stack.mjs";
import { launch, look, press, views, visitor } from "./browser.mjs";

const THREADS = resolve(TOP, "../shared/data/forum/default-threads.json");
const options = { skip: !existsSync(THREADS) && "the threads are not there" };

let stack, browser, folder, topic, long, posts;

const idOf = (title) => stack.value(`SELECT t.id FROM forum_topic t JOIN forum_category c ON c.id = t.category_id WHERE c.slug = '${slug}' AND t.title = '${title}'`);
const slug = `mails-${randomBytes(4).toString("hex")}`;

function take(content) {
	const path = join(folder, "threads.json");
	writeFileSync(path, JSON.stringify(content));
	const done = spawnSync(resolve(TOP, stack.build, "bin/portico"), ["forum", "import", path, `--category=${slug}`, "--quiet"], {
		encoding: "utf8",
		env: { ...process.env, PORTICO_CONF: join(stack.varDir, "etc/portico.conf") },
	});
	assert.equal(done.status, 0, done.stderr);
}

before(async () => {
	if (options.skip)
		return;
	stack = await startStack();
	browser = await launch();
	folder = mkdtempSync(join(tmpdir(), "portico-import-"));
	stack.sql(`INSERT INTO forum_category (slug, audience, position, created_at) VALUES ('${slug}', 'public', 900, 1)`);
	const threads = JSON.parse(readFileSync(THREADS, "utf8"));
	const longest = threads.reduce((one, other) => (other.posts.length > one.posts.length ? other : one));
	const id = (post) => ({ ...post, id: `${slug} ${post.id}`, parent: `${slug} ${post.parent}` });
	posts = longest.posts.map(id);
	/* the same mails over and over: a thread of several pages */
	const many = Array.from({ length: 60 }, (_, i) => ({ ...posts[i % posts.length], id: `${slug} ${i}`, date: new Date(Date.UTC(2010, 0, 1, i)).toISOString() }));
	take([{ title: "As it came", posts }, { title: "Many pages", posts: many }]);
	topic = idOf("As it came");
	long = idOf("Many pages");
});
after(async () => {
	await browser?.close();
	await stack?.stop();
	if (folder)
		rmSync(folder, { recursive: true, force: true });
});

for (const [language, width, scheme] of views)
	test(`the longest thread reads well: ${language}, ${width} px`, options, async () => {
		const who = await visitor(browser, stack, { language, width, scheme });
		const { page, context } = who;
		await page.goto(`/${language}/forum/topic/${topic}`);
		await look(who, "mails-topic");
		assert.equal(await page.locator("main .msg").count(), posts.length);
		const patch = posts.find((post) => /^diff --git/m.test(post.body)).body.split("\n");
		const first = patch.findIndex((line) => line.startsWith("diff --git"));
		const shown = await page.locator("main pre code", { hasText: patch[first] }).first().innerText();
		assert.ok(shown.startsWith(patch.slice(first, first + 5).join("\n")), "a patch keeps its lines and columns");
		assert.equal(await page.locator("main pre").first().evaluate((pre) => getComputedStyle(pre).direction), "ltr");
		assert.ok((await page.locator("main blockquote").count()) > 0, "quotes are quotes");
		await context.close();
	});

test("a thread of several pages is read by page and by anchor", options, async () => {
	for (const scripts of [true, false]) {
		const who = await visitor(browser, stack, { scripts });
		const { page, context } = who;
		await page.goto(`/en/forum/topic/${long}`);
		assert.equal(await page.locator("main .msg").count(), 20);
		await press(who, page.locator("main .pager a[rel=next]").first());
		await look(who, "mails-page");
		const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${long} AND place = 53`);
		await page.goto(`/en/forum/post/${post}`);
		assert.match(page.url(), new RegExp(`#p${post}$`));
		const top = () => page.locator(`#p${post}`).evaluate((element) => element.getBoundingClientRect().top);
		await until(async () => (await top()) >= 0 && (await top()) < 600, "the post to stand where one looks");
		await look(who, "mails-anchor");
		await context.close();
	}
});
