/*
 * A mail server that takes what it is given, for tests of outgoing mail.
 *
 *	const sink = await startSmtp({ tls: "none" | "starttls" | "smtps" });
 *	sink.mails        raw messages that were acknowledged, with .sealed: over TLS
 *	sink.mode         "take"; "stall": answers nothing any more; "refuse": 451 to each mail
 *	sink.greetings    connections so far
 *	sink.ca           the file with the certificate that signs it
 *	await sink.stop()
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket, createSecureContext } from "node:tls";

/* A key and a certificate for 127.0.0.1 that vouches for itself. */
export function certificate(name = "127.0.0.1") {
	const folder = mkdtempSync(join(tmpdir(), "portico-tls-"));
	const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
	const subject = /^[\d.]+$/.test(name) ? `IP:${name}` : `DNS:${name}`;
	execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
		"-subj", "/CN=sink", "-addext", `subjectAltName=${subject}`, "-keyout", key, "-out", cert], { stdio: "ignore" });
	return { folder, path: cert, key: readFileSync(key), cert: readFileSync(cert) };
}

class Session {
	constructor(sink, socket, sealed) {
		this.sink = sink;
		this.lines = "";
		this.message = undefined;
		this.take(socket, sealed);
		this.say("220 sink ready");
	}

	take(socket, sealed) {
		this.socket = socket;
		this.sealed = sealed;
		socket.on("data", (data) => this.read(data.toString("latin1")));
		socket.on("error", () => {});
	}

	say(line) {
		if (this.sink.mode !== "stall" && this.socket.writable)
			this.socket.write(`${line}\r\n`);
	}

	read(text) {
		this.lines += text;
		for (let end; (end = this.lines.indexOf("\r\n")) >= 0; ) {
			const line = this.lines.slice(0, end);
			this.lines = this.lines.slice(end + 2);
			if (this.message === undefined)
				this.command(line);
			else if (line === ".")
				this.finish();
			else
				this.message.push(line.replace(/^\./, ""));
		}
	}

	finish() {
		const raw = this.message.join("\r\n");
		this.message = undefined;
		if (this.sink.mode === "refuse")
			return this.say("451 later");
		if (this.sink.mode === "take")
			this.sink.mails.push({ raw, sealed: this.sealed, user: this.user });
		return this.say("250 taken");
	}

	seal() {
		this.say("220 go on");
		const plain = this.socket;
		plain.removeAllListeners("data");
		this.take(new TLSSocket(plain, { isServer: true, secureContext: this.sink.context }), true);
	}

	command(line) {
		const verb = line.split(" ")[0].toUpperCase();
		if (verb === "EHLO") {
			const offers = ["sink", ...(this.sink.tls === "starttls" && !this.sealed ? ["STARTTLS"] : []), "AUTH PLAIN"];
			offers.forEach((offer, i) => this.say(`250${i === offers.length - 1 ? " " : "-"}${offer}`));
		} else if (verb === "STARTTLS") {
			this.seal();
		} else if (this.asked || (verb === "AUTH" && line.split(" ")[2])) {
			this.user = Buffer.from(line.split(" ").at(-1), "base64").toString().split("\0")[1];
			this.asked = false;
			this.say("235 hello");
		} else if (verb === "AUTH") {
			this.asked = true;
			this.say("334 ");
		} else if (verb === "DATA") {
			this.message = [];
			this.say("354 go on");
		} else if (verb === "QUIT") {
			this.say("221 bye");
			this.socket.end();
		} else {
			this.say("250 fine");
		}
	}
}

export async function startSmtp({ tls = "none", name } = {}) {
	const own = tls === "none" ? undefined : certificate(name);
	const sockets = new Set();
	const sink = { tls, mode: "take", mails: [], greetings: 0, ca: own?.path };
	sink.context = own && createSecureContext({ key: own.key, cert: own.cert });
	const server = createServer((socket) => {
		sockets.add(socket);
		socket.on("close", () => sockets.delete(socket));
		socket.on("error", () => {});
		sink.greetings++;
		const sealed = tls === "smtps";
		new Session(sink, sealed ? new TLSSocket(socket, { isServer: true, secureContext: sink.context }) : socket, sealed);
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	sink.url = `${tls === "smtps" ? "smtps" : "smtp"}://127.0.0.1:${server.address().port}`;
	sink.stop = () => {
		for (const socket of sockets)
			socket.destroy();
		if (own)
			rmSync(own.folder, { recursive: true, force: true });
		return new Promise((done) => server.close(done));
	};
	return sink;
}
