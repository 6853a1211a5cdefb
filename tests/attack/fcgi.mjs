/* FastCGI by hand (specification 1.0): records as they should be and as they should not, and one connection's exchange. */
import { connect } from "node:net";

export const TYPE = { begin: 1, abort: 2, end: 3, params: 4, stdin: 5, stdout: 6, stderr: 7, data: 8, values: 9, valuesResult: 10, unknown: 11 };

/* One record; `length`, `padding` and `version` may lie. */
export function record(type, id, content = Buffer.alloc(0), { version = 1, length = content.length, padding = 0, pad = padding } = {}) {
	const head = Buffer.from([version, type, (id >> 8) & 255, id & 255, (length >> 8) & 255, length & 255, padding, 0]);
	return Buffer.concat([head, Buffer.from(content), Buffer.alloc(pad)]);
}

export const begin = (id = 1, role = 1, flags = 0) => record(TYPE.begin, id, Buffer.from([role >> 8, role & 255, flags, 0, 0, 0, 0, 0]));

function size(length, long = length > 127) {
	return long ? Buffer.from([0x80 | ((length >>> 24) & 127), (length >>> 16) & 255, (length >>> 8) & 255, length & 255]) : Buffer.from([length]);
}

/* A name and value; their lengths may be claimed to be others, and written long. */
export function pair(name, value, { nameLength = Buffer.byteLength(name), valueLength = Buffer.byteLength(value), long = false } = {}) {
	return Buffer.concat([size(nameLength, long || nameLength > 127), size(valueLength, long || valueLength > 127), Buffer.from(name), Buffer.from(value)]);
}

export const pairs = (values) => Buffer.concat(Object.entries(values).map(([name, value]) => pair(name, String(value))));

/* What nginx tells of a request. */
export function paramsOf(path, { method = "GET", body = "", more = {} } = {}) {
	const [uri, query = ""] = path.split("?");
	return { GATEWAY_INTERFACE: "CGI/1.1", SERVER_SOFTWARE: "nginx", SERVER_PROTOCOL: "HTTP/1.1", REQUEST_METHOD: method, DOCUMENT_URI: uri, QUERY_STRING: query, CONTENT_TYPE: body ? "application/x-www-form-urlencoded" : "", CONTENT_LENGTH: body ? body.length : "", REMOTE_ADDR: "127.0.0.1", HTTP_HOST: "127.0.0.1", ...more };
}

/* A whole request as it should be, its params cut into records of `cut` bytes. */
export function request(path, { id = 1, cut = 60000, ...options } = {}) {
	const text = pairs(paramsOf(path, options));
	const records = [];
	for (let at = 0; at < text.length; at += cut)
		records.push(record(TYPE.params, id, text.subarray(at, at + cut)));
	const body = Buffer.from(options.body ?? "");
	return Buffer.concat([begin(id), ...records, record(TYPE.params, id), ...(body.length ? [record(TYPE.stdin, id, body)] : []), record(TYPE.stdin, id)]);
}

/* What stands on STDOUT of an answer. */
export function stdoutOf(answer) {
	const pieces = [];
	for (let at = 0; at + 8 <= answer.length; ) {
		const length = answer.readUInt16BE(at + 4);
		if (answer[at + 1] === TYPE.stdout)
			pieces.push(answer.subarray(at + 8, at + 8 + length));
		at += 8 + length + answer[at + 6];
	}
	return Buffer.concat(pieces).toString("utf8");
}

/*
 * Sends pieces, one write each, and collects what comes until the other side closes, at most `wait` ms; `hang`: closes at once.
 * { answer, closed }: closed is false if only our patience ended it.
 */
export function exchange(path, pieces, { wait = 3000, hang = false, pause = 0 } = {}) {
	return new Promise((done) => {
		const got = [];
		const socket = connect(path);
		const end = (closed) => {
			clearTimeout(timer);
			socket.destroy();
			done({ answer: Buffer.concat(got), closed });
		};
		const timer = setTimeout(() => end(false), wait);
		const write = (i) => {
			if (socket.destroyed || i >= pieces.length)
				return hang ? end(true) : socket.end();
			socket.write(pieces[i], () => (pause ? setTimeout(write, pause, i + 1) : setImmediate(write, i + 1)));
		};
		socket.on("connect", () => write(0));
		socket.on("data", (piece) => got.push(piece));
		socket.on("error", () => end(true));
		socket.on("close", () => end(true));
	});
}
