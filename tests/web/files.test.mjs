/* Files over HTTP: they come back as they were sent, to those who may read the ticket, and can do nothing in a browser. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, masked, newPath, person, retire, topic } from "./people.mjs";

const MB = 1000 * 1000;
const PNG = Buffer.from(
	"iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
	"base64",
);
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const SCRIPT = "<script>alert(1)</script>";

let stack, slug, alice, bob, agent;

before(async () => {
	stack = await startStack();
	slug = topic(stack);
	alice = person(stack);
	bob = person(stack);
	agent = person(stack, { role: "agent" });
});
after(async () => {
	retire(stack, slug);
	await stack.stop();
});

const linksOf = (page) => [...page.text.matchAll(/class="chip" href="([^"]*)"/g)].map((found) => found[1].replaceAll("&amp;", "&"));
const ticketRows = (who) => Number(stack.value(`SELECT COUNT(*) FROM ticket WHERE requester_id = ${who.id}`));

/* A ticket with these files: its number and their addresses. */
async function withFiles(who, files, subject = "Files") {
	const number = await fileTicket(who, slug, subject, { files });
	return { number, links: linksOf(await who.client.get(`/en/tickets/${number}`)) };
}

async function trySending(who, files) {
	const page = await who.client.get(newPath(slug, "Limits"));
	return who.client.submit(page, "/tickets/new", { body: "See the files.", field_1: "1", files });
}

test("UPL-02: what was sent comes back byte by byte, with its length", async () => {
	const contents = [0, 1, 262143, 262144, 262145, 3 * MB].map((size) => randomBytes(size));
	const { links } = await withFiles(alice, contents.map((content, i) => ({ name: `${i}.bin`, content })));
	const kept = contents.filter((content) => content.length > 0);
	assert.ok(links.length === contents.length || links.length === kept.length);
	for (const [i, content] of (links.length === kept.length ? kept : contents).entries()) {
		const page = await alice.client.get(links[i]);
		assert.equal(page.status, 200);
		assert.equal(page.headers["content-length"], String(content.length));
		assert.ok(page.body.equals(content));
	}
});

test("UPL-03, CVE-2019-14748, CVE-2022-32074, CVE-2022-25802: a file is a download of a type of ours, with nosniff, a sandbox and no storing", async () => {
	const files = [
		["page.html", `<!doctype html>${SCRIPT}`],
		["picture.svg", `<svg xmlns="http://www.w3.org/2000/svg">${SCRIPT}</svg>`],
		["data.xml", `<?xml version="1.0"?><x xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</x>`],
		["doc.pdf", "%PDF-1.4\n1 0 obj <</S /JavaScript /JS (app.alert(1))>> endobj"],
		["picture.png", `<html>${SCRIPT}`],
		["picture.gif.html", Buffer.concat([GIF, Buffer.from(SCRIPT)])],
		["script.js", "alert(1)"],
		["page.xhtml", `<html xmlns="http://www.w3.org/1999/xhtml">${SCRIPT}</html>`],
	].map(([name, content]) => ({ name, type: "image/png", content }));
	const { links } = await withFiles(alice, files);
	assert.equal(links.length, files.length);
	for (const [i, link] of links.entries())
		for (const suffix of ["", "?inline=1"]) {
			const page = await alice.client.get(link.split("?")[0] + suffix);
			assert.equal(page.status, 200);
			const picture = page.headers["content-type"] === "image/gif";
			assert.equal(page.headers["x-content-type-options"], "nosniff");
			assert.equal(page.headers["content-security-policy"], "default-src 'none'; sandbox");
			assert.match(page.headers["cache-control"], /no-store/);
			assert.match(page.headers["content-disposition"], suffix && picture ? /^inline; / : /^attachment; /);
			assert.ok(!/html|svg|xml|javascript/.test(page.headers["content-type"]), `${files[i].name}: ${page.headers["content-type"]}`);
		}
});

test("UPL-03: only plain pictures may be shown in the page", async () => {
	const { links } = await withFiles(alice, [
		{ name: "a.txt", content: PNG },
		{ name: "b.gif", content: GIF },
	]);
	assert.ok(links.every((link) => link.endsWith("?inline=1")));
	const shown = await alice.client.get(links[0]);
	assert.equal(shown.headers["content-type"], "image/png");
	assert.match(shown.headers["content-disposition"], /^inline; filename="a\.txt"/);
	assert.match((await alice.client.get(links[0].split("?")[0])).headers["content-disposition"], /^attachment; /);
	assert.equal((await alice.client.get(links[0].replace("a.txt", "b.txt"))).status, 404, "a file has no other name");
});

test("UPL-04, CVE-2026-28289: names are cleaned, encoded, and never a path or a header", async () => {
	const names = [
		["../../etc/passwd", /^[^/\\]*passwd$/],
		["a\r\nSet-Cookie: x=1.txt", /^[^\r\n]+$/],
		["نام فایل.txt", /^نام فایل\.txt$/],
		["ąčęė š.txt", /^ąčęė š\.txt$/],
		["exe\u202Egpj.txt", /^exegpj\.txt$/],
		["zero\u200Bwidth\u0000.txt", /^zerowidth\.txt$/],
		["quote\" and \\ back.txt", /^quote/],
		[".htaccess", /^htaccess$/],
		["percent%41%0d%0a.txt", /^percent/],
		[`${"x".repeat(300)}.txt`, /^x{20,120}\.txt$/],
		["..", /^file$/],
	];
	for (const [name, wanted] of names) {
		const page = await alice.client.get(newPath(slug, "Names"));
		const sent = await alice.client.submit(page, "/tickets/new", { body: "x", field_1: "1", files: [{ name, content: "hello" }] });
		if (sent.status === 400)
			continue; /* a name no browser sends: refused as a whole */
		assert.equal(sent.status, 303, name);
		const [link] = linksOf(await alice.client.follow(sent));
		const file = await alice.client.get(link);
		assert.equal(file.status, 200);
		const header = file.headers["content-disposition"];
		const [, plain, encoded] = /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([A-Za-z0-9.~_%-]+)$/.exec(header);
		assert.ok(!/["\\%]/.test(plain), header);
		assert.match(decodeURIComponent(encoded), wanted, name);
		assert.equal(file.headers["set-cookie"], undefined);
	}
});

test("UPL-01: 25 MB is taken, one byte more is not, and nothing of it stays", async () => {
	const kim = person(stack);
	const whole = await trySending(kim, [{ name: "whole.bin", content: Buffer.alloc(25 * MB, 1) }]);
	assert.equal(whole.status, 303);
	const [link] = linksOf(await kim.client.follow(whole));
	const file = await kim.client.get(link);
	assert.equal(file.headers["content-length"], String(25 * MB));
	assert.equal(createHash("sha256").update(file.body).digest("hex"), createHash("sha256").update(Buffer.alloc(25 * MB, 1)).digest("hex"));
	const count = ticketRows(kim);
	const over = await trySending(kim, [{ name: "over.bin", content: Buffer.alloc(25 * MB + 1, 1) }]);
	assert.equal(over.status, 413);
	assert.equal(ticketRows(kim), count);
});

test("UPL-01: ten files are taken, eleven are not", async () => {
	const lee = person(stack);
	const files = (count) => Array.from({ length: count }, (_, i) => ({ name: `${i}.txt`, content: "x" }));
	assert.equal((await trySending(lee, files(10))).status, 303);
	assert.equal((await trySending(lee, files(11))).status, 413);
	assert.equal(ticketRows(lee), 1);
});

test("UPL-01: 50 MB together is the end of one message", async () => {
	const max = person(stack);
	const over = await trySending(max, [1, 2, 3].map((i) => ({ name: `${i}.bin`, content: Buffer.alloc(i < 3 ? 25 * MB : 1, i) })));
	assert.equal(over.status, 413);
	assert.equal(ticketRows(max), 0);
});

test("UPL-01: the limits of the day and of the ticket are told beside the field", async () => {
	const ned = person(stack);
	const { number } = await withFiles(ned, [{ name: "a.txt", content: "x" }]);
	stack.sql(`UPDATE attachment SET size = 499999999 WHERE owner_id = ${ned.id}`);
	assert.equal((await trySending(ned, [{ name: "b.txt", content: "x" }])).status, 303);
	const day = await trySending(ned, [{ name: "c.txt", content: "x" }]);
	assert.equal(day.status, 422);
	assert.match(day.text, /id="f-files-error"/);
	stack.sql(`UPDATE attachment SET size = 1000000000, created_at = 1 WHERE owner_id = ${ned.id}`);
	const page = await ned.client.get(`/en/tickets/${number}`);
	const full = await ned.client.submit(page, "/reply", { body: "One more.", files: [{ name: "d.txt", content: "x" }] });
	assert.equal(full.status, 422);
	assert.match(full.text, /id="f-files-error"/);
	stack.sql(`UPDATE attachment SET size = 1 WHERE owner_id = ${ned.id}`);
});

test("ACL-08: somebody else’s file is like a missing one; staff may read it; others sign in first", async () => {
	const { links } = await withFiles(alice, [{ name: "mine.txt", content: "secret" }]);
	const path = links[0].split("?")[0];
	const id = /files\/([0-9a-f]{32})\//.exec(path)[1];
	const none = randomBytes(16).toString("hex");
	const other = await bob.client.get(path);
	assert.equal(other.status, 404);
	assert.deepEqual(masked(other, id), masked(await bob.client.get(path.replace(id, none)), none));
	assert.equal((await agent.client.get(path)).status, 200);
	const stranger = await new Client(stack).get(path);
	assert.equal(stranger.status, 303);
	assert.match(stranger.location, /\/login\?next=/);
	for (const bad of [id.slice(1), `${id}0`, id.replace(/./g, "z"), "1"])
		assert.equal((await alice.client.get(path.replace(id, bad))).status, 404);
});

test("ACL-06: a file of an internal note is missing for the customer", async () => {
	const { number } = await withFiles(alice, []);
	const page = await agent.client.get(`/desk/${number}`);
	const sent = await agent.client.submit(page, "/reply", { kind: "note", body: "look", files: [{ name: "note-only.txt", content: "x" }] });
	const desk = await agent.client.follow(sent);
	const [link] = linksOf(desk);
	assert.match(link, /note-only/);
	assert.equal((await agent.client.get(link)).status, 200);
	assert.equal((await alice.client.get(link)).status, 404);
	assert.ok(!(await alice.client.get(`/en/tickets/${number}`)).text.includes("note-only"));
});

test("HEAD has the headers of GET and no body", async () => {
	const { links } = await withFiles(alice, [{ name: "head.txt", content: "12345" }]);
	const page = await alice.client.head(links[0]);
	assert.equal(page.status, 200);
	assert.equal(page.headers["content-length"], "5");
	assert.equal(page.body.length, 0);
});

test("UPL-01: a guest may send files too", async () => {
	const visitor = new Client(stack);
	const page = await visitor.get(newPath(slug, "Guest files"));
	const sent = await visitor.submit(page, "/tickets/new", {
		name: "Guest",
		mail: `files-${Date.now()}@example.org`,
		body: "See it.",
		field_1: "1",
		files: [{ name: "g.txt", content: "guest" }],
	});
	assert.equal(sent.status, 303);
	assert.equal(stack.value("SELECT COUNT(*) FROM attachment WHERE owner_id IS NULL AND name = 'g.txt' AND size = 5") >= 1, true);
});
