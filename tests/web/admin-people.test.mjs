/* The management of people over HTTP: who may see and change whom, lists and their file, edits that meet, the last
 * administrator, merging two accounts. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, textOf, unescapeHtml } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, masked, person, retire, topic } from "./people.mjs";

let stack, slug, admin, manager, agent;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	admin = person(stack, { role: "admin", name: "Head" });
	agent = person(stack, { role: "agent", name: "Plain agent" });
	manager = withRole("people export");
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const key = () => randomBytes(4).toString("hex");
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const row = (who) => stack.sql(`SELECT * FROM account WHERE id = ${who.id}`)[0];
const count = (sql) => Number(stack.value(`SELECT COUNT(*) FROM ${sql}`));
const audited = (action, who) => count(`audit WHERE action = '${action}' AND object = 'account' AND object_id = ${who.id}`);
const mailed = (detail, who) => count(`outbox WHERE kind = 'security' AND detail = '${detail}' AND account_id = ${who.id}`);
const path = (who, rest = "") => `/admin/people/${who.id}${rest}`;
const open = (by, who, rest) => by.client.get(path(who, rest));
const act = async (by, who, what) => by.client.submit(await open(by, who, `/${what}`), `/${what}`, {});
const edit = async (by, who, values) => by.client.submit(await open(by, who), path(who), values);

/* An agent whose staff role holds these permissions. */
function withRole(permissions) {
	const name = `role-${key()}`;
	const made = person(stack, { role: "agent" });
	stack.sql(`INSERT INTO staff_role (name, name_key, permissions, created_at) VALUES ('${name}', '${name}', '${permissions}', 1);
		UPDATE account SET role_id = LAST_INSERT_ID() WHERE id = ${made.id}`);
	made.role = stack.value(`SELECT id FROM staff_role WHERE name = '${name}'`);
	return made;
}

/* The names in a list of people. */
const names = (page) => [...page.text.matchAll(/<td class="cell-main"><a [^>]*>([^<]*)</g)].map(([, name]) => unescapeHtml(name));

const customer = (options) => person(stack, { name: `Zoë ${key()}`, ...options });

/* --- who comes in ------------------------------------------------------------------------------------ */

test("ACL-01: the management is missing for customers and for staff without the permission; strangers sign in first", async () => {
	const target = customer();
	const paths = ["/admin/people", "/admin/people.csv", path(target), path(target, "/merge"), path(target, "/disable")];
	for (const address of paths) {
		for (const who of [target, agent, withRole("companies audit")])
			assert.equal((await who.client.get(address)).status, 404, address);
		assert.equal((await new Client(stack).get(address)).status, 303, address);
	}
	for (const who of [target, agent])
		assert.equal((await who.client.get("/admin")).status, 404);
	for (const rest of ["", "/role", "/merge", "/disable", "/sign-out", "/reset-factor"]) {
		const sent = await agent.client.post(path(target, rest), { role: "admin", name: "x", mail: "x@example.org", lang: "en", other: "1" });
		assert.ok([403, 404].includes(sent.status), rest);
	}
	assert.equal(row(target).state, "active");
});

test("ACL-01, CVE-2025-48475: whoever manages people does not see who may more than he; missing and forbidden look the same", async () => {
	const stronger = withRole("people settings");
	const equal = withRole("people");
	for (const who of [admin, stronger]) {
		const page = await open(manager, who);
		assert.equal(page.status, 404);
		assert.deepEqual(masked(page, String(who.id)), masked(await manager.client.get("/admin/people/999999999"), "999999999"));
		assert.equal((await open(manager, who, "/disable")).status, 404);
		assert.ok([403, 404].includes((await manager.client.post(path(who, "/disable"), {})).status));
		assert.deepEqual(names(await manager.client.get(`/admin/people?q=${who.mail}`)), []);
		assert.doesNotMatch((await manager.client.get(`/admin/people.csv?q=${who.mail}`)).text, new RegExp(who.mail));
	}
	assert.equal((await open(manager, equal)).status, 200);
	assert.deepEqual(names(await manager.client.get(`/admin/people?q=${equal.mail}`)), [equal.name]);
	assert.equal((await open(admin, stronger)).status, 200);
});

test("ACL-01: nobody gives a role that holds more than he has, nor the administrator’s", async () => {
	const target = customer();
	const strong = withRole("people settings").role;
	const page = await open(manager, target);
	assert.doesNotMatch(page.text, new RegExp(`value="(admin|agent-${strong})"`));
	for (const role of ["admin", `agent-${strong}`, "agent-99999", "agent-", "root", "agent-1x"]) {
		const sent = await manager.client.submit(page, "/role", { role });
		assert.equal(sent.status, 422, role);
	}
	assert.equal(row(target).role, "customer");
	assert.equal((await manager.client.submit(await open(manager, target), "/role", { role: `agent-${manager.role}` })).status, 303);
	assert.equal(row(target).role, "agent");
	assert.equal(row(target).role_id, manager.role);
});

test("nobody disables, merges away or gives a role to himself", async () => {
	const page = await open(admin, admin);
	assert.equal(page.status, 200);
	assert.doesNotMatch(page.text, /\/(role|merge|disable)"/);
	assert.equal((await open(admin, admin, "/disable")).status, 404);
	assert.equal((await open(admin, admin, "/merge")).status, 404);
});

test("ACL-05: an edit writes the declared fields and no other column", async () => {
	const target = customer();
	const before = row(target);
	const sent = await edit(admin, target, {
		name: "New name",
		organisation: "Aurora",
		role: "admin",
		state: "disabled",
		id: "1",
		role_id: "1",
		password_hash: "x",
		totp_sealed: "x",
		mail_key: "evil@example.org",
		created_at: "1",
		delete_at: "1",
		notice_count: "9",
		picture_id: "1",
		acting_company_id: "1",
		theme: "dark",
		zone: "Asia/Tehran",
	});
	assert.equal(sent.status, 303);
	const changed = Object.entries(row(target)).filter(([name, value]) => value !== before[name]).map(([name]) => name);
	assert.deepEqual(changed.filter((name) => name !== "updated_at").sort(), ["name", "name_key", "organisation", "surname_key"].sort());
	assert.equal(audited("account.edit", target), 1);
});

/* --- edits ------------------------------------------------------------------------------------------- */

test("a new address counts at once: both addresses get a mail, links to the old one die", async () => {
	const target = customer();
	const mail = `moved-${key()}@example.org`;
	stack.sql(`INSERT INTO mail_token (token_hash, purpose, account_id, created_at, ends_at)
		VALUES (RANDOM_BYTES(32), 'reset', ${target.id}, 1, UNIX_TIMESTAMP() + 900)`);
	assert.equal((await edit(admin, target, { mail })).status, 303);
	assert.equal(row(target).mail_key, mail);
	assert.equal(count(`mail_token WHERE account_id = ${target.id} AND purpose = 'reset'`), 0);
	await stack.mail(target.mail);
	await stack.mail(mail);
	assert.equal(mailed("mail_changed", target), 1);
	assert.equal(stack.value(`SELECT detail FROM audit WHERE action = 'account.edit' AND object_id = ${target.id}`), "address");
});

test("an address that another account has is refused, and the form keeps what was typed", async () => {
	const target = customer(), other = customer();
	const sent = await edit(admin, target, { name: "Typed <b>", mail: other.mail });
	assert.equal(sent.status, 422);
	assert.equal(form(sent, path(target)).value("name"), "Typed <b>");
	assert.match(words(sent), /Another account has this address/);
	for (const wrong of [{ name: "" }, { mail: "nonsense" }, { lang: "xx" }, { industry: "magic" }])
		assert.equal((await edit(admin, target, wrong)).status, 422);
	assert.equal(row(target).mail, target.mail);
});

test("DAT-07: of two who edit one person the later one sees both sides and nothing is lost", async () => {
	const target = customer();
	const mine = await open(admin, target), theirs = await open(manager, target);
	assert.equal((await manager.client.submit(theirs, path(target), { name: "Theirs" })).status, 303);
	const late = await admin.client.submit(mine, path(target), { name: "Mine" });
	assert.equal(late.status, 409);
	assert.match(words(late), /Theirs/);
	assert.match(words(late), /Mine/);
	assert.equal(row(target).name, "Theirs");
	assert.equal((await admin.client.submit(late, path(target), {})).status, 303);
	assert.equal(row(target).name, "Mine");
});

/* --- acts -------------------------------------------------------------------------------------------- */

test("SES-04: disabling ends the sign-ins at once, enabling lets the person in again", async () => {
	const target = customer();
	assert.equal((await target.client.get("/en/tickets")).status, 200);
	assert.equal((await act(admin, target, "disable")).status, 303);
	assert.equal((await target.client.get("/en/tickets")).status, 303);
	assert.equal(row(target).state, "disabled");
	assert.equal(count(`session WHERE account_id = ${target.id}`), 0);
	assert.equal((await act(admin, target, "enable")).status, 303);
	assert.equal(row(target).state, "active");
	for (const [action, detail] of [["account.disable", "account_disabled"], ["account.enable", "account_enabled"]]) {
		assert.equal(audited(action, target), 1);
		assert.equal(mailed(detail, target), 1);
	}
});

test("SES-05: staff signs a person out everywhere, and a new role does so too", async () => {
	const target = customer();
	assert.equal((await act(admin, target, "sign-out")).status, 303);
	assert.equal((await target.client.get("/en/tickets")).status, 303);
	assert.equal(audited("account.sign_out", target), 1);
	const second = customer();
	assert.equal((await admin.client.submit(await open(admin, second), "/role", { role: "admin" })).status, 303);
	assert.equal((await second.client.get("/en/tickets")).status, 303);
	assert.equal(mailed("role_changed", second), 1);
	assert.equal((await admin.client.submit(await open(admin, second), "/role", { role: "customer" })).status, 303);
	assert.equal(row(second).role, "customer");
});

test("a second factor that is reset takes recovery codes, trust and sign-ins with it", async () => {
	const target = customer();
	stack.sql(`UPDATE account SET totp_sealed = 'x', totp_since = UNIX_TIMESTAMP() WHERE id = ${target.id};
		INSERT INTO recovery_code (account_id, code_hash) VALUES (${target.id}, RANDOM_BYTES(32));
		INSERT INTO device (token_hash, account_id, trusted_until, created_at, seen_at) VALUES (RANDOM_BYTES(32), ${target.id}, 9999999999, 1, 1)`);
	assert.equal((await act(admin, target, "reset-factor")).status, 303);
	assert.equal(row(target).totp_since, null);
	assert.equal(count(`recovery_code WHERE account_id = ${target.id}`), 0);
	assert.equal(count(`device WHERE account_id = ${target.id} AND trusted_until > 0`), 0);
	assert.equal(count(`session WHERE account_id = ${target.id}`), 0);
	assert.equal(mailed("factor_off", target), 1);
	assert.equal((await open(admin, target, "/reset-factor")).status, 404);
});

test("AUTH-12: nobody resets his own second factor or changes his own address here, without the password", async () => {
	const head = person(stack, { role: "admin" });
	stack.sql(`UPDATE account SET totp_sealed = 'x', totp_since = UNIX_TIMESTAMP() WHERE id = ${head.id}`);
	assert.equal((await open(head, head, "/reset-factor")).status, 404);
	const token = form(await open(head, customer(), "/disable"), "/disable").value("token");
	assert.equal((await head.client.post(path(head, "/reset-factor"), { token })).status, 404);
	assert.notEqual(row(head).totp_since, null);
	const refused = await edit(head, head, { mail: `thief-${key()}@example.org` });
	assert.equal(refused.status, 422);
	assert.match(words(refused), /Change your own address in your account/);
	assert.equal(row(head).mail, head.mail);
	const same = await edit(head, head, { name: "Ann Head", mail: head.mail.toUpperCase() });
	assert.equal(same.status, 303);
	assert.equal(row(head).name, "Ann Head");
});

test("a password link is mailed", async () => {
	const target = customer();
	assert.equal((await act(manager, target, "link")).status, 303);
	assert.ok(await stack.mail(target.mail, (one) => one.links.some((link) => link.includes("/login/reset/"))));
	assert.equal(audited("account.password_link", target), 1);
});

test("who waits for approval is approved, or refused and removed; one with tickets stays a guest", async () => {
	const wait = (who) => stack.sql(`UPDATE account SET state = 'waiting' WHERE id = ${who.id}`);
	const [yes, no, owner] = [customer(), customer(), customer()];
	await fileTicket(owner, slug, "Sent as a guest");
	[yes, no, owner].forEach(wait);
	const list = await manager.client.get("/admin/people?state=waiting&sort=newest");
	assert.equal((await manager.client.submit(list, path(yes, "/approve"), {})).status, 303);
	assert.equal(row(yes).state, "active");
	assert.equal(mailed("account_approved", yes), 1);
	assert.equal((await manager.client.submit(list, path(yes, "/approve"), {})).status, 303, "pressed twice: the same answer");
	assert.equal((await act(manager, no, "refuse")).status, 303);
	assert.equal(row(no), undefined);
	await stack.mail(no.mail);
	assert.equal((await act(manager, owner, "refuse")).status, 303);
	assert.equal(row(owner).state, "guest");
	assert.equal(audited("account.refuse", no), 1);
});

/* --- lists ------------------------------------------------------------------------------------------- */

test("the list pages by key in each order, back and forth, without a gap or a double", async () => {
	const mark = `Qq${key()}`;
	for (let i = 0; i < 45; i++)
		person(stack, { name: `${mark} ${String.fromCharCode(65 + (i % 26))}${i}` });
	const company = stack.value(`INSERT INTO company (name, name_key, created_at, updated_at) VALUES ('${mark}', '${mark}', 1, 1) RETURNING id`);
	stack.sql(`INSERT INTO company_member (company_id, account_id, created_at) SELECT ${company}, id, 1 FROM account WHERE name LIKE '${mark}%'`);
	for (const sort of ["name", "name-down", "newest", "oldest"]) {
		const seen = [];
		let page = await admin.client.get(`/admin/people?company=${company}&sort=${sort}`);
		const first = names(page);
		let pages = 1;
		seen.push(...first);
		for (let next; (next = /rel="next" href="([^"]*)"/.exec(page.text)); pages++) {
			page = await admin.client.get(next[1].replaceAll("&amp;", "&"));
			seen.push(...names(page));
		}
		assert.equal(pages, 3, sort);
		assert.equal(new Set(seen).size, 45, sort);
		assert.equal(seen.length, 45, sort);
		if (sort.startsWith("name"))
			assert.deepEqual(seen, [...seen].sort((a, b) => (sort === "name" ? 1 : -1) * a.localeCompare(b, "en")));
		while (/rel="prev"/.test(page.text))
			page = await admin.client.get(/rel="prev" href="([^"]*)"/.exec(page.text)[1].replaceAll("&amp;", "&"));
		assert.deepEqual(names(page), first, sort);
	}
});

test("a search finds the beginning of a name, surname or address, whatever the case and the marks; filters cut it", async () => {
	const mark = key();
	const target = person(stack, { name: `Agnė Žu${mark}` });
	const find = async (q, rest = "") => names(await admin.client.get(`/admin/people?q=${encodeURIComponent(q)}${rest}`));
	for (const q of [`agne žu${mark}`, `ŽU${mark}`, `zu${mark}`, target.mail, target.mail.slice(0, 20).toUpperCase()])
		assert.deepEqual(await find(q), [target.name], q);
	assert.deepEqual(await find(`zu${mark}`, "&role=agent"), []);
	assert.deepEqual(await find(`zu${mark}`, "&state=disabled"), []);
	assert.deepEqual(await find(`zu${mark}`, "&factor=yes"), []);
	assert.deepEqual(await find(`zu${mark}`, "&factor=no&role=customer&state=active"), [target.name]);
	assert.deepEqual(await find("%"), []);
	assert.deepEqual(await find(`_u${mark}`), []);
	const empty = await admin.client.get("/admin/people?q=nobody-has-this");
	assert.equal(empty.status, 200);
	assert.match(words(empty), /Nobody fits/);
});

test("INJ-09, CVE-2019-14749: no cell of the file is a formula, cells are quoted, and the export is audited", async () => {
	const mark = key();
	for (const sign of ["=", "+", "-", "@"])
		person(stack, { name: `${sign}1+cmd ${mark}` });
	person(stack, { name: `Quo"te, ${mark}` });
	stack.sql(`UPDATE account SET organisation = CHAR(9, 61, 49) WHERE name LIKE '%te, ${mark}'`);
	const file = await admin.client.get(`/admin/people.csv?q=${mark}`);
	assert.equal(file.status, 200);
	assert.match(file.headers["content-type"], /^text\/csv; charset=utf-8/);
	assert.match(file.headers["content-disposition"], /^attachment; filename="people-\d{4}-\d\d-\d\d\.csv"$/);
	const text = file.text.replace(/^\ufeff/, "");
	for (const sign of ["=", "+", "-", "@"])
		assert.ok(text.includes(`"'${sign}1+cmd ${mark}"`), sign);
	assert.ok(text.includes(`"Quo""te, ${mark}"`));
	assert.doesNotMatch(text, /(^|,|\n)"?[=+@\t-]/);
	const rows = text.trimEnd().split("\r\n");
	assert.equal(rows.length, 6);
	assert.equal(stack.value(`SELECT detail FROM audit WHERE action = 'export' AND actor_id = ${admin.id} ORDER BY id DESC LIMIT 1`), "people 5");
	assert.equal((await withRole("people").client.get("/admin/people.csv")).status, 404);
	assert.doesNotMatch((await withRole("people").client.get("/admin/people")).text, /people\.csv/);
});

/* --- merging ----------------------------------------------------------------------------------------- */

test("two accounts of one person become one: shown first, all moves, the other one’s sign-ins end", async () => {
	const kept = customer(), other = customer();
	const number = await fileTicket(other, slug, "Mine from before");
	const page = await admin.client.get(path(kept, `/merge?with=${encodeURIComponent(other.mail.toUpperCase())}`));
	assert.equal(page.status, 200);
	assert.match(words(page), /Tickets 1/);
	assert.match(words(page), /Messages 1/);
	assert.equal(row(other).state, "active", "looking changes nothing");
	const sent = await admin.client.submit(page, "/merge", {});
	assert.equal(sent.status, 303);
	assert.equal((await admin.client.follow(sent)).status, 200);
	assert.equal((await kept.client.get(`/en/tickets/${number}`)).status, 200);
	assert.equal((await other.client.get("/en/tickets")).status, 303);
	assert.equal(row(other).state, "deleted");
	assert.ok(!Object.values(row(other)).some((value) => value === other.mail || value === other.name));
	assert.equal((await open(admin, other)).status, 404);
	assert.equal(row(kept).mail, kept.mail);
	assert.equal(stack.value(`SELECT detail FROM audit WHERE action = 'account.merge' AND object_id = ${kept.id}`), `${other.id} into ${kept.id}`);
	assert.equal(mailed("accounts_merged", kept), 2);
	await stack.mail(other.mail); // the old address hears of it, too
	const again = person(stack, { name: "New" });
	stack.sql(`UPDATE account SET mail = '${other.mail}', mail_key = '${other.mail}' WHERE id = ${again.id}`);
});

test("ACL-01: a merge needs the right to manage both, and unknown and forbidden addresses look alike", async () => {
	const kept = customer();
	const answer = async (mail) => (await manager.client.get(path(kept, `/merge?with=${encodeURIComponent(mail)}`)));
	for (const mail of [admin.mail, "nobody@example.org"]) {
		const page = await answer(mail);
		assert.equal(page.status, 422);
		assert.match(words(page), /No account that you manage has this address/);
	}
	assert.match(words(await answer(kept.mail)), /same account/);
	const page = await answer(customer().mail);
	assert.equal((await manager.client.submit(page, "/merge", { other: String(admin.id) })).status, 404);
	assert.equal(row(admin).state, "active");
	assert.equal((await manager.client.submit(await answer(customer().mail), "/merge", { other: String(kept.id) })).status, 404);
});
