/* Companies over HTTP: who sees and does what, invitations and their links, what ends with a membership. */
import assert from "node:assert/strict";
import { randomBytes, randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { Client, form, forms, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { masked, newPath, person, retire, topic } from "./people.mjs";

const RIGHTS = ["own", "colleagues", "orders", "finance", "members"];
const PASSWORD = "a lamp that blinks three times";
let stack, slug;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

/* --- companies of a test's own -------------------------------------------------------------------- */

function join(company, who, { owner = false, rights = "" } = {}) {
	stack.sql(`INSERT INTO company_member (company_id, account_id, owner, rights, created_at)
		VALUES (${company.id}, ${who.id}, ${owner}, '${rights}', UNIX_TIMESTAMP())`);
	return who;
}

/* { id, path, owner } with an owner; further members by join(). */
function company({ state = "active" } = {}) {
	const name = `Company ${randomBytes(4).toString("hex")}`;
	const made = { id: String(randomInt(10000000, 90000000)), name };
	stack.sql(`INSERT INTO company (id, name, name_key, state, created_at, updated_at)
		VALUES (${made.id}, '${name}', '${name.toLowerCase()}', '${state}', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`);
	made.path = `/en/company/${made.id}`;
	made.owner = join(made, person(stack, { name: "Olga Owner" }), { owner: true });
	return made;
}

const member = (made, rights, options) => join(made, person(stack, options), { rights });
const rightsOf = (made, who) => stack.sql(`SELECT owner, rights FROM company_member WHERE company_id = ${made.id} AND account_id = ${who.id}`)[0];
const words = (page) => textOf(page.text.replace(/^[\s\S]*<main/, "<main").replace(/<\/main>[\s\S]*/, ""));
const acts = (who, made) => stack.sql(`UPDATE account SET acting_company_id = ${made.id} WHERE id = ${who.id}`);
const flags = (rights) => Object.fromEntries(RIGHTS.map((right) => [right, rights.includes(right) ? "1" : undefined]));

/* Not the forms that send one again. */
const inviting = (one) => (one.action ?? "").endsWith("/invites");

async function invite(made, who, mail, rights = ["own"], options = {}) {
	const page = await who.client.get(`${made.path}/members`);
	return who.client.submit(page, inviting, { mail, ...flags(rights) }, options);
}

/* The newest invitation's path, in the language of its letter, from the mail. */
async function linkTo(mail, fits = () => true) {
	const found = (one) => one.links.some((link) => link.includes("/company/invite/"));
	const letter = await stack.mail(mail, (one) => found(one) && fits(one));
	return new URL(letter.links.find((link) => link.includes("/company/invite/"))).pathname;
}

async function fileFor(who) {
	const page = await who.client.get(newPath(slug, "For the company"));
	const sent = await who.client.submit(page, "/tickets/new", { body: "Words.", field_1: "1", files: [{ name: "secret.txt", content: "only for us" }] });
	assert.equal(sent.status, 303);
	return /\/tickets\/(\d{8})/.exec(sent.location)[1];
}

/* --- reading ---------------------------------------------------------------------------------------- */

test("A8: who belongs to no company learns how one comes to belong", async () => {
	const alone = person(stack);
	const page = await alone.client.get("/en/company");
	assert.equal(page.status, 200);
	assert.match(words(page), /You belong to no company/);
	assert.equal(forms(page.text.replace(/^[\s\S]*<main/, "")).length, 0);
	assert.doesNotMatch(page.text, /class="acting/);
});

test("A8: one acts for oneself or a company, and each page says for whom", async () => {
	const made = company();
	const anna = member(made, "own");
	let page = await anna.client.get("/en/company");
	assert.match(words(page), /May use: own tickets/);
	assert.match(textOf(page.text), /Acting for: Myself/);
	page = await anna.client.follow(await anna.client.submit(page, "/company/act", { company: made.id }));
	assert.match(words(page), /You act for the company now/);
	assert.match(textOf((await anna.client.get("/en/kb")).text), new RegExp(`Acting for: ${made.name}`));
	page = await anna.client.follow(await anna.client.submit(page, "/company/act", { company: "0" }));
	assert.match(textOf(page.text), /Acting for: Myself/);
	const foreign = company();
	page = await anna.client.get("/en/company");
	assert.equal((await anna.client.submit(page, "/company/act", { company: foreign.id })).status, 404);
	assert.equal((await anna.client.submit(page, "/company/act", { company: "" })).status, 422);
	assert.equal(stack.value(`SELECT acting_company_id IS NULL FROM account WHERE id = ${anna.id}`), "1");
});

test("ACL-01 ACL-03: each page of a company opens to its rights alone, and is missing for everybody else", async () => {
	const made = company();
	const other = company();
	const target = member(made, "own");
	const people = {
		owner: made.owner,
		manager: member(made, "members"),
		bookkeeper: member(made, "finance"),
		plain: member(made, "own colleagues orders"),
		nothing: member(made, ""),
		stranger: person(stack),
		foreign: other.owner,
		agent: person(stack, { role: "agent" }),
	};
	const pages = {
		"": ["owner", "manager", "bookkeeper", "plain", "nothing"],
		"/leave": ["owner", "manager", "bookkeeper", "plain", "nothing"],
		"/members": ["owner", "manager"],
		[`/members/${target.id}`]: ["owner", "manager"],
		[`/members/${target.id}/remove`]: ["owner", "manager"],
		"/billing": ["owner", "bookkeeper"],
	};
	for (const [name, who] of Object.entries(people))
		for (const [path, open] of Object.entries(pages)) {
			const page = await who.client.get(made.path + path);
			assert.equal(page.status, open.includes(name) ? 200 : 404, `${name} at ${path}`);
			if (page.status !== 404)
				continue;
			const missing = await who.client.get(`/en/company/99999999${path}`);
			assert.deepEqual(masked(page, made.id), masked(missing, "99999999"), `${name} at ${path}`);
		}
	const anonymous = await new Client(stack).get(made.path);
	assert.equal(anonymous.status, 303);
	assert.match(anonymous.location, /\/login\?next=/);
});

test("A8: a disabled company gives no rights, to nobody", async () => {
	const made = company({ state: "disabled" });
	for (const path of ["", "/members", "/billing", "/leave"])
		assert.equal((await made.owner.client.get(made.path + path)).status, 404);
	const page = await made.owner.client.get("/en/company");
	assert.match(words(page), /We have disabled this company/);
	assert.ok(!page.text.includes(`href="${made.path}"`));
});

test("A8: the overview shows what its reader may do and nothing more", async () => {
	const made = company();
	const bookkeeper = member(made, "finance");
	const page = await bookkeeper.client.get(made.path);
	assert.match(words(page), /May use: finance/);
	assert.ok(page.text.includes(`${made.path}/billing"`));
	assert.ok(!page.text.includes(`${made.path}/members"`));
	assert.doesNotMatch(words(page), /Tickets of the company/);
	const first = await made.owner.client.get(made.path);
	assert.match(words(first), /2 members/);
	assert.match(words(first), /Tickets of the company.*Members.*Billing details/);
});

/* --- billing ---------------------------------------------------------------------------------------- */

test("A8: a bookkeeper edits the billing details; a second editor sees what the first saved", async () => {
	const made = company();
	const bookkeeper = member(made, "finance");
	const first = await bookkeeper.client.get(`${made.path}/billing`);
	const second = await made.owner.client.get(`${made.path}/billing`);
	const typed = { billing_name: "Firm & Sons", billing_address: "Street 1\nTown", billing_mail: "pay@example.org", tax_number: "LT1" };
	const saved = await bookkeeper.client.submit(first, "/billing", typed);
	assert.equal(saved.status, 303);
	assert.match(words(await bookkeeper.client.follow(saved)), /The billing details were saved/);
	const late = await made.owner.client.submit(second, "/billing", { ...typed, billing_name: "Mine" });
	assert.equal(late.status, 409);
	assert.equal(form(late, "/billing").value("billing_name"), "Mine");
	assert.match(words(late), /What holds now.*Firm & Sons/);
	assert.equal(stack.value(`SELECT billing_name FROM company WHERE id = ${made.id}`), "Firm & Sons");
	assert.equal((await made.owner.client.submit(late, "/billing")).status, 303);
	assert.equal(stack.value(`SELECT billing_name FROM company WHERE id = ${made.id}`), "Mine");
	assert.equal(stack.value(`SELECT COUNT(*) FROM audit WHERE action = 'company.billing' AND object_id = ${made.id}`), "2");
	const bad = await bookkeeper.client.submit(await bookkeeper.client.get(`${made.path}/billing`), "/billing", { billing_mail: "no address", tax_number: "9" });
	assert.equal(bad.status, 422);
	assert.equal(form(bad, "/billing").value("tax_number"), "9");
	assert.match(bad.text, /href="#f-billing_mail"/);
});

/* --- members ---------------------------------------------------------------------------------------- */

test("A8: members are listed by pages and found by name or address", async () => {
	const made = company();
	const key = randomBytes(4).toString("hex");
	const values = Array.from({ length: 24 }, (_, i) => `('m${i}-${key}@example.org', 'm${i}-${key}@example.org', 'Member ${i} Čė', 'active', 1, 1)`);
	stack.sql(`INSERT INTO account (mail, mail_key, name, state, created_at, updated_at) VALUES ${values};
		INSERT INTO company_member (company_id, account_id, rights, created_at)
		SELECT ${made.id}, id, 'own', UNIX_TIMESTAMP() + 10 FROM account WHERE mail LIKE '%-${key}@example.org'`);
	const hrefs = (page) => [...page.text.matchAll(new RegExp(`href="${made.path}/members/(\\d+)"`, "g"))].map((found) => found[1]);
	const first = await made.owner.client.get(`${made.path}/members`);
	assert.equal(hrefs(first).length, 20);
	assert.equal(hrefs(first)[0], made.owner.id);
	const next = /rel="next" href="([^"]+)"/.exec(first.text)[1].replaceAll("&amp;", "&");
	const second = await made.owner.client.get(next);
	assert.equal(hrefs(second).length, 5);
	assert.equal(new Set([...hrefs(first), ...hrefs(second)]).size, 25);
	const back = /rel="prev" href="([^"]+)"/.exec(second.text)[1].replaceAll("&amp;", "&");
	assert.deepEqual(hrefs(await made.owner.client.get(back)), hrefs(first));
	assert.equal(hrefs(await made.owner.client.get(`${made.path}/members?q=${encodeURIComponent("member 17 ce")}`)).length, 1);
	assert.equal(hrefs(await made.owner.client.get(`${made.path}/members?q=M5-${key}@`)).length, 1);
	assert.match(words(await made.owner.client.get(`${made.path}/members?q=nobody-at-all`)), /Nobody here is called that/);
});

test("A8: rights change at once, within the same session", async () => {
	const made = company();
	const anna = member(made, "own");
	assert.equal((await anna.client.get(`${made.path}/billing`)).status, 404);
	const page = await made.owner.client.get(`${made.path}/members/${anna.id}`);
	const saved = await made.owner.client.submit(page, `/members/${anna.id}`, flags(["own", "finance"]));
	assert.equal(saved.status, 303);
	assert.equal((await anna.client.get(`${made.path}/billing`)).status, 200);
	assert.equal(stack.value(`SELECT detail FROM audit WHERE action = 'company.rights' AND object_id = ${made.id}`), `account ${anna.id} own finance`);
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE kind = 'security' AND account_id = ${anna.id} AND detail = 'company_rights'`), "1");
});

test("A8: of two who change the same member the second learns what the first did", async () => {
	const made = company();
	const anna = member(made, "own");
	const path = `/members/${anna.id}`;
	const first = await made.owner.client.get(made.path + path);
	const second = await made.owner.client.get(made.path + path);
	assert.equal((await made.owner.client.submit(first, path, flags(["own", "finance"]))).status, 303);
	const late = await made.owner.client.submit(second, path, flags(["colleagues"]));
	assert.equal(late.status, 409);
	assert.match(words(late), /What holds now: May use: own tickets, finance/);
	assert.equal(rightsOf(made, anna).rights, "own finance");
	assert.equal((await made.owner.client.submit(late, path)).status, 303);
	assert.equal(rightsOf(made, anna).rights, "colleagues");
});

test("ACL-05: nobody grants what he has not, nor touches an owner", async () => {
	const made = company();
	const manager = member(made, "own members");
	const anna = member(made, "own");
	const rich = member(made, "own finance");
	const path = `/members/${anna.id}`;
	const page = await manager.client.get(made.path + path);
	for (const extra of [{ finance: "1" }, { colleagues: "1", own: "1" }])
		assert.equal((await manager.client.submit(page, path, extra)).status, 404);
	const tried = await manager.client.submit(page, path, { own: "1", owner: "1", rights: "finance", company_id: "1", account_id: made.owner.id });
	assert.equal(tried.status, 303); // what the form has not, or is not his to say, is as if not sent
	assert.deepEqual(rightsOf(made, anna), { owner: "0", rights: "own" });
	assert.equal((await manager.client.submit(await manager.client.get(made.path + path), path, flags(["own", "members"]))).status, 303);
	assert.deepEqual(rightsOf(made, anna), { owner: "0", rights: "own members" });
	/* what he has not he may take away, but not give back */
	const held = await manager.client.get(`${made.path}/members/${rich.id}`);
	assert.equal((await manager.client.submit(held, `/members/${rich.id}`, flags([]))).status, 303);
	assert.deepEqual(rightsOf(made, rich), { owner: "0", rights: "" });
	const poor = await manager.client.get(`${made.path}/members/${rich.id}`);
	assert.equal((await manager.client.submit(poor, `/members/${rich.id}`, flags(["finance"]))).status, 404);
	assert.match(words(await manager.client.get(`${made.path}/members/${made.owner.id}`)), /Only an owner can change this person/);
	const fresh = await manager.client.get(made.path + path);
	const { value } = form(fresh, path);
	assert.equal((await manager.client.post(`${made.path}/members/${made.owner.id}`, { token: value("token"), was_owner: "1" })).status, 404);
	const ask = await made.owner.client.get(`${made.path}${path}/remove`);
	const foreign = await manager.client.post(`${made.path}/members/${made.owner.id}/remove`, { token: form(ask, "/remove").value("token") });
	assert.notEqual(foreign.status, 303);
	assert.equal(rightsOf(made, made.owner).owner, "1");
	assert.equal((await invite(made, manager, `x-${randomBytes(4).toString("hex")}@example.org`, ["own", "finance"])).status, 404);
});

test("A8: an owner makes others owners; the last one can neither go nor give it up", async () => {
	const made = company();
	const anna = member(made, "own");
	const leave = await made.owner.client.get(`${made.path}/leave`);
	const refused = await made.owner.client.submit(leave, "/leave");
	assert.equal(refused.status, 422);
	assert.match(words(refused), /You are the only owner/);
	const self = await made.owner.client.get(`${made.path}/members/${made.owner.id}`);
	const kept = await made.owner.client.submit(self, `/members/${made.owner.id}`, { owner: undefined });
	assert.equal(kept.status, 422);
	assert.match(kept.text, /href="#f-owner"/);
	const page = await made.owner.client.get(`${made.path}/members/${anna.id}`);
	assert.equal((await made.owner.client.submit(page, `/members/${anna.id}`, { owner: "1" })).status, 303);
	assert.equal(rightsOf(made, anna).owner, "1");
	const left = await made.owner.client.submit(await made.owner.client.get(`${made.path}/leave`), "/leave");
	assert.equal(left.status, 303);
	assert.equal((await made.owner.client.get(made.path)).status, 404);
	assert.match(words(await made.owner.client.follow(left)), /You have left the company/);
	assert.equal((await anna.client.get(`${made.path}/billing`)).status, 200);
	const actions = stack.sql(`SELECT action FROM audit WHERE object = 'company' AND object_id = ${made.id} ORDER BY id`).map((row) => row.action);
	assert.deepEqual(actions, ["company.owner", "company.leave"]);
});

test("ACL-02: a removed member has lost pages, tickets and files with the next request of the same session", async () => {
	const made = company();
	const anna = member(made, "own colleagues finance members");
	const mate = member(made, "own colleagues");
	acts(anna, made);
	acts(mate, made);
	const own = await fileFor(anna);
	const theirs = await fileFor(mate);
	stack.sql(`INSERT INTO ticket_participant (ticket_id, account_id, created_at) SELECT id, ${anna.id}, 1 FROM ticket WHERE number = ${theirs}`);
	const files = [own, theirs].map((number) => stack.value(`SELECT LOWER(HEX(a.public_id)) FROM attachment a JOIN ticket t ON t.id = a.ticket_id WHERE t.number = ${number}`));
	const page = await anna.client.get(`/en/tickets/${own}`);
	const fileUrls = [...page.text.matchAll(/href="([^"]*\/files\/[^"]+)"/g)].map((found) => found[1]);
	assert.ok(fileUrls.length > 0 && files.every(Boolean));
	const before = [made.path, `${made.path}/members`, `${made.path}/billing`, `/en/tickets/${own}`, `/en/tickets/${theirs}`, ...fileUrls];
	for (const path of before)
		assert.equal((await anna.client.get(path)).status, 200, path);
	const reply = await anna.client.get(`/en/tickets/${own}`);

	const ask = await made.owner.client.get(`${made.path}/members/${anna.id}/remove`);
	assert.match(words(ask), /Access ends at once/);
	assert.ok(rightsOf(made, anna), "asking removes nobody");
	assert.equal((await made.owner.client.submit(ask, "/remove")).status, 303);

	for (const path of before)
		assert.equal((await anna.client.get(path)).status, 404, path);
	assert.equal((await anna.client.submit(reply, "/reply", { body: "still here" })).status, 404);
	assert.match(words(await anna.client.get("/en/company")), /You belong to no company/);
	assert.ok(!(await anna.client.get("/en/tickets")).text.includes(own));
	assert.equal(stack.value(`SELECT acting_company_id IS NULL FROM account WHERE id = ${anna.id}`), "1");
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket_participant WHERE account_id = ${anna.id}`), "0");
	assert.equal((await mate.client.get(`/en/tickets/${own}`)).status, 200);
	assert.equal(stack.value(`SELECT COUNT(*) FROM outbox WHERE kind = 'security' AND account_id = ${anna.id} AND detail = 'company_left' AND company_id = ${made.id}`), "1");
});

/* --- invitations ------------------------------------------------------------------------------------ */

test("AUTH-05: an invitation is answered the same whether the address has an account", async () => {
	const made = company();
	const known = person(stack);
	const unknown = `new-${randomBytes(4).toString("hex")}@example.org`;
	const answers = [];
	for (const mail of [known.mail, unknown]) {
		const sent = await invite(made, made.owner, mail);
		const page = await made.owner.client.follow(sent);
		answers.push([sent.status, sent.location, words(page).replaceAll(known.mail, "MAIL").replaceAll(unknown, "MAIL").replace(/MAIL.*?Withdraw /g, "")]);
	}
	assert.deepEqual(answers[0], answers[1]);
	assert.equal(answers[0][0], 303);
	const twice = await invite(made, made.owner, made.owner.mail);
	assert.equal(twice.status, 422);
	assert.match(words(twice), /A member of the company has this address already/);
	const empty = await invite(made, made.owner, "x@example.org", []);
	assert.equal(empty.status, 422);
	assert.equal(form(empty, inviting).value("mail"), "x@example.org");
});

test("AUTH-13: an invited person joins with his own address alone, once; looking at the link changes nothing", async () => {
	const made = company();
	const anna = person(stack);
	const other = person(stack);
	await invite(made, made.owner, anna.mail.replace("customer", "Customer"), ["own", "finance"]);
	const path = await linkTo(anna.mail);
	for (const client of [anna.client, anna.client, other.client, new Client(stack)])
		assert.equal((await client.get(path)).status, 200);
	assert.equal(stack.value(`SELECT COUNT(*) FROM company_invite WHERE company_id = ${made.id}`), "1");
	const foreign = await other.client.get(path);
	assert.match(words(foreign), new RegExp(`but you are signed in as ${other.mail}`));
	assert.ok(!forms(foreign.text).some((one) => (one.action ?? "").endsWith("/company/invite")));
	const page = await anna.client.get(path);
	assert.match(words(page), new RegExp(`Olga Owner invites you to act for ${made.name}`));
	const key = path.split("/").pop();
	const sent = await anna.client.submit(page, "/company/invite", { rights: "members", owner: "1", members: "1", company_id: "1" });
	assert.equal(sent.status, 303);
	assert.match(words(await anna.client.follow(sent)), /You belong to the company now/);
	assert.deepEqual(rightsOf(made, anna), { owner: "0", rights: "own finance" });
	for (const client of [anna.client, other.client, new Client(stack)]) {
		const dead = await client.get(path);
		assert.equal(dead.status, 404);
		assert.match(words(dead), /This invitation does not work any more/);
	}
	assert.equal((await anna.client.get(`/en/company/invite/${key.slice(0, -1)}`)).status, 404);
});

test("AUTH-13: the join form sent by somebody else joins nobody", async () => {
	const made = company();
	const anna = person(stack);
	const other = person(stack);
	await invite(made, made.owner, anna.mail);
	const path = await linkTo(anna.mail);
	await invite(made, made.owner, other.mail);
	const own = await other.client.get(await linkTo(other.mail));
	const tried = await other.client.submit(own, "/company/invite", { key: path.split("/").pop() });
	assert.equal(tried.status, 200);
	assert.match(words(tried), /but you are signed in as/);
	assert.equal(rightsOf(made, other), undefined);
	assert.equal(rightsOf(made, anna), undefined);
});

test("AUTH-13, CVE-2026-41902: sent again, the old link is dead at once and the new one works; withdrawn or too old, none does", async () => {
	const made = company();
	const anna = person(stack);
	await invite(made, made.owner, anna.mail);
	const old = await linkTo(anna.mail);
	let page = await made.owner.client.get(`${made.path}/members`);
	assert.equal((await made.owner.client.submit(page, "/again")).status, 303);
	assert.equal((await anna.client.get(old)).status, 404);
	await stack.settle();
	const fresh = await linkTo(anna.mail, (one) => !one.text.includes(old));
	assert.equal((await anna.client.get(fresh)).status, 200);

	stack.sql(`UPDATE company_invite SET ends_at = UNIX_TIMESTAMP() WHERE company_id = ${made.id}`);
	assert.equal((await anna.client.get(fresh)).status, 404);
	page = await made.owner.client.get(`${made.path}/members`);
	assert.match(words(page), /The link stopped working on/);
	stack.sql(`UPDATE company_invite SET ends_at = UNIX_TIMESTAMP() + 600 WHERE company_id = ${made.id}`);
	assert.equal((await anna.client.get(fresh)).status, 200);

	const withdraw = /href="([^"]+\/withdraw)"/.exec(page.text)[1];
	const ask = await made.owner.client.get(withdraw);
	assert.equal((await anna.client.get(fresh)).status, 200);
	assert.equal((await made.owner.client.submit(ask, "/withdraw")).status, 303);
	assert.equal((await anna.client.get(fresh)).status, 404);
	assert.equal((await made.owner.client.get(withdraw)).status, 404);
});

test("AUTH-13: an invitation cannot be sent again or withdrawn by another company", async () => {
	const made = company();
	const other = company();
	await invite(made, made.owner, `y-${randomBytes(4).toString("hex")}@example.org`);
	const id = stack.value(`SELECT id FROM company_invite WHERE company_id = ${made.id}`);
	await invite(other, other.owner, `z-${randomBytes(4).toString("hex")}@example.org`);
	const page = await other.owner.client.get(`${other.path}/members`);
	const token = form(page, "/again").value("token");
	for (const path of [`${other.path}/invites/${id}/again`, `${made.path}/invites/${id}/again`])
		assert.equal((await other.owner.client.post(path, { token })).status, 404, path);
	assert.equal((await other.owner.client.get(`${other.path}/invites/${id}/withdraw`)).status, 404);
});

test("A8: an invited address without account gets one behind the link and belongs to the company", async () => {
	const made = company();
	const mail = `fresh-${randomBytes(4).toString("hex")}@example.org`;
	await invite(made, made.owner, mail, ["own"]);
	const path = await linkTo(mail);
	const visitor = new Client(stack);
	const page = await visitor.get(path);
	assert.match(words(page), /Create your account/);
	const weak = await visitor.submit(page, "/company/invite/new", { name: "Fresh", password: "password" });
	assert.equal(weak.status, 422);
	assert.equal(form(weak, "/company/invite/new").value("name"), "Fresh");
	assert.equal(stack.value(`SELECT COUNT(*) FROM account WHERE mail_key = '${mail}'`), "0");
	const sent = await visitor.submit(weak, "/company/invite/new", { name: "Fresh", password: PASSWORD, role: "admin", state: "waiting", mail: "other@example.org" });
	assert.equal(sent.status, 303);
	assert.match(sent.location, /\/login\?next=.*done=company-joined-new/);
	const [account] = stack.sql(`SELECT id, name, role, state FROM account WHERE mail_key = '${mail}'`);
	assert.equal(account.role, "customer");
	assert.equal(account.state, "active");
	assert.deepEqual(rightsOf(made, account), { owner: "0", rights: "own" });
	assert.equal((await visitor.get(path)).status, 404);
	const back = await visitor.signIn({ mail, password: PASSWORD });
	assert.ok(back);
	assert.equal((await visitor.get(made.path)).status, 200);
});

test("A8: who has an account and is not signed in is led to sign in and back to the invitation", async () => {
	const made = company();
	const anna = person(stack);
	await invite(made, made.owner, anna.mail);
	const path = await linkTo(anna.mail);
	const page = await new Client(stack).get(path);
	assert.ok(page.text.includes(`/en/login?next=${encodeURIComponent(path)}`), page.text);
	assert.doesNotMatch(page.text, /name="password"/);
});

test("RAT-02: a company sends thirty invitations an hour, and strangers cannot use them up", async () => {
	const made = company();
	const stranger = person(stack);
	const other = company();
	assert.equal((await stranger.client.get(`${made.path}/members`)).status, 404);
	const page = await other.owner.client.get(`${other.path}/members`);
	const token = form(page, inviting).value("token");
	for (let i = 0; i < 40; i++)
		assert.equal((await other.owner.client.post(`${made.path}/invites`, { token, mail: `s${i}@example.org`, own: "1" })).status, 404);
	const base = randomBytes(4).toString("hex");
	for (let i = 0; i < 30; i++)
		assert.equal((await invite(made, made.owner, `i${i}-${base}@example.org`)).status, 303, `number ${i}`);
	const last = await invite(made, made.owner, `last-${base}@example.org`);
	assert.equal(last.status, 429);
	assert.equal(form(last, inviting).value("mail"), `last-${base}@example.org`);
	assert.equal(stack.value(`SELECT COUNT(*) FROM company_invite WHERE company_id = ${made.id}`), "30");
});

test("ACL-04: invitations of a member who is removed die with his membership", async () => {
	const made = company();
	const anna = member(made, "own members");
	const mail = `friend-${randomBytes(4).toString("hex")}@example.org`;
	await invite(made, anna, mail);
	const path = await linkTo(mail);
	assert.equal((await new Client(stack).get(path)).status, 200);
	const ask = await made.owner.client.get(`${made.path}/members/${anna.id}/remove`);
	assert.equal((await made.owner.client.submit(ask, "/remove")).status, 303);
	assert.equal((await new Client(stack).get(path)).status, 404);
});
