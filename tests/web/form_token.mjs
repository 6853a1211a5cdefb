/* Form tokens as the programs make them (lib/web/form_token.h): what a hostile page could not, and a test may. */
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

export const keyOf = (stack) => Buffer.from(readFileSync(join(stack.varDir, "etc/portico.key"), "utf8").trim(), "hex");

/* A token that is right for this browser and route; `age` seconds old. */
export function formToken(key, client, path, age = 0) {
	const cookie = client.cookies.get("portico_session") ?? client.cookies.get("portico_visitor");
	const head = Buffer.alloc(24);
	randomBytes(16).copy(head);
	head.writeBigInt64LE(BigInt(Math.floor(Date.now() / 1000) - age), 16);
	const session = createHash("sha256").update(cookie ?? "").digest();
	const mac = createHmac("sha256", key).update(Buffer.concat([Buffer.from("form\0"), session, head, Buffer.from(path)])).digest();
	return Buffer.concat([head, mac]).toString("base64url");
}
