/*
 * Clock jumps (DAT-11): the programs' and the worker's clock, by libfaketime, a day forth and back, over the changes of summer
 * time, to leap days, to the years 2038 and 2100, while they run. Nothing crashes; sessions, links and forms fail closed.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { TOP, newFolder, startStack } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "../web/people.mjs";

const DAY = 86400;
const LIBRARY = execFileSync("sh", ["-c", "ls /usr/lib/*/faketime/libfaketime.so.1 2>/dev/null || true"], { encoding: "utf8" }).trim();
const whyNot = LIBRARY ? false : "libfaketime is missing: apt install faketime";
let stack, slug, folder, pids;

/* The programs of the build, each behind a line that loads the library; the database and the web server keep the true time. */
function wrap(build) {
	const made = join(folder, "build");
	mkdirSync(join(made, "bin"), { recursive: true });
	symlinkSync(join(build, "share"), join(made, "share"));
	for (const name of readdirSync(join(build, "bin"))) {
		const path = join(made, "bin", name);
		/* Files keep their times: by them a program sees that it was replaced. */
		const env = `LD_PRELOAD=${LIBRARY} FAKETIME_TIMESTAMP_FILE=${folder}/clock FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 NO_FAKE_STAT=1`;
		writeFileSync(path, `#!/bin/sh\nexec env ${env} ${join(build, "bin", name)} "$@"\n`);
		chmodSync(path, 0o755);
	}
	return made;
}

/* Seconds that the clock of the programs is ahead. */
const jump = (seconds) => writeFileSync(join(folder, "clock"), `${seconds < 0 ? "" : "+"}${seconds}\n`);
const jumpTo = (moment) => jump(Math.round((Date.parse(moment) - Date.now()) / 1000));

before(async () => {
	if (whyNot)
		return;
	folder = newFolder();
	chmodSync(folder, 0o755);
	jump(0);
	stack = await startStack({ own: true, memory: true, build: wrap(resolve(TOP, process.env.BUILD ?? "build")), cache: "off" });
	slug = topic(stack);
	pids = stack.workers("tickets");
});
after(async () => {
	await stack?.stop();
	if (folder)
		rmSync(folder, { recursive: true, force: true });
});

const clockTest = (name, work) => test(name, { timeout: 120000, skip: whyNot }, work);

/* Pages of all kinds in all languages: none fails. */
async function readAround(who, what) {
	const numbers = stack.sql("SELECT number FROM ticket ORDER BY id DESC LIMIT 1").map(({ number }) => number);
	for (const lang of ["en", "fa", "lt"])
		for (const page of ["", "/kb", "/search?q=hub", "/forum", "/suggestions", "/tickets", "/account", "/account/devices", ...numbers.map((number) => `/tickets/${number}`)]) {
			const answer = await who.client.get(`/${lang}${page}`);
			assert.ok(answer.status < 500, `${what}: /${lang}${page} answered ${answer.status}`);
		}
}

/* A sign-in at that time, and a ticket that knows the time. */
async function liveAround(what, moment) {
	const client = new Client(stack);
	await client.signIn(stack.signIn("customer"));
	const who = { client };
	await readAround(who, what);
	const number = await fileTicket(who, slug, `at ${what}`);
	const made = Number(stack.value(`SELECT created_at FROM ticket WHERE number = '${number}'`));
	assert.ok(Math.abs(made - moment) < 120, `${what}: the ticket is of ${new Date(made * 1000).toISOString()}`);
	assert.equal((await client.get(`/en/tickets/${number}`)).status, 200);
}

clockTest("DAT-11: a session and a form of today are over when the clock is days ahead, and a clock set back breaks nothing", async () => {
	const who = person(stack, { lang: "lt" });
	assert.equal((await who.client.get("/en/tickets")).status, 200);
	const page = await who.client.get(`/en/tickets/new?topic=${slug}&subject=late`);
	jump(2 * DAY);
	const late = await who.client.get("/en/tickets");
	assert.equal(late.status, 303, "signed out");
	assert.match(late.location, /\/login/);
	const sent = await who.client.submit(page, "/tickets/new", { body: "x", field_1: "1" });
	assert.ok([303, 403, 422].includes(sent.status), String(sent.status));
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket WHERE requester_id = ${who.id}`), "0", "a form of an ended session files nothing");
	jump(0);

	const other = person(stack);
	jump(-DAY);
	await readAround(other, "a day back");
	const number = await fileTicket(other, slug, "in the past").catch((error) => error.message);
	assert.match(number, /^\d{8}$|answered (303|4\d\d)/);
	jump(0);
	assert.equal((await other.client.get("/en/tickets")).status, 200, "and forth again");
	await fileTicket(other, slug, "in time");
});

clockTest("DAT-11, AUTH-09: a mailed link is dead when the clock is ahead", async () => {
	const { mail } = stack.signIn("customer");
	const client = new Client(stack);
	const page = await client.get("/en/login/recover");
	await client.submit(page, (one) => one.names.includes("mail"), { mail });
	const { links } = await stack.mail(mail, ({ links }) => links.some((link) => /\/login\//.test(link)));
	const link = new URL(links.find((one) => /\/login\//.test(one)));
	jump(2 * DAY);
	const late = await new Client(stack).get(link.pathname + link.search);
	assert.ok(!/type="password"/.test(late.text) && late.status < 500, String(late.status));
	jump(0);
});

for (const [what, moment] of [
	["the hour that summer time skips", "2027-03-28T00:59:58Z"],
	["the hour that comes twice", "2027-10-31T00:59:58Z"],
	["a leap day", "2028-02-29T23:59:58Z"],
	["the end of 32 bits", "2038-01-19T03:14:05Z"],
	["a year without a leap day", "2100-02-28T23:59:58Z"],
	["the end of 2100", "2100-12-31T23:59:58Z"],
])
	clockTest(`DAT-11: ${what} (${moment.slice(0, 10)}): signing in, reading in three calendars and filing work`, async () => {
		stack.sql(`UPDATE account SET zone = 'Europe/Vilnius' WHERE mail = '${stack.signIn("customer").mail}'`);
		jumpTo(moment);
		await liveAround(what, Date.parse(moment) / 1000);
		jump(0);
	});

clockTest("DAT-11: after all these jumps the same processes serve, the worker works, and the data are in order", async () => {
	assert.deepEqual(stack.workers("tickets"), pids, "no worker was restarted");
	stack.sql("UPDATE outbox SET due_at = LEAST(due_at, UNIX_TIMESTAMP()), created_at = LEAST(created_at, UNIX_TIMESTAMP()) WHERE state = 'waiting'");
	stack.sql("UPDATE heartbeat SET seen_at = LEAST(seen_at, UNIX_TIMESTAMP())");
	await stack.checkData();
});
