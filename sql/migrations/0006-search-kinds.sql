-- The weightiest documents of one kind: a search for a very frequent word among suggestions alone need not read past the
-- articles, which are all weightier. The statement may run again.

ALTER TABLE search_doc ADD KEY IF NOT EXISTS search_doc_kind (lang, kind, weight);
