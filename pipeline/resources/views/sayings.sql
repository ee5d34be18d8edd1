-- a quote, with who said it, where and when it was printed, and the sentences that show it
-- quote_id: the quote, see quotes
-- doc_id: the article, see articles
-- statement_id: what was said, however often reported, see statements
-- entity_id: who said it, across articles, see people
-- published: day of publication
-- outlet: who published it
-- title: headline of the article
-- person: who said it, as all articles together name them; before reconcile, as this article does
-- speaker: who said it, as this article names them
-- speaker_type: what kind of speaker
-- said: the words said and nothing else
-- sentence: the sentences that hold what is said, who says it and the words that say so
-- kind: direct, mixed or indirect
-- act: speech or attitude
-- attribution: how the speaker was found
-- reason: why there is no speaker, where there is none
-- confidence: probability, 0 to 1, that passage and name are right
-- continues: the quote that this one goes on
-- start: offset of the first character in the article's text
SELECT
  q.quote_id, q.doc_id, sq.statement_id, es.entity_id, a.published, a.outlet, a.title,
  coalesce(e.name, q.speaker) AS person, q.speaker, q.speaker_type,
  coalesce(q.content, q.text) AS said,
  coalesce(one_line(d.text[q.sentence_start + 1 : q.sentence_end]), sentence_around(d.text, q.start, q."end")) AS sentence,
  q.kind, q.act, q.attribution, q.reason, q.confidence, q.continues, q.start
FROM quotes q
JOIN articles a USING (doc_id)
JOIN documents d USING (doc_id)
LEFT JOIN entity_speakers es ON es.speaker_id = q.speaker_id
LEFT JOIN entities e ON e.entity_id = es.entity_id
LEFT JOIN statement_quotes sq ON sq.quote_id = q.quote_id
