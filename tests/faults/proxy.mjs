/*
 * A unix socket between the programs and the database that can be slow, silent or cruel.
 *
 *	const proxy = await startProxy(listen, target);
 *	proxy.delay = 2000;      milliseconds before each packet to the server goes on
 *	proxy.stall = true;      nothing comes back any more
 *	proxy.cutCommit = 3;     the next 3 COMMITs reach the server, but the connection dies before the answer
 *	proxy.refuse = true;     new connections are closed at once
 *	proxy.look = (sql) => …  hears each statement that is sent as text; "before" cuts the connection before the server gets it,
 *	                         "after" when the server answers, which calls `proxy.cut` first
 */
import { createConnection, createServer } from "node:net";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const COMMIT = Buffer.from("\x03COMMIT", "latin1"); // COM_QUERY and its text

/* The text of a packet that begins a COM_QUERY, or undefined: length (3 bytes), number, command, text. */
const statementOf = (bytes) => (bytes.length > 5 && bytes[3] === 0 && bytes[4] === 3 ? bytes.toString("latin1", 5) : undefined);

/* Where one of the two ends, so does the other; `sockets` holds those that are open. */
export function endTogether(sockets, ...both) {
	for (const socket of both) {
		sockets.add(socket);
		socket.on("error", () => {});
		socket.on("close", () => {
			sockets.delete(socket);
			both.forEach((one) => one.destroy());
		});
	}
}

export async function startProxy(listen, target) {
	rmSync(listen, { force: true });
	const sockets = new Set();
	const proxy = { delay: 0, stall: false, cutCommit: 0, cuts: 0, refuse: false, look: undefined, cut: undefined };
	const server = createServer((client) => {
		if (proxy.refuse)
			return client.destroy();
		const upstream = createConnection(target);
		let cutting = false;
		endTogether(sockets, client, upstream);
		let queue = Promise.resolve();
		client.on("data", (bytes) => {
			const commit = proxy.cutCommit > 0 && bytes.includes(COMMIT);
			if (commit) {
				proxy.cutCommit--;
				proxy.cuts++;
				cutting = true;
			}
			const statement = proxy.look && statementOf(bytes);
			const verdict = statement && proxy.look(statement);
			if (verdict === "before")
				return client.destroy();
			cutting ||= verdict === "after";
			queue = queue.then(() => proxy.delay && sleep(proxy.delay)).then(() => upstream.writable && upstream.write(bytes));
		});
		upstream.on("data", (bytes) => {
			if (cutting) {
				proxy.cut?.();
				client.destroy(); // the server has committed; nobody hears of it
			} else if (!proxy.stall && client.writable)
				client.write(bytes);
		});
	});
	await new Promise((done, failed) => server.once("error", failed).listen(listen, done));
	proxy.cutAll = () => sockets.forEach((socket) => socket.destroy());
	proxy.stop = () => {
		proxy.cutAll();
		return new Promise((done) => server.close(done));
	};
	return proxy;
}
