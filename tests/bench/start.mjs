/* A program started for one article, as plain CGI starts it: from exec to the last byte, in milliseconds (median). */
import { spawn } from "node:child_process";
import { join, resolve } from "node:path";
import { TOP } from "../harness/stack.mjs";
import { median } from "./measure.mjs";

const TIMES = 31;

function once(program, env) {
	const started = performance.now();
	return new Promise((done, failed) => {
		const child = spawn(program, [], { env, stdio: ["ignore", "pipe", "inherit"] });
		const pieces = [];
		child.stdout.on("data", (piece) => pieces.push(piece));
		child.stdout.on("end", () => done({ ms: performance.now() - started, text: Buffer.concat(pieces).toString("utf8") }));
		child.on("error", failed);
	});
}

export async function startTime(stand, path) {
	const program = join(resolve(TOP, stand.stack.build), "bin/kb");
	const env = {
		...process.env,
		PORTICO_CONF: join(stand.stack.varDir, "etc/portico.conf"),
		GATEWAY_INTERFACE: "CGI/1.1",
		SERVER_PROTOCOL: "HTTP/1.1",
		REQUEST_METHOD: "GET",
		DOCUMENT_URI: path,
		QUERY_STRING: "",
		SCRIPT_NAME: "/kb",
		REMOTE_ADDR: "127.0.0.1",
		HTTP_HOST: new URL(stand.url).host,
	};
	const times = [];
	for (let i = 0; i < TIMES; i++) {
		const { ms, text } = await once(program, env);
		if (!/^(Status: 200|Content-Type)/i.test(text) || !text.trimEnd().endsWith("</html>"))
			throw new Error(`the program answered: ${text.slice(0, 200)}`);
		times.push(ms);
	}
	return median(times);
}
