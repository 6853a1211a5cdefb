/* The agents' desk over HTTP: the queue, replies and notes that cannot be confused, facts that two agents change at once. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, masked, person, retire, topic } from "./people.mjs";

let stack, slug, alice, agent, second;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	alice = person(stack, { name: "Alice" });
	agent = person(stack, { role: "agent", name: "Agnė" });
	second = person(stack, { role: "agent", name: "Second" });
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const row = (number) => stack.sql(`SELECT * FROM ticket WHERE number = ${number}`)[0];
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const desk = (who, number) => who.client.get(`/desk/${number}`);
const send = async (who, number, values, options) => who.client.submit(await desk(who, number), "/reply", values, options);
const change = async (who, number, values, options) => who.client.submit(await desk(who, number), "/update", values, options);

test("ACL-01: the desk is missing for customers, and strangers sign in first", async () => {
	const number = await fileTicket(alice, slug, "Not for you");
	for (const path of ["/desk", "/desk?view=mine", `/desk/${number}`]) {
		const page = await alice.client.get(path);
		assert.equal(page.status, 404);
		const stranger = await new Client(stack).get(path);
		assert.equal(stranger.status, 303);
		assert.match(stranger.location, /\/login\?next=/);
	}
	assert.deepEqual(masked(await alice.client.get(`/desk/${number}`), number), masked(await alice.client.get("/desk/99999999"), "99999999"));
	for (const act of ["reply", "update"]) {
		const sent = await alice.client.post(`/desk/${number}/${act}`, { kind: "reply", body: "x", version: "1", status: "closed", priority: "low" });
		assert.ok([403, 404].includes(sent.status));
	}
	assert.equal(row(number).state, "open");
});

test("a ticket of the desk that does not exist is missing", async () => {
	assert.equal((await agent.client.get("/desk/99999999")).status, 404);
	assert.equal((await agent.client.get("/desk/abc")).status, 404);
});

test("staff who open a customer’s address are led to the desk", async () => {
	const number = await fileTicket(alice, slug, "Led");
	const page = await agent.client.get(`/en/tickets/${number}`);
	assert.equal(page.status, 303);
	assert.equal(page.location, `/desk/${number}`);
});

test("a public reply reaches the customer by page and by mail, with the state the agent chose", async () => {
	const number = await fileTicket(alice, slug, "Reply to me");
	const sent = await send(agent, number, { kind: "reply", body: "Press the **button**.", status: "solved" });
	assert.equal(sent.status, 303);
	const page = await alice.client.get(`/en/tickets/${number}`);
	assert.match(page.text, /Press the <strong>button<\/strong>/);
	assert.match(words(page), /Solved/);
	assert.equal(row(number).state, "solved");
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE kind = 'ticket_answer' AND ticket_id = ${row(number).id}`), "1");
});

test("who reads it must be said: without a kind nothing is saved", async () => {
	const number = await fileTicket(alice, slug, "Say who");
	for (const kind of [undefined, "", "public"]) {
		const sent = await send(agent, number, { kind, body: "To whom?" });
		assert.equal(sent.status, 422);
	}
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket_message WHERE ticket_id = ${row(number).id}`), "1");
	const empty = await send(agent, number, { kind: "note", body: "" });
	assert.equal(empty.status, 422);
	assert.equal(form(empty, "/reply").value("kind"), "note");
});

test("ACL-06: a note never reaches the customer, by no page, list, search or mail", async () => {
	const marker = `zebra${randomBytes(6).toString("hex")}`;
	const number = await fileTicket(alice, slug, "With a note");
	const before = row(number);
	const sent = await send(agent, number, { kind: "note", body: `Careful: ${marker}`, files: [{ name: `${marker}.txt`, content: marker }] });
	assert.equal(sent.status, 303);
	const shown = await agent.client.follow(sent);
	assert.ok(shown.text.includes(marker));
	assert.match(shown.text, /class="msg msg-note"/);
	assert.equal(row(number).updated_at, before.updated_at);
	await send(agent, number, { kind: "reply", body: "A public answer.", status: "waiting" });
	await stack.settle();
	const paths = [`/en/tickets/${number}`, "/en/tickets", `/en/tickets?q=${marker}`, `/fa/tickets/${number}`, `/en/tickets/${number}/close`,
		"/en", "/en/", `/en/search?q=${marker}`, `/en/search/suggest?q=${marker}`, `/en/tickets/answers?q=${marker}`];
	for (const path of paths) {
		const page = await alice.client.follow(await alice.client.get(path));
		const asked = path.includes(marker);
		assert.ok(asked || !page.text.includes(marker), path);
		assert.ok(!page.text.includes(`Careful: ${marker}`), path);
		assert.ok(!page.text.includes(`${marker}.txt`), path);
	}
	assert.ok(!/\/tickets\/\d{8}"/.test((await alice.client.get(`/en/tickets?q=${marker}`)).text));
	const mails = stack.mails().filter((mail) => mail.to.includes(alice.mail));
	assert.ok(mails.some((mail) => mail.text.includes("A public answer.")));
	assert.ok(mails.every((mail) => !mail.raw.includes(marker) && !mail.text.includes(marker) && !mail.html.includes(marker)));
});

test("facts change together, are told in the thread, and only public ones to the customer", async () => {
	const number = await fileTicket(alice, slug, "Facts");
	const sent = await change(agent, number, { status: "waiting", priority: "urgent", agent: second.id });
	assert.equal(sent.status, 303);
	const now = row(number);
	assert.deepEqual([now.state, now.priority, now.assignee_id, now.version], ["waiting", "urgent", second.id, "2"]);
	assert.match(words(await desk(agent, number)), /Agnė assigned the ticket to Second/);
	const page = words(await alice.client.get(`/en/tickets/${number}`));
	assert.match(page, /Agnė changed the status to “Waiting for you”/);
	assert.ok(!page.includes("assigned the ticket"));
	assert.ok(!page.includes("changed the priority"));
});

test("one press assigns a ticket to oneself and changes nothing else", async () => {
	const number = await fileTicket(alice, slug, "Mine now");
	const sent = await change(agent, number, { priority: "urgent" }, { button: { take: "1" } });
	assert.equal(sent.status, 303);
	assert.deepEqual([row(number).assignee_id, row(number).priority, row(number).state], [agent.id, "normal", "open"]);
	const list = await agent.client.get("/desk?view=mine");
	assert.ok(list.text.includes(`/desk/${number}"`));
});

test("DAT-07: the second of two agents sees both values, and nothing of his is saved", async () => {
	const number = await fileTicket(alice, slug, "Two at once");
	const [one, two] = [await desk(agent, number), await desk(second, number)];
	assert.equal((await agent.client.submit(one, "/update", { priority: "urgent" })).status, 303);
	const late = await second.client.submit(two, "/update", { priority: "low" });
	assert.equal(late.status, 409);
	assert.match(words(late), /Somebody changed this ticket meanwhile/);
	assert.match(words(late), /Priority Urgent Low/);
	assert.equal(row(number).priority, "urgent");
	assert.equal((await second.client.submit(late, "/update", { priority: "low" })).status, 303);
	assert.equal(row(number).priority, "low");
});

test("DAT-07: a customer’s reply meanwhile is a change, too", async () => {
	const number = await fileTicket(alice, slug, "Meanwhile");
	await send(agent, number, { kind: "reply", body: "?", status: "waiting" });
	const stale = await desk(agent, number);
	const page = await alice.client.get(`/en/tickets/${number}`);
	assert.equal((await alice.client.submit(page, "/reply", { body: "!" })).status, 303);
	assert.equal((await agent.client.submit(stale, "/update", { status: "closed" })).status, 409);
	assert.equal(row(number).state, "open");
});

test("ACL-05, CVE-2026-40591: an agent cannot assign to a customer or move a ticket to another person", async () => {
	const number = await fileTicket(alice, slug, "Stay hers");
	const sent = await change(agent, number, { agent: alice.id });
	assert.equal(sent.status, 422);
	const other = await change(agent, number, { priority: "high", requester_id: agent.id, number: "11111111", unproven: "1" });
	assert.equal(other.status, 303);
	assert.deepEqual([row(number).requester_id, row(number).unproven, row(number).assignee_id], [alice.id, "0", null]);
});

test("the queue is searched by number, mail and words", async () => {
	const word = `quagga${randomBytes(3).toString("hex")}`;
	const number = await fileTicket(alice, slug, `The ${word} is loud`);
	for (const query of [number, `#${number}`, word, `loud ${word}`]) {
		const page = await agent.client.get(`/desk?q=${encodeURIComponent(query)}`);
		const found = [...page.text.matchAll(/href="\/desk\/(\d{8})"/g)].map((one) => one[1]);
		assert.deepEqual(found, [number], query);
	}
	assert.ok((await agent.client.get(`/desk?q=${encodeURIComponent(alice.mail)}`)).text.includes(`/desk/${number}"`));
	assert.match((await agent.client.get("/desk?q=nosuchwordanywhere")).text, /class="empty"/);
});

test("the queue pages both ways and counts what it lists", async () => {
	const carol = person(stack), own = person(stack, { role: "agent" }); // a view that no other test moves about in
	for (let i = 0; i < 22; i++)
		await fileTicket(carol, slug, `Queue ${i}`);
	stack.sql(`UPDATE ticket SET assignee_id = ${own.id} WHERE requester_id = ${carol.id}`);
	const numbers = (page) => [...page.text.matchAll(/class="row-link stacking" href="\/desk\/(\d{8})"/g)].map((one) => one[1]);
	const first = await own.client.get("/desk?view=mine&sort=newest");
	assert.equal(numbers(first).length, 20);
	const next = await own.client.get(/rel="next" href="([^"]*)"/.exec(first.text)[1].replaceAll("&amp;", "&"));
	assert.equal(numbers(next).length, 2);
	assert.equal(new Set([...numbers(first), ...numbers(next)]).size, numbers(first).length + numbers(next).length);
	const back = await own.client.get(/rel="prev" href="([^"]*)"/.exec(next.text)[1].replaceAll("&amp;", "&"));
	assert.deepEqual(numbers(back), numbers(first));
	for (const view of ["mine", "unassigned", "open", "waiting", "solved"])
		assert.equal((await agent.client.get(`/desk?view=${view}`)).status, 200);
});

test("a ticket that was sent without signing in says so, and its requester is shown", async () => {
	const visitor = new Client(stack);
	const page = await visitor.get(`/en/tickets/new?topic=${slug}&subject=Unproven`);
	const mail = `guest-${randomBytes(4).toString("hex")}@example.org`;
	await visitor.submit(page, "/tickets/new", { name: "Gus Guest", mail, body: "Hello.", field_1: "1" });
	const number = stack.value(`SELECT t.number FROM ticket t JOIN account a ON a.id = t.requester_id WHERE a.mail_key = '${mail}'`);
	const shown = words(await desk(agent, number));
	assert.match(shown, /Sent without signing in/);
	assert.ok(shown.includes(mail));
	assert.match(shown, /Gus Guest/);
});

test("DAT-05: 20 parallel notes make one", async () => {
	const number = await fileTicket(alice, slug, "One note");
	const page = await desk(agent, number);
	const answers = await Promise.all(Array.from({ length: 20 }, () => agent.client.clone().submit(page, "/reply", { kind: "note", body: "Once." })));
	assert.equal(new Set(answers.map((one) => `${one.status} ${one.location}`)).size, 1);
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket_message WHERE ticket_id = ${row(number).id} AND kind = 'note'`), "1");
});

test("ACL-02: the queue shows one company's tickets, only those that the agent may see, and a way out of it", async () => {
	const clerk = person(stack, { role: "agent" }), customer = person(stack), key = `Firm${Date.now()}`;
	const number = await fileTicket(customer, slug, `Of the company ${key}`), other = await fileTicket(customer, slug, `His own ${key}`);
	stack.sql(`INSERT INTO company (name, name_key, created_at, updated_at) VALUES ('${key}', '${key.toLowerCase()}', 1, 1)`);
	const company = stack.value(`SELECT id FROM company WHERE name = '${key}'`);
	stack.sql(`UPDATE ticket SET company_id = ${company} WHERE number = ${number}`);
	const page = await clerk.client.get(`/desk?company=${company}`);
	assert.equal(page.status, 200);
	assert.match(page.text, new RegExp(`href="[^"]*/desk/${number}"`));
	assert.ok(!page.text.includes(`/desk/${other}"`), "nothing of others");
	assert.match(textOf(page.text), new RegExp(`Company ${key}`));
	assert.match(page.text, new RegExp(`href="[^"]*view=unassigned[^"]*company=${company}`), "views go on in it");
	assert.match(page.text, /<a class="chip" href="[^"]*\/desk\?view=open[^"]*"/);
	assert.equal((await clerk.client.get("/desk?company=999999999")).status, 200, "a company that there is not is an empty queue");
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('Of ${key}', 'of ${key}', 'reply', 1);
		UPDATE account SET role_id = (SELECT id FROM staff_role WHERE name = 'Of ${key}') WHERE id = ${clerk.id};
		INSERT INTO team (name, name_key, created_at) VALUES ('T ${key}', 't ${key}', 1);
		UPDATE ticket SET team_id = (SELECT id FROM team WHERE name = 'T ${key}') WHERE number = ${number}`);
	const hidden = await clerk.client.get(`/desk?company=${company}`);
	assert.ok(!hidden.text.includes(`/desk/${number}"`), "another team's ticket");
	assert.ok(!textOf(hidden.text).includes(`Company ${key}`), "nor the name of its company");
});
