/*
 * The whole way, as people go it: search, read, register, be shown answers, file a ticket with a file, get the agent's answer,
 * reply, close. In each language, on a phone and a wide screen, with and without scripts; every page on it is looked at.
 */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { TOP, startStack } from "../harness/stack.mjs";
import { LANGUAGES, SAMPLE_FILE, choose, launch, look, press, signIn, visitor, waysOf } from "./browser.mjs";

const WORDS = {
	en: { query: "password", subject: "The lamp does not find the hub", body: "It blinks twice.\n\n- red\n- blue", answer: "Please hold the button for **ten** seconds." },
	fa: { query: "گذرواژه", subject: "لامپ هاب را پیدا نمی‌کند", body: "دو بار چشمک می‌زند.", answer: "لطفاً دکمه را **ده** ثانیه نگه دارید." },
	lt: { query: "slaptažodis", subject: "Lempa neranda stotelės", body: "Sumirksi du kartus.", answer: "Palaikykite mygtuką nuspaudę **dešimt** sekundžių." },
};
const PASSWORD = "a lamp that blinks twice";
let stack, browser;

before(async () => {
	stack = await startStack();
	browser = await launch();
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

const linkTo = (mail, part) => mail.links.map((link) => new URL(link).pathname).find((path) => path.includes(part));

async function searchAndRead(who, words) {
	const { page, language } = who;
	await page.goto(`/${language}/`);
	await look(who, "home");
	await page.fill("main input[name=q]", words.query);
	await press(who, page.locator("main form[role=search] button[type=submit]"));
	await look(who, "search");
	await press(who, page.locator(`main a[href*="/${language}/kb/"]`).first());
	await look(who, "article");
	const vote = page.locator("form[data-vote] button[value=yes], form[data-vote] button[value='1']").first();
	if (who.scripts) {
		await vote.click();
		await page.waitForSelector("form[data-vote]", { state: "detached", timeout: 5000 }).catch(() => {});
	} else {
		await press(who, vote);
	}
	await look(who, "article-voted");
	await page.goto(`/${language}/kb`);
	await look(who, "kb");
	await press(who, page.locator(`main a[href*="/${language}/kb/c/"]`).first());
	await look(who, "category");
	await page.goto(`/${language}/search?q=zzqqxxyy`);
	await look(who, "search-nothing");
}

/* The sum that keeps robots out, read and answered as people without scripts do. */
async function answerQuestion({ page, language }) {
	const catalog = language === "en" ? "" : readFileSync(join(TOP, `templates/locale/${language}.po`), "utf8");
	const say = (word) => new RegExp(`^msgid "${word}"\\nmsgstr "(.+)"`, "m").exec(catalog)?.[1] ?? word;
	const numbers = ["two", "three", "four", "five", "six", "seven", "eight", "nine"].map(say);
	const question = await page.locator("label[for=f-robot_answer]").textContent();
	const found = question.split(/[^\p{L}]+/u).filter((word) => numbers.includes(word)).map((word) => numbers.indexOf(word) + 2);
	assert.equal(found.length, 2, question);
	await page.fill("#f-robot_answer", String(found[0] + found[1]));
}

async function registerAccount(who, mail) {
	const { page, language } = who;
	await page.goto(`/${language}/login/register`);
	await look(who, "register");
	await press(who, page.locator("main form button[type=submit]"));
	assert.ok(await page.locator(".error-summary").isVisible(), "an empty form says what is missing");
	who.problems.splice(0); // the 422 of an empty form is noted by the console
	await page.fill("#f-name", "Mina Ąžuolė");
	await page.fill("#f-mail", mail);
	if (!who.scripts)
		await answerQuestion(who);
	await press(who, page.locator("main form button[type=submit]"));
	await look(who, "register-sent");
	const letter = await stack.mail(mail);
	await page.goto(linkTo(letter, `/${language}/login/confirm/`));
	await look(who, "confirm");
	await page.fill("#f-password", PASSWORD);
	await press(who, page.locator("main form button[type=submit]"));
	await look(who, "confirmed");
	await page.fill("#f-mail", mail);
	await page.fill("#f-password", PASSWORD);
	await press(who, page.locator("main form button[type=submit]"));
	await look(who, "home-signed-in");
}

async function fileTicket(who, words) {
	const { page, language } = who;
	await page.goto(`/${language}/tickets`);
	await look(who, "tickets-empty");
	await page.goto(`/${language}/tickets/new`);
	await choose(who, page.locator('main input[name=topic][value="other"]'));
	await page.fill("#f-subject", words.subject);
	if (who.scripts)
		await page.waitForTimeout(400); // answers are looked for while typing
	await look(who, "ticket-subject");
	await press(who, page.locator("main form.topics .actions button[type=submit]"));
	await look(who, "ticket-new");
	await page.fill("#f-body", words.body);
	await page.setInputFiles("main input[type=file]", SAMPLE_FILE);
	await press(who, page.locator("main form[enctype] button[type=submit]").last());
	await page.waitForSelector("main form.composer");
	await look(who, "ticket-sent");
	assert.equal(await page.locator("h1").innerText(), words.subject);
	return /\/tickets\/(\d{8})/.exec(page.url())[1];
}

async function answerAsAgent(agent, number, words) {
	const { page } = agent;
	await page.goto("/desk");
	await look(agent, "desk");
	await page.goto(`/desk/${number}`);
	await look(agent, "desk-ticket");
	await choose(agent, page.locator("#f-kind-note"));
	await page.fill("#reply textarea", "marker-of-a-note");
	await press(agent, page.locator(agent.scripts ? ".for-note" : "#reply button[type=submit]").last());
	await choose(agent, page.locator("#f-kind"));
	await page.fill("#reply textarea", words.answer);
	await page.selectOption("#f-after", "waiting");
	await press(agent, page.locator(".for-reply").first());
	await look(agent, "desk-answered");
}

async function readAndClose(who, number, mail, words) {
	const { page, language } = who;
	const letter = await stack.mail(mail, (one) => one.text.includes(words.answer.split("**")[0].trim()));
	assert.ok(!letter.raw.includes("marker-of-a-note") && !letter.text.includes("marker-of-a-note"));
	assert.ok(linkTo(letter, `/${language}/tickets/${number}`), "the mail leads to the ticket");
	await page.goto(`/${language}/tickets?tab=waiting`);
	await look(who, "tickets-waiting");
	await page.goto(`/${language}/tickets/${number}`);
	assert.ok(await page.locator("main strong").first().isVisible());
	assert.ok(!(await page.content()).includes("marker-of-a-note"), "ACL-06");
	await look(who, "ticket-answered");
	await page.fill("#reply textarea", "👍");
	await press(who, page.locator("#reply button[type=submit]").first());
	await page.waitForSelector("main form.composer");
	await press(who, page.locator(`main a[href$="/tickets/${number}/close"]`).first());
	await look(who, "ticket-close");
	await choose(who, page.locator("main input[type=radio]").first());
	await press(who, page.locator("main form button[type=submit]").first());
	await look(who, "ticket-closed");
	assert.equal(stack.value(`SELECT state FROM ticket WHERE number = ${number}`), "closed");
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "lt"))
		test(`from a question to a closed ticket: ${language}, ${width} px, scripts ${scripts ? "on" : "off"}`, { timeout: 240000 }, async () => {
			const mail = `path-${language}-${randomBytes(4).toString("hex")}@example.net`;
			const who = await visitor(browser, stack, { width, scripts, scheme, language });
			await searchAndRead(who, WORDS[language]);
			await registerAccount(who, mail);
			const number = await fileTicket(who, WORDS[language]);
			const agentMail = stack.signIns.find((one) => one.role === "agent" && stack.value(`SELECT lang FROM account WHERE mail_key = '${one.mail}'`) === language);
			const agent = await visitor(browser, stack, { width, scripts, scheme, language });
			await signIn(agent, agentMail, "/desk");
			await answerAsAgent(agent, number, WORDS[language]);
			await readAndClose(who, number, mail, WORDS[language]);
			await who.context.close();
			await agent.context.close();
		});
