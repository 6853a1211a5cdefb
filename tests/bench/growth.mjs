/*
 * A long list pages like a short one: a forum with a million topics (PROOF=1; else 100,000) beside a category with a thousand, a topic
 * with 10,000 posts beside one with twenty. Each pair is measured back to back, first page and last page; the median of the pairs'
 * ratios counts, so that a busy machine slows both.
 */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PROOF, hammer, startPortal } from "./portal.mjs";

const TOPICS = PROOF ? 1000000 : 100000;
const SMALL = 1000;
const FEW_POSTS = 20;
const ROUNDS = PROOF ? 15 : 7;
const MOST = 1.25; /* times as long as the short one */

let stack;

/* Topics straight into the tables: two categories that everyone reads. Ids stand far above those of portal.sql. */
function fill() {
	stack.sql(`
		INSERT INTO forum_category (id, slug, audience, created_at) VALUES (9001, 'growth-large', 'public', 1), (9002, 'growth-small', 'public', 1);
		SET FOREIGN_KEY_CHECKS = 0;
		INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, state, places, created_at, activity_at)
			SELECT 10000000 + seq, 9001, 'public', 11 + seq % 1000, CONCAT('Question number ', seq, ' about the evening and the light'), 'en', 'open', 1,
				1500000000 + seq * 100, 1500000000 + seq * 100 FROM seq_1_to_${TOPICS};
		INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, state, places, created_at, activity_at)
			SELECT 20000000 + seq, 9002, 'public', 11 + seq % 1000, CONCAT('Question number ', seq, ' about the evening and the light'), 'en', 'open', 1,
				1400000000 + seq * 100, 1400000000 + seq * 100 FROM seq_1_to_${SMALL};
		ANALYZE TABLE forum_topic;`);
}

/* A topic with so many posts, of like length. */
function topic(id, posts) {
	stack.sql(`
		INSERT INTO forum_topic (id, category_id, audience, author_id, title, lang, state, places, reply_count, created_at, activity_at)
			VALUES (${id}, 9002, 'public', 11, 'A topic that grew', 'en', 'open', ${posts}, ${posts - 1}, 1, 1);
		INSERT INTO forum_post (topic_id, place, author_id, body, html, markup_version, created_at)
			SELECT ${id}, seq, 11 + seq % 1000, REPEAT('Some words about it. ', 20), CONCAT('<p>', REPEAT('Some words about it. ', 20), '</p>'), @markup, seq
			FROM seq_1_to_${posts};
		ANALYZE TABLE forum_post;`.replace("@markup", stack.value("SELECT MAX(markup_version) FROM forum_post")));
}

before(async () => {
	stack = await startPortal({ workers: 4 });
	fill();
	topic(30000001, 10000);
	topic(30000002, FEW_POSTS);
});
after(() => stack?.stop());

const median = (numbers) => numbers.sort((one, other) => one - other)[numbers.length >> 1];

/* How many times as long a page of the long thing takes. */
async function ratio(long, short) {
	await hammer(stack.url + long, { seconds: 1 });
	await hammer(stack.url + short, { seconds: 1 });
	const ratios = [];
	for (let round = 0; round < ROUNDS; round++) {
		const [a, b, c, d] = [
			await hammer(stack.url + long, { seconds: 1 }),
			await hammer(stack.url + short, { seconds: 1 }),
			await hammer(stack.url + short, { seconds: 1 }),
			await hammer(stack.url + long, { seconds: 1 }),
		].map(({ perSecond }) => perSecond);
		ratios.push((b + c) / (a + d));
	}
	return median(ratios);
}

function claim(name, long, short) {
	test(`${name} takes as long as a short one’s`, async () => {
		for (const path of [long, short])
			assert.match(await (await fetch(stack.url + path)).text(), /Question number|A topic that grew/, path);
		const found = await ratio(long, short);
		console.log(`${name}: ${found.toFixed(2)} times the short one’s`);
		assert.ok(found <= MOST, `${found.toFixed(2)} times as long`);
	});
}

/* A place in a list by activity, as the pager writes it: behind the topic with this number. */
const behind = (number, start, first) => `at=a${start + number * 100}-${first + number}`;

claim(`the first page of ${TOPICS} topics`, "/en/forum/c/growth-large", "/en/forum/c/growth-small");
claim(`a page in the middle of ${TOPICS} topics`, `/en/forum/c/growth-large?${behind(TOPICS / 2, 1500000000, 10000000)}`, `/en/forum/c/growth-small?${behind(SMALL / 2, 1400000000, 20000000)}`);
claim(`the last page of ${TOPICS} topics`, `/en/forum/c/growth-large?${behind(21, 1500000000, 10000000)}`, `/en/forum/c/growth-small?${behind(21, 1400000000, 20000000)}`);
claim(`the forum’s own list over all categories, a page in the middle`, `/en/forum?${behind(TOPICS / 2, 1500000000, 10000000)}`, `/en/forum/c/growth-small?${behind(SMALL / 2, 1400000000, 20000000)}`);
claim("the first page of 10,000 posts", "/en/forum/topic/30000001", "/en/forum/topic/30000002");
claim("the last page of 10,000 posts", "/en/forum/topic/30000001?from=9981", "/en/forum/topic/30000002");
