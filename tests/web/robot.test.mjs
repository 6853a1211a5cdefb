/* Robots are kept out of forms that strangers may send; people without scripts are not. FastCGI only. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, form, robotWork, textOf } from "../harness/client.mjs";
import { startStack } from "../harness/stack.mjs";
import { newPath, person, topic } from "./people.mjs";

const WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine"];
const MOST_AN_HOUR = 60;
let stack;

before(async () => {
	stack = await startStack({ own: true, demo: false, env: { PORTICO_ROBOT_SECONDS: "2", PORTICO_TRUSTED_PROXIES: "127.0.0.1" } });
});
after(() => stack?.stop());

let networks = 0;
const stranger = () => new Client(stack, { headers: { "X-Forwarded-For": `10.20.${networks >> 8}.${networks++ & 255}` } });
const address = () => `robot-${randomBytes(5).toString("hex")}@example.org`;
const noted = (mail) => stack.value(`SELECT COUNT(*) FROM signup WHERE mail_key = '${mail}'`);

/* What a person without scripts reads and answers. */
function answerTo(page) {
	const [, one, other] = /How much is (\w+) plus (\w+)\?/.exec(textOf(page.text));
	return String(WORDS.indexOf(one) + WORDS.indexOf(other) + 4);
}

async function register(client, values, wait = 0) {
	const page = await client.get("/en/login/register");
	await sleep(wait);
	const mail = address();
	const given = typeof values === "function" ? values(page) : values;
	const answer = await client.submit(page, "/login/register", { name: "Ro", mail, ...given });
	return { page, answer, mail };
}

const workOf = (page) => {
	const [, token] = /data-robot="([^"]+)"/.exec(page.text);
	const [, bits] = /data-bits="(\d+)"/.exec(page.text);
	return robotWork(token, Number(bits));
};

test("RAT-04: without work and without an answer nobody is registered, and the form asks its question", async () => {
	for (const values of [{ robot_work: "" }, { robot_work: "12" }, { robot_work: "x".repeat(20) }, { robot_work: "", robot_answer: "99" }, { robot_work: "", robot_answer: "x" }]) {
		const { answer, mail } = await register(stranger(), values, 2100);
		assert.equal(answer.status, 422, JSON.stringify(values));
		assert.match(answer.text, /href="#f-robot_answer"/);
		assert.match(textOf(answer.text.replace(/<noscript>[\s\S]*?<\/noscript>/g, "")), /How much is \w+ plus \w+\?/, "seen with scripts, too");
		assert.equal(form(answer, "/login/register").value("mail"), mail, "what was typed is kept");
		assert.equal(noted(mail), "0");
	}
});

test("RAT-04: the right answer lets a person in without scripts, at once and in Persian digits", async () => {
	for (const digits of [(text) => text, (text) => text.replace(/\d/g, (digit) => String.fromCodePoint(0x6f0 + Number(digit)))]) {
		const { answer, mail } = await register(stranger(), (page) => ({ robot_work: "", robot_answer: digits(answerTo(page)) }));
		assert.equal(answer.status, 303);
		assert.equal(noted(mail), "1");
	}
});

test("RAT-04: work alone does after two seconds, not sooner, and only for its own form", async () => {
	const quick = await register(stranger(), (page) => ({ robot_work: workOf(page) }));
	assert.equal(quick.answer.status, 422);
	const slow = await register(stranger(), (page) => ({ robot_work: workOf(page) }), 2100);
	assert.equal(slow.answer.status, 303);
	assert.equal(noted(slow.mail), "1");
	const other = workOf(await stranger().get("/en/login/register"));
	const borrowed = await register(stranger(), { robot_work: other }, 2100);
	assert.equal(borrowed.answer.status, 422);
});

test("RAT-04: whoever fills the field that nobody sees is asked; a person whose browser did so answers", async () => {
	const filled = await register(stranger(), (page) => ({ robot_work: workOf(page), website: "https://spam.example" }), 2100);
	assert.equal(filled.answer.status, 422);
	assert.equal(noted(filled.mail), "0");
	const person = await register(stranger(), (page) => ({ website: "https://me.example", robot_answer: answerTo(page) }));
	assert.equal(person.answer.status, 303);
});

test("RAT-04: a guest's ticket is kept from robots the same way, a signed-in person is not asked", async () => {
	const slug = topic(stack), mail = address();
	const guest = stranger();
	const page = await guest.get(newPath(slug, "By a robot"));
	const refused = await guest.submit(page, "/tickets/new", { name: "Ro", mail, body: "Buy.", field_1: "1", robot_work: "" });
	assert.equal(refused.status, 422);
	assert.equal(stack.value(`SELECT COUNT(*) FROM ticket WHERE subject = 'By a robot'`), "0");
	const sent = await guest.submit(refused, "/tickets/new", { body: "Help.", robot_work: "", robot_answer: answerTo(refused) });
	assert.equal(sent.status, 303);
	const alice = person(stack);
	const own = await alice.client.get(newPath(slug, "By a person"));
	assert.ok(!own.text.includes("data-robot"));
	assert.equal((await alice.client.submit(own, "/tickets/new", { body: "Help.", field_1: "1" })).status, 303);
});

test("RAT-04: one network may fail the work only so often in an hour", async () => {
	const robot = stranger();
	for (let i = 0; i < MOST_AN_HOUR; i++)
		assert.equal((await register(robot, { robot_work: "" })).answer.status, 422);
	assert.equal((await register(robot, { robot_work: "" })).answer.status, 429);
	assert.equal((await register(robot, (page) => ({ robot_work: "", robot_answer: answerTo(page) }))).answer.status, 429, "nor by trying out answers");
	assert.equal((await register(stranger(), (page) => ({ robot_work: "", robot_answer: answerTo(page) }))).answer.status, 303, "others are not held up");
});

test("RAT-04: the question is there in Persian and Lithuanian", async () => {
	assert.match((await stranger().get("/fa/login/register")).text, /<noscript>[\s\S]*چند می‌شود؟[\s\S]*<\/noscript>/);
	assert.match((await stranger().get("/lt/login/register")).text, /<noscript>[\s\S]*Kiek bus \S+ plius \S+\?[\s\S]*<\/noscript>/);
});
