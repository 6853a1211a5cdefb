/* Fossil: a program in C that is wiki, tickets and forum in one, with its data in one file. See peers.mjs. */
import { ARTICLE, TICKET_PAGE, TOPIC_PAGE, versionBy } from "./peers.mjs";

export const peer = {
	name: "fossil server",
	version: () => versionBy("fossil", ["version"], /version (\S+)/),
	wanted: 5,
	ready: "/timeline",
	pairs: [
		{ ...ARTICLE, name: "article and wiki page" },
		{ ...TICKET_PAGE, name: "ticket of 20 messages" },
		{ ...TOPIC_PAGE, name: "topic and thread of 20 posts" },
	],
};
