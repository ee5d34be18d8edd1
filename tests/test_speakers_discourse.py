import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from pipeline.speakers.discourse import part_of
from pipeline.speakers.token_lists import list_tokens


@pytest.mark.parametrize("label", ["nsubj", "nsubjpass", "nsubj:pass"])
def test_a_passive_subject_is_a_subject_whatever_the_parser_calls_it(label):
    doc = Doc(Vocab(), ["Moss", "was", "thanked"], heads=[2, 2, 2], deps=[label, "aux", "ROOT"])
    assert part_of(list_tokens(doc), 0) == "subject"
