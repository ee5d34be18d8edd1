-- On which numbers sources disagree: each figure with who claims it and where.
-- limit: at most so many figures [100]
SELECT of_what, scope, figure, claimant, published, outlet, sentence, figure_id
FROM disputes
ORDER BY of_what, scope NULLS FIRST, claim_id, low NULLS FIRST, high, published, figure_id
LIMIT $limit::BIGINT
