/* Following: mails and the daily mail in each language, ending them by a link, notices, what one follows, feeds. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { person } from "./people.mjs";

const LANGUAGES = { en: "ltr", fa: "rtl", lt: "ltr" };
const NASTY = `<b>"Ties" & 'knots' ]]> ${String.fromCharCode(7)}\u202eטוב`;
let stack, asker;

before(async () => {
	stack = await startStack();
	asker = person(stack);
});
after(() => stack.stop());

/* --- things of the test's own ------------------------------------------------------------------------- */

const key = () => randomBytes(5).toString("hex");
const quote = (text) => `X'${Buffer.from(String(text)).toString("hex")}'`;

/* The id of the row that an INSERT makes: other files' tests insert at the same time. `more` may use @id. */
const insert = (sql, more = "DO 0") => stack.value(`${sql}; SET @id = LAST_INSERT_ID(); ${more}; SELECT @id`);

function category(audience = "public", id = 0) {
	const slug = `c-${key()}`;
	const made = insert(
		`INSERT INTO forum_category (slug, audience, audience_id, created_at) VALUES ('${slug}', '${audience}', ${id}, 1)`,
		`INSERT INTO forum_category_text (category_id, lang, name) VALUES (@id, 'en', 'Place ${slug}')`,
	);
	return { id: made, slug, audience, audience_id: id };
}

function post(topic, body, { place = 2, state = "open", author = asker } = {}) {
	return insert(`INSERT INTO forum_post (topic_id, place, author_id, state, body, created_at)
		VALUES (${topic}, ${place}, ${author.id}, '${state}', ${quote(body)}, UNIX_TIMESTAMP())`);
}

function topic(where, title, { state = "open", body = "How do I do it?", industry = "" } = {}) {
	const id = insert(`INSERT INTO forum_topic (category_id, audience, audience_id, author_id, title, lang, industry, state, places, created_at, activity_at)
		VALUES (${where.id}, '${where.audience}', ${where.audience_id}, ${asker.id}, ${quote(title)}, 'en', '${industry}', '${state}', 2,
			UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	post(id, body, { place: 1, state });
	return id;
}

function board(audience = "public") {
	const slug = `b-${key()}`;
	const made = insert(
		`INSERT INTO suggestion_board (slug, audience, created_at) VALUES ('${slug}', '${audience}', 1)`,
		`INSERT INTO suggestion_board_text (board_id, lang, name) VALUES (@id, 'en', 'Board ${slug}')`,
	);
	return { id: made, slug, audience };
}

function suggestion(where, title, { state = "open" } = {}) {
	return insert(`INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, state, status_at, created_at, updated_at)
		VALUES (${where.id}, '${where.audience}', ${asker.id}, ${quote(title)}, 'It **would** help.', 'en', '${state}', 1, UNIX_TIMESTAMP(), 1)`);
}

const follow = (who, kind, id, mail) =>
	stack.sql(`INSERT INTO follow (account_id, kind, ref_id, mail, created_at) VALUES (${who.id}, '${kind}', ${id}, '${mail}', UNIX_TIMESTAMP())`);

function tell(kind, ids) {
	const columns = Object.keys(ids).map((name) => `, ${name}`).join("");
	stack.sql(`INSERT INTO community_event (kind${columns}, created_at) VALUES ('${kind}'${Object.values(ids).map((id) => `, ${id}`).join("")}, UNIX_TIMESTAMP())`);
}

const unsubscribePath = (mail) => new URL(/<(.*)>/.exec(mail.headers.get("list-unsubscribe"))[1]).pathname;

function checkMail(mail, lang, what) {
	for (const [part, text] of Object.entries({ subject: mail.subject, text: mail.text, html: mail.html }))
		assert.doesNotMatch(text, /\{\w*\}|<\?cs|\(null\)|undefined/, `${what}: ${part}:\n${text}`);
	assert.match(mail.html, new RegExp(`<html lang="${lang}" dir="${LANGUAGES[lang]}">`), what);
	assert.equal(mail.headers.get("list-unsubscribe-post"), "List-Unsubscribe=One-Click", what);
	assert.match(mail.headers.get("list-id"), /^<community\.[^ <>]+>$/, what);
	assert.ok(mail.text.includes(unsubscribePath(mail)) && mail.html.includes(unsubscribePath(mail)), `${what}: no way out`);
	assert.doesNotMatch(mail.text, /&(amp|lt|quot|#\d+);/, `${what}: the text is escaped`);
	assert.doesNotMatch(mail.text, /\n{4}/, `${what}: holes in the text`);
}

/* --- mails -------------------------------------------------------------------------------------------- */

for (const lang of Object.keys(LANGUAGES))
	test(`D6: who follows gets a mail at once, in ${lang}, with the words and the way out`, async () => {
		const who = person(stack, { lang }), where = category(), place = board();
		const id = topic(where, "Lamp & <hub>"), idea = suggestion(place, "Darker & quieter");
		const reply = post(id, "Press **both** buttons.\n\nسلام، هر دو را.");
		const status = insert(`INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) VALUES (${idea}, 'planned', ${asker.id}, 'In spring.', 1)`);
		follow(who, "topic", id, "now");
		follow(who, "category", where.id, "now");
		follow(who, "board", place.id, "now");
		follow(who, "suggestion", idea, "now");
		const events = [
			["topic", { topic_id: id, post_id: reply }, `/forum/post/${reply}`, "Press both buttons."],
			["post", { topic_id: id, post_id: reply }, `/forum/post/${reply}`, "Press both buttons."],
			["accepted", { topic_id: id, post_id: reply }, `/forum/post/${reply}`, "Press both buttons."],
			["suggestion", { suggestion_id: idea }, `/suggestions/${idea}`, "It would help."],
			["status", { suggestion_id: idea, status_id: status }, `/suggestions/${idea}`, "In spring."],
			["merged", { suggestion_id: idea }, `/suggestions/${idea}`, "It would help."],
		];
		const seen = new Set();
		for (const [kind, ids, path, words] of events) {
			tell(kind, ids);
			const mail = await stack.mail(who.mail, (one) => !seen.has(one.path));
			seen.add(mail.path);
			checkMail(mail, lang, kind);
			assert.ok(mail.subject.includes(ids.topic_id ? "Lamp & <hub>" : "Darker & quieter"), mail.subject);
			assert.ok(mail.text.includes(`/${lang}${path}`) && mail.text.includes(words), `${kind}: ${mail.text}`);
			assert.match(mail.html, /<div class="message words" dir="auto">/, "D13: each quoted text has its own direction");
		}
	});

test("a text that was hidden, and one that he may not read any more, is mailed to nobody", async () => {
	const who = person(stack), where = category();
	const id = topic(where, "Hush");
	const reply = post(id, "Nobody reads this.", { state: "held" });
	follow(who, "topic", id, "now");
	stack.sql(`INSERT INTO outbox (kind, account_id, topic_id, post_id, lang, due_at, created_at)
		VALUES ('forum_post', ${who.id}, ${id}, ${reply}, 'en', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	await stack.settle();
	assert.equal(stack.value(`SELECT state FROM outbox WHERE account_id = ${who.id}`), "dropped");
	stack.sql(`UPDATE forum_post SET state = 'open' WHERE id = ${reply}; UPDATE forum_category SET audience = 'staff' WHERE id = ${where.id}`);
	tell("post", { topic_id: id, post_id: reply });
	stack.sql(`INSERT INTO outbox (kind, account_id, topic_id, post_id, lang, due_at, created_at)
		VALUES ('forum_post', ${who.id}, ${id}, ${reply}, 'en', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	await stack.settle();
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${who.id} AND state <> 'dropped'`), "0");
	assert.equal(stack.mails().filter((mail) => mail.to.includes(who.mail)).length, 0);
});

for (const [lang, detail] of [["en", "approved"], ["fa", "declined"], ["lt", "approved"]])
	test(`who wrote a text hears that it was ${detail}, in ${lang}`, async () => {
		const who = person(stack, { lang }), id = topic(category(), "Judged");
		const reply = post(id, "My own words.", { author: who, state: detail === "approved" ? "open" : "deleted" });
		stack.sql(`INSERT INTO outbox (kind, account_id, topic_id, post_id, detail, lang, due_at, created_at)
			VALUES ('moderated', ${who.id}, ${id}, ${reply}, '${detail}', 'en', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
		const mail = await stack.mail(who.mail);
		checkMail(mail, lang, detail);
		assert.equal(mail.text.includes("My own words."), detail === "approved");
	});

/* --- the daily mail ----------------------------------------------------------------------------------- */

for (const [lang, dir] of Object.entries(LANGUAGES))
	test(`D6: the daily mail in ${lang} holds what is still there, by topic`, async () => {
		const who = person(stack, { lang }), where = category(), other = category();
		const one = topic(where, "First topic"), two = topic(where, "Second topic"), gone = topic(other, "Withdrawn topic");
		for (const id of [one, two, gone])
			follow(who, "topic", id, "daily");
		for (const id of [one, one, two, gone])
			tell("post", { topic_id: id, post_id: post(id, `Words in ${id}.`, { place: 2 + Math.floor(Math.random() * 1e6) }) });
		await until(() => stack.value(`SELECT COUNT(*) FROM digest_item WHERE account_id = ${who.id}`) === "4", "the lines");
		assert.equal(stack.mails().filter((mail) => mail.to.includes(who.mail)).length, 0);
		stack.sql(`UPDATE forum_category SET audience = 'staff' WHERE id = ${other.id};
			UPDATE digest_item SET due_at = 1 WHERE account_id = ${who.id}`);
		const mail = await stack.mail(who.mail);
		checkMail(mail, lang, "digest");
		assert.match(mail.html, new RegExp(`dir="${dir}"`));
		assert.equal(mail.text.split("First topic").length, 2, mail.text);
		assert.equal(mail.text.split(`Words in ${one}.`).length, 3);
		assert.ok(mail.text.includes("Second topic"));
		assert.ok(!mail.text.includes("Withdrawn") && !mail.text.includes(`Words in ${gone}`), "what he may not read any more dropped out");
		await stack.settle();
		assert.equal(stack.mails().filter((one_) => one_.to.includes(who.mail)).length, 1);
	});

test("a daily mail of which nothing is left is not sent", async () => {
	const who = person(stack), id = topic(category(), "Gone by then");
	follow(who, "topic", id, "daily");
	tell("post", { topic_id: id, post_id: post(id, "Words.") });
	await until(() => stack.value(`SELECT COUNT(*) FROM digest_item WHERE account_id = ${who.id}`) === "1", "the line");
	stack.sql(`UPDATE forum_topic SET state = 'hidden' WHERE id = ${id}; UPDATE digest_item SET due_at = 1 WHERE account_id = ${who.id}`);
	await until(() => stack.value(`SELECT state FROM outbox WHERE account_id = ${who.id} AND kind = 'digest'`) === "dropped", "the mail to be dropped");
});

/* --- ending mails --------------------------------------------------------------------------------------- */

async function mailAbout(who, id) {
	follow(who, "topic", id, "now");
	tell("post", { topic_id: id, post_id: post(id, "Words.") });
	return stack.mail(who.mail);
}

const wayOf = (who, id) => stack.value(`SELECT mail FROM follow WHERE account_id = ${who.id} AND kind = 'topic' AND ref_id = ${id}`);

test("D6: the link shows a button, and the button ends the mails without a sign-in", async () => {
	const who = person(stack), id = topic(category(), "Ending it");
	const path = unsubscribePath(await mailAbout(who, id)), client = new Client(stack);
	const page = await client.get(path);
	assert.equal(page.status, 200);
	assert.match(textOf(page.text), /Ending it/);
	assert.equal(wayOf(who, id), "now", "opening the link ends nothing");
	const done = await client.submit(page, "/unsubscribe/", {});
	assert.equal(done.status, 200);
	assert.match(textOf(done.text), /ended/);
	assert.equal(wayOf(who, id), "off");
	assert.match(done.headers["cache-control"], /no-store/);
});

test("RFC 8058: the POST of a mail program ends them with one request, again does no harm, a wrong key is missing", async () => {
	const who = person(stack), id = topic(category(), "One click");
	const path = unsubscribePath(await mailAbout(who, id)), client = new Client(stack);
	const once = await client.post(path, { "List-Unsubscribe": "One-Click" }, { origin: null });
	assert.equal(once.status, 200);
	assert.equal(once.location, undefined);
	assert.equal(wayOf(who, id), "off");
	assert.equal((await client.post(path, { "List-Unsubscribe": "One-Click" }, { origin: null })).status, 200);
	const wrong = path.slice(0, -1) + (path.endsWith("A") ? "B" : "A");
	for (const bad of [wrong, `${path}A`, path.slice(0, -1)]) {
		assert.equal((await client.post(bad, { "List-Unsubscribe": "One-Click" }, { origin: null })).status, 404);
		assert.equal((await client.get(bad)).status, 404);
	}
	tell("post", { topic_id: id, post_id: post(id, "More.", { place: 3 }) });
	await stack.settle();
	assert.equal(stack.mails().filter((mail) => mail.to.includes(who.mail)).length, 1);
});

test("the link says nothing of a topic that its owner may not read any more", async () => {
	const who = person(stack), where = category(), id = topic(where, "Secret by now");
	const path = unsubscribePath(await mailAbout(who, id));
	stack.sql(`UPDATE forum_category SET audience = 'staff' WHERE id = ${where.id}`);
	const page = await new Client(stack).get(path);
	assert.equal(page.status, 200);
	assert.doesNotMatch(page.text, /Secret by now/);
});

/* --- the account's pages ---------------------------------------------------------------------------------- */

test("notices tell what is new, lead there, and name nothing that one may not see", async () => {
	const who = person(stack), where = category(), id = topic(where, "Noticed topic");
	follow(who, "topic", id, "off");
	const reply = post(id, "Words.");
	tell("post", { topic_id: id, post_id: reply });
	await stack.settle();
	let page = await who.client.get("/en/account/notices");
	assert.match(page.text, /Noticed topic/);
	assert.ok(page.text.includes(`/forum/post/${reply}`));
	assert.match(page.text, /class="bell[^"]*has-news/);
	await who.client.follow(await who.client.get(`/en/forum/post/${reply}`));
	page = await who.client.get("/en/account/notices");
	assert.doesNotMatch(page.text, /has-news/, "reading the topic settles its notice");
	stack.sql(`UPDATE forum_category SET audience = 'staff' WHERE id = ${where.id}`);
	page = await who.client.get("/en/account/notices");
	assert.doesNotMatch(page.text, /Noticed topic/);
	assert.match(textOf(page.text), /no longer there for you/);
});

test("D6: one sees what one follows, changes the way, ends it, and sets all at once", async () => {
	const who = person(stack), other = person(stack), where = category(), hidden = category("staff");
	const id = topic(where, "Kept topic"), secret = topic(hidden, "Secret topic"), idea = suggestion(board(), "An idea of mine");
	follow(who, "topic", id, "now");
	follow(who, "topic", secret, "now");
	follow(who, "suggestion", idea, "daily");
	follow(who, "category", where.id, "off");
	let page = await who.client.get("/en/account/follows");
	assert.equal(page.status, 200);
	for (const words of ["Kept topic", "An idea of mine", `Place ${where.slug}`, "No longer there for you"])
		assert.ok(page.text.includes(words), words);
	assert.ok(!page.text.includes("Secret topic"));
	const row = stack.value(`SELECT id FROM follow WHERE account_id = ${who.id} AND kind = 'topic' AND ref_id = ${id}`);
	let answer = await who.client.submit(page, `/account/follows/${row}`, { mail: "daily" });
	assert.equal(answer.status, 303);
	assert.equal(wayOf(who, id), "daily");
	page = await who.client.follow(answer);
	answer = await who.client.submit(page, (one) => /\/account\/follows$/.test(one.action), { mail: "off" });
	assert.equal(stack.value(`SELECT COUNT(*) FROM follow WHERE account_id = ${who.id} AND mail = 'off'`), "4");
	page = await who.client.follow(answer);
	answer = await who.client.submit(page, `/account/follows/${row}`, { mail: "stop" });
	assert.equal(wayOf(who, id), undefined);
	/* another's number */
	follow(other, "topic", id, "now");
	const foreign = stack.value(`SELECT id FROM follow WHERE account_id = ${other.id}`);
	page = await who.client.follow(answer);
	const own = form(page, (one) => /\/account\/follows\/\d+$/.test(one.action));
	await who.client.post(`/en/account/follows/${foreign}`, { token: own.value("token"), mail: "stop" });
	assert.equal(wayOf(other, id), "now");
});

test("a topic and a category are followed from their pages, and what one may not read is not", async () => {
	const who = person(stack), where = category(), id = topic(where, "Followable"), secret = topic(category("staff"), "No");
	let page = await who.client.get(`/en/forum/topic/${id}`);
	let answer = await who.client.submit(page, `/forum/topic/${id}/follow`, { mail: "daily" });
	assert.equal(answer.status, 303);
	assert.equal(wayOf(who, id), "daily");
	page = await who.client.get(`/en/forum/topic/${id}`);
	const token = form(page, `/forum/topic/${id}/follow`).value("token");
	assert.equal((await who.client.post(`/en/forum/topic/${secret}/follow`, { token, mail: "now" })).status, 404);
	page = await who.client.get(`/en/forum/c/${where.slug}`);
	answer = await who.client.submit(page, `/forum/c/${where.slug}/follow`, { mail: "now" });
	assert.equal(answer.status, 303);
	assert.equal(stack.value(`SELECT mail FROM follow WHERE account_id = ${who.id} AND kind = 'category'`), "now");
});

/* --- feeds ------------------------------------------------------------------------------------------------ */

/* A reader that knows XML's rules: everything closed, nothing foreign, only known entities. */
function parseXml(text) {
	assert.match(text, /^<\?xml version="1\.0" encoding="utf-8"\?>/);
	assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/);
	assert.doesNotMatch(text.replace(/&(amp|lt|gt|quot|#\d+);/g, ""), /&/);
	const open = [], titles = [], ids = [];
	let at = text.indexOf("?>") + 2, entity = (words) => words.replace(/&(amp|lt|gt|quot);/g, (_, name) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name]);
	for (const [, words, close, name, empty] of text.slice(at).matchAll(/([^<]*)<(\/?)([a-z]+)(?:\s[a-z:]+="[^"<]*")*(\/?)>/g)) {
		if (close) {
			assert.equal(open.pop(), name);
			if (name === "title") titles.push(entity(words));
			if (name === "id") ids.push(words);
		} else if (!empty)
			open.push(name);
	}
	assert.deepEqual(open, []);
	assert.equal(new Set(ids).size, ids.length, "ids are unique");
	return { titles, ids };
}

test("K7: feeds are valid with nasty titles, and the pages lead to them", async () => {
	const where = category(), place = board(), client = new Client(stack);
	topic(where, NASTY, { body: `<script>alert(1)</script> & ${NASTY}`, industry: "it" });
	stack.sql(`UPDATE account SET industry_shown = TRUE WHERE id = ${asker.id}`);
	const idea = suggestion(place, NASTY);
	stack.sql(`INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) VALUES (${idea}, 'planned', ${asker.id}, 'Soon ]]>', 1);
		UPDATE suggestion SET status = 'planned' WHERE id = ${idea}`);
	const clean = NASTY.replace(String.fromCharCode(7), "");
	for (const path of [`/en/forum/feed?category=${where.slug}`, "/fa/forum/feed", "/lt/forum/feed?industry=it", `/en/suggestions/feed?board=${place.slug}`,
		`/en/suggestions/feed?status=planned&board=${place.slug}`]) {
		const feed = await client.get(path);
		assert.equal(feed.status, 200, path);
		assert.match(feed.headers["content-type"], /^application\/atom\+xml/);
		const { titles, ids } = parseXml(feed.text);
		assert.ok(titles.some((title) => title.includes(clean)), `${path}: ${titles}`);
		assert.ok(ids.every((id) => id.startsWith("tag:")), path);
		assert.ok(!feed.text.includes("<script"));
		const again = await client.get(path, { headers: { "If-None-Match": feed.headers.etag } });
		assert.equal(again.status, 304, path);
	}
	for (const path of ["/en/forum/feed?category=nowhere", "/en/forum/feed?industry=witchcraft", "/en/suggestions/feed?board=nowhere"])
		assert.equal((await client.get(path)).status, 404, path);
	assert.match((await client.get("/en/kb/feed")).headers["content-type"], /atom/);
	for (const [path, feed] of [["/en/forum", "/en/forum/feed"], [`/en/forum/c/${where.slug}`, `/en/forum/feed?category=${where.slug}`],
		["/en/suggestions", "/en/suggestions/feed"], ["/en/kb", "/en/kb/feed"]])
		assert.ok((await client.get(path)).text.includes(`type="application/atom+xml" title=`) && (await client.get(path)).text.includes(`href="${feed}"`), path);
});

test("ACL-06: feeds tell nothing that not everybody may read, whoever asks", async () => {
	const secret = category("staff"), open = category(), signed = category("signed_in"), closed = board("staff"), place = board();
	const words = ["Feed-staff", "Feed-held", "Feed-hidden", "Feed-signed", "Feed-board", "Feed-idea-held", "Feed-moved"];
	topic(secret, words[0]);
	topic(open, words[1], { state: "held" });
	topic(open, words[2], { state: "hidden" });
	topic(signed, words[3]);
	suggestion(closed, words[4]);
	suggestion(place, words[5], { state: "held" });
	topic({ ...secret, audience: "public" }, words[6]); /* the copy is behind the category */
	const agent = person(stack, { role: "agent" });
	for (const client of [new Client(stack), agent.client])
		for (const path of ["/en/forum/feed", `/en/forum/feed?category=${open.slug}`, "/en/suggestions/feed", `/en/suggestions/feed?board=${place.slug}`]) {
			const feed = await client.get(path);
			assert.equal(feed.status, 200);
			for (const word of words)
				assert.ok(!feed.text.includes(word), `${path}: ${word}`);
		}
	for (const path of [`/en/forum/feed?category=${secret.slug}`, `/en/forum/feed?category=${signed.slug}`, `/en/suggestions/feed?board=${closed.slug}`])
		assert.equal((await agent.client.get(path)).status, 404, path);
});
