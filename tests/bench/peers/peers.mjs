/*
 * Other programs beside the portal, which PEERS names: NAME.sh sets one up in a folder of its own, with the same texts as the
 * portal's article and one of its messages; NAME.mjs says what is asked of it:
 *
 *	name, version   of the table; version() fails if the program is not installed
 *	wanted          how many times as many a second the portal should answer; without it the figure is shown, nothing claimed
 *	ready           a path that it answers with 200 once it runs
 *	pairs           the portal's page beside each page that NAME.sh prints, in its order
 *
 * Pages that are asked in turns come from no cache of whole pages on either side. What both keep beside the text itself (the
 * portal its HTML in the database, a wiki that of its parser) they may keep.
 */
import { execFile, execFileSync, spawn } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { TOP, freePort, until } from "../../harness/stack.mjs";
import { Side, bytesOf, compare, hammer } from "../measure.mjs";
import { CUSTOMER, TICKET } from "../stand.mjs";

const CONNECTIONS = 16;
const ANSWERS = 80; // that a run should see of a peer, so that those it cuts off at its end do not count
const LONGEST = 10; // seconds of a run
const PATIENCE = 120; // seconds that an answer may take on a machine that is busy with other things
const TEXTS = {
	article: "SELECT body FROM article_text WHERE article_id = 150 AND lang = 'en'",
	message: "SELECT body FROM forum_post WHERE topic_id = 1 AND place = 5",
};

/* The portal's side of a pair. */
export const ARTICLE = { program: "kb", path: "/en/kb/bench-article-150" };
export const TICKET_PAGE = { program: "tickets", path: `/en/tickets/${TICKET}`, who: CUSTOMER };
export const TOPIC_PAGE = { program: "forum", path: "/en/forum/topic/1" };

export function versionBy(command, args, pattern) {
	try {
		return pattern.exec(execFileSync(command, args, { encoding: "utf8", stdio: "pipe" }))?.[1];
	} catch {
		return undefined;
	}
}

export const packageVersion = (name) => versionBy("dpkg-query", ["-W", "-f", "${db:Status-Status} ${Version}", name], /^installed (?:\d+:)?(\S+)/);

/* Nothing is left behind by a run that is broken off. */
const running = new Set();
process.once("exit", () => running.forEach((one) => one.kill("SIGTERM")));

/* The pages to ask for: [{ path, cookies }], with a line of cookies for each session. */
async function fill(stand, script, folder, port) {
	for (const [name, query] of Object.entries(TEXTS))
		writeFileSync(join(folder, name), stand.stack.value(query));
	const files = Object.keys(TEXTS).map((name) => join(folder, name));
	const filling = promisify(execFile)(script, ["fill", folder, ...files, String(port)], { maxBuffer: 1 << 24 });
	running.add(filling.child);
	const { stdout } = await filling.finally(() => running.delete(filling.child));
	return stdout.trim().split("\n").map((line) => {
		const [path, ...cookies] = line.split("\t");
		return { path, cookies };
	});
}

function serve(script, folder, port) {
	const log = openSync(join(folder, "serve.log"), "a");
	const server = spawn(script, ["serve", folder, String(port)], { stdio: ["ignore", log, log] });
	closeSync(log);
	running.add(server);
	return server;
}

async function stop(server) {
	const ended = new Promise((done) => server.once("exit", done));
	if (server.exitCode === null && server.signalCode === null && server.kill("SIGTERM"))
		await ended;
	running.delete(server);
}

function asked(site, { path, cookies }) {
	const what = { name: site + path, url: site + path, headers: cookies.length ? { Cookie: cookies[0] } : {}, patience: PATIENCE };
	return cookies.length > 1 ? { ...what, pages: cookies.map((one) => `${path}\t${one}`) } : what;
}

/* Each of a peer's processes reads its program and its templates before it is measured. */
async function warm(stand, what) {
	for (let i = 0; i < 2; i++)
		await Promise.all(Array.from({ length: CONNECTIONS }, () => bytesOf(what.url, what)));
	return hammer(stand, what, { seconds: 3 });
}

async function beside(stand, pair, what, { seconds, rounds }) {
	const own = new Side(stand, { ...pair, url: stand.url + pair.path }, () => stand.stack.workers(pair.program));
	const peer = new Side(stand, what, () => []);
	await hammer(stand, own.what);
	const { perSecond } = await warm(stand, what);
	const found = await compare(own, peer, { connections: CONNECTIONS, seconds: Math.max(seconds, Math.min(LONGEST, Math.ceil(ANSWERS / perSecond))), rounds });
	return { name: pair.name, own: found.perSecond, peer: found.other.perSecond, times: found.ratio.median, bytes: await bytesOf(own.what.url, own.what), peerBytes: await bytesOf(what.url, what) };
}

async function comparePeer(stand, key, peer, options) {
	const script = join(TOP, `tests/bench/peers/${key}.sh`);
	const version = peer.version();
	if (!version)
		throw new Error(`${key} is missing: sudo tests/bench/peers/${key}.sh install`);
	const found = { name: peer.name, version, wanted: peer.wanted, rows: [] };
	const folder = mkdtempSync(join(tmpdir(), `portico-bench-${key}-`));
	const port = await freePort();
	let server;
	try {
		const pages = await fill(stand, script, folder, port);
		server = serve(script, folder, port);
		const site = `http://127.0.0.1:${port}`;
		await until(() => fetch(site + peer.ready).then(({ ok }) => ok, () => false), `${key} to answer`, 300000);
		for (const [i, pair] of peer.pairs.entries())
			found.rows.push(await beside(stand, pair, asked(site, pages[i]), options));
	} finally {
		if (server)
			await stop(server);
		rmSync(folder, { recursive: true, force: true });
	}
	return found;
}

export async function comparePeers(stand, names, options) {
	const found = [];
	for (const name of names) {
		const { peer } = await import(`./${name}.mjs`);
		options.say(`${stand.scale}: beside ${name}`);
		found.push(await comparePeer(stand, name, peer, options));
	}
	return found;
}
