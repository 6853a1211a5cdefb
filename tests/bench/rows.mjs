/*
 * What is measured: pages and forms, with what each is compared to and what is wanted of it.
 *
 *	name, program     of the table, and whose workers answer
 *	path, who         a page and the account that asks; or
 *	forms, template   a form: see measure.mjs
 *	limit             "page": the limit program's page of as many bytes; "write": its transaction of as many rows;
 *	                  "static": nginx's static file
 *	wanted            ratio (at 16 connections), p50 in ms (of one client), perSecond (at 16), statements, tail (p99 / p50 at 16)
 *	connections       those it is asked over, if not all
 */
import { cookie, NUMBER, PASSWORD } from "./fill.mjs";
import { tokens } from "./measure.mjs";
import { AGENT, CUSTOMER, TICKET } from "./stand.mjs";

const FIRST = 211; // of the accounts that write, and read
const PEOPLE = 600;
const LARGE = 5 * 1024 * 1024;
const VISITOR = "bench-visitor-00000000000000000000000000001";

/* --- pages -------------------------------------------------------------------------------------------- */

const PAGE = { p50: 1.5, tail: 2.5 };
const SEARCH = { tail: 2.5 };

export const RARE = (scale) => NUMBER + scale + 500; // in the title of one topic
export const COMMON = "hub";

export function pages(stand) {
	const page = (name, program, path, wanted, who) => ({ name, program, path, who, limit: "page", wanted });
	const search = (name, path, wanted) => ({ name, program: "search", path, limit: "", wanted, mayRefuse: true });
	return [
		page("home", "home", "/en/", PAGE),
		page("article", "kb", "/en/kb/bench-article-150", { ...PAGE, ratio: 1.2, statements: 3 }),
		search("search, a rare word", `/en/search?q=${RARE(stand.scale)}`, { ...SEARCH, p50: 5 }),
		search("search, a common word", `/en/search?q=${COMMON}`, { ...SEARCH, p50: 80 }),
		search("suggestions while typing", "/en/search/suggest?q=therm", { ...SEARCH, perSecond: 1000 }),
		page("list of topics", "forum", "/en/forum", PAGE),
		page("topic of 20 posts", "forum", "/en/forum/topic/1", { ...PAGE, ratio: 0.85 }),
		page("list of suggestions", "suggestions", "/en/suggestions", { ...PAGE, ratio: 0.75 }),
		page("ticket list", "tickets", "/en/tickets", { ...PAGE, ratio: 0.75 }, CUSTOMER),
		page("ticket of 20 messages", "tickets", `/en/tickets/${TICKET}`, { ...PAGE, ratio: 0.75 }, CUSTOMER),
		page("desk queue", "desk", "/desk", { ...PAGE, ratio: 0.75 }, AGENT),
	];
}

/* Pages for everybody, out of nginx's cache, where they lie packed: asked as each browser asks. */
export function cachedPages(stand) {
	const cached = new Set(["home", "article", "list of topics", "topic of 20 posts", "list of suggestions"]);
	return pages(stand)
		.filter(({ name }) => cached.has(name))
		.map((page) => ({ ...page, name: `${page.name}, cached`, cached: true, headers: { "Accept-Encoding": "gzip" }, limit: "static", wanted: { ratio: 0.5 } }));
}

/* --- forms -------------------------------------------------------------------------------------------- */

const part = (name, value) => `--bench\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
const file = (content) => `--bench\r\nContent-Disposition: form-data; name="files"; filename="log.txt"\r\nContent-Type: text/plain\r\n\r\n${content}\r\n`;
const multipart = (fields, content) => `${part("token", "@BODY@")}${Object.entries(fields).map(([name, value]) => part(name, value)).join("")}${content ? file(content) : ""}--bench--\r\n`;

const WORDS = "Hello,\n\nsince Thursday the heating no longer goes down at 22:00. The week plan still says **17 °C** for the night, but in the morning it is 21 °C in every room.\n\nI have not changed anything. What can I look at?";

/* Lines for wrk: a path, a session and a body with a token for each { account, path }. */
function linesOf(stand, route, sent, bodyOf = (token) => token) {
	const cookies = sent.map(({ account }) => cookie(account));
	return tokens(stand, cookies, route).map((token, i) => `${sent[i].path}\tportico_session=${cookies[i]}\t${bodyOf(token)}`);
}

/* Each person in turn; `pathOf` answers where his nth form goes. */
function formsOf(stand, route, pathOf, bodyOf) {
	let sent = 0;
	const next = () => {
		const [account, round] = [FIRST + (sent % PEOPLE), Math.floor(sent++ / PEOPLE)];
		return { account, path: pathOf(account, round) };
	};
	return (count) => linesOf(stand, route, Array.from({ length: count }, next), bodyOf);
}

/* Tickets that an account may answer: its own, open or waiting, of no company. */
function ticketsByAccount(stand) {
	const rows = stand.stack.sql(`SELECT requester_id AS account, MIN(number) AS number FROM ticket WHERE requester_id >= ${FIRST} AND requester_id < ${FIRST + PEOPLE}
		AND state IN ('open', 'waiting') AND company_id IS NULL GROUP BY requester_id`);
	return rows.map(({ account, number }) => [Number(account), Number(number)]);
}

/* Those who have no ticket of that kind let another one write. */
function repliesOf(stand) {
	const known = ticketsByAccount(stand);
	let sent = 0;
	const next = () => {
		const [account, number] = known[sent++ % known.length];
		return { account, path: `/en/tickets/${number}/reply` };
	};
	return (count) => linesOf(stand, "/tickets/:number/reply", Array.from({ length: count }, next));
}

/* Suggestions that take votes and everybody sees. */
function votable(stand) {
	return stand.stack.sql("SELECT id FROM suggestion WHERE audience = 'public' AND phase = 'live' ORDER BY id LIMIT 2000").map(({ id }) => Number(id));
}

export function forms(stand) {
	const ideas = votable(stand);
	const topicOf = (account, round) => 3 + 2 * ((account + 37 * round) % Math.min(400, stand.scale / 2 - 3));
	const form = (name, program, lines, template, wanted, more = {}) => ({ name, program, forms: lines, template, limit: "write", wanted, ...more });
	return [
		form("file a ticket", "tickets", formsOf(stand, "/tickets/new", () => "/en/tickets/new"), multipart({ topic: "bench-topic-1", subject: "The heating stays on all night", body: WORDS }), { ratio: 0.4 }),
		form("reply to a ticket", "tickets", repliesOf(stand), multipart({ body: WORDS }), { ratio: 0.4 }),
		form("post in a topic", "forum", formsOf(stand, "/forum/topic/:id/reply", (account, round) => `/en/forum/topic/${topicOf(account, round)}/reply`), multipart({ body: WORDS }), { ratio: 0.4 }),
		form("vote", "suggestions", formsOf(stand, "/suggestions/:id/vote", (account, round) => `/en/suggestions/${ideas[(account * 7 + round) % ideas.length]}/vote`, (token) => `token=${token}&vote=yes`), undefined, { ratio: 0.4 }),
	];
}

/* Signing in hides behind a computation that is slow on purpose, and uploads are as fast as the disk: nothing is compared. */
export function otherForms(stand) {
	const [token] = tokens(stand, [VISITOR], "/login");
	const body = (i) => `token=${token}&mail=person${FIRST + (i % PEOPLE)}%40example.org&password=${encodeURIComponent(PASSWORD)}`;
	let sent = 0;
	return [
		{ name: "sign in", program: "login", mayRefuse: true, forms: (count) => Array.from({ length: count }, () => `/en/login\tportico_visitor=${VISITOR}\t${body(sent++)}`), wanted: {}, connections: [1, 16] },
		{ name: "attachment of 5 MB, up", program: "tickets", forms: repliesOf(stand), template: multipart({ body: WORDS }, "A line of the log of a hub.\n".repeat(LARGE / 28)), wanted: {}, connections: [1, 16] },
	];
}

/* The address of a file of 5 MB, after it was sent. */
export async function largeFile(stand, client, upload) {
	const [line] = upload.forms(1);
	const [path, session, token] = line.split("\t");
	const body = upload.template.replace("@BODY@", () => token);
	const answer = await client.request("POST", path, { type: "multipart/form-data; boundary=bench", body, headers: { Cookie: session, Origin: stand.url } });
	if (answer.status !== 303)
		throw new Error(`sending a file of 5 MB answered ${answer.status}`);
	const page = await client.request("GET", path.replace("/reply", ""), { headers: { Cookie: session } });
	const found = page.text.match(/\/en\/files\/[0-9a-f]{32}\/log[^"]*/g);
	return { name: "attachment of 5 MB, down", program: "files", path: found.at(-1).replace(/&amp;/g, "&"), headers: { Cookie: session }, wanted: {}, limit: "" };
}
