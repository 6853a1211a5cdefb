/*
 * Where the community meets the rest, looked at in each language, on a phone and a wide screen, with and without scripts: the
 * front page and the search over all kinds, answers before a ticket, and a topic that becomes an article's draft.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { LANGUAGES, launch, look, press, visitor, waysOf } from "./browser.mjs";

const TITLES = { en: "Why does the lamp hum", fa: "چرا چراغ وزوز می‌کند", lt: "Kodėl lempa zvimbia" };
const BODIES = { en: "The lamp hums.", fa: "چراغ صدا می‌دهد.", lt: "Lempa zvimbia." };
let stack, browser;

before(async () => {
	stack = await startStack();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* A solved topic of its own, with a word that nothing else has. */
function solvedTopic(language) {
	const word = `zz${randomBytes(4).toString("hex").replace(/\d/g, "q")}`;
	const who = person(stack, { name: "Ona Petraityte", lang: language });
	stack.sql(`INSERT INTO forum_category (slug, audience, position, created_at) VALUES ('${word}', 'public', 900, 1);
		SET @category = LAST_INSERT_ID();
		INSERT INTO forum_category_text (category_id, lang, name) VALUES (@category, '${language}', 'Lamps');
		INSERT INTO forum_topic (category_id, audience, author_id, title, lang, places, reply_count, created_at, activity_at)
			VALUES (@category, 'public', ${who.id}, '${TITLES[language]} ${word}', '${language}', 2, 1, UNIX_TIMESTAMP(), UNIX_TIMESTAMP());
		SET @topic = LAST_INSERT_ID();
		INSERT INTO forum_post (topic_id, place, author_id, body, created_at) VALUES (@topic, 1, ${who.id}, '${BODIES[language]} +370 612 34567', 1);
		INSERT INTO forum_post (topic_id, place, author_id, body, created_at) VALUES (@topic, 2, ${who.id}, '${BODIES[language]} Ona', 1);
		UPDATE forum_topic SET solved_post_id = LAST_INSERT_ID(), answered_at = 1 WHERE id = @topic;
		INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('topic', @topic, 1)`);
	return { word, id: stack.value(`SELECT id FROM forum_topic WHERE title LIKE '% ${word}'`) };
}

async function enter(who, options) {
	const seat = await visitor(browser, stack, options);
	await seat.context.addCookies([{ name: "portico_session", value: who.client.cookies.get("portico_session"), url: stack.url }]);
	return { ...who, ...seat };
}

async function strangerLooks(options, made) {
	const stranger = await visitor(browser, stack, options);
	const { page, language, scripts } = stranger;
	await page.goto(`/${language}/`);
	await look(stranger, "home-community");
	await page.goto(`/${language}/search?q=${made.word}`);
	await look(stranger, "search-kinds");
	assert.equal(await page.locator(`.results a[href="/${language}/forum/topic/${made.id}"]`).count(), 1);
	await page.goto(`/${language}/tickets/new`);
	if (scripts) {
		await page.fill("#f-subject", made.word);
		await page.locator("#answers li").first().waitFor();
		await look(stranger, "ticket-answers-typed");
	} else {
		await page.goto(`/${language}/tickets/new?topic=question&subject=${made.word}`);
		await look(stranger, "ticket-answers");
	}
	const solved = page.locator(`#answers button[name=topic][value="${made.id}"]`);
	assert.equal(await solved.count(), 1);
	await press(stranger, solved);
	assert.match(page.url(), /\/tickets\/solved/);
	await stranger.context.close();
}

async function staffDrafts(options, made) {
	const agent = await enter(person(stack, { role: "admin", lang: options.language }), options);
	const { page, language } = agent;
	await page.goto(`/${language}/forum/topic/${made.id}`);
	await look(agent, "topic-turns");
	for (const kind of ["ticket", "suggestion"]) {
		await page.goto(`/${language}/forum/topic/${made.id}/${kind}`);
		await look(agent, `turn-${kind}`);
	}
	await page.goto(`/${language}/forum/topic/${made.id}`);
	await press(agent, page.locator(`main a[href="/${language}/forum/topic/${made.id}/article"]`));
	await look(agent, "turn-article");
	assert.equal(await page.locator("main mark").count(), 2, "the telephone number and the name are masked");
	await press(agent, page.locator("main form.stack button[type=submit]"));
	assert.match(page.url(), new RegExp(`/kb/topic-${made.id}`));
	await look(agent, "turn-article-made");
	assert.doesNotMatch(await page.locator("main").innerText(), /612|Ona/);
	await agent.context.close();
}

for (const language of LANGUAGES)
	for (const seat of waysOf(language, "fa"))
		test(`found, offered before a ticket, made an article: ${language}, ${seat.width} px, scripts ${seat.scripts ? "on" : "off"}`, async () => {
			const made = solvedTopic(language);
			await stack.settle();
			await strangerLooks({ ...seat, language }, made);
			await staffDrafts({ ...seat, language }, made);
		});
