/* MediaWiki: PHP behind nginx. Readers ask it for pages, nothing else of the portal has a like there. See peers.mjs. */
import { ARTICLE, packageVersion } from "./peers.mjs";

export const peer = {
	name: "mediawiki",
	version: () => packageVersion("mediawiki"),
	ready: "/wiki/Page_1",
	pairs: [{ ...ARTICLE, name: "article and wiki page" }],
};
