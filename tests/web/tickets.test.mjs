/* A customer's tickets over HTTP: filing in two steps, reading, replying, closing, the list; other people's are missing. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { company, fileTicket, join, masked, newPath, person, retire, topic } from "./people.mjs";

let stack, slug, alice, bob, agent;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	alice = person(stack, { name: "Alice" });
	bob = person(stack);
	agent = person(stack, { role: "agent", name: "Agnė" });
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const row = (number) => stack.sql(`SELECT * FROM ticket WHERE number = ${number}`)[0];
const rowsOf = (who) => Number(stack.value(`SELECT COUNT(*) FROM ticket WHERE requester_id = ${who.id}`));
const messagesOf = (number) =>
	Number(stack.value(`SELECT COUNT(*) FROM ticket_message m JOIN ticket t ON t.id = m.ticket_id WHERE t.number = ${number}`));
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));

async function answer(number, values) {
	const page = await agent.client.get(`/desk/${number}`);
	const sent = await agent.client.submit(page, "/reply", { kind: "reply", status: "waiting", ...values });
	assert.equal(sent.status, 303);
}

/* --- filing ------------------------------------------------------------------------------------------ */

test("B1: a ticket is filed in two steps without scripts and keeps what was answered", async () => {
	const first = await alice.client.get("/en/tickets/new");
	assert.equal(first.status, 200);
	const second = await alice.client.submit(first, (one) => one.method === "GET" && one.names.includes("subject") && one.names.includes("topic"), {
		topic: slug,
		subject: "The lamp is dark",
	});
	assert.equal(second.status, 200);
	assert.match(words(second), /Product/);
	const sent = await alice.client.submit(second, "/tickets/new", {
		body: "Since **today**.",
		field_1: "2",
		field_2: "AH2-1",
		priority: "high",
		files: [{ name: "a.txt", content: "hello" }],
	});
	assert.equal(sent.status, 303);
	const page = await alice.client.follow(sent);
	assert.match(page.text, /<h1[^>]*>The lamp is dark<\/h1>/);
	assert.match(page.text, /Since <strong>today<\/strong>/);
	assert.match(words(page), /Product Lamp Serial AH2-1/);
	assert.match(words(page), /a\.txt/);
	const number = /(\d{8})/.exec(sent.location)[1];
	assert.equal(row(number).priority, "high");
	assert.equal(row(number).unproven, "0");
});

test("B1: what was typed stays when something is wrong, and files are asked for again", async () => {
	const page = await alice.client.get(newPath(slug, "Typed subject"));
	const count = rowsOf(alice);
	const back = await alice.client.submit(page, "/tickets/new", {
		subject: "Typed subject",
		body: "",
		field_2: "typed serial",
		priority: "low",
		files: [{ name: "a.txt", content: "hello" }],
	});
	assert.equal(back.status, 422);
	const filled = form(back, "/tickets/new");
	assert.equal(filled.value("subject"), "Typed subject");
	assert.equal(filled.value("field_2"), "typed serial");
	assert.equal(filled.value("priority"), "low");
	assert.equal(filled.value("topic"), slug);
	assert.match(back.text, /<title>Error: /);
	assert.match(back.text, /href="#f-body"/);
	assert.match(back.text, /href="#f-field_1"/);
	assert.match(words(back), /Choose your files again/);
	assert.equal(rowsOf(alice), count);
});

test("B1: step 1 keeps its choices on the way back, and refuses an empty subject", async () => {
	const empty = await alice.client.get(`/en/tickets/new?topic=${slug}&subject=`);
	assert.equal(empty.status, 422);
	const back = await alice.client.get(`/en/tickets/new?change=1&topic=${slug}&subject=Kept`);
	const first = form(back, (one) => one.method === "GET" && one.names.includes("topic"));
	assert.equal(first.value("topic"), slug);
	assert.equal(first.value("subject"), "Kept");
	const prefilled = await alice.client.get("/en/tickets/new?subject=From+the+search");
	assert.equal(prefilled.status, 200);
	assert.equal(form(prefilled, (one) => one.method === "GET" && one.names.includes("topic")).value("subject"), "From the search");
});

test("B2: “this solved it” is counted once and files nothing", async () => {
	const count = () => Number(stack.value("SELECT COUNT(*) FROM deflection WHERE outcome = 'solved'"));
	const visitor = new Client(stack);
	const page = await visitor.get(newPath(slug, "How do I reset the hub"));
	const before = count();
	const pair = await Promise.all([1, 2].map(() => visitor.submit(page, "/tickets/solved", { article: "no-such-article" })));
	assert.deepEqual(pair.map((one) => one.status), [303, 303]);
	assert.equal(count(), before + 1);
	const thanks = await visitor.follow(pair[0]);
	assert.equal(thanks.status, 200);
});

test("B2: answers to a subject come as JSON", async () => {
	const page = await new Client(stack).get("/en/tickets/answers?q=hub", { headers: { Accept: "application/json" } });
	assert.equal(page.status, 200);
	assert.ok(Array.isArray(JSON.parse(page.text).items));
});

test("B1: a guest’s ticket answers the same for a known and an unknown address", async () => {
	const known = person(stack);
	const unknown = `new-${Date.now()}@example.org`;
	const answers = [];
	for (const mail of [known.mail, unknown]) {
		const visitor = new Client(stack);
		const page = await visitor.get(newPath(slug, "From a guest"));
		const sent = await visitor.submit(page, "/tickets/new", { name: "Guest", mail, body: "Hello.", field_1: "1" });
		assert.equal(sent.status, 303);
		const end = await visitor.follow(sent);
		answers.push([sent.location, end.status, masked(end, "-").text]);
	}
	assert.deepEqual(answers[0], answers[1]);
	assert.equal(stack.value(`SELECT state FROM account WHERE mail_key = '${unknown}'`), "guest");
	assert.equal(stack.value(`SELECT CONCAT(name, state) FROM account WHERE id = ${known.id}`), `${known.name}active`);
	for (const mail of [known.mail, unknown])
		assert.equal(
			stack.value(`SELECT COUNT(*) FROM ticket t JOIN account a ON a.id = t.requester_id WHERE a.mail_key = '${mail}' AND t.unproven`),
			"1",
		);
});

test("B1: a guest must give a name and an address", async () => {
	const visitor = new Client(stack);
	const page = await visitor.get(newPath(slug, "Nobody"));
	const back = await visitor.submit(page, "/tickets/new", { name: "", mail: "not an address", body: "Hello.", field_1: "1" });
	assert.equal(back.status, 422);
	assert.match(back.text, /id="f-name-error"/);
	assert.match(back.text, /id="f-mail-error"/);
});

/* --- reading, replying, closing --------------------------------------------------------------------------- */

test("B4: the customer reads plain words, sees what is new in bold, and answers", async () => {
	const number = await fileTicket(alice, slug, "Plain words");
	assert.match(words(await alice.client.get(`/en/tickets/${number}`)), /With us/);
	await answer(number, { body: "Try this." });
	const isNew = async () => {
		const list = await alice.client.get("/en/tickets?tab=waiting");
		return new RegExp(`class="unread"[^<]*<a[^>]*/tickets/${number}"`).test(list.text);
	};
	assert.ok(await isNew());
	const page = await alice.client.get(`/en/tickets/${number}`);
	assert.match(words(page), /Waiting for you/);
	assert.match(words(page), /Agnė Staff/);
	assert.ok(!(await isNew()));
	const sent = await alice.client.submit(page, "/reply", { body: "It helped." }, { button: { then: "solve" } });
	assert.equal(sent.status, 303);
	assert.equal(row(number).state, "solved");
	assert.match(words(await alice.client.follow(sent)), /Solved/);
});

test("B5: closing asks for a reason, and a reply opens again", async () => {
	const number = await fileTicket(alice, slug, "To be closed");
	const ask = await alice.client.get(`/en/tickets/${number}/close`);
	const refused = await alice.client.submit(ask, "/close", {});
	assert.equal(refused.status, 422);
	assert.equal(row(number).state, "open");
	const closed = await alice.client.submit(ask, "/close", { reason: "other", comment: "Bought another one" });
	const page = await alice.client.follow(closed);
	assert.equal(row(number).state, "closed");
	assert.match(words(page), /Alice closed the ticket: Something else – Bought another one/);
	const again = await alice.client.submit(page, "/reply", { body: "It is back." });
	assert.equal(again.status, 303);
	assert.equal(row(number).state, "open");
	assert.equal(row(number).close_reason, "");
	const closing = await alice.client.submit(await alice.client.get(`/en/tickets/${number}/close`), "/close", { reason: "answered" });
	const opened = await alice.client.submit(await alice.client.follow(closing), "/reopen");
	assert.equal(opened.status, 303);
	assert.equal(row(number).state, "open");
});

test("B5: after two weeks a new ticket goes on from the old one", async () => {
	const number = await fileTicket(alice, slug, "Long ago");
	const open = await alice.client.get(`/en/tickets/${number}`);
	stack.sql(`UPDATE ticket SET state = 'closed', solved_at = UNIX_TIMESTAMP() - 15 * 86400 WHERE number = ${number}`);
	const refused = await alice.client.submit(open, "/reply", { body: "Still there?" });
	assert.equal(refused.status, 422);
	assert.equal(messagesOf(number), 1);
	const page = await alice.client.get(`/en/tickets/${number}`);
	assert.ok(!page.text.includes('name="body"'));
	const link = /href="([^"]*\/tickets\/new\?follows=\d+)"/.exec(page.text)[1];
	const first = await alice.client.get(link);
	const second = await alice.client.submit(first, (one) => one.method === "GET" && one.names.includes("topic"), { topic: slug, subject: "Once more" });
	const sent = await alice.client.submit(second, "/tickets/new", { body: "As before.", field_1: "1" });
	const followed = await alice.client.follow(sent);
	assert.ok(followed.text.includes(`/tickets/${number}"`));
});

test("B5: nobody goes on from somebody else’s ticket", async () => {
	const number = await fileTicket(alice, slug, "Hers");
	const page = await bob.client.get(`${newPath(slug, "His")}&follows=${number}`);
	const sent = await bob.client.submit(page, "/tickets/new", { body: "Mine now?", field_1: "1" });
	assert.equal(row(/(\d{8})/.exec(sent.location)[1]).follows_id, null);
});

/* --- the list -------------------------------------------------------------------------------------------------- */

test("B3: tabs, counts, search, order and pages agree", async () => {
	const carol = person(stack);
	const numbers = [];
	for (let i = 0; i < 23; i++)
		numbers.push(await fileTicket(carol, slug, i === 7 ? "The doorbell is mute" : `Number ${i}`));
	const first = await carol.client.get("/en/tickets?sort=created");
	const shown = (page) => [...page.text.matchAll(/class="row-link stacking" href="[^"]*\/tickets\/(\d{8})"/g)].map((found) => found[1]);
	assert.equal(shown(first).length, 20);
	const next = /rel="next" href="([^"]*)"/.exec(first.text)[1].replaceAll("&amp;", "&");
	const second = await carol.client.get(next);
	assert.deepEqual([...shown(first), ...shown(second)], [...numbers].reverse());
	const previous = /rel="prev" href="([^"]*)"/.exec(second.text)[1].replaceAll("&amp;", "&");
	assert.deepEqual(shown(await carol.client.get(previous)), shown(first));
	const found = await carol.client.get("/en/tickets?q=doorbells");
	assert.deepEqual(shown(found), [numbers[7]]);
	assert.deepEqual(shown(await carol.client.get(`/en/tickets?q=${numbers[3]}`)), [numbers[3]]);
	assert.match(words(first), /All 23 Open 23/);
	assert.deepEqual(shown(await carol.client.get("/en/tickets?tab=solved")), []);
	assert.deepEqual(shown(await alice.client.get(`/en/tickets?q=${numbers[3]}`)), []);
});

test("B3: each language and an empty list have their page", async () => {
	const fresh = person(stack);
	for (const [lang, dir] of [["en", "ltr"], ["fa", "rtl"], ["lt", "ltr"]]) {
		const page = await fresh.client.get(`/${lang}/tickets`);
		assert.equal(page.status, 200);
		assert.ok(page.text.includes(`<html lang="${lang}" dir="${dir}"`));
		assert.match(page.text, /class="empty"/);
	}
});

/* --- rights -------------------------------------------------------------------------------------------------------- */

test("ACL-03: somebody else’s ticket is like a missing one, on every address", async () => {
	const number = await fileTicket(alice, slug, "Private");
	const missing = "99999999";
	for (const path of ["", "/close"]) {
		const other = await bob.client.get(`/en/tickets/${number}${path}`);
		const none = await bob.client.get(`/en/tickets/${missing}${path}`);
		assert.equal(other.status, 404);
		assert.deepEqual(masked(other, number), masked(none, missing));
	}
	const own = await fileTicket(bob, slug, "Bob's own");
	const page = await bob.client.get(`/en/tickets/${own}`);
	for (const act of ["reply", "reopen"]) {
		const token = form(page, `/${own}/reply`).value("token");
		const other = await bob.client.post(`/en/tickets/${number}/${act}`, { token, body: "mine" });
		assert.notEqual(other.status, 303);
	}
	assert.equal(messagesOf(number), 1);
	assert.equal(row(number).state, "open");
});

test("ACL-01: without signing in every address of a ticket leads to the sign-in page and back", async () => {
	const number = await fileTicket(alice, slug, "Sign in first");
	for (const path of ["/en/tickets", `/en/tickets/${number}`, "/en/tickets/99999999", `/en/tickets/${number}/close`]) {
		const page = await new Client(stack).get(path);
		assert.equal(page.status, 303);
		assert.ok(page.location.endsWith(`/login?next=${encodeURIComponent(path)}`), page.location);
	}
});

test("ACL-05: fields that a form does not have change nothing", async () => {
	const extra = {
		requester_id: bob.id, account_id: bob.id, user_id: bob.id, assignee_id: agent.id, agent: agent.id, state: "closed", status: "closed",
		phase: "solved", number: "12345678", version: "9", unproven: "1", kind: "note", by_staff: "1", internal: "1", role: "admin",
		created_at: "1", updated_at: "1", solved_at: "1", message_count: "99", customer_seen_at: "99", topic_id: "1", close_reason: "other",
	};
	const number = await fileTicket(alice, slug, "Plain", extra);
	const made = row(number);
	assert.equal(made.requester_id, alice.id);
	assert.deepEqual([made.state, made.assignee_id, made.version, made.unproven, made.message_count], ["open", null, "1", "0", "1"]);
	const page = await alice.client.get(`/en/tickets/${number}`);
	assert.equal((await alice.client.submit(page, "/reply", { body: "More.", ...extra })).status, 303);
	const last = stack.sql(`SELECT * FROM ticket_message WHERE ticket_id = ${made.id} ORDER BY id DESC LIMIT 1`)[0];
	assert.deepEqual([last.kind, last.by_staff, last.author_id], ["public", "0", alice.id]);
	const now = row(number);
	assert.deepEqual([now.state, now.requester_id, now.assignee_id, now.priority], ["open", alice.id, null, "normal"]);
});

test("ACL-05: a customer cannot choose what only agents set", async () => {
	const page = await alice.client.get(newPath(slug, "Urgent?"));
	const sent = await alice.client.submit(page, "/tickets/new", { body: "Now!", field_1: "1", priority: "urgent" });
	assert.equal(sent.status, 422);
});

/* --- companies --------------------------------------------------------------------------------------------------------- */

const shown = (page) => [...page.text.matchAll(/class="row-link stacking" href="[^"]*\/tickets\/(\d{8})"/g)].map((found) => found[1]);
const actFor = (who, firm) => stack.sql(`UPDATE account SET acting_company_id = ${firm?.id ?? "NULL"} WHERE id = ${who.id}`);
const isAdding = (found) => found.names.includes("account") && !found.action.includes("remove");

/* A company with an owner, a member of own tickets and one of colleagues' tickets, and a bookkeeper; all act for it. */
function firmOf() {
	const firm = company(stack);
	const member = (name, given) => join(stack, firm, person(stack, { name }), given);
	return {
		...firm,
		owner: member("Olga Owner", { owner: true }),
		mia: member("Mia Member", { rights: "own" }),
		cleo: member("Cleo Colleague", { rights: "own colleagues" }),
		bo: member("Bo Bookkeeper", { rights: "finance" }),
	};
}

test("A8: a ticket is filed for whom one acts, and says so", async () => {
	const firm = firmOf();
	assert.ok(words(await firm.mia.client.get(newPath(slug, "For the firm"))).includes(`Filed for: ${firm.name}`));
	const number = await fileTicket(firm.mia, slug, "For the firm", { company_id: "1", company: "1" });
	assert.equal(row(number).company_id, firm.id);
	assert.ok(words(await firm.mia.client.get(`/en/tickets/${number}`)).includes(`Company ${firm.name}`));
	actFor(firm.mia);
	const own = await fileTicket(firm.mia, slug, "For myself", { company_id: firm.id });
	assert.equal(row(own).company_id, null);
	assert.ok(!words(await firm.mia.client.get(`/en/tickets/${own}`)).includes(firm.name));
});

test("A8: who may not file for the company is told that the ticket is his own", async () => {
	const firm = firmOf();
	assert.match(words(await firm.bo.client.get(newPath(slug, "A bill"))), /This ticket is filed for yourself/);
	const number = await fileTicket(firm.bo, slug, "A bill");
	assert.equal(row(number).company_id, null);
	assert.deepEqual(shown(await firm.bo.client.get("/en/tickets")), [number]);
	assert.equal((await firm.cleo.client.get(`/en/tickets/${number}`)).status, 404);
});

test("A8: lists follow for whom one acts, and the whole company’s needs the right", async () => {
	const firm = firmOf();
	const hers = await fileTicket(firm.mia, slug, "Mia’s lamp");
	const theirs = await fileTicket(firm.cleo, slug, "Cleo’s lamp");
	assert.deepEqual(shown(await firm.mia.client.get("/en/tickets")), [hers]);
	assert.deepEqual(shown(await firm.mia.client.get("/en/tickets?scope=company")), [hers]);
	const all = await firm.cleo.client.get("/en/tickets?scope=company");
	assert.deepEqual(shown(all), [theirs, hers]);
	assert.match(words(all), /Mia Member/);
	assert.match(words(all), /All 2 Open 2/);
	assert.deepEqual(shown(await firm.cleo.client.get(`/en/tickets?scope=company&q=${hers}`)), [hers]);
	assert.deepEqual(shown(await firm.cleo.client.get("/en/tickets?scope=company&q=mia")), [hers]);
	assert.deepEqual(shown(await firm.mia.client.get(`/en/tickets?scope=company&q=${theirs}`)), []);
	assert.ok((await firm.mia.client.get("/en/")).text.includes(`/tickets/${hers}"`));
	actFor(firm.mia);
	assert.deepEqual(shown(await firm.mia.client.get("/en/tickets")), []);
	assert.deepEqual(shown(await firm.mia.client.get("/en/tickets?scope=company")), []);
	assert.ok(!(await firm.mia.client.get("/en/")).text.includes(`/tickets/${hers}"`));
	assert.ok(!(await alice.client.get("/en/tickets")).text.includes("scope="));
});

test("A8: the company’s list pages both ways", async () => {
	const firm = firmOf();
	const numbers = [];
	for (let i = 0; i < 22; i++)
		numbers.push(await fileTicket(i % 2 ? firm.mia : firm.cleo, slug, `Number ${i}`));
	const first = await firm.cleo.client.get("/en/tickets?scope=company&sort=created");
	const second = await firm.cleo.client.get(/rel="next" href="([^"]*)"/.exec(first.text)[1].replaceAll("&amp;", "&"));
	assert.deepEqual([...shown(first), ...shown(second)], [...numbers].reverse());
	assert.deepEqual(shown(await firm.cleo.client.get(/rel="prev" href="([^"]*)"/.exec(second.text)[1].replaceAll("&amp;", "&"))), shown(first));
});

test("A8: a colleague with the right reads, answers and closes; others find nothing", async () => {
	const firm = firmOf();
	const number = await fileTicket(firm.mia, slug, "For all");
	for (const who of [firm.cleo, firm.owner]) {
		const page = await who.client.get(`/en/tickets/${number}`);
		assert.equal(page.status, 200);
		assert.match(words(page), /Opened by Mia Member/);
		assert.equal((await who.client.submit(page, "/reply", { body: `From ${who.name}` })).status, 303);
	}
	const missing = await firm.bo.client.get("/en/tickets/99999999");
	for (const who of [firm.bo, bob]) {
		const page = await who.client.get(`/en/tickets/${number}`);
		assert.equal(page.status, 404);
		if (who === firm.bo)
			assert.deepEqual(masked(page, number), masked(missing, "99999999"));
	}
	const list = words(await firm.mia.client.get("/en/tickets"));
	assert.match(list, /Updated by Olga Owner/);
	const closed = await firm.cleo.client.submit(await firm.cleo.client.get(`/en/tickets/${number}/close`), "/close", { reason: "answered" });
	assert.equal(closed.status, 303);
	assert.equal(row(number).state, "closed");
});

test("A8: what is new to the requester stays new when a colleague reads it", async () => {
	const firm = firmOf();
	const number = await fileTicket(firm.mia, slug, "News");
	await answer(number, { body: "An answer." });
	assert.equal((await firm.cleo.client.get(`/en/tickets/${number}`)).status, 200);
	const isNew = async (who, scope) => /class="unread"/.test((await who.client.get(`/en/tickets?scope=${scope}`)).text);
	assert.ok(await isNew(firm.mia, "mine"));
	assert.ok(!(await isNew(firm.cleo, "company")));
	await firm.mia.client.get(`/en/tickets/${number}`);
	assert.ok(!(await isNew(firm.mia, "mine")));
});

test("ACL-02: a removed member loses the company’s tickets at once, his own ones for it too", async () => {
	const firm = firmOf();
	const number = await fileTicket(firm.mia, slug, "Before she left");
	const page = await firm.mia.client.get(`/en/tickets/${number}`);
	assert.equal(page.status, 200);
	stack.sql(`DELETE FROM company_member WHERE account_id = ${firm.mia.id}`);
	assert.equal((await firm.mia.client.get(`/en/tickets/${number}`)).status, 404);
	assert.equal((await firm.mia.client.submit(page, "/reply", { body: "Still here" })).status, 404);
	assert.deepEqual(shown(await firm.mia.client.get("/en/tickets")), []);
	assert.deepEqual(shown(await firm.mia.client.get(`/en/tickets?scope=shared&q=${number}`)), []);
	assert.equal(messagesOf(number), 1);
});

test("B8: a colleague who is added reads and replies until he is removed", async () => {
	const firm = firmOf();
	const number = await fileTicket(firm.mia, slug, "Together", { files: [{ name: "a.txt", content: "attached" }] });
	const page = await firm.mia.client.get(`/en/tickets/${number}`);
	const people = await firm.mia.client.get(/href="([^"]*\/participants)"/.exec(page.text)[1]);
	assert.match(words(people), /Bo Bookkeeper/);
	const added = await firm.mia.client.submit(people, isAdding, {}, { button: { account: firm.bo.id } });
	assert.equal(added.status, 303);
	assert.match(words(await firm.mia.client.follow(added)), /The colleague was added/);
	const read = await firm.bo.client.get(`/en/tickets/${number}`);
	assert.equal(read.status, 200);
	assert.match(words(read), /Mia Member added Bo Bookkeeper to the ticket/);
	assert.match(words(read), /With Bo Bookkeeper/);
	assert.ok(!read.text.includes("/close\""));
	assert.equal((await firm.bo.client.get(`/en/tickets/${number}/close`)).status, 404);
	assert.equal((await firm.bo.client.get(`/en/tickets/${number}/participants`)).status, 404);
	const file = /href="([^"]*\/files\/[^"]*)"/.exec(read.text)[1].replaceAll("&amp;", "&");
	assert.equal((await firm.bo.client.get(file)).text, "attached");
	assert.equal((await firm.bo.client.submit(read, "/reply", { body: "From the books." })).status, 303);
	assert.deepEqual(shown(await firm.bo.client.get("/en/tickets?scope=shared")), [number]);
	assert.ok(words(await agent.client.get(`/desk/${number}`)).includes("Mia Member added Bo Bookkeeper"));
	await stack.settle();
	assert.ok(stack.mails().some((mail) => mail.to.includes(firm.bo.mail)));
	const list = await firm.mia.client.get(`/en/tickets/${number}/participants`);
	assert.equal((await firm.mia.client.submit(list, "/participants/remove", {}, { button: { account: firm.bo.id } })).status, 303);
	assert.equal((await firm.bo.client.get(`/en/tickets/${number}`)).status, 404);
	assert.equal((await firm.bo.client.get(file)).status, 404);
	assert.deepEqual(shown(await firm.bo.client.get("/en/tickets?scope=shared")), []);
});

test("B8: nobody from outside the company can be added, and nobody else adds", async () => {
	const firm = firmOf();
	const number = await fileTicket(firm.mia, slug, "Only us");
	const people = await firm.mia.client.get(`/en/tickets/${number}/participants`);
	for (const account of [bob.id, agent.id, firm.mia.id, "999999999", ""]) {
		const sent = await firm.mia.client.submit(people, isAdding, { account });
		assert.equal(sent.status, 422, account);
	}
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket_participant WHERE ticket_id = ${row(number).id}`), "0");
	for (const who of [bob, firm.bo])
		assert.equal((await who.client.get(`/en/tickets/${number}/participants`)).status, 404);
	const own = await fileTicket(alice, slug, "Mine alone");
	assert.equal((await alice.client.get(`/en/tickets/${own}/participants`)).status, 404);
	assert.ok(!(await alice.client.get(`/en/tickets/${own}`)).text.includes("/participants"));
	const found = words(await firm.mia.client.get(`/en/tickets/${number}/participants?q=cleo`));
	assert.ok(found.includes("Cleo Colleague") && !found.includes("Bo Bookkeeper"));
	assert.match((await firm.mia.client.get(`/en/tickets/${number}/participants?q=nobodyofthisname`)).text, /class="empty"/);
});

test("A8: a disabled company’s tickets are closed to its members", async () => {
	const firm = firmOf();
	const number = await fileTicket(firm.owner, slug, "Then disabled");
	stack.sql(`UPDATE company SET state = 'disabled' WHERE id = ${firm.id}`);
	assert.equal((await firm.owner.client.get(`/en/tickets/${number}`)).status, 404);
	assert.equal((await agent.client.get(`/desk/${number}`)).status, 200);
});

/* --- sent twice ------------------------------------------------------------------------------------------------------- */

for (const many of [20, 50])
	test(`DAT-05: ${many} parallel posts of one form make one ticket and get one answer`, async () => {
		const dora = person(stack);
		const page = await dora.client.get(newPath(slug, "Double click"));
		const fields = { body: "Once.", field_1: "1", files: [{ name: "a.bin", content: Buffer.alloc(300000, 7) }] };
		const answers = await Promise.all(Array.from({ length: many }, () => dora.client.clone().submit(page, "/tickets/new", fields)));
		assert.deepEqual([...new Set(answers.map((one) => `${one.status} ${one.location}`))].length, 1);
		assert.equal(answers[0].status, 303);
		assert.equal(rowsOf(dora), 1);
		assert.equal(stack.value(`SELECT COUNT(*) FROM attachment WHERE owner_id = ${dora.id}`), "1");
	});

test("DAT-05: parallel posts of an invalid form make nothing", async () => {
	const erin = person(stack);
	const page = await erin.client.get(newPath(slug, "Invalid"));
	const answers = await Promise.all(Array.from({ length: 20 }, () => erin.client.clone().submit(page, "/tickets/new", { body: "" })));
	assert.deepEqual([...new Set(answers.map((one) => one.status))], [422]);
	assert.equal(rowsOf(erin), 0);
});

test("DAT-05: 20 parallel replies make one message", async () => {
	const number = await fileTicket(alice, slug, "Replies");
	const page = await alice.client.get(`/en/tickets/${number}`);
	const answers = await Promise.all(Array.from({ length: 20 }, () => alice.client.clone().submit(page, "/reply", { body: "Once." })));
	assert.equal(new Set(answers.map((one) => `${one.status} ${one.location}`)).size, 1);
	assert.equal(messagesOf(number), 2);
});

test("DAT-05: back, edit, send asks before it sends a second one", async () => {
	const frank = person(stack);
	const page = await frank.client.get(newPath(slug, "Back and edit"));
	const first = await frank.client.submit(page, "/tickets/new", { body: "One.", field_1: "1" });
	assert.equal(first.status, 303);
	const asked = await frank.client.submit(page, "/tickets/new", { body: "Two.", field_1: "1" });
	assert.equal(asked.status, 409);
	assert.equal(rowsOf(frank), 1);
	const second = await frank.client.submit(asked, "/tickets/new");
	assert.equal(second.status, 303);
	assert.notEqual(second.location, first.location);
	assert.equal(rowsOf(frank), 2);
});
