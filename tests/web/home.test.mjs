/* The front page over HTTP: what everybody sees, and what somebody signed in sees first. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { Client, textOf } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "./people.mjs";
import { category, article } from "./shelf.mjs";

let stack, shelf;

before(async () => {
	stack = await startStack();
	shelf = category(stack, "Lamps and light");
	article(stack, shelf, { en: ["A lamp", "Light."] });
});
after(() => stack.stop());

const home = (lang = "en") => new Client(stack).get(`/${lang}/`);

test("the front page has one heading, the search, the topics with their counts and a way to a person", async () => {
	const page = await home();
	assert.equal(page.status, 200);
	assert.equal(page.text.match(/<h1/g).length, 1);
	assert.match(page.text, /<form class="search search-big"[^>]* action="\/en\/search" method="get">/);
	assert.match(textOf(page.text), /Lamps and light 1 article/);
	assert.match(page.text, new RegExp(`href="/en/kb/c/${shelf.slug}"`));
	assert.match(page.text, /href="\/en\/tickets\/new"/);
});

test("a topic without articles in a language is not shown in it", async () => {
	stack.sql(`UPDATE category_text SET article_count = 0 WHERE category_id = ${shelf.id} AND lang = 'lt'`);
	assert.doesNotMatch((await home("lt")).text, new RegExp(shelf.slug));
	assert.match((await home("fa")).text, new RegExp(shelf.slug));
});

test("the front page of a stranger sets no cookie, carries no token and names each language", async () => {
	const page = await home();
	assert.equal(page.cookies.length, 0);
	assert.doesNotMatch(page.text, /name="token"/);
	for (const lang of ["en", "fa", "lt"])
		assert.match(page.text, new RegExp(`hreflang="${lang}" href="[^"]*/${lang}/"`));
});

test("the front page stays within its weight", async () => {
	for (const lang of ["en", "fa", "lt"])
		assert.ok(gzipSync((await home(lang)).body).length < 12000, lang);
});

test("somebody signed in sees the own open tickets first, those that wait for an answer before the others", async () => {
	const alice = person(stack, { name: "Alice" });
	const slug = topic(stack);
	assert.doesNotMatch((await alice.client.get("/en/")).text, /id="h-mine"/);
	const older = await fileTicket(alice, slug, "Waiting for Alice");
	await fileTicket(alice, slug, "Nobody answered yet");
	const closed = await fileTicket(alice, slug, "Done long ago");
	stack.sql(`UPDATE ticket SET state = 'waiting' WHERE number = ${older}; UPDATE ticket SET state = 'closed' WHERE number = ${closed};`);
	const page = await alice.client.get("/en/");
	const mine = page.text.slice(page.text.indexOf('id="h-mine"'), page.text.indexOf('id="h-topics"'));
	assert.match(textOf(mine), /Waiting for Alice.*Nobody answered yet/);
	assert.doesNotMatch(mine, /Done long ago/);
	assert.match(textOf(mine), /2 open tickets/);
	assert.equal(page.headers["cache-control"], "no-store");
	assert.doesNotMatch((await home()).text, /Waiting for Alice/);
});

test("what several people searched for and found is offered within seconds", async () => {
	const words = `lamp ${shelf.slug.slice(2)}`.replace(/[0-9]{5,}/g, "x");
	for (let i = 0; i < 60; i++)
		stack.sql(`INSERT INTO search_log (lang, query, hits, created_at) VALUES ('en', '${words}', 1, UNIX_TIMESTAMP())`);
	const link = new RegExp(`href="/en/search\\?q=${encodeURIComponent(words)}"`);
	await until(async () => link.test((await home()).text), "the words on the front page");
	stack.sql(`DELETE FROM search_log WHERE query = '${words}'`);
});
