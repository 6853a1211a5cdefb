/*
 * The database over the network: the whole portal by TCP and TLS, and what it does where somebody stands on the way. Between them
 * and the server is a door that hears every byte and can take the server's offer of TLS away.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { Client } from "../harness/client.mjs";
import { certificate } from "../harness/smtp.mjs";
import { TOP, newFolder, startStack } from "../harness/stack.mjs";
import { person } from "../web/people.mjs";
import { endTogether } from "./proxy.mjs";

const CLIENT_SSL = 0x08; // in the second byte of what a greeting says the server can
const MOST = 1 << 22;
let stack, door, ca, strangers;

/* The greeting without its offer: header, protocol, version, NUL, 4 bytes of a number, 8 of a salt, NUL, what the server can. */
function withoutOffer(bytes) {
	const can = bytes.indexOf(0, 5) + 1 + 4 + 8 + 1;
	assert.ok(bytes[can + 1] & CLIENT_SSL, "the server offers TLS");
	bytes[can + 1] &= ~CLIENT_SSL;
	return bytes;
}

async function openDoor(target) {
	const sockets = new Set();
	const opened = { strip: false, count: 0, heard: [], length: 0 };
	const server = createServer((client) => {
		opened.count++;
		const upstream = createConnection(target);
		let greeted = false;
		endTogether(sockets, client, upstream);
		client.on("data", (bytes) => {
			if (opened.length < MOST)
				opened.heard.push(bytes);
			opened.length += bytes.length;
			upstream.write(bytes);
		});
		upstream.on("data", (bytes) => {
			client.write(opened.strip && !greeted ? withoutOffer(bytes) : bytes);
			greeted = true;
		});
	});
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	opened.port = server.address().port;
	opened.forget = () => Object.assign(opened, { count: 0, heard: [], length: 0 });
	opened.text = () => Buffer.concat(opened.heard).toString("latin1");
	opened.close = () => {
		for (const socket of sockets)
			socket.destroy();
		return new Promise((done) => server.close(done));
	};
	return opened;
}

const way = (host = "127.0.0.1") => ({ PORTICO_DB_SOCKET: "", PORTICO_DB_HOST: host, PORTICO_DB_PORT: String(door.port) });

before(async () => {
	const varDir = newFolder(true);
	const own = certificate("127.0.0.1");
	strangers = certificate("127.0.0.1");
	const folder = join(varDir, "etc/tls");
	mkdirSync(folder, { recursive: true });
	ca = join(folder, "cert.pem");
	writeFileSync(ca, own.cert);
	writeFileSync(join(folder, "key.pem"), own.key, { mode: 0o600 });
	rmSync(own.folder, { recursive: true, force: true });
	door = await openDoor(join(varDir, "run/mariadb.sock"));
	stack = await startStack({
		own: true, demo: false, varDir, cache: "off", workers: 1, conf: `db_ca_file = ${ca}`,
		env: { ...way(), DATABASE_CONF: `ssl-cert = ${ca}\nssl-key = ${join(folder, "key.pem")}` },
	});
});
after(async () => {
	await stack?.stop();
	await door?.close();
	for (const folder of [strangers?.folder, stack?.varDir].filter(Boolean))
		rmSync(folder, { recursive: true, force: true });
});

/* A command of the operator's with another way to the database: { status, out }. The door lives in this process, so nothing may block it. */
async function run(args, lines, env = way()) {
	const path = join(stack.varDir, "etc", `tls-${Math.random().toString(36).slice(2)}.conf`);
	const kept = readFileSync(join(stack.varDir, "etc/portico.conf"), "utf8").replace(/^db_ca_file.*\n?/m, "");
	writeFileSync(path, `${kept}\n${lines}\n`, { mode: 0o600 });
	const child = spawn(join(resolve(TOP, stack.build), "bin/portico"), args, { env: { ...process.env, ...env, PORTICO_CONF: path }, stdio: ["ignore", "pipe", "pipe"] });
	let out = "";
	for (const stream of [child.stdout, child.stderr])
		stream.on("data", (data) => (out += data));
	const status = await new Promise((done) => child.once("close", done));
	rmSync(path);
	return { status, out };
}

test("programs, worker and commands speak TLS with a database by TCP, confined as ever, and nobody on the way reads along", { timeout: 120000 }, async () => {
	door.forget();
	const { client } = person(stack);
	for (const path of ["/en/", "/en/kb", "/en/forum", "/en/suggestions", "/en/search?q=hub", "/en/tickets", "/en/account", "/en/login"]) {
		const page = await client.get(path);
		assert.ok(page.status < 400, `${path}: ${page.status}`);
	}
	const asked = await new Client(stack.url).get("/en/login/recover");
	assert.equal(asked.status, 200);
	const { status, out } = await run(["doctor"], `db_ca_file = ${ca}`);
	assert.equal(status, 0, out);
	assert.match(out, /^ok {4}way to the database: TLS to 127\.0\.0\.1$/m);
	await stack.settle();
	assert.ok(door.count > 0 && door.length > 10000, `${door.count} connections, ${door.length} bytes`);
	assert.doesNotMatch(door.text(), /SELECT|INSERT|portico/i, "what is sent tells nothing, not even who asks");
	for (const name of ["home", "login", "tickets", "worker"])
		assert.doesNotMatch(stack.log(name), /confined:/, name);
});

test("backup and restore go over TLS like everything else", { timeout: 120000 }, async () => {
	door.forget();
	const folder = join(stack.varDir, "tmp/over-tls");
	const { status, out } = await run(["backup", folder], `db_ca_file = ${ca}`);
	assert.equal(status, 0, out);
	assert.ok(readdirSync(folder).length > 0);
	assert.ok(door.count > 0 && door.length > 1000, "the dump took the same way");
	assert.doesNotMatch(door.text(), /SELECT|portico_operator/i);
	const restored = await run(["restore", folder, "--force"], `db_ca_file = ${ca}`);
	assert.equal(restored.status, 0, restored.out);
	assert.doesNotMatch(door.text(), /SELECT|INSERT|portico_operator/i);
	door.forget();
	for (const [lines, env] of [[`db_ca_file = ${strangers.path}`, way()], [`db_ca_file = ${ca}`, way("localhost")]]) {
		const refused = await run(["backup", join(stack.varDir, "tmp/refused")], lines, env);
		assert.notEqual(refused.status, 0);
		assert.doesNotMatch(door.text(), /portico/);
		rmSync(join(stack.varDir, "tmp/refused"), { recursive: true, force: true });
	}
});

test("a server whose certificate is another's, or of another name, or that offers no TLS, gets no user name and no password", { timeout: 60000 }, async () => {
	const cases = [
		["another's certificate", `db_ca_file = ${strangers.path}`, way()],
		["another name", `db_ca_file = ${ca}`, way("localhost")],
		["a file that is not there", `db_ca_file = ${ca}.gone`, way()],
	];
	for (const [what, lines, env] of cases) {
		door.forget();
		const { status, out } = await run(["user", "list"], lines, env);
		assert.notEqual(status, 0, what);
		assert.match(out, /database: connect: error \d+ .*(?:SSL|TLS|certificate)/i, what);
		assert.doesNotMatch(door.text(), /portico/, what);
	}
	door.forget();
	door.strip = true;
	try {
		const { status, out } = await run(["user", "list"], `db_ca_file = ${ca}`);
		assert.notEqual(status, 0);
		assert.match(out, /database: connect: error \d+ .*SSL/i);
		assert.doesNotMatch(door.text(), /portico/, "with its offer taken away");
	} finally {
		door.strip = false;
	}
});

test("another machine without TLS is not spoken to, and start and doctor say what to set", { timeout: 60000 }, async () => {
	const far = way("192.0.2.1"); // leads nowhere: asked, it would keep us waiting
	const began = Date.now();
	const { status, out } = await run(["doctor"], "", far);
	assert.equal(status, 1);
	assert.match(out, /WRONG way to the database: 192\.0\.2\.1 is another machine/);
	assert.match(out, /-> set db_ca_file, or db_unencrypted = yes to accept that/);
	assert.match((await run(["worker", "--once"], "", far)).out, /192\.0\.2\.1 is another machine and the way there is not encrypted: set db_ca_file/);
	assert.ok(Date.now() - began < 20000, "at once");
	const near = await run(["doctor"], "", way());
	assert.equal(near.status, 0, near.out);
	assert.match(near.out, /^ok {4}way to the database: 127\.0\.0\.1, this machine$/m);
	const accepted = await run(["doctor"], "db_unencrypted = yes", far);
	assert.match(accepted.out, /^note {2}way to the database: not encrypted, as db_unencrypted = yes accepts$/m);
	assert.doesNotMatch(accepted.out, /is another machine/);
});
