/* Lists as files: one is written at a time on a machine, so that no crowd of them takes it away from everybody else. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { person } from "./people.mjs";

let stack, admin;

before(async () => {
	stack = await startStack();
	admin = person(stack, { role: "admin" });
});
after(() => stack.stop());

/* Keeps the turn, as another process that writes a file would, until the function is called that this resolves to. */
async function takeTurn() {
	const other = spawn("flock", [join(stack.varDir, "state/slots/turn-export"), "sh", "-c", "echo taken; cat"], { stdio: ["pipe", "pipe", "inherit"] });
	const ended = new Promise((done) => other.once("exit", done));
	await new Promise((done) => other.stdout.once("data", done));
	return () => {
		other.stdin.end();
		return ended;
	};
}

test("OVL-02: while a list is written another one waits a moment, then says so; the pages beside it go on", { timeout: 60000 }, async () => {
	const path = `/admin/people.csv?q=${admin.mail}`;
	const first = await admin.client.get(path);
	assert.equal(first.status, 200);
	assert.match(first.text, new RegExp(admin.mail));

	let release = await takeTurn();
	try {
		const waiting = admin.client.get(path);
		const beside = await admin.client.get("/admin/people");
		assert.equal(beside.status, 200);
		const refused = await waiting;
		assert.ok(refused.ms > 900, `${refused.ms} ms`);
		assert.equal(refused.status, 303);
		const page = await admin.client.follow(refused);
		assert.equal(page.status, 200);
		assert.match(textOf(page.text), /Another file is being written right now\. Please try again in a moment\./);
		assert.match(page.text, /notice-warning/);
		assert.match(refused.location, /[?&]done=export-busy$/);

		const patient = admin.client.get(path);
		await release();
		release = () => {};
		assert.equal((await patient).status, 200, "who waits gets the turn");
	} finally {
		await release();
	}
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE action = 'export' AND actor_id = ${admin.id}`), "2", "what was not written is no export");
});
