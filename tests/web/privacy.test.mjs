/* One's own data as an archive, the deletion of an account, the profile picture. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { inflateRawSync } from "node:zlib";
import { Client, textOf } from "../harness/client.mjs";
import { TOP, startStack, until } from "../harness/stack.mjs";
import { fileTicket, person, retire, topic } from "./people.mjs";
import { png } from "./png.mjs";

const PASSWORD = "correct horse battery staple";
const SECONDS_A_DAY = 86400;
let stack, slug, hash;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	hash = hashOf(PASSWORD);
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const marker = () => randomBytes(6).toString("hex");
const words = (page) => textOf(page.text);
const linkTo = (mail, part) => mail.links.map((link) => new URL(link).pathname).find((path) => path.includes(part));

/* The operator's command line. */
function portico(input, ...words) {
	return spawnSync(resolve(TOP, stack.build, "bin/portico"), words, {
		input,
		encoding: "utf8",
		env: { ...process.env, PORTICO_CONF: `${stack.varDir}/etc/portico.conf` },
	});
}

/* The portal itself computes it, once. */
function hashOf(password) {
	const mail = `hash-${marker()}@example.net`;
	assert.equal(portico(`${password}\n`, "user", "add", mail, "--name=Hash", "--password-stdin").status, 0);
	return stack.value(`SELECT password_hash FROM account WHERE mail_key = '${mail}'`);
}

/* A person with a password. */
function member(options) {
	const who = person(stack, options);
	stack.sql(`UPDATE account SET password_hash = '${hash}' WHERE id = ${who.id}`);
	return who;
}

/* An agent's reply ("reply") or note. */
async function write(agent, number, kind, body) {
	const answer = await agent.client.submit(await agent.client.get(`/desk/${number}`), `/desk/${number}/reply`, { kind, body });
	assert.equal(answer.status, 303);
}

/* --- the archive ---------------------------------------------------------------------------------- */

/* The files of a ZIP by its directory: { name: Buffer }. */
function unzip(bytes) {
	const end = bytes.lastIndexOf(Buffer.from("PK\x05\x06"));
	assert.ok(end > 0, "the archive has its directory");
	const files = {};
	let at = bytes.readUInt32LE(end + 16);
	for (let i = 0; i < bytes.readUInt16LE(end + 10); i++) {
		const method = bytes.readUInt16LE(at + 10), size = bytes.readUInt32LE(at + 20);
		const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place));
		const local = bytes.readUInt32LE(at + 42);
		const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const content = bytes.subarray(start, start + size);
		files[bytes.toString("utf8", at + 46, at + 46 + name)] = method === 0 ? content : inflateRawSync(content);
		at += 46 + name + extra + comment;
	}
	return files;
}

async function download(who, current = PASSWORD, lang = "en") {
	return who.client.submit(await who.client.get(`/${lang}/account/data`), "/account/data", { current });
}

test("PRV-01: the archive holds everything of A and nothing of B", async () => {
	const own = marker(), other = marker();
	const alice = member({ name: `Alice ${own}` }), bob = member({ name: `Bob ${other}` });
	const agent = person(stack, { role: "agent" });
	const mine = await fileTicket(alice, slug, `Subject ${own}`, {
		body: `Body ${own}`,
		field_2: `Serial ${own}`,
		files: [{ name: `Žinutė-${own}.txt`, type: "text/plain", content: `content of ${own}` }],
	});
	await fileTicket(bob, slug, `Subject ${other}`, { body: `Body ${other}`, files: [{ name: `${other}.txt`, type: "text/plain", content: `content of ${other}` }] });
	await write(agent, mine, "reply", `An answer for ${own}`);
	await write(agent, mine, "note", `internal-${own}`);
	stack.sql(`UPDATE session SET address = '203.0.113.9', agent = 'Browser ${own}' WHERE account_id = ${alice.id};
		INSERT INTO notice (account_id, event, detail, created_at) VALUES (${alice.id}, 'answer', '${own}', 1)`);
	const answer = await download(alice);
	assert.equal(answer.status, 200);
	assert.equal(answer.headers["content-type"], "application/zip");
	assert.equal(answer.headers["content-length"], undefined);
	assert.equal(answer.headers["cache-control"], "no-store");
	assert.match(answer.headers["content-disposition"], /^attachment; filename="my-data-\d{4}-\d\d-\d\d\.zip"$/);
	const files = unzip(answer.body);
	assert.deepEqual(Object.keys(files).sort(), ["data.json", `files/001-Žinutė-${own}.txt`, "index.html"]);
	assert.equal(files[`files/001-Žinutė-${own}.txt`].toString(), `content of ${own}`);
	const data = JSON.parse(files["data.json"].toString());
	assert.equal(data.profile[0].mail, alice.mail);
	assert.equal(data.tickets[0].subject, `Subject ${own}`);
	assert.match(data.tickets[0].answers, new RegExp(`Serial ${own}`));
	assert.deepEqual(data.messages.map((message) => message.body), [`Body ${own}`, `An answer for ${own}`]);
	assert.equal(data.files[0].path, `files/001-Žinutė-${own}.txt`);
	assert.equal(data.signins[0].browser, `Browser ${own}`);
	assert.equal(data.notices.some((notice) => notice.detail === own), true);
	assert.ok(data.log.some((row) => row.action === "data.export"));
	const page = files["index.html"].toString();
	for (const text of [alice.name, alice.mail, `Subject ${own}`, `Body ${own}`, `An answer for ${own}`, "203.0.113.9"])
		assert.ok(textOf(page).includes(text), text);
	assert.doesNotMatch(page, /<(script|link|img|iframe)\b|\ssrc=/);
	for (const content of Object.values(files)) {
		assert.ok(!content.includes(other), "nothing of another person");
		assert.ok(!content.includes(`internal-${own}`), "no internal note");
	}
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE account_id = ${alice.id} AND kind = 'security' AND detail = 'data_taken'`), "1");
});

/* Things of the community: a topic and a suggestion of `who`, answered by `other` who votes, too. Answers their ids. */
function community(who, other, key) {
	const slug = `c-${key}`;
	stack.sql(`INSERT INTO forum_category (slug, created_at) VALUES ('${slug}', 1);
		INSERT INTO forum_category_text (category_id, lang, name) SELECT id, 'en', 'Place ${key}' FROM forum_category WHERE slug = '${slug}';
		INSERT INTO forum_topic (category_id, audience, author_id, title, lang, industry, places, reply_count, answered_at, created_at, activity_at)
			SELECT id, 'public', ${who.id}, 'Topic ${key}', 'en', 'energy', 2, 1, 2, 1, 2 FROM forum_category WHERE slug = '${slug}';
		INSERT INTO forum_post (topic_id, place, author_id, body, edit_count, created_at) SELECT id, 1, ${who.id}, 'Question ${key}', 1, 1 FROM forum_topic WHERE title = 'Topic ${key}';
		INSERT INTO forum_post (topic_id, place, author_id, body, like_count, created_at) SELECT id, 2, ${other.id}, 'An answer', 1, 2 FROM forum_topic WHERE title = 'Topic ${key}';
		INSERT INTO forum_edit (post_id, editor_id, title, body, created_at) SELECT id, ${who.id}, 'Earlier title', 'Earlier ${key}', 1 FROM forum_post WHERE body = 'Question ${key}';
		INSERT INTO forum_like (post_id, account_id, created_at) SELECT p.id, ${who.id}, 1 FROM forum_post p JOIN forum_topic t ON t.id = p.topic_id WHERE t.title = 'Topic ${key}' AND p.place = 2;
		INSERT INTO forum_tag (topic_id, tag_key, tag) SELECT id, 'tag-${key}', 'tag-${key}' FROM forum_topic WHERE title = 'Topic ${key}';
		INSERT INTO suggestion_board (slug, created_at) VALUES ('b-${key}', 1);
		INSERT INTO suggestion_board_text (board_id, lang, name) SELECT id, 'en', 'Board ${key}' FROM suggestion_board WHERE slug = 'b-${key}';
		INSERT INTO suggestion (board_id, audience, author_id, title, body, lang, status_at, vote_count, comment_count, heat, created_at, updated_at)
			SELECT id, 'public', ${who.id}, 'Idea ${key}', 'Wish ${key}', 'en', 1, 2, 1, 1, 1, 1 FROM suggestion_board WHERE slug = 'b-${key}';
		INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) SELECT id, ${who.id}, 1700000000 FROM suggestion WHERE title = 'Idea ${key}';
		INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) SELECT id, ${other.id}, 1700000000 FROM suggestion WHERE title = 'Idea ${key}';
		INSERT INTO suggestion_comment (suggestion_id, author_id, body, created_at) SELECT id, ${who.id}, 'Comment ${key}', 1 FROM suggestion WHERE title = 'Idea ${key}'`);
	const topicId = stack.value(`SELECT id FROM forum_topic WHERE title = 'Topic ${key}'`);
	const idea = stack.value(`SELECT id FROM suggestion WHERE title = 'Idea ${key}'`);
	stack.sql(`INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (${who.id}, 'topic', ${topicId}, 1);
		INSERT INTO trust (account_id, topics_read, created_at) VALUES (${who.id}, 17, 1) ON DUPLICATE KEY UPDATE topics_read = 17;
		INSERT INTO people_group (name, name_key, created_at) VALUES ('Group ${key}', 'group ${key}', 1);
		INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (LAST_INSERT_ID(), ${who.id}, 1)`);
	return { topic: topicId, idea };
}

/* A category and a board that stay would show in others' tests. */
function leave(key) {
	stack.sql(`UPDATE forum_category SET active = FALSE, audience = 'staff' WHERE slug = 'c-${key}';
		UPDATE suggestion_board SET active = FALSE, audience = 'staff' WHERE slug = 'b-${key}'`);
}

test("PRV-01: the archive holds what A wrote and did in the community, in each language, and no answer of B", async () => {
	const key = marker(), other = marker();
	const alice = member(), bob = member({ name: `Bob ${other}` });
	const ids = community(alice, bob, key);
	stack.sql(`UPDATE forum_post SET body = 'Answer ${other}' WHERE topic_id = ${ids.topic} AND place = 2;
		INSERT INTO forum_post (topic_id, place, author_id, by_staff, state, body, created_at) VALUES (${ids.topic}, 3, ${bob.id}, TRUE, 'note', 'note-${other}', 3)`);
	for (const lang of ["en", "fa", "lt"]) {
		const files = unzip((await download(alice, PASSWORD, lang)).body);
		const data = JSON.parse(files["data.json"].toString());
		assert.deepEqual([data.forum_topics[0].title, data.forum_topics[0].category, data.forum_topics[0].tags], [`Topic ${key}`, `Place ${key}`, `tag-${key}`]);
		assert.equal(data.posts[0].body, `Question ${key}`);
		assert.equal(data.earlier[0].body, `Earlier ${key}`);
		assert.equal(data.likes.length, 1);
		assert.deepEqual([data.suggestions[0].title, data.suggestions[0].board], [`Idea ${key}`, `Board ${key}`]);
		assert.equal(data.votes[0].title, `Idea ${key}`);
		assert.equal(data.comments[0].body, `Comment ${key}`);
		assert.equal(data.follows[0].kind, "topic");
		assert.equal(data.trust[0].topics_read, 17);
		assert.equal(data.groups[0].name, `Group ${key}`);
		const page = textOf(files["index.html"].toString());
		for (const text of [`Question ${key}`, `Wish ${key}`, `Comment ${key}`])
			assert.ok(page.includes(text), text);
		for (const content of Object.values(files))
			assert.ok(!content.includes(other), "nothing of another person");
	}
	leave(key);
});

test("PRV-01: the page in the archive is in the person's language and direction, and user text stays text", async () => {
	const who = member({ lang: "fa", name: "<b>Ali</b>" });
	const files = unzip((await download(who, PASSWORD, "fa")).body);
	const page = files["index.html"].toString();
	assert.match(page, /<html lang="fa" dir="rtl">/);
	assert.match(page, /&lt;b&gt;Ali&lt;\/b&gt;/);
});

test("AUTH-12: data and deletion ask for the current password, and guessing it is counted", async () => {
	const who = member();
	for (const path of ["data", "delete"]) {
		const page = await who.client.get(`/en/account/${path}`);
		for (const current of ["", "wrong password"]) {
			const answer = await who.client.submit(page, `/account/${path}`, { current });
			assert.equal(answer.status, 403);
			assert.match(answer.headers["content-type"], /html/);
		}
	}
	assert.equal(stack.value(`SELECT delete_at FROM account WHERE id = ${who.id}`), null);
	const page = await who.client.get("/en/account/data");
	for (let i = 0; i < 10; i++)
		await who.client.submit(page, "/account/data", { current: `wrong ${i}` });
	assert.equal((await who.client.submit(page, "/account/data", { current: PASSWORD })).status, 429);
});

/* --- the deletion --------------------------------------------------------------------------------- */

async function planDeletion(who, fields = {}) {
	const page = await who.client.get("/en/account/delete");
	return who.client.submit(page, "/account/delete", { current: PASSWORD, ...fields });
}

/* As if the days were over. */
async function letDaysPass(who) {
	stack.sql(`UPDATE account SET delete_at = UNIX_TIMESTAMP() - 1 WHERE id = ${who.id}`);
	await until(() => stack.value(`SELECT state FROM account WHERE id = ${who.id}`) === "deleted", "the deletion", 60000);
	await stack.settle();
}

const dump = () =>
	execFileSync("mariadb-dump", [`--defaults-file=${stack.varDir}/etc/client.cnf`, "--skip-extended-insert", "--no-create-info", "portico"], {
		encoding: "latin1",
		maxBuffer: 1 << 29,
	});

test("PRV-02: after the deletion a dump of the database holds none of A's name, addresses, network addresses or profile", async () => {
	const key = marker();
	const who = member({ name: `Marker${key} Surname${key}` });
	const agent = person(stack, { role: "agent" });
	const address = `2001:db8::${key.slice(0, 4)}:${key.slice(4, 8)}`;
	stack.sql(`UPDATE account SET organisation = 'Firm ${key}', industry = 'energy', zone = 'Europe/Vilnius' WHERE id = ${who.id};
		UPDATE session SET address = '${address}', agent = 'Browser ${key}' WHERE account_id = ${who.id}`);
	const number = await fileTicket(who, slug, `Marker${key} asks`, {
		body: `I am Marker${key} Surname${key}, ${who.mail.toUpperCase()}, of Firm ${key}, at ${address}.`,
		field_2: `Serial-${key}`,
		files: [{ name: `file-${key}.txt`, type: "text/plain", content: `content ${key}` }],
	});
	await write(agent, number, "reply", `Hello Surname${key}, all is well.`);
	await write(agent, number, "note", `Call Marker${key} back`);
	await stack.settle();
	assert.ok(dump().includes(key));
	const planned = await planDeletion(who);
	assert.equal(planned.status, 303);
	const days = Number(stack.value(`SELECT delete_at - UNIX_TIMESTAMP() FROM account WHERE id = ${who.id}`)) / SECONDS_A_DAY;
	assert.ok(days > 6.9 && days <= 7, `${days} days`);
	assert.match(words(await who.client.get("/en/kb")), /will be deleted on/, "it stands on each page");
	await letDaysPass(who);
	const text = dump();
	for (const line of text.split("\n"))
		assert.ok(!line.toLowerCase().includes(key), line.slice(0, 300));
	const page = await agent.client.get(`/desk/${number}`);
	assert.equal(page.status, 200);
	assert.match(words(page), /Deleted person #\d+/);
	assert.match(words(page), /Hello \[…\], all is well/);
	assert.equal((await who.client.get("/en/account")).status, 303, "signed out");
	const last = await stack.mail(who.mail, (mail) => /deleted/i.test(mail.subject));
	assert.ok(last);
});

test("PRV-02: texts in the community stay without the name, or go, as A chooses; votes and likes go with A", async () => {
	for (const posts of ["stay", "go"]) {
		const key = marker(), name = `Qvist${key}`;
		const alice = member({ name: `${name} Person` }), bob = member();
		const ids = community(alice, bob, key);
		stack.sql(`UPDATE forum_post SET body = 'I am ${name}, ${key} asks' WHERE topic_id = ${ids.topic} AND place = 1;
			UPDATE forum_post SET body = 'Hello ${name}' WHERE topic_id = ${ids.topic} AND place = 2;
			INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('topic', ${ids.topic}, 1), ('suggestion', ${ids.idea}, 1)`);
		assert.equal((await planDeletion(alice, { posts })).status, 303);
		assert.match(words(await alice.client.get("/en/account/delete")), posts === "go" ? /community are deleted/ : /community stay/);
		await letDaysPass(alice);
		const text = dump().toLowerCase();
		assert.ok(!text.includes(name.toLowerCase()), "the name is nowhere");
		assert.equal(text.includes(`${key} asks`), posts === "stay", "the question");
		assert.equal(text.includes(`comment ${key}`), posts === "stay", "the comment");
		const visitor = new Client(stack), page = await visitor.get(`/en/forum/topic/${ids.topic}`);
		assert.equal(page.status, 200);
		assert.match(words(page), /Hello \[…\]/);
		assert.match(words(page), /Deleted person #\d+/);
		const idea = await visitor.get(`/en/suggestions/${ids.idea}`);
		assert.equal(idea.status, 200);
		assert.match(words(idea), new RegExp(`Idea ${key}`), "the title of an idea that others voted for");
		assert.equal(stack.value(`SELECT vote_count FROM suggestion WHERE id = ${ids.idea}`), "1");
		assert.equal(stack.value(`SELECT SUM(like_count) FROM forum_post WHERE topic_id = ${ids.topic}`), "0");
		leave(key);
	}
});

test("PRV-02: once its moment has come the deletion cannot be taken back", async () => {
	const who = member();
	await planDeletion(who);
	const page = await who.client.get("/en/account/delete");
	stack.sql(`UPDATE account SET delete_at = UNIX_TIMESTAMP() - 1 WHERE id = ${who.id}`);
	assert.notEqual((await who.client.submit(page, "/account/keep")).headers.location?.includes("deletion-stopped"), true);
	await letDaysPass(who);
});

test("PRV-02: the wish waits its days, and the link in the mail takes it back once", async () => {
	const who = member();
	await planDeletion(who);
	const letter = await stack.mail(who.mail, (mail) => linkTo(mail, "/account/keep/"));
	const path = linkTo(letter, "/account/keep/");
	const stranger = new Client(stack);
	await stranger.get(path);
	assert.notEqual(stack.value(`SELECT delete_at FROM account WHERE id = ${who.id}`), null, "opening the link changes nothing");
	const answer = await stranger.submit(await stranger.get(path), "/account/keep");
	assert.equal(answer.status, 303);
	assert.equal(stack.value(`SELECT delete_at FROM account WHERE id = ${who.id}`), null);
	assert.equal((await stranger.get(path)).status, 404, "the link works once");
	await planDeletion(who);
	assert.notEqual(stack.value(`SELECT delete_at FROM account WHERE id = ${who.id}`), null);
	const page = await who.client.get("/en/account/delete");
	assert.equal((await who.client.submit(page, "/account/keep")).status, 303);
	assert.equal(stack.value(`SELECT delete_at FROM account WHERE id = ${who.id}`), null);
	assert.equal(stack.value(`SELECT state FROM account WHERE id = ${who.id}`), "active");
});

test("PRV-02: the last owner of a company with other members must hand it over first", async () => {
	const owner = member(), other = member();
	stack.sql(`INSERT INTO company (name, name_key, created_at, updated_at) VALUES ('Firm', 'firm', 1, 1);
		INSERT INTO company_member (company_id, account_id, owner, created_at) VALUES (LAST_INSERT_ID(), ${owner.id}, TRUE, 1);
		INSERT INTO company_member (company_id, account_id, owner, created_at) SELECT company_id, ${other.id}, FALSE, 1 FROM company_member
			WHERE account_id = ${owner.id};`);
	const page = await owner.client.get("/en/account/delete");
	assert.match(words(page), /only owner of a company/);
	assert.doesNotMatch(page.text, /action="[^"]*\/account\/delete"/);
	const free = await other.client.get("/en/account/delete");
	assert.match(free.text, /action="[^"]*\/account\/delete"/);
});

test("PRV-02: the operator deletes a guest by his address, and is asked before", async () => {
	const key = marker(), mail = `guest-${key}@example.org`;
	stack.sql(`INSERT INTO account (mail, mail_key, name, role, state, lang, created_at, updated_at)
		VALUES ('${mail}', '${mail}', 'Guest ${key}', 'customer', 'guest', 'en', 1, 1)`);
	const doubtful = portico("no\n", "user", "erase", mail);
	assert.equal(doubtful.status, 1);
	assert.match(doubtful.stderr, /nothing was deleted/);
	assert.equal(stack.value(`SELECT state FROM account WHERE mail_key = '${mail}'`), "guest");
	assert.equal(portico("", "user", "erase", mail, "--yes").status, 0);
	await stack.settle();
	assert.ok(!dump().includes(key));
	assert.equal(portico("", "user", "erase", mail, "--yes").status, 1, "nobody has the address any more");
	assert.equal(portico("", "user", "erase").status, 2);
});

/* --- the picture ---------------------------------------------------------------------------------- */

async function sendPicture(who, content, name = "me.png") {
	return who.client.submit(await who.client.get("/en/account/picture"), "/account/picture", { picture: [{ name, type: "image/png", content }] });
}

const stateOf = (who) => stack.value(`SELECT state FROM picture WHERE account_id = ${who.id} ORDER BY id DESC LIMIT 1`);
const drawn = (who) => until(() => stateOf(who) !== "waiting", "the picture", 30000);

test("UPL-05: a picture is drawn anew without what it carried, and shown to people who are signed in alone", async () => {
	const who = member(), other = member(), secret = marker();
	const sent = await sendPicture(who, png(300, { comment: secret }));
	assert.equal(sent.status, 303);
	await drawn(who);
	assert.equal(stateOf(who), "ready");
	const page = await who.client.get("/en/account/picture");
	const path = /<img class="portrait" src="([^"]+)"/.exec(page.text)?.[1];
	assert.ok(path);
	assert.match(page.text, /<img class="avatar" src="/);
	const picture = await other.client.get(path);
	assert.equal(picture.status, 200);
	assert.equal(picture.headers["content-type"], "image/png");
	assert.equal(picture.headers["x-content-type-options"], "nosniff");
	assert.equal(picture.headers["content-security-policy"], "default-src 'none'; sandbox");
	assert.match(picture.headers["cache-control"], /^private, max-age=3600$/);
	assert.deepEqual([picture.body.readUInt32BE(16), picture.body.readUInt32BE(20)], [256, 256]);
	assert.ok(!picture.body.includes(secret));
	assert.notEqual((await new Client(stack).get(path)).status, 200);
	assert.equal((await who.client.submit(page, "/account/picture/remove")).status, 303);
	assert.equal((await other.client.get(path)).status, 404);
});

test("UPL-05: bombs, polyglots and other files are refused, and a hint says so", async () => {
	const who = member();
	for (const content of ["<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "BM bitmap", "%PDF-1.7 x", "GIF8", "<!DOCTYPE html><script>alert(1)</script>"]) {
		const answer = await sendPicture(who, content, "picture.png");
		assert.equal(answer.status, 422);
		assert.match(words(answer), /not a PNG, JPEG, GIF or WebP/);
	}
	assert.equal((await sendPicture(who, Buffer.concat([png(10), Buffer.alloc(4000001)]))).status, 422);
	for (const hostile of [png(8, { claimed: 60000 }), png(8, { claimed: 9000 }), png(64).subarray(0, 60), Buffer.from(`GIF89a/*${"x".repeat(50)}*/=1;alert(1)`)]) {
		assert.equal((await sendPicture(who, hostile)).status, 303);
		await drawn(who);
		assert.equal(stateOf(who), "refused");
		assert.equal(stack.value(`SELECT LENGTH(data) FROM picture WHERE account_id = ${who.id}`), "0");
	}
	assert.match(words(await who.client.get("/en/account/picture")), /could not be read/);
	assert.equal(stack.value(`SELECT picture_id FROM account WHERE id = ${who.id}`), null);
});

test("PRV-01: nobody reaches another person's picture page, data or deletion", async () => {
	const who = member(), stranger = new Client(stack);
	for (const path of ["data", "delete", "picture"])
		assert.equal((await stranger.get(`/en/account/${path}`)).status, 303);
	await sendPicture(who, png(40));
	const waiting = stack.value(`SELECT LOWER(HEX(public_id)) FROM picture WHERE account_id = ${who.id}`);
	const early = await who.client.get(`/en/files/picture/${waiting}`);
	assert.ok(early.status === 404 || early.body.readUInt32BE(16) === 256, "what was sent is shown to nobody");
	for (const id of ["0".repeat(32), "x", waiting.slice(1), `${waiting}0`])
		assert.equal((await who.client.get(`/en/files/picture/${id}`)).status, 404);
});
