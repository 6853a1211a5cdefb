/* Outgoing mail over SMTP: a server that stalls holds up nothing else, nothing is lost or doubled, and TLS is what it seems. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { parseMail } from "../harness/mail.mjs";
import { startSmtp } from "../harness/smtp.mjs";
import { TOP, isRunning, startStack, until } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";

let stack, plain, starttls, smtps;

before(async () => {
	[plain, starttls, smtps] = await Promise.all(["none", "starttls", "smtps"].map((tls) => startSmtp({ tls })));
	stack = await startStack({ own: true, demo: false, parts: "db" });
});
after(async () => {
	await stack?.stop();
	await Promise.all([plain, starttls, smtps].map((sink) => sink?.stop()));
});

const command = () => join(resolve(TOP, stack.build), "bin/portico");

/* The portal's settings with another way for mails. */
function settings(lines) {
	const path = join(stack.varDir, "etc", `smtp-${Math.random().toString(36).slice(2)}.conf`);
	const kept = readFileSync(join(stack.varDir, "etc/portico.conf"), "utf8").replace(/^mail_transport.*\n/m, "");
	writeFileSync(path, `${kept}\nmail_transport = smtp\n${lines}\n`, { mode: 0o600 });
	return { ...process.env, PORTICO_CONF: path };
}

function startWorker(env) {
	const child = spawn(command(), ["worker"], { env, stdio: ["ignore", "ignore", "pipe"] });
	child.log = "";
	child.stderr.on("data", (data) => (child.log += data));
	child.ended = new Promise((done) => child.once("exit", done));
	return child;
}

const childrenOf = (pid) => readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(/\s+/).filter(Boolean).map(Number);

async function stopWorker(child, signal = "SIGTERM") {
	const mailers = childrenOf(child.pid);
	const began = Date.now();
	child.kill(signal);
	await child.ended;
	assert.deepEqual(mailers.filter(isRunning), [], "the process of the mails ends with it");
	return Date.now() - began;
}

/* Notes mails to people of the test's own; returns how their outbox rows are told apart. */
function queue(count) {
	const ids = Array.from({ length: count }, () => person(stack).id);
	stack.sql(`INSERT INTO outbox (kind, account_id, detail, lang, due_at, created_at) VALUES ${ids
		.map((id) => `('security', ${id}, 'factor_on', 'en', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`).join(", ")}`);
	return `account_id IN (${ids.join(", ")})`;
}

const waiting = (which) => Number(stack.value(`SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND ${which}`));

/* Runs the command to its end: { status, stderr }. The sinks live in this process, so nothing may block it. */
async function run(args, env) {
	const child = spawn(command(), args, { env, stdio: ["ignore", "ignore", "pipe"] });
	let stderr = "";
	child.stderr.on("data", (data) => (stderr += data));
	const status = await new Promise((done) => child.once("close", done));
	return { status, stderr };
}

const tryMail = (lines) => run(["mail", "test", "ada@example.org"], settings(lines));
const workOnce = (env, ...more) => run(["worker", "--once", ...more], env);

test("a mail server that stalls holds up neither the heartbeat nor the index, and all ends at once", { timeout: 120000 }, async () => {
	const which = queue(3);
	plain.mode = "stall";
	const worker = startWorker(settings(`smtp_url = ${plain.url}`));
	const greeted = plain.greetings;
	await until(() => plain.greetings > greeted, "a mail to be tried");
	stack.sql("DELETE FROM heartbeat WHERE name = 'worker'; INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('article', 999999, 1)");
	await until(() => stack.value("SELECT COUNT(*) FROM search_dirty") === "0", "the index to be written");
	await until(() => stack.value("SELECT COUNT(*) FROM heartbeat WHERE name = 'worker'") === "1", "the heart to beat", 30000);
	assert.equal(waiting(which), 3);
	const took = await stopWorker(worker);
	assert.ok(took < 15000, `${took} ms`);

	plain.mode = "take";
	stack.sql(`UPDATE outbox SET locked_until = 0, due_at = 0 WHERE ${which}`);
	const next = startWorker(settings(`smtp_url = ${plain.url}`));
	await until(() => waiting(which) === 0, "the mails to go out");
	await stopWorker(next, "SIGINT");
	assert.equal(new Set(plain.mails.map(({ raw }) => parseMail(raw).headers.get("message-id"))).size, 3);
	assert.equal(plain.mails.length, 3);
});

test("EML-07: several workers send each mail once, and one that is killed leaves no process behind", { timeout: 120000 }, async () => {
	const before = plain.mails.length;
	const which = queue(40);
	const env = settings(`smtp_url = ${plain.url}`);
	const workers = [startWorker(env), startWorker(env), startWorker(env)];
	await until(() => waiting(which) === 0, "the mails to go out", 60000);
	const [mailer] = childrenOf(workers[0].pid);
	assert.ok(mailer);
	workers[0].kill("SIGKILL");
	await until(() => !isRunning(mailer), "its process to end by itself");
	await Promise.all(workers.slice(1).map((worker) => stopWorker(worker)));
	const ids = plain.mails.slice(before).map(({ raw }) => parseMail(raw).headers.get("message-id"));
	assert.equal(ids.length, 40);
	assert.equal(new Set(ids).size, 40);
});

test("the process of the mails is started again when it dies", { timeout: 60000 }, async () => {
	const worker = startWorker(settings(`smtp_url = ${plain.url}`));
	const mailer = () => childrenOf(worker.pid)[1]; // the first one draws pictures
	const first = await until(mailer, "the mailer to start");
	process.kill(first, "SIGKILL");
	const which = queue(1);
	await until(() => waiting(which) === 0, "the mail to go out");
	assert.notEqual(mailer(), first);
	await stopWorker(worker);
});

test("PRC-02: a worker whose helper dies ends too, to be started anew; none of its processes stays", { timeout: 60000 }, async () => {
	const worker = startWorker(settings(`smtp_url = ${plain.url}`));
	const children = await until(() => childrenOf(worker.pid).length === 2 && childrenOf(worker.pid), "its processes to start");
	process.kill(children[0], "SIGKILL");
	assert.equal(await worker.ended, 1);
	assert.deepEqual(children.filter(isRunning), []);
	assert.match(worker.log, /a process that it works with has ended/);
});

test("EML-07: worker --once sends what is due and says when it could not", { timeout: 60000 }, async () => {
	const which = queue(2);
	const env = settings(`smtp_url = ${plain.url}`);
	assert.equal((await workOnce(env)).status, 0);
	assert.equal(waiting(which), 0);
	const later = queue(1);
	plain.mode = "refuse";
	await workOnce(env);
	plain.mode = "take";
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE state = 'waiting' AND tries = 1 AND error IS NOT NULL AND ${later}`), "1");
	stack.sql(`UPDATE outbox SET state = 'dropped' WHERE ${later}`);
	const began = Date.now();
	plain.mode = "stall";
	queue(1);
	await workOnce(env, "--max-seconds", "2");
	plain.mode = "take";
	assert.ok(Date.now() - began < 20000);
	stack.sql("UPDATE outbox SET state = 'dropped' WHERE state = 'waiting'");
});

test("over smtps and STARTTLS the server's certificate must come from smtp_ca_file", async () => {
	for (const sink of [smtps, starttls]) {
		const answer = await tryMail(`smtp_url = ${sink.url}\nsmtp_ca_file = ${sink.ca}`);
		assert.equal(answer.status, 0, answer.stderr);
		assert.equal(sink.mails.at(-1).sealed, true);
		const other = sink === smtps ? starttls.ca : smtps.ca;
		const refused = await tryMail(`smtp_url = ${sink.url}\nsmtp_ca_file = ${other}`);
		assert.equal(refused.status, 1);
		assert.match(refused.stderr, /certificate/i);
		assert.equal(sink.mails.length, 1);
	}
	assert.equal((await tryMail(`smtp_url = ${smtps.url}`)).status, 1, "smtps trusts only what the system trusts");
});

test("a certificate of another name is refused", async () => {
	const stranger = await startSmtp({ tls: "smtps", name: "mail.example.org" });
	const answer = await tryMail(`smtp_url = ${stranger.url}\nsmtp_ca_file = ${stranger.ca}`);
	await stranger.stop();
	assert.equal(answer.status, 1);
	assert.equal(stranger.mails.length, 0);
});

test("password and smtp_ca_file never go with an open line, and a relay without either may have any certificate", async () => {
	const password = join(stack.varDir, "etc/smtp-password");
	writeFileSync(password, "open sesame\n", { mode: 0o600 });
	const sent = plain.mails.length;
	assert.equal((await tryMail(`smtp_url = ${plain.url}\nsmtp_user = ada\nsmtp_password_file = ${password}`)).status, 1);
	assert.equal((await tryMail(`smtp_url = ${plain.url}\nsmtp_ca_file = ${starttls.ca}`)).status, 1);
	assert.equal(plain.mails.length, sent);
	const user = `smtp_user = ada\nsmtp_password_file = ${password}\n`;
	const answer = await tryMail(`smtp_url = ${starttls.url}\n${user}smtp_ca_file = ${starttls.ca}`);
	assert.equal(answer.status, 0, answer.stderr);
	assert.deepEqual({ ...starttls.mails.at(-1), raw: "" }, { raw: "", sealed: true, user: "ada" });
	assert.equal((await tryMail(`smtp_url = ${starttls.url}`)).status, 0);
	assert.equal(starttls.mails.at(-1).sealed, true);
	assert.equal((await tryMail(`smtp_url = ${plain.url}`)).status, 0);
});

test("with smtp_tls = require a server that offers no TLS gets nothing, and one with a stranger's certificate neither", async () => {
	const sent = plain.mails.length + starttls.mails.length;
	const refused = await tryMail(`smtp_url = ${plain.url}\nsmtp_tls = require`);
	assert.equal(refused.status, 1);
	assert.match(refused.stderr, /TLS|SSL/);
	assert.equal((await tryMail(`smtp_url = ${starttls.url}\nsmtp_tls = require`)).status, 1);
	assert.equal(plain.mails.length + starttls.mails.length, sent);
	const answer = await tryMail(`smtp_url = ${starttls.url}\nsmtp_tls = require\nsmtp_ca_file = ${starttls.ca}`);
	assert.equal(answer.status, 0, answer.stderr);
	assert.equal(starttls.mails.at(-1).sealed, true);
});
