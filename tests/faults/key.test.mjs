/* Another key file while people have second steps: renewed, started again, finished, and killed in between. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { Client, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { totp } from "../web/totp.mjs";

const PASSWORD = "correct horse battery staple";
let stack, file;

before(async () => {
	stack = await startStack({ own: true, demo: false, memory: true, mode: "cgi" }); // each request reads the key file anew
	file = join(stack.varDir, "etc/portico.key");
});
after(() => stack?.stop());

const lines = () => readFileSync(file, "utf8").trim().split("\n");

/* Somebody with a second step: { mail, id, key }. */
async function guarded() {
	const mail = `member-${randomBytes(5).toString("hex")}@example.net`, client = new Client(stack);
	await client.submit(await client.get("/en/login/register"), "/login/register", { name: "Vita", mail });
	const path = (await stack.mail(mail)).links.map((link) => new URL(link).pathname).find((one) => one.includes("/login/confirm/"));
	assert.equal((await client.submit(await client.get(path), "/login/confirm", { password: PASSWORD })).status, 303);
	const signedIn = new Client(stack);
	await signedIn.submit(await signedIn.get("/en/login"), (one) => one.names.includes("password"), { mail, password: PASSWORD });
	const page = await signedIn.get("/en/account/security/factor");
	const key = textOf(page.text.match(/<bdi class="key"[^>]*>([\s\S]*?)<\/bdi>/)[1]);
	const shown = await signedIn.submit(page, "/account/security/factor", { current: PASSWORD, code: totp(key, -1) });
	assert.equal(shown.status, 200, textOf(shown.text).slice(0, 300));
	const id = stack.value(`SELECT id FROM account WHERE mail_key = '${mail}'`);
	return { mail, id, key, client: signedIn };
}

const sealOf = (who) => stack.value(`SELECT HEX(totp_sealed) FROM account WHERE id = ${who.id}`);

/* Password and code of now, as on a device that is not trusted. */
async function signsIn(who) {
	stack.sql(`UPDATE account SET totp_step = 0 WHERE id = ${who.id}; DELETE FROM attempt`);
	const client = new Client(stack);
	const asked = await client.follow(await client.submit(await client.get("/en/login"), (one) => one.names.includes("password"), { mail: who.mail, password: PASSWORD }));
	const answer = await client.submit(asked, (one) => one.names.includes("code"), { code: totp(who.key) });
	return answer.status === 303 && (await client.get("/en/account")).status === 200;
}

test("A5: with another key file second steps go on, are sealed anew, and the former key goes", { timeout: 120000 }, async () => {
	const [ann, ben] = [await guarded(), await guarded()];
	const [first] = lines();
	const mode = statSync(file);
	const form = await ann.client.get("/en/account/security/password");
	assert.match((await stack.command("key", "finish")).out, /holds one key: nothing is left to do/);

	writeFileSync(`${file}.new`, "what a killed run left", { mode: 0o600 });
	const renewed = await stack.command("key", "renew");
	assert.equal(renewed.status, 0, renewed.out);
	assert.match(renewed.out, /systemctl restart portico\.target[\s\S]*portico key finish/);
	assert.match(renewed.out, /end: forms under way, codes and links for signing in, and the links in mails/);
	assert.equal(existsSync(`${file}.new`), false);
	assert.deepEqual([statSync(file).uid, statSync(file).gid, statSync(file).mode], [mode.uid, mode.gid, mode.mode]);
	assert.equal(lines().length, 2);
	assert.equal(lines()[1], first);
	assert.notEqual(lines()[0], first);
	const again = await stack.command("key", "renew");
	assert.equal(again.status, 1);
	assert.match(again.out, /holds a new key and the former one already/);
	assert.match((await stack.command("doctor")).out, /^note {2}key file: .* holds the former key, too; portico key finish/m);

	assert.equal((await ann.client.get("/en/account")).status, 200, "sessions stay");
	assert.notEqual((await ann.client.submit(form, "/account/security/password", { current: PASSWORD, password: PASSWORD })).status, 303, "a form of before ends");
	assert.equal(await signsIn(ann), true, "the former key opens");
	const cleo = await guarded(); // with the new key: what a run that was killed half way leaves
	const before = [sealOf(ann), sealOf(ben), sealOf(cleo)];

	stack.sql(`UPDATE account SET totp_sealed = 'x' WHERE id = ${ben.id}`); // opens with neither
	const finished = await stack.command("key", "finish");
	assert.equal(finished.status, 0, finished.out);
	assert.match(finished.out, /1 sealed anew, 2 with the new key now/);
	assert.match(finished.out, /1 open with neither key[\s\S]*reset-2fa/);
	assert.ok(finished.out.includes(`account ${ben.id} opens with neither`));
	assert.notEqual(sealOf(ann), before[0]);
	assert.equal(sealOf(cleo), before[2]);
	assert.equal(lines().length, 1);
	assert.notEqual(lines()[0], first);
	assert.equal(await signsIn(ann), true);
	assert.equal(await signsIn(cleo), true);
	assert.match((await stack.command("key", "finish")).out, /nothing is left to do/);
	assert.match((await stack.command("doctor")).out, /^ok {4}key file: /m);
});
