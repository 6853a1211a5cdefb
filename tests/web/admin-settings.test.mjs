/* Settings over HTTP, on a portal of their own: they count for everybody. */
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { form, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";

let stack, admin;

before(async () => {
	const { PORTICO_TEST_BUILD: build } = process.env;
	stack = await startStack({ own: true, demo: false, ...(build ? { build } : {}) });
	admin = person(stack, { role: "admin" });
});
beforeEach(() => stack.sql("DELETE FROM setting"));
after(() => stack.stop());

const PATH = "/admin/settings";
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const save = async (fields, who = admin) => who.client.submit(await who.client.get(PATH), PATH, fields);
const stored = () => Object.fromEntries(stack.sql("SELECT name, value FROM setting").map((row) => [row.name, row.value]));

test("the form shows the defaults while nothing is stored", async () => {
	const shown = form(await admin.client.get(PATH), PATH);
	assert.deepEqual(
		["signup", "guest_tickets", "mail_signin", "factor_admins", "factor_customers", "device_trust_days", "delete_days"].map((name) => shown.value(name)),
		["open", "1", "1", undefined, undefined, "30", "7"],
	);
});

test("what is saved is stored, shown, and in the audit log with the old and the new word", async () => {
	const answer = await save({ signup: "approve", guest_tickets: undefined, delete_days: "۱۴" });
	assert.equal(answer.status, 303);
	const page = await admin.client.follow(answer);
	assert.match(words(page), /The settings were saved/);
	assert.deepEqual(stored(), { signup: "approve", guest_tickets: "0", delete_days: "14" });
	assert.equal(form(page, PATH).value("signup"), "approve");
	const told = stack.sql(`SELECT detail FROM audit WHERE action = 'settings.change' AND actor_id = ${admin.id} ORDER BY id DESC LIMIT 3`);
	assert.deepEqual(told.map((row) => row.detail).sort(), ["delete_days 7 14", "guest_tickets 1 0", "signup open approve"]);
});

test("values out of range and missing ones are named, and what was entered is kept", async () => {
	for (const [fields, message] of [
		[{ device_trust_days: "91" }, /Enter a number of days from 0 to 90/],
		[{ delete_days: "0" }, /Enter a number of days from 1 to 60/],
		[{ delete_days: "soon" }, /Enter a whole number/],
		[{ delete_days: "" }, /Fill in this field/],
		[{ signup: "anyone" }, /Choose one of the options/],
	]) {
		const refused = await save({ mail_signin: undefined, ...fields });
		assert.equal(refused.status, 422);
		assert.match(words(refused), message);
		const shown = form(refused, PATH);
		assert.equal(shown.value("mail_signin"), undefined);
		for (const [name, value] of Object.entries(fields))
			name === "signup" || assert.equal(shown.value(name), value);
	}
	assert.deepEqual(stored(), {});
});

test("DAT-07: the second of two who save sees both sides, and may then decide", async () => {
	const [one, two] = [await admin.client.get(PATH), await admin.client.get(PATH)];
	assert.equal((await admin.client.submit(one, PATH, { signup: "closed" })).status, 303);
	const late = await admin.client.submit(two, PATH, { delete_days: "20" });
	assert.equal(late.status, 409);
	assert.match(words(late), /Somebody changed the settings meanwhile/);
	assert.match(words(late), /Who may sign up No one Everybody/);
	assert.match(words(late), /Days until an account is deleted 7 20/);
	assert.deepEqual(stored(), { signup: "closed" });
	assert.equal((await admin.client.submit(late, PATH)).status, 303);
	assert.deepEqual(stored(), { signup: "open", delete_days: "20" });
});

test("ACL-05: names that the form does not have change nothing", async () => {
	const answer = await save({ value: "x", name: "signup", schema: "9", updated_at: "1", role: "admin" });
	assert.equal(answer.status, 303);
	assert.deepEqual(stored(), {});
});

test("a second factor that becomes a duty signs out those without one, also whoever switched it on", async () => {
	const [customer, agent, other] = [person(stack), person(stack, { role: "agent" }), person(stack, { role: "admin" })];
	assert.equal((await save({ factor_customers: "1" }, other)).status, 303);
	assert.equal((await customer.client.get("/en/tickets")).status, 303);
	assert.equal((await agent.client.get("/desk")).status, 200);
	assert.equal((await other.client.get(PATH)).status, 200);
	assert.equal((await save({ factor_admins: "1" }, other)).status, 303);
	assert.equal((await other.client.get(PATH)).status, 303);
	admin = person(stack, { role: "admin" });
});
