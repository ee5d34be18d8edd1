-- an article, without its text; an outlet that is written in several ways is shown in the most frequent one
-- doc_id: the article, see documents
-- published: day of publication
-- outlet: who published it
-- title: headline
-- source: where it was read
-- url: address
-- n_quotes: number of its quotes
WITH written AS (
  SELECT doc_id, regexp_replace(trim(outlet), '\s+', ' ', 'g') AS form FROM documents WHERE trim(outlet) <> ''
), counted AS (
  SELECT lower(form) AS key, form, count(*) AS n FROM written GROUP BY ALL
), shown AS (
  SELECT key, first(form ORDER BY n DESC, form) AS outlet FROM counted GROUP BY key
), quoted AS (
  SELECT doc_id, count(*) AS n_quotes FROM quotes GROUP BY doc_id
)
SELECT d.doc_id, d.published, shown.outlet, d.title, d.source, d.url, coalesce(quoted.n_quotes, 0) AS n_quotes
FROM documents d
LEFT JOIN written USING (doc_id)
LEFT JOIN shown ON shown.key = lower(written.form)
LEFT JOIN quoted ON quoted.doc_id = d.doc_id
