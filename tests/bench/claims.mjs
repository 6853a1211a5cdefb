/*
 * What the figures must reach, and whether they do: each claim is a line of the run, "ok - …" or "not ok - …".
 */
const shown = (number, digits = 2) => number.toLocaleString("en-US", { maximumFractionDigits: digits });
const at = (row, connections) => row.loads.find((load) => load.connections === connections);

function claim(name, reached, what) {
	return { name, reached, what };
}

const atLeast = (name, got, wanted, unit = "") => claim(`${name}: at least ${shown(wanted)}${unit}`, got >= wanted, `${shown(got)}${unit}`);
const atMost = (name, got, wanted, unit = "") => claim(`${name}: at most ${shown(wanted)}${unit}`, got <= wanted, `${shown(got)}${unit}`);

const OTHERS = { page: "of the limit’s page", write: "of the limit’s write", static: "of a static file" };

/* What was not asked at the connections it is claimed of has nothing to show. */
function claimsOf(row) {
	const { wanted } = row;
	if (!at(row, 1) || !at(row, 16))
		return [];
	const claims = [];
	if (wanted.ratio)
		claims.push(atLeast(`${row.name}, share ${OTHERS[row.limit]}`, at(row, 16).ratio.median, wanted.ratio));
	if (wanted.statements)
		claims.push(atMost(`${row.name}, statements`, row.statements, wanted.statements));
	if (wanted.perSecond)
		claims.push(atLeast(`${row.name}, a second`, at(row, 16).perSecond, wanted.perSecond));
	if (wanted.p50)
		claims.push(atMost(`${row.name}, p50 of one client`, at(row, 1).p50, wanted.p50, " ms"));
	if (wanted.tail)
		claims.push(atMost(`${row.name}, p99 as times p50 at 16 connections`, at(row, 16).p99 / at(row, 16).p50, wanted.tail));
	return claims;
}

function claimsOfScale(result) {
	const claims = result.rows.flatMap(claimsOf);
	if (result.start)
		claims.push(atMost("a program started for one article, from exec to the last byte", result.start, 60, " ms"));
	const memory = result.memory;
	if (memory) {
		const [name, most] = Object.entries(memory.workers).reduce((one, other) => (other[1] > one[1] ? other : one));
		claims.push(atMost(`private memory of a worker after every page and form (most: ${name.split(" ")[0]})`, most / 1024, 3.5, " MB"));
		claims.push(atMost("growth of a worker over further requests", Math.max(...Object.values(memory.growth)), 64, " kB"));
		if (memory.pss === undefined)
			claims.push(claim("memory of all programs together (PSS): only root may read it", false, "unknown"));
		else
			claims.push(atMost("memory of all programs together (PSS), four workers for a busy one and two for a rare one", memory.pss / 1024, 160, " MB"));
		const [page, statements] = Object.entries(memory.statements).reduce((one, other) => (other[1] > one[1] ? other : one));
		claims.push(atMost(`statements of a page (most: ${page})`, statements, 5));
	}
	/* A small list is read whole where that is as quick. */
	for (const { name, ratio } of (result.scale >= 10000 && result.lists) || [])
		claims.push(atMost(`${name}: times as long as the short one’s`, ratio, 1.3));
	for (const peer of (result.peers ?? []).filter(({ wanted }) => wanted))
		for (const { name, times } of peer.rows)
			claims.push(atLeast(`${name}: times as many a second as ${peer.name}`, times, peer.wanted));
	return claims.map((one) => ({ ...one, name: `${result.scale} rows: ${one.name}` }));
}

/* Search may grow; from the smallest portal on nothing is said, for its tables fit on a page. */
function claimsOfGrowth({ from, to, rows }) {
	return from < 100000 ? [] : rows.filter(({ name }) => !/search|typing/.test(name)).map(({ name, growth }) => atMost(`from ${from} to ${to} rows: ${name}`, growth, 1.3, " times"));
}

export function judge({ results, growth }) {
	return [...results.flatMap(claimsOfScale), ...growth.flatMap(claimsOfGrowth)];
}

export function tell(claims) {
	for (const one of claims.filter(({ reached }) => reached))
		console.log(`ok - ${one.name} (${one.what})`);
	for (const one of claims.filter(({ reached }) => !reached))
		console.log(`not ok - ${one.name} (${one.what})`);
	const failed = claims.filter(({ reached }) => !reached).length;
	console.log(`\n${claims.length - failed} passed, ${failed} failed`);
	return failed;
}
