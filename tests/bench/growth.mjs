/*
 * How pages grow: a long list beside a short one in the same portal, its first, middle and last page; and every page from one
 * scale to the next, both portals running and asked in turns.
 */
import assert from "node:assert/strict";
import { Side, compare, hammer } from "./measure.mjs";
import { pages } from "./rows.mjs";


/* A place in a list by activity, as the pager writes it: behind the topic with this number. */
function behind(stand, id) {
	const at = stand.stack.value(`SELECT activity_at FROM forum_topic WHERE id = ${id}`);
	return `?at=a${at}-${id}`;
}

/* The last page begins behind the 21st topic from the end. */
function lastOf(stand, category) {
	return stand.stack.value(`SELECT id FROM forum_topic WHERE category_id = ${category} AND state = 'open' ORDER BY activity_at, id LIMIT 20, 1`);
}

function pairs(stand) {
	const { scale } = stand;
	const [large, short] = ["/en/forum/c/bench-forum-1", "/en/forum/c/bench-forum-short"];
	const topics = `${Math.floor(scale / 2)} topics`;
	const middle = Math.floor(scale / 4) * 2 + 1;
	return [
		[`the first page of ${topics}`, large, short],
		[`a page in the middle of ${topics}`, large + behind(stand, middle), short + behind(stand, scale + 500)],
		[`the last page of ${topics}`, large + behind(stand, lastOf(stand, 2001)), short + behind(stand, lastOf(stand, 2100))],
		["the forum’s own list over all categories, a page in the middle", `/en/forum${behind(stand, middle)}`, `/en/forum${behind(stand, 101)}`],
		["the first page of 10,000 posts", "/en/forum/topic/3", "/en/forum/topic/1"],
		["the last page of 10,000 posts", "/en/forum/topic/3?from=9981", "/en/forum/topic/1"],
	];
}

const ask = (stand, path) => fetch(stand.url + path).then((answer) => answer.text());

/* [{ name, ratio }]: how many times as long the page of the long one takes. */
export async function compareLists(stand, { seconds, rounds }) {
	const found = [];
	const workers = () => stand.stack.workers("forum");
	for (const [name, long, short] of pairs(stand)) {
		for (const path of [long, short])
			assert.match(await ask(stand, path), /forum\/topic\/\d+|id="p\d+"/, path);
		const [one, other] = [long, short].map((path) => new Side(stand, { name: path, url: stand.url + path }, workers));
		await hammer(stand, one.what);
		await hammer(stand, other.what);
		const { ratio } = await compare(one, other, { connections: 16, seconds, rounds });
		found.push({ name, ratio: 1 / ratio.median });
	}
	return found;
}

/* The addresses of the long lists, for whoever wants to see how they are read. */
export const longLists = (stand) => pairs(stand).map(([, path]) => ({ path }));

/* { from, to, rows: [{ name, growth }] } for two portals that both run. */
export async function compareScales(small, large, { seconds, rounds }) {
	const rows = [];
	const there = pages(large);
	for (const [i, page] of pages(small).entries()) {
		const sides = [new Side(small, { ...page, url: small.url + page.path }, () => small.stack.workers(page.program))];
		sides.push(new Side(large, { ...there[i], url: large.url + there[i].path }, () => large.stack.workers(page.program)));
		for (const side of sides)
			await hammer(side.stand, side.what);
		const { ratio } = await compare(sides[0], sides[1], { connections: 16, seconds, rounds });
		rows.push({ name: page.name, growth: ratio.median });
	}
	return { from: small.scale, to: large.scale, rows };
}

