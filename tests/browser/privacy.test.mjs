/* The pages about one's own data, deletion and picture: every language and width, with and without JavaScript. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { after, before, test } from "node:test";
import { TOP, startStack, until } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { png } from "../web/png.mjs";
import { LANGUAGES, launch, look, press, visitor, waysOf } from "./browser.mjs";

const PASSWORD = "correct horse battery staple";
let stack, browser, hash;

before(async () => {
	stack = await startStack();
	browser = await launch();
	const mail = `privacy-${randomBytes(5).toString("hex")}@example.net`;
	execFileSync(resolve(TOP, stack.build, "bin/portico"), ["user", "add", mail, "--name=Hash", "--password-stdin"], {
		input: `${PASSWORD}\n`,
		env: { ...process.env, PORTICO_CONF: `${stack.varDir}/etc/portico.conf` },
	});
	hash = stack.value(`SELECT password_hash FROM account WHERE mail_key = '${mail}'`);
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

/* Somebody signed in, with a browser. */
async function signedIn(options) {
	const account = person(stack, { lang: options.language });
	stack.sql(`UPDATE account SET password_hash = '${hash}' WHERE id = ${account.id}`);
	const who = await visitor(browser, stack, options);
	await who.context.addCookies([{ name: "portico_session", value: account.client.cookies.get("portico_session"), url: stack.url }]);
	return { account, who };
}

async function walk(options, name) {
	const { account, who } = await signedIn(options);
	const { page } = who;
	const at = (path) => page.goto(`/${options.language}/account/${path}`);
	await at("data");
	await look(who, `${name}-data`);
	await page.fill("#f-current", "not the password");
	await press(who, page.locator("main form .btn-primary"));
	assert.deepEqual(who.problems.splice(0).filter((problem) => !problem.includes("status of 403")), []);
	await look(who, `${name}-data-wrong`);
	await at("picture");
	await page.setInputFiles("#f-picture", { name: "me.png", mimeType: "image/png", buffer: png(60) });
	await press(who, page.locator("main form .btn-primary"));
	await until(() => stack.value(`SELECT COUNT(*) FROM picture WHERE account_id = ${account.id} AND state <> 'waiting'`) === "1", "the picture");
	await at("picture");
	await look(who, `${name}-picture`);
	assert.equal(await page.locator("img.portrait").count(), 1);
	await at("delete");
	await look(who, `${name}-delete`);
	await page.fill("#f-current", PASSWORD);
	await press(who, page.locator("main form .btn-danger"));
	await look(who, `${name}-planned`);
	assert.notEqual(stack.value(`SELECT delete_at FROM account WHERE id = ${account.id}`), null);
	await press(who, page.locator("main form .btn-primary"));
	assert.equal(stack.value(`SELECT delete_at FROM account WHERE id = ${account.id}`), null);
	assert.deepEqual(who.problems, []);
	await who.context.close();
}

for (const language of LANGUAGES)
	for (const { width, scripts, scheme } of waysOf(language, "lt"))
		test(`PRV-02: data, picture and deletion: ${language}, ${width} px, scripts ${scripts ? "on" : "off"}`, () =>
			walk({ language, width, scripts, scheme }, `privacy-${language}-${width}`));
