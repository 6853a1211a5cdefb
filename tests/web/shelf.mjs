/* Articles of a test's own, straight into the database and its search queue. */
import { randomBytes } from "node:crypto";

const quoted = (text) => `'${text.replace(/\\/g, "\\\\").replace(/'/g, "''")}'`;

/* A new category: { id, slug }. */
export function category(stack, name = "A topic") {
	const slug = `c-${randomBytes(4).toString("hex")}`;
	stack.sql(`INSERT INTO category (slug, position) VALUES ('${slug}', 900);
		SET @category = LAST_INSERT_ID();
		INSERT INTO category_text (category_id, lang, name) VALUES (@category, 'en', ${quoted(name)}), (@category, 'fa', ${quoted(name)}),
			(@category, 'lt', ${quoted(name)});`);
	return { slug, id: stack.value(`SELECT id FROM category WHERE slug = '${slug}'`) };
}

/* A new article with a text in each language of `texts` ({ en: [title, body] }): its slug. */
export function article(stack, { id }, texts, { visibility = "public", series = "", position = 0, html } = {}) {
	const slug = `a-${randomBytes(4).toString("hex")}`;
	const rows = Object.entries(texts).map(([lang, [title, body]]) =>
		`INSERT INTO article_text (article_id, lang, title, body, html, contents, markup_version, words, updated_at)
		VALUES (@article, '${lang}', ${quoted(title)}, ${quoted(body)}, ${quoted(html ?? "")}, '', ${html ? 1000 : 0}, 3, UNIX_TIMESTAMP());`);
	stack.sql(`INSERT INTO article (slug, category_id, series, position, visibility, langs, created_at)
		VALUES ('${slug}', ${id}, '${series}', ${position}, '${visibility}', '${Object.keys(texts).join()}', UNIX_TIMESTAMP());
		SET @article = LAST_INSERT_ID();
		${rows.join("\n")}
		UPDATE category_text SET article_count = article_count + 1 WHERE category_id = ${id};
		INSERT INTO search_dirty (kind, ref_id, created_at) VALUES ('article', @article, UNIX_TIMESTAMP());`);
	return slug;
}

/* Takes a category and its articles away again, from the index too: another run of the same test must not find them. */
export function clear(stack, { id }) {
	stack.sql(`DELETE FROM article WHERE category_id = ${id};
		DELETE FROM category WHERE id = ${id};
		DELETE FROM search_doc WHERE kind = 'article' AND ref_id NOT IN (SELECT id FROM article);`);
}
