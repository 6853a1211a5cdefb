/*
 * Beside `fossil server`: its wiki page, ticket and forum thread of like size, nothing cached on either side, asked in turns.
 * The same texts are in both: those of the portal's article, of one of its messages.
 */
import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { TOP, freePort, until } from "../../harness/stack.mjs";
import { Side, bytesOf, compare, hammer } from "../measure.mjs";
import { CUSTOMER, TICKET } from "../stand.mjs";

const SCRIPT = join(TOP, "tests/bench/peers/fossil.sh");
const NAME = "fossil server";

function version() {
	try {
		return /version (\S+)/.exec(execFileSync("fossil", ["version"], { encoding: "utf8" }))[1];
	} catch {
		throw new Error("fossil is missing: sudo tests/bench/peers/fossil.sh install");
	}
}

async function fill(stand, folder) {
	const texts = { article: "SELECT body FROM article_text WHERE article_id = 150 AND lang = 'en'", message: "SELECT body FROM forum_post WHERE topic_id = 1 AND place = 5" };
	for (const [name, query] of Object.entries(texts))
		writeFileSync(join(folder, name), stand.stack.value(query));
	const { stdout } = await promisify(execFile)(SCRIPT, ["fill", folder, join(folder, "article"), join(folder, "message"), String(await freePort())]);
	return stdout.trim().split("\n");
}

async function serve(folder) {
	const port = await freePort();
	const server = spawn("fossil", ["server", join(folder, "bench.fossil"), "--port", String(port), "--localhost", "--nojail"], { stdio: "ignore" });
	const url = `http://127.0.0.1:${port}`;
	await until(() => fetch(`${url}/timeline`).then(({ ok }) => ok, () => false), "fossil to answer");
	return { server, url };
}

const PAIRS = [
	["article and wiki page", "kb", "/en/kb/bench-article-150"],
	["ticket of 20 messages", "tickets", `/en/tickets/${TICKET}`, CUSTOMER],
	["topic and thread of 20 posts", "forum", "/en/forum/topic/1"],
];

async function beside(stand, [name, program, path, who], url, { seconds, rounds }) {
	const own = new Side(stand, { name, url: stand.url + path, who }, () => stand.stack.workers(program));
	const peer = new Side(stand, { name: url, url }, () => []);
	await hammer(stand, own.what);
	await hammer(stand, peer.what);
	const found = await compare(own, peer, { connections: 16, seconds, rounds });
	return { name, own: found.perSecond, peer: found.other.perSecond, times: found.ratio.median, bytes: await bytesOf(own.what.url, own.what), peerBytes: await bytesOf(url, {}) };
}

export async function comparePeer(stand, options) {
	const peer = { name: NAME, version: version(), rows: [] };
	const folder = mkdtempSync(join(tmpdir(), "portico-bench-fossil-"));
	let running;
	try {
		const addresses = await fill(stand, folder);
		running = await serve(folder);
		for (const [i, pair] of PAIRS.entries())
			peer.rows.push(await beside(stand, pair, running.url + addresses[i], options));
	} finally {
		running?.server.kill("SIGTERM");
		rmSync(folder, { recursive: true, force: true });
	}
	return peer;
}
