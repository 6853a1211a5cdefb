/* Redmine: Ruby on Rails by puma. See peers.mjs. */
import { TICKET_PAGE, TOPIC_PAGE, packageVersion } from "./peers.mjs";

export const peer = {
	name: "redmine",
	version: () => packageVersion("redmine"),
	ready: "/login",
	pairs: [
		{ ...TICKET_PAGE, name: "ticket and issue of 20 messages" },
		{ ...TOPIC_PAGE, name: "topic and thread of 20 posts" },
	],
};
