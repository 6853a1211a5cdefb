/*
 * What is wrong with an answer, whatever was asked: a failure, a missing header, hostile text that came back raw, something of the
 * machine's inside. Each finding is a line of text.
 */
import { TOP } from "../harness/stack.mjs";

/* How hostile text looks when nobody escaped it: one of our tags, or the end of an attribute in our mark. */
const RAW = /<\/?zq|<\?cs|<svg\/onload|<img src=x|<script>zq|zq"(?:'|&#39;)|zq&quot;'&>/i;

export const SLOWEST = 6000; /* ms: a sanitized build beside other tests; the budget of one request is 4,500 */

const OURS = [
	"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
	"default-src 'none'; sandbox", // what people have uploaded
];
const COMPANIONS = {
	"x-content-type-options": "nosniff",
	"referrer-policy": "same-origin",
	"cross-origin-opener-policy": "same-origin",
	"cross-origin-resource-policy": "same-origin",
	"permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/* HDR-01, HDR-02: each of them once, and as promised. */
export function* headerFaults(answer) {
	const names = answer.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase());
	const times = (name) => names.filter((one) => one === name).length;
	for (const name of ["content-security-policy", ...Object.keys(COMPANIONS)])
		if (times(name) !== 1)
			yield `${name} stands ${times(name)} times`;
	if (!OURS.includes(answer.headers["content-security-policy"]))
		yield `the policy is ${answer.headers["content-security-policy"]}`;
	for (const [name, value] of Object.entries(COMPANIONS))
		if (answer.headers[name] !== value)
			yield `${name}: ${answer.headers[name]}`;
	const type = answer.headers["content-type"] ?? "";
	if (answer.status !== 304 && times("content-type") !== 1)
		yield `content-type stands ${times("content-type")} times`;
	if (/^(?:text\/|application\/(?:json|atom))/.test(type) && !/charset=utf-8$/i.test(type))
		yield `content-type: ${type}`;
	if (times("server") === 1 && /\d/.test(answer.headers.server))
		yield `server: ${answer.headers.server}`;
	if (names.some((name) => /^(?:x-powered-by|x-accel|zqheader)/.test(name)) || answer.cookies.some((line) => line.includes("zqheader")))
		yield `a header that must not be: ${names.join(" ")}`;
	for (const line of answer.cookies)
		if (!/; Path=\//.test(line) || !/; HttpOnly/.test(line) && !/^portico_(?:lang|theme)/.test(line) || !/; SameSite=(?:Lax|Strict)/.test(line))
			yield `a loose cookie: ${line.replace(/=[^;]*/, "=…")}`;
}

const LEAKS = new RegExp(
	[
		"AddressSanitizer", "runtime error:", "Assertion `", "Segmentation fault", "core dumped", "root:[x*]:0:0", "You have an error in your SQL syntax", "Duplicate entry '", "Unknown column '", "doesn't exist in engine", "MariaDB server version", "mysql_stmt",
		"Deadlock found", "Data too long for column", "Incorrect string value", "\\b[a-z_]+\\.[ch]:\\d+", "NERR_|NEOERR|Traceback \\(", "\\[CS|Unable to find|undefined reference", "/usr/(?:lib|share|include)/", "portico\\.(?:conf|key)", "\\$argon2id?\\$", "/proc/self/(?!environ)",
	].join("|"),
);

function* leaks(answer, stack) {
	const found = LEAKS.exec(answer.text);
	if (found)
		yield `the inside shows: ${around(answer.text, found.index)}`;
	for (const path of [stack.varDir, TOP])
		if (answer.text.includes(path))
			yield `a path of the machine shows: ${path}`;
}

const around = (text, at) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 120));

/* No script or style of its own, no handler, no address that runs; all attributes are quoted. */
function* pageFaults(html) {
	const raw = RAW.exec(html);
	if (raw)
		yield `hostile text came back raw: ${around(html, raw.index)}`;
	for (const [tag, name, rest] of html.matchAll(/<([a-zA-Z][^\s/>]*)((?:[^>"]|"[^"]*")*)>/g)) {
		const lower = name.toLowerCase();
		if (/^(?:style|base|object|embed|iframe|frame|applet|zq.*)$/.test(lower))
			yield `a tag that must not be: ${tag.slice(0, 200)}`;
		if (lower === "script" && !/\ssrc="\/static\/[^"]*"/.test(rest))
			yield `an inline script: ${tag.slice(0, 200)}`;
		if (lower === "form" && !/\saction="\/(?!\/)/.test(rest) && /\saction=/.test(rest))
			yield `a form that leads away: ${tag.slice(0, 200)}`;
		const bare = rest.replace(/"[^"]*"/g, '""');
		if (/\s(?:on\w+|style|srcdoc|formaction)\s*=/i.test(bare))
			yield `an attribute that must not be: ${tag.slice(0, 200)}`;
		if (/=(?!")/.test(bare))
			yield `an attribute without quotes: ${tag.slice(0, 200)}`;
		if (/\s(?:href|src|action|poster|data)="\s*(?:javascript|vbscript|data|file):/i.test(rest))
			yield `an address that runs: ${tag.slice(0, 200)}`;
	}
	if (/<script[^>]*>\s*[^<\s]/.test(html))
		yield "a script has words inside";
}

/* INJ-09: what a spreadsheet would take for a formula. */
function* sheetFaults(text) {
	const cell = /(?:^|[,;\n])"?[=+@\t\r-](?![0-9.]+(?:[,;"\n]|$))[^,\n]{0,80}/.exec(text.replace(/\r\n/g, "\n"));
	if (cell)
		yield `a cell that calculates: ${JSON.stringify(cell[0])}`;
}

function* bodyFaults(answer) {
	const type = answer.headers["content-type"] ?? "";
	if (type.startsWith("text/html") || type.startsWith("application/atom"))
		yield* type.startsWith("text/html") ? pageFaults(answer.text) : rawIn(answer.text);
	else if (type.startsWith("application/json"))
		yield* badJson(answer.text);
	else if (type.startsWith("text/csv"))
		yield* sheetFaults(answer.text);
}

function* rawIn(text) {
	const raw = RAW.exec(text);
	if (raw)
		yield `hostile text came back raw: ${around(text, raw.index)}`;
}

function* badJson(text) {
	try {
		JSON.parse(text || "null");
	} catch (error) {
		yield `broken JSON: ${error.message}`;
	}
}

function* locationFaults({ location, status }) {
	if (location === undefined)
		return;
	if (!/^\/(?![/\\])[\x21-\x7e]*$/.test(location))
		yield `location: ${JSON.stringify(location.slice(0, 200))}`;
	if (status < 300 || status > 399)
		yield `a location with status ${status}`;
}

/* Statuses that say something is broken; 503 and 507 have their reasons, none of which is here. */
const broken = (status) => status >= 500;

/* All that is wrong with one answer. `slow` false: time is not looked at. */
export function faultsOf(stack, answer, { slow = true } = {}) {
	const faults = [];
	if (broken(answer.status))
		faults.push(`status ${answer.status}`);
	if (slow && answer.ms > SLOWEST)
		faults.push(`took ${Math.round(answer.ms)} ms`);
	faults.push(...headerFaults(answer), ...locationFaults(answer), ...bodyFaults(answer), ...leaks(answer, stack));
	return faults;
}

/* What the logs tell after all: dead workers, assertions, raw bytes. */
export function logFaults(stack, programs) {
	const faults = [];
	const reports = stack.sanitizerReports();
	if (reports)
		faults.push(`sanitizer reports:\n${reports.slice(0, 4000)}`);
	for (const name of [...programs, "worker"]) {
		const text = stack.log(name);
		const died = text.split("\n").filter((line) => /Assertion|Sanitizer|runtime error|signal \d|terminated|core dumped|stack smashing|free\(\)|malloc\(\)/.test(line));
		if (died.length)
			faults.push(`${name}.log: ${died.slice(0, 3).join(" | ")}`);
		if (/[\x00-\x08\x0b-\x1f\x7f]/.test(text) || /^zqheader/m.test(text))
			faults.push(`${name}.log holds raw bytes`);
	}
	const cut = stack.log("nginx-error").split("\n").filter((line) => /prematurely closed|upstream sent|no live upstreams|timed out.*upstream|recv\(\) failed/.test(line));
	if (cut.length)
		faults.push(`nginx-error.log, ${cut.length} lines: ${cut.slice(0, 3).join(" | ")}`);
	return faults;
}
