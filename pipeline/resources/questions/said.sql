-- What somebody said, or what was said about something: each quote with day, outlet and speaker.
-- by: part of the speaker's name, in any case and without accents [anybody]
-- about: words that all stand in what was said or in its sentences [anything]
-- limit: at most so many quotes [100]
SELECT published, outlet, person, kind, said, confidence, quote_id
FROM sayings
WHERE ($by IS NULL OR contains(folded(person), folded($by)) OR contains(folded(speaker), folded($by)))
  AND ($about IS NULL
    OR list_bool_and([contains(folded(concat_ws(' ', said, sentence)), word)
      FOR word IN string_split(one_line(folded($about)), ' ')]))
ORDER BY published NULLS LAST, outlet, doc_id, start, quote_id
LIMIT $limit::BIGINT
