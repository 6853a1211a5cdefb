/* Followers are told by the worker: one that is killed again and again tells each of them once. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { TOP, startStack, until } from "../harness/stack.mjs";

const FOLLOWERS = 2600;
let stack;

before(async () => {
	stack = await startStack({ own: true, demo: false, parts: "db" });
});
after(() => stack?.stop());

const count = (question) => Number(stack.value(`SELECT COUNT(${question}`));

function startWorker() {
	const child = spawn(join(resolve(TOP, stack.build), "bin/portico"), ["worker"], {
		env: { ...process.env, PORTICO_CONF: join(stack.varDir, "etc/portico.conf") },
		stdio: "ignore",
	});
	child.ended = new Promise((done) => child.once("exit", done));
	return child;
}

test("D6: workers killed while they tell followers leave nobody out and tell nobody twice", { timeout: 240000 }, async (t) => {
	stack.sql(`INSERT INTO account (mail, mail_key, name, role, state, lang, created_at, updated_at)
			SELECT CONCAT('f', seq, '@example.org'), CONCAT('f', seq, '@example.org'), 'F', 'customer', 'active', 'en', 1, 1 FROM seq_1_to_${FOLLOWERS};
		INSERT INTO forum_category (slug, created_at) VALUES ('faults', 1);
		SET @c = LAST_INSERT_ID();
		INSERT INTO forum_topic (category_id, audience, title, lang, created_at, activity_at) VALUES (@c, 'public', 'T', 'en', 1, 1);
		SET @t = LAST_INSERT_ID();
		INSERT INTO forum_post (topic_id, place, body, created_at) VALUES (@t, 1, 'Words.', 1);
		SET @p = LAST_INSERT_ID();
		INSERT INTO follow (account_id, kind, ref_id, mail, created_at)
			SELECT id, 'topic', @t, IF(id % 2, 'now', 'daily'), 1 FROM account WHERE mail LIKE 'f%@example.org';
		INSERT INTO community_event (kind, topic_id, post_id, created_at) VALUES ('post', @t, @p, 1);`);
	let kills = 0;
	for (; count("*) FROM community_event") > 0 && kills < 40; kills++) {
		const child = startWorker();
		await sleep(100 + Math.random() * 300);
		child.kill("SIGKILL");
		await child.ended;
	}
	const last = startWorker();
	await until(() => count("*) FROM community_event") === 0, "the rest to be told", 60000);
	last.kill("SIGTERM");
	await last.ended;
	t.diagnostic(`${kills} workers were killed`);
	const told = "FROM (SELECT account_id FROM outbox WHERE kind = 'forum_post' UNION ALL SELECT account_id FROM digest_item) x";
	assert.equal(count(`*) ${told}`), FOLLOWERS);
	assert.equal(count(`DISTINCT account_id) ${told}`), FOLLOWERS);
	assert.equal(count("*) FROM notice"), FOLLOWERS);
	assert.equal(count("*) FROM account WHERE notice_count = 1"), FOLLOWERS);
});
