/*
 * The messages that people read, and their translations.
 *
 *	node tests/check/messages.mjs --update [LANGUAGE…]   bring templates/locale/*.po (or these) up to the sources
 *	node tests/check/messages.mjs --check [LANGUAGE…]    tell what is missing, empty, fuzzy, unused or does not fit; 1 if anything
 *
 * A message is t("…") in templates/ or N_("…") in lib/ and cgi-bin/; view_plural(view, N_("one"), N_("other"), n) makes a
 * pair. An update keeps every translation and its comments, puts messages in the order of the sources, adds new ones empty,
 * and sets translations that no source needs aside as “#~”; --prune with it throws those away.
 */
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const TOP = join(dirname(fileURLToPath(import.meta.url)), "../..");
const LOCALE = join(TOP, "templates/locale");

/* The order of the forms is that of `plurals` in lib/base/language.c. */
const PLURALS = {
	fa: { forms: 2, rule: "nplurals=2; plural=(n > 1);" },
	lt: {
		forms: 3,
		rule: "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && (n%100<10 || n%100>=20) ? 1 : 2);",
	},
};

/* --- the sources --------------------------------------------------------------------------------- */

function files(folder, ending) {
	return readdirSync(join(TOP, folder), { withFileTypes: true })
		.flatMap((entry) => {
			const path = `${folder}/${entry.name}`;
			return entry.isDirectory() ? files(path, ending) : path.endsWith(ending) ? [path] : [];
		})
		.sort();
}

const SIGNS = { n: "\n", t: "\t", '"': '"', "\\": "\\" };

/* The value of neighbouring string literals. */
function unquote(literals) {
	return [...literals.matchAll(/"((?:\\.|[^"\\])*)"/gs)]
		.map(([, inside]) => inside.replace(/\\(.)/gs, (escape, sign) => SIGNS[sign] ?? escape))
		.join("");
}

const STRINGS = String.raw`"(?:\\.|[^"\\\n])*"(?:\s*"(?:\\.|[^"\\\n])*")*`;
const MARKED = String.raw`\bN_\(\s*(${STRINGS})\s*\)`;

function inTemplate(text) {
	const code = text.replace(/<\?cs\s*#.*?\?>/gs, "");
	return [...code.matchAll(new RegExp(String.raw`(?<![\w.])t\(\s*(${STRINGS})\s*\)`, "g"))].map((found) => ({ id: unquote(found[1]) }));
}

function inC(text) {
	const code = text.replace(/\/\*.*?\*\/|\/\/[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/gs, (found) => (found.startsWith("/") ? " " : found));
	const pair = String.raw`\bview_plural\([^;"]*?${MARKED}\s*,\s*${MARKED}`;
	return [...code.matchAll(new RegExp(`${pair}|${MARKED}`, "g"))].map(([, one, other, single]) =>
		single ? { id: unquote(single) } : { id: unquote(one), plural: unquote(other) },
	);
}

/* Message id → { id, plural }, in the order of the sources. */
function collect() {
	const found = new Map();
	const sources = [
		...files("templates", ".cs").map((path) => [path, inTemplate]),
		...["lib", "cgi-bin"].flatMap((folder) => files(folder, ".c")).map((path) => [path, inC]),
	];
	for (const [path, messagesIn] of sources)
		for (const message of messagesIn(readFileSync(join(TOP, path), "utf8"))) {
			const known = found.get(message.id);
			if (known?.plural && message.plural && known.plural !== message.plural)
				throw new Error(`${path}: “${message.id}” has two plurals`);
			found.set(message.id, { ...known, ...message });
		}
	return found;
}

/* --- catalogs ------------------------------------------------------------------------------------ */

/* One entry: { id, plural, texts, comments, flags, unused }. */
function parseEntry(block) {
	const entry = { texts: [], comments: [], flags: [] };
	let put = () => {};
	for (let line of block.split("\n")) {
		if (line.startsWith("#~")) {
			entry.unused = true;
			line = line.slice(2).trim();
		}
		if (line.startsWith("#,"))
			entry.flags.push(...line.slice(2).split(",").map((flag) => flag.trim()));
		else if (line.startsWith("#"))
			entry.comments.push(line);
		const found = /^(?:(msgid|msgid_plural|msgstr)(?:\[(\d)\])?\s+)?(".*")$/.exec(line);
		if (!found)
			continue;
		const [, word, form, text] = found;
		if (word === "msgid")
			put = (more) => (entry.id = (entry.id ?? "") + more);
		else if (word === "msgid_plural")
			put = (more) => (entry.plural = (entry.plural ?? "") + more);
		else if (word)
			put = (more) => (entry.texts[form ?? 0] = (entry.texts[form ?? 0] ?? "") + more);
		put(unquote(text));
	}
	return entry;
}

function readCatalog(language) {
	let text = "";
	try {
		text = readFileSync(join(LOCALE, `${language}.po`), "utf8");
	} catch (error) {
		if (error.code !== "ENOENT")
			throw error;
	}
	return text
		.split(/\n\s*\n/)
		.map(parseEntry)
		.filter((entry) => entry.id !== undefined);
}

const quote = (text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\t/g, "\\t")}"`;

function entryText({ id, plural, texts, comments, flags, unused }, forms) {
	const lines = [`msgid ${quote(id)}`];
	if (plural === undefined)
		lines.push(`msgstr ${quote(texts[0] ?? "")}`);
	else
		lines.push(`msgid_plural ${quote(plural)}`, ...Array.from({ length: forms }, (_, form) => `msgstr[${form}] ${quote(texts[form] ?? "")}`));
	const head = flags.length ? [...comments, `#, ${flags.join(", ")}`] : comments;
	return [...head, ...lines.map((line) => (unused ? `#~ ${line}` : line))].join("\n");
}

/* The fields that stand in the catalog already, completed; what must be right is set. */
function header(language, old = "") {
	const standing = Object.fromEntries(old.split("\n").flatMap((line) => (line.includes(": ") ? [line.split(/: (.*)/s, 2)] : [])));
	const fields = {
		"Project-Id-Version": "Portico",
		"PO-Revision-Date": `${new Date().toISOString().slice(0, 16).replace("T", " ")}+0000`,
		"Last-Translator": "Portico",
		"Language-Team": "Portico",
		...standing,
		Language: language,
		"MIME-Version": "1.0",
		"Content-Type": "text/plain; charset=UTF-8",
		"Content-Transfer-Encoding": "8bit",
		"Plural-Forms": PLURALS[language].rule,
	};
	return ['msgid ""', 'msgstr ""', ...Object.entries(fields).map(([name, value]) => quote(`${name}: ${value}\n`))].join("\n");
}

function update(language, messages, prune) {
	const entries = new Map(readCatalog(language).map((entry) => [entry.id, entry]));
	const living = [...messages.values()].map(({ id, plural }) => ({ comments: [], flags: [], texts: [], ...entries.get(id), id, plural, unused: false }));
	const unused = [...entries.values()].filter(({ id, texts }) => id && !messages.has(id) && texts.some(Boolean)).map((entry) => ({ ...entry, unused: true }));
	const old = entries.get("");
	const head = [...(old?.comments ?? []), header(language, old?.texts[0])].join("\n");
	const all = [...living, ...(prune ? [] : unused)].map((entry) => entryText(entry, PLURALS[language].forms));
	const path = join(LOCALE, `${language}.po`);
	writeFileSync(`${path}.new`, `${[head, ...all].join("\n\n")}\n`);
	renameSync(`${path}.new`, path);
	const empty = living.filter(({ texts }) => !texts.some(Boolean)).length;
	console.log(`${language}: ${living.length} messages, ${empty} without a translation, ${unused.length} unused`);
}

/* --- what may be wrong --------------------------------------------------------------------------- */

const places = (text) => [...text.matchAll(/\{[n1-9]\}/g)].map(([place]) => place).sort().join("");
const edges = (text) => /^\s*/.exec(text)[0] + "…" + /\s*$/.exec(text)[0];

function wrongTexts({ id, plural, texts }, forms) {
	const count = plural === undefined ? 1 : forms;
	if (texts.length !== count)
		return [`${texts.length} forms instead of ${count}`];
	const pattern = plural ?? id;
	return texts.flatMap((text) => {
		if (!text)
			return ["empty"];
		if (places(text) !== places(pattern))
			return [`has ${places(text) || "no place"} instead of ${places(pattern) || "none"}: ${text}`];
		return edges(text) === edges(pattern) ? [] : [`begins or ends with other white space: “${text}”`];
	});
}

function problems(language, messages) {
	const entries = readCatalog(language);
	const known = new Map(entries.filter(({ id, unused }) => id && !unused).map((entry) => [entry.id, entry]));
	const twice = entries.filter((entry, index) => entries.findIndex(({ id }) => id === entry.id) !== index).map(({ id }) => `stands twice: ${id}`);
	const living = [...messages.values()].flatMap(({ id, plural }) => {
		const entry = known.get(id);
		if (!entry)
			return [`missing: ${id}`];
		if (entry.plural !== plural)
			return [`has another plural: ${id}`];
		const fuzzy = entry.flags.includes("fuzzy") ? ["fuzzy"] : [];
		return [...fuzzy, ...wrongTexts(entry, PLURALS[language].forms)].map((what) => `${what} – ${id}`);
	});
	const dead = entries.filter(({ id, unused }) => id && (unused || !messages.has(id))).map(({ id }) => `unused: ${id}`);
	const head = entries.find(({ id }) => id === "")?.texts[0] ?? "";
	const rule = head.includes(PLURALS[language].rule) ? [] : ["the header has another Plural-Forms"];
	return [...rule, ...twice, ...living, ...dead].map((what) => `templates/locale/${language}.po: ${what}`);
}

function misplaced(messages) {
	return [...messages.values()].filter(({ id, plural }) => !plural && id.includes("{n}")).map(({ id }) => `a count outside view_plural: ${id}`);
}

/* --- the command --------------------------------------------------------------------------------- */

const [command, ...rest] = process.argv.slice(2);
const prune = rest.includes("--prune");
const named = rest.filter((word) => word in PLURALS);
const languages = named.length ? named : Object.keys(PLURALS);
const messages = collect();

if (command === "--update")
	languages.forEach((language) => update(language, messages, prune));
else if (command === "--check") {
	const found = [...misplaced(messages), ...languages.flatMap((language) => problems(language, messages))];
	found.forEach((problem) => console.log(problem));
	process.exitCode = found.length ? 1 : 0;
} else {
	console.error(`usage: ${basename(process.argv[1])} --update|--check [--prune] [LANGUAGE…]`);
	process.exitCode = 2;
}
