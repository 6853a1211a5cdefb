/*
 * Readers of pages in a thread of their own, so that what the test does meanwhile does not count as the server's time: as many
 * as `readers` says read one page after the other between the messages "read" and "stop", then answer the milliseconds of each.
 */
import http from "node:http";
import { parentPort, workerData } from "node:worker_threads";

const agent = new http.Agent({ keepAlive: true, maxSockets: workerData.readers });
let reading = false;

function read(number) {
	return new Promise((done, failed) => {
		const started = performance.now();
		http.get(`${workerData.url}${workerData.page}?n=${number}`, { agent }, (answer) => {
			answer.resume();
			answer.once("end", () => (answer.statusCode === 200 ? done(performance.now() - started) : failed(new Error(`status ${answer.statusCode}`))));
		}).once("error", failed);
	});
}

async function readOn() {
	const times = [];
	let number = 0;
	const one = async () => {
		while (reading)
			times.push(await read(number++));
	};
	try {
		await Promise.all(Array.from({ length: workerData.readers }, one));
		parentPort.postMessage(times);
	} catch (error) {
		parentPort.postMessage(error);
	}
}

parentPort.on("message", (word) => {
	reading = word === "read";
	if (reading)
		readOn();
});
