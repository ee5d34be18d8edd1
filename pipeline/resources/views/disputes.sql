-- a figure of a quantity on which sources disagree, with who claims it and its sentence: sort by claim_id, low
-- claim_id: the quantity, see claims
-- of_what: what is counted or measured
-- scope: place, part, event or time it is limited to
-- figure: the figure as written
-- low: lower end of what it means
-- high: upper end of what it means
-- claimant: who claims it; empty where the article says it in its own voice
-- published: day of publication
-- outlet: who published it
-- sentence: the sentence around the figure
-- figure_id: the figure, see figures
-- doc_id: the article, see articles
SELECT c.claim_id, coalesce(c.counted, c.counted_head, c.unit) AS of_what, c.scope, f.text AS figure, f.low, f.high,
  cf.claimant, a.published, a.outlet, sentence_around(d.text, f.start, f."end") AS sentence, f.figure_id, f.doc_id
FROM claims c
JOIN claim_figures cf USING (claim_id)
JOIN figures f ON f.figure_id = cf.figure_id
JOIN documents d ON d.doc_id = f.doc_id
JOIN articles a ON a.doc_id = f.doc_id
WHERE c.status = 'conflict'
