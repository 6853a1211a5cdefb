/*
 * What hostile or unlucky clients send, each kind by its name, and dice that fall the same way for the same seed. Everything that
 * could become markup begins with <zq or holds the mark, so that judge.mjs finds it raw; what could become a header names zqheader.
 */

/* Numbers from 0 to below 1, the same for the same seed: mulberry32. */
export function dice(seed) {
	let state = seed >>> 0;
	const roll = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const below = (most) => Math.floor(roll() * most);
	return { roll, below, pick: (list) => list[below(list.length)], chance: (share) => roll() < share };
}

/* A seed for one of many: neighbours have nothing in common. */
export const mix = (seed, index) => Math.imul((seed ^ 0x9e3779b9) + index, 0x85ebca6b) ^ (index >>> 3);

export const MARK = `<zq"'&>`;

const MARKUP = [
	MARK, `"><zq onmouseover=zq()>`, `'><zq x='`, "</title><zq>", "</textarea></form><zq>", "<zq/><script>zq()</script>", "<zq><img src=x onerror=zq()>",
	"<zq><svg/onload=zq()>", "--><zq>", "]]><zq>", "<zq style=x:expression(zq())>", "<!--<zq>", "<zq\0>", "&lt;zq&gt;<zq>", "<zq\u2028>", "\ufeff<zq>",
	"[zq](javascript:zq())", "![zq](javascript:zq())", "[<zq>](/x \"<zq>\")", "<javascript:zq()>", "`<zq>`", "|<zq>|\n|-|\n|<zq>|", "```<zq>\n<zq>\n```",
	"[a]: javascript:zq() '<zq>'\n[a]", "* <zq>\n".repeat(200), ">".repeat(3000) + "<zq>", "[".repeat(3000), "**_".repeat(2000), "&#60;zq&#62;&#x3c;zq&#x3e;",
	"<?cs var:zq ?>", "<?cs include:\"/etc/passwd\" ?>", "{{7*7}}${7*7}<%= 7*7 %>#{7*7}", "<zq><?php phpinfo() ?>",
];
const SQL = [
	"'", "''", "\"", "\\", "\\'", "' OR '1'='1", "1 OR 1=1", "1; DROP TABLE account; --", "' UNION SELECT password_hash FROM account -- ", "1' AND SLEEP(9) AND '1'='1",
	"'; SELECT SLEEP(9); -- ", "%", "_", "%%%%%%%%", "1)) OR ((1=1", "0x27", "/*!50000 1*/", "`", "\x1a", "' || (SELECT 1) || '", "+a -b \"c\" (d e) <f >g ~h a* @4", "*", "\"\"\"",
];
const FORMATS = ["%s%s%s%s%n%n", "%99999999d", "%p %x", "{0} {1}", "$1 $& $`", "{n} {count} {name}", "%1$s%2$n"];
const PATHS = ["../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd\0.png", "..\\..\\x", "/proc/self/environ", "file:///etc/passwd", "C:\\x", "con", ".", "..", "./", "~root", ".htaccess", "|id", "; id", "$(id)", "`id`", "-rf", "--help"];
const ADDRESSES = ["//evil.test", "///evil.test", "https://evil.test/", "/\\evil.test", "\\\\evil.test", "/\t/evil.test", "http:evil.test", "javascript:zq()", "data:text/html,<zq>", "/%2f%2fevil.test", "/en/../..//evil.test", "/en/login?next=//evil.test", "@evil.test", "http://127.0.0.1:1/", "/x\r\nzqheader: 1"];
const BREAKS = ["a\r\nzqheader: 1", "a\nzqheader: 1", "a\rzqheader: 1", "a\r\nSet-Cookie: zqheader=1\r\n\r\n<zq>", "a\u0085b", "a\u2028b", "\0", "a\0b", "\x01\x02\x1b[31m", "\x7f", "\b\b\b", "\v\f"];
const UNICODE = [
	"\u202eabc\u202d", "\u2066abc\u2069", "\u200b\u200c\u200d\u200e\u200f", "نامه‌ای با نیم‌فاصله", "ŠČŽąčęėįšųūž", "👩‍👩‍👧‍👦".repeat(50), "🏳️‍🌈", "e" + "\u0301".repeat(500), "ﷺ", "ß İ ı ſ K",
	"\ufffd", "\uffff", "\u{10ffff}", "\u{1f600}", "１２３", "۱۲۳۴", "Ⅷ", "\ufeff", "\u00a0", " ", "  a  ", "\t", "\n\n\n", "𝕬𝕭", "\u180e", "Z̸̡̢͚͔̬͎̭͓̄̈́a̷l̶g̵o̴",
];
const NUMBERS = [
	"0", "-1", "1", "00000000001", "2147483647", "2147483648", "-2147483649", "4294967296", "9007199254740993", "9223372036854775807", "9223372036854775808", "-9223372036854775808",
	"18446744073709551616", "1e9", "1e400", "0x10", "NaN", "Infinity", "-0", "+1", " 1 ", "1.5", "1,5", "٣", "1_000", "9".repeat(400), "", "null", "true", "undefined", "[]", "{}", "1 1",
];
const LONG = [
	["x", 255], ["x", 256], ["x", 4095], ["é", 201], ["😀", 100], ["x ", 300], ["<zq>", 300], ["\n", 5000], ["a@", 400], ["0", 1000], ["ی", 70000], ["x", 65536], ["- + ", 16000], [">\n-\n", 16000],
].map(([piece, times]) => piece.repeat(times));
const MAILS = ["a@b", "@", "a@", "@b", "a b@example.org", "\"a b\"@example.org", "a@example.org,b@example.org", "a@example.org\r\nBcc: zq@evil.test", "<a@example.org>", "a@[127.0.0.1]", "ä@exämple.org", "a@-.org", `${"a".repeat(300)}@example.org`, "a@example.org\0", "=?utf-8?q?zq?=@example.org", "-oQ/tmp@example.org"];
const CELLS = ["=1+1", "+1", "-1+1", "@SUM(1)", "\t=1", "\r=1", "=HYPERLINK(\"http://evil.test\")", "\"=1\""];
const TIMES = ["2026-02-30", "0000-00-00", "9999-12-31", "2026-13-01T25:61", "-1", "1970-01-01", "2038-01-19", "30000-01-01"];

export const KINDS = { MARKUP, SQL, FORMATS, PATHS, ADDRESSES, BREAKS, UNICODE, NUMBERS, LONG, MAILS, CELLS, TIMES };
const NAMES = Object.keys(KINDS);

/* One of any kind: kinds are as likely as each other, however many they have. */
export const naughty = (die) => die.pick(KINDS[die.pick(NAMES)]);

/* Bytes that no UTF-8 text has, already percent-encoded. */
export const BROKEN = ["%ff", "%c0%80", "%c3", "%ed%a0%80", "%f4%90%80%80", "%e2%82", "%80", "%fe%ff", "%f8%88%80%80%80", "%c0%af", "%zz", "%", "%u0041", "%00", "a%0d%0azqheader:%201"];

/* A value as it goes into a query or body. Lone surrogates and the like become what a browser would send. */
export const encode = (text) => encodeURIComponent(text.toWellFormed?.() ?? text);

/* Headers that a client may send in any shape. No bytes that Node itself refuses. */
export const HEADERS = [
	{ Accept: "application/json" }, { Accept: "*/*;q=" + "9".repeat(500) }, { "Accept-Language": "fa;q=x,,;;=,lt;q=1e9,*" }, { "Accept-Language": "x".repeat(4000) }, { "User-Agent": `${MARK}\t%s%n` },
	{ "User-Agent": "a".repeat(4000) }, { Referer: "javascript:zq()" }, { Cookie: "portico_session=" + "A".repeat(43) }, { Cookie: "portico_session=;portico_visitor=;;;===;" }, { Cookie: "a=b; ".repeat(1000) },
	{ Cookie: `portico_lang=${encodeURIComponent(MARK)}; portico_session="x"` }, { "X-Forwarded-For": "' OR 1=1, ::1, <zq>" }, { "X-Forwarded-Host": "evil.test" }, { "X-Forwarded-Proto": "javascript" },
	{ Origin: "null" }, { Origin: "https://evil.test" }, { Origin: MARK }, { "Sec-Fetch-Site": "cross-site" }, { Host: "evil.test" }, { Host: "127.0.0.1:99999" }, { "If-None-Match": "*" }, { "If-Modified-Since": "x" },
	{ Range: "bytes=0-,0-,-1" }, { Range: "bytes=9999999999999999999999-" }, { "Accept-Encoding": "gzip;q=0, *;q=0" }, { Authorization: `Basic ${"A".repeat(2000)}` }, { "Content-Encoding": "gzip" }, { "X-HTTP-Method-Override": "DELETE" },
	{ "X-Original-URL": "/admin" }, { Connection: "close, X-Request-Id" }, { "X-Requested-With": "XMLHttpRequest" }, { Proxy: "http://evil.test" }, { Expect: "" }, { "Transfer-Encoding": "" },
];

/* Types that a body says to have. */
export const TYPES = [
	"application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=\"\"", `multipart/form-data; boundary=${"b".repeat(300)}`, "multipart/form-data; boundary=zq; boundary=qz",
	"multipart/mixed; boundary=zq", "application/x-www-form-urlencoded; charset=utf-16", "application/xml", "x", "/", ";", "application/x-www-form-urlencoded\t", "image/png", "multipart/form-data; boundary*=utf-8''zq",
];

/* Bodies that are no form, or hardly one; the boundary is zq. */
export const BODIES = [
	"", "=", "&&&&", "=&=&=", "a", "{\"a\":1}", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>", "--zq", "--zq--", "--zq\r\n\r\n--zq--", "--zq\r\nContent-Disposition: form-data\r\n\r\nx\r\n--zq--",
	"--zq\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--zq--", "--zq\r\nContent-Disposition: form-data; name=\"body\"; filename=\"../../x\"\r\n\r\nx\r\n--zq--", `--zq\r\nContent-Disposition: form-data; name="${"n".repeat(5000)}"\r\n\r\nx\r\n--zq--`,
	"--zq\r\nContent-Disposition: form-data; name=\"body\"\r\nContent-Transfer-Encoding: base64\r\n\r\neHg=\r\n--zq--", "--zq\nContent-Disposition: form-data; name=\"body\"\n\nx\n--zq--", "--zq\r\nContent-Disposition: form-data; name=\"body\"\r\n\r\nnever ends",
	`--zq\r\n${"X: y\r\n".repeat(2000)}\r\nx\r\n--zq--`, "--zq\r\nContent-Disposition: form-data; name=\"body\"; name=\"token\"\r\n\r\nx\r\n--zq--", "--zq\r\nContent-Disposition: form-data; name=body\0\r\n\r\nx\r\n--zq--", "\r\n--zq\r\n".repeat(300), "a=b&".repeat(5000), "a[]=1&a[0]=2&a.b=3",
	Buffer.from([0xff, 0xfe, 0x00, 0x3d, 0x80]), Buffer.alloc(1100000, 0x61), Buffer.from("1f8b08000000000000ff", "hex"),
];

/* Files of a form: a name and content. */
export const FILES = [
	{ name: `${MARK}.txt`, content: MARK }, { name: "../../../etc/passwd", content: "x" }, { name: "a\r\nzqheader: 1.png", content: "x" }, { name: "", content: "" }, { name: "empty.png", content: "" }, { name: "x".repeat(3000), content: "x" },
	{ name: "page.html", type: "text/html", content: "<zq><script>zq()</script>" }, { name: "drawing.svg", type: "image/svg+xml", content: "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"zq()\"><zq/></svg>" }, { name: "نام.png\u202egnp.exe", content: "MZ" },
	{ name: "bomb.png", type: "image/png", content: Buffer.from("89504e470d0a1a0a0000000d494844520000ffff0000ffff0806000000", "hex") }, { name: "cut.jpg", type: "image/jpeg", content: Buffer.from("ffd8ffe000104a464946", "hex") }, { name: "a.gif", type: "image/gif", content: "GIF89a<zq>" },
	{ name: "nul\0.txt", content: "\0\0\0" }, { name: "broken.txt", type: "text/plain; charset=\xff", content: Buffer.from([0xff, 0xc0, 0x80]) }, { name: "zip.zip", content: Buffer.from("504b0304ffffffff", "hex") }, { name: "=1+1.csv", type: "text/csv", content: "=1+1" },
];
