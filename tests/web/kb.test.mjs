/* Help articles over HTTP: topics, articles in their languages, who may read them, and the vote below them. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { masked, person } from "./people.mjs";
import { article, category } from "./shelf.mjs";

let stack, shelf, slug;
const BODY = "First words.\n\n## Choose a place\n\nSee [another](another-one.md#part).\n\n## Connect it\n\nText.\n\n### In detail\n\nText.";

before(async () => {
	stack = await startStack();
	shelf = category(stack, "Lamps");
	slug = article(stack, shelf, { en: ["Hang the lamp", BODY], fa: ["آویختن چراغ", "متن."] });
});
after(() => stack.stop());

/* A reader whose votes nobody else shares. */
const reader = (agent = `test ${Math.random()}`) => new Client(stack, { headers: { "User-Agent": agent } });
const votes = (of = slug) => stack.sql(`SELECT t.helpful, t.unhelpful FROM article_text t JOIN article a ON a.id = t.article_id
	WHERE a.slug = '${of}' AND t.lang = 'en'`)[0];

/* --- articles ---------------------------------------------------------------------------------------- */

test("an article has its way back, a table of contents, its languages and links to its neighbours", async () => {
	const page = await reader().get(`/en/kb/${slug}`);
	assert.equal(page.status, 200);
	assert.match(page.text, /<title>Hang the lamp/);
	assert.equal(page.text.match(/<h1/g).length, 1);
	assert.match(page.text, new RegExp(`<nav class="crumbs"[\\s\\S]*href="/en/kb"[\\s\\S]*href="/en/kb/c/${shelf.slug}"`));
	assert.match(page.text, /href="#choose-a-place"[\s\S]*href="#connect-it"[\s\S]*href="#in-detail"/);
	assert.match(page.text, /<h2 id="choose-a-place"/);
	assert.match(page.text, /href="\.\/another-one#part"/);
	assert.match(page.text, new RegExp(`hreflang="fa" href="[^"]*/fa/kb/${slug}"`));
	assert.doesNotMatch(page.text, new RegExp(`href="[^"]*/lt/kb/${slug}"`));
	assert.doesNotMatch(page.text, /content="noindex"/);
});

test("the page of a stranger can be shared: no cookie, no token, nothing to be kept by browsers", async () => {
	const page = await reader().get(`/en/kb/${slug}`);
	assert.equal(page.cookies.length, 0);
	assert.doesNotMatch(page.text, /name="token"/);
	assert.equal(page.headers["cache-control"], "no-cache");
	assert.equal((await person(stack).client.get(`/en/kb/${slug}`)).headers["cache-control"], "no-store");
});

test("C3: an article that is not translated is shown in another language and says so", async () => {
	const page = await reader().get(`/lt/kb/${slug}`);
	assert.equal(page.status, 200);
	assert.match(page.text, /<html lang="lt"/);
	assert.match(page.text, /<div class="prose article" lang="en" dir="ltr"/);
	assert.match(page.text, /<p class="notice notice-info inset">/);
	assert.match(page.text, /content="noindex"/);
	const persian = article(stack, shelf, { fa: ["فقط فارسی", "متن."] });
	assert.match((await reader().get(`/en/kb/${persian}`)).text, /<div class="prose article" lang="fa" dir="rtl"/);
});

test("an article that is missing and one that is not for these eyes look the same", async () => {
	const hidden = article(stack, shelf, { en: ["For staff", "Secret."] }, { visibility: "staff" });
	const members = article(stack, shelf, { en: ["For members", "Members."] }, { visibility: "signed_in" });
	const same = async (client, one) => masked(await client.get(`/en/kb/${one}`), one);
	const missing = await same(reader(), "a-deadbeef");
	assert.equal(missing.status, 404);
	assert.deepEqual(await same(reader(), hidden), missing);
	assert.deepEqual(await same(reader(), members), missing);
	assert.equal((await person(stack).client.get(`/en/kb/${hidden}`)).status, 404);
	assert.equal((await person(stack).client.get(`/en/kb/${members}`)).status, 200);
	assert.equal((await person(stack, { role: "agent" }).client.get(`/en/kb/${hidden}`)).status, 200);
	assert.doesNotMatch((await reader().get(`/en/kb/c/${shelf.slug}`)).text, /For staff|For members/);
});

test("C1: a series leads on", async () => {
	const series = `s-${shelf.slug}`;
	const first = article(stack, shelf, { en: ["Part one", "Text."] }, { series, position: 1 });
	const second = article(stack, shelf, { en: ["Part two", "Text."] }, { series, position: 2 });
	const page = await reader().get(`/en/kb/${first}`);
	assert.match(page.text, new RegExp(`id="h-next"[\\s\\S]*href="/en/kb/${second}"`));
	assert.doesNotMatch((await reader().get(`/en/kb/${second}`)).text, /id="h-next"/);
});

/* --- topics ------------------------------------------------------------------------------------------ */

test("the list of topics leads to a topic, and that to its articles", async () => {
	const index = await reader().get("/en/kb");
	assert.match(index.text, new RegExp(`href="/en/kb/c/${shelf.slug}"`));
	const page = await reader().get(`/en/kb/c/${shelf.slug}`);
	assert.equal(page.status, 200);
	assert.match(page.text, new RegExp(`href="/en/kb/${slug}"`));
	assert.equal((await reader().get("/en/kb/c/no-such-topic")).status, 404);
});

test("a long topic comes in pages, forth and back", async () => {
	const long = category(stack, "A long topic");
	stack.sql(`INSERT INTO article (slug, category_id, position, created_at)
			SELECT CONCAT('${long.slug}-', seq), ${long.id}, FLOOR(seq / 7), 1 FROM seq_1_to_120;
		INSERT INTO article_text (article_id, lang, title, body, html, contents, markup_version, updated_at)
			SELECT id, 'en', CONCAT('Article ', slug), 'Text.', '', '', 0, 1 FROM article WHERE category_id = ${long.id};
		UPDATE category_text SET article_count = 120 WHERE category_id = ${long.id} AND lang = 'en';`);
	const listed = (page) => [...page.text.matchAll(new RegExp(`href="/en/kb/(${long.slug}-\\d+)"`, "g"))].map(([, one]) => one);
	const step = (page, rel) => /href="([^"]*)"/.exec(new RegExp(`<a[^>]*rel="${rel}"[^>]*>`).exec(page.text)?.[0] ?? "")?.[1].replace(/&amp;/g, "&");
	const client = reader();
	const first = await client.get(`/en/kb/c/${long.slug}`);
	const second = await client.get(step(first, "next"));
	const third = await client.get(step(second, "next"));
	assert.deepEqual([first, second, third].map((page) => listed(page).length), [50, 50, 20]);
	assert.equal(new Set([first, second, third].flatMap(listed)).size, 120);
	assert.equal(step(first, "prev"), undefined);
	assert.equal(step(third, "next"), undefined);
	assert.deepEqual(listed(await client.get(step(third, "prev"))), listed(second));
	assert.deepEqual(listed(await client.get(step(second, "prev"))), listed(first));
});

test("an empty topic says so", async () => {
	const empty = category(stack, "Nothing here");
	const page = await reader().get(`/en/kb/c/${empty.slug}`);
	assert.equal(page.status, 200);
	assert.match(page.text, /class="empty"/);
});

/* --- was this helpful? --------------------------------------------------------------------------------- */

test("C4: a visitor votes once a day, without signing in and without a cookie", async () => {
	const own = article(stack, shelf, { en: ["Helpful", "Text."] });
	const client = reader();
	const sent = await client.post(`/en/kb/${own}/vote`, { vote: "yes" });
	assert.equal(sent.status, 303);
	assert.equal(sent.location, `/en/kb/${own}?vote=yes#vote`);
	assert.equal(sent.cookies.length, 0);
	await client.post(`/en/kb/${own}/vote`, { vote: "yes" });
	await client.post(`/en/kb/${own}/vote`, { vote: "no" });
	assert.deepEqual(votes(own), { helpful: "1", unhelpful: "0" });
	await reader().post(`/en/kb/${own}/vote`, { vote: "yes" });
	assert.deepEqual(votes(own), { helpful: "2", unhelpful: "0" });
	const page = await client.get(sent.location.split("#")[0]);
	assert.match(page.text, /<div data-voted="yes"><p>/);
});

test("C4: a no is asked for its reason, without scripts too", async () => {
	const own = article(stack, shelf, { en: ["Not helpful", "Text."] });
	const client = reader();
	const page = await client.get(`/en/kb/${own}`);
	const said = await client.submit(page, (one) => "data-vote" in one.attributes, {}, { button: { vote: "no" } });
	const asked = await client.get(said.location.split("#")[0]);
	assert.match(asked.text, /<div data-voted="no"><p>/);
	const sent = await client.submit(asked, (one) => one.names.includes("reason"), { reason: "unclear", comment: "Where is it?" });
	assert.equal(sent.location, `/en/kb/${own}?vote=sent#vote`);
	assert.deepEqual(votes(own), { helpful: "0", unhelpful: "1" });
	const [row] = stack.sql(`SELECT v.reason, v.comment FROM article_vote v JOIN article a ON a.id = v.article_id WHERE a.slug = '${own}'`);
	assert.deepEqual(row, { reason: "unclear", comment: "Where is it?" });
});

test("votes of one visitor sent at once count as one, those of several visitors each", async () => {
	const own = article(stack, shelf, { en: ["At once", "Text."] });
	const client = reader();
	const same = await Promise.all(Array.from({ length: 12 }, () => client.post(`/en/kb/${own}/vote`, { vote: "yes" })));
	const others = await Promise.all(Array.from({ length: 8 }, () => reader().post(`/en/kb/${own}/vote`, { vote: "no" })));
	assert.ok([...same, ...others].every((answer) => answer.status === 303), [...same, ...others].map((answer) => answer.status).join());
	assert.deepEqual(votes(own), { helpful: "1", unhelpful: "8" });
});

test("INJ-05: a vote from another site or without an origin is refused", async () => {
	for (const origin of ["https://evil.example", null]) {
		const answer = await reader().post(`/en/kb/${slug}/vote`, { vote: "yes" }, { origin });
		assert.equal(answer.status, 403);
	}
	assert.deepEqual(votes(), { helpful: "0", unhelpful: "0" });
});

test("a vote that is none is refused, one on a missing article too", async () => {
	for (const fields of [{}, { vote: "maybe" }, { vote: "no", reason: "other'" }, { vote: "no", comment: "x".repeat(501) }])
		assert.equal((await reader().post(`/en/kb/${slug}/vote`, fields)).status, 400);
	assert.equal((await reader().post("/en/kb/no-such-article/vote", { vote: "yes" })).status, 404);
	assert.deepEqual(votes(), { helpful: "0", unhelpful: "0" });
});
