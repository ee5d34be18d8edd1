"""Every list of the grammar of speakers is one that the code asks for, and the other way round."""

import re
from pathlib import Path

import pipeline.speakers
from pipeline.resources import read_lists

CODE = "\n".join(file.read_text("utf8") for file in sorted(Path(pipeline.speakers.__path__[0]).glob("*.py")))


def test_nobody_asks_for_a_list_that_is_not_there_and_none_lies_there_unused():
    asked = set(re.findall(r'small_words\(\s*"([a-z_.]+)"\s*\)', CODE))
    grammar = read_lists("speakers", "grammar")
    listed = {f"{section}.{name}" for section in grammar if section != "entity_labels" for name in grammar[section]}
    assert asked == listed


def test_labels_of_entities_vote_for_kinds_of_names():
    labels = read_lists("speakers", "grammar")["entity_labels"]
    kinds = {kind for kind, weight in labels.values() if weight > 0}
    assert kinds == {"person", "org", "place", "people", "other"}
