-- Who is quoted most: people and organisations, in which roles, by how many outlets.
-- limit: at most so many of them [20]
SELECT name, type, list_aggregate(roles, 'string_agg', '; ') AS roles, n_quotes, n_direct, n_indirect, n_articles,
  n_outlets, entity_id
FROM people
WHERE n_quotes > 0 AND type IN ('person', 'org')
ORDER BY n_quotes DESC, n_articles DESC, name, entity_id
LIMIT $limit::BIGINT
