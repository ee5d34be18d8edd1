-- a day on which an article appeared or that an article names: sort by day
-- day: the day, or the first of a period
-- last_day: the last day of the period
-- what: published (an article appeared) or named (an article speaks of the day)
-- words: the headline, or the words that name the day
-- sentence: the sentence around these words
-- outlet: who published the article
-- published: day of publication
-- doc_id: the article, see articles
-- date_id: the words that name the day, see dates
-- quote_id: the quote in whose content they stand
SELECT published AS day, published AS last_day, 'published' AS what, title AS words, NULL::VARCHAR AS sentence, outlet,
  published, doc_id, NULL::VARCHAR AS date_id, NULL::VARCHAR AS quote_id
FROM articles WHERE published IS NOT NULL
UNION ALL
SELECT t.start_date, t.end_date, 'named', t.text, sentence_around(d.text, t.start, t."end"), a.outlet, a.published,
  a.doc_id, t.date_id, t.quote_id
FROM dates t JOIN documents d USING (doc_id) JOIN articles a USING (doc_id)
WHERE t.start_date IS NOT NULL
