/*
 * Following as people do it: a category's box, what one follows, the way changed and ended, and the page behind a mail's way
 * out. In each language, on a phone and a wide screen, with and without scripts; every page is looked at.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { LANGUAGES, launch, look, press, visitor, waysOf } from "./browser.mjs";

let stack, browser;

before(async () => {
	stack = await startStack();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

function category(name) {
	const slug = `f-${randomBytes(5).toString("hex")}`;
	stack.sql(`INSERT INTO forum_category (slug, position, created_at) VALUES ('${slug}', 900, 1);
		SET @c = LAST_INSERT_ID();
		INSERT INTO forum_category_text (category_id, lang, name) VALUES (@c, 'en', '${name}');
		INSERT INTO forum_topic (category_id, audience, title, lang, places, created_at, activity_at)
			VALUES (@c, 'public', 'روشنایی و hubs', 'fa', 1, UNIX_TIMESTAMP(), UNIX_TIMESTAMP());
		INSERT INTO forum_post (topic_id, place, body, created_at) VALUES (LAST_INSERT_ID(), 1, 'How?', UNIX_TIMESTAMP());`);
	return { slug, id: stack.value(`SELECT id FROM forum_category WHERE slug = '${slug}'`) };
}

async function member(options) {
	const who = await visitor(browser, stack, options);
	const account = person(stack, { lang: who.language });
	await who.context.addCookies([...account.client.cookies].map(([name, value]) => ({ name, value, url: stack.url })));
	return { ...who, account };
}

const followsOf = (who) => stack.sql(`SELECT kind, mail FROM follow WHERE account_id = ${who.account.id} ORDER BY id`).map((row) => `${row.kind} ${row.mail}`);

async function followAndEnd(who) {
	const { page, language } = who, where = category("Lights & <hubs>");
	await page.goto(`/${language}/account/follows`);
	await look(who, "follows-empty");
	await page.goto(`/${language}/forum/c/${where.slug}`);
	await page.selectOption("#f-follow", "daily");
	await press(who, page.locator("form.follow button[type=submit]"));
	await look(who, "category-followed");
	assert.deepEqual(followsOf(who), ["category daily"]);
	const topic = stack.value(`SELECT id FROM forum_topic WHERE category_id = ${where.id}`);
	stack.sql(`INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (${who.account.id}, 'topic', ${topic}, 1), (${who.account.id}, 'topic', 999999999, 1)`);
	await page.goto(`/${language}/account/follows`);
	await look(who, "follows");
	await page.selectOption("#f-all", "off");
	await press(who, page.locator("form.topped button[type=submit]"));
	assert.deepEqual(followsOf(who), ["category off", "topic off", "topic off"]);
	await page.locator("ul.rows select").first().selectOption("stop");
	await press(who, page.locator("ul.rows button[type=submit]").first());
	await look(who, "follows-changed");
	assert.deepEqual(followsOf(who), ["topic off", "topic off"]);
	await page.goto(`/${language}/account/notifications`);
	await look(who, "notifications");
}

/* The way out of a mail, opened by whoever has it. */
async function endByLink(who) {
	const { page, language, account } = who, where = category("Way out");
	const topic = stack.value(`SELECT id FROM forum_topic WHERE category_id = ${where.id}`);
	stack.sql(`INSERT INTO follow (account_id, kind, ref_id, created_at) VALUES (${account.id}, 'topic', ${topic}, 1);
		INSERT INTO community_event (kind, topic_id, post_id, created_at)
			SELECT 'post', topic_id, id, UNIX_TIMESTAMP() FROM forum_post WHERE topic_id = ${topic}`);
	const mail = await stack.mail(account.mail);
	await who.context.clearCookies();
	await page.goto(new URL(/<(.*)>/.exec(mail.headers.get("list-unsubscribe"))[1]).pathname);
	await look(who, "unsubscribe");
	await press(who, page.locator("main form button[type=submit]"));
	assert.equal(stack.value(`SELECT mail FROM follow WHERE account_id = ${account.id} AND ref_id = ${topic}`), "off");
	assert.equal(await page.locator("main h1").count(), 1);
	assert.equal(language, await page.evaluate(() => document.documentElement.lang));
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "lt"))
		test(`D6: following and ending it, in ${language}, ${width} px, scripts ${scripts ? "on" : "off"}`, async () => {
			const who = await member({ language, width, scripts, scheme });
			await followAndEnd(who);
			await endByLink(who);
			await who.context.close();
		});
