/* Newcomers’ limits, flags, moderation, and what staff manages of the community. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack, until } from "../harness/stack.mjs";
import { agentWho, company, join, person } from "./people.mjs";

let stack, moderator, agent, admin, asker;

before(async () => {
	stack = await startStack();
	moderator = agentWho(stack, "moderate reply", { name: "Moderator One" });
	agent = agentWho(stack, "reply note", { name: "Agent Plain" });
	admin = person(stack, { role: "admin", name: "Admin Tester" });
	asker = person(stack, { name: "Asker Known" });
	setTrust(asker, 1);
});
after(() => stack.stop());

const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const mark = (word) => `${word} ${randomBytes(5).toString("hex")}`;
const setTrust = (who, level, columns = "") => stack.sql(`INSERT INTO trust (account_id, fixed_level, created_at) VALUES (${who.id}, ${level}, UNIX_TIMESTAMP())
	ON DUPLICATE KEY UPDATE fixed_level = VALUES(fixed_level)${columns}`);
const known = (name) => {
	const who = person(stack, { name });
	setTrust(who, 1);
	return who;
};
const post = (id) => stack.sql(`SELECT * FROM forum_post WHERE id = ${id}`)[0];

/* A category of the test’s own: { id, slug }. */
function category({ audience = "public", audienceId = 0, guests = false } = {}) {
	const slug = `c-${randomBytes(5).toString("hex")}`;
	stack.sql(`INSERT INTO forum_category (slug, audience, audience_id, guests, position, created_at) VALUES ('${slug}', '${audience}', ${audienceId}, ${guests}, 900, UNIX_TIMESTAMP());
		INSERT INTO forum_category_text (category_id, lang, name) VALUES (LAST_INSERT_ID(), 'en', 'Category ${slug}')`);
	return { id: stack.value(`SELECT id FROM forum_category WHERE slug = '${slug}'`), slug };
}

/* Asks as somebody through the form; answers { status, id, location }. */
async function ask(who, into, title, body = "Words of the question.") {
	const page = await who.client.get(`/en/forum/new?category=${into.slug}`);
	const sent = await who.client.submit(page, "/forum/new", { title, body, category: into.slug });
	return { ...sent, status: sent.status, location: sent.location, id: stack.value(`SELECT MAX(id) FROM forum_topic WHERE title = '${title}'`) };
}

const firstPost = (topicId) => stack.value(`SELECT id FROM forum_post WHERE topic_id = ${topicId} AND place = 1`);

async function reply(who, topicId, body) {
	const page = await who.client.get(`/en/forum/topic/${topicId}`);
	return who.client.submit(page, "/reply", { body });
}

async function flag(who, postId, fields = { reason: "spam" }) {
	const page = await who.client.get(`/en/forum/post/${postId}/flag`);
	return page.status === 200 ? who.client.submit(page, "/flag", fields) : page;
}

const posting = (path) => (one) => one.method === "POST" && one.action?.endsWith(path);
const queue = (who, tab) => who.client.get(`/en/desk/moderation?tab=${tab}`);

/* Every page of a tab, as a list of numbers that stand on them. */
async function waiting(who, tab) {
	const ids = [];
	let page = await queue(who, tab);
	for (let i = 0; i < 50; i++) {
		ids.push(...[...page.text.matchAll(/name="item-\d+" value="(\d+)"/g)].map((found) => found[1]));
		const next = /rel="next" href="([^"]+)"/.exec(page.text)?.[1];
		if (!next)
			break;
		page = await who.client.get(next.replaceAll("&amp;", "&"));
	}
	return ids;
}

async function judge(who, tab, ids, act, { sure = true, from } = {}) {
	const page = from ?? (await queue(who, tab));
	const token = form(page, "/desk/moderation").value("token");
	return who.client.post("/en/desk/moderation", [["token", token], ["tab", tab], ...ids.map((id, i) => [`item-${i}`, id]), ["act", act], ...(sure ? [["sure", "1"]] : [])]);
}

/* --- newcomers ------------------------------------------------------------------------------------------- */

test("D3: a newcomer’s first text is held and seen by nobody but him and moderators, until one approves it", async () => {
	const into = category(), title = mark("Held question");
	const who = person(stack, { name: "New Comer" });
	const { status, id } = await ask(who, into, title);
	assert.equal(status, 303);
	assert.equal(post(firstPost(id)).state, "held");
	assert.equal(post(firstPost(id)).held_for, "new");
	assert.equal((await who.client.get(`/en/forum/topic/${id}`)).status, 200);
	for (const other of [new Client(stack), asker.client, agent.client]) {
		assert.equal((await other.get(`/en/forum/topic/${id}`)).status, 404);
		for (const path of ["/en/forum", `/en/forum/c/${into.slug}`, `/en/search?q=${encodeURIComponent(title)}`])
			assert.ok(!(await other.get(path)).text.includes(title.slice(-10) + "</"), path);
	}
	const page = await queue(moderator, "posts");
	assert.equal(page.status, 200);
	assert.ok((await waiting(moderator, "posts")).includes(firstPost(id)));
	const done = await judge(moderator, "posts", [firstPost(id)], "approve");
	assert.equal(done.status, 303);
	assert.match(done.location, /done=moderated-approved/);
	assert.equal(post(firstPost(id)).state, "open");
	assert.equal((await new Client(stack).get(`/en/forum/topic/${id}`)).status, 200);
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE action = 'moderation.approve' AND object_id = ${firstPost(id)} AND actor_id = ${moderator.id}`), "1");
	assert.equal(stack.value(`SELECT topics FROM trust WHERE account_id = ${who.id}`), "1");
	assert.match(words(await who.client.get("/en/account/notices")), /A moderator has approved your text/);
});

test("RAT-05: fifty posts that a newcomer sends at once obey his limit of five a day", { timeout: 120000 }, async () => {
	const into = category();
	const { id } = await ask(asker, into, mark("Busy"));
	const who = person(stack, { name: "Fast Writer" });
	const pages = [];
	for (let i = 0; i < 50; i++)
		pages.push(await who.client.get(`/en/forum/topic/${id}`));
	const answers = await Promise.all(pages.map((page, i) => who.client.submit(page, "/reply", { body: `Reply ${i}` })));
	const kept = Number(stack.value(`SELECT COUNT(*) FROM forum_post WHERE author_id = ${who.id}`));
	assert.equal(kept, 5, answers.map((one) => one.status).join(" "));
	assert.equal(answers.filter((one) => one.status === 303).length, 5);
});

test("D3: a newcomer’s text with many links is held, one of a known member is not", async () => {
	const into = category(), links = "[a](https://a.example) https://b.example and <https://c.example>";
	const { id } = await ask(asker, into, mark("Linked"), links);
	assert.equal(post(firstPost(id)).state, "open");
	const who = person(stack, { name: "Link Writer" });
	await reply(who, id, "The first");
	const first = stack.value(`SELECT MAX(id) FROM forum_post WHERE author_id = ${who.id}`);
	await judge(moderator, "posts", [first], "approve");
	await reply(who, id, "Plain words");
	const plain = post(stack.value(`SELECT MAX(id) FROM forum_post WHERE author_id = ${who.id}`));
	assert.equal(plain.state, "open");
	await reply(who, id, links);
	const linked = post(stack.value(`SELECT MAX(id) FROM forum_post WHERE author_id = ${who.id}`));
	assert.deepEqual([linked.state, linked.held_for], ["held", "links"]);
});

test("D12: what a guest asks is held for moderation", async () => {
	const into = category({ guests: true }), title = mark("Guest asks"), guest = new Client(stack);
	const page = await guest.get(`/en/forum/new?category=${into.slug}`);
	const sent = await guest.submit(page, "/forum/new", { title, body: "I have no account.", category: into.slug, name: "Passer By" });
	assert.ok(sent.status === 303 || sent.status === 200, `${sent.status}`);
	const id = stack.value(`SELECT id FROM forum_topic WHERE title = '${title}'`);
	assert.deepEqual([post(firstPost(id)).state, post(firstPost(id)).held_for], ["held", "guest"]);
	assert.equal((await guest.get(`/en/forum/topic/${id}`)).status, 404);
	assert.ok((await waiting(moderator, "posts")).includes(firstPost(id)));
});

/* --- flags ----------------------------------------------------------------------------------------------- */

test("D4: three people’s flags hide a post; one flags once, never his own, and not as a newcomer", async () => {
	const into = category();
	const { id } = await ask(asker, into, mark("Flagged"));
	const writer = known("Bad Writer");
	await reply(writer, id, "Buy this!");
	const bad = stack.value(`SELECT MAX(id) FROM forum_post WHERE author_id = ${writer.id}`);
	assert.equal((await flag(writer, bad)).status, 404);
	const novice = person(stack, { name: "Novice" });
	const refused = await novice.client.get(`/en/forum/post/${bad}/flag`);
	assert.equal(refused.status, 200);
	assert.match(words(refused), /been here for a while/);
	assert.equal((await new Client(stack).get(`/en/forum/post/${bad}/flag`)).status, 303);
	const flaggers = [known("Flagger A"), known("Flagger B"), known("Flagger C")];
	const empty = await flag(flaggers[0], bad, { reason: "other", note: "" });
	assert.equal(empty.status, 422);
	for (const [i, who] of flaggers.entries()) {
		assert.equal(post(bad).state, "open");
		const sent = await flag(who, bad, { reason: "spam", note: `Note ${i}` });
		assert.equal(sent.status, 303);
		assert.match(sent.location, /done=post-flagged/);
		if (i === 0)
			assert.match(words(await who.client.get(`/en/forum/post/${bad}/flag`)), /You have flagged this post/);
	}
	assert.deepEqual([post(bad).state, post(bad).held_for, post(bad).flag_count], ["hidden", "flags", "3"]);
	assert.ok(!(await new Client(stack).get(`/en/forum/topic/${id}`)).text.includes("Buy this!"));

	const page = await queue(moderator, "flagged");
	for (const piece of ["Note 0", "Note 2", "Flagger A", "Advertising or spam", "Hidden by readers"])
		assert.ok(words(page).includes(piece), piece);
	const question = await judge(moderator, "flagged", [bad], "decline", { sure: false });
	assert.equal(question.status, 200);
	assert.match(words(question), /Decline 1 text\?/);
	assert.equal(post(bad).state, "hidden");
	const done = await judge(moderator, "flagged", [bad], "decline");
	assert.match(done.location, /moderated-declined/);
	assert.equal(post(bad).state, "deleted");
	assert.equal(stack.value(`SELECT flagged FROM trust WHERE account_id = ${writer.id}`), "1");
	for (const who of flaggers)
		assert.equal(stack.value(`SELECT flags_right FROM trust WHERE account_id = ${who.id}`), "1");
	const again = await judge(moderator, "flagged", [bad], "decline", { from: page });
	assert.match(again.location, /moderated-before/);
	assert.equal(stack.value(`SELECT flagged FROM trust WHERE account_id = ${writer.id}`), "1");
});

test("D4: flags on a question hide the whole topic; wrong ones bring it back", async () => {
	const into = category();
	const { id } = await ask(asker, into, mark("Fine question"));
	for (const name of ["One", "Two", "Three"])
		await flag(known(`Wrong ${name}`), firstPost(id), { reason: "rude" });
	assert.equal(stack.value(`SELECT state FROM forum_topic WHERE id = ${id}`), "hidden");
	assert.equal((await new Client(stack).get(`/en/forum/topic/${id}`)).status, 404);
	const sent = await moderator.client.submit(await queue(moderator, "flagged"), "/desk/moderation", {}, { button: { approve: firstPost(id) } });
	assert.equal(sent.status, 303);
	assert.equal(stack.value(`SELECT state FROM forum_topic WHERE id = ${id}`), "open");
	assert.equal(stack.value(`SELECT COUNT(*) FROM forum_flag WHERE post_id = ${firstPost(id)} AND state = 'wrong'`), "3");
	assert.equal(post(firstPost(id)).flag_count, "0");
});

/* --- the queue -------------------------------------------------------------------------------------------- */

test("ACL-01: whoever may not moderate finds no moderation, and nobody but staff the desk’s forum", async () => {
	for (const who of [asker, agent]) {
		assert.equal((await queue(who, "posts")).status, 404);
		assert.equal((await who.client.post("/en/desk/moderation", { act: "approve", "item-0": "1" })).status, 404);
	}
	assert.equal((await asker.client.get("/en/desk/forum")).status, 404);
	assert.equal((await agent.client.get("/en/desk/forum")).status, 200);
	assert.ok(!(await agent.client.get("/en/desk")).text.includes("/desk/moderation"));
	assert.ok((await moderator.client.get("/en/desk")).text.includes("/desk/moderation"));
	assert.equal((await new Client(stack).get("/en/desk/moderation")).status, 303);
});

test("E12: many at once; two moderators judge each text once; a blocked author writes no more", async () => {
	const into = category(), other = agentWho(stack, "moderate", { name: "Moderator Two" });
	const { id } = await ask(asker, into, mark("Bulk"));
	const spammer = person(stack, { name: "Spam Sender" });
	for (let i = 0; i < 3; i++)
		await reply(spammer, id, `Spam ${i}`);
	const ids = stack.sql(`SELECT id FROM forum_post WHERE author_id = ${spammer.id}`).map((row) => row.id);
	assert.equal(ids.length, 3);
	const [one, two] = await Promise.all([judge(moderator, "posts", ids, "block"), judge(other, "posts", ids, "block")]);
	assert.deepEqual([one, two].map((answer) => answer.status), [303, 303]);
	assert.equal([one, two].filter((answer) => /moderated-before/.test(answer.location)).length, 1, `${one.location} ${two.location}`);
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE action = 'moderation.decline' AND object_id IN (${ids})`), "3");
	assert.ok(Number(stack.value(`SELECT blocked_until - UNIX_TIMESTAMP() FROM trust WHERE account_id = ${spammer.id}`)) > 29 * 86400);
	const blocked = await reply(spammer, id, "Once more");
	assert.equal(blocked.status, 403);
	const nothing = await judge(moderator, "posts", [], "approve");
	assert.equal(nothing.status, 422);
});

test("E12: whose text was declined is told by mail, without the text and without a way to what is gone", async () => {
	const into = category(), title = mark("Declined");
	const writer = person(stack, { name: "Declined Writer" });
	const { id } = await ask(writer, into, title, "Secret words of mine.");
	await judge(moderator, "posts", [firstPost(id)], "decline");
	const mail = await stack.mail(writer.mail, (one) => one.subject.includes(title));
	assert.match(mail.subject, /not accepted/);
	assert.doesNotMatch(mail.text + mail.html, /Secret words|\/forum\/topic\//);
	assert.match(mail.text, new RegExp(title));
});

test("E12: the mail of an approved comment shows that comment", async () => {
	const slug = `b-${randomBytes(5).toString("hex")}`, title = mark("Commented"), writer = person(stack);
	stack.sql(`INSERT INTO suggestion_board (slug, position, created_at) VALUES ('${slug}', 900, UNIX_TIMESTAMP());
		INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, status_at, created_at, updated_at)
			VALUES (LAST_INSERT_ID(), 'public', ${asker.id}, '${title}', 'Words of the idea.', 'en', 1, 1, 1);
		INSERT INTO suggestion_comment (suggestion_id, author_id, state, held_for, body, created_at)
			VALUES (LAST_INSERT_ID(), ${writer.id}, 'held', 'new', 'Words of the comment.', 1)`);
	const id = stack.value(`SELECT MAX(id) FROM suggestion_comment WHERE author_id = ${writer.id}`);
	await judge(moderator, "comments", [id], "approve");
	const mail = await stack.mail(writer.mail, (one) => one.subject.includes(title));
	assert.match(mail.text, /Words of the comment\./);
	assert.doesNotMatch(mail.text, /Words of the idea/);
});

test("D3: who is blocked likes, votes, follows and accepts nothing", async () => {
	const into = category(), blocked = known("Blocked Person"), helper = known("Helping Person");
	const own = (await ask(blocked, into, mark("Own"))).id, other = (await ask(helper, into, mark("Other"))).id;
	await reply(helper, own, "An answer.");
	const slug = `b-${randomBytes(5).toString("hex")}`;
	stack.sql(`INSERT INTO suggestion_board (slug, position, created_at) VALUES ('${slug}', 900, UNIX_TIMESTAMP());
		INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, status_at, created_at, updated_at)
			VALUES (LAST_INSERT_ID(), 'public', ${helper.id}, 'Theirs', 'Please.', 'en', 1, 1, 1);
		UPDATE trust SET blocked_until = UNIX_TIMESTAMP() + 86400 WHERE account_id = ${blocked.id}`);
	const idea = stack.value(`SELECT MAX(id) FROM suggestion WHERE author_id = ${helper.id}`);
	const theirs = await blocked.client.get(`/en/forum/topic/${other}`), mine = await blocked.client.get(`/en/forum/topic/${own}`);
	const shown = await blocked.client.get(`/en/suggestions/${idea}`);
	const refusals = [
		await blocked.client.submit(theirs, posting("/like"), {}, { button: { like: "yes" } }),
		await blocked.client.submit(mine, posting("/accept"), {}, { button: { answer: "yes" } }),
		await blocked.client.submit(shown, posting("/vote"), {}, { button: { vote: "yes" } }),
	];
	for (const refused of refusals) {
		assert.equal(refused.status, 403);
		assert.match(words(refused), /taken the right to take part/);
	}
	for (const from of [theirs, shown])
		assert.match((await blocked.client.submit(from, posting("/follow"), { mail: "now" })).location, /follow-blocked/);
	for (const rows of [`forum_like WHERE account_id = ${blocked.id}`, `suggestion_vote WHERE account_id = ${blocked.id}`,
		`follow WHERE account_id = ${blocked.id} AND ref_id <> ${own}`, `forum_topic WHERE id = ${own} AND solved_post_id IS NOT NULL`])
		assert.equal(stack.value(`SELECT COUNT(*) FROM ${rows}`), "0", rows);
	assert.match((await blocked.client.submit(mine, posting("/follow"), { mail: "stop" })).location, /follow-stopped/, "ending is always possible");
});

test("E12: held suggestions are approved and declined in the same queue", async () => {
	const slug = `b-${randomBytes(5).toString("hex")}`;
	stack.sql(`INSERT INTO suggestion_board (slug, position, created_at) VALUES ('${slug}', 900, UNIX_TIMESTAMP());
		INSERT INTO suggestion_board_text (board_id, lang, name) VALUES (LAST_INSERT_ID(), 'en', 'Board ${slug}')`);
	const board = stack.value(`SELECT id FROM suggestion_board WHERE slug = '${slug}'`);
	const who = person(stack, { name: "Idea Maker" });
	const made = ["Kept", "Gone"].map((word) => {
		const title = mark(word);
		stack.sql(`INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, state, held_for, status_at, created_at, updated_at)
			VALUES (${board}, 'public', ${who.id}, '${title}', 'Please.', 'en', 'held', 'new', UNIX_TIMESTAMP(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
		return stack.value(`SELECT id FROM suggestion WHERE title = '${title}'`);
	});
	const listed = await waiting(moderator, "suggestions");
	assert.ok(made.every((id) => listed.includes(id)));
	assert.match((await judge(moderator, "suggestions", [made[0]], "approve")).location, /moderated-approved/);
	assert.match((await judge(moderator, "suggestions", [made[1]], "decline")).location, /moderated-declined/);
	assert.deepEqual(made.map((id) => stack.value(`SELECT state FROM suggestion WHERE id = ${id}`)), ["open", "deleted"]);
	assert.equal(stack.value(`SELECT suggestions FROM trust WHERE account_id = ${who.id}`), "1");
});

test("D8: topics without an answer for a day stand on the desk, the oldest first, by category and language", async () => {
	const into = category(), old = mark("Old one"), young = mark("Young one");
	const { id } = await ask(asker, into, old);
	await ask(asker, into, young);
	stack.sql(`UPDATE forum_topic SET created_at = created_at - 90000 WHERE id = ${id}`);
	const page = await agent.client.get(`/en/desk/forum?category=${into.id}`);
	assert.ok(page.text.includes(old));
	assert.ok(!page.text.includes(young));
	assert.ok(page.text.includes(`/forum/topic/${id}`));
	assert.ok(!(await agent.client.get(`/en/desk/forum?category=${into.id}&lang=fa`)).text.includes(old));
	assert.ok((await agent.client.get(`/en/desk/forum?category=${into.id}&lang=en`)).text.includes(old));
	await reply(agent, id, "An answer of staff");
	assert.ok(!(await agent.client.get(`/en/desk/forum?category=${into.id}`)).text.includes(old));
});

/* --- people ----------------------------------------------------------------------------------------------- */

test("D14: a profile shows what the reader may read, never address or company, and is missing for whoever wrote nothing", async () => {
	const firm = company(stack), member = join(stack, firm, person(stack, { name: "Member Person" }));
	setTrust(member, 1);
	const into = category({ audience: "company", audienceId: firm.id }), title = mark("Company talk");
	await ask(member, into, title);
	const colleague = join(stack, firm, person(stack, { name: "Colleague" }));
	const page = await colleague.client.get(`/en/forum/people/${member.id}`);
	assert.equal(page.status, 200);
	assert.ok(page.text.includes(title));
	assert.ok(!page.text.includes(member.mail) && !words(page).includes(firm.name));
	const open = await ask(member, category(), mark("Public talk"));
	const questions = async (client) => /Questions<\/dt><dd>(\d+)/.exec((await client.get(`/en/forum/people/${member.id}`)).text)?.[1];
	assert.deepEqual([await questions(colleague.client), await questions(asker.client), await questions(new Client(stack))], ["2", "1", "1"], "ACL-07: numbers too");
	stack.sql(`UPDATE forum_topic SET state = 'deleted' WHERE id = ${open.id}`);
	for (const other of [asker.client, new Client(stack)])
		for (const query of ["", "?at=a1-1", "?at=b1-1"])
			assert.equal((await other.get(`/en/forum/people/${member.id}${query}`)).status, 404);
	assert.equal((await agent.client.get(`/en/forum/people/${member.id}`)).status, 200);
	const silent = person(stack, { name: "Silent Person" });
	assert.equal((await asker.client.get(`/en/forum/people/${silent.id}`)).status, 404);
	assert.equal((await silent.client.get(`/en/forum/people/${silent.id}`)).status, 200);
	assert.equal((await asker.client.get("/en/forum/people/999999999")).status, 404);
	const shown = await new Client(stack).get(`/en/forum/people/${asker.id}`);
	assert.equal(shown.status, 200);
	assert.ok(words(shown).includes("Asker Known"));
	stack.sql(`UPDATE account SET state = 'disabled' WHERE id = ${member.id}`);
	assert.equal((await colleague.client.get(`/en/forum/people/${member.id}`)).status, 404);
});

test("D14: the industry stands on the profile only as its owner says", async () => {
	const who = known("Industry Person");
	await ask(who, category(), mark("By industry"));
	stack.sql(`UPDATE account SET industry = 'energy' WHERE id = ${who.id}`);
	const look = async () => words(await new Client(stack).get(`/en/forum/people/${who.id}?x=${randomBytes(3).toString("hex")}`));
	assert.ok(!(await look()).includes("Energy"));
	const page = await who.client.get("/en/account");
	assert.equal((await who.client.submit(page, (one) => one.names.includes("industry_shown"), { industry_shown: "1" })).status, 303);
	assert.ok((await look()).includes("Energy"));
});

test("D3: a moderator fixes a level and lifts a block; nobody else has the form", async () => {
	const who = known("Leveled Person");
	await ask(who, category(), mark("Of a level"));
	const page = await moderator.client.get(`/en/forum/people/${who.id}`);
	assert.equal((await moderator.client.submit(page, "/trust", { level: "leader", block: "month" })).status, 303);
	assert.deepEqual(stack.sql(`SELECT fixed_level, blocked_until > UNIX_TIMESTAMP() AS blocked FROM trust WHERE account_id = ${who.id}`)[0], { fixed_level: "3", blocked: "1" });
	const again = await moderator.client.get(`/en/forum/people/${who.id}`);
	assert.match(words(again), /May not write until/);
	await moderator.client.submit(again, "/trust", { level: "auto", block: "none" });
	assert.equal(stack.value(`SELECT COALESCE(fixed_level, -1) + blocked_until FROM trust WHERE account_id = ${who.id}`), "-1");
	assert.ok(!(await agent.client.get(`/en/forum/people/${who.id}`)).text.includes("/trust"));
	assert.equal((await agent.client.post(`/en/forum/people/${who.id}/trust`, { level: "leader", block: "keep" })).status, 404);
});

/* --- management ------------------------------------------------------------------------------------------- */

test("E7: a group is made, filled by address, searched, renamed, and deleted only when nothing is for it", async () => {
	const name = mark("Testers"), who = person(stack, { name: "Group Member" });
	const made = await admin.client.submit(await admin.client.get("/en/admin/groups"), posting("/admin/groups"), { name });
	assert.equal(made.status, 303);
	const path = made.location.split("?")[0], id = path.split("/").pop();
	assert.equal((await admin.client.submit(await admin.client.get("/en/admin/groups"), posting("/admin/groups"), { name: name.toUpperCase() })).status, 422);
	const add = async (mail) => admin.client.submit(await admin.client.get(path), posting("/members"), { mail });
	assert.equal((await add("nobody@example.net")).status, 422);
	assert.equal((await add(who.mail)).status, 303);
	assert.equal((await add(who.mail)).status, 422);
	assert.ok((await admin.client.get(`${path}?q=group`)).text.includes(who.mail));
	assert.ok(!(await admin.client.get(`${path}?q=zzzz`)).text.includes(who.mail));
	const stale = await admin.client.get(path);
	const rename = (page, wanted) => admin.client.submit(page, (one) => one.names.includes("version"), { name: wanted });
	assert.equal((await rename(await admin.client.get(path), `${name} B`)).status, 303);
	assert.equal((await rename(stale, `${name} C`)).status, 409);
	const into = category({ audience: "group", audienceId: id });
	assert.ok(!(await admin.client.get(path)).text.includes(`/${id}/delete`));
	assert.equal((await who.client.get(`/en/forum/c/${into.slug}`)).status, 200);
	assert.equal((await asker.client.get(`/en/forum/c/${into.slug}`)).status, 404);
	assert.equal((await admin.client.submit(await admin.client.get(path), "/members/remove", {}, { button: { person: who.id } })).status, 303);
	assert.equal((await who.client.get(`/en/forum/c/${into.slug}`)).status, 404);
	stack.sql(`DELETE FROM forum_category WHERE id = ${into.id}`);
	const gone = await admin.client.submit(await admin.client.get(`${path}/delete`), "/delete");
	assert.equal(gone.status, 303);
	assert.equal((await admin.client.get(path)).status, 404);
	assert.match((await admin.client.get("/en/admin/groups.csv")).headers["content-type"], /csv/);
});

test("D1: a category is made, ordered, changed with its readers, emptied and deleted", async () => {
	const slug = `made-${randomBytes(4).toString("hex")}`, firm = company(stack);
	const fill = { name_en: "Printers", description_en: "Paper and ink", name_fa: "چاپگرها", name_lt: "Spausdintuvai", slug, colour: "teal", audience: "public", active: "1" };
	const blank = await admin.client.get("/en/admin/forum/new");
	const wrong = await admin.client.submit(blank, "/admin/forum/new", { ...fill, name_en: "", slug: "Not OK", audience: "company", company: "No such firm" });
	assert.equal(wrong.status, 422);
	for (const piece of ["Give the category a name", "lower-case letters", "No active company"])
		assert.ok(words(wrong).includes(piece), piece);
	assert.ok(wrong.text.includes('value="Not OK"'));
	const made = await admin.client.submit(await admin.client.get("/en/admin/forum/new"), "/admin/forum/new", fill);
	assert.equal(made.status, 303);
	const path = made.location.split("?")[0], id = path.split("/").pop();
	assert.ok((await new Client(stack).get(`/fa/forum/c/${slug}`)).text.includes("چاپگرها"));
	const asked = await ask(asker, { id, slug }, mark("In the made one"));
	assert.equal((await new Client(stack).get(`/en/forum/topic/${asked.id}`)).status, 200);

	const stale = await admin.client.get(path);
	const change = (page, values) => admin.client.submit(page, (one) => one.names.includes("slug"), values);
	assert.equal((await change(await admin.client.get(path), { audience: "company", company: firm.name.toUpperCase() })).status, 303);
	assert.equal((await new Client(stack).get(`/en/forum/topic/${asked.id}?x=1`)).status, 404);
	const late = await change(stale, { name_en: "Other" });
	assert.equal(late.status, 409);
	assert.ok(words(late).includes(firm.name));
	await stack.settle();
	await until(() => stack.value(`SELECT stale FROM forum_category WHERE id = ${id}`) === "0", "the worker to know the category’s readers");
	assert.deepEqual(stack.sql(`SELECT audience, audience_id FROM forum_topic WHERE id = ${asked.id}`)[0], { audience: "company", audience_id: firm.id });

	const list = await admin.client.get("/en/admin/forum");
	const before = stack.sql("SELECT id FROM forum_category ORDER BY position, id").map((row) => row.id);
	assert.equal((await admin.client.submit(list, "/order", {}, { button: { up: id } })).status, 303);
	const now = stack.sql("SELECT id FROM forum_category ORDER BY position, id").map((row) => row.id);
	assert.equal(now.indexOf(id), before.indexOf(id) - 1);

	const target = category();
	assert.ok(!(await admin.client.get(path)).text.includes(`/${id}/delete`));
	assert.equal((await admin.client.submit(await admin.client.get(path), "/move", { target: target.id })).status, 303);
	assert.deepEqual(stack.sql(`SELECT category_id, audience FROM forum_topic WHERE id = ${asked.id}`)[0], { category_id: target.id, audience: "public" });
	assert.equal((await admin.client.submit(await admin.client.get(`${path}/delete`), "/delete")).status, 303);
	assert.equal((await admin.client.get(path)).status, 404);
	assert.match((await admin.client.get("/en/admin/forum.csv")).headers["content-type"], /csv/);
});

test("INJ-09: the file of all topics holds no formulas, of one category only its own, and is for who may export", async () => {
	const into = category(), other = category(), title = mark("=1+1");
	await ask(asker, into, title);
	await ask(asker, other, mark("Elsewhere"));
	const file = await admin.client.get(`/en/admin/topics.csv?category=${into.id}`);
	assert.equal(file.status, 200);
	assert.match(file.text, /'=1\+1/);
	assert.doesNotMatch(file.text, /Elsewhere/);
	assert.ok(!file.text.includes(asker.mail));
	assert.match((await admin.client.get("/en/admin/forum")).text, /href="[^"]*\/admin\/topics\.csv"/);
	assert.equal((await moderator.client.get("/en/admin/topics.csv")).status, 404, "no right to export");
});

test("D3: the community’s numbers keep their ranges, tell of a stale form, and go back to the usual ones", async () => {
	const path = "/en/admin/community", page = await admin.client.get(path), stale = await admin.client.get(path);
	const wrong = await admin.client.submit(page, "/community", { hide_flags: "0", new_links: "many" });
	assert.equal(wrong.status, 422);
	assert.ok(wrong.text.includes('value="many"'));
	assert.equal((await admin.client.submit(await admin.client.get(path), "/community", { known_days: "3" })).status, 303);
	assert.equal(stack.value("SELECT value FROM setting WHERE name = 'trust_known_days'"), "3");
	assert.equal((await admin.client.submit(stale, "/community", { known_days: "4" })).status, 409);
	assert.equal((await admin.client.submit(await admin.client.get(path), "/community", {}, { button: { usual: "1" } })).status, 303);
	assert.equal(stack.value("SELECT value FROM setting WHERE name = 'trust_known_days'"), "2");
	for (const who of [agent, moderator, asker])
		for (const other of [path, "/en/admin/groups", "/en/admin/forum", "/en/admin/forum/new"])
			assert.equal((await who.client.get(other)).status, 404, other);
});
