-- a report of a statement that articles word differently, side by side with the others: sort by statement_id, published
-- statement_id: the statement, see statements
-- person: who said it
-- longest: its longest form
-- published: day of publication
-- outlet: who published the report
-- said: the words as this report has them
-- relation: how the report relates to the longest form
-- diff: what differs from the longest form
-- differs_materially: whether what differs matters
-- similarity: share of its words found in the longest form, 0 to 1
-- quote_id: the quote, see quotes
-- doc_id: the article, see articles
WITH told_differently AS (
  SELECT statement_id FROM statement_quotes
  GROUP BY statement_id HAVING count(DISTINCT doc_id) > 1 AND bool_or(len(diff) > 0)
)
SELECT st.statement_id, s.person, st.text AS longest, s.published, s.outlet, s.said, sq.relation, sq.diff,
  sq.differs_materially, sq.similarity, sq.quote_id, sq.doc_id
FROM told_differently
JOIN statements st USING (statement_id)
JOIN statement_quotes sq USING (statement_id)
JOIN sayings s ON s.quote_id = sq.quote_id
