-- Who is quoted most: people and organisations, in which roles, by how many outlets.
-- limit: at most so many of them [20]
SELECT name, type, roles, n_quotes AS quotes, n_direct AS direct, n_articles AS articles, n_outlets AS outlets
FROM people
WHERE n_quotes > 0 AND type IN ('person', 'org')
ORDER BY n_quotes DESC, n_articles DESC, name, entity_id
LIMIT $limit::BIGINT
