/* Reads the mails that the portal writes: headers, and the text and HTML parts. Enough for our own, not for the world's. */

function decodeWords(value) {
	return value
		.replace(/(=\?[^?]+\?[BbQq]\?[^?]*\?=)\s+(?==\?)/g, "$1")
		.replace(/=\?[^?]+\?([BbQq])\?([^?]*)\?=/g, (_, kind, text) =>
			/b/i.test(kind)
				? Buffer.from(text, "base64").toString("latin1")
				: text.replace(/_/g, " ").replace(/=([0-9A-F]{2})/gi, (__, hex) => String.fromCharCode(parseInt(hex, 16))),
		);
}

/* Words may end inside a character, so bytes are joined before they become text. */
function readHeader(value) {
	return value.includes("=?") ? Buffer.from(decodeWords(value), "latin1").toString("utf8") : value;
}

function splitEntity(text) {
	const end = text.search(/\r?\n\r?\n/);
	const head = end < 0 ? text : text.slice(0, end);
	const headers = new Map();
	for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
		const colon = line.indexOf(":");
		if (colon > 0)
			headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
	}
	return { headers, body: end < 0 ? "" : text.slice(end).replace(/^\r?\n\r?\n/, "") };
}

function decodeBody(headers, body) {
	switch ((headers.get("content-transfer-encoding") ?? "").toLowerCase()) {
	case "base64":
		return Buffer.from(body, "base64").toString("utf8");
	case "quoted-printable":
		return Buffer.from(
			body.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16))),
			"latin1",
		).toString("utf8");
	default:
		return body;
	}
}

function* leaves(text) {
	const { headers, body } = splitEntity(text);
	const type = headers.get("content-type") ?? "text/plain";
	const boundary = /boundary="?([^";]+)"?/i.exec(type);
	if (!boundary) {
		yield { type: type.split(";")[0].trim().toLowerCase(), text: decodeBody(headers, body) };
		return;
	}
	for (const part of body.split(`--${boundary[1]}`).slice(1, -1))
		yield* leaves(part.replace(/^\r?\n/, ""));
}

export function parseMail(raw) {
	const { headers } = splitEntity(raw);
	const parts = [...leaves(raw)];
	const text = parts.find((part) => part.type === "text/plain")?.text ?? "";
	const html = parts.find((part) => part.type === "text/html")?.text ?? "";
	const header = (name) => readHeader(headers.get(name) ?? "");
	return {
		to: header("to"),
		from: header("from"),
		subject: header("subject"),
		text,
		html,
		links: text.match(/https?:\/\/[^\s<>"]+/g) ?? [],
		headers,
		raw,
	};
}
