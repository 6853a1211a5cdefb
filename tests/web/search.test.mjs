/* The search over HTTP: results, spellings, slips, suggestions, and what is kept of a query. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { person } from "./people.mjs";
import { article, category, clear } from "./shelf.mjs";

let stack, shelf, lamp, bill, secret;

before(async () => {
	stack = await startStack();
	shelf = category(stack, "Zephyrs");
	lamp = article(stack, shelf, {
		en: ["Repair the zephyrolamp", "Unscrew the quixotic shade of the zephyrolamp <b>first</b>."],
		fa: ["تعمیر چراغ زفیرو", "شبکه‌های زفیرو را ببینید؛ پشتیبانی زفیرو."],
		lt: ["Sutvarkykite zefyrolempą", "Atsukite zefyrolempos gaubtą, sąskaita zefyre."],
	});
	bill = article(stack, shelf, { en: ["Quixotic invoice", "Where it is."] });
	secret = article(stack, shelf, { en: ["Zephyrosecret", "Only for staff."] }, { visibility: "staff" });
	await stack.settle();
});
after(async () => {
	clear(stack, shelf);
	await stack.stop();
});

const stranger = () => new Client(stack);
const ask = (query, lang = "en", more = "") => stranger().get(`/${lang}/search?q=${encodeURIComponent(query)}${more}`);
const results = (page) => {
	const list = /<ol class="results">([\s\S]*?)<\/ol>/.exec(page.text.split('id="h-also"')[0])?.[1] ?? "";
	return [...list.matchAll(/<h3><a href="[^"]*\/kb\/([^"]+)"/g)].map(([, slug]) => slug);
};

test("an article is found by its words, which are marked; its text stays text", async () => {
	const page = await ask("zephyrolamps quixotic");
	assert.equal(page.status, 200);
	assert.deepEqual(results(page), [lamp]);
	assert.match(page.text, /Repair the <mark>zephyrolamp<\/mark>/);
	assert.match(page.text, /<mark>quixotic<\/mark>/);
	assert.doesNotMatch(page.text, /<b>first/);
	assert.match(page.text, /name="q"[^>]*value="zephyrolamps quixotic"/);
});

test("a title counts more than a text", async () => {
	assert.deepEqual(results(await ask("quixotic")), [bill, lamp]);
});

test("Arabic letters, spacing and missing marks make no difference", async () => {
	for (const query of ["شبکه‌های زفیرو", "شبکه های زفیرو", "شبکههای زفیرو", "پشتيباني زفيرو"])
		assert.deepEqual(results(await ask(query, "fa")), [lamp], query);
	for (const query of ["sąskaita zefyre", "saskaita zefyre", "SĄSKAITA ZEFYRE"])
		assert.deepEqual(results(await ask(query, "lt")), [lamp], query);
});

test("a slip of the finger gets a question in each language", async () => {
	for (const [lang, wrong, right] of [["en", "zephyrolmap", "zephyrolamp"], ["fa", "زفبرو", "زفیرو"], ["lt", "zefyrolempss", "zefyrolempos"]]) {
		const page = await ask(wrong, lang);
		assert.equal(/<p class="meant">[\s\S]*?<strong>(.*?)<\/strong>/.exec(page.text)?.[1], right, lang);
	}
});

test("nothing found offers other words, the topics and a ticket with the words as its subject", async () => {
	const page = await ask("xyzzyplugh");
	assert.equal(page.status, 200);
	assert.deepEqual(results(page), []);
	assert.match(page.text, /class="empty"/);
	assert.match(page.text, /href="\/en\/tickets\/new\?subject=xyzzyplugh"/);
	assert.match(page.text, /href="\/en\/kb"/);
});

test("articles with only some of the words stand apart", async () => {
	const page = await ask("zephyrolamp invoice");
	assert.deepEqual(results(page), []);
	assert.match(page.text.split('id="h-also"')[1], new RegExp(lamp));
});

test("hits in another language are offered with their number", async () => {
	const page = await ask("zephyrolamp", "fa");
	assert.match(page.text, /href="\/en\/search\?q=zephyrolamp"/);
});

test("who may not read an article does not find it", async () => {
	assert.deepEqual(results(await ask("zephyrosecret")), []);
	assert.doesNotMatch((await ask("zephyrosecrt")).text, /zephyrosecret/);
	assert.equal(JSON.parse((await stranger().get("/en/search/suggest?q=zephyrosec")).text).items.length, 0);
	const agent = person(stack, { role: "agent" });
	assert.match((await agent.client.get("/en/search?q=zephyrosecret")).text, new RegExp(secret));
});

test("suggestions go on from what is typed", async () => {
	const answer = await stranger().get("/en/search/suggest?q=repair%20zephyrol");
	assert.match(answer.headers["content-type"], /^application\/json/);
	const { items, all } = JSON.parse(answer.text);
	assert.deepEqual(items, [{ title: "Repair the zephyrolamp", url: `/en/kb/${lamp}`, kind: "article", icon: "file-text", crumb: "Zephyrs", id: lamp }]);
	assert.equal(all, "/en/search?q=repair%20zephyrol");
	assert.equal(JSON.parse((await stranger().get("/en/search/suggest?q=")).text).items.length, 0);
	assert.ok(JSON.parse((await stranger().get("/en/search/suggest?q=a")).text).items.length <= 6);
});

test("the pages can be shared: no cookie, no token, not for search engines", async () => {
	for (const path of ["/en/search", "/en/search?q=zephyrolamp", "/en/search/suggest?q=zep"]) {
		const page = await stranger().get(path);
		assert.equal(page.status, 200, path);
		assert.equal(page.cookies.length, 0, path);
		assert.doesNotMatch(page.text, /name="token"/);
		assert.equal(page.headers["cache-control"], "no-cache");
	}
	assert.match((await ask("zephyrolamp")).text, /content="noindex"/);
});

test("many hits come in pages; a page that is not there is missing", async () => {
	const word = `plentiful${shelf.slug.replace(/[^a-z]/g, "")}`;
	stack.sql(`INSERT INTO article (slug, category_id, created_at) SELECT CONCAT('${shelf.slug}-', seq), ${shelf.id}, 1 FROM seq_1_to_45;
		INSERT INTO article_text (article_id, lang, title, body, html, contents, markup_version, updated_at)
			SELECT id, 'en', '${word}', 'Text.', '', '', 0, 1 FROM article WHERE slug LIKE '${shelf.slug}-%';
		INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'article', id, 1 FROM article WHERE slug LIKE '${shelf.slug}-%';`);
	await stack.settle();
	const pages = [await ask(word), await ask(word, "en", "&page=2"), await ask(word, "en", "&page=3")];
	assert.deepEqual(pages.map((page) => results(page).length), [20, 20, 5]);
	assert.equal(new Set(pages.flatMap(results)).size, 45);
	assert.match(pages[1].text, /rel="prev"[\s\S]*rel="next"/);
	assert.equal((await ask(word, "en", "&page=4")).status, 404);
	assert.equal((await ask(word, "en", "&page=99999")).status, 200);
});

test("a query is logged once, without the person; addresses and long numbers are masked", async () => {
	const mark = shelf.slug.slice(2).replace(/\d/g, "k");
	await person(stack).client.get(`/en/search?q=${mark}%20jo@example.org%204412345678`);
	await stranger().get(`/en/search/suggest?q=${mark}`);
	await stranger().head(`/en/search?q=${mark}%20head`);
	const logged = () => stack.sql(`SELECT * FROM search_log WHERE query LIKE '${mark}%'`);
	await until(() => logged().length > 0, "the row, which is written after the answer");
	const rows = logged();
	assert.equal(rows.length, 1);
	assert.equal(rows[0].query, `${mark} @ ##########`);
	assert.deepEqual(Object.keys(rows[0]).sort(), ["created_at", "hits", "id", "lang", "query"]);
});

test("INJ-01: no query is an error", async () => {
	const odd = ["+", "-", "*", '"', "(((", "+++---", "a*", "@5", "~<>", "'; DROP TABLE article; --", "%", "_", "\\", "\u200c", "🙂", "the", "و",
		"<script>alert(1)</script>", "x".repeat(3000), "\u202e", "{1} {n}"];
	for (const query of odd) {
		const page = await ask(query);
		assert.equal(page.status, 200, query);
		assert.doesNotMatch(page.text, /<script>alert/);
		const answer = await stranger().get(`/en/search/suggest?q=${encodeURIComponent(query)}`);
		assert.equal(answer.status, 200, query);
		JSON.parse(answer.text);
	}
	assert.ok([200, 400].includes((await stranger().get("/en/search?q=%ff%fe")).status));
	assert.match(textOf((await ask("<i>zz</i>")).text), /<i>zz<\/i>/);
});
