/*
 * Chromium for tests: one browser a file, contexts of a language, width and scheme that note what must not happen, and the
 * checks that every page shown has to pass.
 */
import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";
import { TOP } from "../harness/stack.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/* Formatting is ours; everything that says something about the document stays on. */
const validator = new HtmlValidate({
	extends: ["html-validate:recommended"],
	rules: {
		"no-trailing-whitespace": "off",
		"long-title": "off",
		"void-style": ["error", { style: "omit" }],
	},
});

export const LANGUAGES = ["en", "fa", "lt"];

/* The same path with and without scripts, on a phone and a wide screen. Each language takes one of the two with scripts, and the one
 * that a file calls `plain` one without: every page is seen in each language, on either screen, and as it is without scripts. PROOF=1
 * takes all. */
const WAYS = [
	{ width: 390, scripts: true, scheme: "dark" },
	{ width: 1280, scripts: true, scheme: "light" },
	{ width: 1280, scripts: false, scheme: "dark" },
	{ width: 390, scripts: false, scheme: "light" },
];
const PROOF = Boolean(process.env.PROOF);
export const waysOf = (language, plain) =>
	WAYS.filter((way, i) => PROOF || (i % 2 === LANGUAGES.indexOf(language) % 2 && (way.scripts || language === plain)));

/* Pages that are only looked at: language, width, scheme. */
const VIEWS = [["en", 1280, "light"], ["fa", 390, "dark"], ["lt", 1280, "dark"], ["en", 390, "dark"], ["fa", 1280, "light"], ["lt", 390, "light"]];
export const views = PROOF ? VIEWS : VIEWS.slice(0, 3);

export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic"],
	});
}

/* A visitor with a browser: { page, context, problems }. Everything he sees goes through `look`. */
export async function visitor(browser, stack, { width = 1280, scripts = true, scheme = "light", language = "en" } = {}) {
	const context = await browser.newContext({
		viewport: { width, height: width < 600 ? 844 : 900 },
		colorScheme: scheme,
		javaScriptEnabled: scripts,
		locale: language,
		baseURL: stack.url,
	});
	const problems = [];
	const origin = new URL(stack.url).origin;
	context.on("request", (request) => {
		if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith("data:"))
			problems.push(`request to another host: ${request.url()}`);
	});
	const page = await context.newPage();
	page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()} at ${page.url()}`));
	page.on("pageerror", (error) => problems.push(`script: ${error.message} at ${page.url()}`));
	return { page, context, problems, scripts, width, scheme, language };
}

function htmlFaults(html) {
	const report = validator.validateStringSync(html);
	return report.results.flatMap((result) => result.messages).map((one) => `html-validate ${one.ruleId} line ${one.line}: ${one.message}`);
}

/* axe is a script itself: where a visitor has none, the same page was looked at by one who has. */
async function accessibilityFaults(page, scripts) {
	if (!scripts)
		return [];
	await page.evaluate(axe);
	const result = await page.evaluate(() =>
		window.axe.run(document, {
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
			resultTypes: ["violations"], // describing all that is right takes as long as looking at it
			preload: false, // there is no film or sound
		}));
	return result.violations.map((one) => `axe ${one.id}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

/*
 * Checks the page that the visitor sees: valid HTML, accessible, no sideways scrolling, right language and direction, one h1,
 * a title, no console error, no foreign request. SHOTS=folder keeps a screenshot under `name`.
 */
export async function look(who, name) {
	const { page, width, language, problems } = who;
	const faults = [...htmlFaults(await (await who.context.request.get(page.url())).text()), ...(await accessibilityFaults(page, who.scripts))];
	const seen = await page.evaluate(() => ({
		lang: document.documentElement.lang,
		dir: document.documentElement.dir,
		h1: document.querySelectorAll("h1").length,
		title: document.title,
		wide: document.documentElement.scrollWidth,
	}));
	if (seen.lang !== language || seen.dir !== (language === "fa" ? "rtl" : "ltr"))
		faults.push(`the page is ${seen.lang} ${seen.dir}`);
	if (seen.h1 !== 1)
		faults.push(`${seen.h1} headings of level 1`);
	if (!seen.title)
		faults.push("no title");
	if (seen.wide > width)
		faults.push(`scrolls sideways: ${seen.wide} px at ${width}`);
	faults.push(...problems.splice(0));
	if (process.env.SHOTS) {
		mkdirSync(process.env.SHOTS, { recursive: true });
		await page.screenshot({ path: join(process.env.SHOTS, `${name}-${language}-${width}-${who.scheme}${who.scripts ? "" : "-noscript"}.png`), fullPage: true });
	}
	assert.deepEqual(faults, [], `${name} (${language}, ${width} px, ${who.scheme}, scripts ${who.scripts ? "on" : "off"}) at ${page.url()}`);
}

/* Signs a demo person in through the page. */
export async function signIn(who, { mail, password }, next = "") {
	const { page, language } = who;
	await page.goto(`/${language}/login${next ? `?next=${encodeURIComponent(next)}` : ""}`);
	await page.fill("#f-mail", mail);
	await page.fill("#f-password", password);
	await press(who, page.locator("main form button[type=submit]").first());
}

/* Presses a button or link and waits for the page that follows. Without scripts the driver cannot see that an element rests, so the keyboard is used. */
export async function press(who, locator) {
	const act = who.scripts ? () => locator.click() : () => locator.press("Enter", { noWaitAfter: true });
	const moved = () => who.page.waitForEvent("framenavigated", { timeout: 20000 });
	try {
		await Promise.all([moved(), act()]);
	} catch {
		await Promise.all([moved(), act()]); // as people do when nothing happens; a form sent twice acts once
	}
	await who.page.waitForLoadState("load");
}

/* Chooses a radio button or checkbox. */
export function choose(who, locator) {
	return locator.check({ force: !who.scripts });
}

export const SAMPLE_FILE = join(TOP, "README.md");
