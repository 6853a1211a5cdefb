-- The search's index: each word stands behind its language ("en_lamp"), so that a word is looked up among the texts of
-- its own language alone; and the weightiest documents are found without reading all. Every statement may run again.

ALTER TABLE search_doc ADD KEY IF NOT EXISTS search_doc_weight (lang, weight);

-- Without the full-text keys the rows are written many times faster.
ALTER TABLE search_doc DROP KEY IF EXISTS search_doc_title;
ALTER TABLE search_doc DROP KEY IF EXISTS search_doc_all;

UPDATE search_doc SET
    title_ix = IF(title_ix = '', '', CONCAT(lang, '_', REPLACE(title_ix, ' ', CONCAT(' ', lang, '_')))),
    body_ix = IF(body_ix = '', '', CONCAT(lang, '_', REPLACE(body_ix, ' ', CONCAT(' ', lang, '_'))))
  WHERE CONCAT(title_ix, body_ix) NOT REGEXP CONCAT('^', lang, '_[^_ ]') AND CONCAT(title_ix, body_ix) <> '';

ALTER TABLE search_doc ADD FULLTEXT KEY IF NOT EXISTS search_doc_title (title_ix);
ALTER TABLE search_doc ADD FULLTEXT KEY IF NOT EXISTS search_doc_all (title_ix, body_ix);
