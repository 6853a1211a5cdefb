/*
 * Flagging a post and judging it, in each language, with and without scripts; and a look at the pages of moderation, of people and
 * of the community’s management.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { agentWho, person } from "../web/people.mjs";
import { LANGUAGES, launch, look, press, views, visitor, waysOf } from "./browser.mjs";

let stack, browser, category, asker;

before(async () => {
	stack = await startStack();
	browser = await launch();
	const slug = `c-${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO forum_category (slug, colour, audience, guests, position, created_at) VALUES ('${slug}', 'teal', 'public', TRUE, 800, UNIX_TIMESTAMP());
		SET @category = LAST_INSERT_ID();
		INSERT INTO forum_category_text (category_id, lang, name) VALUES (@category, 'en', 'Lamps'), (@category, 'fa', 'چراغ‌ها'), (@category, 'lt', 'Lempos')`);
	category = stack.value(`SELECT id FROM forum_category WHERE slug = '${slug}'`);
	asker = person(stack, { name: "Živilė Šukytė" });
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* A topic with a reply of `writer`: { topic, reply }. */
function talk(writer, title, state = "open") {
	const topic = stack.value(`INSERT INTO forum_topic (category_id, audience, author_id, title, lang, places, reply_count, created_at, activity_at)
		VALUES (${category}, 'public', ${asker.id}, '${title}', 'en', 2, 1, UNIX_TIMESTAMP() - 100000, UNIX_TIMESTAMP()) RETURNING id`);
	stack.sql(`INSERT INTO forum_post (topic_id, place, author_id, body, html, created_at) VALUES (${topic}, 1, ${asker.id}, 'A question.', '<p>A question.</p>', UNIX_TIMESTAMP() - 100000)`);
	const reply = stack.value(`INSERT INTO forum_post (topic_id, place, author_id, state, held_for, body, html, created_at)
		VALUES (${topic}, 2, ${writer.id}, '${state}', '${state === "held" ? "new" : ""}', 'Buy **this** now.', '<p dir="auto">Buy <strong>this</strong> now.</p>', UNIX_TIMESTAMP()) RETURNING id`);
	return { topic, reply };
}

async function signedIn(account, options) {
	const who = await visitor(browser, stack, options);
	await who.context.addCookies([...account.client.cookies].map(([name, value]) => ({ name, value, url: stack.url })));
	return who;
}

const state = (id) => stack.value(`SELECT state FROM forum_post WHERE id = ${id}`);

for (const language of LANGUAGES)
	for (const way of waysOf(language, "en"))
		test(`D4: a reader flags a post and a moderator removes it: ${language}, ${way.width} px${way.scripts ? "" : ", without scripts"}`, async () => {
			const writer = person(stack, { name: "Pushy Seller" });
			const { reply } = talk(writer, `Which lamp ${randomBytes(3).toString("hex")}`);
			const reader = person(stack, { lang: language, name: "Careful Reader" });
			stack.sql(`INSERT INTO trust (account_id, fixed_level, created_at) VALUES (${reader.id}, 1, UNIX_TIMESTAMP())`);
			const flagger = await signedIn(reader, { ...way, language });
			await flagger.page.goto(`/${language}/forum/post/${reply}/flag`);
			await look(flagger, "flag");
			await flagger.page.locator("#f-reason").check();
			await flagger.page.locator("#f-note").fill("It is an advertisement.");
			await press(flagger, flagger.page.locator("main form[action*='/flag'] button[type=submit]"));
			assert.match(flagger.page.url(), /done=post-flagged/);
			assert.equal(stack.value(`SELECT COUNT(*) FROM forum_flag WHERE post_id = ${reply}`), "1");
			await flagger.context.close();

			const staff = agentWho(stack, "moderate", { name: "Moderator" });
			stack.sql(`UPDATE account SET lang = '${language}' WHERE id = ${staff.id}`);
			const judge = await signedIn(staff, { ...way, language });
			await judge.page.goto(`/desk/moderation?tab=flagged`);
			await look(judge, "moderation-flagged");
			await judge.page.locator(`input[name^=item][value="${reply}"]`).check();
			await press(judge, judge.page.locator("button[name=act][value=decline]"));
			await look(judge, "moderation-ask");
			assert.equal(state(reply), "open");
			await press(judge, judge.page.locator("main button[name=act]"));
			assert.match(judge.page.url(), /done=moderated-declined/);
			assert.equal(state(reply), "deleted");
			await judge.context.close();
		});

test("the pages of moderation, of the desk’s forum and of the community’s management", async () => {
	const writer = person(stack, { name: "نو‌آمده" }), group = `Testers ${randomBytes(3).toString("hex")}`;
	talk(writer, "What about this lamp?", "held");
	stack.sql(`INSERT INTO trust (account_id, topics, posts, solved, likes_got, created_at) VALUES (${asker.id}, 3, 12, 5, 11, UNIX_TIMESTAMP()) ON DUPLICATE KEY UPDATE posts = 12;
		INSERT IGNORE INTO badge (account_id, badge, created_at) VALUES (${asker.id}, 'first_question', 1), (${asker.id}, 'helper', 2), (${asker.id}, 'reader', 3);
		INSERT INTO people_group (name, name_key, created_at) VALUES ('${group}', '${group.toLowerCase()}', UNIX_TIMESTAMP());
		INSERT INTO people_group_member (group_id, account_id, created_at) VALUES (LAST_INSERT_ID(), ${asker.id}, UNIX_TIMESTAMP())`);
	const id = stack.value(`SELECT id FROM people_group WHERE name = '${group}'`);
	for (const [language, width, scheme] of views) {
		const head = person(stack, { role: "admin", lang: language, name: "Head" });
		const who = await signedIn(head, { language, width, scheme });
		for (const [name, path] of [
			["moderation-posts", "/desk/moderation"],
			["moderation-comments", "/desk/moderation?tab=comments"],
			["desk-forum", "/desk/forum"],
			["forum-person", `/${language}/forum/people/${asker.id}`],
			["admin-groups", "/admin/groups"],
			["admin-group", `/admin/groups/${id}`],
			["admin-group-delete", `/admin/groups/${id}/delete`],
			["admin-forum", "/admin/forum"],
			["admin-category", `/admin/forum/${category}`],
			["admin-category-new", "/admin/forum/new"],
			["admin-community", "/admin/community"],
		]) {
			await who.page.goto(path);
			await look(who, name);
		}
		await who.context.close();
	}
});
