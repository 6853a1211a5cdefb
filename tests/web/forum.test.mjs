/* The forum over HTTP: asking, answering, accepting, liking, editing; what is held, hidden or another company's is missing. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { company, join, person } from "./people.mjs";

let stack, asker, helper, agent, admin, everyone, closed, firm;

const key = () => randomBytes(4).toString("hex");
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const count = (sql) => Number(stack.value(`SELECT COUNT(*) FROM ${sql}`));
const topicRow = (id) => stack.sql(`SELECT * FROM forum_topic WHERE id = ${id}`)[0];
const idIn = (location) => /\/forum\/topic\/(\d+)/.exec(location ?? "")?.[1];
const like = (id) => (one) => one.action?.endsWith(`/forum/post/${id}/like`);
const accept = (id) => (one) => one.action?.endsWith(`/forum/post/${id}/accept`);
const replyForm = (one) => one.action?.endsWith("/reply");
const PNG = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

function category({ audience = "public", audienceId = 0, guests = false } = {}) {
	const slug = `f-${key()}`;
	stack.sql(`INSERT INTO forum_category (slug, audience, audience_id, guests, position, created_at)
			VALUES ('${slug}', '${audience}', ${audienceId}, ${guests}, 900, UNIX_TIMESTAMP());
		INSERT INTO forum_category_text (category_id, lang, name, description)
			VALUES (LAST_INSERT_ID(), 'en', 'Category ${slug}', 'About ${slug}');`);
	return { slug, id: stack.value(`SELECT id FROM forum_category WHERE slug = '${slug}'`) };
}

/* Past the numbers of who is new. */
const known = (who) =>
	stack.sql(`INSERT INTO trust (account_id, fixed_level, created_at) VALUES (${who.id}, 1, UNIX_TIMESTAMP())
		ON DUPLICATE KEY UPDATE fixed_level = 1`);

async function ask(who, where, fields = {}) {
	const page = await who.client.get(`/en/forum/new?category=${where.slug}`);
	const answer = await who.client.submit(page, "/forum/new", { title: `Topic ${key()}`, body: "The **question**.", ...fields });
	assert.equal(answer.status, 303, answer.text);
	return idIn(answer.location);
}

async function reply(who, topic, body, fields = {}) {
	const page = await who.client.get(`/en/forum/topic/${topic}`);
	const answer = await who.client.submit(page, replyForm, { body, ...fields });
	assert.equal(answer.status, 303, answer.text);
	return /\/forum\/post\/(\d+)/.exec(answer.location)[1];
}

const asking = (who, where, title) => who.client.get(`/en/forum/new?category=${where.slug}`)
	.then((page) => who.client.submit(page, "/forum/new", { title, body: "Words." }));

before(async () => {
	stack = await startStack();
	asker = person(stack, { name: "Asta" });
	helper = person(stack, { name: "Bijan" });
	agent = person(stack, { role: "agent", name: "Agnė" });
	admin = person(stack, { role: "admin", name: "Sara" });
	known(asker);
	known(helper);
	everyone = category();
	firm = company(stack);
	closed = category({ audience: "company", audienceId: firm.id });
});
after(() => stack.stop());

/* --- asking and answering ---------------------------------------------------------------------------- */

test("D1: a question is asked with tags and answered; the topic, its category and the lists show it", async () => {
	const id = await ask(asker, everyone, { title: "Lamp stays dark", tags: "Lamp, #night" });
	const answer = await reply(helper, id, "Turn it **on**.");
	const page = await new Client(stack).get(`/en/forum/topic/${id}`);
	assert.match(words(page), /Lamp stays dark[\s\S]*The question ?\.[\s\S]*Turn it on/);
	assert.match(words(page), /Sign in to reply/);
	assert.doesNotMatch(page.text, /name="token"/);
	for (const path of ["/en/forum", `/en/forum/c/${everyone.slug}`, "/en/forum?tag=lamp"])
		assert.match(words(await new Client(stack).get(path)), /Lamp stays dark/, path);
	const topic = topicRow(id);
	assert.deepEqual([topic.places, topic.reply_count, topic.last_id, topic.last_post_id], ["2", "1", helper.id, answer]);
	assert.notEqual(topic.answered_at, null);
});

test("D1: what was typed stays when something is wrong", async () => {
	const page = await asker.client.get(`/en/forum/new?category=${everyone.slug}`);
	const back = await asker.client.submit(page, "/forum/new", { title: "", body: "Kept words", tags: "a,b,c,d,e,f" });
	assert.equal(back.status, 422);
	const filled = form(back, "/forum/new");
	assert.equal(filled.value("body").trim(), "Kept words");
	assert.equal(filled.value("tags"), "a,b,c,d,e,f");
	assert.match(back.text, /href="#f-title"/);
	assert.match(back.text, /href="#f-tags"/);
});

test("D1: without scripts a preview shows the text and posts nothing", async () => {
	const asked = () => stack.value(`SELECT COUNT(*) FROM forum_topic WHERE author_id = ${asker.id}`);
	const before = asked();
	const page = await asker.client.get(`/en/forum/new?category=${everyone.slug}`);
	const seen = await asker.client.submit(page, "/forum/new", { title: "Preview", body: "A *look*" }, { button: { then: "preview" } });
	assert.equal(seen.status, 200);
	assert.match(seen.text, /<em>look<\/em>/);
	assert.equal(form(seen, "/forum/new").value("title"), "Preview");
	assert.equal(asked(), before);
	const json = await asker.client.post("/en/forum/preview", { body: "A *look* <script>" }, { headers: { Accept: "application/json" } });
	assert.match(JSON.parse(json.text).html, /<em>look<\/em> &lt;script&gt;/);
});

test("D1: “Quote” fills the reply, which names the post that it answers", async () => {
	const id = await ask(asker, everyone, { body: "First line\nsecond" });
	const first = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id}`);
	const page = await helper.client.get(`/en/forum/topic/${id}?quote=${first}`);
	const filled = form(page, replyForm);
	assert.match(filled.value("body"), /> Asta wrote:\n>\n> First line\n> second/);
	const sent = await helper.client.submit(page, replyForm, { body: `${filled.value("body")}Yes.` });
	assert.equal(sent.status, 303);
	const after = await helper.client.follow(sent);
	assert.equal(stack.value(`SELECT parent_id FROM forum_post WHERE topic_id = ${id} AND place = 2`), first);
	assert.match(after.text, /<blockquote/);
});

test("D2: the asker accepts an answer, it stands under the question, and he takes it back", async () => {
	const id = await ask(asker, everyone);
	await reply(helper, id, "What is the question?");
	const answer = await reply(helper, id, "The answer is 42.");
	const theirs = await helper.client.get(`/en/forum/topic/${id}`);
	assert.equal(theirs.text.includes(`/forum/post/${answer}/accept`), false);
	let page = await asker.client.get(`/en/forum/topic/${id}`);
	const done = await asker.client.submit(page, accept(answer), {}, { button: { answer: "yes" } });
	assert.equal(done.status, 303);
	page = await asker.client.follow(done);
	assert.match(words(page), /Solved/);
	assert.match(words(page), /The \*?\*?question[\s\S]*The answer is 42\.[\s\S]*What is the question\?[\s\S]*The answer is 42\./);
	assert.match(words(await new Client(stack).get(`/en/forum/c/${everyone.slug}?view=solved`)), new RegExp(topicRow(id).title));
	assert.equal(stack.value(`SELECT solved FROM trust WHERE account_id = ${helper.id}`) >= 1, true);
	const back = await asker.client.submit(page, accept(answer), {}, { button: { answer: "no" } });
	assert.equal(back.status, 303);
	assert.equal(topicRow(id).solved_post_id, null);
});

test("D2: an answer that is the first one stands there once", async () => {
	const id = await ask(asker, everyone);
	const answer = await reply(helper, id, "The answer is 7.");
	stack.sql(`UPDATE forum_topic SET solved_post_id = ${answer} WHERE id = ${id}`);
	const page = await asker.client.get(`/en/forum/topic/${id}`);
	assert.equal(words(page).match(/The answer is 7\./g).length, 1);
	assert.match(page.text, /class="msg msg-answer"/);
});

test("OVL-02: texts that grow when they are shown do not break the pages they stand on", async () => {
	const id = await ask(asker, everyone);
	const grows = "-\n".repeat(32 * 1024);
	for (let i = 0; i < 7; i++)
		await reply(helper, id, grows.slice(0, 65000));
	for (const path of [`/en/forum/topic/${id}`, `/en/forum/feed?category=${everyone.slug}`])
		assert.equal((await new Client(stack).get(path)).status, 200, path);
});

test("ACL-03: who may not accept, edit or moderate finds nothing there", async () => {
	const id = await ask(asker, everyone);
	const answer = await reply(helper, id, "Perhaps.");
	const first = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id} AND place = 1`);
	const page = await helper.client.get(`/en/forum/topic/${id}`);
	const token = form(page, replyForm).value("token");
	const own = await asker.client.get(`/en/forum/topic/${id}`);
	const acceptToken = form(own, accept(answer)).value("token");
	assert.notEqual(acceptToken, token);
	assert.equal((await helper.client.get(`/en/forum/post/${first}/edit`)).status, 404);
	assert.equal((await helper.client.get(`/en/forum/post/${first}/judge`)).status, 404);
	assert.equal((await new Client(stack).get(`/en/forum/post/${first}/edit`)).status, 303);
});

/* --- likes and edits --------------------------------------------------------------------------------- */

test("D14: 50 parallel likes of one person count once, and taking one back takes one", async () => {
	const id = await ask(asker, everyone);
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id}`);
	const pages = await Promise.all(Array.from({ length: 10 }, () => helper.client.get(`/en/forum/topic/${id}`)));
	const sent = await Promise.all(Array.from({ length: 50 }, (_, i) => helper.client.submit(pages[i % 10], like(post), {}, { button: { like: "yes" } })));
	assert.deepEqual([...new Set(sent.map((one) => one.status))], [303]);
	assert.equal(stack.value(`SELECT like_count FROM forum_post WHERE id = ${post}`), "1");
	assert.equal(topicRow(id).like_count, "1");
	const page = await helper.client.get(`/en/forum/topic/${id}`);
	await helper.client.submit(page, like(post), {}, { button: { like: "no" } });
	assert.equal(stack.value(`SELECT like_count FROM forum_post WHERE id = ${post}`), "0");
	const own = await asker.client.get(`/en/forum/topic/${id}`);
	assert.equal(own.text.includes(`/forum/post/${post}/like`), false);
});

test("D5, DAT-07: an edit keeps the text before it, for whoever may read the post, and who comes late sees both", async () => {
	const id = await ask(asker, everyone, { title: "Old title", body: "Old words" });
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id}`);
	const page = await asker.client.get(`/en/forum/post/${post}/edit`);
	const late = await asker.client.get(`/en/forum/post/${post}/edit`);
	const saved = await asker.client.submit(page, "/edit", { title: "New title", body: "New words" });
	assert.equal(saved.status, 303);
	const history = await new Client(stack).get(`/en/forum/post/${post}/history`);
	assert.match(words(history), /New words[\s\S]*Changed by Asta[\s\S]*Old title[\s\S]*Old words/);
	const conflict = await asker.client.submit(late, "/edit", { title: "Late", body: "Late words" });
	assert.equal(conflict.status, 409, "DAT-07");
	assert.match(words(conflict), /New words[\s\S]*Late words[\s\S]*New title[\s\S]*Late/, "both texts are shown");
	assert.equal(form(conflict, "/edit").value("body").trim(), "Late words");
	const again = await asker.client.submit(conflict, "/edit", {});
	assert.equal(again.status, 303);
	assert.equal(topicRow(id).title, "Late");
});

test("D5: what a moderator takes out of a text is not left for everybody in its history", async () => {
	const boss = person(stack, { role: "admin" });
	const id = await ask(asker, everyone, { title: "Call me", body: "My number is 5550199." });
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id}`);
	const page = await boss.client.get(`/en/forum/post/${post}/edit`);
	assert.equal((await boss.client.submit(page, "/edit", { title: "Call me", body: "My number is […]." })).status, 303);
	for (const client of [new Client(stack), helper.client])
		assert.doesNotMatch((await client.get(`/en/forum/post/${post}/history`)).text, /5550199/);
	for (const client of [boss.client, asker.client])
		assert.match((await client.get(`/en/forum/post/${post}/history`)).text, /5550199/);
});

/* --- pages of a long topic --------------------------------------------------------------------------- */

test("D1: a long topic is cut by places, an address of a post leads to its page, and what is new is marked", async () => {
	const id = await ask(asker, everyone);
	stack.sql(`INSERT INTO forum_post (topic_id, place, author_name, body, created_at)
			WITH RECURSIVE n (n) AS (SELECT 2 UNION ALL SELECT n + 1 FROM n WHERE n < 101)
			SELECT ${id}, n, 'Carl Worth', CONCAT('Words of place ', n, '.'), 1258471718 + n FROM n;
		UPDATE forum_topic SET places = 101, reply_count = 100 WHERE id = ${id};
		UPDATE forum_post SET source = CONCAT('t', id) WHERE topic_id = ${id} AND place > 1`);
	const at = (place) => stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id} AND place = ${place}`);
	const to = await new Client(stack).get(`/en/forum/post/${at(45)}`);
	assert.equal(to.location, `/en/forum/topic/${id}?from=41#p${at(45)}`);
	const last = await new Client(stack).get(`/en/forum/topic/${id}?from=999999`);
	assert.match(words(last), /Words of place 101\./);
	assert.doesNotMatch(words(last), /Words of place 100\./);
	assert.match(words(last), /Unclaimed name/);
	await helper.client.get(`/en/forum/topic/${id}`);
	await reply(agent, id, "Staff looks at it.");
	const next = await helper.client.get(`/en/forum/topic/${id}`);
	assert.match(next.text, new RegExp(`/forum/topic/${id}\\?from=21`));
	assert.match(words(next), /Go to the first new post/);
	const second = await helper.client.get(`/en/forum/topic/${id}?from=21`);
	assert.match(words(second), /New since you were here/);
});

test("D1: two replies at once stand at places of their own", async () => {
	const id = await ask(asker, everyone);
	const pages = await Promise.all(Array.from({ length: 20 }, (_, i) => [asker, helper, agent][i % 3]).map(async (who) => [who, await who.client.get(`/en/forum/topic/${id}`)]));
	const sent = await Promise.all(pages.map(([who, page], i) => who.client.submit(page, replyForm, { body: `Reply ${i}` })));
	assert.deepEqual([...new Set(sent.map((one) => one.status))], [303]);
	assert.equal(count(`(SELECT DISTINCT place FROM forum_post WHERE topic_id = ${id}) p`), 21);
	assert.deepEqual([topicRow(id).places, topicRow(id).reply_count], ["21", "20"]);
});

/* --- newcomers, guests, moderators ------------------------------------------------------------------- */

test("D4, ACL-07: a newcomer’s first topic waits, is nobody else’s to see, and appears when a moderator lets it", async () => {
	const newcomer = person(stack);
	const title = `Held ${key()}`;
	const sent = await asking(newcomer, everyone, title);
	assert.equal(sent.status, 303);
	const id = idIn(sent.location);
	assert.match(words(await newcomer.client.follow(sent)), /waits for a moderator/);
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id}`);
	for (const who of [helper.client, new Client(stack)])
		for (const path of [`/en/forum/topic/${id}`, `/en/forum/post/${post}`, `/en/forum/post/${post}/history`])
			assert.equal((await who.get(path)).status, 404, path);
	assert.doesNotMatch(words(await new Client(stack).get(`/en/forum/c/${everyone.slug}`)), new RegExp(title));
	assert.match(words(await newcomer.client.get("/en/forum?view=mine")), new RegExp(title));
	assert.equal(count(`community_event WHERE topic_id = ${id}`), 0);
	const page = await admin.client.get(`/en/forum/post/${post}/judge`);
	assert.equal((await admin.client.submit(page, "/judge", { state: "open" })).status, 303);
	assert.match(words(await new Client(stack).get(`/en/forum/c/${everyone.slug}`)), new RegExp(title));
	assert.equal(stack.value(`SELECT topics FROM trust WHERE account_id = ${newcomer.id}`), "1");
});

test("D3, RAT-04: 50 parallel first posts obey the newcomer’s limit, and the page that refuses keeps the text", async () => {
	const newcomer = person(stack);
	const pages = await Promise.all(Array.from({ length: 50 }, () => newcomer.client.get(`/en/forum/new?category=${everyone.slug}`)));
	const sent = await Promise.all(pages.map((page, i) => newcomer.client.submit(page, "/forum/new", { title: `Many ${i}`, body: `Typed ${i}` })));
	const kept = count(`forum_post WHERE author_id = ${newcomer.id}`);
	assert.equal(kept, 5);
	assert.equal(sent.filter((one) => one.status === 303).length, 5);
	const refused = sent.find((one) => one.status !== 303);
	assert.equal(refused.status, 429);
	assert.match(form(refused, "/forum/new").value("body"), /Typed \d/);
});

test("D12: a guest asks where a category lets him, after the robots’ work, and a moderator reads it first", async () => {
	const open = category({ guests: true });
	const visitor = new Client(stack);
	const page = await visitor.get(`/en/forum/new?category=${open.slug}`);
	assert.doesNotMatch(page.text, new RegExp(`value="${everyone.slug}"`));
	const nameless = await visitor.submit(page, "/forum/new", { title: "A guest asks", body: "How?" });
	assert.equal(nameless.status, 422);
	const sent = await visitor.submit(nameless, "/forum/new", { name: "Gerda", category: open.slug });
	assert.equal(sent.status, 303, sent.text);
	const row = stack.sql(`SELECT * FROM forum_topic WHERE category_id = ${open.id}`)[0];
	assert.deepEqual([row.state, row.author_name, row.author_id], ["held", "Gerda", null]);
	assert.match(words(await visitor.follow(sent)), /waits for a moderator/);
});

test("ACL-06: a staff note shows to staff alone", async () => {
	const id = await ask(asker, everyone);
	const marker = `note-${key()}`;
	const note = await reply(agent, id, marker, { kind: "note" });
	assert.match(words(await agent.client.get(`/en/forum/topic/${id}`)), new RegExp(marker));
	for (const who of [asker.client, new Client(stack)]) {
		assert.doesNotMatch((await who.get(`/en/forum/topic/${id}`)).text, new RegExp(marker));
		assert.equal((await who.get(`/en/forum/post/${note}`)).status, 404);
	}
	assert.equal(topicRow(id).reply_count, "0");
});

test("ACL-03: a company’s category is missing for everybody else, with all that is in it", async () => {
	const member = person(stack);
	known(member);
	join(stack, firm, member);
	const id = await ask(member, closed);
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id}`);
	for (const who of [asker.client, new Client(stack)]) {
		for (const path of [`/en/forum/c/${closed.slug}`, `/en/forum/topic/${id}`, `/en/forum/post/${post}`, `/en/forum/post/${post}/history`])
			assert.equal((await who.get(path)).status, 404, path);
		assert.doesNotMatch((await who.get("/en/forum")).text, new RegExp(closed.slug));
	}
	assert.equal((await member.client.get(`/en/forum/topic/${id}`)).status, 200);
	assert.equal((await agent.client.get(`/en/forum/topic/${id}`)).status, 200);
});

test("D8: moderators close, pin, move and delete a topic; deleting asks, and can be taken back", async () => {
	const id = await ask(asker, everyone);
	const act = async (name, values = {}) => {
		const page = await admin.client.get(`/en/forum/topic/${id}`);
		return admin.client.submit(page, "/staff", values, { button: { act: name } });
	};
	assert.equal((await act("close")).status, 303);
	assert.equal((await asker.client.get(`/en/forum/topic/${id}`)).text.includes(`/forum/topic/${id}/reply`), false);
	assert.equal((await act("pin")).status, 303);
	assert.match(words(await new Client(stack).get(`/en/forum/c/${everyone.slug}`)), /Pinned/);
	const moving = await act("move");
	assert.equal(moving.status, 200);
	assert.equal((await admin.client.submit(moving, "/staff", { category: closed.id })).status, 303);
	assert.equal(topicRow(id).audience, "company");
	assert.equal((await new Client(stack).get(`/en/forum/topic/${id}`)).status, 404);
	const asks = await act("delete");
	assert.equal(asks.status, 200);
	assert.equal(topicRow(id).state, "open");
	assert.equal((await admin.client.submit(asks, "/staff", {})).status, 303);
	assert.equal(topicRow(id).state, "deleted");
	assert.equal((await act("restore")).status, 303);
	assert.equal(topicRow(id).state, "open");
});

/* --- files ------------------------------------------------------------------------------------------- */

test("UPL-01, ACL-08: pictures stand under the post, and its files are as readable as the post is", async () => {
	const member = person(stack);
	known(member);
	join(stack, firm, member);
	const files = [{ name: "a.png", content: PNG }, { name: "b.txt", content: "text" }];
	const open = await ask(asker, everyone, { files });
	const page = await new Client(stack).get(`/en/forum/topic/${open}`);
	const picture = /<img src="([^"]+a\.png\?inline=1)"/.exec(page.text)[1];
	const seen = await new Client(stack).get(picture);
	assert.deepEqual([seen.status, seen.headers["content-type"]], [200, "image/png"]);
	const inside = await ask(member, closed, { files });
	const hidden = /<img src="([^"]+a\.png\?inline=1)"/.exec((await member.client.get(`/en/forum/topic/${inside}`)).text)[1];
	assert.equal((await member.client.get(hidden)).status, 200);
	assert.equal((await asker.client.get(hidden)).status, 404);
	assert.equal((await new Client(stack).get(hidden)).status, 303);
	const many = await asker.client.get(`/en/forum/topic/${open}`);
	const refused = await asker.client.submit(many, replyForm, { body: "x", files: Array.from({ length: 5 }, (_, i) => ({ name: `${i}.txt`, content: "t" })) });
	assert.equal(refused.status, 422);
	assert.match(words(refused), /too many files/);
});

/* --- industries -------------------------------------------------------------------------------------- */

test("D10: “from companies like yours” shows one’s industry, and asks for it when it is not told", async () => {
	const id = await ask(asker, everyone, { title: `Shop ${key()}` });
	stack.sql(`UPDATE forum_topic SET industry = 'retail' WHERE id = ${id}`);
	assert.match(words(await helper.client.get("/en/forum?view=industry")), /Which industry are you in\?/);
	stack.sql(`UPDATE account SET industry = 'retail' WHERE id = ${helper.id}`);
	assert.match(words(await helper.client.get("/en/forum?view=industry")), new RegExp(topicRow(id).title));
	stack.sql(`UPDATE account SET industry = 'education' WHERE id = ${helper.id}`);
	assert.doesNotMatch(words(await helper.client.get("/en/forum?view=industry")), new RegExp(topicRow(id).title));
});
