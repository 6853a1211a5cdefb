/*
 * Fills a portal with so many tickets, topics, suggestions and articles (fill.sql), fast: the words are those of sql/demo in
 * three languages and invented names, rendered and stemmed once by the portal's own code (pieces.c) and put together by
 * the database. Names are as frequent as words are (Zipf); each text carries a number of its own in its title.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { TOP } from "../harness/stack.mjs";

const LANGUAGES = ["en", "fa", "lt"];
const COUNTS = { section: 60, title: 24, summary: 24, subject: 48, message: 48, wish: 24, idea: 24 };
const NAMES = { en: 20000, fa: 2000, lt: 2000 };

export const PASSWORD = "slow trains carry patient people";
export const NUMBER = 100000; // plus an id: the number in the title of each text

/* The session cookie of an account between 2 and 810. */
export const cookie = (account) => `bench-account-${String(account).padStart(29, "0")}`;

/* --- pieces of text ---------------------------------------------------------------------------- */

function articles(lang) {
	const folder = join(TOP, "sql/demo/kb", lang);
	return readdirSync(folder).sort().map((name) => {
		const [, head, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(readFileSync(join(folder, name), "utf8"));
		const line = (key) => new RegExp(`^${key}: *"?(.*?)"?$`, "m").exec(head)[1];
		return { title: line("title"), summary: line("desc"), sections: body.trim().split(/\n\n(?=## )/) };
	});
}

const demo = (name) => JSON.parse(readFileSync(join(TOP, "sql/demo", `${name}.json`), "utf8"));

/* Two texts of people as one: about as long as what they write. */
const inPairs = (texts) => texts.map((text, i) => `${text}\n\n${texts[(i * 5 + 3) % texts.length]}`);

function textsOf(lang) {
	const mine = (list) => list.filter((one) => one.lang === lang);
	const [kb, tickets, topics, ideas] = [articles(lang), mine(demo("tickets").tickets), mine(demo("forum")), mine(demo("suggestions"))];
	return {
		section: kb.flatMap(({ sections }) => sections),
		title: kb.map(({ title }) => title),
		summary: kb.map(({ summary }) => summary),
		subject: [...tickets.map(({ subject }) => subject), ...topics.map(({ title }) => title)],
		message: inPairs([...tickets.flatMap(({ messages }) => messages.map(({ text }) => text)), ...topics.flatMap(({ posts }) => posts.map(({ body }) => body))]),
		wish: ideas.map(({ title }) => title),
		idea: ideas.map(({ body }) => body),
	};
}

/* A name of three syllables for each number below 27,000. */
function nameOf(number) {
	const [heads, tails] = ["bdfgklmnprstvz", "aiou"];
	const syllable = (i) => heads[i % 14] + tails[i % 4];
	const name = syllable(number % 28) + syllable((number * 3 + Math.floor(number / 28)) % 28) + syllable((number + Math.floor(number / 784)) % 28) + "n";
	return name[0].toUpperCase() + name.slice(1);
}

function pieces() {
	const lines = [];
	const add = (kind, lang, text) => lines.push(`${kind}\t${lang}\t${Buffer.from(text).toString("hex")}\n`);
	for (const lang of LANGUAGES) {
		for (const [kind, texts] of Object.entries(textsOf(lang)))
			for (let i = 0; i < COUNTS[kind]; i++)
				add(kind, lang, texts[i % texts.length]);
		for (let i = 0; i < NAMES[lang]; i++)
			add("name", lang, nameOf(i));
	}
	return lines.join("");
}

const PIECES = `CREATE OR REPLACE DATABASE bench CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
	USE bench;
	CREATE TABLE piece (id INT NOT NULL AUTO_INCREMENT PRIMARY KEY, kind VARCHAR(8) NOT NULL, lang CHAR(2) NOT NULL, place INT NOT NULL DEFAULT 0,
		words INT NOT NULL, text TEXT NOT NULL, html TEXT NOT NULL, contents TEXT NOT NULL, plain TEXT NOT NULL, stems TEXT NOT NULL, terms TEXT NOT NULL,
		KEY piece_place (kind, lang, place)) ENGINE = InnoDB;
	BEGIN;`;

const PLACES = `COMMIT;
	UPDATE piece p JOIN (SELECT id, ROW_NUMBER() OVER (PARTITION BY kind, lang ORDER BY id) AS place FROM piece) r ON r.id = p.id SET p.place = r.place;
	ANALYZE TABLE piece;`;

function loadPieces(stack) {
	const program = join(resolve(TOP, stack.build), "tests/bench/pieces");
	const rows = execFileSync(program, { input: pieces(), encoding: "utf8", maxBuffer: 1 << 28 });
	stack.sql(`${PIECES}\n${rows}\n${PLACES}`);
}

/* --- the statements ------------------------------------------------------------------------------- */

const joined = (alias, kind, place) => `JOIN bench.piece ${alias} ON ${alias}.kind = '${kind}' AND ${alias}.lang = n.lang AND ${alias}.place = n.${place}`;

const ARTICLE_PIECES = [
	joined("t", "title", "title"),
	joined("s", "summary", "summary"),
	joined("p", "section", "first"),
	joined("q", "section", "second"),
	joined("r", "section", "third"),
	joined("a", "name", "about"),
	joined("b", "name", "tag"),
	joined("c", "name", "also"),
	joined("d", "name", "other"),
].join("\n  ");

/* What stands in braces: words, and functions of SQL expressions. */
function words(scale) {
	const people = Math.max(1000, scale / 5);
	const version = /#define MARKUP_VERSION (\d+)/.exec(readFileSync(join(TOP, "lib/io/markup.h"), "utf8"))[1];
	return {
		scale,
		people,
		topics: scale + 1000,
		companies: people / 20,
		markup: version,
		article_pieces: ARTICLE_PIECES,
		cookie: (account) => `CONCAT('bench-account-', LPAD(${account}, 29, '0'))`,
		lang: (id) => `IF(${id} > 210, ELT(1 + ${id} % 10, 'fa', 'lt', 'en', 'en', 'en', 'en', 'en', 'en', 'en', 'en'), 'en')`,
		name: (id, salt, lang) => `FLOOR(POW(IF(${lang} = 'en', ${NAMES.en}, ${NAMES.fa}), CRC32(CONCAT(${id}, '-${salt}')) / 4294967296))`,
		named: (id, salt) => `FLOOR(POW(IF(${id} > 210 AND ${id} % 10 < 2, ${NAMES.fa}, ${NAMES.en}), CRC32(CONCAT(${id}, '-${salt}')) / 4294967296))`,
		requester: (id) => `IF(${id} <= 200, 11, 211 + ${id} % (${people} - 211))`,
		state: (id) => `ELT(1 + IF(${id} <= 200, ${id} % 4, ${id} % 10), 'solved', 'open', 'waiting', 'closed', 'closed', 'closed', 'closed', 'closed', 'closed', 'solved')`,
		category: (id) => `IF(${id} > ${scale}, 2100, IF(${id} % 2, 2001, 2002 + ${id} DIV 2 % 19))`,
		audience: (id) => `IF(${id} % 5 = 3, 'company', IF(${id} % 5 = 2, 'signed_in', 'public'))`,
		audience_id: (id) => `IF(${id} % 5 = 3, 1001, 0)`,
		places: (id) => `IF(${id} = 1, 20, IF(${id} = 3, 10000, 3))`,
	};
}

/* The innermost braces first: an argument may be an expression in braces itself. */
export function statements(scale) {
	const known = words(scale);
	let text = readFileSync(join(TOP, "tests/bench/fill.sql"), "utf8");
	for (let before; before !== text; ) {
		before = text;
		text = text.replace(/\{(\w+)(?:\(([^{}]*)\))?\}/g, (all, name, args) => {
			if (!(name in known))
				throw new Error(`fill.sql: ${all} is not known`);
			if (args === undefined)
				return known[name];
			return known[name].length > 1 ? known[name](...args.split(",")) : known[name](/^[\w.]+$/.test(args) ? args : `(${args})`);
		});
	}
	return text;
}

/* --- filling -------------------------------------------------------------------------------------------- */

/* For the load only: what must not be lost then? It is made again. */
const FAST = "SET GLOBAL innodb_flush_log_at_trx_commit = 0; SET GLOBAL innodb_log_file_size = 1 << 30";
const SAFE = "SET GLOBAL innodb_flush_log_at_trx_commit = 1";

/* Answers the seconds it took. The worker must be held: it would take the queues for its own. */
export function fill(stack, scale) {
	const started = performance.now();
	for (const one of FAST.split("; "))
		try {
			stack.sql(one);
		} catch {
			// a server that cannot change this while it runs is slower, that is all
		}
	loadPieces(stack);
	stack.sql(statements(scale));
	stack.sql(SAFE);
	return (performance.now() - started) / 1000;
}
