/* The community in a browser: asking, answering, liking, accepting, editing; every language and width, with and without scripts. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { LANGUAGES, launch, look, press, visitor, waysOf } from "./browser.mjs";

let stack, browser, slug;

before(async () => {
	stack = await startStack();
	browser = await launch();
	slug = `b-${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO forum_category (slug, colour, position, created_at) VALUES ('${slug}', 'green', 900, UNIX_TIMESTAMP());
		SET @category = LAST_INSERT_ID();
		INSERT INTO forum_category_text (category_id, lang, name, description) VALUES (@category, 'en', 'Browsing', 'About browsers'),
			(@category, 'fa', 'مرورگر', 'دربارهٔ مرورگرها'), (@category, 'lt', 'Naršyklės', 'Apie naršykles');`);
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* Somebody whom the community knows, signed in, with a browser. */
async function known(options) {
	const account = person(stack, { lang: options.language });
	stack.sql(`INSERT INTO trust (account_id, fixed_level, created_at) VALUES (${account.id}, 1, UNIX_TIMESTAMP())`);
	const who = await visitor(browser, stack, options);
	await who.context.addCookies([{ name: "portico_session", value: account.client.cookies.get("portico_session"), url: stack.url }]);
	return { account, who };
}

const topicOf = (account) => stack.sql(`SELECT * FROM forum_topic WHERE author_id = ${account.id} ORDER BY id DESC LIMIT 1`)[0];
const main = (who, selector) => who.page.locator(`main ${selector}`);

async function ask({ who, account }, name) {
	const { page, language, scripts } = who;
	await page.goto(`/${language}/forum/c/${slug}`);
	await look(who, `${name}-category`);
	await page.goto(`/${language}/forum/new?category=${slug}`);
	await page.selectOption("#f-category", slug);
	await look(who, `${name}-new`);
	await page.fill("#f-title", `Why is **${name}** so?`);
	await page.fill("#f-body", "First\n\n> a quote\n\n`code` and <b>no HTML</b>");
	if (scripts) {
		await page.locator("[data-mark=\"**\"]").click();
		await page.locator("[data-look]").click();
		await page.waitForSelector("[data-preview]:not([hidden]) blockquote");
	} else {
		await press(who, page.locator("main [data-look]"));
		await page.waitForSelector("[data-preview] blockquote");
	}
	await look(who, `${name}-preview`);
	await page.fill("#f-tags", "one, two");
	await press(who, main(who, "form .btn-primary"));
	await look(who, `${name}-asked`);
	return topicOf(account).id;
}

async function answer({ who }, id, name) {
	const { page, language, scripts } = who;
	await page.goto(`/${language}/forum/topic/${id}`);
	if (scripts) {
		await page.locator("[data-quote]").first().click();
		assert.match(await page.inputValue("#f-body"), /^> .*\n>\n> First/);
		await page.locator("[data-like] button").first().click();
		await page.waitForSelector("[data-like] button[value=no]");
	} else {
		await press(who, page.locator("[data-quote]").first());
		assert.match(await page.inputValue("#f-body"), /^> .*\n>\n> First/);
		await press(who, page.locator("[data-like] button").first());
	}
	assert.equal(stack.value(`SELECT like_count FROM forum_topic WHERE id = ${id}`), "1");
	await look(who, `${name}-liked`);
	await page.fill("#f-body", `Because ${name}.`);
	await press(who, main(who, "#reply .btn-primary"));
	await look(who, `${name}-answered`);
}

async function accept({ who }, id, name) {
	const { page, language } = who;
	await page.goto(`/${language}/forum/topic/${id}`);
	await press(who, page.locator("button[name=answer][value=yes]").first());
	await page.waitForSelector(".msg-answer");
	await look(who, `${name}-accepted`);
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id} AND place = 1`);
	await page.goto(`/${language}/forum/post/${post}/edit`);
	await look(who, `${name}-edit`);
	await page.fill("#f-body", "Changed words");
	await press(who, main(who, "form .btn-primary"));
	await page.goto(`/${language}/forum/post/${post}/history`);
	await look(who, `${name}-history`);
	assert.equal(await page.locator(".thread > li").count(), 2);
	await page.goto(`/${language}/forum`);
	await look(who, `${name}-index`);
	await page.goto(`/${language}/forum?view=industry`);
	await look(who, `${name}-industry`);
}

async function moderate(options, id, name) {
	const account = person(stack, { role: "admin", lang: options.language });
	const who = await visitor(browser, stack, options);
	await who.context.addCookies([{ name: "portico_session", value: account.client.cookies.get("portico_session"), url: stack.url }]);
	const { page } = who;
	await page.goto(`/${options.language}/forum/topic/${id}`);
	await look(who, `${name}-staff`);
	await press(who, page.locator("button[name=act][value=delete]"));
	await press(who, page.locator("main form .btn-danger"));
	assert.equal(stack.value(`SELECT state FROM forum_topic WHERE id = ${id}`), "deleted");
	const post = stack.value(`SELECT id FROM forum_post WHERE topic_id = ${id} AND place = 1`);
	await page.goto(`/${options.language}/forum/post/${post}/judge`);
	await look(who, `${name}-judge`);
	assert.deepEqual(who.problems, []);
	await who.context.close();
}

async function walk(options, name) {
	const asker = await known(options), helper = await known(options);
	const id = await ask(asker, name);
	await answer(helper, id, name);
	await accept(asker, id, name);
	await moderate(options, id, name);
	for (const { who } of [asker, helper]) {
		assert.deepEqual(who.problems, []);
		await who.context.close();
	}
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "fa"))
		test(`D1, D2, D5, D14: ask, answer, like, accept, edit: ${language}, ${width} px${scripts ? "" : ", without scripts"}`, () =>
			walk({ language, width, scripts, scheme }, `forum-${language}-${width}${scripts ? "" : "-plain"}`));
