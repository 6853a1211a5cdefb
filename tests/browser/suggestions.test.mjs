/*
 * An idea's way: somebody is shown the duplicate and votes for it, takes the vote back, proposes an idea of his own, a
 * moderator plans it, its voter is told, and it stands on the roadmap. In each language, on a phone and a wide screen, with and
 * without scripts; every page on it is looked at.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { startStack, until } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { LANGUAGES, launch, look, press, views, visitor, waysOf } from "./browser.mjs";

const TITLES = {
	en: { old: "Dark colours for the app", wish: "Dark colours in the evening", new: "Light that follows the sun" },
	fa: { old: "رنگ‌های تیره برای برنامه", wish: "رنگ‌های تیره هنگام شب", new: "نوری که با خورشید تغییر کند" },
	lt: { old: "Tamsios programėlės spalvos", wish: "Tamsios spalvos vakare", new: "Šviesa, sekanti saulę" },
};
let stack, browser;

before(async () => {
	stack = await startStack();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

async function enter(who, options) {
	const seat = await visitor(browser, stack, options);
	await seat.context.addCookies([{ name: "portico_session", value: who.client.cookies.get("portico_session"), url: stack.url }]);
	return { ...who, ...seat };
}

/* A board of the test's own, with one idea that the worker has put into the search. */
async function makeBoard(language) {
	const slug = `b-${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO suggestion_board (slug, colour, position, created_at) VALUES ('${slug}', 'purple', 900, UNIX_TIMESTAMP());
		INSERT INTO suggestion_board_text (board_id, lang, name, description) VALUES (LAST_INSERT_ID(), '${language}', 'Board ${slug}', 'What we wish for')`);
	const id = stack.value(`SELECT id FROM suggestion_board WHERE slug = '${slug}'`);
	stack.sql(`INSERT INTO suggestion (board_id, audience, author_name, title, body, lang, status_at, vote_count, heat, created_at, updated_at)
		VALUES (${id}, 'public', 'Somebody', '${TITLES[language].old} ${slug}', 'It is **bright**.', '${language}', UNIX_TIMESTAMP(), 0, 0, UNIX_TIMESTAMP(), UNIX_TIMESTAMP());
		SET @idea = LAST_INSERT_ID();
		INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('suggestion', @idea, UNIX_TIMESTAMP())`);
	const idea = stack.value(`SELECT id FROM suggestion WHERE board_id = ${id}`);
	await until(() => stack.value(`SELECT COUNT(*) FROM search_dirty WHERE kind = 'suggestion' AND ref_id = ${idea}`) === "0", "the search to know the idea", 30000);
	return { id, slug, idea };
}

const votesOf = (id) => Number(stack.value(`SELECT vote_count FROM suggestion WHERE id = ${id}`));
const voteButton = (who, id) => who.page.locator(`#vote-${id} button`);

/* With scripts the page stays where it is, and the button says what it is now. */
async function vote(who, id, votes) {
	if (!who.scripts)
		return press(who, voteButton(who, id));
	const pressed = await voteButton(who, id).getAttribute("aria-pressed");
	await voteButton(who, id).click();
	await who.page.locator(`#vote-${id} button[aria-pressed=${pressed === "true" ? "false" : "true"}]`).waitFor();
	assert.equal(votesOf(id), votes);
}

async function votesForTheDuplicate(who, board) {
	const { page, language } = who;
	await page.goto(`/${language}/suggestions/b/${board.slug}`);
	await look(who, "ideas-board");
	await press(who, page.locator("a[href*='/suggestions/new?board=']").first());
	await look(who, "idea-title");
	await page.fill("#f-title", TITLES[language].wish);
	if (who.scripts) {
		await page.locator(`#similar #vote-${board.idea} button`).waitFor();
		await look(who, "idea-similar");
	}
	await press(who, page.locator("main form[method=get] button[type=submit]").first());
	await look(who, "idea-form");
	await vote(who, board.idea, 1);
	assert.equal(votesOf(board.idea), 1);
	await vote(who, board.idea, 0);
	assert.equal(votesOf(board.idea), 0);
}

async function proposes(who, board) {
	const { page, language } = who, title = `${TITLES[language].new} ${board.slug}`;
	await page.goto(`/${language}/suggestions/new?board=${board.slug}&title=${encodeURIComponent(title)}`);
	const radio = page.locator(`input[name=board][value=${board.slug}]`);
	if (await radio.count())
		await radio.check({ force: !who.scripts });
	await page.fill("#f-body", "**Markdown**");
	await page.fill("#f-tags", "light, app");
	await press(who, page.locator("main form[method=post]:not(.votes) button[type=submit]").first());
	await look(who, "idea-proposed");
	const id = /suggestions\/(\d+)/.exec(page.url())[1];
	assert.equal(votesOf(id), 1, "who proposes is for it");
	return id;
}

async function plans(moderator, id) {
	const { page, language } = moderator;
	await page.goto(`/${language}/suggestions/${id}`);
	await look(moderator, "idea-staff");
	await page.selectOption("#f-status", "planned");
	await page.fill("#f-answer", "We do it in spring.");
	await press(moderator, page.locator("form[action$='/status'] button[type=submit]"));
	await look(moderator, "idea-planned");
	for (const end of ["voters", "merge", "staff"]) {
		await page.goto(`/${language}/suggestions/${id}/${end}`);
		await look(moderator, `idea-${end}`);
	}
}

/* The worker tells those who follow it. */
async function isTold(who, id) {
	await until(() => stack.value(`SELECT COUNT(*) FROM notice WHERE account_id = ${who.id} AND suggestion_id = ${id}`) !== "0", "the notice", 30000);
	await who.page.goto(`/${who.language}/account/notices`);
	assert.ok(await who.page.locator("main").innerText().then((text) => text.includes(TITLES[who.language].new)));
	await who.page.goto(`/${who.language}/suggestions/roadmap`);
	await look(who, "roadmap");
	assert.ok(await who.page.locator("main").innerText().then((text) => text.includes(TITLES[who.language].new)));
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "en"))
		test(`an idea goes from the duplicate to the roadmap (${language}, ${width} px, scripts ${scripts ? "on" : "off"})`, async () => {
			const board = await makeBoard(language);
			const customer = person(stack, { lang: language }), staff = person(stack, { role: "admin", lang: language });
			stack.sql(`INSERT INTO trust (account_id, level, fixed_level, created_at) VALUES (${customer.id}, 2, 2, UNIX_TIMESTAMP())`);
			const who = await enter(customer, { width, scripts, scheme, language });
			const moderator = await enter(staff, { width, scripts, scheme, language });
			await votesForTheDuplicate(who, board);
			const id = await proposes(who, board);
			await plans(moderator, id);
			await isTold(who, id);
			await who.page.goto(`/${language}/suggestions?sort=mine`);
			await look(who, "ideas-mine");
			stack.sql(`UPDATE suggestion_board SET active = FALSE WHERE id = ${board.id}`);
			await who.context.close();
			await moderator.context.close();
		});

test("the management of boards and the vote out of a ticket look right", async () => {
	const staff = person(stack, { role: "admin" }), board = await makeBoard("en");
	const number = stack.value("SELECT MIN(number) FROM ticket");
	for (const [language, width, scheme] of views) {
		const who = await enter(staff, { width, language, scheme });
		stack.sql(`UPDATE account SET lang = '${language}' WHERE id = ${staff.id}`);
		for (const [name, path] of [["boards", "/admin/boards"], ["board", `/admin/boards/${board.id}`], ["board-delete", `/admin/boards/${board.id}/delete`],
			["statuses", "/admin/statuses"], ["status", "/admin/statuses/review"], ["status-merged", "/admin/statuses/duplicate"],
			["ticket-idea", `/desk/${number}/vote?q=${board.idea}`], ["ticket", `/desk/${number}`]]) {
			await who.page.goto(`/${language}${path}`);
			await look(who, name);
		}
		await who.context.close();
	}
	stack.sql(`UPDATE suggestion_board SET active = FALSE WHERE id = ${board.id}`);
});
