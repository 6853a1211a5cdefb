/*
 * The community's things that are not for everybody, each with a word that no other has: for the matrix of idor.test.mjs. Who may
 * read them stands beside each. Alice wrote them all but the note, and is no member of the group: she lost what she wrote there.
 */
import { randomBytes } from "node:crypto";
import { until } from "../harness/stack.mjs";

const STAFF = ["agentElsewhere", "agentInTeam", "moderator", "admin"];
const FIRM = ["alice", "mate", "bookkeeper", ...STAFF];
const GROUP = ["partner", ...STAFF];
const JUDGES = ["moderator", "admin"];
const OWN = ["alice", ...JUDGES]; // what waits or was hidden: its author and moderators
const REPLIERS = STAFF;
const READERS = { company: FIRM, group: GROUP, held: OWN, hidden: OWN, note: STAFF, deleted: JUDGES };

const marker = () => `secret${randomBytes(6).toString("hex")}`;
const elsewhere = () => String(2 ** 40 + (randomBytes(2).readUInt16BE() % 1000));
const nowhere = () => `nowhere-${randomBytes(4).toString("hex")}`;

export class Hidden {
	constructor(stack, who, companyId, groupId) {
		Object.assign(this, { stack, who, everybody: Object.keys(who), secrets: [] });
		this.places = { open: this.#place("public", 0), company: this.#place("company", companyId), group: this.#place("group", groupId) };
		this.#topics();
		this.#suggestions();
		stack.sql(`INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'topic', id, 1 FROM forum_topic WHERE id IN (${this.topics().map((one) => one.id)});
			INSERT INTO search_dirty (kind, ref_id, created_at) SELECT 'suggestion', id, 1 FROM suggestion WHERE id IN (${this.ideas().map((one) => one.id)});
			INSERT INTO follow (account_id, kind, ref_id, mail, created_at) VALUES (${who.alice.id}, 'topic', ${this.open.id}, 'off', 1)`);
		this.follow = stack.value(`SELECT id FROM follow WHERE account_id = ${who.alice.id}`);
	}

	topics() {
		return [this.open, this.company, this.group, this.held];
	}

	ideas() {
		return Object.values(this.idea);
	}

	#secret(readers) {
		const mark = marker();
		this.secrets.push([mark, readers]);
		return mark;
	}

	#place(audience, id) {
		const name = audience === "public" ? "Open" : this.#secret(READERS[audience]), slug = `p-${randomBytes(5).toString("hex")}`;
		for (const [table, column] of [["forum_category", "category_id"], ["suggestion_board", "board_id"]])
			this.stack.sql(`INSERT INTO ${table} (slug, audience, audience_id, position, created_at) VALUES ('${slug}', '${audience}', ${id}, 900, 1);
				INSERT INTO ${table}_text (${column}, lang, name, description)
					SELECT LAST_INSERT_ID(), lang, 'Place ${name}', 'About ${name}' FROM (SELECT 'en' AS lang UNION SELECT 'fa' UNION SELECT 'lt') l`);
		const [category, board] = ["forum_category", "suggestion_board"].map((table) => this.stack.value(`SELECT id FROM ${table} WHERE slug = '${slug}'`));
		return { slug, mark: name, common: `'${audience}', ${id}`, category, board };
	}

	/* A post with an earlier wording and a file, both of the same word. */
	#post(topic, place, words, state, author = "alice") {
		const file = randomBytes(16).toString("hex"), id = this.who[author].id;
		const made = this.stack.value(`INSERT INTO forum_post (topic_id, place, author_id, by_staff, state, held_for, body, edit_count, created_at)
				VALUES (${topic}, ${place}, ${id}, ${state === "note"}, '${state}', '${state === "held" ? "new" : ""}', 'Words ${words}', 1, UNIX_TIMESTAMP());
			SET @post = LAST_INSERT_ID();
			INSERT INTO forum_edit (post_id, editor_id, title, body, created_at) VALUES (@post, ${id}, 'Was ${words}', 'Earlier ${words}', 1);
			INSERT INTO attachment (public_id, post_id, owner_id, name, type, size, hash, created_at)
				VALUES (X'${file}', @post, ${id}, 'plan-${words}.txt', 'text/plain', ${words.length}, UNHEX(SHA2('x', 256)), 1);
			INSERT INTO attachment_chunk (attachment_id, position, data) VALUES (LAST_INSERT_ID(), 0, '${words}');
			SELECT @post`);
		return { id: made, mark: words, file, state };
	}

	#topic(place, state, words) {
		const id = this.stack.value(`INSERT INTO forum_topic (category_id, audience, audience_id, author_id, title, lang, industry, state, places, reply_count, created_at, activity_at)
				VALUES (${place.category}, ${place.common}, ${this.who.alice.id}, 'Topic ${words}', 'en', 'it', '${state}', 9, 0, UNIX_TIMESTAMP(), UNIX_TIMESTAMP() + 900);
			SET @topic = LAST_INSERT_ID();
			INSERT INTO forum_tag (topic_id, tag_key, tag) VALUES (@topic, 'tag-${words}', 'tag-${words}'), (@topic, '${this.tag}', '${this.tag}');
			SELECT @topic`);
		return { id, mark: words, place, first: this.#post(id, 1, words, state) };
	}

	#topics() {
		this.tag = `tag${randomBytes(4).toString("hex")}`;
		this.open = this.#topic(this.places.open, "open", "plain");
		this.company = this.#topic(this.places.company, "open", this.#secret(FIRM));
		this.group = this.#topic(this.places.group, "open", this.#secret(GROUP));
		this.held = this.#topic(this.places.open, "held", this.#secret(OWN));
		this.posts = { company: this.company.first, group: this.group.first, heldTopic: this.held.first };
		["held", "hidden", "note", "deleted"].forEach((state, i) => {
			this.posts[state] = this.#post(this.open.id, i + 2, this.#secret(READERS[state]), state, state === "note" ? "moderator" : "alice");
		});
	}

	#suggestion(place, state, words) {
		const [made] = this.stack.sql(`INSERT INTO suggestion (board_id, audience, audience_id, author_id, title, body, lang, industry, state, status, status_at, vote_count, heat, created_at, updated_at)
				VALUES (${place.board}, ${place.common}, ${this.who.alice.id}, 'Idea ${words}', 'Words ${words}', 'en', 'it', '${state}', 'planned', UNIX_TIMESTAMP(), 99999, 1e12, UNIX_TIMESTAMP(), 1);
			SET @idea = LAST_INSERT_ID();
			INSERT INTO suggestion_tag (suggestion_id, tag_key, tag) VALUES (@idea, 'tag-${words}', 'tag-${words}'), (@idea, '${this.tag}', '${this.tag}');
			INSERT INTO suggestion_vote (suggestion_id, account_id, created_at) VALUES (@idea, ${this.who.alice.id}, 1);
			INSERT INTO suggestion_status (suggestion_id, status, author_id, body, created_at) VALUES (@idea, 'planned', ${this.who.moderator.id}, 'Official ${words}', 1);
			SELECT @idea AS id, LAST_INSERT_ID() AS status`);
		return { ...made, mark: words };
	}

	#suggestions() {
		this.idea = {
			open: this.#suggestion(this.places.open, "open", "plain"),
			company: this.#suggestion(this.places.company, "open", this.#secret(FIRM)),
			group: this.#suggestion(this.places.group, "open", this.#secret(GROUP)),
			held: this.#suggestion(this.places.open, "held", this.#secret(OWN)),
		};
		for (const state of ["held", "hidden", "note", "deleted"])
			this.stack.sql(`INSERT INTO suggestion_comment (suggestion_id, author_id, by_staff, state, body, created_at)
				VALUES (${this.idea.open.id}, ${this.who[state === "note" ? "moderator" : "alice"].id}, ${state === "note"}, '${state}', 'Words ${this.#secret(READERS[state])}', 1)`);
	}

	/* --- for the matrix: [{ values, marks, allowed, missing }], or undefined ------------------------------------------------ */

	objectsOf(route) {
		const p = route.path;
		const on = (values, mark, readers, state, missing = { id: elsewhere() }) =>
			({ values, marks: [mark], allowed: this.#narrow(route, readers, state), missing, sampled: true });
		if (/^\/(?:forum\/c|suggestions\/b)\/:slug/.test(p))
			return ["company", "group"].map((kind) => on({ slug: this.places[kind].slug }, this.places[kind].mark, READERS[kind], "open", { slug: nowhere() }));
		if (p.startsWith("/forum/topic/:id"))
			return ["company", "group", "held"].map((kind) => on({ id: this[kind].id }, this[kind].mark, READERS[kind], kind === "held" ? "held" : "open"));
		if (p.startsWith("/forum/post/:id"))
			return Object.entries(this.posts).map(([kind, one]) => on({ id: one.id }, one.mark, READERS[kind] ?? OWN, one.state));
		if (p.startsWith("/forum/people/:id"))
			return [on({ id: this.who.alice.id }, "", this.everybody, "open")];
		if (p.startsWith("/suggestions/:id"))
			return ["company", "group", "held"].map((kind) => on({ id: this.idea[kind].id }, this.idea[kind].mark, READERS[kind], kind === "held" ? "held" : "open"));
		if (p.startsWith("/files/:id"))
			return Object.entries(this.posts).map(([kind, one]) => on({ id: one.file, name: `plan-${one.mark}.txt` }, one.mark, READERS[kind] ?? OWN, one.state, { id: randomBytes(16).toString("hex") }));
		if (p.startsWith("/account/follows/:id"))
			return [on({ id: this.follow }, "", ["alice"], "open")];
		const owned = { "/admin/forum/:id": this.places.company.category, "/admin/boards/:id": this.places.company.board };
		for (const [path, id] of Object.entries(owned))
			if (p.startsWith(path))
				return [on({ id }, this.places.company.mark, ["admin"], "open")];
		return undefined;
	}

	/* Of those who may read a thing, who reaches this route of it. */
	#narrow(route, readers, state) {
		const those = (names) => readers.filter((name) => names.includes(name));
		const last = route.path.split("/").pop();
		const signedIn = those(this.everybody.filter((name) => !["anonymous", "guest"].includes(name)));
		if (last === "merge" && route.method === "POST")
			return those(JUDGES); /* of one that waits they are told why not */
		if (["suggestion", "merge"].includes(last))
			return state === "open" ? those(JUDGES) : [];
		if (["ticket", "article"].includes(last))
			return state === "open" ? those(last === "ticket" ? REPLIERS : ["admin"]) : [];
		if (["staff", "judge", "status", "trust"].includes(last))
			return those(JUDGES);
		if (last === "edit" && state === "deleted")
			return [];
		if (last === "edit") /* an idea with an official answer is not its author's to change any more */
			return those(route.path.startsWith("/forum/") && (state === "open" || state === "held") ? OWN : JUDGES);
		if (last === "flag")
			return state === "open" ? signedIn.filter((name) => name !== "alice") : [];
		if (last === "voters")
			return those(STAFF);
		if (last === "voters.csv")
			return those(["admin"]);
		return route.needs === "none" ? readers : signedIn;
	}

	/* --- lists, searches, feeds, exports ------------------------------------------------------------------------------------ */

	/* Addresses of pages that choose among these things, beyond those that a route's path alone gives. */
	lists() {
		const { open, company, group } = this.places;
		const slugs = [open.slug, company.slug, group.slug];
		const views = ["latest", "unanswered", "solved", "mine", "following", "industry"], sorts = ["trending", "top", "new", "mine"];
		const marks = this.secrets.map(([mark]) => mark);
		const inside = (path, words) => words.map((word) => path + word);
		return [
			...inside("/en/forum?view=", views), ...inside("/en/forum?tag=", [this.tag, ...marks.map((mark) => `tag-${mark}`)]),
			...views.map((view) => `/en/forum/c/${open.slug}?view=${view}`), `/en/forum/c/${open.slug}?tag=${this.tag}`,
			`/en/forum/topic/${this.open.id}`, `/en/forum/topic/${this.open.id}?quote=${this.posts.note.id}`, `/en/forum/topic/${this.open.id}?quote=${this.posts.held.id}`,
			`/en/forum/topic/${this.open.id}?quote=${this.posts.company.id}`, `/en/forum/post/${this.open.first.id}/history`,
			`/en/forum/people/${this.who.alice.id}`, `/en/forum/people/${this.who.moderator.id}`,
			...inside("/en/forum/new?category=", slugs), "/en/forum/feed?industry=it", `/en/forum/feed?tag=${this.tag}`, ...inside("/en/forum/feed?category=", slugs),
			...inside("/en/suggestions?sort=", sorts), ...inside("/en/suggestions?status=", ["open", "planned", "shipped", "duplicate", "held"]),
			`/en/suggestions?tag=${this.tag}`, ...sorts.map((sort) => `/en/suggestions/b/${open.slug}?sort=${sort}`), `/en/suggestions/${this.idea.open.id}`,
			...inside("/en/suggestions/new?board=", slugs), ...inside("/en/suggestions/feed?board=", slugs), ...inside("/en/suggestions/feed?status=", ["planned", "open"]),
			`/en/suggestions/${this.idea.open.id}/voters.csv`, `/en/suggestions/${this.idea.open.id}/merge?q=Idea`,
			...inside("/desk/moderation?tab=", ["posts", "suggestions", "flags"]), `/admin/suggestions.csv?board=${company.slug}`, "/admin/suggestions.csv?state=held",
			"/en/search?q=Topic", "/en/search?q=Idea", "/en/search?q=Words", "/en/search/suggest?q=Topic", "/en/forum/similar?q=Topic+words", "/en/suggestions/similar?q=Idea+words",
			"/en/tickets/answers?q=Topic+words",
		];
	}

	/* Places where a word can be looked for: what answers must be as for a word that nobody wrote. */
	searches(word) {
		return ["/en/search?q=", "/en/search?kind=topic&q=", "/en/search?kind=suggestion&q=", "/en/search/suggest?q=", "/en/forum/similar?q=", "/en/suggestions/similar?q=", "/en/tickets/answers?q=", "/en/forum?tag=tag-", "/en/suggestions?tag=tag-"].map((path) => path + word);
	}

	/* --- mails and notices ---------------------------------------------------------------------------------------------------- */

	/* Everybody follows everything; then everything happens, what was queued before goes out, and at last a daily mail. */
	async tell() {
		const { stack } = this;
		const people = Object.values(this.who).filter((one) => Number(one.id)).map((one) => one.id);
		const refs = [...this.topics().map((one) => ["topic", one.id]), ...this.ideas().map((one) => ["suggestion", one.id]),
			...Object.values(this.places).flatMap((one) => [["category", one.category], ["board", one.board]])];
		stack.sql(`INSERT IGNORE INTO follow (account_id, kind, ref_id, mail, created_at) VALUES ${people.flatMap((id) => refs.map(([kind, ref]) => `(${id}, '${kind}', ${ref}, 'now', 1)`)).join(", ")}`);
		const posts = [this.company, this.group, this.held].map((one) => [one.id, one.first.id]);
		posts.push(...["held", "hidden", "note", "deleted"].map((state) => [this.open.id, this.posts[state].id]));
		const events = posts.flatMap(([topic, post]) => ["topic", "post", "accepted"].map((kind) => [kind, topic, post, "NULL", "NULL"]));
		events.push(...this.ideas().filter((one) => one !== this.idea.open).flatMap((one) => ["suggestion", "status", "merged"].map((kind) => [kind, "NULL", "NULL", one.id, one.status])));
		const queued = { topic: "forum_topic", post: "forum_post", accepted: "forum_accepted", suggestion: "suggestion_new", status: "suggestion_status", merged: "suggestion_merged" };
		const lines = people.flatMap((id) => events.map(([kind, ...refs]) => `(${id}, '${queued[kind]}', ${refs.join(", ")}`));
		stack.sql(`INSERT INTO community_event (kind, topic_id, post_id, suggestion_id, status_id, created_at) VALUES ${events.map(([kind, ...refs]) => `('${kind}', ${refs.join(", ")}, UNIX_TIMESTAMP())`).join(", ")};
			INSERT INTO outbox (account_id, kind, topic_id, post_id, suggestion_id, status_id, lang, due_at, created_at) VALUES ${lines.map((line) => `${line}, 'en', UNIX_TIMESTAMP(), UNIX_TIMESTAMP())`).join(", ")}`);
		await stack.settle();
		stack.sql(`UPDATE follow SET mail = 'daily' WHERE account_id IN (${people});
			INSERT INTO digest_item (account_id, kind, topic_id, post_id, suggestion_id, status_id, due_at, created_at) VALUES ${lines.map((line) => `${line}, 1, 1)`).join(", ")}`);
		await until(() => stack.value(`SELECT COUNT(*) FROM digest_item WHERE mail_id IS NULL AND due_at = 1 AND account_id IN (${people})`) === "0", "the daily mails", 60000);
		await stack.settle();
	}

	/* --- what a form could change ------------------------------------------------------------------------------------------- */

	rows() {
		const topics = this.topics().map((one) => one.id), ideas = this.ideas().map((one) => one.id);
		const all = (columns, table, where) => `(SELECT GROUP_CONCAT(CONCAT_WS(',', ${columns}) ORDER BY 1) FROM ${table} WHERE ${where})`;
		return this.stack.value(`SELECT SHA2(CONCAT_WS('|',
			${all("id, category_id, audience, author_id, title, state, closed, pinned, solved_post_id, places, reply_count, ticket_id, suggestion_id, article_slug, version", "forum_topic", `id IN (${topics})`)},
			${all("id, author_id, state, body, like_count, flag_count, edit_count", "forum_post", `topic_id IN (${topics})`)},
			${all("account_id, kind, ref_id, mail", "follow", `id = ${this.follow} OR (kind = 'topic' AND ref_id IN (${topics})) OR (kind = 'suggestion' AND ref_id IN (${ideas}))`)},
			${all("id, board_id, title, body, state, status, merged_id, vote_count, comment_count, version", "suggestion", `id IN (${ideas})`)},
			${all("suggestion_id, account_id", "suggestion_vote", `suggestion_id IN (${ideas})`)},
			${all("id, state, body", "suggestion_comment", `suggestion_id IN (${ideas})`)},
			${all("id, status", "suggestion_status", `suggestion_id IN (${ideas})`)},
			${all("id, slug, audience, audience_id, version", "forum_category", `id IN (${Object.values(this.places).map((one) => one.category)})`)},
			${all("id, slug, audience, audience_id, version", "suggestion_board", `id IN (${Object.values(this.places).map((one) => one.board)})`)},
			${all("account_id, level, fixed_level, blocked_until", "trust", `account_id = ${this.who.alice.id}`)}), 256)`);
	}
}
