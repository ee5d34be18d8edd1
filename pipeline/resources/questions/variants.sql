-- What articles word differently: each report of such a statement, with what differs from the longest form.
-- limit: at most so many reports [100]
SELECT person, published, outlet, said, relation, diff, differs_materially, quote_id
FROM variants
ORDER BY max(differs_materially) OVER (PARTITION BY statement_id) DESC, statement_id, similarity DESC, published, quote_id
LIMIT $limit::BIGINT
