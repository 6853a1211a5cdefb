/*
 * Readers in a thread of their own: between the messages "read" and "stop" each asks for a page again and again, over a new
 * connection each time; then they answer what they got: [[status, milliseconds], …]. A connection that breaks has status 0.
 */
import http from "node:http";
import { parentPort, workerData } from "node:worker_threads";

const { url, lanes, pause = 0, headers = {} } = workerData;
let reading = false;

function ask() {
	return new Promise((done) => {
		const started = performance.now();
		const end = (status) => done([status, performance.now() - started]);
		http.get(url, { agent: false, headers, timeout: 20000 }, (answer) => {
			answer.resume();
			answer.once("end", () => end(answer.statusCode)).once("error", () => end(0));
		})
			.once("timeout", function () {
				this.destroy();
			})
			.once("error", () => end(0));
	});
}

async function lane(answers) {
	while (reading) {
		answers.push(await ask());
		if (pause)
			await new Promise((done) => setTimeout(done, pause));
	}
}

async function read() {
	const answers = [];
	await Promise.all(Array.from({ length: lanes }, () => lane(answers)));
	parentPort.postMessage(answers);
}

parentPort.on("message", (word) => {
	reading = word === "read";
	if (reading)
		read();
});
