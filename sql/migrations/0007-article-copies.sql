-- What an article's page shows of other rows stands beside it, kept by whoever writes to an article (article_import.c) or finds
-- further reading (search_index.c), so that the page need not gather it at each view.
-- Every statement may run again: a killed migration is simply run once more.

-- Languages there is a text in: "en,fa".
ALTER TABLE article ADD COLUMN IF NOT EXISTS langs VARCHAR(80) NOT NULL DEFAULT '' AFTER visibility;

UPDATE article SET langs =
  COALESCE((SELECT GROUP_CONCAT(t.lang ORDER BY t.lang) FROM article_text t WHERE t.article_id = article.id), '');

-- Of the other article.
ALTER TABLE article_related
  ADD COLUMN IF NOT EXISTS visibility VARCHAR(10) NOT NULL DEFAULT 'staff',
  ADD COLUMN IF NOT EXISTS slug       VARCHAR(80) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS title      VARCHAR(800) NOT NULL DEFAULT '',
  ADD COLUMN IF NOT EXISTS summary    VARCHAR(2000) NOT NULL DEFAULT '';

UPDATE article_related r
  JOIN article a ON a.id = r.other_id
  JOIN article_text t ON t.article_id = r.other_id AND t.lang = r.lang
  SET r.visibility = a.visibility, r.slug = a.slug, r.title = t.title, r.summary = t.summary;
