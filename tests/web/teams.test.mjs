/* Staff see the tickets that are theirs to work on and no others, on every address; what a role does not allow is missing. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { agentWho, company, fileTicket, join, masked, person, retire, team, topic } from "./people.mjs";

const EVERYTHING = "reply note assign";
let stack, slug, alice, one, two, full, ours, theirs;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	alice = person(stack, { name: "Alice" });
	one = agentWho(stack, EVERYTHING, { name: "Agent One" });
	two = agentWho(stack, EVERYTHING, { name: "Agent Two" });
	full = agentWho(stack, `all_tickets ${EVERYTHING}`, { name: "Agent Full" });
	ours = team(stack, [one]);
	theirs = team(stack, [two]);
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const row = (number) => stack.sql(`SELECT * FROM ticket WHERE number = ${number}`)[0];
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const listed = (page) => [...page.text.matchAll(/class="row-link stacking" href="\/desk\/(\d{8})"/g)].map((found) => found[1]);
const messagesOf = (number) => stack.value(`SELECT COUNT(*) FROM ticket_message WHERE ticket_id = ${row(number).id}`);

async function fileFor(group, subject = "Of a team", who = alice, fields = {}) {
	const number = await fileTicket(who, slug, subject, fields);
	if (group)
		stack.sql(`UPDATE ticket SET team_id = ${group.id} WHERE number = ${number}`);
	return number;
}

/* --- sight --------------------------------------------------------------------------------------------- */

test("A9: a topic that routes to a team gives it its tickets", async () => {
	const routed = topic(stack);
	stack.sql(`UPDATE topic SET team_id = ${ours.id} WHERE slug = '${routed}'`);
	const number = await fileTicket(alice, routed, "Routed");
	assert.equal(row(number).team_id, ours.id);
	assert.equal((await one.client.get(`/desk/${number}`)).status, 200);
	assert.equal((await two.client.get(`/desk/${number}`)).status, 404);
	retire(stack, routed);
});

test("ACL-03: another team’s ticket is like a missing one, on every address of the desk and for files", async () => {
	const number = await fileFor(theirs, "Theirs", alice, { files: [{ name: "a.txt", content: "attached" }] });
	const missing = "99999999";
	for (const end of ["", "/participants"]) {
		const other = await one.client.get(`/desk/${number}${end}`);
		assert.equal(other.status, 404);
		assert.deepEqual(masked(other, number), masked(await one.client.get(`/desk/${missing}${end}`), missing));
	}
	const own = await fileFor(ours, "Ours");
	const page = await one.client.get(`/desk/${own}`);
	const tokens = { reply: form(page, "/reply").value("token"), update: form(page, "/update").value("token") };
	const fields = { kind: "reply", body: "mine", version: "1", status: "closed", priority: "low", agent: one.id, team: ours.id };
	for (const act of ["reply", "update"]) {
		const other = await one.client.post(`/desk/${number}/${act}`, { token: tokens[act], ...fields });
		assert.equal(other.status, 404);
		assert.deepEqual(masked(other, number), masked(await one.client.post(`/desk/${missing}/${act}`, { token: tokens[act], ...fields }), missing));
	}
	assert.deepEqual([row(number).state, row(number).team_id, messagesOf(number)], ["open", theirs.id, "1"]);
	const file = /href="([^"]*\/files\/[^"]*)"/.exec((await two.client.get(`/desk/${number}`)).text)[1].replaceAll("&amp;", "&");
	assert.equal((await two.client.get(file)).status, 200);
	assert.equal((await one.client.get(file)).status, 404);
	assert.equal((await full.client.get(file)).status, 200);
});

test("ACL-07: queue, counts, searches and the customer’s other tickets hold what the agent may open", async () => {
	const word = `okapi${randomBytes(3).toString("hex")}`;
	const carol = person(stack);
	const mine = await fileFor(ours, `Ours ${word}`, carol);
	const hidden = await fileFor(theirs, `Theirs ${word}`, carol);
	const free = await fileFor(null, `Free ${word}`, carol);
	const given = await fileFor(theirs, `Given ${word}`, carol);
	stack.sql(`UPDATE ticket SET assignee_id = ${one.id} WHERE number = ${given}`);
	const seen = [mine, free, given].sort();
	assert.deepEqual(listed(await one.client.get(`/desk?q=${word}`)).sort(), seen);
	assert.deepEqual(listed(await one.client.get(`/desk?q=${encodeURIComponent(carol.mail)}`)).sort(), seen);
	assert.deepEqual(listed(await one.client.get(`/desk?q=${hidden}`)), []);
	assert.deepEqual(listed(await full.client.get(`/desk?q=${word}`)).sort(), [...seen, hidden].sort());
	const others = (await one.client.get(`/desk/${mine}`)).text;
	assert.ok(others.includes(`/desk/${free}"`));
	assert.ok(!others.includes(hidden));
	for (const view of ["open", "unassigned", "waiting", "solved", "mine"])
		for (const sort of ["oldest", "newest"])
			assert.ok(!listed(await one.client.get(`/desk?view=${view}&sort=${sort}`)).includes(hidden));
	const count = (page) => Number(/All open <span class="count">([\d,]+)\+?</.exec(page.text)?.[1].replace(",", "") ?? textOf(page.text).match(/All open ([\d,]+)/)[1].replace(",", ""));
	assert.ok(count(await one.client.get("/desk")) < count(await full.client.get("/desk")));
});

test("A9: the queue shows one team’s part, and only of the agent’s own teams", async () => {
	const mine = await fileFor(ours, "Ours");
	const free = await fileFor(null, "Free");
	const hidden = await fileFor(theirs, "Theirs");
	const of = async (who, group) => listed(await who.client.get(`/desk?view=open&sort=newest&team=${group}`));
	const part = await of(one, ours.id);
	assert.ok(part.includes(mine) && !part.includes(free));
	const none = await of(one, "none");
	assert.ok(none.includes(free) && !none.includes(mine));
	assert.ok(!(await of(one, theirs.id)).includes(hidden));
	assert.ok((await of(full, theirs.id)).includes(hidden));
	const page = await one.client.get("/desk");
	assert.ok(page.text.includes(ours.name));
	assert.ok(!form(page, (found) => found.names.includes("team")).html.includes(theirs.name));
	assert.ok(words(await one.client.get(`/desk?team=${ours.id}`)).includes(ours.name));
	assert.equal((await one.client.get("/desk?team=x%27")).status, 200);
});

test("A9: pages of a restricted queue meet without gaps", async () => {
	const group = team(stack);
	const reader = agentWho(stack, "reply");
	stack.sql(`INSERT INTO team_member VALUES (${group.id}, ${reader.id})`);
	const numbers = [];
	for (let i = 0; i < 23; i++) {
		numbers.push(await fileFor(group, `Paged ${i}`));
		if (i % 5 === 0)
			await fileFor(theirs, "Between");
	}
	const first = await reader.client.get(`/desk?view=open&sort=newest&team=${group.id}`);
	const next = await reader.client.get(/rel="next" href="([^"]*)"/.exec(first.text)[1].replaceAll("&amp;", "&"));
	assert.deepEqual([...listed(first), ...listed(next)].sort(), [...numbers].sort());
	const back = await reader.client.get(/rel="prev" href="([^"]*)"/.exec(next.text)[1].replaceAll("&amp;", "&"));
	assert.deepEqual(listed(back), listed(first));
});

/* --- what a role allows --------------------------------------------------------------------------------- */

test("A9: forms that a role does not allow are not shown, and their addresses are missing", async () => {
	const number = await fileFor(null, "Rights");
	const cases = [
		["", [], []],
		["reply", ["reply"], ["reply"]],
		["note", ["reply"], ["note"]],
		["assign", ["update"], ["update"]],
		["reply note", ["reply"], ["reply", "note"]],
	];
	for (const [permissions, shown, allowed] of cases) {
		const who = agentWho(stack, permissions);
		const page = await who.client.get(`/desk/${number}`);
		assert.equal(page.status, 200);
		for (const act of ["reply", "update"])
			assert.equal(page.text.includes(`/desk/${number}/${act}"`), shown.includes(act), `${permissions}: ${act}`);
		if (permissions === "note")
			assert.equal(form(page, "/reply").value("kind"), "note");
		for (const [act, fields] of [["reply", { kind: "reply" }], ["note", { kind: "note" }], ["update", {}]]) {
			const path = act === "note" ? "reply" : act;
			const has = page.text.includes(`/desk/${number}/${path}"`);
			if (has) {
				const version = row(number).version;
				const sent = await who.client.submit(await who.client.get(`/desk/${number}`), `/${path}`, { body: "Words", ...fields, version });
				assert.equal(sent.status, allowed.includes(act) ? 303 : 404, `${permissions}: ${act}`);
			}
		}
	}
});

test("A9: somebody else’s form sent by an agent without the permission changes nothing", async () => {
	const number = await fileFor(null, "Sent all the same");
	const reader = agentWho(stack, "reply");
	const page = await reader.client.get(`/desk/${number}`);
	const sent = await reader.client.post(`/desk/${number}/reply`, { token: form(page, "/reply").value("token"), kind: "note", body: "A note" });
	assert.equal(sent.status, 404);
	assert.equal(messagesOf(number), "1");
	/* the right to change is taken away while the form is open */
	const keeper = agentWho(stack, "assign");
	const open = await keeper.client.get(`/desk/${number}`);
	stack.sql(`UPDATE staff_role r JOIN account a ON a.role_id = r.id SET r.permissions = 'reply' WHERE a.id = ${keeper.id}`);
	assert.equal((await keeper.client.submit(open, "/update", { priority: "urgent" })).status, 404);
	assert.equal(row(number).priority, "normal");
});

/* --- moving ----------------------------------------------------------------------------------------------- */

test("A9: a ticket moved to a foreign team leaves the agent’s sight, and the queue says so", async () => {
	const number = await fileFor(ours, "Moving");
	stack.sql(`UPDATE ticket SET assignee_id = ${one.id} WHERE number = ${number}`);
	const page = await one.client.get(`/desk/${number}`);
	assert.match(words(page), /you will not see it any more/);
	const sent = await one.client.submit(page, "/update", { team: theirs.id });
	assert.equal(sent.status, 303);
	assert.match(sent.location, /^\/desk\?done=ticket-moved/);
	assert.match(words(await one.client.follow(sent)), /moved to another team/);
	assert.equal((await one.client.get(`/desk/${number}`)).status, 404);
	assert.deepEqual([row(number).team_id, row(number).assignee_id], [theirs.id, null]);
	const shown = await two.client.get(`/desk/${number}`);
	assert.ok(words(shown).includes(`Agent One moved the ticket to the team ${theirs.name}`));
	assert.ok(!(await alice.client.get(`/en/tickets/${number}`)).text.includes(theirs.name));
	const back = await full.client.submit(await full.client.get(`/desk/${number}`), "/update", { team: "0" });
	assert.match(back.location, new RegExp(`^/desk/${number}\\?done=ticket-updated`));
	assert.equal(row(number).team_id, null);
});

test("A9: only staff who may work on the ticket are offered, and no other is taken", async () => {
	const number = await fileFor(ours, "Offered");
	const page = await one.client.get(`/desk/${number}`);
	const offered = form(page, "/update").html;
	assert.ok(offered.includes("Agent One") && offered.includes("Agent Full"));
	assert.ok(!offered.includes("Agent Two"));
	const refused = await one.client.submit(page, "/update", { agent: two.id });
	assert.equal(refused.status, 422);
	assert.match(refused.text, /id="f-agent-error"/);
	assert.equal(row(number).assignee_id, null);
	const nobody = await one.client.submit(await one.client.get(`/desk/${number}`), "/update", { team: "999999999" });
	assert.equal(nobody.status, 422);
	const both = await full.client.submit(await full.client.get(`/desk/${number}`), "/update", { team: theirs.id, agent: two.id });
	assert.equal(both.status, 303);
	assert.deepEqual([row(number).team_id, row(number).assignee_id], [theirs.id, two.id]);
});

test("DAT-07: a team changed meanwhile is a conflict that shows both", async () => {
	const number = await fileFor(ours, "Twice");
	const [first, second] = [await full.client.get(`/desk/${number}`), await one.client.get(`/desk/${number}`)];
	assert.equal((await full.client.submit(first, "/update", { team: "0" })).status, 303);
	const late = await one.client.submit(second, "/update", { priority: "urgent" });
	assert.equal(late.status, 409);
	assert.ok(words(late).includes(`Team No team ${ours.name}`));
	assert.equal(row(number).priority, "normal");
});

test("ACL-02: an agent who leaves the team loses its tickets at once", async () => {
	const number = await fileFor(ours, "Leaving");
	const leaver = agentWho(stack, EVERYTHING);
	stack.sql(`INSERT INTO team_member VALUES (${ours.id}, ${leaver.id})`);
	const open = await leaver.client.get(`/desk/${number}`);
	assert.equal(open.status, 200);
	stack.sql(`DELETE FROM team_member WHERE account_id = ${leaver.id}`);
	assert.equal((await leaver.client.get(`/desk/${number}`)).status, 404);
	assert.equal((await leaver.client.submit(open, "/reply", { kind: "note", body: "Still here" })).status, 404);
	assert.equal(messagesOf(number), "1");
});

/* --- people on a company's ticket ------------------------------------------------------------------------------ */

test("B8: agents who may change a ticket add and remove members of its company, and nobody else", async () => {
	const firm = company(stack);
	const owner = join(stack, firm, person(stack, { name: "Olga Owner" }), { owner: true });
	const helper = join(stack, firm, person(stack, { name: "Hugo Helper" }), { rights: "" });
	const number = await fileFor(ours, "Of a company", owner);
	const page = await one.client.get(`/desk/${number}`);
	assert.ok(words(page).includes(firm.name));
	const people = await one.client.get(`/desk/${number}/participants?q=hugo`);
	assert.ok(words(people).includes("Hugo Helper"));
	const outsider = await one.client.submit(people, (found) => found.names.includes("account") && !found.action.includes("remove"), { account: alice.id });
	assert.equal(outsider.status, 422);
	const sent = await one.client.submit(people, (found) => found.names.includes("account") && !found.action.includes("remove"), {}, { button: { account: helper.id } });
	assert.equal(sent.status, 303);
	assert.equal((await helper.client.get(`/en/tickets/${number}`)).status, 200);
	assert.match(words(await owner.client.get(`/en/tickets/${number}`)), /Agent One added Hugo Helper to the ticket/);
	const again = await one.client.follow(sent);
	assert.equal((await one.client.submit(again, "/participants/remove", {}, { button: { account: helper.id } })).status, 303);
	assert.equal((await helper.client.get(`/en/tickets/${number}`)).status, 404);
	const reader = agentWho(stack, "all_tickets reply");
	assert.equal((await reader.client.get(`/desk/${number}/participants`)).status, 404);
	assert.equal((await two.client.get(`/desk/${number}/participants`)).status, 404);
});
