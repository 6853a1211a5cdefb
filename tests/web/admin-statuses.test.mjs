/* Statuses of ideas in the management: names, colours, votes and the roadmap’s columns are its to say, the meaning stays. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { agentWho, person } from "./people.mjs";

let stack, admin, alice, board;

before(async () => {
	stack = await startStack({ own: true, demo: false });
	admin = person(stack, { role: "admin" });
	alice = person(stack);
	stack.sql(`INSERT INTO suggestion_board (slug, position, created_at) VALUES ('b', 1, 1);
		INSERT INTO suggestion_board_text (board_id, lang, name) VALUES (LAST_INSERT_ID(), 'en', 'Board')`);
	board = stack.value("SELECT MAX(id) FROM suggestion_board");
});
after(() => stack?.stop());

function idea(title, status) {
	stack.sql(`INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, status, status_at, created_at, updated_at)
		VALUES (${board}, 'public', ${admin.id}, '${title}', 'Please.', 'en', '${status}', UNIX_TIMESTAMP(), UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	const id = stack.value("SELECT MAX(id) FROM suggestion");
	stack.sql(`INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) VALUES (${id}, '${status}', ${admin.id}, '', UNIX_TIMESTAMP())`);
	return id;
}

const page = (status) => admin.client.get(`/en/admin/statuses/${status}`);
const save = async (status, fields, from) => admin.client.submit(from ?? (await page(status)), `/statuses/${status}`, fields);
const headings = (text) => [...text.matchAll(/<h2 id="h-(\w+)">([^<]*)</g)].map(([, status, name]) => [status, name]);

test("a status is called as the management says, in lists, on the idea and on the roadmap, in each language", async () => {
	const id = idea("Named", "review");
	assert.equal((await save("review", { name_en: "Being weighed", name_lt: "Svarstoma", colour: "red", roadmap: "1", position: "1", votes: "1" })).status, 303);
	for (const [path, name] of [[`/en/suggestions/${id}`, "Being weighed"], ["/en/suggestions?status=review", "Being weighed"], [`/lt/suggestions/${id}`, "Svarstoma"],
		["/en/", "Being weighed"], [`/fa/suggestions/${id}`, "در حال بررسی"]]) {
		const shown = await new Client(stack).get(path);
		assert.ok(textOf(shown.text).includes(name), `${path} without ${name}`);
	}
	assert.match((await new Client(stack).get(`/en/suggestions/${id}`)).text, /class="tag tag-urgent">Being weighed/);
	assert.deepEqual(headings((await new Client(stack).get("/en/suggestions/roadmap")).text), [["review", "Being weighed"], ["planned", "Planned"], ["progress", "In progress"], ["shipped", "Shipped"]]);
	assert.match((await new Client(stack).get("/en/suggestions/feed?status=review")).text, /Being weighed: Named/);
	assert.equal((await save("review", { name_en: "", name_lt: "", roadmap: "" })).status, 303);
	assert.ok(textOf((await new Client(stack).get(`/en/suggestions/${id}`)).text).includes("Under review"));
	assert.equal(stack.value("SELECT COUNT(*) FROM audit WHERE action = 'status.change' AND actor_id = " + admin.id), "2");
	assert.match(textOf((await admin.client.get("/en/admin/audit?action=status.change")).text), /“Under review”: Red; People can vote; column 1/);
});

test("votes are open in a status or closed, whatever its name", async () => {
	const shipped = idea("Done", "shipped"), planned = idea("Soon", "planned");
	assert.equal((await save("shipped", { votes: "1" })).status, 303);
	assert.equal((await save("planned", { votes: "" })).status, 303);
	const vote = async (id) => {
		const shown = await alice.client.get(`/en/suggestions/${id}`);
		return /\/vote"/.test(shown.text) ? (await alice.client.submit(shown, "/vote", {}, { button: { vote: "yes" } })).status : "no form";
	};
	assert.equal(await vote(shipped), 303);
	assert.equal(await vote(planned), "no form");
	assert.equal(stack.value(`SELECT vote_count FROM suggestion WHERE id = ${shipped}`), "1");
	assert.match((await alice.client.get("/en/suggestions?status=shipped")).text, /\/vote"/);
	assert.doesNotMatch((await alice.client.get("/en/suggestions?status=planned")).text, /\/vote"/);
});

test("the list counts ideas and leads to them; a place is a number, and a colour one of ours", async () => {
	idea("One", "declined");
	idea("Two", "declined");
	const list = await admin.client.get("/en/admin/statuses");
	assert.match(list.text, /href="\/en\/suggestions\?status=declined&amp;sort=new">2</);
	const wrong = await save("declined", { roadmap: "1", position: "many", name_en: "Not now" });
	assert.equal(wrong.status, 422);
	assert.match(wrong.text, /Enter a number from 1 to 99\./);
	assert.match(wrong.text, /value="Not now"/);
	assert.equal((await save("declined", { colour: "pink" })).status, 422);
	assert.equal((await page("forgotten")).status, 404);
	assert.doesNotMatch((await page("duplicate")).text, /name="(?:votes|roadmap)"/);
});

test("DAT-07: the second of two who change a status is shown both, and no right means no page", async () => {
	const one = await page("open"), two = await page("open");
	assert.equal((await save("open", { name_en: "Fresh" }, one)).status, 303);
	const late = await save("open", { name_en: "New here" }, two);
	assert.equal(late.status, 409);
	assert.match(textOf(late.text), /Fresh New here/);
	assert.equal((await save("open", {}, late)).status, 303);
	assert.ok(textOf((await admin.client.get("/en/admin/statuses")).text).includes("New here"));
	const moderator = agentWho(stack, "moderate");
	for (const path of ["/en/admin/statuses", "/en/admin/statuses/open"])
		assert.equal((await moderator.client.get(path)).status, 404);
});
