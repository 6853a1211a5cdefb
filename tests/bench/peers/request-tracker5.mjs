/* Request Tracker: Perl with Mason by its own server. See peers.mjs. */
import { TICKET_PAGE, packageVersion } from "./peers.mjs";

export const peer = {
	name: "request-tracker5",
	version: () => packageVersion("request-tracker5"),
	ready: "/NoAuth/Login.html",
	pairs: [{ ...TICKET_PAGE, name: "ticket of 20 messages" }],
};
