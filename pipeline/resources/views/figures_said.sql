-- a figure that someone claims or that stands in a quote, with who says it and its sentence
-- figure_id: the figure, see figures
-- doc_id: the article, see articles
-- quote_id: the quote in whose content it stands
-- claim_id: the quantity it reports, see claims
-- published: day of publication
-- outlet: who published it
-- person: who says it
-- figure: the figure as written
-- kind: what kind of figure
-- value: the value
-- low: lower end of what it means
-- high: upper end of what it means
-- unit: its unit
-- counted: what is counted, as written
-- bound: how exact it is
-- status: whether the reports of this quantity agree
-- sentence: the sentence around the figure
SELECT f.figure_id, f.doc_id, f.quote_id, cf.claim_id, a.published, a.outlet, coalesce(e.name, s.name) AS person,
  f.text AS figure, f.kind, f.value, f.low, f.high, f.unit, coalesce(f.counted, f.concept) AS counted, f.bound, c.status,
  sentence_around(d.text, f.start, f."end") AS sentence
FROM figures f
JOIN documents d USING (doc_id)
JOIN articles a USING (doc_id)
LEFT JOIN quotes q ON q.quote_id = f.quote_id
LEFT JOIN speakers s ON s.speaker_id = coalesce(f.speaker_id, q.speaker_id)
LEFT JOIN entity_speakers es ON es.speaker_id = s.speaker_id
LEFT JOIN entities e ON e.entity_id = es.entity_id
LEFT JOIN claim_figures cf ON cf.figure_id = f.figure_id
LEFT JOIN claims c ON c.claim_id = cf.claim_id
WHERE f.quote_id IS NOT NULL OR f.speaker_id IS NOT NULL
