-- a speaker of all articles: who it is, in which roles, and how often which outlet quotes them
-- entity_id: the speaker, see entities; empty before reconcile, when speakers of one name and type are taken as one
-- name: the name
-- type: what kind of speaker
-- roles: titles and offices, with the days of the articles where they are known
-- n_quotes: number of quotes
-- n_direct: those wholly in quotation marks
-- n_indirect: those without any
-- n_articles: number of articles that mention them
-- n_outlets: number of outlets that mention them
-- first_published: day of the first article
-- last_published: day of the last article
-- outlets: the outlets that quote them, with the number of quotes, the most frequent first
WITH named AS (
  SELECT s.speaker_id, s.doc_id, s.role, e.entity_id, coalesce(e.name, s.name) AS name, coalesce(e.type, s.type) AS type,
    e.roles
  FROM speakers s
  LEFT JOIN entity_speakers es ON es.speaker_id = s.speaker_id
  LEFT JOIN entities e ON e.entity_id = es.entity_id
), quoted AS (
  SELECT entity_id, name, type, outlet, kind
  FROM quotes q JOIN named USING (speaker_id) JOIN articles a ON a.doc_id = q.doc_id
), by_outlet AS (
  SELECT entity_id, name, type, outlet, count(*) AS n FROM quoted GROUP BY ALL
), papers AS (
  SELECT entity_id, name, type, list(coalesce(outlet, 'no outlet') || ' ' || n ORDER BY n DESC, outlet) AS outlets
  FROM by_outlet GROUP BY ALL
), quotes_of AS (
  SELECT entity_id, name, type, count(*) AS n_quotes, count(*) FILTER (kind = 'direct') AS n_direct,
    count(*) FILTER (kind = 'indirect') AS n_indirect
  FROM quoted GROUP BY ALL
), mentioned AS (
  SELECT n.entity_id, n.name, n.type,
    coalesce(any_value(n.roles), list(DISTINCT n.role ORDER BY n.role) FILTER (n.role IS NOT NULL), []) AS roles,
    count(DISTINCT n.doc_id) AS n_articles, count(DISTINCT a.outlet) AS n_outlets,
    min(a.published) AS first_published, max(a.published) AS last_published
  FROM named n JOIN articles a USING (doc_id) GROUP BY n.entity_id, n.name, n.type
)
SELECT m.entity_id, m.name, m.type, m.roles, coalesce(q.n_quotes, 0) AS n_quotes, coalesce(q.n_direct, 0) AS n_direct,
  coalesce(q.n_indirect, 0) AS n_indirect, m.n_articles, m.n_outlets, m.first_published, m.last_published,
  coalesce(p.outlets, []) AS outlets
FROM mentioned m
LEFT JOIN quotes_of q ON q.entity_id IS NOT DISTINCT FROM m.entity_id AND q.name = m.name AND q.type = m.type
LEFT JOIN papers p ON p.entity_id IS NOT DISTINCT FROM m.entity_id AND p.name = m.name AND p.type = m.type
