-- Functions that views and questions share.

-- A text on one line.
CREATE TEMP MACRO one_line(words) AS trim(regexp_replace(words, '\s+', ' ', 'g'));

-- A text as it is compared: without case and accents.
CREATE TEMP MACRO folded(words) AS lower(strip_accents(words));

-- What stands before a place in the text, from where its sentence begins; 300 characters at most.
CREATE TEMP MACRO sentence_before(words, place) AS
  regexp_replace(
    substr(words, greatest(place - 299, 1), least(place, 300)),
    '(?s)^.*(?:[.!?]["”’»'')]*\s+|\n)(["“‘«`''(]*[\p{Lu}\p{So}]|["“‘«`''(]*$)', '\1'
  );

-- What stands after a place in the text, to where its sentence ends; 300 characters at most.
CREATE TEMP MACRO sentence_after(words, place) AS
  regexp_extract(
    substr(words, place + 1, 300),
    '(?s)^.*?(?:[.!?]["”’»'')]*(?:\s+["“‘«`''(]*[\p{Lu}\p{So}]|\s*$)|\n\s*\n|$)'
  );

-- The sentence around a passage. The capital that shows where the next one begins is cut off again.
CREATE TEMP MACRO sentence_around(words, first, last) AS
  one_line(
    sentence_before(words, first) || substr(words, first + 1, last - first)
    || regexp_replace(sentence_after(words, last), '\s+["“‘«`''(]*[\p{Lu}\p{So}]$', '')
  );
