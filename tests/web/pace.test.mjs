/* What one account may do in an hour: tickets, replies, searches. Past it a page says how long to wait and keeps what was typed. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { TOP, startStack } from "../harness/stack.mjs";
import { fileTicket, newPath, person, topic } from "./people.mjs";

const NETWORK = 30; /* searches an hour without signing in: few, so that the test is short */
const CLOSE = 1;
let stack, slug;

const limits = readFileSync(join(TOP, "lib/base/limits.h"), "utf8");
const limit = (name) => Number(new RegExp(`#define LIMIT_${name}\\s+(\\d+)`).exec(limits)[1]);

before(async () => {
	stack = await startStack({ own: true, demo: false, env: { PORTICO_SEARCH_LIMIT: String(NETWORK), PORTICO_TRUSTED_PROXIES: "127.0.0.1" } });
	slug = topic(stack);
});
after(() => stack?.stop());

let networks = 0;
const stranger = (address = `10.30.0.${networks++}`) => new Client(stack, { headers: { "X-Forwarded-For": address } });
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const ticketsOf = (who) => Number(stack.value(`SELECT COUNT(*) FROM ticket WHERE requester_id = ${who.id}`));

/* Acts until one is refused; returns how many were not, and the refusal. */
async function useUp(most, act) {
	for (let done = 0; done < most + 20; done++) {
		const answer = await act(done);
		if (answer.status === 429)
			return { done, refused: answer };
		assert.ok(answer.status < 400, `number ${done} answered ${answer.status}`);
	}
	assert.fail(`${most + 20} were let through`);
}

function isLimit(done, most) {
	assert.ok(Math.abs(done - most) <= CLOSE, `${done} passed, the limit is ${most}`);
}

function saysWait(page, most) {
	const wait = Number(page.headers["retry-after"]);
	assert.ok(wait >= 1 && wait <= 3600 / most, `Retry-After: ${wait}`);
	assert.match(words(page), /within the hour/);
	assert.match(words(page), /Please wait \d+ (?:second|minute)s?, then try again\./);
}

async function file(who, subject) {
	const page = await who.client.get(newPath(slug, subject));
	return who.client.submit(page, "/tickets/new", { body: `Words of ${subject}.`, field_1: "1" });
}

test("RAT-01: one account opens so many tickets an hour; the next form comes back with its text, others go on", async () => {
	const most = limit("TICKETS_HOUR");
	const eager = person(stack), other = person(stack);
	const { done, refused } = await useUp(most, (i) => file(eager, `Number ${i}`));
	isLimit(done, most);
	assert.equal(ticketsOf(eager), done);
	saysWait(refused, most);
	const kept = form(refused, "/tickets/new");
	assert.equal(kept.value("subject"), `Number ${done}`);
	assert.equal(kept.value("body"), `Words of Number ${done}.`);
	assert.equal(kept.value("field_1"), "1");
	assert.match(await fileTicket(other, slug, "Another's"), /^\d{8}$/);
	stack.sql(`UPDATE gate SET next_at = next_at - ${3600 / most}, counted_at = counted_at - ${3600 / most}`);
	assert.equal((await eager.client.submit(refused, "/tickets/new")).status, 303, "after the wait there is room for one");
	assert.equal((await file(eager, "And one more")).status, 429);
});

test("RAT-01: a form sent again after its answer counts once", async () => {
	const most = limit("TICKETS_HOUR");
	const again = person(stack);
	const page = await again.client.get(newPath(slug, "Once"));
	for (let i = 0; i < most + 5; i++)
		assert.equal((await again.client.clone().submit(page, "/tickets/new", { body: "Once.", field_1: "1" })).status, 303);
	assert.equal(ticketsOf(again), 1);
	assert.equal((await file(again, "The second")).status, 303);
});

test("RAT-01: one account sends so many replies an hour; the text stays, staff is not held up", async () => {
	const most = limit("REPLIES_HOUR");
	const eager = person(stack), agent = person(stack, { role: "agent" });
	const number = await fileTicket(eager, slug, "Replies");
	const reply = async (i) => eager.client.submit(await eager.client.get(`/en/tickets/${number}`), "/reply", { body: `Reply ${i}` });
	const { done, refused } = await useUp(most, reply);
	isLimit(done, most);
	saysWait(refused, most);
	assert.equal(form(refused, "/reply").value("body"), `Reply ${done}`);
	const desk = await agent.client.get(`/desk/${number}`);
	assert.equal((await agent.client.submit(desk, "/reply", { kind: "reply", body: "Slowly, please." })).status, 303);
	const other = person(stack);
	const theirs = await fileTicket(other, slug, "Another's");
	assert.equal((await other.client.submit(await other.client.get(`/en/tickets/${theirs}`), "/reply", { body: "Mine." })).status, 303);
});

/* The bucket of one account stands empty, as after so many acts. */
function empty(kind, who) {
	const hash = (data) => createHash("sha256").update(data).digest();
	const key = hash(Buffer.concat([hash(kind), hash(String(who.id))])).toString("hex");
	stack.sql(`REPLACE INTO gate (key_hash, count, counted_at, next_at) VALUES (X'${key}', 1000, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 12)`);
}

test("RAT-01: likes, votes, flags, following and accepting have their number an hour, changing an idea has its own", async () => {
	const author = person(stack), eager = person(stack);
	stack.sql(`INSERT INTO trust (account_id, fixed_level, created_at) VALUES (${eager.id}, 2, 1), (${author.id}, 2, 1);
		INSERT INTO forum_category (slug, created_at) VALUES ('paced', 1);
		INSERT INTO forum_topic (category_id, audience, author_id, title, lang, places, created_at, activity_at)
			VALUES ((SELECT id FROM forum_category WHERE slug = 'paced'), 'public', ${eager.id}, 'Paced', 'en', 2, 1, 1);
		INSERT INTO forum_post (topic_id, place, author_id, body, created_at) VALUES (LAST_INSERT_ID(), 1, ${eager.id}, 'Why?', 1);
		INSERT INTO forum_post (topic_id, place, author_id, body, created_at) SELECT id, 2, ${author.id}, 'So.', 1 FROM forum_topic WHERE title = 'Paced';
		INSERT INTO suggestion_board (slug, created_at) VALUES ('paced', 1);
		INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, status_at, created_at, updated_at)
			VALUES (LAST_INSERT_ID(), 'public', ${eager.id}, 'Paced', 'Please.', 'en', 1, 1, 1)`);
	const topicId = stack.value("SELECT id FROM forum_topic WHERE title = 'Paced'"), post = stack.value("SELECT id FROM forum_post WHERE body = 'So.'");
	const idea = stack.value("SELECT id FROM suggestion WHERE title = 'Paced'");
	const acts = {
		like: [`/en/forum/topic/${topicId}`, { button: { like: "yes" } }, 429],
		accept: [`/en/forum/topic/${topicId}`, { button: { answer: "yes" } }, 429],
		follow: [`/en/forum/topic/${topicId}`, {}, 429],
		flag: [`/en/forum/post/${post}/flag`, {}, 429],
		vote: [`/en/suggestions/${idea}`, { button: { vote: "yes" } }, 429],
		edit: [`/en/suggestions/${idea}/edit`, {}, 429],
	};
	const send = async (name) => {
		const [path, options] = acts[name];
		const page = await eager.client.get(path);
		const fields = { follow: { mail: "now" }, flag: { reason: "spam" }, edit: { title: "Changed", body: "Kept words." } }[name] ?? {};
		return eager.client.submit(page, (one) => one.method === "POST" && one.action.endsWith(`/${name}`), fields, options);
	};
	empty("pace-act", eager);
	empty("pace-post", eager);
	for (const name of Object.keys(acts)) {
		const refused = await send(name);
		assert.equal(refused.status, 429, name);
		assert.match(refused.headers["retry-after"], /^\d+$/, name);
		if (name === "edit")
			assert.equal(form(refused, "/edit").value("body"), "Kept words.");
	}
	stack.sql("DELETE FROM gate");
	for (const name of Object.keys(acts))
		assert.equal((await send(name)).status, 303, name);
});

test("RAT-01: one account searches so often an hour; the words stay in the box, suggestions pause, others go on", async () => {
	const most = limit("SEARCHES_HOUR");
	const eager = person(stack), other = person(stack);
	stack.sql(`DELETE FROM gate`);
	const { done, refused } = await useUp(most, () => eager.client.get("/en/search?q=lamp"));
	isLimit(done, most);
	saysWait(refused, most);
	assert.match(refused.text, /name="q"[^>]*value="lamp"/);
	assert.match(refused.text, /href="\/en\/tickets\/new\?subject=lamp"/);
	for (const path of ["/en/search/suggest?q=la", "/en/tickets/answers?q=lamp"]) {
		stack.sql("UPDATE gate SET next_at = UNIX_TIMESTAMP() + 5");
		const paused = await eager.client.get(path);
		assert.equal(paused.status, 429, path);
		assert.match(paused.headers["retry-after"], /^\d+$/);
		assert.equal(JSON.parse(paused.text).status, 429);
		stack.sql("UPDATE gate SET next_at = 0");
		assert.equal((await eager.client.get(path)).status, 200, path);
	}
	assert.equal((await other.client.get("/en/search?q=lamp")).status, 200);
});

test("RAT-01: without an account searches count by network address, of IPv6 by its first 64 bits", async () => {
	for (const [own, same, another] of [["192.0.2.1", "192.0.2.1", "192.0.2.2"], ["2001:db8:7:1::1", "2001:db8:7:1:ffff::2", "2001:db8:7:2::1"]]) {
		const { done, refused } = await useUp(NETWORK, () => stranger(own).get("/en/search?q=lamp"));
		isLimit(done, NETWORK);
		saysWait(refused, NETWORK);
		assert.equal((await stranger(same).get("/en/search?q=lamp")).status, 429);
		assert.equal((await stranger(another).get("/en/search?q=lamp")).status, 200);
		assert.equal((await stranger(own).get("/en/search")).status, 200, "the empty box is no search");
		assert.equal((await stranger(own).get("/en/kb")).status, 200);
	}
});

test("RAT-01: the refusal is written in Persian and Lithuanian, too", async () => {
	const address = "192.0.2.9";
	await useUp(NETWORK, () => stranger(address).get("/en/search?q=lamp"));
	assert.match(words(await stranger(address).get("/fa/search?q=lamp")), /لطفاً .+ صبر کنید/);
	assert.match(words(await stranger(address).get("/lt/search?q=lamp")), /Palaukite \d+ /);
});
