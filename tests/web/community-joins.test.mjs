/* What ties the community to the rest: one search, answers while typing, the front page, the header, and what staff makes of a topic. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, person, company, join, topic as ticketTopic } from "./people.mjs";
import { category as shelfCategory, article } from "./shelf.mjs";

let stack, mark, open, closed, staffOnly, board, asker, member, firm, agent;

function place(kind, audience, id = 0) {
	const slug = `${kind}-${randomBytes(4).toString("hex")}`;
	const [table, key] = kind === "forum" ? ["forum_category", "category_id"] : ["suggestion_board", "board_id"];
	stack.sql(`INSERT INTO ${table} (slug, audience, audience_id, position, created_at) VALUES ('${slug}', '${audience}', ${id}, 900, 1);
		INSERT INTO ${table}_text (${key}, lang, name, description)
			SELECT LAST_INSERT_ID(), lang, 'Place ${slug}', '' FROM (SELECT 'en' AS lang UNION SELECT 'fa' UNION SELECT 'lt') l`);
	return { slug, audience, audience_id: id, id: stack.value(`SELECT id FROM ${table} WHERE slug = '${slug}'`) };
}

/* A topic with a question and replies ({ body, state, accepted, who }): its id. */
function topicOf(where, who, title, question, replies = [], { lang = "en" } = {}) {
	const id = stack.value(`INSERT INTO forum_topic (category_id, audience, audience_id, author_id, title, lang, places, reply_count, created_at, activity_at)
		VALUES (${where.id}, '${where.audience}', ${where.audience_id}, ${who.id}, '${title}', '${lang}', ${replies.length + 1}, ${replies.length},
			UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 1000);
		SET @topic = LAST_INSERT_ID();
		INSERT INTO forum_post (topic_id, place, author_id, body, created_at) VALUES (@topic, 1, ${who.id}, '${question}', 1);
		SELECT @topic`);
	replies.forEach(({ body, state = "open", accepted, by = who }, index) => {
		stack.sql(`INSERT INTO forum_post (topic_id, place, author_id, state, body, created_at)
			VALUES (${id}, ${index + 2}, ${by.id}, '${state}', '${body}', 1);
			${accepted ? `UPDATE forum_topic SET solved_post_id = LAST_INSERT_ID(), answered_at = 1 WHERE id = ${id}` : ""}`);
	});
	stack.sql(`INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('topic', ${id}, 1)`);
	return id;
}

function ideaOf(where, who, title, body) {
	const id = stack.value(`INSERT INTO suggestion (board_id, audience, audience_id, author_id, title, body, lang, status_at, heat, vote_count, created_at, updated_at)
		VALUES (${where.id}, '${where.audience}', ${where.audience_id}, ${who.id}, '${title}', '${body}', 'en', 1, 1e9, 3, 1, 1);
		SELECT LAST_INSERT_ID()`);
	stack.sql(`INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('suggestion', ${id}, 1)`);
	return id;
}

before(async () => {
	stack = await startStack();
	mark = `zq${randomBytes(4).toString("hex").replace(/\d/g, "k")}`;
	asker = person(stack, { name: "Ona Petraityte" });
	firm = company(stack);
	member = join(stack, firm, person(stack));
	agent = person(stack, { role: "admin" });
	open = place("forum", "public");
	closed = place("forum", "company", firm.id);
	staffOnly = place("forum", "staff");
	board = place("board", "public");
	const shelf = shelfCategory(stack, "Shelf");
	article(stack, shelf, { en: [`About ${mark}`, "An article."] });
});
after(() => stack.stop());

const stranger = () => new Client(stack);
const suggestions = async (client, path) => JSON.parse((await client.get(path)).text).items;

test("one search over articles, topics and ideas; each kind is a tab with its count", async () => {
	const id = topicOf(open, asker, `A question of ${mark}`, "It does not work.", [{ body: `Turn the ${mark}knob.`, accepted: true }]);
	const idea = ideaOf(board, asker, `Wish for ${mark}`, "More of it.");
	await stack.settle();
	const page = await stranger().get(`/en/search?q=${mark}`);
	assert.match(page.text, new RegExp(`href="/en/forum/topic/${id}"`));
	assert.match(page.text, new RegExp(`href="/en/suggestions/${idea}"`));
	assert.match(textOf(page.text), /All 3\D+Articles 1\D+Community 1\D+Ideas 1/);
	const only = await stranger().get(`/en/search?q=${mark}&kind=topic`);
	assert.match(only.text, new RegExp(`href="/en/forum/topic/${id}"`));
	assert.doesNotMatch(only.text, new RegExp(`href="/en/suggestions/${idea}"`));
	assert.match(textOf(only.text), /All 3\D+Articles 1\D+Community 1\D+Ideas 1/);
	const answer = await stranger().get(`/en/search?q=${mark}knob`);
	assert.match(textOf(answer.text), new RegExp(`Accepted answer: Turn the ${mark}knob`));
	assert.match(textOf(answer.text), /Solved/);
});

test("similar topics and ideas are told while one types, each of its own kind", async () => {
	const id = topicOf(open, asker, `Similar${mark} thing`, "Text.");
	const idea = ideaOf(board, asker, `Similar${mark} wish`, "Text.");
	await stack.settle();
	const [like] = await suggestions(stranger(), `/en/forum/similar?q=my+similar${mark}+broke`);
	assert.deepEqual([like.url, like.kind, like.icon], [`/en/forum/topic/${id}`, "topic", "users"]);
	const [wish] = await suggestions(stranger(), `/en/suggestions/similar?q=my+similar${mark}+dream`);
	assert.equal(wish.url, `/en/suggestions/${idea}`);
	assert.match(wish.crumb, /3 votes/);
	stack.sql(`INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (${idea}, ${asker.id}, 1)`);
	assert.match((await suggestions(asker.client, `/en/suggestions/similar?q=similar${mark}`))[0].crumb, /You voted/);
	assert.deepEqual(await suggestions(stranger(), "/en/forum/similar?q="), []);
});

test("ACL-07: a closed circle, a held post and a note show in no result, count, suggestion or front page", async () => {
	const secret = `secret${mark}`;
	topicOf(closed, asker, `Closed ${secret}`, "Text.");
	topicOf(staffOnly, agent, `Staff ${secret}`, "Text.");
	topicOf(open, asker, "Open", "Text.", [{ body: `${secret} held`, state: "held" }, { body: `${secret} note`, state: "note" }]);
	ideaOf(place("board", "company", firm.id), asker, `Wish ${secret}`, "Text.");
	await stack.settle();
	const paths = ["search?q=", "search/suggest?q=", "forum/similar?q=", "suggestions/similar?q=", "tickets/answers?q="];
	for (const client of [stranger(), asker.client])
		for (const path of paths)
			assert.doesNotMatch((await client.get(`/en/${path}${secret}`)).text, new RegExp(`(Closed|Staff|Wish) (<mark>)?${secret}`), path);
	assert.match(textOf((await stranger().get(`/en/search?q=${secret}`)).text), /Nothing found/);
	assert.match(textOf((await member.client.get(`/en/search?q=${secret}`)).text), /2 results/);
	assert.match(textOf((await agent.client.get(`/en/search?q=${secret}`)).text), /3 results/);
	assert.doesNotMatch((await stranger().get("/en/")).text, new RegExp(secret));
	assert.match((await member.client.get("/en/")).text, new RegExp(`Closed ${secret}`));
});

test("answers before a ticket: topics too; “this solved it” counts them", async () => {
	const id = topicOf(open, asker, `Deflected${mark}`, "Text.");
	await stack.settle();
	const slug = ticketTopic(stack);
	const visitor = stranger();
	const page = await visitor.get(`/en/tickets/new?topic=${slug}&subject=Deflected${mark}+again`);
	assert.match(page.text, new RegExp(`name="topic" value="${id}"`));
	const before = Number(stack.value(`SELECT COUNT(*) FROM deflection WHERE topic_id = ${id}`));
	const sent = await visitor.submit(page, "/tickets/solved", { topic: String(id) });
	assert.equal(sent.status, 303);
	assert.equal(Number(stack.value(`SELECT COUNT(*) FROM deflection WHERE topic_id = ${id}`)), before + 1);
	stack.sql(`UPDATE topic SET active = FALSE WHERE slug = '${slug}'`);
});

test("the front page shows the latest topics and popular ideas; header and footer lead to both", async () => {
	const id = topicOf(open, asker, `Front ${mark}`, "Text.", [{ body: "So.", accepted: true }]);
	const idea = ideaOf(board, asker, `Front wish ${mark}`, "Text.");
	const page = await stranger().get("/en/");
	assert.match(page.text, new RegExp(`href="/en/forum/topic/${id}"`));
	assert.match(page.text, new RegExp(`href="/en/suggestions/${idea}"`));
	assert.equal(page.cookies.length, 0);
	assert.equal(page.text.match(/href="\/en\/forum"/g).length >= 3, true);
	const forum = await stranger().get("/en/forum");
	assert.match(forum.text, /href="\/en\/forum" aria-current="true"/);
	const ideas = await stranger().get("/en/suggestions");
	assert.match(ideas.text, /href="\/en\/suggestions" aria-current="true"/);
});

/* --- what staff makes of a topic ---------------------------------------------------------------- */

const PRIVATE = "My number is +370 612 34567, order INV-204417, write to ona@example.org.";

test("a ticket for the asker: only the public question, linked both ways, made once", async () => {
	const id = topicOf(open, asker, `Ticket of ${mark}`, "The hub is dead.", [{ body: "Replyword", by: member }, { body: "Noteword", state: "note", by: agent }]);
	const page = await agent.client.get(`/en/forum/topic/${id}/ticket`);
	assert.equal(page.status, 200);
	assert.match(page.text, /The hub is dead\./);
	assert.doesNotMatch(page.text, /Replyword|Noteword/);
	const pair = await Promise.all([1, 2].map(() => agent.client.submit(page, `/forum/topic/${id}/ticket`, {})));
	assert.deepEqual(pair.map((one) => one.status), [303, 303]);
	const tickets = stack.sql(`SELECT t.id, t.number, t.requester_id FROM ticket t JOIN forum_topic f ON f.ticket_id = t.id WHERE f.id = ${id}`);
	assert.equal(tickets.length, 1);
	assert.equal(Number(tickets[0].requester_id), Number(asker.id));
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket WHERE subject = 'Ticket of ${mark}'`), "1");
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket_message WHERE ticket_id = ${tickets[0].id} AND body LIKE '%word%'`), "0");
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE action = 'topic.ticket' AND object_id = ${id}`), "1");
	const again = await agent.client.get(`/en/forum/topic/${id}/ticket`);
	assert.match(again.location, new RegExp(`/desk/${tickets[0].number}`));
	const read = await asker.client.get(`/en/tickets/${tickets[0].number}`);
	assert.match(read.text, new RegExp(`href="/en/forum/topic/${id}"`));
	assert.match((await asker.client.get(`/en/forum/topic/${id}`)).text, new RegExp(`href="/en/tickets/${tickets[0].number}"`));
	for (const client of [stranger(), member.client])
		assert.doesNotMatch((await client.get(`/en/forum/topic/${id}`)).text, new RegExp(`${tickets[0].number}|Continued as a ticket`));
});

test("an idea in the asker’s name, with the asker’s vote, private data left out, similar ones shown first", async () => {
	const like = ideaOf(board, member, `Turned${mark} before`, "Text.");
	const id = topicOf(open, asker, `Turned${mark}`, PRIVATE);
	await stack.settle();
	const page = await agent.client.get(`/en/forum/topic/${id}/suggestion`);
	assert.match(page.text, new RegExp(`href="/en/suggestions/${like}"`));
	assert.match(page.text, /<mark>\[…\]<\/mark>/);
	assert.doesNotMatch(page.text, /612 34567|204417|ona@example/);
	const proposing = (one) => one.method === "POST" && one.action.endsWith("/suggestion") && !one.buttons.some((button) => button.name === "idea");
	const wrong = await agent.client.submit(page, proposing, { board: "no-such-board" });
	assert.equal(wrong.status, 422);
	const sent = await agent.client.submit(await agent.client.get(`/en/forum/topic/${id}/suggestion`), proposing, { board: board.slug });
	assert.equal(sent.status, 303);
	const [idea] = stack.sql(`SELECT id, author_id, body, state, vote_count FROM suggestion WHERE topic_id = ${id}`);
	assert.equal(Number(idea.author_id), Number(asker.id));
	assert.equal(idea.state, "open");
	assert.equal(Number(idea.vote_count), 1);
	assert.doesNotMatch(idea.body, /612 34567|204417|ona@example/);
	assert.match((await stranger().get(`/en/forum/topic/${id}`)).text, new RegExp(`href="/en/suggestions/${idea.id}"`));
});

test("D9: a topic is linked to an idea that is there; each leads to the other for whoever may read both", async () => {
	const secret = place("board", "company", firm.id), id = topicOf(open, asker, `Linked${mark}`, "Text."), inside = topicOf(closed, member, `Inside${mark}`, "Text.");
	const idea = ideaOf(board, member, `Wanted ${mark}`, "Text."), own = ideaOf(secret, member, `Private ${mark}`, "Text.");
	const link = async (topicId, ideaId, words) => {
		const page = await agent.client.get(`/en/forum/topic/${topicId}/suggestion?q=${encodeURIComponent(words)}`);
		return agent.client.submit(page, (one) => one.buttons.some((button) => button.name === "idea"), {}, { button: { idea: ideaId } });
	};
	assert.equal((await link(id, 999999999, idea)).status, 422);
	assert.match((await link(id, idea, `http://help.example/lt/suggestions/${idea}?x=1`)).location, new RegExp(`/suggestions/${idea}\\?done=topic-idea-linked`));
	assert.match((await stranger().get(`/en/forum/topic/${id}`)).text, new RegExp(`href="/en/suggestions/${idea}"`));
	assert.match((await stranger().get(`/en/suggestions/${idea}`)).text, new RegExp(`href="/en/forum/topic/${id}"[^>]*>Linked${mark}`));
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE action = 'topic.link' AND object_id = ${id}`), "1");
	assert.match((await agent.client.get(`/en/forum/topic/${id}/suggestion`)).location, new RegExp(`/suggestions/${idea}$`), "one is enough");
	assert.match((await link(inside, idea, idea)).location, /topic-idea-linked/);
	assert.doesNotMatch((await stranger().get(`/en/suggestions/${idea}`)).text, /Inside/, "ACL-07: a closed circle’s topic");
	assert.match((await member.client.get(`/en/suggestions/${idea}`)).text, new RegExp(`Inside${mark}`));
	const other = topicOf(open, asker, `Other${mark}`, "Text.");
	assert.match((await link(other, own, own)).location, /topic-idea-linked/);
	assert.doesNotMatch((await stranger().get(`/en/forum/topic/${other}`)).text, new RegExp(`suggestions/${own}|Continued as an idea|Private`), "ACL-07: a private board’s idea");
	assert.match((await member.client.get(`/en/forum/topic/${other}`)).text, new RegExp(`suggestions/${own}"`));
	assert.equal((await asker.client.post(`/en/forum/topic/${other}/suggestion`, { idea })).status, 404);
});

test("an article’s draft: question and answer, names masked, for staff alone", async () => {
	const id = topicOf(open, asker, `Draft ${mark}`, `Hello, Ona Petraityte here. ${PRIVATE}`,
		[{ body: "Hold the button, Ona.", accepted: true, by: member }, { body: "Otherreply" }]);
	const page = await agent.client.get(`/en/forum/topic/${id}/article`);
	const text = textOf(page.text);
	assert.match(text, /Hello, \[…\] here\. My number is \[…\] ?, order \[…\] ?, write to \[…\] ?\. --- Hold the button, \[…\] ?\./);
	assert.doesNotMatch(text, /Otherreply/);
	const category = /<option value="([^"]+)"/.exec(page.text.split('id="f-category"')[1])[1];
	const sent = await agent.client.submit(page, `/forum/topic/${id}/article`, { category });
	assert.equal(sent.status, 303);
	assert.match(sent.location, new RegExp(`/kb/topic-${id}\\?`));
	assert.equal((await stranger().get(`/en/kb/topic-${id}`)).status, 404);
	assert.equal((await asker.client.get(`/en/kb/topic-${id}`)).status, 404);
	const draft = await agent.client.get(`/en/kb/topic-${id}`);
	assert.equal(draft.status, 200);
	assert.doesNotMatch(draft.text, /Ona|Petraityte|612 34567|204417|ona@example/);
	assert.doesNotMatch((await stranger().get(`/en/forum/topic/${id}`)).text, /kb\/topic-/);
	assert.match((await agent.client.get(`/en/forum/topic/${id}`)).text, new RegExp(`/kb/topic-${id}`));
});

test("nobody but staff with the right makes anything of a topic, and of what is not open nothing is made", async () => {
	const id = topicOf(open, asker, `Rights ${mark}`, "Text.");
	for (const kind of ["ticket", "suggestion", "article"]) {
		assert.equal((await asker.client.get(`/en/forum/topic/${id}/${kind}`)).status, 404, kind);
		assert.equal((await agent.client.get(`/en/forum/topic/999999999/${kind}`)).status, 404, kind);
	}
	stack.sql(`UPDATE forum_topic SET state = 'held' WHERE id = ${id}; UPDATE forum_post SET state = 'held' WHERE topic_id = ${id}`);
	for (const kind of ["ticket", "suggestion", "article"])
		assert.equal((await agent.client.get(`/en/forum/topic/${id}/${kind}`)).status, 404, kind);
});

test("ACL-07, CVE-2026-34722: an agent shows a topic beside a ticket; its requester sees it if it is open to him", async () => {
	const slug = ticketTopic(stack);
	const number = await fileTicket(asker, slug, "See also");
	const shown = topicOf(open, member, `Shown ${mark}`, "Text."), hidden = topicOf(staffOnly, agent, `Hidden ${mark}`, "Text.");
	const link = async (value) => agent.client.submit(await agent.client.get(`/en/desk/${number}`), `/desk/${number}/topic`, { topic: value });
	assert.equal((await link("nonsense")).status, 422);
	assert.equal((await link("999999999")).status, 422);
	assert.equal((await link(`https://help.example.org/en/forum/topic/${shown}?from=1`)).status, 303);
	assert.equal((await link(String(hidden))).status, 303);
	const read = await asker.client.get(`/en/tickets/${number}`);
	assert.match(read.text, new RegExp(`Shown ${mark}`));
	assert.doesNotMatch(read.text, new RegExp(`Hidden ${mark}`));
	const desk = await agent.client.get(`/en/desk/${number}`);
	assert.match(desk.text, new RegExp(`Hidden ${mark}`));
	assert.equal((await agent.client.submit(desk, `/desk/${number}/topic`, { remove: String(shown) })).status, 303);
	assert.doesNotMatch((await asker.client.get(`/en/tickets/${number}`)).text, new RegExp(`Shown ${mark}`));
	stack.sql(`UPDATE topic SET active = FALSE WHERE slug = '${slug}'`);
});
