"""Contents and the quotation regions they touch."""

from spacy.lang.en import English
from spacy.tokens import Doc

from pipeline.quotes.network.columns import read_words
from pipeline.quotes.network.findings import Finding
from pipeline.quotes.settle.by_marks import whole_quotation
from pipeline.text.quotations import quotation_regions

VOCAB = English().vocab


def _words(text):
    doc = Doc(VOCAB, words=text.split())
    return read_words(doc, doc.text, quotation_regions(doc.text))


def _finding(cue, *content, source=None):
    return Finding(cue, content, source, 0.9, 0.9, 0.9, 0.9)


#                 0    1    2  3     4   5    6   7    8  9   10  11  12  13  14  15 16
LONG = _words('Moss said : " We have run dry . All the wells stand empty now . "')


def test_who_begins_a_quotation_also_ends_it():
    assert whole_quotation(_finding((1, 2), (3, 8)), LONG).content == ((3, 17),)


def test_a_content_with_most_of_a_quotation_takes_all_of_it():
    assert whole_quotation(_finding((1, 2), (6, 15)), LONG).content == ((3, 17),)


def test_a_few_words_from_the_middle_do_not_take_the_quotation():
    finding = _finding((1, 2), (9, 11))
    assert whole_quotation(finding, LONG).content == ((9, 11),)


def test_a_quotation_that_holds_the_cue_says_nothing_about_its_content():
    finding = _finding((6, 7), (4, 6))
    assert whole_quotation(finding, LONG).content == ((4, 6),)


def test_a_quotation_that_holds_the_source_is_not_all_content():
    finding = _finding((1, 2), (3, 8), source=(10, 12))
    assert whole_quotation(finding, LONG).content == ((3, 8),)
