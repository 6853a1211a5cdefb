/* Pictures for tests. */
import * as zlib from "node:zlib";

const { crc32, deflateSync } = zlib; // older ones have no crc32

function chunk(type, data) {
	const body = Buffer.concat([Buffer.from(type), data]);
	const out = Buffer.alloc(body.length + 8);
	out.writeUInt32BE(data.length, 0);
	body.copy(out, 4);
	out.writeUInt32BE(checksum(body), body.length + 4);
	return out;
}

/* CRC-32, where this node has none of its own. */
function checksum(bytes) {
	if (crc32)
		return crc32(bytes);
	let sum = 0xffffffff;
	for (const byte of bytes) {
		sum ^= byte;
		for (let i = 0; i < 8; i++)
			sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
	}
	return (sum ^ 0xffffffff) >>> 0;
}

/* A PNG of one grey; `claimed` stands in its head. */
export function png(side, { claimed = side, comment = "" } = {}) {
	const head = Buffer.alloc(13);
	head.writeUInt32BE(claimed, 0);
	head.writeUInt32BE(claimed, 4);
	head.set([8, 0, 0, 0, 0], 8);
	const rows = Buffer.alloc((side + 1) * side, 120);
	for (let y = 0; y < side; y++)
		rows[y * (side + 1)] = 0;
	return Buffer.concat([
		Buffer.from("89504e470d0a1a0a", "hex"),
		chunk("IHDR", head),
		...(comment ? [chunk("tEXt", Buffer.from(`Comment\0${comment}`))] : []),
		chunk("IDAT", deflateSync(rows)),
		chunk("IEND", Buffer.alloc(0)),
	]);
}
