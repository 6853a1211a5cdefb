/*
 * UPL-03: files that are two things at once, lie about their type or have hostile names. They go through the reply form of a
 * real browser and are opened there by their address: none runs, none becomes a page of ours, none can be used as a script or a
 * style, and those who asked for a download get one under a clean name.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { deflateRawSync, deflateSync } from "node:zlib";
import { startStack } from "../harness/stack.mjs";
import { fileTicket, person, topic } from "../web/people.mjs";
import { launch } from "./browser.mjs";

const HIT = "top.__hit=1;window.__hit=1;alert(1)";
const SCRIPT = `<script>${HIT}</script>`;
const HTML = `<!doctype html><html><body>${SCRIPT}<img src=x onerror="${HIT}"></body></html>`;
const GIF = Buffer.from("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7", "base64");
const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const JPEG = Buffer.from("ffd8ffe000104a46494600010100000100010000", "hex");
const SVG = `<svg xmlns="http://www.w3.org/2000/svg" onload="${HIT}">${SCRIPT}</svg>`;
const XHTML = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>${SCRIPT}</body></html>`;
const XSLT = `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="#x"?><xsl:stylesheet id="x" version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><html>${SCRIPT}</html></xsl:template></xsl:stylesheet>`;
const MHT = `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html\r\nContent-Location: http://x/\r\n\r\n${HTML}\r\n--b--\r\n`;
const PDF = `%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction 2 0 R/Pages 3 0 R>>endobj 2 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj 3 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
const SWF = Buffer.concat([Buffer.from("CWS\x0a\x40\x00\x00\x00", "latin1"), deflateSync(Buffer.from(HTML))]);
const ZIP = Buffer.concat([Buffer.from("504b0304140000000800", "hex"), Buffer.alloc(16), Buffer.from("0600000061" + "2e68746d6c", "hex"), deflateRawSync(Buffer.from(HTML))]);
const JS = `${HIT};//`;
const WORKER = `onmessage=()=>{};self.addEventListener("fetch",()=>{});${HIT.replaceAll("window.", "self.")}`;
const bytes = (...parts) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const utf16 = (text, big) => (big ? bytes([0xfe, 0xff], Buffer.from(text, "utf16le").swap16()) : bytes([0xff, 0xfe], Buffer.from(text, "utf16le")));
const long = "x".repeat(180);

/* name, content, type that the browser claims */
const FILES = [
	["page.html", HTML, "text/html"],
	["page.htm", HTML, "image/png"],
	["page.png", HTML, "image/png"],
	["page.jpg", HTML, "image/jpeg"],
	["page.gif", HTML, "image/gif"],
	["page.pdf", HTML, "application/pdf"],
	["page.txt", HTML, "text/plain"],
	["page.csv", HTML, "text/csv"],
	["page.zip", HTML, "application/zip"],
	["page", HTML, ""],
	["spaces.txt", `${" \n\t".repeat(400)}${HTML}`, "text/plain"],
	["comment.txt", `<!--${"x".repeat(2000)}-->${HTML}`, "text/plain"],
	["bom8.html", bytes([0xef, 0xbb, 0xbf], HTML), "text/html"],
	["bom16le.txt", utf16(HTML, false), "text/plain"],
	["bom16be.txt", utf16(HTML, true), "text/plain"],
	["bom32.txt", bytes([0xff, 0xfe, 0, 0], HTML), "text/plain"],
	["utf7.txt", "+ADw-script+AD4-alert(1)+ADw-/script+AD4-", "text/plain; charset=utf-7"],
	["iso2022.txt", bytes("\x1b$B", HTML), "text/plain; charset=iso-2022-jp"],
	["picture.svg", SVG, "image/svg+xml"],
	["picture.svg.png", SVG, "image/png"],
	["packed.svgz", SVG, "image/svg+xml"],
	["page.xhtml", XHTML, "application/xhtml+xml"],
	["data.xml", XHTML, "text/xml"],
	["style.xsl", XSLT, "text/xsl"],
	["feed.rss", `<?xml version="1.0"?><rss><channel><html:script xmlns:html="http://www.w3.org/1999/xhtml">${HIT}</html:script></channel></rss>`, "application/rss+xml"],
	["page.mht", MHT, "message/rfc822"],
	["page.mhtml", MHT, "multipart/related"],
	["mail.eml", MHT, "message/rfc822"],
	["code.js", JS, "text/javascript"],
	["code.mjs", `export default 1;${JS}`, "text/javascript"],
	["worker.js", WORKER, "application/javascript"],
	["data.json", `{"a":"${SCRIPT}"}`, "application/json"],
	["style.css", `body{background:url("javascript:${HIT}")}`, "text/css"],
	["gif.js", bytes("GIF89a=1;", `${HIT};//`), "image/gif"],
	["gif-comment.gif", bytes(GIF.subarray(0, 13), [0x21, 0xfe, 0x40], `*/=1;${HIT};/*`.padEnd(64), [0], GIF.subarray(13)), "image/gif"],
	["gif-tail.gif", bytes(GIF, HTML), "image/gif"],
	["png-tail.png", bytes(PNG, HTML), "image/png"],
	["png-tail.html", bytes(PNG, HTML), "text/html"],
	["jpeg-comment.jpg", bytes(JPEG, [0xff, 0xfe, 0x10, 0x00], HTML, [0xff, 0xd9]), "image/jpeg"],
	["jpeg-js.jpg", bytes(JPEG.subarray(0, 4), `*/=1;${HIT};/*`, [0xff, 0xd9]), "image/jpeg"],
	["webp.webp", bytes("RIFF\x24\x00\x00\x00WEBPVP8 ", HTML), "image/webp"],
	["bmp-js.bmp", bytes("BM=1;", HIT, ";//"), "image/bmp"],
	["icon.ico", bytes([0, 0, 1, 0, 1, 0], HTML), "image/x-icon"],
	["doc.pdf", PDF, "application/pdf"],
	["pdf-html.pdf", `${PDF}${HTML}`, "application/pdf"],
	["html-pdf.html", `${HTML}${PDF}`, "text/html"],
	["movie.swf", SWF, "application/x-shockwave-flash"],
	["code.jar", ZIP, "application/java-archive"],
	["page.hta", HTML, "application/hta"],
	["shell.php", `<?php echo 1 ?>${HTML}`, "application/x-php"],
	["rules.htaccess", "AddType text/html .txt", "text/plain"],
	["cache.appcache", "CACHE MANIFEST\n/\nFALLBACK:\n/ /x", "text/cache-manifest"],
	["crossdomain.xml", '<?xml version="1.0"?><cross-domain-policy><allow-access-from domain="*"/></cross-domain-policy>', "text/xml"],
	["link.url", "[InternetShortcut]\r\nURL=javascript:alert(1)", "text/plain"],
	["mp4.mp4", bytes([0, 0, 0, 0x18], "ftypmp42", HTML), "video/mp4"],
	["song.mp3", bytes("ID3\x03\x00\x00\x00\x00\x00\x00", HTML), "audio/mpeg"],
	["bidi\u202egnp.html", HTML, "image/png"],
	["zero\u200bwidth\u2060.ht\u200dml", HTML, "text/html"],
	["line\r\nContent-Type: text/html\r\n\r\n.html", HTML, "text/html"],
	['quote".html"; filename=x.html', HTML, "text/html"],
	["semi;colon.html;.png", HTML, "text/html"],
	["percent%0d%0aSet-Cookie:x=1.html", HTML, "text/html"],
	["<img src=x onerror=alert(1)>.html", HTML, "text/html"],
	["'onmouseover='alert(1).svg", SVG, "image/svg+xml"],
	[`${long}.html`, HTML, "text/html"],
	[`${long}.png.html`, HTML, "image/png"],
	["پرونده\u200cها.html", HTML, "text/html"],
	["e\u0301\u0327.svg", SVG, "image/svg+xml"],
	["trailing.html.", HTML, "text/html"],
	["trailing.html ", HTML, "text/html"],
	[".html", HTML, "text/html"],
	["CON.html", HTML, "text/html"],
	["..\\..\\up.html", HTML, "text/html"],
].map(([name, content, mimeType]) => ({ name, mimeType: mimeType || "application/octet-stream", buffer: Buffer.from(content) }));

const TYPES = /^(?:image\/(?:png|jpeg|gif|webp)|application\/(?:octet-stream|pdf|zip|gzip|msword|rtf)|text\/(?:plain|csv)(?:; charset=utf-8)?|video\/mp4|audio\/mpeg)$/;

let stack, browser, alice, links;

before(async () => {
	stack = await startStack();
	browser = await launch();
	alice = person(stack);
	links = await send(await fileTicket(alice, topic(stack), "Hostile files"));
});
after(async () => {
	await browser?.close();
	await stack?.stop();
});

async function openWindow({ policy = true } = {}) {
	const context = await browser.newContext({ baseURL: stack.url, bypassCSP: !policy, acceptDownloads: true });
	await context.addCookies([...alice.client.cookies].map(([name, value]) => ({ name, value, url: stack.url })));
	await context.addInitScript(() => {
		window.alert = () => void (window.top.__hit = 1);
	});
	const faults = [];
	const page = await context.newPage();
	context.on("page", (other) => other !== page && faults.push(`a window opened: ${other.url()}`));
	context.on("request", (request) => request.url().startsWith(stack.url) || faults.push(`request: ${request.url()}`));
	page.on("dialog", (dialog) => (faults.push("a dialog"), dialog.dismiss()));
	return { context, page, faults };
}

/* Sends all files by the form of the ticket's page, ten a message: the address of each, in order. */
async function send(number) {
	const { context, page, faults } = await openWindow();
	for (let at = 0; at < FILES.length; at += 10) {
		await page.goto(`/en/tickets/${number}`);
		await page.fill("#f-body", `Files from ${at}`);
		await page.setInputFiles("#f-files", FILES.slice(at, at + 10));
		await page.click("#reply button[type=submit]:not([name])");
		await page.waitForURL(/done=reply-sent/, { waitUntil: "commit" }).catch(async (error) => {
			throw new Error(`files from ${FILES[at].name} on were not taken; ${page.url()} says: ${(await page.locator("[role=alert]").allInnerTexts()).join(" ") || (await page.innerText("main")).slice(-300)}`, { cause: error });
		});
	}
	await page.goto(`/en/tickets/${number}`);
	const found = await page.locator("a.chip").evaluateAll((chips) => chips.map((chip) => chip.getAttribute("href")));
	assert.equal(await page.evaluate(() => window.__hit), undefined);
	assert.deepEqual(faults, []);
	await context.close();
	return found;
}

const both = () => links.map((link) => link.split("?")[0]).flatMap((path) => [path, `${path}?inline=1`]);

test("UPL-03: every file of a real form arrives, under a name without tricks", () => {
	assert.ok(FILES.length >= 40);
	assert.equal(links.length, FILES.length);
	for (const link of links) {
		const name = decodeURIComponent(link.split("?")[0].split("/").pop());
		assert.ok(!/[\x00-\x1f\x7f/\\\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|^\.|[. ]$/.test(name), JSON.stringify(name));
		assert.ok(Buffer.byteLength(name) <= 120, name);
	}
});

test("UPL-03: headers: a type of our list, nosniff, a sandbox, never stored, a download but for plain pictures", async () => {
	for (const [i, path] of both().entries()) {
		const name = JSON.stringify(FILES[i >> 1].name);
		const { status, headers } = await alice.client.get(path);
		assert.equal(status, 200, name);
		assert.match(headers["content-type"], TYPES, name);
		assert.equal(headers["x-content-type-options"], "nosniff", name);
		assert.equal(headers["content-security-policy"], "default-src 'none'; sandbox", name);
		assert.equal(headers["cross-origin-resource-policy"], "same-origin", name);
		assert.match(headers["cache-control"], /no-store/, name);
		assert.equal(headers["set-cookie"], undefined, name);
		const shown = path.endsWith("?inline=1") && headers["content-type"].startsWith("image/");
		assert.match(headers["content-disposition"], new RegExp(`^${shown ? "inline" : "attachment"}; filename="[ !#-$&-\\[\\]-~]*"; filename\\*=UTF-8''[A-Za-z0-9.~_%-]+$`), name);
	}
});

for (const policy of [true, false])
	test(`UPL-03: opened in Chromium ${policy ? "" : "without our policies "}nothing runs, and a file is never a page`, async () => {
		const { context, page, faults } = await openWindow({ policy });
		let downloads = 0, pictures = 0;
		page.on("download", (download) => (downloads++, download.cancel()));
		await page.goto("/en/search");
		let opened = 0;
		for (const [i, path] of both().entries()) {
			if (policy && !process.env.PROOF && i % 2 !== (i >> 1) % 2)
				continue; // where our policies help, too, each file is opened one way
			opened++;
			const response = await page.goto(path).catch((error) => {
				assert.match(error.message, /Download is starting|ERR_ABORTED/, FILES[i >> 1].name);
			});
			if (!response) {
				assert.ok(!page.url().includes("/files/"));
				continue;
			}
			pictures++;
			assert.match(response.headers()["content-type"], /^image\/(?:png|jpeg|gif|webp)$/);
			const seen = await page.evaluate(() => ({
				hit: window.__hit,
				type: document.contentType,
				tags: [...document.querySelectorAll("*")].map((one) => one.localName).join(" "),
			}));
			assert.equal(seen.hit, undefined, FILES[i >> 1].name);
			assert.match(seen.type, /^image\//);
			assert.match(seen.tags, /^html head (?:meta )?(?:title )?(?:meta )?body img$/);
			await page.goto("/en/search");
		}
		assert.equal(await page.evaluate(() => window.__hit), undefined);
		assert.equal(downloads + pictures, opened);
		assert.deepEqual(faults, []);
		await context.close();
	});

test("UPL-03: no file serves as a script, a module, a worker, a style or a frame of a page of ours", async () => {
	const { context, page, faults } = await openWindow({ policy: false });
	await page.goto("/en/search");
	const used = await page.evaluate(async (paths) => {
		const used = [];
		const load = (tag, props, path) =>
			new Promise((done) => {
				const element = Object.assign(document.createElement(tag), props, {
					onload: () => (used.push(`${tag} ${props.type ?? props.rel ?? ""} ${path}`), done()),
					onerror: () => done(),
				});
				document.head.append(element);
			});
		for (const path of paths) {
			await Promise.all([
				load("script", { src: path }, path),
				load("script", { src: path, type: "module" }, path),
				load("link", { href: path, rel: "stylesheet" }, path),
				new Promise((done) => {
					const worker = new Worker(path);
					worker.onerror = () => done();
					worker.onmessage = () => (used.push(`worker ${path}`), done());
					setTimeout(done, 2000);
				}),
				navigator.serviceWorker?.register(path).then(() => used.push(`service worker ${path}`), () => {}),
			]);
		}
		return { used, hit: window.__hit };
	}, both());
	assert.deepEqual(used, { used: [], hit: undefined });
	assert.deepEqual(faults, []);
	await context.close();
});
