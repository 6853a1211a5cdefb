/* Suggestions: one vote a person, merging without loss, what is private stays so, moderation, and what staff does. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, forms, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { agentWho, company, fileTicket, join, masked, person, retire, topic } from "./people.mjs";

let stack, admin, moderator, alice, eve, nobody, firm, member, open, own;

/* A board of the test's own: { id, slug }. */
function board({ audience = "public", audienceId = 0, guests = false } = {}) {
	const slug = `b-${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO suggestion_board (slug, audience, audience_id, guests, position, created_at)
		VALUES ('${slug}', '${audience}', ${audienceId}, ${guests}, 900, UNIX_TIMESTAMP());
		INSERT INTO suggestion_board_text (board_id, lang, name) VALUES (LAST_INSERT_ID(), 'en', 'Board ${slug}')`);
	return { id: stack.value(`SELECT id FROM suggestion_board WHERE slug = '${slug}'`), slug };
}

/* Trusted to write freely. */
function known(who) {
	stack.sql(`INSERT INTO trust (account_id, level, fixed_level, created_at) VALUES (${who.id}, 2, 2, UNIX_TIMESTAMP())`);
	return who;
}

before(async () => {
	stack = await startStack();
	admin = person(stack, { role: "admin", name: "Ada Admin" });
	moderator = agentWho(stack, "moderate", { name: "Mo Moderator" });
	alice = known(person(stack, { name: "Alice" }));
	eve = known(person(stack, { name: "Eve" }));
	nobody = new Client(stack);
	firm = company(stack);
	member = known(join(stack, firm, person(stack, { name: "Mia Member" }), { rights: "own" }));
	open = board({ guests: true });
	own = board({ audience: "company", audienceId: firm.id });
});
after(async () => {
	stack.sql(`UPDATE suggestion_board SET active = FALSE WHERE id IN (${open.id}, ${own.id})`);
	await stack.stop();
});

const row = (id) => stack.sql(`SELECT * FROM suggestion WHERE id = ${id}`)[0];
const votesOf = (id) => stack.value(`SELECT COUNT(*) FROM suggestion_vote WHERE suggestion_id = ${id}`);
const word = () => `w${randomBytes(5).toString("hex")}`;

async function propose(who, where, title, fields = {}) {
	const page = await who.client.get(`/en/suggestions/new?board=${where.slug}&title=${encodeURIComponent(title)}`);
	return who.client.submit(page, "/suggestions/new", { board: where.slug, body: "It would help us.", ...fields });
}

async function idea(who, where, title = `A wish ${word()}`, fields = {}) {
	const answer = await propose(who, where, title, fields);
	const id = /\/suggestions\/(\d+)\?done=idea-sent/.exec(answer.location ?? "")?.[1];
	assert.ok(id, `proposing answered ${answer.status} ${answer.location ?? textOf(answer.text).slice(0, 600)}`);
	return id;
}

async function vote(who, id, choice = "yes") {
	const page = await who.client.get(`/en/suggestions/${id}`);
	return who.client.submit(page, `/suggestions/${id}/vote`, {}, { button: { vote: choice } });
}

/* --- votes ---------------------------------------------------------------------------------------------- */

test("RAT-05, CVE-2021-43793: 50 votes of one person at once count once", async () => {
	const id = await idea(alice, open);
	const pages = await Promise.all(Array.from({ length: 10 }, () => eve.client.get(`/en/suggestions/${id}`)));
	const answers = await Promise.all(Array.from({ length: 50 }, (_, i) =>
		eve.client.submit(pages[i % 10], `/suggestions/${id}/vote`, {}, { button: { vote: "yes" } })));
	for (const answer of answers)
		assert.equal(answer.status, 303);
	assert.equal(row(id).vote_count, "2");
	assert.equal(Number(votesOf(id)), 2);
});

test("a vote that is given or taken back twice changes nothing the second time", async () => {
	const id = await idea(alice, open);
	for (const choice of ["yes", "yes", "no", "no", "yes"])
		assert.equal((await vote(eve, id, choice)).status, 303);
	assert.equal(row(id).vote_count, "2");
	await vote(eve, id, "no");
	await vote(alice, id, "no");
	assert.equal(row(id).vote_count, "0");
	assert.equal(Number(row(id).heat), 0);
});

test("a stranger is led to the sign-in page and back to the idea", async () => {
	const id = await idea(alice, open);
	const page = await nobody.get(`/en/suggestions/${id}`);
	assert.match(page.text, new RegExp(`href="/en/login\\?next=%2Fen%2Fsuggestions%2F${id}"`));
	assert.doesNotMatch(page.text, /name="token"/);
	assert.equal(page.cookies.length, 0);
});

test("DAT-05: merging while people vote loses no vote and doubles none", async () => {
	const from = await idea(alice, open), to = await idea(eve, open);
	const people = Array.from({ length: 12 }, () => person(stack));
	const pages = await Promise.all(people.map((who) => who.client.get(`/en/suggestions/${from}`)));
	const question = await moderator.client.get(`/en/suggestions/${from}/merge?target=${to}`);
	const [merged, ...voted] = await Promise.all([
		moderator.client.submit(question, `/suggestions/${from}/merge`),
		...people.map((who, i) => who.client.submit(pages[i], `/suggestions/${from}/vote`, {}, { button: { vote: "yes" } })),
	]);
	assert.equal(merged.status, 303);
	for (const answer of voted)
		assert.equal(answer.status, 303);
	assert.equal(Number(votesOf(from)), 0);
	assert.equal(Number(votesOf(to)), people.length + 2);
	assert.equal(row(to).vote_count, String(people.length + 2));
	assert.equal(row(from).merged_id, to);
});

/* --- what is private ------------------------------------------------------------------------------------ */

test("ACL-07: a company’s board shows to others on no page, in no count, in no file", async () => {
	const secret = word();
	const id = await idea(member, own, `Secret ${secret}`, { tags: secret });
	await stack.settle(); // what the worker still had to tell: a notice between two looks is a difference, too
	for (const who of [eve.client, nobody]) {
		for (const path of [`/en/suggestions/${id}`, `/en/suggestions/b/${own.slug}`]) {
			const page = await who.get(path);
			assert.equal(page.status, 404);
			const there = path.includes("/b/") ? own.slug : id, none = path.includes("/b/") ? "b-00000000" : "9".repeat(id.length);
			assert.deepEqual(masked(page, there), masked(await who.get(path.replace(there, none)), none));
		}
		for (const path of ["/en/suggestions?sort=new", "/en/suggestions?sort=top", "/en/suggestions", `/en/suggestions?tag=${secret}`, "/en/suggestions/roadmap",
			`/en/suggestions/similar?q=${secret}`, `/en/suggestions/new?title=${secret}`])
			assert.doesNotMatch((await who.get(path)).text.replace(/value="[^"]*"|title=[a-z0-9]+|content="[^"]*"|href="[^"]*tag=[^"]*"|>w[0-9a-f]{10}</g, ""), new RegExp(`Secret|${own.slug}`), path);
	}
	for (const end of ["edit", "staff", "merge", "voters", "voters.csv"])
		assert.equal((await eve.client.get(`/en/suggestions/${id}/${end}`)).status, 404, end);
	assert.match((await member.client.get("/en/suggestions?sort=new")).text, new RegExp(secret));
	assert.match((await member.client.get(`/en/suggestions/b/${own.slug}`)).text, new RegExp(secret));
});

test("ACL-03: nobody votes, comments or follows where he may not read", async () => {
	const id = await idea(member, own), other = await idea(alice, open);
	for (const act of ["vote", "comment", "follow"]) {
		const page = await eve.client.get(`/en/suggestions/${other}`);
		const token = form(page, `/suggestions/${other}/${act}`).value("token");
		const answer = await eve.client.post(`/en/suggestions/${id}/${act}`, { token, vote: "yes", body: "Hello", mail: "now" });
		assert.equal(answer.status, 404, act);
	}
	assert.equal(Number(votesOf(id)), 1);
});

test("ACL-06: an internal note shows to staff alone", async () => {
	const id = await idea(alice, open), secret = word();
	const page = await moderator.client.get(`/en/suggestions/${id}`);
	assert.equal((await moderator.client.submit(page, `/suggestions/${id}/comment`, { body: `Note ${secret}`, note: "1" })).status, 303);
	assert.match((await moderator.client.get(`/en/suggestions/${id}`)).text, new RegExp(secret));
	for (const who of [alice.client, nobody])
		assert.doesNotMatch((await who.get(`/en/suggestions/${id}`)).text, new RegExp(secret));
	assert.equal(row(id).comment_count, "0");
	const answer = await eve.client.submit(await eve.client.get(`/en/suggestions/${id}`), `/suggestions/${id}/comment`, { body: "A word", note: "1" });
	assert.equal(answer.status, 303);
	assert.equal(row(id).comment_count, "1", "who is no staff writes no notes");
});

/* --- proposing ------------------------------------------------------------------------------------------ */

test("fields that no form has change nothing", async () => {
	const id = await idea(alice, open, `Plain ${word()}`, {
		status: "shipped", state: "open", vote_count: "99", heat: "9999", author_id: "1", merged_id: "1", audience: "staff", held_for: "" });
	const made = row(id);
	assert.deepEqual([made.status, made.vote_count, made.author_id, made.audience], ["open", "1", String(alice.id), "public"]);
});

test("a newcomer’s idea waits for a moderator, and then stands there with his vote", async () => {
	const newcomer = person(stack, { name: "Nils New" }), title = `First ${word()}`;
	const answer = await propose(newcomer, open, title);
	const id = /\/suggestions\/(\d+)\?done=idea-held/.exec(answer.location ?? "")?.[1];
	assert.ok(id, answer.location);
	assert.equal((await nobody.get(`/en/suggestions/${id}`)).status, 404);
	assert.match((await newcomer.client.get(`/en/suggestions/${id}`)).text, /waits for a moderator/);
	const staff = await moderator.client.get(`/en/suggestions/${id}/staff`);
	const done = await moderator.client.submit(staff, (one) => one.buttons.some((button) => button.value === "show"), {}, { button: { act: "show" } });
	assert.equal(done.status, 303);
	assert.equal(row(id).vote_count, "1");
	assert.equal((await nobody.get(`/en/suggestions/${id}`)).status, 200);
});

test("a guest proposes where the board takes guests, after the robots’ question, and a moderator looks first", async () => {
	const guest = new Client(stack), title = `Guest ${word()}`;
	const page = await guest.get(`/en/suggestions/new?board=${open.slug}&title=${encodeURIComponent(title)}`);
	const fields = { board: open.slug, body: "Please.", name: "Gus Guest", website: "" };
	const robot = await guest.submit(page, "/suggestions/new", { ...fields, website: "https://spam.example" });
	assert.equal(robot.status, 422);
	const numbers = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9 };
	const [, one, two] = /How much is (\w+) plus (\w+)\?/.exec(robot.text);
	const answer = await guest.submit(robot, "/suggestions/new", { ...fields, robot_answer: String(numbers[one] + numbers[two]) });
	assert.equal(answer.status, 303, textOf(answer.text).slice(0, 500));
	const made = stack.sql(`SELECT * FROM suggestion WHERE title = '${title}'`)[0];
	assert.deepEqual([made.state, made.held_for, made.author_name], ["held", "guest", "Gus Guest"]);
	assert.doesNotMatch((await guest.get(`/en/suggestions/b/${open.slug}?sort=new`)).text, new RegExp(title));
});

test("DAT-07: the second of two who edit an idea is shown both texts", async () => {
	const id = await idea(alice, open, "Before");
	const first = await alice.client.get(`/en/suggestions/${id}/edit`);
	const second = await moderator.client.get(`/en/suggestions/${id}/edit`);
	assert.equal((await alice.client.submit(first, "/edit", { title: "By Alice" })).status, 303);
	const late = await moderator.client.submit(second, "/edit", { title: "By the moderator" });
	assert.equal(late.status, 409);
	assert.match(textOf(late.text), /By Alice/);
	assert.match(late.text, /value="By the moderator"/);
	assert.equal((await moderator.client.submit(late, "/edit")).status, 303);
	assert.equal(row(id).title, "By the moderator");
	await vote(eve, id);
	assert.equal((await alice.client.get(`/en/suggestions/${id}/edit`)).status, 404, "others have voted");
	assert.equal((await eve.client.get(`/en/suggestions/${id}/edit`)).status, 404, "another’s");
});

test("a form keeps what was typed and names what is wrong", async () => {
	const answer = await propose(alice, open, "Kept words", { body: "", tags: "one" });
	assert.equal(answer.status, 422);
	assert.match(answer.text, /value="Kept words"/);
	assert.match(answer.text, /href="#f-body"/);
	const many = await propose(alice, open, "Kept words", { tags: "a,b,c,d,e,f,g" });
	assert.equal(many.status, 422);
	assert.match(many.text, /href="#f-tags"/);
});

/* --- staff ---------------------------------------------------------------------------------------------- */

test("each change of status stands in the timeline; votes end when it ships", async () => {
	const id = await idea(alice, open);
	const page = await moderator.client.get(`/en/suggestions/${id}`);
	const empty = await moderator.client.submit(page, `/suggestions/${id}/status`, { status: "open", answer: "" });
	assert.equal(empty.status, 422);
	assert.equal((await moderator.client.submit(page, `/suggestions/${id}/status`, { status: "planned", answer: "In **spring**." })).status, 303);
	assert.match((await nobody.get(`/en/suggestions/${id}`)).text, /In <strong>spring<\/strong>/);
	assert.match((await nobody.get(`/en/suggestions?status=planned&sort=new`)).text, new RegExp(`/suggestions/${id}"`));
	const eves = await eve.client.get(`/en/suggestions/${id}`);
	const again = await moderator.client.get(`/en/suggestions/${id}`);
	assert.equal((await moderator.client.submit(again, `/suggestions/${id}/status`, { status: "shipped", answer: "" })).status, 303);
	const late = await eve.client.submit(eves, `/suggestions/${id}/vote`, {}, { button: { vote: "yes" } });
	assert.match(late.location, /done=votes-closed/);
	assert.equal(row(id).vote_count, "1");
	assert.equal(Number(stack.value(`SELECT COUNT(*) FROM suggestion_status WHERE suggestion_id = ${id}`)), 2);
});

test("what is held cannot be merged: its page and its form are missing alike", async () => {
	const held = await idea(alice, open), target = await idea(alice, open);
	const page = await moderator.client.get(`/en/suggestions/${held}/merge?target=${target}`);
	stack.sql(`UPDATE suggestion SET state = 'held' WHERE id = ${held}`);
	assert.equal((await moderator.client.submit(page, `/suggestions/${held}/merge`)).status, 404);
	assert.equal((await moderator.client.get(`/en/suggestions/${held}/merge`)).status, 404);
	assert.equal(row(held).merged_id, null);
});

test("staff without the right to moderate sees voters and changes nothing", async () => {
	const id = await idea(member, open), agent = agentWho(stack, "reply note all_tickets");
	const voters = await agent.client.get(`/en/suggestions/${id}/voters`);
	assert.equal(voters.status, 200);
	assert.match(textOf(voters.text), /Mia Member/);
	assert.match(textOf(voters.text), new RegExp(firm.name));
	assert.equal((await agent.client.get(`/en/suggestions/${id}/voters.csv`)).status, 404, "no right to export");
	for (const end of ["staff", "merge"])
		assert.equal((await agent.client.get(`/en/suggestions/${id}/${end}`)).status, 404, end);
	assert.doesNotMatch((await agent.client.get(`/en/suggestions/${id}`)).text, /\/status"/);
});

test("INJ-09: the file of all ideas holds no formulas and no voters", async () => {
	const id = await idea(alice, open, `=1+1 ${word()}`);
	await vote(eve, id);
	const file = await admin.client.get(`/en/admin/suggestions.csv?board=${open.id}`);
	assert.equal(file.status, 200);
	assert.match(file.text, /'=1\+1/);
	assert.doesNotMatch(file.text, new RegExp(eve.mail));
	assert.doesNotMatch(file.text, /Secret/, "another board’s");
	assert.equal((await moderator.client.get("/en/admin/suggestions.csv")).status, 404, "no right to export");
	const voters = await admin.client.get(`/en/suggestions/${id}/voters.csv`);
	assert.match(voters.text, new RegExp(eve.mail));
});

test("out of a ticket staff votes in the requester’s name, only for what he may read", async () => {
	const slug = topic(stack), number = await fileTicket(eve, slug, "Please make it dark");
	const id = await idea(alice, open), hidden = await idea(member, own);
	const agent = agentWho(stack, "reply note all_tickets", { name: "Ann Agent" });
	let page = await agent.client.get(`/en/desk/${number}/vote?q=${id}`);
	assert.equal((await agent.client.submit(page, (one) => one.buttons.some((button) => button.name === "idea"), {}, { button: { idea: id } })).status, 303);
	const made = stack.sql(`SELECT v.* FROM suggestion_vote v WHERE suggestion_id = ${id} AND account_id = ${eve.id}`)[0];
	assert.equal(made.by_id, String(agent.id));
	assert.equal(row(id).vote_count, "2");
	assert.match((await agent.client.get(`/en/desk/${number}`)).text, new RegExp(`/suggestions/${id}"`));
	assert.doesNotMatch((await eve.client.get(`/en/tickets/${number}`)).text, /voted for/, "an event for staff");
	assert.equal(forms((await agent.client.get(`/en/desk/${number}/vote?q=${hidden}`)).text).some((one) => one.buttons.some((button) => button.value === hidden)), false);
	page = await agent.client.get(`/en/desk/${number}/vote?q=${id}`);
	const other = await idea(alice, open);
	page = await agent.client.get(`/en/desk/${number}/vote?q=${other}`);
	const refused = await agent.client.submit(page, (one) => one.buttons.some((button) => button.name === "idea"), {}, { button: { idea: hidden } });
	assert.equal(refused.status, 422);
	assert.equal(Number(votesOf(hidden)), 1);
	retire(stack, slug);
});

test("boards are made, changed with a version, and deleted while empty", async () => {
	const slug = `m-${randomBytes(4).toString("hex")}`;
	let page = await admin.client.get("/en/admin/boards/new");
	const fields = { name_en: "Made here", slug, colour: "teal", audience: "signed_in", active: "1" };
	const made = await admin.client.submit(page, "/admin/boards/new", fields);
	assert.equal(made.status, 303, textOf(made.text).slice(0, 500));
	const id = /boards\/(\d+)/.exec(made.location)[1];
	assert.equal((await nobody.get(`/en/suggestions/b/${slug}`)).status, 404);
	assert.equal((await eve.client.get(`/en/suggestions/b/${slug}`)).status, 200);
	const one = await admin.client.get(`/en/admin/boards/${id}`), two = await admin.client.get(`/en/admin/boards/${id}`);
	assert.equal((await admin.client.submit(one, `/admin/boards/${id}`, { name_en: "Renamed" })).status, 303);
	const late = await admin.client.submit(two, `/admin/boards/${id}`, { name_en: "Too late" });
	assert.equal(late.status, 409);
	assert.match(textOf(late.text), /Renamed/);
	page = await admin.client.get("/en/admin/boards/new");
	assert.equal((await admin.client.submit(page, "/admin/boards/new", fields)).status, 422, "its address is taken");
	page = await admin.client.get(`/en/admin/boards/${id}/delete`);
	assert.equal((await admin.client.submit(page, "/delete")).status, 303);
	assert.equal((await moderator.client.get("/en/admin/boards")).status, 404);
	page = await admin.client.get(`/en/admin/boards/${open.id}/delete`);
	assert.equal((await admin.client.submit(page, "/delete")).status, 422, "ideas stand on it");
});
